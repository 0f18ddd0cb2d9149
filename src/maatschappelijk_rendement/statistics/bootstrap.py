"""Bootstrap intervals over cases: draw cases again with replacement, and see how the mean moves.

Draws come in numbered streams of ``STREAM_RESAMPLES`` resamples, each with its own child of the seed. So the
result is the same whatever the size of the memory block, the number of workers or the order of the rows. All
sums of amounts are whole numbers; floats enter only when bounds are read off. A report has Student's interval
(``statistics.analytic``), which holds better for few cases (``bench/simulate_intervals.py``); these are for
who wants to compare.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import TypeVar

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.statistics.cores import on_all_cores
from maatschappelijk_rendement.statistics.interval import (
    FloatArray,
    IntArray,
    Interval,
    ScoreInterval,
    WholeNumbers,
    check_level,
    clusters,
    whole_numbers,
    whole_unit,
)

SEED = 2018
"""Fixed seed of every interval and test, so that a report can be made again: year of the Leergeschiedenis."""

RESAMPLES = 10_000
"""Resamples of cases behind an interval (contract.md, ``verschil``)."""

STREAM_RESAMPLES = 250
DRAWS_FOR_ALL_CORES = 10_000_000
BLOCK_DRAWS = 100_000  # small enough for a processor cache; has no influence on the result

_NORMAL = NormalDist()
Numbers = TypeVar("Numbers", IntArray, FloatArray)


def bca_interval(
    values_cents: WholeNumbers, *, level: float = 0.95, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval | None:
    """Give the bias-corrected and accelerated bootstrap interval of the mean.

    Args:
        values_cents: One amount a case, such as its delta [euro cent].
        level: Coverage aimed at.
        resamples: Number of resamples of cases.
        seed: Start of the random numbers; the default is fixed and documented.

    Returns:
        The interval, or None where it cannot be computed: fewer than two cases, or all amounts equal.

    Raises:
        UsageError: The amounts are not whole cents, or the level is not between 0 and 1.

    Source:
        B. Efron, Better bootstrap confidence intervals, JASA 82 (1987) 171-185; the acceleration is the
        jackknife's, which for a mean is a closed formula.

    Example:
        >>> interval = bca_interval([-500_00, -200_00, -100_00, 0, 50_00, -900_00])
        >>> interval.low_cents < -275_00 < interval.high_cents < 0
        True
        >>> bca_interval([-100_00, -100_00]) is None
        True
    """
    values = np.sort(whole_numbers(values_cents))
    check_level(level)
    if not _has_spread(values):
        return None
    sums = resampled_sums((values,), resamples, seed)[0]
    low, high = _bca_bounds(sums, int(values.sum()), values - values.mean(), level)
    return _interval(low, high, level, "bca", len(values))


def percentile_interval(
    values_cents: WholeNumbers, *, level: float = 0.95, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval | None:
    """Give the percentile bootstrap interval of the mean: plainer than BCa, too narrow with skewed amounts.

    Args:
        values_cents: One amount a case [euro cent].
        level: Coverage aimed at.
        resamples: Number of resamples of cases.
        seed: Start of the random numbers.

    Returns:
        The interval, or None for fewer than two cases or equal amounts.

    Example:
        >>> interval = percentile_interval([-500_00, -200_00, -100_00, 0, 50_00, -900_00])
        >>> interval.low_cents < -275_00 < interval.high_cents < 0
        True
    """
    values = np.sort(whole_numbers(values_cents))
    check_level(level)
    if not _has_spread(values):
        return None
    sums = resampled_sums((values,), resamples, seed)[0]
    low, high = np.quantile(sums, [(1 - level) / 2, (1 + level) / 2])
    return _interval(low, high, level, "percentiel", len(values))


def bootstrap_t_interval(
    values_cents: WholeNumbers, *, level: float = 0.95, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval | None:
    """Give the bootstrap-t interval of the mean: each draw is measured in its own standard error.

    Args:
        values_cents: One amount a case [euro cent].
        level: Coverage aimed at.
        resamples: Number of resamples of cases.
        seed: Start of the random numbers.

    Returns:
        The interval, or None for fewer than two cases, equal amounts, or so few different ones that too many
        draws have no spread of their own.

    Source:
        B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), section 12.5.

    Example:
        >>> interval = bootstrap_t_interval([-500_00, -200_00, -100_00, 0, 50_00, -900_00])
        >>> interval.low_cents < -275_00 < interval.high_cents
        True
    """
    values = np.sort(whole_numbers(values_cents))
    check_level(level)
    if not _has_spread(values):
        return None
    n, mean = len(values), float(values.mean())
    spread: FloatArray = np.asarray(values - mean, dtype=np.float64)
    squared: FloatArray = spread * spread
    sums, squares = resampled_sums((spread, squared), resamples, seed)
    # Two sums of rounded squares may differ by less than their own rounding: that is no spread.
    variances = squares - sums**2 / n
    is_flat = variances <= squares * np.finfo(np.float64).eps * n
    errors = np.sqrt(np.where(is_flat, 1.0, variances) / (n - 1) / n)
    drawn = np.where(is_flat & (sums != 0), np.copysign(np.inf, sums), sums / n / errors)
    if np.count_nonzero(is_flat) * 2 >= (1 - level) * resamples:
        return None
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    error = float(np.sqrt((spread**2).sum() / (n - 1) / n))
    return Interval(
        whole_unit(mean - float(high) * error), whole_unit(mean - float(low) * error), level, "bootstrap-t", n
    )


def difference_interval(
    treated_cents: WholeNumbers,
    control_cents: WholeNumbers,
    *,
    level: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Interval | None:
    """Give the BCa interval of mean(treated) - mean(control), two groups drawn apart.

    Args:
        treated_cents: One delta a case that had an MDO [euro cent].
        control_cents: One delta a case of the comparison group [euro cent].
        level: Coverage aimed at.
        resamples: Number of resamples of cases, in each group.
        seed: Start of the random numbers.

    Returns:
        The interval (n counts both groups), or None where a group has fewer than two cases or no spread.

    Example:
        >>> interval = difference_interval([-900_00, -500_00, -200_00, 100_00], [-300_00, 0, 100_00])
        >>> interval.low_cents < -308_33 < 0 < interval.high_cents
        True
    """
    treated, control = np.sort(whole_numbers(treated_cents)), np.sort(whole_numbers(control_cents))
    check_level(level)
    if not (_has_spread(treated) and _has_spread(control)):
        return None
    pairs = len(treated) * len(control)  # differences are kept times this number, so that they stay whole
    whole_numbers([int(np.abs(row).max()) * pairs for row in (treated, control)])
    treated_sums = resampled_sums((treated,), resamples, seed, group=0)[0]
    control_sums = resampled_sums((control,), resamples, seed, group=1)[0]
    drawn = treated_sums * len(control) - control_sums * len(treated)
    observed = int(treated.sum()) * len(control) - int(control.sum()) * len(treated)
    influence = np.concatenate(
        [(treated - treated.mean()) / len(treated), (control.mean() - control) / len(control)]
    )
    low, high = _bca_bounds(drawn, observed, influence, level)
    n = len(treated) + len(control)
    return Interval(whole_unit(low / pairs), whole_unit(high / pairs), level, "bca", n)


def resident_interval(
    sums_hundredths: WholeNumbers,
    residents: WholeNumbers,
    *,
    level: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> ScoreInterval | None:
    """Give the BCa interval of a mean over residents, drawn again by case, since they share a household.

    Args:
        sums_hundredths: Per case the sum of its residents' scores or changes [1/100 point].
        residents: Per case the number of those residents, in the same order.
        level: Coverage aimed at.
        resamples: Number of resamples of cases.
        seed: Start of the random numbers.

    Returns:
        The interval of sum / residents (n counts cases), or None for fewer than two cases or no spread.

    Raises:
        UsageError: The two rows differ in length, or are not whole numbers.

    Example:
        >>> interval = resident_interval([400, 900, 300, 1200], [1, 2, 1, 2])
        >>> interval.low_hundredths < 467 < interval.high_hundredths, interval.n
        (True, 4)
    """
    sums, counts = clusters(sums_hundredths, residents)
    check_level(level)
    total, people = int(sums.sum()), int(counts.sum())
    if len(sums) < 2 or (sums * people == counts * total).all():
        return None
    drawn_sums, drawn_people = resampled_sums((sums, counts), resamples, seed)
    left_out = (total - sums) / (people - counts)
    low, high = _bca_bounds(drawn_sums / drawn_people, total / people, left_out.mean() - left_out, level)
    return ScoreInterval(whole_unit(low), whole_unit(high), level, "bca", len(sums))


def resampled_sums(
    columns: tuple[Numbers, ...],
    resamples: int,
    seed: int,
    *,
    group: int = 0,
    block_draws: int = BLOCK_DRAWS,
) -> Numbers:
    """Draw the cases again and add up every column over the same draws.

    Args:
        columns: Numbers, one a case, all of one length and one kind: whole numbers are added up exactly.
        resamples: Number of resamples.
        seed: Start of the random numbers.
        group: Number of the sample where several are drawn apart.
        block_draws: Draws held in memory at a time; has no influence on the result.

    Returns:
        Sums [columns x resamples].
    """
    n = len(columns[0])
    rows_a_block = max(1, block_draws // n)
    sums = np.empty((len(columns), resamples), dtype=columns[0].dtype)

    def fill(stream: int) -> None:
        draw = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(group, stream))))
        first = stream * STREAM_RESAMPLES
        last = min(first + STREAM_RESAMPLES, resamples)
        for start in range(first, last, rows_a_block):
            end = min(start + rows_a_block, last)
            cases = draw.integers(0, n, size=(end - start, n))
            for row, column in zip(sums, columns, strict=True):
                column[cases].sum(axis=1, out=row[start:end])

    streams = range(-(-resamples // STREAM_RESAMPLES))
    if n * resamples < DRAWS_FOR_ALL_CORES:
        for stream in streams:
            fill(stream)
    else:
        on_all_cores(fill, streams)
    return sums


def _has_spread(values: IntArray) -> bool:
    return len(values) > 1 and bool((values != values[0]).any())


def _bca_bounds(
    drawn: IntArray | FloatArray, observed: float, influence: FloatArray, level: float
) -> tuple[float, float]:
    """Read the BCa bounds off the drawn statistics; draws equal to the observed one count half."""
    below = (np.count_nonzero(drawn < observed) + np.count_nonzero(drawn <= observed)) / (2 * len(drawn))
    if not 0 < below < 1:
        raise UsageError("Er zijn te weinig trekkingen voor dit interval. Gebruik er minstens 1.000.")
    bias = _NORMAL.inv_cdf(below)
    acceleration = float((influence**3).sum() / (6 * (influence**2).sum() ** 1.5))
    tails = []
    for tail in ((1 - level) / 2, (1 + level) / 2):
        shifted = bias + _NORMAL.inv_cdf(tail)
        tails.append(_NORMAL.cdf(bias + shifted / (1 - acceleration * shifted)))
    low, high = np.quantile(drawn, tails)
    return float(low), float(high)


def _interval(low_sum: float, high_sum: float, level: float, method: str, n: int) -> Interval:
    return Interval(whole_unit(low_sum / n), whole_unit(high_sum / n), level, method, n)
