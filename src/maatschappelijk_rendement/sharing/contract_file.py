"""Read a contract from the section ``[contract]`` of a TOML file.

The names of the fields are those of ``Contract``. A ready-made contract can be named (``kant_en_klaar``); a
field beside it overrides that contract's.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.files.toml_section import TomlSection, WrongValueError
from maatschappelijk_rendement.domain.files.toml_values import (
    a_count,
    a_flag,
    a_name,
    a_source,
    a_word,
    one_of,
)
from maatschappelijk_rendement.sharing.contract import Band, Contract, ContradictionError, entries
from maatschappelijk_rendement.sharing.contract_values import (
    a_confidence,
    a_part,
    a_variation,
    euros,
    names,
)
from maatschappelijk_rendement.sharing.mssp import TRACKS
from maatschappelijk_rendement.sharing.ready_made import READY_MADE

READY_MADE_KEY = "kant_en_klaar"
BARE = Contract(name="onbekend", source="onbekend")
# Arguments of a builder that are no field of a contract, by their Dutch name.
BUILDER_ONLY = {"track": "spoor", "performance_year": "jaar"}


def read_contract(section: TomlSection) -> Contract:
    """Read a contract; problems are noted in the section's findings.

    Args:
        section: The fields; absent ones keep the default of ``Contract`` or of the ready-made contract.

    Returns:
        The contract; not to be used when findings were noted.

    Example:
        >>> section = TomlSection("contract", {"naam": "Wijk", "bron": "eigen", "aandeel": 2}, [])
        >>> _ = read_contract(section)
        >>> print(section.findings[0])
        contract!aandeel: Het veld 'aandeel' klopt niet. Geef een deel van 0 tot 1, zoals 0.4 voor 40 %.
    """
    given = {
        entry.name: section.take(dutch, _reader(entry.name), None)
        for dutch, entry in entries().items()
        if section.has(dutch)
    }
    given = {name: value for name, value in given.items() if value is not None}
    start = _ready_made(section, given) if section.has(READY_MADE_KEY) else BARE
    if start is BARE:
        for dutch in ("naam", "bron"):
            section.need(dutch, a_source, "")
    section.refuse_the_rest({*entries(), *BUILDER_ONLY.values(), READY_MADE_KEY})
    try:
        return replace(start, **given)
    except ContradictionError as error:
        _note_contradictions(section, error)
        return start


def _ready_made(section: TomlSection, given: dict[str, Any]) -> Contract:
    """Build the named contract; what its builder needs is taken out of ``given``."""
    builder = section.take(READY_MADE_KEY, _a_builder, None)
    if builder is None:
        return BARE
    arguments: dict[str, Any] = {}
    dutch_names = {entry.name: dutch for dutch, entry in entries().items()} | BUILDER_ONLY
    for name, parameter in inspect.signature(builder).parameters.items():
        dutch = dutch_names[name]
        if name in BUILDER_ONLY:
            read: Callable[[Any], Any] = a_count if name == "performance_year" else one_of(*TRACKS)
            arguments[name] = section.need(dutch, read, None)
        elif name in given:
            arguments[name] = given.pop(name)
        elif parameter.default is inspect.Parameter.empty:
            section.note(dutch, "veld_ontbreekt", "Dit contract noemt dit deel niet zelf.", "Vul het in.")
            arguments[name] = None
    if any(value is None for value in arguments.values()):
        return BARE
    try:
        return builder(**arguments)
    except ContradictionError as error:
        _note_contradictions(section, error)
        return BARE
    except UsageError as error:
        section.note(READY_MADE_KEY, "contract_onmogelijk", str(error))
        return BARE


def _note_contradictions(section: TomlSection, error: ContradictionError) -> None:
    """Note each contradiction under the field it names."""
    for problem in error.problems:
        dutch, _, words = problem.partition(": ")
        section.note(dutch, "contract_onmogelijk", words[:1].upper() + words[1:])


def bands(value: Any) -> tuple[Band, ...]:
    """A list of bands: ``[{tot = 0.05, aandeel = 0.5}, {aandeel = 0.1}]``."""
    if not isinstance(value, list) or not all(_is_band(band) for band in value):
        raise WrongValueError("Geef schijven, zoals [{tot = 0.05, aandeel = 0.5}, {aandeel = 0.1}].")
    return tuple(
        Band(a_part(band["tot"]) if "tot" in band else None, a_part(band["aandeel"])) for band in value
    )


def _is_band(band: Any) -> bool:
    return isinstance(band, dict) and "aandeel" in band and band.keys() <= {"tot", "aandeel"}


def _a_builder(value: Any) -> Callable[..., Contract]:
    return READY_MADE[one_of(*READY_MADE)(value)]


def _reader(name: str) -> Callable[[Any], Any]:
    """Find how to read a field from its type."""
    special: dict[str, Callable[[Any], Any]] = {
        "name": a_name,
        "truncation_cents": euros,
        "confidence": a_confidence,
        "cost_variation": a_variation,
    }
    if name in special:
        return special[name]
    kind = _TYPES[name]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return a_word(kind)
    by_type: dict[Any, Callable[[Any], Any]] = {
        bool: a_flag,
        int: a_count,
        str: a_source,
        tuple[str, ...]: names,
        tuple[Band, ...]: bands,
    }
    return by_type.get(kind, a_part)


_TYPES = typing.get_type_hints(Contract)
