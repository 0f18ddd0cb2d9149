"""Intervals by formula, for numbers of cases where drawing again adds nothing but time."""

from __future__ import annotations

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.statistics.interval import (
    IntArray,
    Interval,
    ScoreInterval,
    WholeNumbers,
    check_level,
    clusters,
    whole_numbers,
    whole_unit,
)
from maatschappelijk_rendement.statistics.student import t_quantile


def mean_interval(
    values_cents: WholeNumbers, *, level: float = 0.95, population: int | None = None
) -> Interval | None:
    """Give Student's interval of the mean.

    Args:
        values_cents: One amount a case [euro cent].
        level: Coverage aimed at.
        population: Number of cases these were drawn from by lot. The interval is then about the mean of that
            population and narrower. Leave it out when they were not drawn by lot, or stand for later ones.

    Returns:
        The interval, or None for fewer than two cases or equal amounts; with all cases of the population
        measured the mean is known, and both bounds are that mean.

    Raises:
        UsageError: The amounts are not whole cents, or the population is smaller than the number of cases.

    Source:
        W. Cochran, Sampling Techniques (1977), section 2.8 (finite population correction).

    Example:
        Mean -200 euro, standard error 50 euro, t with one degree of freedom 12,706:

        >>> mean_interval([-250_00, -150_00])
        Interval(low_cents=-83531, high_cents=43531, level=0.95, method='t', n=2)
        >>> mean_interval([-250_00, -150_00], population=2).low_cents
        -20000
    """
    values = whole_numbers(values_cents)
    check_level(level)
    n = len(values)
    if population is not None and population < n:
        raise UsageError("Er zijn meer casussen dan casussen in totaal. Controleer casussen_in_totaal.")
    if n < 2 or bool((values == values[0]).all()):
        return None
    unmeasured = 1.0 if population is None else (population - n) / population
    return interval_around(values.sum() / n, variance_of_mean(values) * unmeasured, n - 1, level, n)


def interval_of_sums(n: int, total: int, squares: float, *, level: float = 0.95) -> Interval | None:
    """Give Student's interval of the mean from sums: what a table of millions of cases needs.

    Args:
        n: Number of cases.
        total: What they are together [euro cent].
        squares: The sum of their squares.
        level: Coverage aimed at.

    Returns:
        As ``mean_interval``, but for the last digits of the squares.

    Example:
        >>> interval_of_sums(2, -400_00, 2 * (200_00**2 + 50_00**2)) == mean_interval([-250_00, -150_00])
        True
    """
    check_level(level)
    spread = squares - total**2 / n if n else 0.0
    if n < 2 or spread <= 0:
        return None
    return interval_around(total / n, spread / (n - 1) / n, n - 1, level, n)


def clustered_interval(
    sums_hundredths: WholeNumbers, residents: WholeNumbers, *, level: float = 0.95
) -> ScoreInterval | None:
    """Give Student's interval of a mean over residents whose scores hang together within a case.

    Args:
        sums_hundredths: Per case the sum of its residents' scores or changes [1/100 point].
        residents: Per case the number of those residents, in the same order.
        level: Coverage aimed at.

    Returns:
        The interval of sum / residents (n counts cases, n - 1 degrees of freedom), or None for fewer than two
        cases or no spread.

    Raises:
        UsageError: The two rows differ in length, or are not whole numbers.

    Source:
        W. Cochran, Sampling Techniques (1977), section 6.4: the variance of a ratio, from what each case's
        sum is more than the mean times its residents.

    Example:
        Mean 500 of 4 residents; the cases are 100 above and below it: standard error sqrt(2 x 20.000) / 4.

        >>> clustered_interval([1100, 900], [2, 2])
        ScoreInterval(low_hundredths=-135, high_hundredths=1135, level=0.95, method='t', n=2)
    """
    sums, counts = clusters(sums_hundredths, residents)
    check_level(level)
    total, people, n = int(sums.sum()), int(counts.sum()), len(sums)
    if n < 2 or (sums * people == counts * total).all():
        return None
    rest = np.sort(sums - counts * (total / people))
    variance = float((rest**2).sum()) * n / (n - 1) / people**2
    found = interval_around(total / people, variance, n - 1, level, n)
    return ScoreInterval(found.low_cents, found.high_cents, level, found.method, n)


def least_change_cents(deltas_cents: WholeNumbers, level: float = 0.95) -> int | None:
    """Give how far from zero the mean must lie to differ from it, with the spread of these very cases.

    Args:
        deltas_cents: One delta a case [euro cent].
        level: Two-sided level.

    Returns:
        Half the width of Student's interval [euro cent, not negative], or None without spread.

    Example:
        >>> least_change_cents([-250_00, -150_00])
        63531
    """
    interval = mean_interval(deltas_cents, level=level)
    return None if interval is None else (interval.high_cents - interval.low_cents) // 2


def welch_interval(
    treated_cents: WholeNumbers, control_cents: WholeNumbers, *, level: float = 0.95
) -> Interval | None:
    """Give Welch's interval of mean(treated) - mean(control), for groups of unequal size and spread.

    Args:
        treated_cents: One delta a case that had an MDO [euro cent].
        control_cents: One delta a case of the comparison group [euro cent].
        level: Coverage aimed at.

    Returns:
        The interval (n counts both groups), or None where a group has under two cases, or both no spread.

    Source:
        B. Welch, Biometrika 34 (1947) 28-35.

    Example:
        >>> welch_interval([-250_00, -150_00], [-50_00, 50_00]).has_zero
        True
    """
    treated, control = whole_numbers(treated_cents), whole_numbers(control_cents)
    check_level(level)
    n, m = len(treated), len(control)
    if min(n, m) < 2:
        return None
    variances = variance_of_mean(treated), variance_of_mean(control)
    if sum(variances) == 0:
        return None
    freedom = welch_freedom(*variances, n, m)
    return interval_around(treated.sum() / n - control.sum() / m, sum(variances), freedom, level, n + m)


def welch_freedom(first: float, second: float, n: int, m: int) -> float:
    """Give the degrees of freedom of a difference of two means with these variances, not both 0.

    Example:
        >>> welch_freedom(2.0, 2.0, 6, 6), welch_freedom(2.0, 0.0, 6, 6)
        (10.0, 5.0)
    """
    return (first + second) ** 2 / (first**2 / (n - 1) + second**2 / (m - 1))


def variance_of_mean(values: IntArray) -> float:
    """Give the variance of the mean of independent values [squared unit], the same for any order of them.

    Example:
        >>> variance_of_mean(np.array([1, 3]))
        1.0
    """
    return float(np.var(np.sort(values), ddof=1)) / len(values)


def interval_around(mean: float, variance: float, freedom: float, level: float, n: int) -> Interval:
    """Give Student's interval around an estimate whose variance is known.

    Args:
        mean: The estimate [euro cent].
        variance: Its variance [euro cent squared].
        freedom: Degrees of freedom of that variance.
        level: Coverage aimed at.
        n: Number of cases behind it.

    Example:
        >>> interval_around(-20000.0, 5000.0**2, 1, 0.95, 2).low_cents
        -83531
    """
    reach = _quantile(freedom, level) * variance**0.5
    return Interval(whole_unit(mean - reach), whole_unit(mean + reach), level, "t", n)


def _quantile(freedom: float, level: float) -> float:
    """Give Student's quantile; only a part of a degree of freedom, as Welch's, needs scipy."""
    if freedom == int(freedom):
        return t_quantile(int(freedom), level)
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + level) / 2))
