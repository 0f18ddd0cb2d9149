"""Sums of whole units at known prices: the grid on which such a sum has more than one solution.

Who knows the price list and that quantities are whole reads a sum as a puzzle: so many units of one product
and so many of another, and of a norm by the month no more than the printed number of cases, a year each. A
product that a few cases use is then known to the unit, unless the grid of the sum is coarse enough. Solutions
are looked for beside the truth; where too few are found, the sum counts as a puzzle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from math import ceil, prod, sqrt

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure.rules.unit_tables import NONE, SumOfUnits, UnitTable
from maatschappelijk_rendement.disclosure.rules.whole_units import (
    Steps,
    Units,
    coarser,
    even,
)

FEWEST_SOLUTIONS = 5
"""So many amounts of a product of a few cases must fit what is printed (our choice)."""
FEWEST_OF_A_NORM = 3
"""Of a norm that a few cases have there are hardly more amounts than that: none of them to nine a year."""
WIDTH_CENTS, WIDTH_PART = 5_000_00, 5
"""And they must lie as far apart as is asked of a hidden amount: 5.000 euro or a fifth, or all there is."""
TOGETHER = 2
"""Solutions of norms count in half of what fits a grid, for the sake of all sums together (our choice)."""
MOST_TOGETHER = 400
"""So many sums at most are judged by all that is printed; each is judged alone (our choice)."""
WIDE = 4
"""From a grid of so many times all that is in a sum nothing follows."""
TRIED = (3_000, 30_000, 200_000)
"""So many ways to divide the rest over the other products are tried: all, or a part, and then more."""
MOST_OF_ONE = 1_000
"""So many amounts of one other product are tried, where its units are smaller than the grid."""
EPS = 1e-6
MOST_KEPT = 12
"""So many rows of evenly spread numbers are kept from one sum to the next."""

Cents = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Ways = list[tuple[int, Cents]]
"""The place of each product, and what it costs in each of some ways to divide a sum."""


Together = Callable[[Sequence[SumOfUnits], Steps], Sequence[tuple[int, int]]]
"""Gives between which amounts sums lie on some grids, by all that is printed."""


@dataclass(frozen=True)
class Known:
    """What a reader knows of some figures.

    Attributes:
        sums: Each sum of whole units.
        together: What all figures say together; when left out each says what it says alone.
    """

    sums: Sequence[SumOfUnits]
    together: Together | None = None

    def has_no_puzzle(self, steps: Steps) -> bool:
        """Say whether no sum is a puzzle on these grids."""
        few: list[tuple[UnitTable, SumOfUnits]] = []
        for one in self.sums:
            table = one.table
            if table.has_few:
                few.append((table, one))
                if not _has_many_solutions(table, one.bounds(steps)):
                    return False
        if self.together is None or not few:
            return True
        # Of the fewest products there are the fewest solutions.
        first = sorted(few, key=lambda pair: len(pair[0]))[:MOST_TOGETHER]
        bounds = self.together([one for _, one in first], steps)
        return all(
            _has_many_solutions(table, within) for (table, _), within in zip(first, bounds, strict=True)
        )


def least_steps(known: Known, grid_cents: int, headline: Callable[[], Known]) -> Steps:
    """Give the finest grids from ``grid_cents`` on, in steps of 1, 2 and 5, on which no sum is a puzzle.

    The headline keeps the grid that it would have by itself, and the rest stands on a coarser one.

    Args:
        known: What a reader knows of all figures.
        grid_cents: The finest grid that may be [euro cent].
        headline: Gives what a reader of the headline alone knows.

    Example:
        >>> from maatschappelijk_rendement.disclosure.rules.unit_tables import UnitSum
        >>> from maatschappelijk_rendement.disclosure.rules.whole_units import PrintedAmount
        >>> few, usual = Units(2_245_32, 9 * 2_245_32, True), Units(1_158_36, 52 * 1_158_36, False)
        >>> part = Known([UnitSum([few, usual], [PrintedAmount(few.cents + usual.cents, 0, False)], {})])
        >>> whole = Known([UnitSum([usual], [PrintedAmount(usual.cents, 0)], {})])
        >>> least_steps(part, 100_00, lambda: whole), least_steps(whole, 100_00, lambda: whole)
        (Steps(headline=10000, rest=20000), Steps(headline=10000, rest=10000))
    """
    steps = even(grid_cents)
    if known.has_no_puzzle(steps):
        return steps
    first = headline()
    while not first.has_no_puzzle(steps):
        steps = even(coarser(steps.headline))
    while not known.has_no_puzzle(steps):
        steps = steps.coarser()
    return steps


def has_many_solutions(one: SumOfUnits, steps: Steps) -> bool:
    """Say whether what a few cases use cannot be worked out of a sum on a grid.

    Args:
        one: The sum.
        steps: The grids of the figures that it is worked out from.
    """
    return _has_many_solutions(one.table, one.bounds(steps))


def _has_many_solutions(table: UnitTable, bounds: tuple[int, int]) -> bool:
    """Say so of a sum that lies between these amounts."""
    if not table.has_few or _are_open_by_themselves(table, bounds):
        return True
    puzzle = _Puzzle(table, bounds)
    if puzzle.high - puzzle.low > WIDE * puzzle.gross:
        return True
    return all(puzzle.is_open(place) for place in table.is_few.nonzero()[0].tolist())


def _are_open_by_themselves(table: UnitTable, bounds: tuple[int, int]) -> bool:
    """Say whether all products of few cases are open where the rest is as it is but for what is fine.

    As ``_Puzzle`` asks it of one, of all of them at once.
    """
    (low, high), step, cents, sign = bounds, table.step, table.cents, table.sign
    width, gross, truth = high - low, int(cents.sum()), int((sign * cents).sum())
    is_norm = table.norm != NONE
    norm, full = table.norm[is_norm].astype(np.intp), table.full[is_norm]
    has = np.bincount(norm, weights=cents[is_norm] / full, minlength=len(table.norms))
    can_have = table.cases * np.ceil(np.maximum(has / np.maximum(table.cases, 1) - EPS, 1)).astype(np.int64)
    most = np.where(table.most == NONE, gross, table.most)
    most[is_norm] = np.minimum(most[is_norm], can_have[norm] * full)
    most = np.maximum(most, cents)
    is_fine = step <= width
    is_fine[is_norm] &= np.bincount(norm)[norm] <= 1
    # What the others make up, and what is as it is: of all, less its own.
    ends = np.sort(sign * np.stack([cents % step, cents + (most - cents) // step * step]), axis=0)
    least_fine, most_fine = np.where(is_fine, ends, 0)
    fixed = np.where(is_fine, 0, sign * cents)
    near = min(max(low, truth - width // TOGETHER // 2), high - width // TOGETHER)
    rest = fixed.sum() - fixed
    lows = np.where(is_norm, near, low) - (most_fine.sum() - most_fine) - rest
    highs = np.where(is_norm, near + width // TOGETHER, high) - (least_fine.sum() - least_fine) - rest
    first, last = np.where(sign > 0, (lows, highs), (-highs, -lows)) - cents
    room = (most - cents) // step
    left = (can_have - has)[norm] * full / step[is_norm]
    room[is_norm] = np.minimum(room[is_norm], (left + EPS).astype(np.int64))
    # How many units more than the truth.
    fewest = np.maximum(-(-first // step), -(cents // step))
    longest = np.minimum(last // step, room)
    number = np.where(is_norm, FEWEST_OF_A_NORM, FEWEST_SOLUTIONS)
    needed = np.minimum(np.maximum(cents // WIDTH_PART, WIDTH_CENTS), cents)
    is_open = (longest - fewest + 1 >= number) & (step * (longest - fewest) >= needed)
    return bool(is_open[table.is_few].all())


class _Puzzle:
    """A sum on a grid.

    Args:
        table: Its products.
        bounds: Between which amounts it lies.
    """

    def __init__(self, table: UnitTable, bounds: tuple[int, int]) -> None:
        self.units = table.units()
        self.low, self.high = bounds
        self.gross = sum(units.cents for units in self.units)
        cases_of = dict(zip(table.norms, table.cases.tolist(), strict=True))
        self.norms = Counter(units.norm for units in self.units if units.norm is not None)
        # How many cases have a norm, and can have it: as many as there are, more where a case has it twice.
        self.has: dict[Hashable, float] = dict.fromkeys(self.norms, 0.0)
        for units in self.units:
            if units.norm is not None:
                self.has[units.norm] += units.cents / units.full_cents
        self.can_have = {
            norm: cases_of[norm] * max(1, ceil(has / cases_of[norm] - EPS)) for norm, has in self.has.items()
        }
        # Units smaller than the grid make up whatever is missing, from none to as many as there can be.
        width = self.high - self.low
        self.fine = {
            place: sorted(units.sign * cents for cents in self._ends(units))
            for place, units in enumerate(self.units)
            if units.step_cents <= width and self.norms[units.norm] <= 1
        }
        self.coarse = [place for place in range(len(self.units)) if place not in self.fine]
        # More sums of the same norm, of wijken or before and after, tell about once more what one of them
        # tells: solutions count in a part around the truth.
        truth, part = sum(units.sign * units.cents for units in self.units), width // TOGETHER
        low = min(max(self.low, truth - part // 2), self.high - part)
        self.near = low, low + part
        # Of other small units every so many are tried.
        self.steps = [
            max(1, min(width, self._most(units) // MOST_OF_ONE) // units.step_cents) * units.step_cents
            for units in self.units
        ]

    def _most(self, units: Units) -> int:
        """Give what a product can cost at most."""
        most = self.gross if units.most_cents is None else units.most_cents
        if units.norm is not None:
            most = min(most, self.can_have[units.norm] * units.full_cents)
        return max(units.cents, most)

    def _ends(self, units: Units) -> tuple[int, int]:
        """Give what a product costs at least and at most, in whole units from what it does."""
        step = units.step_cents
        return units.cents % step, units.cents + (self._most(units) - units.cents) // step * step

    def is_open(self, place: int) -> bool:
        """Say whether enough amounts of a product fit, and far enough apart."""
        target = self.units[place]
        low, high = self.near if target.norm is not None else (self.low, self.high)
        rest = [ends for at, ends in self.fine.items() if at != place]
        low, high = low - sum(most for _, most in rest), high - sum(least for least, _ in rest)
        coarse = [at for at in self.coarse if at != place]
        if self._is_open_by_itself(place, coarse, low, high):
            return True
        numbers = [self._number(at) for at in coarse]
        for tried in TRIED:
            if prod(numbers) <= tried:
                _, least, most = self._amounts(place, self._every_way(coarse, numbers), low, high)
                return _is_enough(target, least, most)
            *ways, (last, _) = self._some_ways(place, coarse, high, tried)
            fits, least, most = self._amounts(last, ways, low, high)
            if last != place:
                least = most = dict(ways)[place][fits]
            if _is_enough(target, least, most):
                return True
        return False

    def _is_open_by_itself(self, place: int, coarse: Sequence[int], low: int, high: int) -> bool:
        """Say whether enough amounts of a product fit where the rest is as it is but for what is fine."""
        target = self.units[place]
        step = target.step_cents
        rest = sum(self.units[at].sign * self.units[at].cents for at in coarse)
        room = (self._most(target) - target.cents) // step
        if target.norm is not None:
            left = self.can_have[target.norm] - self.has[target.norm]
            room = min(room, int(left * target.full_cents / step + EPS))
        first, last = (target.sign * (bound - rest) - target.cents for bound in (low, high)[:: target.sign])
        least, most = max(-(-first // step), -(target.cents // step)), min(last // step, room)
        return most - least + 1 >= _fewest(target) and step * (most - least) >= _needed(target)

    def _number(self, place: int) -> int:
        """Give how many amounts of a product are tried, from nothing to the most."""
        units, step = self.units[place], self.steps[place]
        return units.cents // step + (self._most(units) - units.cents) // step + 1

    def _every_way(self, places: Sequence[int], numbers: Sequence[int]) -> Ways:
        """Give what each product costs, in every way to have so many units of each."""
        found, number = [], np.arange(prod(numbers), dtype=np.int64)
        for place, many in zip(places, numbers, strict=True):
            step = self.steps[place]
            found.append((place, self.units[place].cents % step + step * (number % many)))
            number = number // many
        return found or [(-1, np.zeros(1, dtype=np.int64))]

    def _some_ways(self, place: int, others: Sequence[int], high: int, tried: int) -> Ways:
        """Give what each product costs in so many ways that are spread evenly; the last is to be worked out.

        One after another takes a part of what is left; the parts are multiples of the square root of a prime,
        less whole numbers.
        """
        # What makes the sum less comes first, and what has the smallest units last.
        order = sorted((place, *others), key=lambda at: (self.units[at].sign, at != place, -self.steps[at]))
        found = []
        left = np.full(tried, high, dtype=np.int64)
        for at, spread in zip(order, _spreads(tried), strict=False):
            units, step = self.units[at], self.steps[at] if at != place else self.units[at].step_cents
            most = np.full(tried, self._most(units), dtype=np.int64)
            room = np.minimum(left, most) if units.sign > 0 else most
            least = units.cents % step
            many = np.maximum((room - least) // step + 1, 1)
            cents = least + step * (spread * many).astype(np.int64)
            left = left - units.sign * cents
            found.append((at, cents))
        return found

    def _amounts(self, place: int, ways: Ways, low: int, high: int) -> tuple[Flags, Cents, Cents]:
        """Say from which to which amount of a product a sum fits its bounds, and in which ways it does."""
        target = self.units[place]
        step = target.step_cents
        total = np.zeros(len(ways[0][1]), dtype=np.int64)
        used: dict[Hashable, npt.NDArray[np.float64]] = {norm: np.zeros(len(total)) for norm in self.norms}
        for at, cents in ways:
            if at >= 0:
                units = self.units[at]
                total += units.sign * cents
                if units.norm is not None:
                    used[units.norm] += cents / units.full_cents
        fits = np.ones(len(total), dtype=bool)
        for norm, cases in used.items():
            fits &= cases <= self.can_have[norm] + EPS
        room = np.full(len(total), (self._most(target) - target.cents) // step, dtype=np.int64)
        if target.norm is not None:
            left = self.can_have[target.norm] - used[target.norm]
            more = np.floor((left * target.full_cents - target.cents) / step + EPS)
            room = np.minimum(room, more.astype(np.int64))
        # How many units more than the truth.
        first, last = (target.sign * (bound - total) - target.cents for bound in (low, high)[:: target.sign])
        least = np.maximum(-(-first // step), -(target.cents // step))
        most = np.minimum(last // step, room)
        fits &= least <= most
        return fits, target.cents + step * least[fits], target.cents + step * most[fits]


def _needed(target: Units) -> int:
    """Give how far apart the amounts of a product must lie that fit [euro cent]."""
    return min(max(target.cents // WIDTH_PART, WIDTH_CENTS), target.cents)


def _fewest(target: Units) -> int:
    """Give how many amounts of a product must fit."""
    return FEWEST_SOLUTIONS if target.norm is None else FEWEST_OF_A_NORM


def _is_enough(target: Units, least: Cents, most: Cents) -> bool:
    """Say whether amounts of a product, from which to which, are enough and far enough apart."""
    if not len(least) or int(most.max() - least.min()) < _needed(target):
        return False
    order, step = np.argsort(least), target.step_cents
    least, reach = least[order], np.maximum.accumulate(most[order])
    # What is not in an earlier stretch.
    before = np.concatenate([[least[0] - step], reach[:-1]])
    number = (np.maximum(reach - np.maximum(least - step, before), 0) // step).sum()
    return int(number) >= _fewest(target)


def _spreads(many: int) -> Iterator[npt.NDArray[np.float64]]:
    """Give one row after another of numbers from 0 to 1 that are spread evenly, also together."""
    for root in _roots():
        yield _spread(many, root)


@lru_cache(maxsize=MOST_KEPT)
def _spread(many: int, root: float) -> npt.NDArray[np.float64]:
    found = np.arange(many, dtype=np.float64) * root % 1.0
    found.setflags(write=False)
    return found


def _roots() -> Iterator[float]:
    """Give the square roots of the primes."""
    primes: list[int] = []
    for number in count(2):
        if all(number % prime for prime in primes):
            primes.append(number)
            yield sqrt(number)
