"""Read a text with separators: what separates is seen in the header line, and no row is dropped or cut."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.intake.own_formats.header_row import GridRow, table_of
from maatschappelijk_rendement.intake.own_formats.raw import UNREADABLE, RawTable, plain
from maatschappelijk_rendement.intake.workbook.gate import Limits

LABEL = "csv-bestand"
_SEPARATORS = {";": "puntkomma's", ",": "komma's", "\t": "tabs"}
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8 met BOM"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
# Excel writes and reads this line above the header.
_EXCEL_LINE = re.compile(r"sep=.\r?\n")
_AGAIN = "Bewaar het bestand opnieuw vanuit het programma waar het uit komt, als csv UTF-8."
_UNEVEN = (
    "Staat er een scheidingsteken in een tekst, zet die tekst dan tussen aanhalingstekens. Zijn twee "
    "bestanden achter elkaar geplakt, lees ze dan apart in."
)


def read_csv(data: bytes, limits: Limits, *, header_row: int | None = None) -> list[RawTable]:
    r"""Read a text as one table.

    Args:
        data: The whole file.
        limits: How much it may hold.
        header_row: The row with the headers; rows above it are passed over.

    Raises:
        InputError: It is no text, a row is longer or shorter than the header, or it holds too much.

    Example:
        >>> from maatschappelijk_rendement.intake.workbook.gate import DEFAULT_LIMITS
        >>> (table,) = read_csv(b"Nr;Wijk\nC1;Cura\xe7ao\n", DEFAULT_LIMITS)
        >>> table.headers, table.rows
        (('Nr', 'Wijk'), (('C1', 'Curaçao'),))
        >>> table.said[0]
        "Gelezen als tekst in Windows-1252 met puntkomma's ertussen."
    """
    text, encoding = _decoded(data)
    if _EXCEL_LINE.match(text):
        header_row = max(header_row or 1, 2)
    separator = _separator(text, header_row or 1)
    grid = []
    width = 0
    header: tuple[str | None, ...] = ()
    for number, cells in _records(text, separator, limits):
        if number < (header_row or 1):
            continue
        row = tuple(plain(cell) if len(cell) <= limits.cell_characters else UNREADABLE for cell in cells)
        if not any(row):
            continue  # a line of separators alone is a blank row, and is counted as one
        if not header:
            header, width = row, len(row)
            if header_row is None and number > 1:
                header_row = number
        elif len(row) != width:
            what = "meer" if len(row) > width else "minder"
            raise _refused(number, "rij_ongelijk", f"Deze rij heeft {what} kolommen dan de kop.", _UNEVEN)
        elif row == header:
            raise _refused(number, "kop_dubbel", "Hier staat de kop nog een keer.", _UNEVEN)
        grid.append(GridRow(number, row))
        if len(grid) > limits.rows + 1:
            text = f"Dit bestand heeft meer rijen dan de grens van {limits.rows}."
            raise _refused(number, "grens_rijen", text, "Splits het bestand.")
    if width > limits.columns:
        text = f"Dit bestand heeft meer kolommen dan de grens van {limits.columns}."
        raise _refused(0, "grens_kolommen", text, "Haal kolommen weg die u niet nodig hebt.")
    said = f"Gelezen als tekst in {encoding} met {_SEPARATORS[separator]} ertussen."
    first = grid[0].number if grid else None
    return [table_of("", LABEL, grid, header_row=first, said=[said])]


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _decode(data, codec), name
    if b"\x00" in data:
        raise _refused(0, "geen_tekst", "Dit bestand is geen tekst en geen werkmap.", _AGAIN)
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _decode(data, "cp1252"), "Windows-1252"


def _decode(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        text = "Dit bestand heeft tekens die niet te lezen zijn."
        raise _refused(data.count(b"\n", 0, error.start) + 1, "tekens", text, _AGAIN) from error


def _separator(text: str, header_row: int) -> str:
    """Give what stands most between the texts of the header line; nothing further on decides."""
    lines = [line for line in text.splitlines()[header_row - 1 :] if line.strip()]
    bare = "".join(part for place, part in enumerate(lines[0].split('"')) if not place % 2) if lines else ""
    counts = {separator: bare.count(separator) for separator in _SEPARATORS}
    best = max(counts, key=lambda separator: counts[separator])
    if not counts[best]:
        text = "In de eerste regel staat geen puntkomma, komma of tab tussen de kolommen."
        raise _refused(1, "geen_scheiding", text, "Zet de koppen in de eerste regel; bewaar als csv.")
    return best


def _records(text: str, separator: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Give each record with the line it begins on; a text between quotes may go on over lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        text = "Hier klopt een aanhalingsteken niet, of een tekst is te lang."
        advice = 'Staat een tekst tussen aanhalingstekens, dan staat er in die tekst "" voor elk ".'
        raise _refused(line, "aanhalingsteken", text, advice) from error


def _refused(row: int, code: str, text: str, advice: str) -> InputError:
    return InputError([Finding("fout", LABEL, str(row) if row else "", code, text, advice)])
