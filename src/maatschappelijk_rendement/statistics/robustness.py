"""How much a result hangs on a few cases, on what was not looked at, and on what was assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.statistics.interval import IntArray, WholeNumbers, whole_numbers


@dataclass(frozen=True, slots=True)
class LeaveOneOut(Tabular):
    """The total and the mean as they would be without one case.

    Attributes:
        without_largest_cents: Total without the case that lies furthest from zero.
        lowest_mean_cents: Lowest mean that leaving out one case gives.
        highest_mean_cents: Highest such mean.
        sign_holds: Whatever case is left out, the total keeps its sign.
    """

    without_largest_cents: int
    lowest_mean_cents: int
    highest_mean_cents: int
    sign_holds: bool


@dataclass(frozen=True, slots=True)
class AmountBounds(Tabular):
    """A lowest and a highest amount [euro cent]."""

    low_cents: int
    high_cents: int


@dataclass(frozen=True, slots=True)
class TornadoBar(Tabular):
    """One bar of a tornado: what a result becomes under the low and the high value of one assumption.

    Attributes:
        label: Dutch name of the assumption.
        low_cents: Result under its low value [euro cent].
        high_cents: Result under its high value [euro cent].
    """

    label: str
    low_cents: int
    high_cents: int

    @property
    def width_cents(self) -> int:
        """How far the two results lie apart [euro cent]."""
        return abs(self.high_cents - self.low_cents)


def leave_one_out(deltas_cents: WholeNumbers) -> LeaveOneOut | None:
    """Leave out each case in turn.

    Args:
        deltas_cents: One delta a case [euro cent].

    Returns:
        What remains, or None for fewer than two cases.

    Example:
        >>> left = leave_one_out([-900, -100, 200])
        >>> left.without_largest_cents, left.lowest_mean_cents, left.highest_mean_cents, left.sign_holds
        (100, -500, 50, False)
    """
    deltas = whole_numbers(deltas_cents)
    if len(deltas) < 2:
        return None
    total, others = int(deltas.sum()), len(deltas) - 1
    remaining = total - deltas
    return LeaveOneOut(
        without_largest_cents=total - int(_furthest_first(deltas)[0]),
        lowest_mean_cents=half_up(Fraction(int(remaining.min()), others)),
        highest_mean_cents=half_up(Fraction(int(remaining.max()), others)),
        sign_holds=bool((np.sign(remaining) == np.sign(total)).all()),
    )


def outlier_share(deltas_cents: WholeNumbers, top: Fraction) -> Fraction | None:
    """Give the part of all change, falls and rises alike, that the cases with the largest change hold.

    Args:
        deltas_cents: One delta a case [euro cent].
        top: Part of the cases, such as 1/100; rounded up to whole cases.

    Returns:
        A fraction of the sum of absolute deltas, or None where nothing changed.

    Raises:
        UsageError: The part is not above 0 and at most 1.

    Example:
        >>> outlier_share([-600, -200, 100, 100], Fraction(1, 4))
        Fraction(3, 5)
    """
    if not 0 < top <= 1:
        raise UsageError("Geef een deel van de casussen boven 0 en hoogstens 1.")
    sizes = np.abs(whole_numbers(deltas_cents))
    if not sizes.any():
        return None
    cases = -(-top.numerator * len(sizes) // top.denominator)
    largest = np.partition(sizes, len(sizes) - cases)[len(sizes) - cases :]
    return Fraction(int(largest.sum()), int(sizes.sum()))


def winsorised_mean(values_cents: WholeNumbers, share: Fraction) -> int | None:
    """Give the mean with the lowest and highest cases set to the next remaining one.

    Args:
        values_cents: One amount a case [euro cent].
        share: Part of the cases at each end, below 1/2; rounded down to whole cases.

    Returns:
        The mean [euro cent], or None without cases.

    Example:
        >>> winsorised_mean([-900, -100, 0, 100, 200], Fraction(1, 5))
        0
    """
    values = np.sort(whole_numbers(values_cents))
    cut = _cut(values, share)
    if len(values) == 0:
        return None
    kept = np.clip(values, values[cut], values[len(values) - 1 - cut])
    return half_up(Fraction(int(kept.sum()), len(kept)))


def truncated_mean(values_cents: WholeNumbers, share: Fraction) -> int | None:
    """Give the mean without the lowest and highest cases.

    Args:
        values_cents: One amount a case [euro cent].
        share: Part of the cases at each end, below 1/2; rounded down to whole cases.

    Returns:
        The mean [euro cent], or None without cases.

    Example:
        >>> truncated_mean([-900, -100, 10, 100, 200], Fraction(1, 5))
        3
    """
    values = np.sort(whole_numbers(values_cents))
    cut = _cut(values, share)
    if len(values) == 0:
        return None
    kept = values[cut : len(values) - cut]
    return half_up(Fraction(int(kept.sum()), len(kept)))


def missing_bounds(known_cents: int, missing: int, plausible: AmountBounds) -> AmountBounds:
    """Give the lowest and highest total when the cases that were not looked at are anything plausible.

    Args:
        known_cents: Total of what was observed [euro cent].
        missing: Number of case and stream pairs that were not observed.
        plausible: Lowest and highest amount such a pair may have, such as the extremes of the observed ones.

    Example:
        >>> missing_bounds(-1000, 2, AmountBounds(-300, 100))
        AmountBounds(low_cents=-1600, high_cents=-800)
    """
    return AmountBounds(
        known_cents + missing * plausible.low_cents, known_cents + missing * plausible.high_cents
    )


def price_swings(
    delta_by_stream_cents: Mapping[str, int], swing: Mapping[str, tuple[Fraction, Fraction]]
) -> list[TornadoBar]:
    """Give the total when one stream's prices are all lower or higher, one stream at a time.

    Args:
        delta_by_stream_cents: Delta of each stream [euro cent].
        swing: Per stream its lowest and highest price as a factor of the one used, such as the range between
            municipalities. A stream without a swing is left out.

    Returns:
        Bars, widest first.

    Example:
        >>> price_swings({"Wmo": -1000, "Zvw": 400}, {"Wmo": (Fraction(9, 10), Fraction(6, 5))})
        [TornadoBar(label='Wmo', low_cents=-500, high_cents=-800)]
    """
    total = sum(delta_by_stream_cents.values())
    bars = []
    for stream, delta in delta_by_stream_cents.items():
        if stream in swing:
            low, high = (total + half_up((factor - 1) * delta) for factor in swing[stream])
            bars.append(TornadoBar(stream, low, high))
    return tornado(bars)


def tornado(bars: list[TornadoBar]) -> list[TornadoBar]:
    """Sort bars as a tornado: widest first, equal ones by name.

    Example:
        >>> [bar.label for bar in tornado([TornadoBar("index", -5, 5), TornadoBar("periode", -90, 20)])]
        ['periode', 'index']
    """
    return sorted(bars, key=lambda bar: (-bar.width_cents, bar.label))


def _furthest_first(values: IntArray) -> IntArray:
    """Sort by distance from zero, a fall before an equal rise, so that row order never matters."""
    return values[np.lexsort((values, -np.abs(values)))]


def _cut(values: IntArray, share: Fraction) -> int:
    if not 0 <= share < Fraction(1, 2):
        raise UsageError("Geef een deel van de casussen van 0 tot 1/2.")
    return int(share * len(values))
