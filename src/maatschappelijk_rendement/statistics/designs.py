"""Comparison designs: what may be called an effect, and under which assumption.

Before and after alone is no effect: cases are picked when things go badly, so they improve without help too
(regression to the mean; A. Finkelstein e.a., NEJM 382 (2020) 152-162: -38 points naively, +0,8 against the
control group). Each design here removes that in its own way and carries the assumption that a report must
print. Intervals are Student's and Welch's: in bench/simulate_designs.py they hold with skewed costs where the
bootstrap of few cases falls short.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.statistics.analytic import mean_interval, welch_interval
from maatschappelijk_rendement.statistics.assumptions import ASSUMPTION, ComparisonDesign
from maatschappelijk_rendement.statistics.interval import IntArray, Interval, WholeNumbers, whole_numbers
from maatschappelijk_rendement.statistics.likeness import Likeness, likeness
from maatschappelijk_rendement.statistics.skewness import is_probably_short


@dataclass(frozen=True, slots=True)
class DesignEffect(Tabular):
    """A mean change set against its alternative.

    Attributes:
        design: How it was compared.
        effect_cents: Mean a case [euro cent]; a fall is negative.
        interval: Its confidence interval; None where it cannot be computed.
        n: Number of cases.
        is_probably_short: The interval probably covers less often than it claims; see ``skewness``.
        n_comparison: Number of cases of the comparison group, 0 without one.
        likeness: Whether the groups were alike before; None where the design does not choose its group.
    """

    design: ComparisonDesign
    effect_cents: int
    interval: Interval | None
    n: int
    is_probably_short: bool
    n_comparison: int = 0
    likeness: Likeness | None = None

    @property
    def assumption(self) -> str:
        """Dutch sentence that stands wherever this effect is shown; and that it fails, where that is seen."""
        warning = self.likeness.warning if self.likeness else ""
        return f"{ASSUMPTION[self.design]} {warning}".rstrip()


def before_after(deltas_cents: WholeNumbers, *, level: float = 0.95) -> DesignEffect:
    """Give the plain mean change, which is no effect: its assumption says so.

    Args:
        deltas_cents: One delta a case, after - before [euro cent].
        level: Coverage aimed at.

    Raises:
        UsageError: There is no case.

    Example:
        >>> before_after([-300_00, -100_00]).effect_cents
        -20000
    """
    deltas = _cases(deltas_cents)
    return _of_cases(ComparisonDesign.BEFORE_AFTER, deltas, level)


def difference_in_differences(
    deltas_cents: WholeNumbers, comparison_deltas_cents: WholeNumbers, *, level: float = 0.95
) -> DesignEffect:
    """Give the mean change minus that of a comparison group chosen in the same way.

    Args:
        deltas_cents: One delta a case with an MDO [euro cent].
        comparison_deltas_cents: One delta a case without, over periods of the same length [euro cent].
        level: Coverage aimed at.

    Raises:
        UsageError: A group is empty.

    Example:
        >>> difference_in_differences([-300_00, -100_00], [-100_00, 0]).effect_cents
        -15000
    """
    deltas, others = _cases(deltas_cents), _cases(comparison_deltas_cents)
    effect = half_up(Fraction(int(deltas.sum()), len(deltas)) - Fraction(int(others.sum()), len(others)))
    interval = welch_interval(deltas, others, level=level)
    is_short = is_probably_short(deltas, others)
    return DesignEffect(
        ComparisonDesign.COMPARISON_GROUP, effect, interval, len(deltas), is_short, len(others)
    )


def matched_difference(
    before_cents: WholeNumbers,
    after_cents: WholeNumbers,
    reference_before_cents: WholeNumbers,
    reference_after_cents: WholeNumbers,
    *,
    level: float = 0.95,
) -> DesignEffect:
    """Set each case against the reference case with the nearest cost before; each of those serves once.

    Where too few reference cases cost as much, the nearest are not near: ``likeness`` then says so.

    Args:
        before_cents: Cost before, one a case with an MDO [euro cent].
        after_cents: Cost after, in the same order.
        reference_before_cents: Cost in the first period of cases without an MDO, such as of a register.
        reference_after_cents: Cost in their second period, in the same order.
        level: Coverage aimed at.

    Raises:
        UsageError: Rows differ in length, or the reference has fewer cases than there are to match.

    Example:
        >>> matched_difference([900_00], [400_00], [100_00, 950_00], [100_00, 600_00]).effect_cents
        -15000
    """
    before, after = _paired(before_cents, after_cents)
    reference_before, reference_after = _paired(reference_before_cents, reference_after_cents)
    order = np.lexsort((after, before))
    before, after = before[order], after[order]
    twins = _nearest(before, reference_before)
    surplus = (after - before) - (reference_after[twins] - reference_before[twins])
    effect = _of_cases(ComparisonDesign.MATCHED, surplus, level)
    return replace(effect, n_comparison=len(surplus), likeness=likeness(before, reference_before[twins]))


def from_second_baseline(
    second_before_cents: WholeNumbers, after_cents: WholeNumbers, *, level: float = 0.95
) -> DesignEffect:
    """Give the change since a second measurement before the MDO, made after the choice of cases.

    Args:
        second_before_cents: Cost in the second period before, one a case [euro cent].
        after_cents: Cost after, in the same order.
        level: Coverage aimed at.

    Raises:
        UsageError: The rows differ in length or are empty.

    Example:
        >>> from_second_baseline([400_00, 200_00], [300_00, 200_00]).effect_cents
        -5000
    """
    before, after = _paired(second_before_cents, after_cents)
    return _of_cases(ComparisonDesign.SECOND_BASELINE, after - before, level)


def with_without(
    with_cents: WholeNumbers, without_cents: WholeNumbers, probability: Fraction, *, level: float = 0.95
) -> DesignEffect:
    """Give the expected averted cost: a hypothesis with a probability, never part of the measured delta.

    Args:
        with_cents: Cost with the MDO (``na``), one a case [euro cent].
        without_cents: Cost without (``nulalternatief``), in the same order.
        probability: Chance that it would have come to that, 0 to 1.
        level: Coverage aimed at; the interval says nothing about the probability.

    Raises:
        UsageError: The rows differ in length, or the probability is none.

    Example:
        >>> with_without([100_00, 0], [500_00, 800_00], Fraction(1, 4)).effect_cents
        -15000
    """
    if not 0 <= probability <= 1:
        raise UsageError("De kans ligt tussen 0 en 1.")
    measured, hypothetical = _paired(with_cents, without_cents)
    expected = np.array([half_up(probability * int(gap)) for gap in measured - hypothetical], dtype=np.int64)
    return _of_cases(ComparisonDesign.WITH_WITHOUT, expected, level)


def break_even_probability(averted_cents: int, effort_cents: int) -> Fraction | None:
    """Give the chance from which the averted cost pays for the effort.

    Args:
        averted_cents: with - without, when it would surely have come to that [euro cent]; a fall is negative.
        effort_cents: Cost of the MDO and the programme [euro cent].

    Returns:
        The probability, or None where even certainty does not pay for it.

    Example:
        >>> break_even_probability(-800_00, 200_00)
        Fraction(1, 4)
    """
    if averted_cents >= 0 or effort_cents > -averted_cents:
        return None
    return Fraction(effort_cents, -averted_cents)


def _nearest(values: IntArray, pool: IntArray) -> list[int]:
    """Give for each value, highest first served, the place of the nearest unused number in the pool."""
    if len(pool) < len(values):
        raise UsageError("De vergelijkingsgroep is kleiner dan het aantal casussen. Neem een grotere groep.")
    places = [int(place) for place in np.argsort(pool, kind="stable")]
    left = [int(pool[place]) for place in places]
    chosen = []
    for value in reversed(values.tolist()):
        place = bisect_left(left, value)
        if place == len(left) or (place > 0 and value - left[place - 1] <= left[place] - value):
            place -= 1
        left.pop(place)
        chosen.append(places.pop(place))
    return chosen[::-1]


def _cases(values: WholeNumbers) -> IntArray:
    numbers = whole_numbers(values)
    if len(numbers) == 0:
        raise UsageError("Er is geen casus om te vergelijken.")
    return numbers


def _paired(first: WholeNumbers, second: WholeNumbers) -> tuple[IntArray, IntArray]:
    one, other = _cases(first), _cases(second)
    if len(one) != len(other):
        raise UsageError("De twee reeksen horen bij dezelfde casussen en zijn dus even lang.")
    return one, other


def _of_cases(design: ComparisonDesign, values: IntArray, level: float) -> DesignEffect:
    mean = half_up(Fraction(int(values.sum()), len(values)))
    interval = mean_interval(values, level=level)
    return DesignEffect(design, mean, interval, len(values), is_probably_short(values))
