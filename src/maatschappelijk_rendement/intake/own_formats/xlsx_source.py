"""Read every sheet of a workbook behind its gate: values as they stand, whatever the sheet is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_FLOOR

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.intake.own_formats.header_row import GridRow, table_of
from maatschappelijk_rendement.intake.own_formats.raw import UNREADABLE, RawCell, RawTable, plain
from maatschappelijk_rendement.intake.workbook import dutch
from maatschappelijk_rendement.intake.workbook.address import column_index
from maatschappelijk_rendement.intake.workbook.book import Book, open_book
from maatschappelijk_rendement.intake.workbook.cells import SheetFacts, SheetRow, Type, Value, iter_rows
from maatschappelijk_rendement.intake.workbook.formats import Shape
from maatschappelijk_rendement.intake.workbook.gate import RESAVE, DamagedPartError, Limits
from maatschappelijk_rendement.intake.workbook.package import SheetEntry
from maatschappelijk_rendement.intake.workbook.texts import TOO_LONG

_TRUTH = {"1": "ja", "true": "ja", "0": "nee", "false": "nee"}
_AREA = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_DAMAGED = {
    "grens_rijen": "Dit blad gaat verder dan de grens voor het aantal rijen.",
    "grens_kolommen": "Dit blad heeft een cel voorbij de grens voor het aantal kolommen.",
}


def read_xlsx(data: bytes, limits: Limits, *, header_row: int | None = None) -> list[RawTable]:
    """Read the sheets of a workbook that hold something.

    Args:
        data: The whole file.
        limits: How much it may hold.
        header_row: The row with the headers of every sheet; found by itself when left out.

    Raises:
        InputError: It is no workbook, is broken, or is not safe to open.
    """
    book = open_book(data, limits)
    if book.container.findings:
        raise InputError(book.container.findings)
    sheets = (_Sheet(book, entry).read(header_row) for entry in book.contents.sheets if entry.part)
    return [table for table in sheets if table.headers or table.lost]


class _Sheet:
    """Reads one sheet, and gathers what did not come through as it stood."""

    def __init__(self, book: Book, entry: SheetEntry) -> None:
        self._book = book
        self._entry = entry
        self._label = f"blad {entry.position}"
        self._lost: list[Finding] = []
        self._known: dict[Value, RawCell] = {}
        self._has_times = False

    def read(self, header_row: int | None) -> RawTable:
        facts = SheetFacts()
        grid = list(self._rows(facts))
        for flaw in facts.flaws:
            text = _DAMAGED.get(flaw.code, "Dit blad is beschadigd.")
            self._lost.append(Finding("fout", self._label, flaw.cell, flaw.code, text, RESAVE))
        if grid:
            grid = _without_merged(grid, facts.merged)
        if self._entry.is_hidden:
            text = "Dit blad is verborgen; het is wel gelezen."
            self._lost.append(Finding("waarschuwing", self._label, "", "verborgen_blad", text))
        said = ["Achter een datum stond een tijd; alleen de dag is gelezen."] if self._has_times else []
        name = self._entry.name
        return table_of(name, self._label, grid, header_row=header_row, lost=self._lost, said=said)

    def _rows(self, facts: SheetFacts) -> Iterator[GridRow]:
        book = self._book
        rows = iter_rows(
            book.container,
            self._entry.part,
            facts,
            strings=book.strings,
            formats=book.formats,
            limits=book.limits,
        )
        try:
            for row in rows:
                cells = self._cells(row)
                if any(cell is not None for cell in cells):
                    yield GridRow(row.number, cells)
        except DamagedPartError:
            text = "Dit blad is beschadigd en niet (helemaal) te lezen."
            self._lost.append(Finding("fout", self._label, "", "beschadigd", text, RESAVE))

    def _cells(self, row: SheetRow) -> tuple[RawCell, ...]:
        columns = row.values.keys() | row.formulas.keys()
        width = max(columns, default=-1) + 1
        return tuple(self._cell(row, column) for column in range(width))

    def _cell(self, row: SheetRow, column: int) -> RawCell:
        value = row.values.get(column)
        if value is None:
            return UNREADABLE if column in row.formulas else None
        if value not in self._known:
            try:
                self._known[value] = self._meaning(value)
            except dutch.UnreadableError:
                self._known[value] = UNREADABLE
        return self._known[value]

    def _meaning(self, value: Value) -> RawCell:
        """Read a cell by what it says it holds; raises ``UnreadableError`` where that cannot be."""
        written, shape = value.written, value.format.shape
        if value.type is Type.TEXT:
            return UNREADABLE if written == TOO_LONG else plain(written)
        if value.type is Type.ERROR or shape is Shape.TIME:
            return UNREADABLE
        if value.type is Type.BOOLEAN:
            return _TRUTH.get(written.lower(), UNREADABLE)
        if value.type is Type.DATE:
            day, _, time = written.partition("T")
            self._has_times |= bool(time.strip("0:.Z"))
            return dutch.date_from_iso(day)
        number = dutch.number_from_stored(written)
        if shape is Shape.DATE:
            whole = number.to_integral_value(ROUND_FLOOR)
            self._has_times |= whole != number
            return dutch.date_from_serial(str(whole), is_1904=self._book.contents.is_1904)
        return f"{(number * 100).normalize():f}%" if shape is Shape.PERCENT else number


def _without_merged(grid: list[GridRow], merged: list[str]) -> list[GridRow]:
    """Make cells unreadable that are merged over more rows: to which of them they belong nobody can tell."""
    # A merged area is laid over the rows that hold something, never over all cells it names.
    cells = {row.number: list(row.cells) for row in grid}
    for reference in merged:
        area = _AREA.fullmatch(reference)
        if not area:
            continue
        left, right = column_index(area[1]), column_index(area[3])
        top, bottom = int(area[2]), int(area[4])
        anchor = cells.get(top, [])
        if bottom == top or top <= grid[0].number or not 0 <= left < len(anchor) or anchor[left] is None:
            continue
        for row in grid:
            if top <= row.number <= bottom:
                wide = cells[row.number]
                wide += [None] * (min(right, left) + 1 - len(wide))
                wide[left] = UNREADABLE
    return [GridRow(row.number, tuple(cells[row.number])) for row in grid]
