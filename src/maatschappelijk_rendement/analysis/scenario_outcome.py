"""A caseload as the outcome of a shared-savings scenario: existing cases, by stream and payer."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from maatschappelijk_rendement.analysis.groups import at, existing_cases
from maatschappelijk_rendement.domain.money import to_cents
from maatschappelijk_rendement.domain.vocabulary import CaseType, Moment, MoneyKind, Payer
from maatschappelijk_rendement.sharing import PayerStream, outcome_from_streams
from maatschappelijk_rendement.sharing.case_outcome import CaseOutcome

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

Place = tuple[str, str, MoneyKind]
"""Stream, payer and kind of money."""


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
    by = ("case_type", "moment", "stream", "payer", "money_kind")
    for line in analysis.line_sums(*by).to_dict("records"):
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
            invested["MDO", payer, MoneyKind.CASH] += int(hours["one_off_cents"])
    for post in analysis.delivery.programme:
        invested["Programma", post.payer, MoneyKind.CASH] += to_cents(post.amount_eur)
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
    """Give what a caseload says to a contract: its existing cases, before and after the MDO."""
    total = existing_cases(analysis, comparison=at(Moment.AFTER.value))
    return CaseOutcome(
        streams=sharing_streams(analysis),
        persons=total.n,
        months=analysis.settings.period_months,
    )


def _names(places: list[Place]) -> dict[Place, str]:
    """Name a stream by its payer too, and by its kind of money where it has more than one."""
    kinds = Counter(place[:2] for place in places)
    return {
        place: f"{place[0]} ({place[1]}, {place[2]})" if kinds[place[:2]] > 1 else f"{place[0]} ({place[1]})"
        for place in places
    }
