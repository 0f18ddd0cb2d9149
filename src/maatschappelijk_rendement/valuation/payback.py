"""The time after which what was paid is earned back, if it ever is."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def payback_time(amounts: Sequence[Fraction], first: Fraction = Fraction(0)) -> Fraction | None:
    """Find the time after which the running total stays at zero or above.

    Within a period the amount is taken to come in evenly.

    Args:
        amounts: Net amounts of periods that follow each other.
        first: Time of the first amount.

    Returns:
        The time in periods; None where the total ends below zero, ``first`` where it never was below.

    Example:
        >>> payback_time([Fraction(-100), Fraction(30), Fraction(30), Fraction(60)])
        Fraction(8, 3)
        >>> payback_time([Fraction(-100), Fraction(30)]) is None
        True
    """
    total = Fraction(0)
    totals = [total := total + amount for amount in amounts]
    if not totals or totals[-1] < 0:
        return None
    place = len(totals)
    while place and totals[place - 1] >= 0:
        place -= 1
    if not place:
        return first
    missing, amount = -totals[place - 1], amounts[place]
    return first + place - 1 + missing / amount
