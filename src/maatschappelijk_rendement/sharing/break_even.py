"""From which saving each side is better off, exactly: by the breakpoints of the rule, and not by a grid.

A contract jumps only where a threshold is reached. Between two jumps what the providers get never falls
as the saving rises, and neither does what the payers keep. So the two ends of each stretch say whether there
is a crossing in it, and halving finds its cent, however narrow the stretch.

One kind of contract is different: with a reserve that does not come off before the share, a cent more saved
may leave the payers less, and two roundings meet. There the rule is cut at each of its bends into straight
pieces, and the cents in which rounding can decide are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

import numpy as np

from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.bends import bends
from maatschappelijk_rendement.sharing.largest_remainder import Whole
from maatschappelijk_rendement.sharing.scenario import Scenario, settle_savings
from maatschappelijk_rendement.sharing.threshold import contract_rates

Condition = Callable[[Whole, Whole], Whole]
LARGEST_SCAN = 4_000_000
"""Cents looked at one by one in one piece; its pattern of rounding has long come round by then."""
CHUNK = 250_000


@dataclass(frozen=True, slots=True)
class BreakEven(Tabular):
    """From which saving each side is better off, all else as measured.

    Attributes:
        provider_cents: Saving from which the providers are paid, and go on being paid with every larger
            saving; None where there is none [cent].
        payers_cents: Saving from which the payers together lose nothing after investment, reserve and pool,
            and go on so with every larger saving; None where there is none [cent].
        payers_windows: Smaller savings, first and last, at which they lose nothing either, but not further
            on: just under a threshold, for example [cent].
    """

    provider_cents: int | None
    payers_cents: int | None
    payers_windows: tuple[tuple[int, int], ...] = ()


def break_even(scenario: Scenario) -> BreakEven:
    """Find from which saving, up to all of the expected cost, the providers and the payers are better off.

    Args:
        scenario: All but its savings count.
    """
    search = _Search(scenario)
    payers = search.lasting(lambda _, kept: kept >= 0, is_straight=search.is_mixed)
    windows = () if search.is_mixed else search.windows(lambda _, kept: kept >= 0, payers)
    return BreakEven(search.lasting(lambda pool, _: pool > 0, is_straight=False), payers, windows)


def pool_and_kept(scenario: Scenario, savings_cents: Whole) -> tuple[Whole, Whole]:
    """Settle a column of savings; gives the providers' pool and what the payers keep [cent]."""
    settled, reserve = settle_savings(scenario, savings_cents)
    pool: Whole = settled.payment_cents
    return pool, savings_cents - scenario.investment_cents - reserve - pool


