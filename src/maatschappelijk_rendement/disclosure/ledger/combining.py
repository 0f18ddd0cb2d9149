"""Sums and differences of published groups of cases: does one of them leave only a few cases?

Each published figure is about a group of cases. Who has several figures of one kind can add and subtract
them; what is left is a figure about the cases that do not cancel. Two searches look for a combination that
leaves too few cases: all sums and differences of a new group with up to three earlier ones, and elimination
over all groups together, which also finds longer combinations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

MOST_EARLIER = 3
# What is less than this is nothing but rounding of floats.
ZERO = 1e-9

Token = tuple[str, str]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Group:
    """The cases behind one published figure.

    Attributes:
        release: Number of the release.
        figure: Name of the figure.
        cases: For each case its id and its content, both as keyed hashes; a case that changed is another one.
    """

    release: int
    figure: str
    cases: frozenset[Token]

    @property
    def names(self) -> frozenset[str]:
        """The ids of its cases."""
        return frozenset(name for name, _ in self.cases)


@dataclass(frozen=True, slots=True)
class Isolation:
    """A combination of figures that leaves a few cases: the first group, with others added or subtracted."""

    cases: int
    groups: tuple[Group, ...]


def isolations(new: Sequence[Group], earlier: Sequence[Group], minimum: int) -> Iterator[Isolation]:
    """Give combinations of new and earlier groups that leave 1 to ``minimum - 1`` cases, one a new group.

    It is one with the fewest earlier groups. Only where no such combination is found for any group, longer
    ones over all groups are given.

    Args:
        new: Groups of the new release, for one kind of figure.
        earlier: Groups of earlier releases, for the same kind of figure.
        minimum: Fewest cases that a combination may leave.

    Example:
        >>> def group(release, *cases):
        ...     return Group(release, "totaal", frozenset((str(c), "") for c in cases))
        >>> a, b, c = group(1, *range(20)), group(2, *range(20, 40)), group(3, *range(41))
        >>> [found.cases for found in isolations([b], [a], 10)]
        []
        >>> [found.cases for found in isolations([c], [a, b], 10)]
        [1]
    """
    known = list({group.cases: group for group in earlier}.values())
    table = _Table([*new, *known])
    seen = {group.cases for group in known}
    fresh = [row for row, group in enumerate(new) if group.cases not in seen]
    found = False
    for row in fresh:
        isolation = next(_short_combinations(table, row, range(len(new), len(table.groups)), minimum), None)
        if isolation is not None:
            found = True
            yield isolation
    if fresh and not found:
        yield from _eliminated(table, minimum)


class _Table:
    """Groups as rows over atoms: cases that are in the same groups are one column."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self.groups = groups
        where: dict[Token, list[int]] = {}
        for row, group in enumerate(groups):
            for case in group.cases:
                where.setdefault(case, []).append(row)
        atoms: dict[tuple[int, ...], list[Token]] = {}
        for case, rows in where.items():
            atoms.setdefault(tuple(rows), []).append(case)
        self.atoms = list(atoms.values())
        self.sizes: Whole = np.array([len(cases) for cases in self.atoms], dtype=np.int64)
        self.rows: Whole = np.zeros((len(groups), len(self.atoms)), dtype=np.int64)
        for column, rows_of in enumerate(atoms):
            self.rows[list(rows_of), column] = 1

    def cases_in(self, columns: Whole) -> int:
        """The number of different cases in these atoms; a case that changed is counted once."""
        return len({case_id for column in columns for case_id, _ in self.atoms[column]})


def _short_combinations(table: _Table, new: int, earlier: range, minimum: int) -> Iterator[Isolation]:
    """Try the new group with every one, two or three earlier ones, added and subtracted."""
    totals = table.rows @ table.sizes
    # A case that changed is two tokens, and a coefficient is at most the number of groups.
    most_left = 2 * (minimum - 1)
    for count in range(1, MOST_EARLIER + 1):
        chosen = np.array(list(combinations(earlier, count)), dtype=np.int64).reshape(-1, count)
        for signs in product((1, -1), repeat=count):
            if all(sign == 1 for sign in signs):
                continue
            left = totals[new] + totals[chosen] @ np.array(signs)
            for others in chosen[np.abs(left) <= most_left * (count + 1)]:
                coefficients = table.rows[new] + np.array(signs) @ table.rows[others]
                columns = np.flatnonzero(coefficients)
                if table.sizes[columns].sum() <= most_left and 0 < table.cases_in(columns) < minimum:
                    groups = tuple(table.groups[row] for row in (new, *others))
                    yield Isolation(table.cases_in(columns), groups)


def _eliminated(table: _Table, minimum: int) -> Iterator[Isolation]:
    """Eliminate the large atoms; what is left over is known about the small ones alone."""
    small = table.sizes < 2 * minimum
    order = np.concatenate([np.flatnonzero(~small), np.flatnonzero(small)])
    rows = table.rows[:, order].astype(float)
    rank = 0
    for column in range(rows.shape[1]):
        if rank == len(rows):
            break
        best = rank + int(np.argmax(np.abs(rows[rank:, column])))
        if abs(rows[best, column]) < ZERO:
            continue
        rows[[rank, best]] = rows[[best, rank]]
        rows[rank] /= rows[rank, column]
        factors = rows[:, column].copy()
        factors[rank] = 0.0
        rows -= np.outer(factors, rows[rank])
        rows[np.abs(rows) < ZERO] = 0.0
        rank += 1
    for row in rows[:rank]:
        cases = table.cases_in(order[np.flatnonzero(row)])
        if 0 < cases < minimum:
            yield Isolation(cases, tuple(table.groups))
