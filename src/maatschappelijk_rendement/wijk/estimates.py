"""A value with its 95 % interval, the difference of two, and whether that is more than noise.

Sources: the interval of a share is Wilson's (1927, JASA 22, 209-212). That of a difference is the square-and-
add method of Newcombe (1998, Statistics in Medicine 17, 873-890), which Zou and Donner (2008, the same 27,
1693-1702) give for any two estimates with intervals of their own; these may lie askew. It takes the two as
independent. A wijk is part of its municipality, so the interval is rather too wide than too narrow.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from maatschappelijk_rendement.domain.tabular import Tabular

Z_95 = Decimal("1.959964")
"""Of the normal distribution, two-sided 95 %."""
THOUSANDTH = Decimal("0.001")
HUNDRED = Decimal(100)


class Signal(StrEnum):
    """What a difference says."""

    BETTER = "beter"
    WORSE = "slechter"
    OTHER = "anders"
    NOISE = "niet meer dan ruis"
    UNKNOWN = "niet te zeggen"


@dataclass(frozen=True, slots=True)
class Estimate(Tabular):
    """A value, with the bounds of its 95 % interval where these are known.

    Attributes:
        value: What was found.
        low: Lower bound; None where nobody knows it.
        high: Upper bound.
    """

    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def has_interval(self) -> bool:
        """Whether both bounds are known."""
        return self.low is not None and self.high is not None


def of_share(percent: Decimal, n: int) -> Estimate:
    """Give the interval of a percentage of people.

    Args:
        percent: Share that says yes [%].
        n: How many people.

    Example:
        >>> of_share(Decimal(50), 100)
        Estimate(value=50, low=40.383, high=59.617)
    """
    share, squared = percent / HUNDRED, Z_95 * Z_95
    below = 1 + squared / n
    middle = (share + squared / (2 * n)) / below
    half = Z_95 * ((share * (1 - share) + squared / (4 * n)) / n).sqrt() / below
    low, high = ((middle + sign * half) * HUNDRED for sign in (-1, 1))
    return Estimate(percent, _rounded(max(low, Decimal(0))), _rounded(min(high, HUNDRED)))


def difference(one: Estimate, other: Estimate) -> Estimate:
    """Subtract an estimate from another, with the interval of the difference.

    Args:
        one: From which is subtracted.
        other: What is subtracted.

    Returns:
        The difference; without bounds where neither has an interval.

    Example:
        >>> difference(Estimate(Decimal(72), Decimal(66), Decimal(78)), Estimate(Decimal(75)))
        Estimate(value=-3, low=-9.000, high=3.000)
    """
    gap = one.value - other.value
    if not one.has_interval:
        return Estimate(gap)
    below = _size(_less(one.value, one.low), _less(other.high, other.value))
    above = _size(_less(one.high, one.value), _less(other.value, other.low))
    return Estimate(gap, _rounded(gap - below), _rounded(gap + above))


def signal(gap: Estimate, direction: str) -> Signal:
    """Say what a difference means: something only where its interval leaves nought out.

    Args:
        gap: The difference.
        direction: ``hoger`` or ``lager`` where that is better, else ``geen``.

    Example:
        >>> signal(Estimate(Decimal(5), Decimal(1), Decimal(9)), "lager")
        <Signal.WORSE: 'slechter'>
        >>> signal(Estimate(Decimal(5), Decimal(-1), Decimal(11)), "lager").value, signal(
        ...     Estimate(Decimal(5)), "hoger"
        ... ).value
        ('niet meer dan ruis', 'niet te zeggen')
    """
    if gap.low is None or gap.high is None:
        return Signal.UNKNOWN
    if gap.low <= 0 <= gap.high:
        return Signal.NOISE
    if direction == "geen":
        return Signal.OTHER
    return Signal.BETTER if (gap.value > 0) == (direction == "hoger") else Signal.WORSE


def _less(one: Decimal | None, other: Decimal | None) -> Decimal:
    """Subtract two bounds; one that is not there adds no width."""
    return Decimal(0) if one is None or other is None else one - other


def _size(one: Decimal, other: Decimal) -> Decimal:
    return (one * one + other * other).sqrt()


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(THOUSANDTH, ROUND_HALF_UP)
