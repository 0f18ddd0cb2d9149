"""Secondary suppression: hide more, until nothing hidden follows from what is shown.

Greedy repair: the attacker of ``audit`` names a cell that is known too precisely; the cheapest way to give it
room is one linear program over all cells (how little of the shown table has to move for this cell to move by
its width); what has to move is hidden too; again, until the attacker finds nothing. Then everything that was
hidden needlessly is shown again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from maatschappelijk_rendement.disclosure.audit import NO_UNITS, Attacker, leaking_sums
from maatschappelijk_rendement.disclosure.rules import LOWEST_MINIMUM, Rules
from maatschappelijk_rendement.disclosure.system import Equation, System, Unit
from maatschappelijk_rendement.errors import PublicationRefusedError

# A movement below this part of the asked width is a rounding error of the solver.
MOVED = 1e-7
MOVING_HIDDEN = 1e-4

Primary = Callable[[int], frozenset[Unit]]
Coarsen = Callable[[frozenset[Unit]], frozenset[Unit]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is hidden in a system.

    Attributes:
        hidden: Every hidden unit.
        merged: The hidden units that went because their table was merged into its totals.
    """

    hidden: frozenset[Unit] = NO_UNITS
    merged: frozenset[Unit] = NO_UNITS


def suppress(
    system: System, primary: Primary, rules: Rules, coarsen: Coarsen = lambda hidden: frozenset()
) -> Pattern:
    """Find all units to hide.

    The minimum is raised step by step from its lowest value, and each step keeps what the step before hid: so
    a higher minimum never shows what a lower one hid.

    Args:
        system: The tables.
        primary: Gives the units that the primary rules hide at a minimum.
        rules: The parameters.
        coarsen: Gives the units to merge away when these are hidden; asked again until it gives nothing new.

    Returns:
        The pattern: what is hidden, and what of that was merged away.

    Raises:
        PublicationRefusedError: A cell cannot be protected.
    """
    attacker = Attacker(system)
    hidden = merged = safe = NO_UNITS
    for minimum in range(LOWEST_MINIMUM, rules.minimum + 1):
        step = replace(rules, minimum=minimum, minimum_reason="tussenstap")
        first = primary(minimum)
        while True:
            relaxed = merged - first
            needed = hidden | merged | first
            if needed != hidden or relaxed != safe or leaking_sums(system, hidden, step):
                hidden = release(attacker, repair(attacker, needed, step, relaxed), needed, step, relaxed)
                safe = relaxed
            more = coarsen(hidden) - merged
            if not more:
                break
            merged |= more
    return Pattern(hidden, merged)


def repair(
    attacker: Attacker, hidden: frozenset[Unit], rules: Rules, relaxed: frozenset[Unit] = NO_UNITS
) -> frozenset[Unit]:
    """Hide more units until the attacker finds nothing."""
    system = attacker.system
    while True:
        sums = leaking_sums(system, hidden, rules)
        if sums:
            hidden = hidden | {_cheapest(system, sums[0], hidden)}
            continue
        cells = attacker.exposed(hidden, relaxed)
        if not cells:
            return hidden
        hidden = hidden | _room_for(system, cells[0], hidden)


def release(
    attacker: Attacker,
    hidden: frozenset[Unit],
    needed: frozenset[Unit],
    rules: Rules,
    relaxed: frozenset[Unit] = NO_UNITS,
) -> frozenset[Unit]:
    """Show again what was hidden needlessly, the dearest first."""
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
    """Find the cheapest units to hide so that ``cell`` can move by its width, up and down together."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, hstack, vstack

    movable = frozenset(
        n for n, c in enumerate(system.cells) if c.unit not in system.unusable or c.unit in hidden
    )
    cells = system.part(cell, movable)
    count, column = len(cells), cells.index(cell)
    rows, entries = system.rows(cells)
    places = ([row for row, _, _ in entries], [place for _, place, _ in entries])
    one = csr_array(([float(sign) for _, _, sign in entries], places), shape=(rows, count))
    zero = csr_array(one.shape)
    # Columns: rise and fall of each cell in a table where this one goes up, then in a table where it goes
    # down.
    equal = vstack([hstack([one, -one, zero, zero]), hstack([zero, zero, one, -one])]).tocsr()
    apart = np.zeros((1, 4 * count))
    apart[0, [column + k * count for k in range(4)]] = [-1.0, 1.0, 1.0, -1.0]
    width = system.cells[cell].width
    rise = [(system.cells[c].high - system.cells[c].value) / width for c in cells]
    fall = [(system.cells[c].value - system.cells[c].low) / width for c in cells]
    # A little for every movement keeps the solver from moving hidden cells without need.
    cost = [
        MOVING_HIDDEN if system.cells[c].unit in hidden else system.weight(system.cells[c].unit)
        for c in cells
    ]
    answer = linprog(
        cost * 4,
        A_ub=apart,
        b_ub=[-1.0],
        A_eq=equal,
        b_eq=np.zeros(2 * rows),
        bounds=np.array([np.zeros(4 * count), np.array(rise + fall + rise + fall)]).T,
        method="highs",
    )
    moved = np.ones(count, dtype=bool)
    if answer.status == 0:
        moved = answer.x.reshape(4, count).max(axis=0) > MOVED
    # Where no movement is wide enough everything that is tied to the cell is hidden, and the attacker judges
    # again.
    opened = frozenset(system.cells[c].unit for c, far in zip(cells, moved, strict=True) if far) - hidden
    if not opened:
        raise _refused()
    return opened


def _refused() -> PublicationRefusedError:
    return PublicationRefusedError(
        "Een onderdrukt getal kan niet worden beschermd: het volgt uit de andere getallen. "
        "Voeg wijken of stromen samen, of maak het rapport met --intern."
    )
