"""A caseload as the outcome of a shared-savings scenario: existing cases, by stream and payer."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from maatschappelijk_rendement.analysis.groups import at, existing_cases
from maatschappelijk_rendement.domain.money import to_cents
from maatschappelijk_rendement.domain.vocabulary import CaseType, Moment, MoneyKind, Payer, PriceMode
from maatschappelijk_rendement.sharing import PayerStream, outcome_from_streams
from maatschappelijk_rendement.sharing.case_costs import CaseCosts
from maatschappelijk_rendement.sharing.case_outcome import CaseOutcome, invested_in_streams

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

Place = tuple[str, str, MoneyKind]
"""Stream, payer and kind of money."""
MDO, PROGRAMME = "MDO", "Programma"
"""Names of the lines that hold an investment only."""
PLACE = ("stream", "payer", "money_kind")


def sharing_streams(
    analysis: ExactAnalysis, *, include_new: bool = False, has_comparison_design: bool = False
) -> tuple[PayerStream, ...]:
    """Give what a scenario splits: cost before and after by stream and payer, and what each payer put in.

    Args:
        analysis: Exact results.
        include_new: Count new cases too; allowed only with a comparison design.
        has_comparison_design: Whether new cases were measured against a comparison group.

    Returns:
        One entry for each stream, payer and kind of money: cash, freed capacity and income transfers stay
        apart. The hours of the MDO and the programme are the investment of whoever pays them, under the names
        "MDO" and "Programma".

    Raises:
        UsageError: New cases are asked for without a comparison design.

    Example:
        >>> from maatschappelijk_rendement import analyse
        >>> from maatschappelijk_rendement.intake.example import ruwaard
        >>> sum(stream.saving_cents for stream in sharing_streams(analyse(ruwaard())))
        13239400
    """
    counted = {CaseType.EXISTING.value, *((CaseType.NEW.value,) if include_new else ())}
    level: dict[str, dict[Place, int]] = {
        Moment.BEFORE.value: defaultdict(int),
        Moment.AFTER.value: defaultdict(int),
    }
    for line in analysis.line_sums("case_type", "moment", *PLACE).to_dict("records"):
        if line["case_type"] in counted and line["moment"] in level:
            cents = int(line["in_window_cents"]) + int(line["one_off_cents"])
            level[line["moment"]][line["stream"], line["payer"], MoneyKind(line["money_kind"])] += cents
    before, after = level[Moment.BEFORE.value], level[Moment.AFTER.value]
    places = sorted({*before, *after})
    invested: dict[Place, int] = defaultdict(int)
    hours_by = analysis.mdo_lines.groupby(["case_type", "payer"], observed=True)["one_off_cents"].sum()
    for hours in hours_by.reset_index().to_dict("records"):
        if hours["case_type"] in counted:
            payer = hours["payer"] or Payer.ONBEKEND.value
            invested[MDO, payer, MoneyKind.CASH] += int(hours["one_off_cents"])
    for post in analysis.delivery.programme:
        invested[PROGRAMME, post.payer, MoneyKind.CASH] += to_cents(post.amount_eur)
    names = _names([*places, *sorted(invested)])
    return outcome_from_streams(
        {names[place]: after[place] - before[place] for place in places},
        {names[place]: cents for place, cents in invested.items()},
        before_cents={names[place]: before[place] for place in places},
        payers={names[place]: place[1] for place in names},
        money={names[place]: place[2] for place in names},
        has_new_cases=include_new,
        has_comparison_design=has_comparison_design,
    )


def case_outcome(analysis: ExactAnalysis) -> CaseOutcome:
    """Give what a caseload says to a contract: its existing cases, before and after the MDO.

    What a payer put in stands with its own streams: keys weigh streams, and an investment is no stream. What
    residents pay themselves is no stream either: they are no party to a contract.
    """
    total = existing_cases(analysis, comparison=at(Moment.AFTER.value))
    everyone = sharing_streams(analysis)
    residents = [one for one in everyone if _is_of_residents(one)]
    lines = [one for one in everyone if not _is_of_residents(one)]
    invested = [stream for stream in lines if stream.investment_cents]
    settings = analysis.settings
    return CaseOutcome(
        streams=invested_in_streams(lines),
        residents_cents=(
            sum(one.before_cents for one in residents),
            sum(one.after_cents for one in residents),
        ),
        persons=total.n,
        months=settings.period_months,
        costs=_case_costs(analysis),
        hours_cents=sum(one.investment_cents for one in invested if one.stream.startswith(f"{MDO} (")),
        programme_cents=sum(
            one.investment_cents for one in invested if one.stream.startswith(f"{PROGRAMME} (")
        ),
        price_year=settings.price_year if settings.price_mode == PriceMode.CONSTANT else None,
    )


def _is_of_residents(stream: PayerStream) -> bool:
    return stream.payer == Payer.BEWONER.value and not stream.investment_cents


def _case_costs(analysis: ExactAnalysis) -> CaseCosts:
    """Give what each existing case cost in each stream; income transfers are no cost that counts."""
    import pandas as pd

    lines = analysis.line_sums("case_id", "case_type", "moment", *PLACE)
    lines = lines[lines["case_type"] == CaseType.EXISTING.value]
    places = sorted(
        (stream, payer, MoneyKind(money))
        for stream, payer, money in lines[list(PLACE)].drop_duplicates().itertuples(index=False)
    )
    names = _names(places)
    counted = [
        place for place in places if place[2] is not MoneyKind.TRANSFER and place[1] != Payer.BEWONER.value
    ]
    columns = {(stream, payer, str(money)): n for n, (stream, payer, money) in enumerate(counted)}
    totals = analysis.totals
    is_counted = (totals["case_type"] == CaseType.EXISTING.value) & (
        totals["comparison"] == Moment.AFTER.value
    )
    ids = pd.Index(sorted({*totals.loc[is_counted, "case_id"], *lines["case_id"]}))
    sides = []
    for moment in (Moment.BEFORE, Moment.AFTER):
        found = lines[lines["moment"] == moment.value]
        rows = ids.get_indexer(found["case_id"])
        keys = zip(*(found[name] for name in PLACE), strict=True)
        place = np.fromiter((columns.get(key, -1) for key in keys), dtype=np.int64, count=len(found))
        cents = (found["in_window_cents"] + found["one_off_cents"]).to_numpy(dtype=np.int64)
        amounts = np.zeros((len(ids), len(counted)), dtype=np.int64)
        np.add.at(amounts, (rows[place >= 0], place[place >= 0]), cents[place >= 0])
        sides.append(amounts)
    return CaseCosts(tuple(names[place] for place in counted), sides[0], sides[1])


def _names(places: list[Place]) -> dict[Place, str]:
    """Name a stream by its payer too, and by its kind of money where it has more than one."""
    kinds = Counter(place[:2] for place in places)
    return {
        place: f"{place[0]} ({place[1]}, {place[2]})" if kinds[place[:2]] > 1 else f"{place[0]} ({place[1]})"
        for place in places
    }
