"""When an interval is probably too short: few cases, of which a few weigh heavily."""

from __future__ import annotations

import numpy as np

from maatschappelijk_rendement.statistics.interval import FloatArray, WholeNumbers, whole_numbers

CASES_PER_SQUARED_SKEWNESS = 25
"""W. Cochran, Sampling Techniques (1977), section 2.15: a mean's interval keeps its level from n > 25 G²."""


def skewness(values: WholeNumbers) -> float | None:
    """Give Fisher's coefficient G of the values: 0 for a symmetric set, negative for a long tail of falls.

    Args:
        values: One whole number a case.

    Returns:
        The coefficient, or None for fewer than two values or equal ones.

    Example:
        >>> skewness([1, 1, 1, 1, 6]), skewness([1, 2, 3])
        (1.5, 0.0)
    """
    numbers = np.sort(whole_numbers(values))
    if len(numbers) < 2 or numbers[0] == numbers[-1]:
        return None
    spread = numbers - numbers.mean()
    return float((spread**3).mean() / (spread**2).mean() ** 1.5)


def cases_needed(values: WholeNumbers) -> int | None:
    """Give the number of cases from which an interval keeps its level, for values as skewed as these.

    Args:
        values: One whole number a case.

    Returns:
        The number of cases, or None where there is no skewness to compute.

    Example:
        >>> cases_needed([1, 1, 1, 1, 6])
        57
    """
    coefficient = skewness(values)
    return None if coefficient is None else int(CASES_PER_SQUARED_SKEWNESS * coefficient**2) + 1


def is_probably_short(values: WholeNumbers, comparison: WholeNumbers = ()) -> bool:
    """Say whether an interval of a mean, or of a difference of means, probably covers less than it claims.

    Args:
        values: One whole number a case.
        comparison: The same of a comparison group, where the interval is of the difference.

    Example:
        Two groups with the same long tail balance each other:

        >>> is_probably_short([1, 1, 1, 1, 6]), is_probably_short([1, 1, 1, 1, 6], [1, 1, 1, 1, 6])
        (True, False)
    """
    pulls = np.concatenate([_pulls(values), -_pulls(comparison)])
    squares = (pulls**2).sum()
    if squares == 0:
        return True
    return bool(CASES_PER_SQUARED_SKEWNESS * (pulls**3).sum() ** 2 > squares**3)


def is_short_by_sums(n: int, total: int, squares: float, cubes: float) -> bool:
    """Say it of one group from sums of its values, their squares and their cubes.

    Example:
        >>> is_short_by_sums(5, 10, 40.0, 220.0) == is_probably_short([1, 1, 1, 1, 6])
        True
    """
    mean = total / n if n else 0.0
    second = squares - n * mean**2
    third = cubes - 3 * mean * squares + 2 * n * mean**3
    if second <= 0:
        return True
    return bool(CASES_PER_SQUARED_SKEWNESS * third**2 > second**3)


def _pulls(values: WholeNumbers) -> FloatArray:
    """Give how far each case pulls its group's mean."""
    numbers = np.sort(whole_numbers(values))
    return (numbers - numbers.mean()) / len(numbers) if len(numbers) else numbers.astype(np.float64)
