"""Whole units: what a product costs in a sum, what is printed of that, and on which grids.

A reader knows a sum to the grids of the figures that it is worked out from (``puzzles`` asks what follows).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from maatschappelijk_rendement.domain.money import half_up

MOST_APART = 1_000
"""No other figure stands on a grid of more than so many times that of the headline (our choice)."""
TIMES = (2, 5)
ANY_AMOUNT = 1
"""The step of what comes in any amount of cents."""
ALIKE = 0.001
"""Units that differ by no more than this part are the same."""
Parts = Mapping[int, int]
"""By the number of a place, such as a product in a wijk, what it costs there [euro cent]."""


@dataclass(frozen=True, slots=True)
class Units:
    """What one product costs in a sum.

    Attributes:
        step_cents: What one unit more costs [euro cent]; of a product by dates that is any amount, so 1.
        cents: What all its units cost [euro cent].
        is_few: Fewer cases use the product than the minimum.
        most_cents: What they can cost at most, as a reader knows [euro cent]; None is all there is.
        sign: -1 where the sum is less by what it costs.
        norm: Products of one norm exclude each other: a case has one at a time. None is no norm.
        full_cents: What a norm costs of a case that has it all the time [euro cent].
    """

    step_cents: int
    cents: int
    is_few: bool
    most_cents: int | None = None
    sign: int = 1
    norm: Hashable = None
    full_cents: int = 0


@dataclass(frozen=True, slots=True)
class Steps:
    """On which grids amounts stand.

    Attributes:
        headline: The grid of what a report is read for [euro cent].
        rest: That of all other amounts [euro cent].
    """

    headline: int
    rest: int

    def coarser(self) -> Steps:
        """Give the next grid of the rest; the headline follows where that is far from it."""
        if self.rest < MOST_APART * self.headline:
            return Steps(self.headline, coarser(self.rest))
        return even(coarser(self.headline))

    def at_least(self, grid_cents: int) -> Steps:
        """Give these grids, or this one where it is coarser [euro cent]."""
        return Steps(max(self.headline, grid_cents), max(self.rest, grid_cents))


def even(grid_cents: int) -> Steps:
    """Give one grid for all amounts [euro cent]."""
    return Steps(grid_cents, grid_cents)


class PrintedAmount(NamedTuple):
    """A printed amount, before rounding.

    Attributes:
        cents: The amount, with its sign in what is worked out from it [euro cent].
        own: The grid that fits what cases put into it [euro cent].
        is_headline: It is what a report is read for.
    """

    cents: int
    own: int
    is_headline: bool = True


def common_step(steps: Iterable[int]) -> int:
    """Give the smallest step where all others are about multiples of it; any amount where they are not.

    Example:
        >>> common_step([9_653, 115_836]), common_step([9_653, 224_532])
        (9653, 1)
    """
    known = list(steps)
    least = min(known, default=ANY_AMOUNT)
    times = (step / least for step in known)
    is_common = all(abs(one - round(one)) <= ALIKE * one for one in times)
    return least if is_common else ANY_AMOUNT


def printed_bounds(printed: Iterable[PrintedAmount], steps: Steps) -> tuple[int, int]:
    """Give between which amounts a sum of printed figures lies [euro cent].

    Args:
        printed: The figures.
        steps: Their grids, where their own are no coarser.
    """
    middle = spread = 0
    for cents, own, is_headline in printed:
        grid = max(steps.headline if is_headline else steps.rest, own)
        middle += half_up(Fraction(cents, grid)) * grid
        spread += grid
    return middle - spread // 2, middle + spread // 2


def power_of_ten(grid_cents: int) -> int:
    """Give the largest power of ten that is no coarser [euro cent]."""
    return int(10 ** (len(str(grid_cents)) - 1))


def coarser(grid_cents: int) -> int:
    """Give the next of 1, 2, 5, 10 ... times a power of ten."""
    power = power_of_ten(grid_cents)
    return next((times * power for times in TIMES if times * power > grid_cents), 10 * power)
