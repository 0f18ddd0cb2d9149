"""The cheapest pattern of all, for small tables: a choice of units by integer programming (HiGHS).

Which cells a unit protects is not written down beforehand. The solver proposes the cheapest pattern; the
attacker looks at it; where a cell is known too precisely, the dual of the attacker's linear program says how
much room each unit could give it, and that becomes a condition on every later proposal (Fischetti and
Salazar-Gonzalez, "Solving the cell suppression problem on tabular data with linear constraints", Management
Science 47, 2001).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure.audit import NO_UNITS, Attacker, leaking_sums
from maatschappelijk_rendement.disclosure.program import Program
from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.disclosure.system import System, Unit

# Proposals before the search is given up and the greedy repair takes over; a small table needs a few dozen.
MOST_PROPOSALS = 200
# Conditions asked for after one proposal: many exposed cells share what would help them.
CONDITIONS_AT_ONCE = 6
# A unit is chosen when the solver's yes or no is nearer to yes.
CHOSEN = 0.5
# Room below this part of the asked width is a rounding error of the solver.
NO_ROOM = 1e-9


@dataclass
class Proposals:
    """The integer program: a yes or no for each unit, and the conditions found so far."""

    system: System
    needed: frozenset[Unit]
    conditions: list[tuple[npt.NDArray[np.float64], float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.units = sorted(self.system.units, key=str)
        self.place = {unit: column for column, unit in enumerate(self.units)}

    def ask(self, room: dict[Unit, float], for_all_of: frozenset[Unit]) -> None:
        """Ask that the room of the chosen units adds up to one, when all of ``for_all_of`` are chosen."""
        row = np.zeros(len(self.units))
        for unit, part in room.items():
            row[self.place[unit]] = min(part, 1.0)
        for unit in for_all_of:
            row[self.place[unit]] -= 1.0
        self.conditions.append((row, 1.0 - len(for_all_of)))

    def cheapest(self) -> frozenset[Unit] | None:
        """The cheapest choice that meets every condition, or None when there is none."""
        low = np.array([float(unit in self.needed) for unit in self.units])
        high = np.array([float(u in self.needed or u not in self.system.unusable) for u in self.units])
        conditions = np.array([row for row, _ in self.conditions])
        least = np.array([least for _, least in self.conditions])
        program = Program(conditions, (least, np.full(len(least), np.inf)), (low, high), whole=True)
        answer = program.least([self.system.weight(unit) for unit in self.units])
        if answer is None:
            return None
        return frozenset(unit for unit, yes in zip(self.units, answer.values, strict=True) if yes > CHOSEN)


def cheapest_pattern(
    attacker: Attacker, needed: frozenset[Unit], rules: Rules, relaxed: frozenset[Unit] = NO_UNITS
) -> frozenset[Unit] | None:
    """Find the pattern with the least weight that the attacker cannot break.

    Args:
        attacker: The attacker on the system.
        needed: Units that are hidden in any case.
        rules: The parameters.
        relaxed: Those of them that need no protection of their own.

    Returns:
        The hidden units, or None when there is no such pattern or it is not found in time.
    """
    system = attacker.system
    proposals = Proposals(system, needed)
    hidden: frozenset[Unit] | None = needed
    for _ in range(MOST_PROPOSALS):
        if hidden is None:
            return None
        sums = leaking_sums(system, hidden, rules)
        cells = attacker.exposed(hidden, relaxed)
        if not sums and not cells:
            return hidden
        for equation in sums:
            units = {system.cells[c].unit for c, _ in equation.terms}
            # Not these parts alone: one more of this sum, or one less.
            proposals.ask(dict.fromkeys(units - hidden, 1.0), frozenset(units & hidden))
        for cell in cells[:CONDITIONS_AT_ONCE]:
            proposals.ask(_room(system, cell, hidden), frozenset({system.cells[cell].unit}))
        hidden = proposals.cheapest()
    return None


def _room(system: System, cell: int, hidden: frozenset[Unit]) -> dict[Unit, float]:
    """Say how much each unit could widen the range of a cell at most, in widths of that cell.

    By linear programming duality: whatever the prices of the known sums, no pattern gives the cell more room
    than the sum over its hidden cells of bound times price. The prices that are best for this pattern are
    taken.
    """
    cells = system.part(cell, system.movable(hidden))
    rows, entries = system.rows(cells)
    matrix = np.zeros((rows, len(cells)))
    for row, column, sign in entries:
        matrix[row, column] = sign
    width = system.cells[cell].width
    rise = np.array([(system.cells[c].high - system.cells[c].value) / width for c in cells])
    fall = np.array([(system.cells[c].value - system.cells[c].low) / width for c in cells])
    units = [system.cells[c].unit for c in cells]
    is_open = np.array([unit in hidden for unit in units], dtype=float)
    target = (np.arange(len(cells)) == cells.index(cell)).astype(float)
    gives = np.zeros(len(cells))
    program = Program(matrix, (np.zeros(rows), np.zeros(rows)), (-fall * is_open, rise * is_open))
    for direction in (1.0, -1.0):
        answer = program.least(-direction * target)
        prices = np.zeros(rows) if answer is None else answer.prices
        gain = direction * target + prices @ matrix
        gives += np.where(gain > 0, gain * rise, -gain * fall)
    room: dict[Unit, float] = {}
    for unit, part in zip(units, gives, strict=True):
        if part > NO_ROOM:
            room[unit] = room.get(unit, 0.0) + float(part)
    return room
