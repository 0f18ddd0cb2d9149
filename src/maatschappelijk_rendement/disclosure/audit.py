"""The attacker: what follows for a hidden cell from everything that is shown?

The attacker knows every shown cell, the sums that tie the cells, and plausible bounds. The smallest and
largest value that a hidden cell can still have is a linear program. Everything is written as a deviation from
the exact table, so that the exact table itself (all deviations zero) always fits.

Most answers need no solver. A movement that leaves every known sum as it is (a vector of the null space) can
be followed until it meets a bound: how far each cell gets is a width that the attacker certainly cannot
narrow down. A cell that moves in no such vector is known exactly. Only what lies between goes to the solver
(HiGHS).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure.cells import merge
from maatschappelijk_rendement.disclosure.primary import judge_count, judge_money
from maatschappelijk_rendement.disclosure.program import Program
from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.disclosure.system import Equation, System, Unit
from maatschappelijk_rendement.errors import MaatschappelijkRendementError

Vector = npt.NDArray[np.float64]

# The solver works with floats; a range that is short of its width by less than this part of it counts as
# reached.
TOLERANCE = 1e-6
# Entries of the null space are small whole numbers or simple fractions; what is smaller is a rounding error.
ZERO = 1e-9
# How often the sums are gone through to bound every cell from outside.
PASSES = 3
NO_UNITS: frozenset[Unit] = frozenset()


class Ranges:
    """How far the hidden cells of one connected part can move: seen to move, and certainly no further."""

    def __init__(self, system: System, cells: tuple[int, ...]) -> None:
        count, entries = system.rows(cells)
        self.matrix = np.zeros((count, len(cells)))
        for row, column, sign in entries:
            self.matrix[row, column] = sign
        self.low = np.array([system.cells[c].low - system.cells[c].value for c in cells], dtype=float)
        self.high = np.array([system.cells[c].high - system.cells[c].value for c in cells], dtype=float)
        # Cells with much room take up the movement of the others, so that these can move far.
        room = np.minimum(self.high, -self.low)
        self.basis = null_space(self.matrix, [int(c) for c in np.argsort(-room, kind="stable")])
        self.values = np.array([system.cells[c].value for c in cells], dtype=float)
        self.least = np.zeros(len(cells))
        self.most = np.zeros(len(cells))

    def short_of(self, widths: Vector) -> npt.NDArray[np.int_]:
        """The cells that were not yet seen to move by their width."""
        return np.flatnonzero(self.most - self.least < widths * (1 - TOLERANCE))

    def outer(self) -> Vector:
        """How far a cell could move at most, by what each sum leaves it; 0 when it is known."""
        adds, takes = self.matrix > 0, self.matrix < 0
        for _ in range(PASSES):
            least = (adds @ self.low - takes @ self.high)[:, None]
            most = (adds @ self.high - takes @ self.low)[:, None]
            # What the other cells of a sum can be at most and at least bounds this one.
            down = np.where(adds, -most, np.where(takes, least, -np.inf)).max(axis=0, initial=-np.inf)
            up = np.where(adds, -least, np.where(takes, most, np.inf)).min(axis=0, initial=np.inf)
            self.low, self.high = (
                np.maximum(self.low, self.high + down),
                np.minimum(self.high, self.low + up),
            )
        if len(self.matrix) == 1:
            # One sum: each bound is reached by moving all others as far as they go.
            self.reach(self.low)
            self.reach(self.high)
        return np.where((self.basis != 0).any(axis=0), self.high - self.low, 0.0)

    def step(self, vectors: Vector) -> None:
        """Go from the exact table as far as the bounds allow along each vector by itself."""
        with np.errstate(divide="ignore", invalid="ignore"):
            room = np.where(
                vectors > 0, self.high / vectors, np.where(vectors < 0, self.low / vectors, np.inf)
            )
        tables = np.clip(vectors * room.min(axis=1, initial=np.inf)[:, None], self.low, self.high)
        self.least = np.minimum(self.least, tables.min(axis=0, initial=0.0))
        self.most = np.maximum(self.most, tables.max(axis=0, initial=0.0))

    def climb(self, vectors: Vector) -> None:
        """Go from the exact table as far as the bounds allow along each vector in turn."""
        table = np.zeros(len(self.low))
        for vector in vectors:
            up, down = vector > 0, vector < 0
            room = np.concatenate(
                [(self.high - table)[up] / vector[up], (self.low - table)[down] / vector[down]]
            )
            table = np.clip(table + vector * room.min(), self.low, self.high)
            self.reach(table)

    def climb_all(self, widths: Vector) -> None:
        """Climb along every vector of the null space, then along those of each cell that is still short."""
        if self.values.any() and not (self.matrix @ self.values).any():
            # No total is shown: a table twice as large would fit as well.
            self.climb(self.values[None, :])
        self.step(self.basis)
        self.step(-self.basis)
        for column in self.short_of(widths):
            through = self.basis[self.basis[:, column] != 0]
            through = through * np.sign(through[:, [column]])
            self.climb(through)
            self.climb(-through)

    def settle(self, column: int, width: float) -> None:
        """Let the solver move one cell as far as it goes, up and down, until it has its width."""
        for sign in (1.0, -1.0):
            if self.basis[:, column].any() and self.most[column] - self.least[column] < width * (
                1 - TOLERANCE
            ):
                self.stretch(sign * self.basis[:, column])

    def stretch(self, objective: Vector) -> None:
        """Let the solver find the fitting table that goes furthest in one direction of the null space."""
        answer = self.program.least(-objective)
        if answer is None:
            raise MaatschappelijkRendementError("De controle op herleidbaarheid kon niet worden uitgerekend.")
        self.reach(np.clip(answer.values @ self.basis * self.scale, self.low, self.high))

    @cached_property
    def scale(self) -> float:
        """One scale keeps the solver's tolerances in proportion to the numbers."""
        return max(float(np.median(self.high - self.low)), 1.0)

    @cached_property
    def program(self) -> Program:
        """The tables that fit, each as a sum of vectors of the null space."""
        anything = np.full(len(self.basis), np.inf)
        bounds = self.low / self.scale, self.high / self.scale
        return Program(self.basis.T, bounds, (-anything, anything))

    def reach(self, table: Vector) -> None:
        """Remember how far every cell went in one table that fits."""
        self.least = np.minimum(self.least, table)
        self.most = np.maximum(self.most, table)


