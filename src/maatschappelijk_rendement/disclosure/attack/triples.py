"""Sums and differences of three shown amounts that are about a few cases, where the others cancel by chance.

Of most sums of shown amounts the labels tell whose they are. Not where cases happen to have the same amount
in two streams, or nothing in a third: then only the amounts themselves tell. Three amounts of one kind of
case in one wijk, or three of all wijken, are what a reader tries after two.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import numpy as np

from maatschappelijk_rendement.disclosure.matrix.figures import EURO, Form, Problem, Unit, Vector, total
from maatschappelijk_rendement.disclosure.rules import Rules

MOST_LOOKED_AT = 200_000_000
"""So many amounts are looked at in one wijk; with more none is: that many cases do not cancel by chance."""


def unsafe_triples(problem: Problem, shown: Iterable[int], rules: Rules) -> list[Form]:
    """Give the forms of three shown amounts that are about fewer cases than the minimum.

    Args:
        problem: The problem.
        shown: Numbers of the figures that are shown.
        rules: The parameters.
    """
    found: list[Form] = []
    for forms in _by_home(problem, shown).values():
        rows = np.array([problem.atoms.row(form) for form in forms])
        rows = rows[:, rows.any(axis=0)]
        if len(rows) ** 3 * rows.shape[1] <= MOST_LOOKED_AT:
            found += [
                total((1, forms[one]), (sign, forms[two]), (other, forms[three]))
                for one, sign, two, other, three in _of_few(rows, rules.minimum)
            ]
    return found


def _by_home(problem: Problem, shown: Iterable[int]) -> dict[Hashable, list[Form]]:
    """Gather amounts by kind of case and wijk, and those of more; each form once, whatever its sign."""
    seen: set[frozenset[tuple[int, int]]] = set()
    found: dict[Hashable, list[Form]] = {}
    for number in sorted(shown):
        figure = problem.figures[number]
        key = frozenset(figure.form.items())
        if figure.unit is not Unit.EURO or not figure.form or key in seen:
            continue
        seen |= {key, frozenset((atom, -times) for atom, times in figure.form.items())}
        homes = {problem.atoms.homes[atom][1:3] for atom in figure.form}
        found.setdefault(homes.pop() if len(homes) == 1 else None, []).append(figure.form)
    return found


def _of_few(rows: Vector, minimum: int) -> list[tuple[int, int, int, int, int]]:
    """Give the triples with their signs in which 1 to ``minimum`` - 1 cases have more than a euro.

    Example:
        >>> many = 600.0 * EURO * np.ones(12)
        >>> _of_few(np.array([many, many / 2, np.append(many[:3] / 3, many[3:] / 2)]), 10)
        [(0, -1, 1, -1, 2)]
    """
    found = []
    signs = np.array([1, -1])
    for one in range(len(rows) - 2):
        for two in range(one + 1, len(rows) - 1):
            pair = rows[one] + signs[:, np.newaxis] * rows[two]
            third = signs[:, np.newaxis, np.newaxis] * rows[two + 1 :]
            n = np.count_nonzero(np.abs(pair[:, np.newaxis, np.newaxis] + third) > EURO, axis=-1)
            for sign, other, place in np.argwhere((n > 0) & (n < minimum)).tolist():
                found.append((one, int(signs[sign]), two, int(signs[other]), two + 1 + place))
    return found
