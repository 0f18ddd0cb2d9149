"""Which field of a contract has an effect only beside another: a value that decides nothing is a mistake.

Somebody who fills in a threshold of 1,5 % and forgets to say that there is a threshold means something else
than the contract then does. So a field that decides nothing is refused, never ignored.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Requirement:
    """When a field decides something.

    Attributes:
        needs: What it needs beside it, in Dutch.
        looks_at: The fields that decide so, by their Dutch names.
        is_there: Whether a contract has what the field needs.
    """

    needs: str
    looks_at: tuple[str, ...]
    is_there: Callable[[Any], bool]


def _has_cap(contract: Any) -> bool:
    caps = (contract.gain_cap, contract.loss_cap, contract.loss_cap_revenue)
    return any(cap is not None for cap in caps)


_LOSS = Requirement(
    "een verlies: kies bij 'verlies' iets anders dan geen", ("verlies",), lambda c: c.is_two_sided
)
_COMPLEMENT = Requirement('verlies = "een_min_aandeel"', ("verlies",), lambda c: c.loss == "een_min_aandeel")
_STATISTICAL = Requirement('drempel = "statistisch"', ("drempel",), lambda c: c.threshold == "statistisch")
_THRESHOLD = Requirement(
    "een drempel: kies bij 'drempel' iets anders dan geen", ("drempel",), lambda c: c.threshold != "geen"
)

EFFECTS: dict[str, Requirement] = {
    # field, by its Dutch name: what it needs
    "risicoplafond": Requirement(
        'benchmark = "historisch"', ("benchmark",), lambda c: c.benchmark == "historisch"
    ),
    "drempelwaarde": Requirement('drempel = "vast"', ("drempel",), lambda c: c.threshold == "vast"),
    "zekerheid": _STATISTICAL,
    "variatiecoefficient": _STATISTICAL,
    "vanaf_eerste_euro": _THRESHOLD,
    "verliesaandeel": Requirement('verlies = "vast"', ("verlies",), lambda c: c.loss == "vast"),
    "verliesaandeel_minimum": _COMPLEMENT,
    "verliesaandeel_maximum": _COMPLEMENT,
    "verliesschijven": Requirement('verlies = "schijven"', ("verlies",), lambda c: c.loss == "schijven"),
    "verliesplafond": _LOSS,
    "verliesplafond_omzet": _LOSS,
    "rampcorrectie": _LOSS,
    "volgorde": Requirement(
        "een plafond of een verliesplafond", ("plafond", "verliesplafond", "verliesplafond_omzet"), _has_cap
    ),
    "verlichting": _THRESHOLD,
    "verlichting_personen": Requirement("verlichting", ("verlichting",), lambda c: c.relief is not None),
}


def without_effect(contract: Any, defaults: dict[str, Any], names: dict[str, str]) -> list[str]:
    """Give the Dutch names of the fields that say something and decide nothing.

    Args:
        contract: The contract, or anything with its fields.
        defaults: What a field says when nobody filled it in, by its name in Python.
        names: Name in Python by Dutch name.
    """
    return [
        dutch
        for dutch, effect in EFFECTS.items()
        if getattr(contract, names[dutch]) != defaults[names[dutch]] and not effect.is_there(contract)
    ]


def words(dutch: str) -> str:
    """Say why a field decides nothing, and what to do.

    Example:
        >>> words("drempelwaarde")
        'dit veld doet niets zonder drempel = "vast". Vul dat in, of haal dit veld weg.'
    """
    return f"dit veld doet niets zonder {EFFECTS[dutch].needs}. Vul dat in, of haal dit veld weg."
