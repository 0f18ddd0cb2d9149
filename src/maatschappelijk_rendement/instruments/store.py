"""Read instrument definitions: those of this package, and a user's own TOML files beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from maatschappelijk_rendement.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.instruments.definition import FlourishingRule, InstrumentDefinition, Item
from maatschappelijk_rendement.instruments.layout import Table, layout_faults
from maatschappelijk_rendement.toml_file import parse_toml, read_toml


def load(own: Iterable[Path] = ()) -> Mapping[str, InstrumentDefinition]:
    """Give every known instrument by its id.

    Args:
        own: TOML files with instruments of the user's own, in the layout of the shipped ones.

    Returns:
        A read-only mapping of id to definition; the shipped ones first.

    Raises:
        InputError: A file is no definition, or an id exists already; holds every finding.

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
        if definition.id in instruments:
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
        table = parse_toml(text)
    except InputError as error:
        raise InputError(_of_file(error, file_name)) from error
    return _defined(table, file_name)


def _of_file(error: InputError, file_name: str) -> list[Finding]:
    """Say of what is wrong with a file which file it is."""
    return [replace(finding, sheet=finding.sheet or file_name) for finding in error.findings]


def _defined(table: Table, file_name: str) -> InstrumentDefinition:
    faults = layout_faults(table)
    if faults:
        raise InputError(_finding(file_name, *fault) for fault in faults)
    rule = table.get("bloeiend")
    return InstrumentDefinition(
        id=table["id"],
        name=table["naam"],
        source=table["bron"],
        licence=table["licentie"],
        lowest=Decimal(table["laagste"]),
        highest=Decimal(table["hoogste"]),
        step=Decimal(table["stap"]),
        is_ordinal=table["ordinaal"],
        warnings=tuple(table.get("waarschuwingen", ())),
        items=tuple(_item(row) for row in table.get("onderdelen", ())),
        above=_optional(table.get("grens_boven")),
        standard_error=_optional(table.get("standaardmeetfout")),
        value_constant=_optional(table.get("waardering", {}).get("constante")),
        flourishing=_flourishing(rule) if rule else None,
    )


@cache
def _shipped() -> Mapping[str, InstrumentDefinition]:
    folder = files("maatschappelijk_rendement.instruments") / "definitions"
    found = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda e: e.name
    )
    definitions = [read_definition(entry.read_text(encoding="utf-8"), entry.name) for entry in found]
    return MappingProxyType({definition.id: definition for definition in definitions})


def _item(row: Table) -> Item:
    decrements = tuple(Decimal(number) for number in row.get("aftrek", ()))
    return Item(row["naam"], tuple(row.get("ook", ())), row.get("groep", ""), decrements)


def _flourishing(rule: Table) -> FlourishingRule:
    needed = {group: count for group, count in rule.items() if group != "minimale_score"}
    return FlourishingRule(Decimal(rule["minimale_score"]), MappingProxyType(needed))


def _optional(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _finding(file_name: str, text: str, advice: str) -> Finding:
    return Finding("fout", file_name, "", "instrument_onjuist", text, advice)
