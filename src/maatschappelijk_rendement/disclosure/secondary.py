"""Secondary suppression: hide more, until nothing hidden follows from what is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from maatschappelijk_rendement.disclosure.audit import NO_UNITS, Attacker, leaking_sums
from maatschappelijk_rendement.disclosure.optimum import cheapest_pattern
from maatschappelijk_rendement.disclosure.repair import release, repair
from maatschappelijk_rendement.disclosure.rules import LOWEST_MINIMUM, Rules
from maatschappelijk_rendement.disclosure.system import System, Unit

# A table of 8 x 5 with its margins has 54 places. To about that size the cheapest pattern of all is worth its
# time: it is asked for at every step of the minimum, and for every linked table.
EXACT_UNITS = 60

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
    system: System, primary: Primary, rules: Rules, coarsen: Coarsen = lambda hidden: NO_UNITS
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
    hidden = safe = NO_UNITS
    merged = coarsen(hidden)
    for minimum in range(LOWEST_MINIMUM, rules.minimum + 1):
        step = replace(rules, minimum=minimum, minimum_reason="tussenstap")
        first = primary(minimum)
        while True:
            relaxed = merged - first
            needed = hidden | merged | first
            if needed != hidden or relaxed != safe or leaking_sums(system, hidden, step):
                hidden, safe = protect(attacker, needed, step, relaxed), relaxed
            more = coarsen(hidden) - merged
            if not more:
                break
            merged |= more
    return Pattern(hidden, merged)


def protect(
    attacker: Attacker, needed: frozenset[Unit], rules: Rules, relaxed: frozenset[Unit] = NO_UNITS
) -> frozenset[Unit]:
    """Hide what must be hidden beside ``needed``: the least for a small table, near it for a larger one.

    Args:
        attacker: The attacker on the system.
        needed: Units that are hidden in any case.
        rules: The parameters.
        relaxed: Those of them that need no protection of their own.
    """
    if len(attacker.system.units) <= EXACT_UNITS:
        found = cheapest_pattern(attacker, needed, rules, relaxed)
        if found is not None:
            return found
    return release(attacker, repair(attacker, needed, rules, relaxed), needed, rules, relaxed)
