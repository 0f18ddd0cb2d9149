"""Write a caseload, or an empty template, as a workbook that people fill in Excel or LibreOffice.

The file holds no macros, no formulas, no names and no clock: a text stays a text, and the same caseload gives
the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Literal

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.model import CaseLoad, Tariff, WellbeingScore
from maatschappelijk_rendement.domain.record import Record
from maatschappelijk_rendement.domain.tables import (
    ANALYSIS,
    CASES,
    MDO,
    PROGRAMME,
    SETTINGS,
    SHEETS,
    TARIFFS,
    USAGE,
    WELLBEING,
    CellKind,
    SheetColumn,
    SheetTable,
)
from maatschappelijk_rendement.domain.vocabulary import Instrument, YesNo
from maatschappelijk_rendement.intake.workbook.save import save_file
from maatschappelijk_rendement.intake.workbook.sheet_writer import UNLOCKED, CellValue, SheetWriter

# A file must not tell when it was made (same content, same bytes), and Excel wants a date.
FIXED_MOMENT = datetime(2018, 1, 1)  # noqa: DTZ001  a document property has no time zone

Row = list[CellValue]


def write_workbook(caseload: CaseLoad, target: str | Path | BinaryIO, *, note: str = "") -> None:
    """Write a caseload as a workbook in the form of the template.

    Args:
        caseload: What to write.
        target: Path, or a stream for bytes.
        note: A sentence to print at the top of the legend, such as that the data are synthetic.

    Raises:
        UsageError: A tariff holds something for which the sheet Tarieven has no column, or a score is of an
            instrument of the user's own.
        OutputError: The file cannot be written; the old file is as it was.
    """
    _refuse_losses(caseload.tariffs)
    _refuse_own_instruments(caseload.scores)
    lists: tuple[tuple[SheetTable, Sequence[Record]], ...] = (
        (CASES, caseload.cases),
        (USAGE, caseload.usage),
        (WELLBEING, caseload.scores),
        (MDO, caseload.mdo),
        (PROGRAMME, caseload.programme),
        (TARIFFS, caseload.tariffs),
    )
    rows = {table.sheet: _rows(table, objects) for table, objects in lists}
    settings = [_cell(column, getattr(caseload.settings, column.name)) for column in SETTINGS]
    _deliver(_build(settings, rows, note), target)


def write_records(
    settings: Mapping[str, CellValue],
    records: Mapping[str, Sequence[Mapping[str, CellValue]]],
    target: str | Path | BinaryIO,
    *,
    note: str = "",
) -> None:
    """Write rows as a workbook in the form of the template; what they hold is checked when it is read.

    Args:
        settings: Value of each setting by its name; one that is not there stays empty.
        records: Rows by sheet name, each a value by header; a last day counts.
        target: Path, or a stream for bytes.
        note: A sentence to print at the top of the legend.

    Raises:
        OutputError: The file cannot be written; the old file is as it was.

    Example:
        >>> stream = io.BytesIO()
        >>> write_records({"gemeente": "Oss"}, {"Casussen": [{"casus_id": "C1"}]}, stream)
        >>> stream.getvalue()[:2]
        b'PK'
    """
    rows = {
        table.sheet: iter([[record.get(c.header) for c in table.columns] for record in records[table.sheet]])
        for table in SHEETS
        if table.sheet in records
    }
    _deliver(_build([settings.get(setting.header) for setting in SETTINGS], rows, note), target)


def write_template(
    target: str | Path | BinaryIO, *, example: bool | Literal["constant", "lopend"] = False
) -> None:
    """Write the template: empty, or filled with the synthetic Ruwaard set.

    Args:
        target: Path, or a stream for bytes.
        example: Fill it with the example: at the prices of one year, or at those of each day (``lopend``).

    Raises:
        OutputError: The file cannot be written; the old file is as it was.

    Example:
        >>> stream = io.BytesIO()
        >>> write_template(stream)
        >>> stream.getvalue()[:2]
        b'PK'
    """
    if example == "lopend":
        from maatschappelijk_rendement.intake.example import DAY_NOTE, at_prices_of_the_day

        write_workbook(at_prices_of_the_day(), target, note=DAY_NOTE)
    elif example:
        from maatschappelijk_rendement.intake.example import NOTE, ruwaard

        write_workbook(ruwaard(), target, note=NOTE)
    else:
        _deliver(_build([None] * len(SETTINGS), {}, ""), target)


def _build(settings: Row, rows: Mapping[str, Iterator[Row]], note: str) -> bytes:
    from xlsxwriter.workbook import Workbook

    stream = io.BytesIO()
    # In memory: a temporary file would leave case data on the disk.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": UNLOCKED,
    }
    with Workbook(stream, options) as book:
        book.set_properties({"title": "Maatschappelijk rendement: werkboek", "created": FIXED_MOMENT})
        layout = SheetWriter(book)
        for table in SHEETS:
            if table is ANALYSIS:
                layout.settings(table, settings)
            else:
                layout.table(table, rows.get(table.sheet, iter(())))
        layout.legend(note)
    return stream.getvalue()


def _deliver(content: bytes, target: str | Path | BinaryIO) -> None:
    if isinstance(target, str | Path):
        save_file(content, Path(target))
    else:
        target.write(content)


def _refuse_own_instruments(scores: Sequence[WellbeingScore]) -> None:
    if any(not isinstance(score.instrument, Instrument) for score in scores):
        raise UsageError(
            f"Blad {WELLBEING.sheet} kent alleen de meegeleverde instrumenten. Bewaar scores van een eigen "
            "instrument als tabel (to_frames)."
        )


def _refuse_losses(tariffs: Sequence[Tariff]) -> None:
    written = {column.name for column in TARIFFS.columns} | {"is_local"}
    lost = {
        field.name
        for tariff in tariffs
        for field in fields(Tariff)
        if field.name not in written and getattr(tariff, field.name) != field.default
    }
    if lost:
        raise UsageError(
            f"Een eigen tarief heeft gegevens waar blad {TARIFFS.sheet} geen kolom voor heeft: "
            f"{', '.join(sorted(lost))}. Laat die weg."
        )


def _rows(table: SheetTable, objects: Sequence[Record]) -> Iterator[Row]:
    for item in objects:
        yield [_cell(column, getattr(item, column.name)) for column in table.columns]


def _cell(column: SheetColumn, value: Any) -> CellValue:
    """Turn a field into what its cell holds; an empty text is an empty cell."""
    if value is None or value == "":
        return None
    if column.kind is CellKind.LAST_DAY:
        # Objects hold the first day after; people write the last day.
        last_day: date = value - timedelta(days=1)
        return last_day
    if column.kind is CellKind.STREAMS:
        return ";".join(value)
    if isinstance(value, bool):
        return YesNo.YES.value if value else YesNo.NO.value
    if isinstance(value, int):
        return Decimal(value)
    return str(value) if isinstance(value, str) else value
