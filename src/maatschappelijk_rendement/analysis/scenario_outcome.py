"""A caseload as the outcome of a shared-savings scenario: existing cases, by stream and payer."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from maatschappelijk_rendement.domain.money import to_cents
from maatschappelijk_rendement.domain.vocabulary import CaseType, Moment, Payer
from maatschappelijk_rendement.sharing import PayerStream, outcome_from_streams

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis


def sharing_streams(
    analysis: ExactAnalysis, *, include_new: bool = False, has_comparison_design: bool = False
) -> tuple[PayerStream, ...]:
    """Give what a scenario splits: cost before and after by stream and payer, and what each payer put in.

    Args:
        analysis: Exact results.
        include_new: Count new cases too; allowed only with a comparison design.
        has_comparison_design: Whether new cases were measured against a comparison group.

    Returns:
        One entry for each stream and payer; a stream with two payers is two entries. The hours of the MDO and
        the programme are the investment of whoever pays them, under the names "MDO" and "Programma".

    Raises:
        UsageError: New cases are asked for without a comparison design.

    Example:
        >>> from maatschappelijk_rendement import analyse
        >>> from maatschappelijk_rendement.intake.example import ruwaard
        >>> sum(stream.saving_cents for stream in sharing_streams(analyse(ruwaard())))
        13239400
    """
    counted = {CaseType.EXISTING.value, *((CaseType.NEW.value,) if include_new else ())}
    level: dict[str, dict[tuple[str, str], int]] = {
        Moment.BEFORE.value: defaultdict(int),
        Moment.AFTER.value: defaultdict(int),
    }
    by = ("case_type", "moment", "stream", "payer")
    for line in analysis.line_sums(*by).to_dict("records"):
        if line["case_type"] in counted and line["moment"] in level:
            cents = int(line["in_window_cents"]) + int(line["one_off_cents"])
            level[line["moment"]][line["stream"], line["payer"]] += cents
    before, after = level[Moment.BEFORE.value], level[Moment.AFTER.value]
    places = sorted({*before, *after})
    invested: dict[tuple[str, str], int] = defaultdict(int)
    hours_by = analysis.mdo_lines.groupby(["case_type", "payer"], observed=True)["one_off_cents"].sum()
    for hours in hours_by.reset_index().to_dict("records"):
        if hours["case_type"] in counted:
            invested["MDO", hours["payer"] or Payer.ONBEKEND.value] += int(hours["one_off_cents"])
    for post in analysis.delivery.programme:
        invested["Programma", post.payer] += to_cents(post.amount_eur)
    names = {place: f"{place[0]} ({place[1]})" for place in (*places, *sorted(invested))}
    return outcome_from_streams(
        {names[place]: after[place] - before[place] for place in places},
        {names[place]: cents for place, cents in invested.items()},
        before_cents={names[place]: before[place] for place in places},
        payers={names[place]: place[1] for place in names},
        has_new_cases=include_new,
        has_comparison_design=has_comparison_design,
    )
