"""Write the report as a workbook: real numbers, native charts with alt text, a sheet per table.

A text is always written as text, so that nothing in it can become a formula or a link. The file holds no
names and no clock: the same report gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from textwrap import wrap
from typing import TYPE_CHECKING

from maatschappelijk_rendement.report.cells import is_whole
from maatschappelijk_rendement.report.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Heading,
    Kind,
    Notice,
    Paragraph,
    Report,
    Section,
    Table,
)
from maatschappelijk_rendement.report.herkomst import origins
from maatschappelijk_rendement.report.sections import tables_of
from maatschappelijk_rendement.report.xlsx_charts import insert

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# A fixed moment: a file must not tell when it was made, and the format wants a date.
FIXED_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)

# [$€-413] is the euro sign of the Dutch locale; the words stand in the format: the cell stays a number.
NUMBER_FORMATS: dict[Kind, str] = {
    Kind.EURO: "[$€-413] #,##0.00;[$€-413] -#,##0.00",
    Kind.DELTA: '[$€-413] #,##0.00" stijging";[$€-413] -#,##0.00" daling";[$€-413] 0.00" gelijk"',
    Kind.PRICE: "[$€-413] #,##0.00##",
    Kind.GRADE: "0.00",
    Kind.GRADE_DELTA: '+0.00" stijging";-0.00" daling";0.00" gelijk"',
    Kind.COUNT: "#,##0",
    Kind.QUANTITY: "#,##0.###",
    Kind.YEAR: "0",
}
WIDTHS: dict[Kind, int] = {Kind.DELTA: 24, Kind.EURO: 16, Kind.STATUS: 52, Kind.WORD: 30, Kind.PRICE: 14}
FIRST_WIDTH, OTHER_WIDTH = 38, 18
TOP = 3  # row of the header of a table: under title, mark and note
WIDEST = 4  # columns over which a sentence on the first sheet is spread
LETTERS_A_LINE, LINE_POINTS = 110, 15


def workbook(report: Report) -> bytes:
    """Write the workbook.

    Args:
        report: The report.

    Returns:
        An ``.xlsx`` file.
    """
    out = io.BytesIO()
    book = _new_book(out, report)
    writer = _Writer(book, report)
    writer.summary(report.sections[0])
    for section in report.sections[1:]:
        if section.name == "verantwoording":
            writer.account(section)
        for block in section.blocks:
            if isinstance(block, Chart):
                insert(book, writer.table(block.table), block, TOP)
            elif isinstance(block, Table) and _has_own_sheet(section, block):
                writer.table(block)
    writer.origins()
    book.close()
    return out.getvalue()


def workbook_of_tables(report: Report, tables: Iterable[Table]) -> bytes:
    """Write a workbook with a sheet for each table, under the title and marks of a report.

    Args:
        report: The report.
        tables: In the order of their sheets; cells may hold formulas.

    Returns:
        An ``.xlsx`` file.
    """
    out = io.BytesIO()
    book = _new_book(out, report)
    writer = _Writer(book, report)
    for table in tables:
        writer.table(table)
    book.close()
    return out.getvalue()


def _new_book(out: io.BytesIO, report: Report) -> Workbook:
    from xlsxwriter.workbook import Workbook

    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"in_memory": True, **plain})
    book.set_properties({"title": report.title, "created": FIXED_MOMENT})
    return book


def _has_own_sheet(section: Section, table: Table) -> bool:
    return section.name != "verantwoording" or table.name in ("tarieven", "meldingen")


class _Writer:
    """A workbook being written: its formats, and the tab names already used."""

    def __init__(self, book: Workbook, report: Report) -> None:
        self.book = book
        self.report = report
        self.tabs: set[str] = set()
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.mark = book.add_format({"bold": True, "font_color": "#8A1C1C"})
        self.note = book.add_format({"italic": True, "font_color": "#52606D"})
        self.text = book.add_format({"align": "left", "valign": "top", "indent": 1})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        header = {"bold": True, "bottom": 2, "text_wrap": True, "bg_color": "#E4E7EB"}
        self.header = book.add_format({**header, "align": "left", "indent": 1})
        self.number_header = book.add_format({**header, "align": "right"})
        self.absent = book.add_format({"italic": True, "align": "right", "font_color": "#52606D"})
        self.numbers: dict[Kind, Format] = {
            kind: book.add_format({"num_format": code, "align": "right"})
            for kind, code in NUMBER_FORMATS.items()
        }
        self.whole: dict[Kind, Format] = {
            kind: book.add_format(
                {"num_format": NUMBER_FORMATS[kind].replace(".00", ""), "align": "right", "valign": "top"}
            )
            for kind in (Kind.EURO, Kind.DELTA)
        }

    def sheet(self, name: str, title: str) -> Worksheet:
        """Add a sheet with its title and marks, also in the header of every printed page."""
        sheet = self.book.add_worksheet(tab(name, self.tabs))
        marks = " ".join(mark.text.partition(".")[0] for mark in self.report.marks)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&L{self.report.title.replace('&', '&&')}&R{marks}")
        sheet.set_footer("&R&P van &N")
        sheet.write_string(0, 0, title, self.title)
        sheet.write_string(1, 0, marks, self.mark)
        return sheet

    def summary(self, section: Section) -> None:
        """Write the first sheet: the sentences and the key figures."""
        sheet = self.sheet(section.title, f"{self.report.title}, {self.report.subtitle}")
        y = 2
        for block in section.blocks:
            if isinstance(block, Bullets):
                for sentence in block.items:
                    sheet.merge_range(y, 0, y, WIDEST, "", self.wrapped)
                    sheet.write_string(y, 0, sentence, self.wrapped)
                    sheet.set_row(y, line_points(sentence, LETTERS_A_LINE))
                    y += 1
            elif isinstance(block, Table):
                self.rows(sheet, block, y + 1)

    def table(self, table: Table) -> Worksheet:
        """Write a table on a sheet of its own."""
        sheet = self.sheet(table.name, table.title)
        sheet.write_string(2, 0, table.note if table.rows else table.empty, self.note)
        if table.rows:
            self.rows(sheet, table, TOP)
            sheet.freeze_panes(TOP + 1, 1)
            sheet.autofilter(TOP, 0, TOP + len(table.rows), len(table.columns) - 1)
            sheet.repeat_rows(TOP)
        return sheet

    def rows(self, sheet: Worksheet, table: Table, top: int) -> None:
        """Write a header and its rows."""
        for x, column in enumerate(table.columns):
            sheet.write_string(top, x, column.label, self.number_header if column.is_number else self.header)
            sheet.set_column(x, x, WIDTHS.get(column.kind, OTHER_WIDTH) if x else FIRST_WIDTH)
        sheet.set_row(top, 32)
        for y, row in enumerate(table.rows, start=top + 1):
            for x, cell in enumerate(row):
                self.cell(sheet, y, x, cell)

    def cell(self, sheet: Worksheet, y: int, x: int, cell: Cell) -> None:
        """Write one value: a number as a number or its formula, what is hidden or unknown in words."""
        if cell.formula and cell.value is not None:
            sheet.write_formula(y, x, f"={cell.formula}", self.numbers[cell.kind], float(cell.value))
        elif cell.value is not None:
            numbers = self.whole if is_whole(cell.value) and cell.kind in self.whole else self.numbers
            sheet.write_number(y, x, float(cell.value), numbers[cell.kind])
        else:
            sheet.write_string(y, x, cell.text, self.absent if cell.absent else self.text)

    def account(self, section: Section) -> None:
        """Write settings, checks and sentences under each other on one sheet."""
        sheet = self.sheet(section.title, section.title)
        sheet.set_column(0, 0, FIRST_WIDTH)
        sheet.set_column(1, 1, LETTERS_A_LINE)
        y = TOP
        for name in ("onzekerheid", "grenzen"):
            other = next(s for s in self.report.sections if s.name == name)
            y = self.sentences(sheet, y, other.title, sentences(other.blocks))
        for block in section.blocks:
            if isinstance(block, Table):
                if not _has_own_sheet(section, block):
                    y = self.facts(sheet, y, block)
            elif isinstance(block, Heading):
                sheet.write_string(y, 0, block.text, self.header)
                y += 1
            else:
                y = self.sentences(sheet, y, "", sentences((block,)))

    def facts(self, sheet: Worksheet, y: int, table: Table) -> int:
        """Write a small table under what is there; give the next free row."""
        sheet.write_string(y, 0, table.title, self.header)
        for row in table.rows:
            y += 1
            for x, cell in enumerate(row):
                self.cell(sheet, y, x, cell)
        return y + 2

    def sentences(self, sheet: Worksheet, y: int, title: str, texts: Iterable[str]) -> int:
        """Write sentences under each other; give the next free row."""
        if title:
            sheet.write_string(y, 0, title, self.header)
        for text in texts:
            sheet.write_string(y, 1, text, self.wrapped)
            sheet.set_row(y, line_points(text, LETTERS_A_LINE))
            y += 1
        return y + 1

    def origins(self) -> None:
        """Write where each number of the key tables comes from."""
        sheet = self.sheet("Herkomst", "Waar elk cijfer vandaan komt")
        widths = {"Cijfer": 60, "Waarde": 24, "Berekening": 80, "n": 16, "Tarieven": 50, "Bronnen": 60}
        for x, (label, width) in enumerate(widths.items()):
            sheet.write_string(TOP, x, label, self.header)
            sheet.set_column(x, x, width)
        for y, (origin, shown) in enumerate(origins(tables_of(self.report)), start=TOP + 1):
            lists = (", ".join(origin.tariffs), "; ".join(origin.sources))
            texts = (origin.figure, shown, origin.formula, origin.n, *lists)
            for x, text in enumerate(texts):
                sheet.write_string(y, x, text, self.wrapped)
            # LibreOffice does not make a row higher for a wrapped text by itself.
            sheet.set_row(y, max(map(line_points, texts, widths.values())))
        sheet.freeze_panes(TOP + 1, 1)


def sentences(blocks: Iterable[Block]) -> list[str]:
    """Give the running text of some blocks."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Bullets):
            found += block.items
        elif isinstance(block, Paragraph | Notice | Heading):
            found.append(block.text)
    return found


def line_points(text: str, letters: int) -> int:
    """Give the height of a row for a text that is wrapped after so many letters [point].

    Example:
        >>> line_points("vier woorden van tekst", 12), line_points("", 12)
        (30, 15)
    """
    return LINE_POINTS * max(len(wrap(text, letters)), 1)


def tab(name: str, used: set[str]) -> str:
    """Make a tab name: at most 31 characters, unique without regard to case; ``used`` is added to.

    Example:
        >>> taken = set()
        >>> tab("bijlage-verschil", taken), tab("Bijlage_verschil", taken)
        ('Bijlage verschil', 'Bijlage verschil 2')
    """
    base = name.replace("_", " ").replace("-", " ").capitalize()[:31]
    free, number = base, 2
    while free.casefold() in used:
        free = f"{base[:28]} {number}"
        number += 1
    used.add(free.casefold())
    return free
