"""Small sources and profiles for the tests of own formats."""

from __future__ import annotations

import copy
from decimal import Decimal
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.own_formats import Mapped, RawCell, RawTable, map_source, profile_of

TARIFFS = Tariffs.load()
CASES: dict[str, Any] = {
    "casus_id": "Nr",
    "wijk": "Wijk",
    "mdo_datum": "MDO",
    "casustype": {"vast": "bestaand"},
}
SOURCE = {"vast": "Eigen overzicht"}
ANALYSIS = {
    "titel": "Proef",
    "gemeente": "Oss",
    "periode_maanden": 12,
    "prijsmodus": "lopend",
    "prijsbasis": "tarief",
    "vergelijking": "voor_na",
    "basis_na": "realisatie",
    "mdo_kosten": "apart",
    "selectie": "onbekend",
}
WIDE: dict[str, Any] = {
    "versie": 1,
    "gemaakt_voor": "een test",
    "analyse": ANALYSIS,
    "casussen": CASES,
    "gebruik": {"patroon": "{stroom} {moment}", "prijsbron": SOURCE},
}
HELP = "WMO.HH.UUR.REF2022"
LONG: dict[str, Any] = {
    "versie": 1,
    "gemaakt_voor": "een test",
    "analyse": ANALYSIS,
    "casussen": {**CASES, "stromen_bekend": {"vast": "alle"}},
    "gebruik": {"productcode": "Product", "aantal": "Aantal", "per": "Per", "moment": "Wanneer"},
}
WIDE_HEAD = ("Nr", "Wijk", "MDO", "Wmo voor", "Wmo na")
LONG_HEAD = ("Nr", "Wijk", "MDO", "Product", "Aantal", "Per", "Wanneer")


def changed(profile: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Give a profile with parts replaced; ``a__b`` is field b of part a, and None takes a field away."""
    made = copy.deepcopy(profile)
    for path, value in changes.items():
        *parents, last = path.split("__")
        part = made
        for parent in parents:
            part = part.setdefault(parent, {})
        if value is None:
            part.pop(last, None)
        else:
            part[last] = value
    return made


def table(headers: tuple[str, ...], *rows: tuple[RawCell | int, ...], name: str = "Blad1") -> RawTable:
    """Make a table; whole numbers may be written as such."""
    cells = tuple(tuple(Decimal(cell) if isinstance(cell, int) else cell for cell in row) for row in rows)
    return RawTable(name, "blad 1", headers, cells, tuple(range(2, len(rows) + 2)))


def mapped(profile: dict[str, Any], *tables: RawTable, **options: Any) -> Mapped:
    return map_source(tables, profile_of(profile, "profiel"), tariffs=TARIFFS, **options)


def refused(profile: dict[str, Any], *tables: RawTable, **options: Any) -> list[Finding]:
    """Give the findings of a source that is refused."""
    try:
        mapped(profile, *tables, **options)
    except InputError as error:
        return list(error.findings)
    raise AssertionError("this was not refused")


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def lines(result: Mapped, *headers: str) -> list[tuple[object, ...]]:
    """Give columns of the rows of sheet Gebruik."""
    return [tuple(record.values.get(header) for header in headers) for record in result.sheets["Gebruik"]]


def save_csv(path: Path, headers: tuple[str, ...], *rows: tuple[object, ...]) -> Path:
    text = "\n".join(";".join("" if cell is None else str(cell) for cell in row) for row in (headers, *rows))
    path.write_text(text + "\n", encoding="utf-8")
    return path
