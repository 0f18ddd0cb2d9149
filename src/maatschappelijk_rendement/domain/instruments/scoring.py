"""Scores that are computed from all items together: the value of a health state, and flourishing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.instruments.definition import InstrumentDefinition


def utility(definition: InstrumentDefinition, levels: Mapping[str, int]) -> Decimal | None:
    """Give the value of a health state: 1 is full health, 0 is as bad as dead, below 0 is worse.

    Args:
        definition: An instrument with a value set, such as ``eq5d5l``.
        levels: Level per item name, 1 is no problem.

    Returns:
        The exact value, or None where an item is missing: a missing answer is not "no problem".

    Raises:
        UsageError: The instrument has no value set, or a level lies outside its scale.

    Source:
        M. Versteegh e.a., Value in Health 19 (2016) 343-352.

    Example:
        >>> from maatschappelijk_rendement.domain.instruments import load
        >>> eq5d = load()["eq5d5l"]
        >>> names = [item.name for item in eq5d.items]
        >>> utility(eq5d, dict(zip(names, (1, 1, 1, 2, 2))))
        Decimal('0.8175588')
    """
    if definition.value_constant is None:
        raise UsageError("Dit instrument heeft geen waardering voor alle onderdelen samen.")
    if any(definition.check(name, Decimal(level)) for name, level in levels.items()):
        raise UsageError("Een onderdeel of niveau past niet bij dit instrument.")
    if not all(item.name in levels for item in definition.items):
        return None
    lost = [
        item.decrements[levels[item.name] - 2]
        for item in definition.items
        if levels[item.name] > definition.lowest
    ]
    return 1 - definition.value_constant - sum(lost) if lost else Decimal(1)


def is_flourishing(definition: InstrumentDefinition, scores: Mapping[str, Decimal]) -> bool | None:
    """Say whether a resident flourishes by the instrument's rule.

    Args:
        definition: An instrument with such a rule, such as ``mhc_sf``.
        scores: Score per item name.

    Returns:
        Yes or no, or None where an item is missing.

    Raises:
        UsageError: The instrument has no such rule, or a score does not fit it.

    Source:
        C. Keyes, Journal of Health and Social Behavior 43 (2002) 207-222.

    Example:
        >>> from maatschappelijk_rendement.domain.instruments import load
        >>> mhc = load()["mhc_sf"]
        >>> is_flourishing(mhc, {item.name: Decimal(4) for item in mhc.items})
        True
    """
    rule = definition.flourishing
    if rule is None:
        raise UsageError("Dit instrument heeft geen regel voor bloeiend.")
    if any(definition.check(name, score) for name, score in scores.items()):
        raise UsageError("Een onderdeel of score past niet bij dit instrument.")
    if not all(item.name in scores for item in definition.items):
        return None
    high = [item.group for item in definition.items if scores[item.name] >= rule.minimum_score]
    return all(high.count(group) >= count for group, count in rule.needed.items())
