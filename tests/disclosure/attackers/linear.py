"""Differences and sums of printed figures that are about a few cases: pairs, triples, and any combination.

Of a sum of figures an outsider knows the truth but for the grid of each of them. It gives a case away where
that case is more than all others and the grid together, and a few cases where their sum is known to less than
the width that a hidden amount needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from tests.disclosure.attackers.figures import Printed

Vector = npt.NDArray[np.float64]
MINIMUM = 10
WIDTH_CENTS, WIDTH_PART = 5_000_00.0, 0.2
EPS = 1e-6


def distinct(figures: Sequence[Printed]) -> list[Printed]:
    """Leave out figures of nothing and those that say the same as another one, the finest of which stays."""
    found: dict[bytes, Printed] = {}
    for figure in sorted(figures, key=lambda one: one.noise):
        if figure.row.any():
            sign = 1.0 if figure.row[figure.row != 0][0] > 0 else -1.0
            # Without the 0.0 a nothing that lost its sign would make two of one.
            found.setdefault((sign * figure.row + 0.0).tobytes(), figure)
    return list(found.values())


def small_sums(figures: Sequence[Printed]) -> Iterator[str]:
    """Give every figure, difference and sum of two or three about a few cases; one may count twice."""
    rows = np.array([one.row for one in figures])
    noise = np.array([one.noise for one in figures])
    names = [one.name for one in figures]
    for place in np.flatnonzero(_is_known(rows, noise)):
        yield names[place]
    for first, second in combinations(range(len(figures)), 2):
        for sign in (1, -1):
            pair, spread = rows[first] + sign * rows[second], noise[first] + noise[second]
            what = f"{names[first]} {'+' if sign > 0 else '-'} {names[second]}"
            if _is_known(pair[None], np.array([spread]))[0]:
                yield what
            for more in (first, second):
                twice = pair + (1 if more == first else sign) * rows[more]
                if _is_known(twice[None], np.array([spread + noise[more]]))[0]:
                    yield f"{what} (twee keer {names[more]})"
            for other in (1, -1):
                mixed, wide = pair + other * rows[second + 1 :], spread + noise[second + 1 :]
                for place in np.flatnonzero(_is_known(mixed, wide)):
                    yield f"{what} {'+' if other > 0 else '-'} {names[second + 1 + place]}"


def _is_known(rows: Vector, noise: Vector) -> npt.NDArray[np.bool_]:
    """Which sums give a case or a few cases away."""
    sizes = np.abs(rows)
    if not len(sizes):
        return np.zeros(0, dtype=bool)
    largest, whole = sizes.max(axis=1), sizes.sum(axis=1)
    is_one = largest > whole - largest + noise + EPS
    count = np.count_nonzero(sizes > EPS, axis=1)
    truth = np.abs(rows.sum(axis=1))
    needed = np.maximum(WIDTH_PART * truth, WIDTH_CENTS)
    # A grid as wide as all of it says nothing.
    is_few = (count > 0) & (count < MINIMUM) & (2 * noise < np.minimum(needed, whole))
    return np.asarray((is_one | is_few) & (largest > EPS))


def dominated(figures: Sequence[Printed], cases: int) -> Iterator[str]:
    """Give each case that is more than the others and the grid in some combination with any coefficients.

    For each case: the least that all others and the grid can be where it is 1, over all real coefficients.
    """
    rows = np.array([one.row for one in figures]).reshape(len(figures), cases)
    noise = np.array([one.noise for one in figures])
    for case in range(cases):
        scale = float(np.abs(rows[:, case]).max(initial=0.0))
        if scale == 0:
            continue
        least = _least(rows / scale, noise / scale, case)
        if least < 1 - 1e-4:
            yield f"case {case}: all others and the grid are {least:.3f} of it"


def _least(rows: Vector, noise: Vector, case: int) -> float:
    """Minimise the sum over the others of |a R| plus |a| noise, with a R of this case at 1."""
    number, others = len(rows), np.delete(np.arange(rows.shape[1]), case)
    rest = rows[:, others].T
    cost = np.concatenate([noise, noise, np.ones(len(others))])
    above = np.hstack([rest, -rest, -np.eye(len(others))])
    below = np.hstack([-rest, rest, -np.eye(len(others))])
    found = linprog(
        cost,
        A_ub=np.vstack([above, below]),
        b_ub=np.zeros(2 * len(others)),
        A_eq=np.concatenate([rows[:, case], -rows[:, case], np.zeros(len(others))])[None],
        b_eq=[1.0],
        bounds=[(0, None)] * (2 * number + len(others)),
        method="highs",
    )
    assert found.status in (0, 2), found.message
    return float(found.fun) if found.status == 0 else np.inf
