"""Secondary suppression: hide more, until nothing hidden follows from what is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from maatschappelijk_rendement.disclosure.audit import NO_UNITS, Attacker
from maatschappelijk_rendement.disclosure.optimum import cheapest_pattern
from maatschappelijk_rendement.disclosure.repair import release, repair
from maatschappelijk_rendement.disclosure.rules import LOWEST_MINIMUM, Rules
from maatschappelijk_rendement.disclosure.system import System, Unit

# A table of 8 x 5 with its margins has 54 places. To about that size the cheapest pattern of all is worth its
# time: it is asked for at every step of the minimum, and for every linked table.
EXACT_UNITS = 60

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

    def joined(self, other: Pattern) -> Pattern:
        """Give what is hidden in either."""
        return Pattern(self.hidden | other.hidden, self.merged | other.merged)


@dataclass(frozen=True, slots=True)
class Step:
    """One minimum on the way up from the lowest.

    Each step keeps what the step before hid, in every table: so a higher minimum never shows what a lower one
    hid.

    Attributes:
        rules: The parameters, with the minimum of this step.
        before: What the step before hid.
        attackers: Those of all steps: an equal system is attacked once.
    """

    rules: Rules
    before: Pattern = field(default_factory=Pattern)
    attackers: list[Attacker] = field(default_factory=list)

    def attacker(self, system: System) -> Attacker:
        """Give the attacker on a system, the one of an earlier step where nothing changed."""
        for attacker in self.attackers:
            if attacker.system == system:
                return attacker
        self.attackers.append(Attacker(system))
        return self.attackers[-1]


def steps(rules: Rules) -> Iterator[Rules]:
    """Give the parameters of each step, the asked minimum last.

    Example:
        >>> [step.minimum for step in steps(Rules(minimum=5, minimum_reason="voorbeeld"))]
        [3, 4, 5]
    """
    for minimum in range(LOWEST_MINIMUM, rules.minimum):
        yield replace(rules, minimum=minimum, minimum_reason="tussenstap")
    yield rules


def suppress(
    system: System, first: frozenset[Unit], step: Step, coarsen: Coarsen = lambda hidden: NO_UNITS
) -> Pattern:
    """Find all units to hide at one minimum.

    Args:
        system: The tables.
        first: The units that the primary rules hide.
        step: The minimum, and what lower ones hid.
        coarsen: Gives the units to merge away when these are hidden; asked again until it gives nothing new.

    Returns:
        The pattern: what is hidden, and what of that was merged away.

    Raises:
        PublicationRefusedError: A cell cannot be protected.
    """
    attacker = step.attacker(system)
    hidden = step.before.hidden & system.units.keys()
    merged = (step.before.merged & system.units.keys()) | coarsen(hidden)
    while True:
        hidden = protect(attacker, hidden | merged | first, step.rules, merged - first)
        more = coarsen(hidden) - merged
        if not more:
            return Pattern(hidden, merged)
        merged |= more


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
