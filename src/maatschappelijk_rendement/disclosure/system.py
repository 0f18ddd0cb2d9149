"""Published tables as one system: cells, the units they are hidden in, and the sums that tie them.

A unit is what is hidden together: the same place in all linked tables. An equation is a signed sum of cells
that an attacker knows (a total less its parts, an amount after less one before less their difference).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from maatschappelijk_rendement.disclosure.cells import CellStats

Unit = Hashable
TableKey = tuple[str, ...]
TOTAL = "totaal"


@dataclass(frozen=True, slots=True)
class Cell:
    """One number in a published table.

    Attributes:
        unit: What it is hidden with.
        value: The exact number [cent, 1/100 point or cases].
        low: Smallest value that an attacker thinks possible.
        high: Largest value that an attacker thinks possible.
        width: How far apart the bounds must stay that an attacker finds when it is hidden; 0 when it may be
            known.
        stats: The contributions, where the cell is an amount.
    """

    unit: Unit
    value: int
    low: int
    high: int
    width: int
    stats: CellStats | None = None


@dataclass(frozen=True, slots=True)
class Equation:
    """A signed sum of cells that an attacker knows, up to a known constant.

    Attributes:
        terms: Number of the cell and its sign.
        disjoint: Whether the parts share no case, so that hidden parts add up to one group of cases.
        total: Number of the cell that is the sum of the others, or None where no cell is.
    """

    terms: tuple[tuple[int, int], ...]
    disjoint: bool = False
    total: int | None = None


@dataclass(frozen=True)
class System:
    """Cells and the equations between them; cells are known by their place in ``cells``.

    Attributes:
        cells: Every number.
        equations: Every sum that an attacker knows.
        weights: What it costs to hide a unit (1 when not named); a total costs more than a part.
        fixed: Units that are known anyhow and cannot be hidden.
    """

    cells: tuple[Cell, ...]
    equations: tuple[Equation, ...]
    weights: Mapping[Unit, float] = field(default_factory=dict)
    fixed: frozenset[Unit] = frozenset()

    @cached_property
    def units(self) -> dict[Unit, tuple[int, ...]]:
        """The cells of each unit."""
        found: dict[Unit, list[int]] = {}
        for number, cell in enumerate(self.cells):
            found.setdefault(cell.unit, []).append(number)
        return {unit: tuple(numbers) for unit, numbers in found.items()}

    @cached_property
    def unusable(self) -> frozenset[Unit]:
        """Units never hidden to protect another: what is known anyhow, and zeros, which give no room."""
        zeros = (u for u, numbers in self.units.items() if all(is_zero(self.cells[n]) for n in numbers))
        return self.fixed | frozenset(zeros)

    @cached_property
    def equations_of(self) -> tuple[tuple[int, ...], ...]:
        """The equations in which each cell stands."""
        found: list[list[int]] = [[] for _ in self.cells]
        for number, equation in enumerate(self.equations):
            for cell, _ in equation.terms:
                found[cell].append(number)
        return tuple(tuple(numbers) for numbers in found)

    def weight(self, unit: Unit) -> float:
        """What it costs to hide a unit."""
        return self.weights.get(unit, 1.0)

    def hidden_cells(self, hidden: Iterable[Unit]) -> frozenset[int]:
        """The cells of these units."""
        return frozenset(number for unit in hidden for number in self.units.get(unit, ()))

    def movable(self, hidden: frozenset[Unit]) -> frozenset[int]:
        """The cells that are hidden or could be."""
        return frozenset(
            n for n, c in enumerate(self.cells) if c.unit in hidden or c.unit not in self.unusable
        )

    def part(self, start: int, allowed: frozenset[int]) -> tuple[int, ...]:
        """The cells that can be reached from one cell through equations, by way of ``allowed`` cells only."""
        reached = {start}
        used: set[int] = set()
        todo = [start]
        while todo:
            for equation in self.equations_of[todo.pop()]:
                if equation not in used:
                    used.add(equation)
                    new = {cell for cell, _ in self.equations[equation].terms if cell in allowed} - reached
                    reached |= new
                    todo.extend(new)
        return tuple(sorted(reached))

    def parts(self, allowed: frozenset[int]) -> list[tuple[int, ...]]:
        """The connected parts of these cells."""
        found = []
        todo = set(allowed)
        while todo:
            part = self.part(min(todo), allowed)
            found.append(part)
            todo -= set(part)
        return found

    def rows(self, cells: Sequence[int]) -> tuple[int, list[tuple[int, int, int]]]:
        """The equations of these cells as a matrix: number of rows, and row, column and sign of entries."""
        column = {cell: place for place, cell in enumerate(cells)}
        equations = sorted({equation for cell in cells for equation in self.equations_of[cell]})
        return len(equations), [
            (row, column[cell], sign)
            for row, equation in enumerate(equations)
            for cell, sign in self.equations[equation].terms
            if cell in column
        ]


def is_zero(cell: Cell) -> bool:
    """Whether nothing but zeros stands behind a cell.

    Example:
        >>> is_zero(Cell("a", 0, 0, 10, 0))
        True
    """
    return cell.value == 0 and (cell.stats is None or cell.stats.n_nonzero == 0)


def table_equations(
    numbers: Mapping[TableKey, int],
    disjoint: Sequence[bool],
    parents: Sequence[Mapping[str, str]] = (),
) -> list[Equation]:
    """Tie the cells of one table to its margins, over every dimension.

    Args:
        numbers: The number of the cell at each key (a category for each dimension, ``totaal`` for a margin).
        disjoint: For each dimension whether its categories share no case.
        parents: For each dimension the category above each category (the wijk of a buurt); what is not named
            stands under ``totaal``.

    Returns:
        An equation for every margin of which parts are there.

    Example:
        >>> table_equations({("A",): 0, ("B",): 1, ("totaal",): 2}, [True])
        [Equation(terms=((2, -1), (0, 1), (1, 1)), disjoint=True, total=2)]
    """
    found = []
    for axis, is_disjoint in enumerate(disjoint):
        above = parents[axis] if parents else {}
        parts: dict[TableKey, list[int]] = {}
        for key, number in numbers.items():
            if key[axis] != TOTAL:
                margin = (*key[:axis], above.get(key[axis], TOTAL), *key[axis + 1 :])
                parts.setdefault(margin, []).append(number)
        for margin, cells in parts.items():
            if margin in numbers:
                total = numbers[margin]
                terms = ((total, -1), *((cell, 1) for cell in sorted(cells)))
                found.append(Equation(terms, is_disjoint, total))
    return found
