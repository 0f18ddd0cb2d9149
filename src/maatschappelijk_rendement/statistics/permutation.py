"""The sign-flip test: if nothing had changed, each case's delta could as well have had the other sign."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.statistics.bootstrap import BLOCK_DRAWS, SEED, STREAM_RESAMPLES
from maatschappelijk_rendement.statistics.interval import IntArray, WholeNumbers, whole_numbers

EXACT_CASES = 40
"""Up to this many changed cases all 2^n sign patterns are counted, as two halves of at most 2^20 totals."""

FLIPS = 9_999

DRAWN_CASES = 20_000
"""Beyond so many changed cases p is the normal one: drawing changes nothing then, and takes long."""

CHANCE_LEVEL = 0.05
"""From this p on a difference is not called more than spread: the other side of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class SignFlipTest(Tabular):
    """How often chance alone gives a change at least this large, in either direction.

    Attributes:
        p_value: Share of sign patterns with a total at least as far from zero.
        is_exact: All patterns were counted; otherwise ``FLIPS`` were drawn, or p is the normal one.
        n: Number of cases.
        n_changed: Number of cases whose delta is not zero; the others say nothing about the direction.
    """

    p_value: float
    is_exact: bool
    n: int
    n_changed: int

    @property
    def is_more_than_spread(self) -> bool:
        """Whether chance alone gives such a change in fewer than one of twenty."""
        return self.p_value < CHANCE_LEVEL


def sign_flip_test(
    deltas_cents: WholeNumbers, *, flips: int = FLIPS, seed: int = SEED, exact_cases: int = EXACT_CASES
) -> SignFlipTest | None:
    """Test whether the mean of paired deltas differs from zero, two-sided.

    Args:
        deltas_cents: One delta a case [euro cent].
        flips: Number of sign patterns drawn where there are too many to count.
        seed: Start of the random numbers.
        exact_cases: Most changed cases for which every pattern is counted.

    Returns:
        The test, or None without a case that changed.

    Source:
        R. Fisher, The Design of Experiments (1935), section 21. The drawn version counts the observed pattern
        too (Phipson and Smyth, 2010), so that p is never 0.

    Example:
        Of the 8 patterns only +++ and --- give a total of 6 or more:

        >>> sign_flip_test([-1, -2, -3]).p_value
        0.25
    """
    deltas = np.sort(whole_numbers(deltas_cents))
    changed = deltas[deltas != 0]
    if len(changed) == 0:
        return None
    observed = abs(int(changed.sum()))
    is_exact = len(changed) <= exact_cases
    if is_exact:
        p_value = _counted(changed, observed)
    elif len(changed) <= DRAWN_CASES:
        p_value = _drawn(changed, observed, flips, seed)
    else:
        p_value = _normal(changed, observed)
    return SignFlipTest(p_value, is_exact, len(deltas), len(changed))


def _counted(changed: IntArray, observed: int) -> float:
    """Count by halves: for each total of the first half, how many totals of the second reach far enough."""
    if observed == 0:
        return 1.0
    half = len(changed) // 2
    first, second = _totals(changed[:half]), np.sort(_totals(changed[half:]))
    reaching = len(second) * len(first) - int(
        np.searchsorted(second, observed - np.sort(first)).sum(dtype=np.int64)
    )
    return 2 * reaching / (len(first) * len(second))  # the patterns mirror each other


def _normal(changed: IntArray, observed: int) -> float:
    """Flipped totals have mean 0 and as variance the sum of squares."""
    spread = math.sqrt(float((changed.astype(np.float64) ** 2).sum()))
    return math.erfc(observed / spread / math.sqrt(2))


def is_more_than_spread_by_sums(n_changed: int, total: int, squares: float) -> bool | None:
    """Say of many cases, from sums, whether chance alone gives such a change in fewer than one of twenty.

    Args:
        n_changed: Number of cases whose delta is not zero.
        total: Sum of the deltas [euro cent].
        squares: Sum of their squares.

    Returns:
        As ``SignFlipTest.is_more_than_spread`` by the normal p; None without a case that changed.

    Example:
        >>> is_more_than_spread_by_sums(10_000, 190, 10_000.0), is_more_than_spread_by_sums(10_000, 200, 1e4)
        (False, True)
    """
    if not n_changed or squares <= 0:
        return None
    return math.erfc(abs(total) / math.sqrt(squares) / math.sqrt(2)) < CHANCE_LEVEL


def _totals(amounts: IntArray) -> IntArray:
    totals = np.zeros(1, dtype=np.int64)
    for amount in amounts:
        totals = np.concatenate([totals - amount, totals + amount])
    return totals


def _drawn(changed: IntArray, observed: int, flips: int, seed: int) -> float:
    total, reaching = int(changed.sum()), 1
    rows_a_block = max(1, BLOCK_DRAWS // len(changed))
    for stream, first in enumerate(range(0, flips, STREAM_RESAMPLES)):
        draw = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(stream,))))
        last = min(first + STREAM_RESAMPLES, flips)
        for start in range(first, last, rows_a_block):
            rows = min(rows_a_block, last - start)
            flipped = draw.integers(0, 2, size=(rows, len(changed))) @ changed
            reaching += int(np.count_nonzero(np.abs(total - 2 * flipped) >= observed))
    return reaching / (flips + 1)
