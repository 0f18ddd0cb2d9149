"""Read a contract from the section ``[contract]`` of a TOML file.

The names of the fields are those of ``Contract``. A ready-made contract can be named (``kant_en_klaar``); a
field beside it overrides that contract's.
"""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.files.toml_section import TomlSection
from maatschappelijk_rendement.domain.files.toml_values import (
    a_count,
    a_flag,
    a_name,
    a_source,
    a_word,
    one_of,
)
from maatschappelijk_rendement.sharing.contract import (
    Band,
    Contract,
    ContradictionError,
    LossRule,
    entries,
    idle_fields,
)
from maatschappelijk_rendement.sharing.contract_effect import EFFECTS
from maatschappelijk_rendement.sharing.contract_values import (
    a_confidence,
    a_part,
    a_variation,
    names,
    some_euros,
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
        The contract; ``BARE`` itself where it cannot be made, after findings were noted.

    Example:
        >>> section = TomlSection("contract", {"naam": "Wijk", "bron": "eigen", "aandeel": 2}, [])
        >>> _ = read_contract(section)
        >>> print(section.findings[0])
        contract!aandeel: Het veld 'aandeel' klopt niet. Geef een deel van 0 tot 1, zoals 0.4 voor 40 %.
    """
    given: dict[str, Any] = {}
    for dutch, entry in entries().items():
        if section.has(dutch):
            is_ladder = _TYPES[entry.name] == tuple[Band, ...]
            value = _bands(section, dutch) if is_ladder else section.take(dutch, _reader(entry.name), None)
            given |= {} if value is None else {entry.name: value}
    is_ready_made = section.has(READY_MADE_KEY)
    start = _ready_made(section, given) if is_ready_made else BARE
    if not is_ready_made:
        for dutch in ("naam", "bron"):
            section.need(dutch, a_source, "")
        _refuse_builder_words(section)
    section.refuse_the_rest({*entries(), *BUILDER_ONLY.values(), READY_MADE_KEY})
    if start is BARE and is_ready_made:
        return BARE
    try:
        return Contract(**_with_given(start, given))
    except ContradictionError as error:
        _note_contradictions(section, error)
        return BARE


def faulty_fields(section: TomlSection) -> set[str]:
    """Give the fields of a section that have a finding, by their Dutch names."""
    inside = f"{section.path}." if section.path else ""
    cells = [finding.cell for finding in section.findings if (finding.cell or "").startswith(inside)]
    return {re.split(r"[ .]", (cell or "").removeprefix(inside))[0] for cell in cells}


def _with_given(start: Contract, given: dict[str, Any]) -> dict[str, Any]:
    """Put what the file says over a contract; what that contract says and then decides nothing is dropped."""
    values = {entry.name: getattr(start, entry.name) for entry in entries().values()} | given
    for one, other in (("share", "gain_bands"), ("gain_bands", "share")):
        if one in given and other not in given:
            values[other] = next(entry.default for entry in entries().values() if entry.name == other)
    is_two_sided = values["loss"] is not LossRule.NONE
    for dutch in idle_fields(SimpleNamespace(**values, is_two_sided=is_two_sided)):
        name = entries()[dutch].name
        if name not in given:
            values[name] = entries()[dutch].default
    return values


def _refuse_builder_words(section: TomlSection) -> None:
    """Note the words of a ready-made contract where none is named."""
    for dutch in BUILDER_ONLY.values():
        if section.has(dutch):
            text = f"Het veld '{dutch}' hoort bij kant_en_klaar = \"mssp\"."
            section.note(dutch, "veld_zonder_werking", text, "Haal het weg, of noem dat contract.")


def _ready_made(section: TomlSection, given: dict[str, Any]) -> Contract:
    """Build the named contract; its builder takes what it needs of ``given``."""
    builder = section.take(READY_MADE_KEY, _a_builder, None)
    if builder is None:
        return BARE
    arguments: dict[str, Any] = {}
    dutch_names = {entry.name: dutch for dutch, entry in entries().items()} | BUILDER_ONLY
    parameters = inspect.signature(builder).parameters
    for name, parameter in parameters.items():
        dutch = dutch_names[name]
        if name in BUILDER_ONLY:
            read: Callable[[Any], Any] = a_count if name == "performance_year" else one_of(*TRACKS)
            arguments[name] = section.need(dutch, read, None)
        elif name in given:
            arguments[name] = given[name]
        elif parameter.default is inspect.Parameter.empty:
            arguments[name] = None
            if not section.has(dutch):
                section.note(dutch, "veld_ontbreekt", "Dit contract noemt dit deel niet zelf.", "Vul het in.")
    for dutch in set(BUILDER_ONLY.values()) - {dutch_names[name] for name in arguments}:
        if section.has(dutch):
            text = f"Het veld '{dutch}' doet niets bij dit contract."
            section.note(dutch, "veld_zonder_werking", text, "Haal het weg.")
    required = [
        name for name, parameter in parameters.items() if parameter.default is inspect.Parameter.empty
    ]
    if any(arguments[name] is None for name in required):
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
    """Note each contradiction under the field it names, but not what follows from a field already noted."""
    faulty = faulty_fields(section)
    for problem in error.problems:
        dutch, _, words = problem.partition(": ")
        causes = {dutch, *(EFFECTS[dutch].looks_at if dutch in EFFECTS else ())}
        if not causes & faulty:
            section.note(dutch, "contract_onmogelijk", words[:1].upper() + words[1:])


def _bands(section: TomlSection, dutch: str) -> tuple[Band, ...] | None:
    """Read a list of bands: ``[{tot = 0.05, aandeel = 0.5}, {aandeel = 0.1}]``; None when one is wrong."""
    value = section.raw(dutch)
    if not isinstance(value, list) or not value or not all(isinstance(band, dict) for band in value):
        section.note_wrong(dutch, "Geef schijven, zoals [{tot = 0.05, aandeel = 0.5}, {aandeel = 0.1}].")
        return None
    before, found = len(section.findings), []
    for band in section.tables(dutch):
        upper = band.take("tot", a_part, None)
        found.append(Band(upper, band.need("aandeel", a_part, Fraction(0))))
        band.refuse_the_rest()
    return tuple(found) if len(section.findings) == before else None


def _a_builder(value: Any) -> Callable[..., Contract]:
    return READY_MADE[one_of(*READY_MADE)(value)]


def _reader(name: str) -> Callable[[Any], Any]:
    """Find how to read a field from its type."""
    special: dict[str, Callable[[Any], Any]] = {
        "name": a_name,
        "truncation_cents": some_euros,
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
    }
    return by_type.get(kind, a_part)


_TYPES = typing.get_type_hints(Contract)
