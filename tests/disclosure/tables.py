"""Small systems for the tests: one table with its margins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from maatschappelijk_rendement.disclosure.system import TOTAL, Cell, System, table_equations

WIDTH = 10
ROOM = 10_000


def system_of(
    cells: Mapping[tuple[str, ...], Cell], weights: Mapping[tuple[str, ...], float] | None = None
) -> System:
    """One table of cells by key, with every margin that is among them."""
    numbers = {key: place for place, key in enumerate(cells)}
    disjoint = [True] * len(next(iter(cells)))
    return System(tuple(cells.values()), tuple(table_equations(numbers, disjoint)), weights or {})


def count_system(table: Sequence[Sequence[int]]) -> tuple[System, dict[tuple[str, str], int]]:
    """A table of counts with its totals; a unit is (row, column), a margin is ``totaal``."""
    rows = [[*row, sum(row)] for row in table]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    names = [*map(str, range(len(rows[0]) - 1)), TOTAL]
    keys = [*map(str, range(len(rows) - 1)), TOTAL]
    counts = {(r, c): rows[i][j] for i, r in enumerate(keys) for j, c in enumerate(names)}
    cells = {key: Cell(key, count, 0, count + ROOM, WIDTH if count else 0) for key, count in counts.items()}
    # As in the package: fewer cells first, and of two alike the one with the smaller count.
    weights = {key: {0: 1.0, 1: 20.0, 2: 400.0}[key.count(TOTAL)] + n / 1000 for key, n in counts.items()}
    return system_of(cells, weights), {key: place for place, key in enumerate(counts)}
