"""Read a file that a user downloaded: csv, JSON, GeoJSON, Excel. Bounded, nothing interpreted yet."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.domain.files.plain_file import read_plain, why_not_read
from maatschappelijk_rendement.intake.own_formats.csv_source import read_csv
from maatschappelijk_rendement.intake.own_formats.raw import RawCell, RawTable
from maatschappelijk_rendement.intake.own_formats.xlsx_source import read_xlsx
from maatschappelijk_rendement.intake.workbook.gate import MEBIBYTE, Limits
from maatschappelijk_rendement.opendata.xls_file import is_old_excel, read_xls

LIMITS = Limits(
    packed_bytes=300 * MEBIBYTE,
    unpacked_bytes=500 * MEBIBYTE,
    styles_bytes=16 * MEBIBYTE,
    rows=300_000,
    columns=300,
    cells=20_000_000,
)
"""A table of the whole country with all its columns is 20.000 rows of 130; of several years, 100.000."""
LONGEST_SHOWN = 60
_LONGEST_NUMBER = 20
_TABLE = re.compile(r"(?<![0-9])([0-9]{5})_?NED", re.IGNORECASE)
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_PLAIN_HEADER = re.compile(r"[A-Za-z0-9_ .;,()%/&'-]{1,60}")
_TOO_MUCH = "Kies bij het downloaden alleen uw gemeente en de onderwerpen die u nodig hebt."


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file as it stands.

    Attributes:
        name: Its name, without its folder.
        table: What stands in it.
        number: Number of its table, from its name or from what it says itself; empty where neither does.
        years: The years in its name.
    """

    name: str
    table: RawTable
    number: str
    years: tuple[int, ...]


def read_open(path: Path) -> list[OpenFile]:
    """Read every table of a file; a workbook may hold more than one.

    Args:
        path: The file.

    Raises:
        UsageError: There is no such file.
        InputError: It is none that can be read, it is broken, or it holds too much.
    """
    name = shown_name(path)
    try:
        data = read_plain(path, LIMITS.packed_bytes)
    except OSError as error:
        raise UsageError(f"Het bestand {name} {why_not_read(error)}") from error
    if len(data) > LIMITS.packed_bytes:
        text = f"Dit bestand is groter dan de grens van {LIMITS.packed_bytes // MEBIBYTE} MB."
        raise InputError([Finding("fout", name, "", "grens_bestand", text, _TOO_MUCH)])
    if not data.strip():
        raise InputError([Finding("fout", name, "", "leeg", "Dit bestand is leeg.", "Download het opnieuw.")])
    try:
        found, number = _tables(data)
    except InputError as error:
        raise InputError(_in_file(finding, name) for finding in error.findings) from error
    numbers = [f"{match}NED" for match in _TABLE.findall(path.name)]
    return [
        OpenFile(
            name,
            replace(table, lost=tuple(_in_file(finding, name) for finding in table.lost)),
            numbers[0] if numbers else number,
            tuple(int(year) for year in _YEAR.findall(_TABLE.sub(" ", path.name))),
        )
        for table in found
    ]


def shown_name(path: Path) -> str:
    """Give the name of a file as it may be shown: without its folder, on one line.

    Example:
        >>> shown_name(Path("map/kwb-2018.xls"))
        'kwb-2018.xls'
    """
    name = "".join(sign if sign.isprintable() else "?" for sign in path.name)
    return name if len(name) <= LONGEST_SHOWN else f"{name[: LONGEST_SHOWN - 3]}..."


def shown_header(header: str, place: int) -> str:
    """Give a header as it may be shown: plain names only, for a header may hold anything.

    Example:
        >>> shown_header("WmoClienten_98", 3), shown_header("j.jansen@voorbeeld.nl", 3)
        ('WmoClienten_98', 'kolom 4')
    """
    return header if _PLAIN_HEADER.fullmatch(header) else f"kolom {place + 1}"


def _tables(data: bytes) -> tuple[list[RawTable], str]:
    if is_old_excel(data):
        return read_xls(data, LIMITS), ""
    if data.startswith(b"PK"):
        return read_xlsx(data, LIMITS), ""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"{", b"[")):
        return _read_json(data)
    if start.startswith((b"<", b"%PDF", b"{\\rtf")):
        text = "Dit is geen tabel, maar een webpagina of document."
        advice = "Download de tabel als csv of Excel; bewaar niet de bladzijde zelf."
        raise InputError([Finding("fout", "", "", "geen_tabel", text, advice)])
    return read_csv(data, LIMITS), ""


def _in_file(finding: Finding, name: str) -> Finding:
    sheet = f"{name}, {finding.sheet}" if finding.sheet.startswith("blad") else name
    return replace(finding, sheet=sheet)


def _read_json(data: bytes) -> tuple[list[RawTable], str]:
    """Read rows of JSON: a list, the ``value`` of OData, or the properties of the features of GeoJSON."""
    whole = parse_json(data)
    number = ""
    rows: Any = whole
    if isinstance(whole, dict):
        found = _TABLE.search(str(whole.get("odata.metadata", "")) or str(whole.get("@odata.context", "")))
        number = f"{found[1]}NED" if found else ""
        rows = whole.get("value")
        if whole.get("type") == "FeatureCollection" and isinstance(whole.get("features"), list):
            rows = [f.get("properties") if isinstance(f, dict) else None for f in whole["features"]]
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        text = "In dit bestand staan geen rijen zoals een tabel die heeft."
        advice = "Download de tabel zelf (TypedDataSet), niet de beschrijving ervan."
        raise InputError([Finding("fout", "", "", "geen_rijen", text, advice)])
    headers = tuple(dict.fromkeys(key for row in rows for key in row))
    if len(headers) > LIMITS.columns or len(rows) > LIMITS.rows:
        text = "Dit bestand heeft meer rijen of kolommen dan de grens."
        raise InputError([Finding("fout", "", "", "grens_rijen", text, _TOO_MUCH)])
    cells = tuple(tuple(_cell(row.get(header)) for header in headers) for row in rows)
    label = "json-bestand"
    return [RawTable("", label, headers, cells, tuple(range(1, len(cells) + 1)))], number


def parse_json(data: bytes) -> Any:
    """Parse JSON of a user: numbers exact and of a bounded length, no NaN, no endless nesting.

    Raises:
        InputError: It is no JSON, or goes over a bound.

    Example:
        >>> parse_json(b'[1.50, null]')
        [Decimal('1.50'), None]
    """
    try:
        return json.loads(
            data.decode("utf-8-sig"), parse_float=_number, parse_int=_number, parse_constant=_no_number
        )
    except (ValueError, RecursionError) as error:
        text = "Dit is geen geldige JSON, of zij is niet te lezen."
        raise InputError(
            [Finding("fout", "", "", "geen_json", text, "Download het bestand opnieuw.")]
        ) from error


def _number(written: str) -> Decimal:
    number = Decimal(written if len(written) <= _LONGEST_NUMBER else repr(float(written)))
    if not number.is_finite():
        raise ValueError("not a number")
    return number


def _no_number(written: str) -> Decimal:
    raise ValueError("not a number")


def _cell(value: Any) -> RawCell:
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, bool) else None
