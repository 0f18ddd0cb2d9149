"""Differences and sums of two figures that are safe alone: where they tell of a few cases they are protected.

The first that a reader tries: one figure less another, and a yearly amount set against that of a window of
another length. Figures over cases that do not overlap need no look: their sum is as safe as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure.matrix.figures import (
    EURO,
    MONTHS,
    Figure,
    Form,
    Problem,
    Unit,
    Vector,
    total,
)
from maatschappelijk_rendement.disclosure.rules import (
    LARGEST_SHARE_PERCENT,
    TWO_LARGEST_SHARE_PERCENT,
    Rules,
)

# Of more cases than these a few of each block are looked at first.
SAMPLE = 512
# So many pairs are judged case by case in one go.
AT_ONCE = 4096
Pairs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def unsafe_pairs(problem: Problem, safe: Sequence[Figure], rules: Rules) -> list[Form]:
    """Give the forms of all unsafe pairs.

    Args:
        problem: The problem.
        safe: The printed figures that are safe alone.
        rules: The parameters.
    """
    found: list[Form] = []
    ratio = Fraction(problem.months, MONTHS)
    scales = [Fraction(1), Fraction(-1)] + ([-ratio, -1 / ratio] if ratio != 1 else [])
    for units, factors, noise in (
        ((Unit.EURO,), scales, float(EURO)),
        ((Unit.CASES,), [Fraction(-1)], 0.0),
        ((Unit.RESIDENTS,), [Fraction(-1)], 0.0),
    ):
        forms = _distinct([figure.form for figure in safe if figure.unit in units])
        rows = np.array([problem.atoms.row(form) for form in forms]).reshape(len(forms), -1)
        for factor in factors:
            for one, two in _unsafe(rows, float(factor), rules, noise, is_amount=Unit.EURO in units):
                found.append(total((factor.denominator, forms[one]), (factor.numerator, forms[two])))
    return found


def _distinct(forms: Sequence[Form]) -> list[Form]:
    return list({frozenset(form.items()): form for form in forms if form}.values())


def _unsafe(
    rows: Vector, factor: float, rules: Rules, noise: float, *, is_amount: bool
) -> Iterator[tuple[int, int]]:
    if not len(rows):
        return
    ordered = np.sort(np.abs(rows), axis=1)
    one, two = ordered[:, -1], ordered[:, -2:].sum(axis=1)
    del ordered
    sample = _sample(rows)
    scale = abs(factor)
    for first in range(len(rows)):
        # A pair with a factor that is not its own inverse has two orders.
        start = first + 1 if scale == 1 else 0
        others = np.arange(start, len(rows))
        others = others[others != first]
        if sample is not None:
            some = np.abs(rows[first, sample] + factor * rows[np.ix_(others, sample)])
            n, whole = (some > noise).sum(axis=1), some.sum(axis=1)
            is_safe = n >= rules.minimum
            if is_amount:
                most = one[first] + scale * one[others], two[first] + scale * two[others]
                is_safe &= most[0] * 100 <= whole * LARGEST_SHARE_PERCENT
                is_safe &= most[1] * 100 <= whole * TWO_LARGEST_SHARE_PERCENT
            others = others[~is_safe]
        for begin in range(0, len(others), AT_ONCE):
            part = others[begin : begin + AT_ONCE]
            for two_of in part[
                _is_unsafe(rows[first] + factor * rows[part], rules, noise, is_amount)
            ].tolist():
                yield first, two_of


def _sample(rows: Vector) -> Pairs | None:
    """Some of the cases, evenly spread; None where there are few of them."""
    n_cases = rows.shape[1]
    return None if n_cases <= SAMPLE else np.unique(np.linspace(0, n_cases - 1, SAMPLE).astype(np.int64))


def _is_unsafe(rows: Vector, rules: Rules, noise: float, is_amount: bool) -> Flags:
    sizes = np.abs(rows)
    sizes[sizes <= noise] = 0.0
    n, whole = np.count_nonzero(sizes, axis=1), sizes.sum(axis=1)
    if not is_amount or sizes.shape[1] < 2:
        few: Flags = (n > 0) & ((n < rules.minimum) | (whole < rules.minimum))
        return few
    largest = np.partition(sizes, -2, axis=1)[:, -2:]
    unsafe: Flags = (n > 0) & (
        (n < rules.minimum)
        | (largest[:, 1] * 100 > whole * LARGEST_SHARE_PERCENT)
        | (largest.sum(axis=1) * 100 > whole * TWO_LARGEST_SHARE_PERCENT)
    )
    return unsafe
