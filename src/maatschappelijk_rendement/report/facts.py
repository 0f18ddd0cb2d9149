"""The published facts that the plain words are composed from.

They are read from the published results alone: what disclosure control hid is not there, so that no sentence
can bring it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.vocabulary import (
    AfterBasis,
    Comparison,
    MdoCosts,
    Moment,
    MoneyKind,
    Selection,
    Stream,
)
from maatschappelijk_rendement.report.rows import (
    first,
    is_hidden,
    main_instrument,
    mean_score,
    select,
    total_delta,
)
from maatschappelijk_rendement.results import codec, costs, counts
from maatschappelijk_rendement.results.columns import FigureRow
from maatschappelijk_rendement.results.sections import MESSAGES
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.statistics.assumptions import ASSUMPTION, ComparisonDesign

OVERLAP_CODE = "overlap_wlz"
"""Code of the finding that help runs on beside the Wlz (``intake.rules``)."""

COUNTED_TABLES: tuple[ResultTable[FigureRow], ...] = (
    costs.LEVELS,
    costs.DIFFERENCES,
    counts.WELLBEING,
    costs.SOCIETAL,
    costs.OF_MONEY_KINDS,
    costs.PARTIES,
)


# Rows in which nothing is known.
NO_CHANGE, NO_EFFECT = codec.from_json(costs.Difference, {}), codec.from_json(costs.ComparedEffect, {})


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Published numbers about the existing cases, unless a name says otherwise; None is hidden or unknown.

    Attributes:
        n_existing: Number of existing cases.
        n_new: Number of new cases.
        n_worked_on: Number of cases worked on in all (``casussen_in_totaal``).
        selection: How the cases were chosen.
        comparison: Before and after, or with and without.
        after_basis: Planned or realised use after.
        mdo_costs: Whether the MDO's own cost is inside.
        mdo_cents: Cost of the MDO's [euro cent].
        period_months: Length of the window.
        before_cents: Cost before [euro cent].
        sum_cents: Difference, after - before [euro cent].
        mean_cents: The same a case.
        low_cents: Lower bound of the interval of that mean.
        high_cents: Upper bound.
        interval_is_short: The interval probably covers less than it claims.
        is_confirmed: The permutation test finds the difference more than spread too; None where unknown.
        n_repeat: Number of existing cases with a repeat.
        repeat_cents: Their difference at the repeat, after - before [euro cent].
        repeat_low_cents: Lower bound of the interval of its mean.
        repeat_high_cents: Upper bound.
        repeat_is_short: That interval probably covers less than it claims.
        repeat_is_confirmed: As ``is_confirmed``, of the repeat.
        only_total_published: Of the source only the sum is known, not the amounts behind it.
        least_change_cents: How far from zero the mean must lie to be more than chance, by their own spread.
        n_risen: Number of cases whose cost rose.
        largest_share: Part of all change that the case with the largest change holds.
        without_largest_cents: The difference without that case.
        structural_cents: What runs on, per year: difference [euro cent].
        may_run_on: Of a stream, or of all of it, it is unknown whether it runs on.
        capacity_cents: Part of the difference that is freed capacity.
        transfer_cents: Part of the difference that is income of residents.
        is_incomplete: Some case left a stream out.
        incomplete_streams: Streams that not every case looked at, where that may be shown.
        may_lack_streams: Of another stream that is not shown: those named may not be all of them.
        has_double_counts: Reading warned of help beside the Wlz on the same days.
        residents_before: Residents with a score before.
        residents_after: Residents with a score after.
        residents_repeat: Residents with a score at the repeat; 0 where none was planned.
        is_compared: There is something to compare with, whether its effect may be shown or not.
        effect_cents: Mean difference against it; None where there is none or it is hidden.
        effect_low_cents: Lower bound of its interval.
        effect_high_cents: Upper bound.
        effect_is_short: That interval probably covers less than it claims.
        effect_assumption: Dutch sentence: what must hold for it (``Effect.assumption``).
        has_averted: What would have happened without an MDO was filled in.
        is_rounded: Amounts were rounded to publish them.
        has_hidden_figures: Disclosure control hid a figure.
        is_synthetic: The data are invented.
    """

    n_existing: int | None = None
    n_new: int | None = None
    n_worked_on: int | None = None
    selection: Selection = Selection.UNKNOWN
    comparison: Comparison = Comparison.BEFORE_AFTER
    after_basis: AfterBasis = AfterBasis.REALISED
    mdo_costs: MdoCosts = MdoCosts.INCLUDED
    mdo_cents: int | None = None
    period_months: int = 12
    before_cents: int | None = None
    sum_cents: int | None = None
    mean_cents: int | None = None
    low_cents: int | None = None
    high_cents: int | None = None
    interval_is_short: bool = False
    is_confirmed: bool | None = None
    n_repeat: int | None = None
    repeat_cents: int | None = None
    repeat_low_cents: int | None = None
    repeat_high_cents: int | None = None
    repeat_is_short: bool = False
    repeat_is_confirmed: bool | None = None
    only_total_published: bool = False
    least_change_cents: int | None = None
    n_risen: int | None = None
    largest_share: Fraction | None = None
    without_largest_cents: int | None = None
    structural_cents: int | None = None
    may_run_on: bool = False
    capacity_cents: int | None = None
    transfer_cents: int | None = None
    is_incomplete: bool = False
    incomplete_streams: tuple[str, ...] = ()
    may_lack_streams: bool = False
    has_double_counts: bool = False
    residents_before: int | None = None
    residents_after: int | None = None
    residents_repeat: int | None = None
    is_compared: bool = False
    effect_cents: int | None = None
    effect_low_cents: int | None = None
    effect_high_cents: int | None = None
    effect_is_short: bool = False
    effect_assumption: str = ""
    has_averted: bool = False
    is_rounded: bool = False
    has_hidden_figures: bool = False
    is_synthetic: bool = False


