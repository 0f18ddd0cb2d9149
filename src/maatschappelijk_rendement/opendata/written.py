"""Write a series: as csv for a spreadsheet in Dutch, or as a workbook with a sheet for its sources."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.intake.workbook.save import save_file
from maatschappelijk_rendement.opendata.series import HEADERS, AreaFigure, AreaSeries

SUFFIXES = (".csv", ".xlsx")
# A spreadsheet would take such a text for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMN_WIDTH = {
    "naam": 28,
    "omschrijving": 44,
    "uitsplitsing": 26,
    "bestand": 40,
    "eenheid": 20,
    "tabel": 20,
}


def write_series(series: AreaSeries, path: str | Path) -> None:
    """Write a series, all of it or nothing.

    Args:
        series: The series.
        path: A ``.csv`` (semicolons, decimal comma, UTF-8) or an ``.xlsx`` that is not there yet.

    Raises:
        UsageError: The name ends otherwise, or the file is there already.
        OutputError: The file cannot be written.
    """
    target = Path(path)
    refuse_target(target, SUFFIXES)
    content = _csv(series) if target.suffix.lower() == ".csv" else _workbook(series)
    save_file(content, target)


def refuse_target(target: Path, suffixes: tuple[str, ...]) -> None:
    """Refuse a name that ends otherwise or is taken.

    Raises:
        UsageError: It does, or it is.
    """
    if target.suffix.lower() not in suffixes:
        raise UsageError(f"Kies een naam die eindigt op {' of '.join(suffixes)}.")
    if target.exists():
        raise UsageError("Dit bestand bestaat al en wordt niet overschreven. Kies een andere naam.")


def _csv(series: AreaSeries) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS.values())
    for row in series.rows:
        writer.writerow([_written(getattr(row, name)) for name in HEADERS])
    return text.getvalue().encode("utf-8-sig")


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def _workbook(series: AreaSeries) -> bytes:
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        page = book.add_worksheet("Cijfers")
        page.freeze_panes(1, 0)
        for place, header in enumerate(HEADERS.values()):
            page.write_string(0, place, header, bold)
            page.set_column(place, place, _COLUMN_WIDTH.get(header, 14))
        page.autofilter(0, 0, max(len(series.rows), 1), len(HEADERS) - 1)
        for number, row in enumerate(series.rows, start=1):
            _write_row(page, number, row)
        notes = book.add_worksheet("Bron en lezen")
        notes.set_column(0, 0, 110)
        lines = [
            *series.notices,
            *(str(finding) for finding in series.findings),
            *series.said,
            *(f"Niet gebruikt, {one.file}: {one.column} ({one.reason})." for one in series.skipped),
        ]
        for number, line in enumerate(lines):
            notes.write_string(number, 0, line, book.add_format({"text_wrap": True}) if not number else None)
    return content.getvalue()


def _write_row(page: object, number: int, row: AreaFigure) -> None:
    for place, name in enumerate(HEADERS):
        value = getattr(row, name)
        if value is None:
            continue
        if isinstance(value, Decimal | int) and not isinstance(value, bool):
            page.write_number(number, place, float(value))  # type: ignore[attr-defined]
        else:
            page.write_string(number, place, _written(value).removeprefix("'"))  # type: ignore[attr-defined]
