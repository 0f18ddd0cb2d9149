"""The attacker: what follows for a hidden cell from everything that is shown?

The attacker knows every shown cell, the sums that tie the cells, and plausible bounds. Linear programming
gives the smallest and largest value that a hidden cell can still have. Everything is written as a deviation
from the exact table, so that the exact table itself (all deviations zero) always fits.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from maatschappelijk_rendement.disclosure.cells import merge
from maatschappelijk_rendement.disclosure.primary import judge_count, judge_money
from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.disclosure.system import Equation, System, Unit
from maatschappelijk_rendement.errors import MaatschappelijkRendementError

# The solver works with floats; a range that is short of the width by less than this part of it is taken as
# reached.
TOLERANCE = 1e-6


class Attack:
    """The hidden cells of one connected part of a system, with the ranges found so far."""

    def __init__(self, system: System, cells: tuple[int, ...]) -> None:
        self.cells = cells
        place = {cell: column for column, cell in enumerate(cells)}
        self.widths = np.array([system.cells[c].width for c in cells], dtype=float)
        # One scale for the whole part keeps the solver's tolerances in proportion to the widths asked for.
        self.scale = float(max(self.widths.max(initial=0.0), 1.0))
        low = [(system.cells[c].low - system.cells[c].value) / self.scale for c in cells]
        high = [(system.cells[c].high - system.cells[c].value) / self.scale for c in cells]
        self.bounds = np.array([low, high]).T
        rows = sorted({equation for c in cells for equation in system.equations_of[c]})
        entries = [
            (row, place[cell], sign)
            for row, equation in enumerate(rows)
            for cell, sign in system.equations[equation].terms
            if cell in place
        ]
        shape = (len(rows), len(cells))
        self.matrix = csr_array(
            ([float(e[2]) for e in entries], ([e[0] for e in entries], [e[1] for e in entries])), shape=shape
        )
        self.least = np.zeros(len(cells))
        self.most = np.zeros(len(cells))

    def widen(self, objective: np.ndarray) -> None:
        """Look for the fitting table that goes furthest in one direction and remember how far every cell went."""
        answer = linprog(
            -objective,
            A_eq=self.matrix,
            b_eq=np.zeros(self.matrix.shape[0]),
            bounds=self.bounds,
            method="highs",
        )
        if answer.status != 0:
            raise MaatschappelijkRendementError("De controle op herleidbaarheid kon niet worden uitgerekend.")
        self.least = np.minimum(self.least, answer.x)
        self.most = np.maximum(self.most, answer.x)

    def found_width(self) -> np.ndarray:
        """How far apart the bounds found so far are."""
        return (self.most - self.least) * self.scale

    def short(self) -> np.ndarray:
        """Which cells have not reached their width yet."""
        return self.found_width() < self.widths * (1 - TOLERANCE)

    def settle(self) -> list[int]:
        """Try every direction that is still needed and give the cells that stay short of their width."""
        for sign in (1.0, -1.0):
            open_cells = self.short()
            if open_cells.any():
                self.widen(sign * open_cells.astype(float))
        for column in np.flatnonzero(self.widths):
            for sign in (1.0, -1.0):
                if self.short()[column]:
                    self.widen(sign * np.eye(1, len(self.cells), column)[0])
        return [self.cells[column] for column in np.flatnonzero(self.short())]


def exposed_cells(
    system: System, hidden: frozenset[Unit], relaxed: frozenset[Unit] = frozenset()
) -> list[int]:
    """Give the hidden cells that an attacker knows too precisely.

    Args:
        system: The tables.
        hidden: The units that are hidden.
        relaxed: Hidden units that need no protection of their own (they were merged away).

    Returns:
        Numbers of cells of which the bounds are closer than the required width, in order.
    """
    found: list[int] = []
    for cells in _parts(system, system.hidden_cells(hidden)):
        if any(system.cells[c].width and system.cells[c].unit not in relaxed for c in cells):
            attack = Attack(system, cells)
            attack.widths[[system.cells[c].unit in relaxed for c in cells]] = 0.0
            found.extend(attack.settle())
    return sorted(found)


def attacker_range(system: System, hidden: frozenset[Unit], cell: int) -> tuple[float, float]:
    """Give the smallest and largest value that an attacker finds for one hidden cell.

    Example:
        >>> from maatschappelijk_rendement.disclosure.system import Cell, table_equations
        >>> cells = tuple(Cell(name, value, 0, 100, 10) for name, value in (("A", 3), ("B", 12), ("som", 15)))
        >>> numbers = {("A",): 0, ("B",): 1, ("totaal",): 2}
        >>> system = System(cells, tuple(table_equations(numbers, [True])))
        >>> attacker_range(system, frozenset({"A", "B"}), 0)
        (0.0, 15.0)
    """
    allowed = system.hidden_cells(hidden)
    attack = Attack(system, system.component([cell], allowed))
    column = attack.cells.index(cell)
    for sign in (1.0, -1.0):
        attack.widen(sign * np.eye(1, len(attack.cells), column)[0])
    value = system.cells[cell].value
    return (
        round(value + float(attack.least[column]) * attack.scale, 6) + 0.0,
        round(value + float(attack.most[column]) * attack.scale, 6) + 0.0,
    )


def leaking_sums(system: System, hidden: frozenset[Unit], rules: Rules) -> list[Equation]:
    """Give the sums of which the hidden parts together are still too few cases.

    The hidden parts of a shown total can be added up by anyone: total less the shown parts. That sum is as
    good as published, so it must itself pass the primary rules. Where parts share cases, the number of cases
    behind the sum is at least the largest number behind one part; that is all that is known, so that is what
    is asked.
    """
    cells = system.hidden_cells(hidden)
    found = []
    for equation in system.equations:
        if equation.total is None or equation.total in cells:
            continue
        parts = [system.cells[c] for c, _ in equation.terms if c in cells]
        stats = [part.stats for part in parts if part.stats is not None]
        if not parts or len(parts) == len(equation.terms) - 1:
            continue
        if not stats:
            leaks = equation.disjoint and judge_count(sum(part.value for part in parts), rules) is not None
        elif equation.disjoint:
            leaks = judge_money(merge(stats), rules) is not None
        else:
            most = max(s.n_nonzero for s in stats)
            leaks = 0 < most < rules.minimum
        if leaks:
            found.append(equation)
    return found


def _parts(system: System, cells: Iterable[int]) -> list[tuple[int, ...]]:
    allowed = frozenset(cells)
    todo = set(allowed)
    found = []
    while todo:
        part = system.component([min(todo)], allowed)
        found.append(part)
        todo -= set(part)
    return found
