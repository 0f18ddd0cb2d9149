"""Where amounts at any times are worth nothing: looked for on a grid of growth rates, then made sharp.

A row of whole periods that is not long has its roots from ``roots``, with certainty. Here two roots within
one step of the grid (1.6 %) can hide from each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from math import exp, fsum

Flow = tuple[Fraction, Fraction]
"""Time in years and amount."""
GRID = [step / 64 for step in range(-320, 321)]
"""Steps of ln(1 + rate), from -99 % to +14.700 %."""
DIGITS = 34
NEAR = Decimal("1e-6")
"""Newton's step may not be larger than this: it starts where floats end."""


def log_growths(flows: Sequence[Flow]) -> list[Decimal]:
    """Find each ln(1 + rate) at which the flows are worth nothing, in increasing order.

    Example:
        >>> flows = [(Fraction(0), Fraction(-100)), (Fraction(1), Fraction(110))]
        >>> [round(grown(each), 12) == Fraction(1, 10) for each in log_growths(flows)]
        [True]
    """
    known = [flow for flow in flows if flow[1]]
    times, amounts = [float(time) for time, _ in known], [float(amount) for _, amount in known]
    if not known:
        return []
    worth = [_worth(times, amounts, each) for each in GRID]
    found = [each for each, value in zip(GRID, worth, strict=True) if not value]
    for before, after in pairwise(zip(GRID, worth, strict=True)):
        if before[1] * after[1] < 0:
            found += [_narrowed(times, amounts, before[0], after[0])]
    return [_sharpened(known, each) for each in sorted(found)]


def grown(log_growth: Decimal) -> Fraction:
    """Give the rate of a ln(1 + rate)."""
    with localcontext() as context:
        context.prec = DIGITS
        return Fraction(log_growth.exp() - 1)


def _worth(times: Sequence[float], amounts: Sequence[float], log_growth: float) -> float:
    """Give the sign (and size, but for a positive factor) of the worth."""
    start = max(times) if log_growth < 0 else min(times)
    return fsum(a * exp(-log_growth * (t - start)) for t, a in zip(times, amounts, strict=True))


def _narrowed(times: Sequence[float], amounts: Sequence[float], low: float, high: float) -> float:
    is_up = _worth(times, amounts, high) > 0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if (_worth(times, amounts, middle) > 0) == is_up else (middle, high)
    return (low + high) / 2


def _sharpened(flows: Sequence[Flow], start: float) -> Decimal:
    with localcontext() as context:
        context.prec = DIGITS
        exact = [
            (Decimal(t.numerator) / t.denominator, Decimal(a.numerator) / a.denominator) for t, a in flows
        ]
        found = Decimal(start)
        for _ in range(2):
            parts = [(t, a * (-found * t).exp()) for t, a in exact]
            value, slope = sum(part for _, part in parts), -sum(t * part for t, part in parts)
            if not slope or abs(value / slope) > NEAR:
                break
            found -= value / slope
    return found