def facts_from(results: Results) -> ReportFacts:
    """Read the facts from published results.

    Args:
        results: Content of ``resultaten.json``, after disclosure control.

    Returns:
        The facts; None wherever the results show no number.
    """
    setting = results.settings
    total = total_delta(results, "bestaand") or NO_CHANGE
    repeat = total_delta(results, "bestaand", Moment.REPEAT) or NO_CHANGE
    levels = select(results.of(costs.LEVELS), groep="bestaand", wijk="totaal", stroom="totaal")
    before, low, high = first(levels, moment="voor"), total.low, total.high
    money = {row.money_kind: row.total for row in select(results.of(costs.OF_MONEY_KINDS), groep="bestaand")}
    unseen = _incomplete_streams(results)
    share = total.largest_share
    effect = next((row for row in results.of(costs.EFFECTS) if row.effect is not None), NO_EFFECT)
    return ReportFacts(
        n_existing=setting.n_existing,
        n_new=setting.n_new,
        n_worked_on=setting.cases_in_total,
        selection=Selection(setting.selection),
        comparison=Comparison(setting.comparison),
        after_basis=AfterBasis(setting.after_basis),
        mdo_costs=MdoCosts(setting.mdo_costs),
        mdo_cents=results.mdo.cost,
        period_months=setting.period_months,
        before_cents=before.cost if before else None,
        sum_cents=total.total,
        mean_cents=total.mean,
        low_cents=low,
        high_cents=high,
        interval_is_short=bool(total.is_too_narrow),
        is_confirmed=total.is_confirmed,
        n_repeat=repeat.n,
        repeat_cents=repeat.total,
        repeat_low_cents=repeat.low,
        repeat_high_cents=repeat.high,
        repeat_is_short=bool(repeat.is_too_narrow),
        repeat_is_confirmed=repeat.is_confirmed,
        only_total_published=setting.is_fitted,
        least_change_cents=None if low is None or high is None else half_up(Fraction(high - low, 2)),
        n_risen=total.n_risen,
        largest_share=None if share is None else Fraction(share, codec.ONE_SHARE),
        without_largest_cents=total.without_largest,
        structural_cents=total.structural,
        may_run_on=any(
            row.total is not None
            and row.structural is None
            and not is_hidden(row, "structureel_per_jaar_eur")
            for row in select(results.of(costs.DIFFERENCES), moment="na", groep="bestaand", wijk="totaal")
        ),
        capacity_cents=money.get(MoneyKind.CAPACITY),
        transfer_cents=money.get(MoneyKind.TRANSFER),
        is_incomplete=any(row.status == "onvolledig" for row in results.of(costs.DIFFERENCES)),
        incomplete_streams=unseen,
        may_lack_streams=any(
            row.n_unknown is None and row.stream not in unseen for row in results.of(counts.COMPLETENESS)
        ),
        has_double_counts=any(finding.code == OVERLAP_CODE for finding in results.of(MESSAGES)),
        residents_before=_residents(results, "voor"),
        residents_after=_residents(results, "na"),
        residents_repeat=_residents(results, "herhaling"),
        is_compared=bool(results.of(costs.EFFECTS)),
        effect_cents=effect.effect,
        effect_low_cents=effect.low,
        effect_high_cents=effect.high,
        effect_is_short=bool(effect.is_too_narrow),
        effect_assumption=ASSUMPTION[ComparisonDesign(effect.design)] if effect is not NO_EFFECT else "",
        has_averted=bool(results.of(costs.AVERTED)),
        is_rounded=setting.is_rounded,
        has_hidden_figures=any(
            row.status == "onderdrukt" for table in COUNTED_TABLES for row in results.of(table)
        ),
        is_synthetic=setting.is_synthetic,
    )


def _incomplete_streams(results: Results) -> tuple[str, ...]:
    """Name the streams that not every case looked at: told by the completeness, or by a smaller n."""
    unseen = {row.stream for row in results.of(counts.COMPLETENESS) if row.n_unknown}
    for row in select(results.of(costs.DIFFERENCES), moment="na", wijk="totaal"):
        whole = total_delta(results, row.group)
        if whole and (row.n or 0) < (whole.n or 0) and row.n is not None:
            unseen.add(row.stream)
    return tuple(stream.value for stream in Stream if stream in unseen)


def _residents(results: Results, moment: str) -> int | None:
    """Give the residents with a score at a moment, of the instrument that the words speak about."""
    instrument = main_instrument(results)
    score = mean_score(results, moment, instrument) if instrument else None
    return score.n_residents if score else None
