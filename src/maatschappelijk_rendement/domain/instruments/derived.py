"""Instruments that are computed from all items of another one: a value with its own scale, a yes or no.

A derived instrument is reported like any other, and nobody can fill it in: it is not among the instruments
that ``store.load`` gives. One of the user's own with ``[waardering]`` or ``[bloeiend]`` has one too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from maatschappelijk_rendement.domain.instruments.definition import InstrumentDefinition, plain
from maatschappelijk_rendement.domain.instruments.scoring import is_flourishing, utility
from maatschappelijk_rendement.domain.money import CENT, to_cents

VALUE, FLOURISHING = "waarde", "bloeiend"
NOTHING = Decimal(0)
ONE = 100
"""A whole point [1/100 point]."""


def derived(definition: InstrumentDefinition) -> tuple[InstrumentDefinition, ...]:
    """Give the instruments that are computed from all items of this one; most have none.

    Example:
        >>> from maatschappelijk_rendement.domain.instruments import load
        >>> [(one.id, str(one.lowest), str(one.highest)) for one in derived(load()["eq5d5l"])]
        [('eq5d5l_waarde', '-0.45', '1.00')]
        >>> derived(load()["rapportcijfer"])
        ()
    """
    found = []
    if definition.value_constant is not None:
        found.append(_value(definition, definition.value_constant))
    if definition.flourishing is not None:
        found.append(_flourishing(definition))
    return tuple(found)


def with_derived(definitions: Mapping[str, InstrumentDefinition]) -> Mapping[str, InstrumentDefinition]:
    """Give instruments by id with those derived from them behind them.

    Example:
        >>> from maatschappelijk_rendement.domain.instruments import load
        >>> sorted(set(with_derived(load())) - set(load()))
        ['eq5d5l_waarde', 'mhc_sf_bloeiend']
    """
    more = {one.id: one for definition in definitions.values() for one in derived(definition)}
    return MappingProxyType({**definitions, **more})


def derived_score(
    definition: InstrumentDefinition, one: InstrumentDefinition, scores: Mapping[str, Decimal]
) -> int | None:
    """Give the score of a resident on a derived instrument [1/100 point], half-up of the exact one.

    Args:
        definition: The instrument that was filled in.
        one: One of those derived from it.
        scores: Score per item name.

    Returns:
        Whole hundredths, as every score is kept; None where an item is missing.

    Example:
        >>> from maatschappelijk_rendement.domain.instruments import load
        >>> eq5d = load()["eq5d5l"]
        >>> state = dict(zip([item.name for item in eq5d.items], map(Decimal, "11122")))
        >>> derived_score(eq5d, derived(eq5d)[0], state)
        82
    """
    if one.is_share:
        flourishes = is_flourishing(definition, scores)
        return None if flourishes is None else ONE * flourishes
    value = utility(definition, {name: int(score) for name, score in scores.items()})
    return None if value is None else to_cents(value)


def _value(definition: InstrumentDefinition, constant: Decimal) -> InstrumentDefinition:
    lost = [item.decrements for item in definition.items]
    # The bounds of any state but the best, whose value is 1.
    worst = 1 - constant - sum((max(NOTHING, *each) for each in lost), NOTHING)
    best = 1 - constant - sum((min(NOTHING, *each) for each in lost), NOTHING)
    lowest, highest = _hundredths(min(Decimal(1), worst)), _hundredths(max(Decimal(1), best))
    return InstrumentDefinition(
        id=f"{definition.id}_{VALUE}",
        name=f"{definition.name}: waarde van alle onderdelen samen",
        source=definition.source,
        licence=definition.licence,
        lowest=lowest,
        highest=highest,
        step=CENT,
        is_ordinal=False,
        warnings=(_about_value(definition, lowest),),
        of=definition.id,
        nearest=_nearest(lost, constant, worst),
    )


def _nearest(
    lost: Sequence[Sequence[Decimal]], constant: Decimal, worst: Decimal
) -> tuple[Decimal, Decimal] | None:
    """Give how far from the worst and the best state the next one is; None where levels are not in order."""
    levels = [sorted({NOTHING, *each}) for each in lost]
    least = constant + min(each[1] if len(each) > 1 else NOTHING for each in levels)
    if least <= 0 or any(each[0] < 0 for each in levels):
        return None
    above = worst + min(each[-1] - each[-2] for each in levels)
    return (
        max(CENT, _hundredths(above) - _hundredths(worst)),
        max(CENT, 1 - _hundredths(1 - least)),
    )


def _flourishing(definition: InstrumentDefinition) -> InstrumentDefinition:
    return InstrumentDefinition(
        id=f"{definition.id}_{FLOURISHING}",
        name=f"{definition.name}: deel dat bloeit",
        source=definition.source,
        licence=definition.licence,
        lowest=Decimal(0),
        highest=Decimal(1),
        step=Decimal(1),
        is_ordinal=False,
        warnings=(_about_flourishing(definition),),
        of=definition.id,
        is_share=True,
    )


def _about_value(definition: InstrumentDefinition, lowest: Decimal) -> str:
    return (
        f"De waarde van de {definition.name} is per bewoner berekend uit alle onderdelen samen. De beste "
        f"toestand is 1, de laagste waarde is {plain(lowest)}. Hoger is beter. Wie een onderdeel niet "
        f"invulde, telt niet mee. Bron van de waardering: {definition.source}."
    )


def _about_flourishing(definition: InstrumentDefinition) -> str:
    return (
        f"Bloeiend volgens de {definition.name}: het gemiddelde is het deel van de bewoners dat bloeit. "
        "0,50 is de helft (50 %). Wie een onderdeel niet invulde, telt niet mee. Bron van de vragenlijst: "
        f"{definition.source}."
    )


def _hundredths(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)
