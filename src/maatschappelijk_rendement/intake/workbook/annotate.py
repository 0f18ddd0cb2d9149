"""The workbook back to its sender: each finding a comment and a colour on its cell, and a list of what to do.

The copy is written anew from what was read, so nothing of the original comes along that nobody looked at:
no formulas (their values stand there), comments, links, macros or properties. Whatever is wrong with a cell
stays wrong, so that only mending it makes the finding go away.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from maatschappelijk_rendement.domain.errors import Cause, Finding, WorkbookError, and_more, causes_of
from maatschappelijk_rendement.domain.tables import ANALYSIS, NUMBER_RULES, SETTINGS, SheetColumn, SheetTable
from maatschappelijk_rendement.domain.vocabulary import fold_header
from maatschappelijk_rendement.intake.workbook import dutch
from maatschappelijk_rendement.intake.workbook.address import column_index, column_letters
from maatschappelijk_rendement.intake.workbook.book import Book, open_book
from maatschappelijk_rendement.intake.workbook.cells import (
    SheetFacts,
    SheetRow,
    Type,
    Value,
    iter_rows,
)
from maatschappelijk_rendement.intake.workbook.findings import row_of, sort_findings
from maatschappelijk_rendement.intake.workbook.formats import GENERAL, Shape
from maatschappelijk_rendement.intake.workbook.formulas import Reach, reach
from maatschappelijk_rendement.intake.workbook.gate import DEFAULT_LIMITS, RESAVE, DamagedPartError, Limits
from maatschappelijk_rendement.intake.workbook.package import SheetEntry
from maatschappelijk_rendement.intake.workbook.read import (
    TO_DO_SHEET,
    Source,
    is_own_sheet,
    label,
    load,
    table_of,
)
from maatschappelijk_rendement.intake.workbook.save import save_file
from maatschappelijk_rendement.intake.workbook.sheet_writer import (
    LAST_DATA_ROW,
    NUMBER_FORMATS,
    TEXT_FORMAT,
    WIDTHS,
    SheetWriter,
)
from maatschappelijk_rendement.intake.workbook.sheets import HEADER_ROW, OWN_COMMENT
from maatschappelijk_rendement.intake.workbook.texts import TOO_LONG
from maatschappelijk_rendement.intake.workbook.write import FIXED_MOMENT

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

COLOURS = {"fout": "#F8D7DA", "waarschuwing": "#FFF3CD"}
_WIDTH = 14
_TO_DO_HEADERS = ("nr", "waar", "niveau", "wat is er", "wat kunt u doen", "gedaan")
_TO_DO_WIDTHS = (6, 36, 14, 70, 70, 10)
_TO_DO_INTRODUCTION = (
    "Verbeter in deze werkmap wat hieronder staat, en werk met haar verder. Uw oude werkmap blijft gelijk.",
    "Klik op een plaats om naar de eerste cel te gaan. Kijk deze werkmap daarna opnieuw na.",
    "Formules zijn vervangen door hun uitkomst. Verborgen bladen die hier niet horen, zijn weggelaten.",
)
_SHAPE_FORMATS = {Shape.DATE: "d-m-yyyy", Shape.TIME: "h:mm", Shape.PERCENT: "0.00%"}
_GENERAL = "General"
_ANCHOR = re.compile(r"([A-Z]*)([0-9]*)")
# Flaws of a sheet with which a copy would lack cells that the original has.
_LOSSES = frozenset({"grens_rijen", "grens_kolommen", "rij_dubbel", "gegevens_dubbel"})
# Characters that no XML can hold, not even escaped; a workbook that has them came out of a broken program.
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")

# Stands where a value cannot be handed back; no column accepts it, so the finding stays.
_LEFT_OUT = Value(Type.TEXT, "(weggelaten)", GENERAL)

Place = tuple[int, int]


def annotate_workbook(
    source: Source,
    findings: Sequence[Finding],
    target: str | Path | BinaryIO,
    *,
    limits: Limits = DEFAULT_LIMITS,
) -> None:
    """Write the workbook anew with its findings in it.

    Args:
        source: The workbook as it was checked: its path or bytes.
        findings: What was found in it.
        target: Path of the copy, or a stream for bytes.
        limits: How much the workbook may hold.

    Raises:
        WorkbookError: The workbook cannot be read to its end, so a copy would lose something; carries the
            findings as well.
        OutputError: The copy cannot be written; an older file there is as it was.
    """
    try:
        book = open_book(load(source, limits), limits)
        content = _build(book, findings)
    except (WorkbookError, DamagedPartError) as error:
        text = "Deze werkmap is niet tot het eind te lezen en kan daarom niet met aantekeningen terug."
        refusal = Finding("fout", "", "", "geen_aantekeningen", text, RESAVE)
        raise WorkbookError(sort_findings({refusal, *findings})) from error
    if isinstance(target, str | Path):
        save_file(content, Path(target))
    else:
        target.write(content)


def _build(book: Book, findings: Sequence[Finding]) -> bytes:
    from xlsxwriter.workbook import Workbook

    stream = io.BytesIO()
    # In memory: a temporary file would leave case data on the disk.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(stream, options) as copy:
        copy.set_properties({"title": "Werkmap met aantekeningen", "created": FIXED_MOMENT})
        pen = _Pen(copy)
        to_do = copy.add_worksheet(TO_DO_SHEET)
        entries = _sheets_to_copy(book)
        for name, entry in entries.items():
            _copy_sheet(book, name, entry, pen, [finding for finding in findings if finding.sheet == name])
        pen.layout.legend("")
        _write_to_do(to_do, pen, findings, entries.keys())
    return stream.getvalue()


def _sheets_to_copy(book: Book) -> dict[str, SheetEntry]:
    """The sheets of the contract, and other visible ones: they may be such a sheet under a wrong name."""
    entries: dict[str, SheetEntry] = {}
    for entry in book.contents.sheets:
        is_stray = entry.is_hidden or is_own_sheet(entry.name)
        if entry.part and (table_of(entry) or not is_stray):
            entries.setdefault(label(book, entry), entry)
    return entries


class _Pen:
    """Writes cells as they were, in the format in which their column is mended most easily."""

    def __init__(self, copy: Workbook) -> None:
        self.copy = copy
        self.layout = SheetWriter(copy)
        self._formats: dict[tuple[str, str], Format] = {}

    def format(self, code: str, level: str = "") -> Format:
        """Give the format with this number format and the colour of this level."""
        key = (code, level)
        if key not in self._formats:
            colour = {"bg_color": COLOURS[level]} if level else {}
            self._formats[key] = self.copy.add_format({"num_format": code, "valign": "top", **colour})
        return self._formats[key]

    def write(
        self,
        sheet: Worksheet,
        place: Place,
        value: Value,
        column: SheetColumn | None,
        level: str,
        *,
        is_1904: bool,
    ) -> None:
        """Write one cell."""
        content, code = _present(value, column, is_1904=is_1904)
        cell_format = self.format(code, level)
        if isinstance(content, bool):
            sheet.write_boolean(*place, content, cell_format)
        elif isinstance(content, str):
            sheet.write_string(*place, _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", content), cell_format)
        else:
            # As a Decimal its digits are written as they are; XlsxWriter gives a float one digit too many.
            sheet.write_number(*place, content, cell_format)


def _present(value: Value, column: SheetColumn | None, *, is_1904: bool) -> tuple[str | Decimal | bool, str]:
    """Say what to write for a value, and under which number format."""
    is_number_column = column is not None and column.kind in NUMBER_RULES
    code = NUMBER_FORMATS.get(column.kind, TEXT_FORMAT) if column else _GENERAL
    if value.written == TOO_LONG:
        return _LEFT_OUT.written, code
    if value.type is Type.BOOLEAN:
        return value.written in ("1", "true"), _GENERAL
    if value.type is not Type.NUMBER:
        return value.written, code
    try:
        number = dutch.number_from_stored(value.written)
    except dutch.UnreadableError:
        return value.written, code
    shape = value.format.shape
    if shape is Shape.DATE and is_1904:
        number += dutch.DAYS_FROM_1900_TO_1904
    if is_number_column and shape in _SHAPE_FORMATS:
        # As text the mistake stays, and a number that is typed over it is shown as a number.
        return _shown(number, shape), code
    if shape in _SHAPE_FORMATS:
        return number, _SHAPE_FORMATS[shape]
    return number, code if is_number_column else _GENERAL


def _shown(number: Decimal, shape: Shape) -> str:
    if shape is Shape.PERCENT:
        return f"{(number * 100).normalize():f}%".replace(".", ",")
    try:
        day = dutch.date_from_serial(str(int(number)), is_1904=False)
    except dutch.UnreadableError:
        return "tijd"
    return f"{day.day}-{day.month}-{day.year}"


def _copy_sheet(book: Book, name: str, entry: SheetEntry, pen: _Pen, findings: Sequence[Finding]) -> None:
    table = table_of(entry)
    sheet = pen.copy.add_worksheet(name)
    sheet.freeze_panes(HEADER_ROW, 0)
    remarks = _by_place(findings)
    columns: dict[int, SheetColumn] = {}
    written: set[Place] = set()
    header: SheetRow | None = None
    for row in _all_rows(book, entry):
        if row.number == HEADER_ROW and table:
            header, columns = row, _columns(table, row)
        elif header is not None and table is ANALYSIS:
            for index, setting in _setting_on(row, header):
                sheet.data_validation(row.number - 1, index, row.number - 1, index, pen.layout.rule(setting))
        for index, value in _cells(row):
            place = (row.number - 1, index)
            column = columns.get(index) if row.number > HEADER_ROW else None
            level = remarks[place][0].level if place in remarks else ""
            if any(finding.code == "cel_dubbel" for finding in remarks.get(place, ())):
                value = _LEFT_OUT
            pen.write(sheet, place, value, column, level, is_1904=book.contents.is_1904)
            written.add(place)
    for place, found in remarks.items():
        if place not in written:
            column = columns.get(place[1])
            code = NUMBER_FORMATS.get(column.kind, TEXT_FORMAT) if column else _GENERAL
            sheet.write_blank(*place, None, pen.format(code, found[0].level))
        lines = [_remark(finding) for finding in found]
        sheet.write_comment(*place, "\n".join([OWN_COMMENT, *lines]), {"x_scale": 2, "y_scale": 1.4})
    for index, column in columns.items():
        code = NUMBER_FORMATS.get(column.kind, TEXT_FORMAT)
        sheet.set_column(index, index, WIDTHS.get(column.kind, _WIDTH), pen.format(code))
        sheet.data_validation(HEADER_ROW, index, LAST_DATA_ROW, index, pen.layout.rule(column))


def _remark(finding: Finding) -> str:
    words = f"{finding.level.upper()}: {finding.text} {finding.advice}".strip()
    return f"{words} {and_more(finding)}".strip()


def _cells(row: SheetRow) -> Iterator[tuple[int, Value]]:
    """Give the cells of a row as values; a formula without a result, or that calls outside, leaves a mark."""
    for index in sorted(row.values.keys() | row.formulas.keys()):
        is_unfit = index in row.formulas and reach(row.formulas[index]) is Reach.OUTSIDE
        yield index, _LEFT_OUT if is_unfit else row.values.get(index, _LEFT_OUT)


def _columns(table: SheetTable, header: SheetRow) -> dict[int, SheetColumn]:
    """Match headers with columns; sheet Analyse has values of every kind in one column, so it has none."""
    if table is ANALYSIS:
        return {}
    found = {index: table.by_header.get(fold_header(value.written)) for index, value in header.values.items()}
    return {index: column for index, column in found.items() if column}


def _setting_on(row: SheetRow, header: SheetRow) -> Iterator[tuple[int, SheetColumn]]:
    """Give where a row of sheet Analyse has its value, and which setting it is."""
    places = {fold_header(value.written): index for index, value in header.values.items()}
    name, value = (places.get(fold_header(column.header)) for column in ANALYSIS.columns)
    if name is None or value is None or name not in row.values:
        return
    written = fold_header(row.values[name].written)
    yield from ((value, setting) for setting in SETTINGS if fold_header(setting.header) == written)


def _all_rows(book: Book, entry: SheetEntry) -> Iterator[SheetRow]:
    """Read every row of a sheet; one that would lose rows or columns on the way is refused."""
    facts = SheetFacts()
    yield from iter_rows(
        book.container,
        entry.part,
        facts,
        strings=book.strings,
        formats=book.formats,
        awaits_calculation=book.contents.awaits_calculation,
        limits=book.limits,
    )
    if any(flaw.code in _LOSSES for flaw in facts.flaws):
        raise DamagedPartError("rows would be lost")


def _by_place(findings: Iterable[Finding]) -> dict[Place, list[Finding]]:
    """Group findings by the cell that shows them, errors first; others stand on the list only."""
    places: dict[Place, list[Finding]] = {}
    for finding in sort_findings(findings):
        if finding.cell:
            places.setdefault(_anchor(finding.cell), []).append(finding)
    return places


def _anchor(cell: str) -> Place:
    """Give the cell that shows a finding: a row shows it in column A, a column in its header.

    Example:
        >>> _anchor("D50"), _anchor("A50:B51"), _anchor("4:5"), _anchor("D:D")
        ((49, 3), (49, 0), (3, 0), (0, 3))
    """
    match = _ANCHOR.match(cell)
    letters = match[1] if match else ""
    return max(row_of(cell), HEADER_ROW) - 1, max(column_index(letters), 0)


def _write_to_do(sheet: Worksheet, pen: _Pen, findings: Sequence[Finding], names: Collection[str]) -> None:
    wrapped = pen.copy.add_format({"text_wrap": True, "valign": "top"})
    link = pen.copy.add_format({"text_wrap": True, "valign": "top", "hyperlink": True})
    for column, width in enumerate(_TO_DO_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, TO_DO_SHEET, pen.layout.title)
    for line, text in enumerate(_TO_DO_INTRODUCTION, 1):
        sheet.write_string(line, 0, text)
    head = len(_TO_DO_INTRODUCTION) + 2
    for column, text in enumerate(_TO_DO_HEADERS):
        sheet.write_string(head, column, text, pen.layout.header)
    sheet.freeze_panes(head + 1, 0)
    for number, cause in enumerate(causes_of(findings), 1):
        row = head + number
        sheet.write_number(row, 0, number, wrapped)
        _write_place(sheet, row, cause, names, wrapped, link)
        sheet.write_string(row, 2, cause.level, pen.format(_GENERAL, cause.level))
        sheet.write_string(row, 3, cause.text, wrapped)
        sheet.write_string(row, 4, cause.advice, wrapped)
    if not findings:
        sheet.write_string(head + 1, 3, "Er zijn geen fouten en geen waarschuwingen.")


def _write_place(
    sheet: Worksheet, row: int, cause: Cause, names: Collection[str], plain: Format, link: Format
) -> None:
    """Write where a cause shows, with a link to its first place where the copy has that."""
    first, where = cause.findings[0], cause.where or "hele bestand"
    if first.sheet not in names:
        sheet.write_string(row, 1, where, plain)
        return
    line, column = _anchor(first.cell)
    target = f"internal:'{first.sheet}'!{column_letters(column)}{line + 1}"
    sheet.write_url(row, 1, target, link, string=where)