class _Search:
    """The stretches of one scenario, and where a condition changes in them."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.largest = scenario.benchmark_cents
        contract = scenario.contract
        self.is_mixed = contract.reserve > 0 and not contract.investment_first
        self.jumps = self._stretches(self._jumps())

    def lasting(self, holds: Condition, *, is_straight: bool) -> int | None:
        """Give the smallest saving from which a condition holds and goes on holding."""
        stretches = self._stretches(self._bends()) if is_straight else self.jumps
        last_failure = self._last_straight_failure if is_straight else self._last_failure
        for low, high in reversed(stretches):
            failure = last_failure(holds, low, high)
            if failure is not None:
                return None if failure == self.largest else failure + 1
        return 0

    def windows(self, holds: Condition, lasting: int | None) -> tuple[tuple[int, int], ...]:
        """Give the runs of savings below ``lasting`` at which the condition holds."""
        found: list[tuple[int, int]] = []
        for low, high in self.jumps:
            if self._at(holds, high) and high != self.largest:
                failure = self._last_failure(holds, low, high)
                start = low if failure is None else failure + 1
                if found and found[-1][1] == start - 1:
                    start = found.pop()[0]
                found.append((start, high))
        return tuple(window for window in found if lasting is None or window[1] < lasting - 1)

    def _at(self, holds: Condition, saving: int) -> bool:
        return bool(holds(*pool_and_kept(self.scenario, np.array([saving])))[0])

    def _last_failure(self, holds: Condition, low: int, high: int) -> int | None:
        """Find the last cent at which it does not hold, where it never stops holding as the saving rises."""
        if not self._at(holds, high):
            return high
        if self._at(holds, low):
            return None
        return self._first(lambda saving: self._at(holds, saving), low, high) - 1

    def _last_straight_failure(self, holds: Condition, low: int, high: int) -> int | None:
        """Find the last cent at which the payers come short, where what they keep is straight but for cents.

        What is kept lies within two cents of the straight line between its ends: each end and each cent are
        rounded twice, by half a cent at most.
        """
        if not self._at(holds, high):
            return high
        _, ends = pool_and_kept(self.scenario, np.array([low, high]))
        first, last = int(ends[0]), int(ends[1])
        steep = Fraction(last - first, max(1, high - low))
        near_low, near_high = low, high
        if steep > 0:
            near_low = max(low, floor(low + (-2 - first) / steep))
            near_high = min(high, ceil(low + (2 - first) / steep))
        elif steep < 0:
            near_low = max(low, floor(low + (2 - first) / steep))
        for start, end in _chunks(near_low, near_high):
            held = holds(*pool_and_kept(self.scenario, np.arange(start, end + 1)))
            if not held.all():
                return start + int(np.flatnonzero(~held)[-1])
        return near_low - 1 if steep > 0 and near_low > low else None

    def _stretches(self, starts: Iterator[int]) -> list[tuple[int, int]]:
        """Cut the savings at the starts: first and last cent of each stretch, rising."""
        cuts = sorted({0, *(start for start in starts if 0 < start <= self.largest), self.largest + 1})
        return [(low, after - 1) for low, after in pairwise(cuts)]

    def _jumps(self) -> Iterator[int]:
        """Give the first cent after each jump: a loss ends, nothing changes, a threshold is reached."""
        contract = self.scenario.contract
        benchmark = self.scenario.benchmark_cents * (1 - contract.discount)
        rates = contract_rates(contract, np.array([self.scenario.persons]), self.scenario.minimum_rate)
        edge = rates.as_exact().fractions()[0] * benchmark
        for passes in (
            lambda saving: self._counted(saving) > -edge,
            lambda saving: self._counted(saving) >= 0,
            lambda saving: self._counted(saving) > 0,
            lambda saving: self._counted(saving) >= edge,
            # Half a cent rounds away from nothing, on both sides of it.
            lambda saving: self._at(lambda pool, _: pool >= 0, saving),
        ):
            yield self._first(passes, -1, self.largest + 1)

    def _bends(self) -> Iterator[int]:
        yield from self._jumps()
        yield self.scenario.investment_cents
        lifted = self.scenario.benchmark_cents * self.scenario.contract.discount
        yield from (ceil(bend + lifted) for bend in bends(self.scenario))

    def _counted(self, saving: int) -> Fraction:
        """What the contract settles of a saving: after what comes off first, against its own benchmark."""
        contract, benchmark = self.scenario.contract, self.scenario.benchmark_cents
        investment = self.scenario.investment_cents
        first = 0
        if contract.investment_first:
            first = investment + floor(contract.reserve * max(0, saving - investment) + Fraction(1, 2))
        return benchmark * (1 - contract.discount) - max(0, benchmark - saving + first)

    def _first(self, passes: Callable[[int], bool], low: int, high: int) -> int:
        """Find the first cent above ``low`` that passes; ``high`` does."""
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if passes(middle) else (middle, high)
        return high


def _chunks(low: int, high: int) -> Iterator[tuple[int, int]]:
    """Cut a run of cents into chunks, from its end, and stop after ``LARGEST_SCAN``."""
    end, lowest = high, max(low, high - LARGEST_SCAN + 1)
    while end >= lowest:
        start = max(lowest, end - CHUNK + 1)
        yield start, end
        end = start - 1
