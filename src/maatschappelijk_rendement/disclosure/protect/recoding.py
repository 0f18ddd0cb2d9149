"""Choose the design: the finest one that keeps most weight, before single cells are hidden.

Only where something that weighs is hidden a coarser design is looked for, one step at a time: new cases to a
sentence, small wijken together or none, streams together, no repeat, no parts. A step costs weight as well,
so that a side figure does not buy one. The same caseload always gives the same design.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from maatschappelijk_rendement.disclosure.matrix.design import FINEST, OTHER_STREAMS, OTHER_WIJKEN, Design
from maatschappelijk_rendement.disclosure.matrix.facts import Facts
from maatschappelijk_rendement.disclosure.matrix.labels import AFTER, EXISTING, NEW, REPEAT, TOTAL
from maatschappelijk_rendement.disclosure.protect.decide import Verdict, finish, prepare
from maatschappelijk_rendement.disclosure.protect.other_wijken import taken_together
from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError

PRICES: Mapping[str, float] = {
    "has_new": 25,
    "has_wijken": 8,
    "wijken": 4,
    "streams": 15,
    "has_repeat": 4,
    "has_parts": 2,
}
"""What each step costs; of streams for each that loses its own name. This project's own choice of 2026."""
ROUNDS = 2
LEFT_OUT = {"has_wijken", "has_repeat", "has_parts"}


def finest_safe(facts: Facts, rules: Rules) -> tuple[Verdict, int]:
    """Choose the design and decide what is shown of it.

    Args:
        facts: The exact analysis.
        rules: The parameters.

    Returns:
        The verdict, and how many designs were tried.
    """
    seen: set[tuple[object, ...]] = set()

    def look(design: Design, best: Verdict | None = None) -> Verdict | None:
        if design.key in seen:
            # It was not worth as much as the best one of then, and that only grows.
            return None
        seen.add(design.key)
        draft = prepare(facts, rules, design, best)
        # What comes after elimination hides more, never less.
        is_worth_it = best is None or draft.weight - cost(design) > _worth(best)
        return finish(draft, rules) if is_worth_it else None

    best = _decided(look(FINEST))
    if best.lacks and len(set(facts.wijken)) == 1:
        # The rows of the only wijk say what the totals say.
        best = _decided(look(replace(FINEST, has_wijken=False)))
    for _ in range(ROUNDS):
        before = best
        for steps in _steps(facts, rules):
            for step in steps:
                design = replace(best.design, **step)
                if _gain(best, step) <= cost(design) - cost(best.design):
                    continue
                tried = look(design, best)
                if tried is not None and _worth(tried) > _worth(best) + 1e-6:
                    best = tried
        if best is before:
            break
    return best, len(seen)


def _decided(verdict: Verdict | None) -> Verdict:
    if verdict is None:
        raise MaatschappelijkRendementError("Een indeling is niet beoordeeld.")
    return verdict


def _gain(best: Verdict, step: Mapping[str, Any]) -> float:
    """What a step can bring back at most, of what weighs.

    A step that only leaves figures out changes no other one: what is unsafe by itself stays so.
    """
    return best.lacks_for_others if LEFT_OUT & step.keys() else best.lacks


def _worth(verdict: Verdict) -> float:
    return verdict.weight - cost(verdict.design)


def cost(design: Design) -> float:
    """What a design costs beside the finest one.

    Example:
        >>> cost(Design(has_new=False, streams={"Wlz": "overige stromen", "Jeugdwet": "overige stromen"}))
        55
    """
    flags = ("has_new", "has_wijken", "has_repeat", "has_parts")
    lost = sum(PRICES[name] for name in flags if not getattr(design, name))
    return lost + PRICES["wijken"] * bool(design.wijken) + PRICES["streams"] * len(design.streams)


def _steps(facts: Facts, rules: Rules) -> Sequence[list[dict[str, Any]]]:
    """Give the steps that a caseload leaves, each kind by itself, the finest first."""
    # With none but new cases there would be nobody left.
    new = [{"has_new": False}] if {NEW, EXISTING} <= set(facts.groups) else []
    existing: Counter[str] = Counter()
    for wijk, group, n in zip(facts.wijken, facts.groups, facts.sizes.tolist(), strict=True):
        existing[wijk] += n if group == EXISTING else 0
    sizes = {wijk: existing[wijk] for wijk in set(facts.wijken)}
    wijken: list[dict[str, Any]] = []
    if len(sizes) > 1:
        together = taken_together(sizes, rules)
        if together:
            wijken.append({"wijken": dict.fromkeys(sorted(together), OTHER_WIJKEN)})
        wijken.append({"has_wijken": False, "wijken": {}})
    repeat = [{"has_repeat": False}] if facts.has(REPEAT).any() else []
    return [new, wijken, _streams(facts, rules), repeat, [{"has_parts": False}]]


def _streams(facts: Facts, rules: Rules) -> list[dict[str, Any]]:
    """Streams in which few cases changed go together, or each with another one.

    Not where cases stand together: those that are alike in each stream are not in two of them together.
    """
    if facts.times is not None:
        return []
    deltas = facts.deltas
    deltas = deltas[(deltas["comparison"] == AFTER) & (deltas["stream"] != TOTAL)]
    is_old = np.array(facts.groups, dtype=object) == EXISTING
    deltas = deltas[is_old[deltas["case"].to_numpy()]]
    changed = Counter(deltas["stream"][deltas["delta_cents"] != 0].tolist())
    streams = sorted(set(deltas["stream"].tolist()))
    weak = [stream for stream in streams if 0 < changed[stream] < 2 * rules.minimum]
    if not weak or len(streams) < 3:
        return []
    found: list[dict[str, Any]] = []
    if len(weak) > 1:
        found.append({"streams": dict.fromkeys(weak, OTHER_STREAMS)})
    for one in weak:
        for other in streams:
            if other != one:
                name = " en ".join(sorted((one, other)))
                if {"streams": {one: name, other: name}} not in found:
                    found.append({"streams": {one: name, other: name}})
    return found
