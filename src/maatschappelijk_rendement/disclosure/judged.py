"""The verdict on a system: which units are hidden, and by which rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from maatschappelijk_rendement.disclosure.draft import Draft
from maatschappelijk_rendement.disclosure.rules import Rule
from maatschappelijk_rendement.disclosure.secondary import Coarsen, Pattern, suppress
from maatschappelijk_rendement.disclosure.system import Unit
from maatschappelijk_rendement.errors import PublicationRefusedError

NOTHING: frozenset[Unit] = frozenset()


@dataclass(frozen=True, slots=True)
class Judged:
    """Which units are hidden, and why.

    Attributes:
        pattern: What is hidden and what was merged away.
        rules: The rule that hides each hidden unit.
    """

    pattern: Pattern
    rules: Mapping[Unit, Rule]


def judge(draft: Draft, coarsen: Coarsen = lambda hidden: NOTHING) -> Judged:
    """Hide what the primary rules and the attacker demand.

    Raises:
        PublicationRefusedError: A cell cannot be protected.
    """
    return _with_reasons(draft, suppress(draft.build(), draft.primary, draft.rules, coarsen), NOTHING)


def judge_beside(draft: Draft, linked: frozenset[Unit], merged: frozenset[Unit] = NOTHING) -> Judged:
    """Judge figures that stand beside a main figure: hide ``linked`` with it, and all of them if that is not
    enough.

    Args:
        draft: The figures.
        linked: Units of which the main figure is hidden.
        merged: Those of them of which the main figure was merged away.
    """
    system = draft.build()
    try:
        pattern = suppress(
            system, lambda minimum: draft.primary(minimum) | linked - merged, draft.rules, lambda _: merged
        )
    except PublicationRefusedError:
        pattern = Pattern(frozenset(system.units) - system.fixed, merged)
    return _with_reasons(draft, pattern, linked)


def _with_reasons(draft: Draft, pattern: Pattern, linked: frozenset[Unit]) -> Judged:
    own = draft.reasons()
    rules = {
        unit: own.get(unit, Rule.LINKED if unit in linked else Rule.SECONDARY) for unit in pattern.hidden
    }
    rules |= dict.fromkeys(pattern.merged - own.keys(), Rule.MERGED)
    return Judged(pattern, rules)
