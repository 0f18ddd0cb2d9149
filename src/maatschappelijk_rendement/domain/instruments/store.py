"""Read instrument definitions: those of this package, and a user's own TOML files beside them."""

from __future__ import annotations

import copyreg
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.domain.files.toml_file import parse_toml, read_toml
from maatschappelijk_rendement.domain.files.toml_section import TomlSection
from maatschappelijk_rendement.domain.instruments.definition import InstrumentDefinition
from maatschappelijk_rendement.domain.instruments.definition_file import read_layout
from maatschappelijk_rendement.domain.instruments.derived import derived, with_derived


def load(own: Iterable[Path] = ()) -> Mapping[str, InstrumentDefinition]:
    """Give every known instrument by its id.

    Args:
        own: TOML files with instruments of the user's own, in the layout of the shipped ones.

    Returns:
        A read-only mapping of id to definition; the shipped ones first.

    Raises:
        InputError: A file is no definition, or an id exists already, be it of what is derived from another
            instrument; holds every finding.

    Example:
        >>> load()["zrm_2017"].is_ordinal, len(load()["zrm_2017"].items)
        (True, 13)
    """
    instruments = dict(_shipped())
    findings: list[Finding] = []
    for path in own:
        try:
            definition = _defined(read_toml(path), path.name)
        except InputError as error:
            findings += _of_file(error, path.name)
            continue
        except UsageError as error:
            findings.append(_finding(path.name, str(error), "Kies een TOML-bestand in UTF-8."))
            continue
        taken = with_derived(instruments)
        if definition.id in taken or any(one.id in taken for one in derived(definition)):
            findings.append(_finding(path.name, "Dit id bestaat al.", "Kies een ander id."))
        instruments[definition.id] = definition
    if findings:
        raise InputError(findings)
    return MappingProxyType(instruments)


def read_definition(text: str, file_name: str) -> InstrumentDefinition:
    """Turn the text of a TOML file into a definition.

    Args:
        text: The file's text.
        file_name: Name used in findings.

    Raises:
        InputError: The text is no complete and consistent definition; holds every finding.

    Example:
        >>> from decimal import Decimal
        >>> own = read_definition('''
        ... id = "buurtcijfer"
        ... naam = "Cijfer voor de buurt"
        ... bron = "eigen vragenlijst"
        ... licentie = "eigen"
        ... laagste = 1
        ... hoogste = 5
        ... stap = 0.5
        ... ordinaal = false
        ... ''', "buurt.toml")
        >>> own.check(None, Decimal("4.5")) is None
        True
    """
    try:
        content = parse_toml(text)
    except InputError as error:
        raise InputError(_of_file(error, file_name)) from error
    return _defined(content, file_name)


def _of_file(error: InputError, file_name: str) -> list[Finding]:
    """Say of what is wrong with a file which file it is."""
    return [replace(finding, sheet=finding.sheet or file_name) for finding in error.findings]


def _defined(content: Mapping[str, Any], file_name: str) -> InstrumentDefinition:
    return read_layout(TomlSection(file_name, content, []))


def _proxy(content: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(content)


# A result holds its instruments, and a result can be pickled.
copyreg.pickle(MappingProxyType, lambda proxy: (_proxy, (dict(proxy),)))


@cache
def _shipped() -> Mapping[str, InstrumentDefinition]:
    folder = files("maatschappelijk_rendement.domain.instruments") / "definitions"
    found = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda e: e.name
    )
    definitions = [read_definition(entry.read_text(encoding="utf-8"), entry.name) for entry in found]
    return MappingProxyType({definition.id: definition for definition in definitions})


def _finding(file_name: str, text: str, advice: str) -> Finding:
    return Finding("fout", file_name, "", "instrument_onjuist", text, advice)
