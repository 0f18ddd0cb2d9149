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
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack, vstack

from maatschappelijk_rendement.disclosure.audit import exposed_cells, leaking_sums
from maatschappelijk_rendement.disclosure.rules import LOWEST_MINIMUM, Rules
from maatschappelijk_rendement.disclosure.system import Equation, System, Unit
from maatschappelijk_rendement.errors import PublicationRefusedError

MOVED = 1e-7

Primary = Callable[[int], frozenset[Unit]]
Coarsen = Callable[[frozenset[Unit]], frozenset[Unit]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is hidden in a system.

    Attributes:
        hidden: Every hidden unit.
        merged: The hidden units that went because their table was merged into its totals.
    """

    hidden: frozenset[Unit]
    merged: frozenset[Unit] = frozenset()


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
    hidden: frozenset[Unit] = frozenset()
    merged: frozenset[Unit] = frozenset()
    for minimum in range(LOWEST_MINIMUM, rules.minimum + 1):
        step = replace(rules, minimum=minimum, minimum_reason="tussenstap")
        first = primary(minimum)
        while True:
            relaxed = merged - first
            needed = hidden | merged | first
            hidden = release(system, repair(system, needed, step, relaxed), needed, step, relaxed)
            more = coarsen(hidden) - merged
            if not more:
                break
            merged |= more
    return Pattern(hidden, merged)


def repair(
    system: System, hidden: frozenset[Unit], rules: Rules, relaxed: frozenset[Unit] = frozenset()
) -> frozenset[Unit]:
    """Hide more units until the attacker finds nothing."""
    while True:
        sums = leaking_sums(system, hidden, rules)
        if sums:
            hidden = hidden | {_cheapest(system, sums[0], hidden)}
            continue
        cells = exposed_cells(system, hidden, relaxed)
        if not cells:
            return hidden
        hidden = hidden | _room_for(system, cells[0], hidden)


def release(
    system: System,
    hidden: frozenset[Unit],
    needed: frozenset[Unit],
    rules: Rules,
    relaxed: frozenset[Unit] = frozenset(),
) -> frozenset[Unit]:
    """Show again what was hidden needlessly, the dearest first."""
    for unit in sorted(hidden - needed, key=lambda u: (-system.weights.get(u, 1.0), str(u))):
        fewer = hidden - {unit}
        if not leaking_sums(system, fewer, rules) and not exposed_cells(system, fewer, relaxed):
            hidden = fewer
    return hidden


def _cheapest(system: System, equation: Equation, hidden: frozenset[Unit]) -> Unit:
    units = {system.cells[c].unit for c, _ in equation.terms} - hidden - system.unusable
    if not units:
        raise _refused()
    return min(units, key=lambda u: (system.weights.get(u, 1.0), str(u)))


def _room_for(system: System, cell: int, hidden: frozenset[Unit]) -> frozenset[Unit]:
    """Find the cheapest units to hide so that ``cell`` can move by its width: one table upward, one downward."""
    movable = frozenset(
        n for n, c in enumerate(system.cells) if c.unit not in system.unusable or c.unit in hidden
    )
    cells = system.component([cell], movable)
    place = {c: column for column, c in enumerate(cells)}
    width = system.cells[cell].width
    rows = sorted({equation for c in cells for equation in system.equations_of[c]})
    entries = [
        (row, place[c], float(sign))
        for row, equation in enumerate(rows)
        for c, sign in system.equations[equation].terms
        if c in place
    ]
    count = len(cells)
    one = csr_array(
        ([e[2] for e in entries], ([e[0] for e in entries], [e[1] for e in entries])),
        shape=(len(rows), count),
    )
    zero = csr_array(one.shape)
    # Columns: rise and fall of each cell in the first table, then in the second.
    equal = vstack([hstack([one, -one, zero, zero]), hstack([zero, zero, one, -one])]).tocsr()
    apart = np.zeros((1, 4 * count))
    apart[0, [place[cell] + k * count for k in range(4)]] = [-1.0, 1.0, 1.0, -1.0]
    rise = [(system.cells[c].high - system.cells[c].value) / width for c in cells]
    fall = [(system.cells[c].value - system.cells[c].low) / width for c in cells]
    # A little for every movement keeps the solver from moving hidden cells without need.
    cost = [
        1e-4 if system.cells[c].unit in hidden else system.weights.get(system.cells[c].unit, 1.0)
        for c in cells
    ]
    answer = linprog(
        cost * 4,
        A_ub=apart,
        b_ub=[-1.0],
        A_eq=equal,
        b_eq=np.zeros(equal.shape[0]),
        bounds=np.array([np.zeros(4 * count), np.array(rise + fall + rise + fall)]).T,
        method="highs",
    )
    if answer.status != 0:
        raise _refused()
    moved = answer.x.reshape(4, count).max(axis=0) > MOVED
    opened = frozenset(system.cells[c].unit for c, far in zip(cells, moved, strict=True) if far) - hidden
    if not opened:
        raise _refused()
    return opened


def _refused() -> PublicationRefusedError:
    return PublicationRefusedError(
        "Een onderdrukt getal kan niet worden beschermd: het volgt uit de andere getallen. Voeg wijken of stromen samen, "
        "of maak het rapport met --intern."
    )
