"""Read a series that ``mr opendata`` wrote, and that a user may have changed since."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.intake.own_formats.raw import RawCell, RawTable
from maatschappelijk_rendement.opendata.cell_values import NoFigureError, number_of
from maatschappelijk_rendement.opendata.layouts import OpenColumn
from maatschappelijk_rendement.opendata.open_file import read_open, shown_name
from maatschappelijk_rendement.opendata.series import HEADERS, AreaFigure

_FIGURE = OpenColumn("waarde", "waarde", "", (), (), (), ())
_YEAR, _CODE = re.compile(r"20[0-9]{2}"), re.compile(r"(?:WK|BU|GM)[0-9]{4,8}|NL[0-9]{2}")
_NUMBERS = ("value", "low", "high")
_TEXTS = ("name", "municipality", "indicator", "label", "breakdown", "unit", "table", "file", "period")


def read_series(path: str | Path) -> tuple[AreaFigure, ...]:
    """Read a series, all of it or nothing.

    Args:
        path: A ``.csv`` or ``.xlsx`` that ``write_series`` wrote.

    Raises:
        InputError: It is no series, or a cell cannot be; carries every problem with its row and column.
        UsageError: There is no such file.
    """
    tables = read_open(Path(path))
    name = shown_name(Path(path))
    needed = set(HEADERS.values())
    found = next((file.table for file in tables if needed <= set(file.table.headers)), None)
    if found is None:
        absent = needed - set(tables[0].table.headers) if tables else needed
        text = f"Dit is geen reeks van mr opendata: {', '.join(sorted(absent))} ontbreekt als kolom."
        advice = "Maak de reeks met: mr opendata ggd BESTAND --wijk WK... GM... --uit reeks.csv"
        raise InputError([Finding("fout", name, "", "geen_reeks", text, advice)])
    places = {key: found.headers.index(header) for key, header in HEADERS.items()}
    problems: list[Finding] = [*found.lost]
    filled = [line for line in range(len(found.rows)) if not found.is_blank(line)]
    rows = [_figure(found, line, places, name, problems) for line in filled]
    if problems:
        raise InputError(problems)
    return tuple(row for row in rows if row is not None)


def _figure(
    table: RawTable, line: int, places: Mapping[str, int], name: str, problems: list[Finding]
) -> AreaFigure | None:
    cells = {key: table.rows[line][place] for key, place in places.items()}
    number = table.row_numbers[line]
    before = len(problems)

    def wrong(key: str, why: str) -> None:
        text = f"Kolom '{HEADERS[key]}' {why}."
        problems.append(Finding("fout", name, str(number), "reeks_cel", text, "Maak de reeks opnieuw."))

    values: dict[str, Decimal | None] = {}
    for key in _NUMBERS:
        try:
            values[key] = number_of(cells[key], _FIGURE)
        except NoFigureError as error:
            wrong(key, str(error))
    if not _YEAR.fullmatch(_text(cells["year"])):
        wrong("year", "is geen jaar")
    if not _CODE.fullmatch(_text(cells["code"])):
        wrong("code", "is geen code van een wijk of gemeente")
    if _text(cells["is_modelled"]) not in ("ja", "nee"):
        wrong("is_modelled", "is geen ja of nee")
    value, low, high = (values.get(key) for key in _NUMBERS)
    if (low is None) != (high is None):
        wrong("low", "of de bovengrens ontbreekt")
    elif value is not None and low is not None and high is not None and not low <= value <= high:
        wrong("value", "ligt niet tussen de grenzen")
    if len(problems) > before:
        return None
    borders = _text(cells["borders"])
    texts = {key: _text(cells[key]) for key in _TEXTS}
    return AreaFigure(
        **texts,
        year=int(_text(cells["year"])),
        code=_text(cells["code"]),
        value=value,
        borders=int(borders) if _YEAR.fullmatch(borders) else None,
        low=low,
        high=high,
        is_modelled=_text(cells["is_modelled"]) == "ja",
        row=number,
    )


def _text(cell: RawCell) -> str:
    return "" if cell is None else str(cell).strip()
