"""Sums of whole units at known prices: the grid on which such a sum has more than one solution.

Who knows the price list and that quantities are whole reads a sum as a puzzle: so many units of one product
and so many of another. A product that a few cases use is then known to the unit, unless the grid of the sum
is coarse enough. Only sums of up to three kinds of units are tried: of more there are many solutions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

MOST_KINDS = 3
FEWEST_SOLUTIONS = 5
"""So many amounts of a product of a few cases must fit what is printed (our choice)."""
WIDTH_CENTS, WIDTH_PART = 5_000_00, 5
"""And they must lie as far apart as is asked of a hidden amount: 5.000 euro or a fifth, or all there is."""
MOST_TRIED = 200_000
TIMES = (2, 5)


@dataclass(frozen=True, slots=True)
class Units:
    """What one product costs in a sum.

    Attributes:
        step_cents: What one unit more costs [euro cent]; of a product by dates that is any amount, so 1.
        cents: What all its units cost [euro cent].
        is_few: Fewer cases use the product than the minimum.
    """

    step_cents: int
    cents: int
    is_few: bool


def least_grid(sums: Iterable[Sequence[Units]], grid_cents: int) -> int:
    """Give the finest grid from ``grid_cents`` on, in steps of 1, 2 and 5, on which no sum is a puzzle.

    Args:
        sums: Of each printed sum what its products cost.
        grid_cents: The finest grid that may be [euro cent].

    Example:
        >>> few, usual = Units(2_245_32, 9 * 2_245_32, True), Units(1_158_36, 52 * 1_158_36, False)
        >>> least_grid([[few, usual]], 100_00), least_grid([[usual, usual]], 100_00)
        (20000, 10000)
    """
    for one in sums:
        while not has_many_solutions(one, grid_cents):
            grid_cents = _coarser(grid_cents)
    return grid_cents


def _coarser(grid_cents: int) -> int:
    """Give the next of 1, 2, 5, 10 ... times a power of ten."""
    power: int = 10 ** (len(str(grid_cents)) - 1)
    return next((times * power for times in TIMES if times * power > grid_cents), 10 * power)


def has_many_solutions(units: Sequence[Units], grid_cents: int) -> bool:
    """Say whether what a few cases use cannot be worked out of a sum on a grid."""
    few = [one for one in units if one.is_few]
    others = [one for one in units if not one.is_few]
    if not few or not others or len(units) > MOST_KINDS:
        return True
    if any(one.step_cents <= grid_cents for one in others):
        return True
    total = sum(one.cents for one in units)
    printed = half_up_to(total, grid_cents)
    low, high = printed - grid_cents // 2, printed + grid_cents // 2
    return all(_is_open(one, [other for other in units if other is not one], low, high) for one in few)


def half_up_to(cents: int, grid_cents: int) -> int:
    """Round an amount from 0 on to its grid."""
    return (2 * cents + grid_cents) // (2 * grid_cents) * grid_cents


def _is_open(one: Units, others: Sequence[Units], low: int, high: int) -> bool:
    """Say whether enough amounts of a product fit, and far enough apart."""
    needed = min(max(one.cents // WIDTH_PART, WIDTH_CENTS), one.cents)
    least = most = None
    number = 0
    for tried, (cents, fits) in enumerate(_amounts(one, others, low, high)):
        if tried > MOST_TRIED:
            return True
        if not fits:
            continue
        number += 1
        least = cents if least is None else min(least, cents)
        most = cents if most is None else max(most, cents)
        if number >= FEWEST_SOLUTIONS and most - least >= needed:
            return True
    return False


def _amounts(one: Units, others: Sequence[Units], low: int, high: int) -> Iterator[tuple[int, bool]]:
    """Give each amount of a product, and whether the others can make up the rest of the sum."""
    *inner, last = sorted(others, key=lambda other: -other.step_cents)
    for cents in range(0, high + 1, one.step_cents):
        ranges = [range(0, high - cents + 1, other.step_cents) for other in inner]
        rests = (cents + sum(parts) for parts in product(*ranges)) if inner else iter((cents,))
        yield cents, any(_is_made_up(low - rest, high - rest, last.step_cents) for rest in rests)


def _is_made_up(low: int, high: int, step: int) -> bool:
    """Say whether a multiple of a step, from 0 on, lies between two bounds."""
    return high >= 0 and (high // step) * step >= max(low, 0)