def null_space(matrix: Vector, order: Sequence[int]) -> Vector:
    """Give a basis of the movements that leave every sum as it is, by elimination; rows are vectors.

    Args:
        matrix: The sums, one a row.
        order: The columns, first those that may take up the movement of others.

    Example:
        >>> null_space(np.array([[1.0, 1.0, 0.0]]), [0, 1, 2]).tolist()
        [[-1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    rows = matrix.copy()
    pivots: list[int] = []
    for column in order:
        rank = len(pivots)
        if rank == len(rows):
            break
        best = rank + int(np.argmax(np.abs(rows[rank:, column])))
        if abs(rows[best, column]) >= ZERO:
            rows[[rank, best]] = rows[[best, rank]]
            rows[rank] /= rows[rank, column]
            factors = rows[:, column].copy()
            factors[rank] = 0.0
            rows -= np.outer(factors, rows[rank])
            rows[np.abs(rows) < ZERO] = 0.0
            pivots.append(column)
    free = sorted(set(order) - set(pivots))
    basis = np.zeros((len(free), rows.shape[1]))
    for place, column in enumerate(free):
        basis[place, column] = 1.0
        basis[place, pivots] = -rows[: len(pivots), column]
    return basis + 0.0


@dataclass
class Attacker:
    """Attacks one system again and again; parts that were attacked before are remembered."""

    system: System
    seen: dict[tuple[tuple[int, ...], tuple[bool, ...]], tuple[int, ...]] = field(default_factory=dict)

    def exposed(self, hidden: frozenset[Unit], relaxed: frozenset[Unit] = NO_UNITS) -> list[int]:
        """Give the hidden cells that are known too precisely.

        Args:
            hidden: The units that are hidden.
            relaxed: Hidden units that need no protection of their own (they were merged away).

        Returns:
            Numbers of cells of which the bounds are closer than the required width, in order: in each
            connected part all of them, or those for which one sum at a time already shows it. None when all
            is well.
        """
        found: list[int] = []
        for part in self.system.parts(self.system.hidden_cells(hidden)):
            needs = tuple(
                bool(self.system.cells[c].width) and self.system.cells[c].unit not in relaxed for c in part
            )
            if any(needs):
                if (part, needs) not in self.seen:
                    self.seen[part, needs] = self._attack(part, needs)
                found.extend(self.seen[part, needs])
        return sorted(found)

    def _attack(self, part: tuple[int, ...], needs: tuple[bool, ...]) -> tuple[int, ...]:
        widths = np.array(
            [float(self.system.cells[c].width) * need for c, need in zip(part, needs, strict=True)]
        )
        ranges = Ranges(self.system, part)
        certain = np.flatnonzero(ranges.outer() < widths * (1 - TOLERANCE))
        if not len(certain):
            ranges.climb_all(widths)
            for column in ranges.short_of(widths):
                ranges.settle(int(column), widths[column])
            certain = ranges.short_of(widths)
        return tuple(part[column] for column in certain)


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
    part = system.part(cell, system.hidden_cells(hidden))
    ranges = Ranges(system, part)
    column = part.index(cell)
    ranges.settle(column, np.inf)
    value = system.cells[cell].value
    return round(value + float(ranges.least[column]), 6), round(value + float(ranges.most[column]), 6)


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
        # All parts hidden: their sum is the total, which was judged itself.
        if parts and len(parts) < len(equation.terms) - 1:
            stats = [part.stats for part in parts if part.stats is not None]
            if not equation.disjoint:
                leaks = 0 < max((s.n_nonzero for s in stats), default=0) < rules.minimum
            elif stats:
                # A sum of nothing but zeros tells nothing; how many cases it is about, the counts tell.
                together = merge(stats)
                leaks = together.n_nonzero > 0 and judge_money(together, rules) is not None
            else:
                leaks = judge_count(sum(part.value for part in parts), rules) is not None
            if leaks:
                found.append(equation)
    return found
