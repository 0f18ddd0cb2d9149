"""Greedy repair, for tables of any size.

The attacker names a cell that is known too precisely. The cheapest way to give it room is one linear program
over all cells: how little of the shown table has to move for this cell to move by its width? What has to move
is hidden too; again, until the attacker finds nothing. Then everything that was hidden needlessly is shown
again.
"""

from __future__ import annotations

import numpy as np

from maatschappelijk_rendement.disclosure.audit import NO_UNITS, Attacker, leaking_sums
from maatschappelijk_rendement.disclosure.program import Program
from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.disclosure.system import Equation, System, Unit
from maatschappelijk_rendement.errors import PublicationRefusedError

# A movement below this part of the asked width is a rounding error of the solver.
MOVED = 1e-7
# A little for every movement keeps the solver from moving hidden cells without need.
MOVING_HIDDEN = 1e-4


def repair(
    attacker: Attacker, hidden: frozenset[Unit], rules: Rules, relaxed: frozenset[Unit] = NO_UNITS
) -> frozenset[Unit]:
    """Hide more units until the attacker finds nothing.

    Args:
        attacker: The attacker on the system.
        hidden: Units that are hidden already.
        rules: The parameters.
        relaxed: Those of them that need no protection of their own.

    Raises:
        PublicationRefusedError: A cell cannot be protected.
    """
    system = attacker.system
    while True:
        sums = leaking_sums(system, hidden, rules)
        cells = [] if sums else attacker.exposed(hidden, relaxed)
        if sums:
            hidden = hidden | {_cheapest(system, sums[0], hidden)}
        elif cells:
            hidden = hidden | _room_for(system, cells[0], hidden)
        else:
            return hidden


def release(
    attacker: Attacker,
    hidden: frozenset[Unit],
    needed: frozenset[Unit],
    rules: Rules,
    relaxed: frozenset[Unit] = NO_UNITS,
) -> frozenset[Unit]:
    """Show again what was hidden needlessly, the dearest first; ``needed`` stays hidden."""
    system = attacker.system
    for unit in sorted(hidden - needed, key=lambda u: (-system.weight(u), str(u))):
        fewer = hidden - {unit}
        if not leaking_sums(system, fewer, rules) and not attacker.exposed(fewer, relaxed):
            hidden = fewer
    return hidden


def _cheapest(system: System, equation: Equation, hidden: frozenset[Unit]) -> Unit:
    units = {system.cells[c].unit for c, _ in equation.terms} - hidden - system.unusable
    if not units:
        raise _refused()
    return min(units, key=lambda u: (system.weight(u), str(u)))


def _room_for(system: System, cell: int, hidden: frozenset[Unit]) -> frozenset[Unit]:
    """Find the cheapest units to hide so that a cell can move by its width, partly up and partly down.

    Where no movement is wide enough, everything that is tied to the cell is hidden; the attacker judges
    again.
    """
    cells = system.part(cell, system.movable(hidden))
    count = len(cells)
    rows, entries = system.rows(cells)
    one = np.zeros((rows, count))
    for row, column, sign in entries:
        one[row, column] = sign
    # Columns: rise and fall of each cell in a table where this one goes up, then in one where it goes down.
    equal = np.kron(np.eye(2), np.hstack([one, -one]))
    apart = np.kron([[1.0, -1.0, -1.0, 1.0]], np.eye(count)[cells.index(cell)])
    width = system.cells[cell].width
    rise = [(system.cells[c].high - system.cells[c].value) / width for c in cells]
    fall = [(system.cells[c].value - system.cells[c].low) / width for c in cells]
    units = [system.cells[c].unit for c in cells]
    program = Program(
        np.vstack([equal, apart]),
        (np.append(np.zeros(2 * rows), 1.0), np.append(np.zeros(2 * rows), np.inf)),
        (np.zeros(4 * count), np.array(2 * (rise + fall))),
    )
    answer = program.least(4 * [MOVING_HIDDEN if unit in hidden else system.weight(unit) for unit in units])
    moved = (
        np.ones(count, dtype=bool) if answer is None else answer.values.reshape(4, count).max(axis=0) > MOVED
    )
    opened = frozenset(unit for unit, far in zip(units, moved, strict=True) if far) - hidden
    if not opened:
        raise _refused()
    return opened


def _refused() -> PublicationRefusedError:
    return PublicationRefusedError(
        "Een onderdrukt getal kan niet worden beschermd: het volgt uit de andere getallen. "
        "Voeg wijken of stromen samen, of maak het rapport met --intern."
    )
