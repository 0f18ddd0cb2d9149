"""The verdict on a system: which units are hidden, and by which rule."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from maatschappelijk_rendement.disclosure.audit import NO_UNITS
from maatschappelijk_rendement.disclosure.draft import Draft
from maatschappelijk_rendement.disclosure.rules import Rule
from maatschappelijk_rendement.disclosure.secondary import Coarsen, Pattern, suppress
from maatschappelijk_rendement.disclosure.system import Unit
from maatschappelijk_rendement.errors import PublicationRefusedError


@dataclass(frozen=True, slots=True)
class Judged:
    """Which units are hidden, and why.

    Attributes:
        pattern: What is hidden and what was merged away.
        rules: The rule that hides each hidden unit.
    """

    pattern: Pattern
    rules: Mapping[Unit, Rule]

    def without(self, units: Collection[Unit]) -> Judged:
        """Leave out the verdict on these units: another one gave it."""
        pattern = Pattern(self.pattern.hidden - set(units), self.pattern.merged - set(units))
        return Judged(pattern, {unit: rule for unit, rule in self.rules.items() if unit not in units})

    def also(self, same: Mapping[Unit, Unit]) -> Judged:
        """Say of some units what is said of others: they are the same number."""
        hidden, merged = (
            {u for u, other in same.items() if other in p} for p in (self.pattern.hidden, self.pattern.merged)
        )
        rules = {unit: self.rules[same[unit]] for unit in hidden}
        return Judged(
            Pattern(self.pattern.hidden | hidden, self.pattern.merged | merged), {**self.rules, **rules}
        )


def judge(draft: Draft, coarsen: Coarsen) -> Judged:
    """Hide what the primary rules and the attacker demand.

    Raises:
        PublicationRefusedError: A cell cannot be protected.
    """
    return _with_reasons(draft, suppress(draft.build(), draft.primary(), draft.step, coarsen), NO_UNITS)


def judge_beside(draft: Draft, main: Pattern, leans_on: Mapping[Unit, Sequence[Unit]]) -> Judged:
    """Judge figures that stand beside main figures; when that does not suffice, all of them are hidden.

    Args:
        draft: The figures.
        main: What is hidden of the main figures.
        leans_on: For each unit the main units without which it cannot be shown, its own place first.
    """
    linked = frozenset(unit for unit, needs in leans_on.items() if not main.hidden.isdisjoint(needs))
    merged = frozenset(unit for unit, needs in leans_on.items() if needs[0] in main.merged)
    system = draft.build()
    try:
        pattern = suppress(system, draft.primary() | linked - merged, draft.step, lambda _: merged)
    except PublicationRefusedError:
        pattern = Pattern(frozenset(system.units) - system.fixed, merged)
    return _with_reasons(draft, pattern, linked)


def _with_reasons(draft: Draft, pattern: Pattern, linked: frozenset[Unit]) -> Judged:
    own = draft.reasons()
    rules = {
        unit: own.get(unit, Rule.LINKED if unit in linked else Rule.SECONDARY) for unit in pattern.hidden
    }
    return Judged(pattern, rules | dict.fromkeys(pattern.merged - own.keys(), Rule.MERGED))
