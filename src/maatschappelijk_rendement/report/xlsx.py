"""Write the report as a workbook: real numbers, native charts with alt text, a sheet per table.

A text is always written as text, so that nothing in it can become a formula or a link. The file holds no
names and no clock: the same report gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from maatschappelijk_rendement.report.cells import is_whole
from maatschappelijk_rendement.report.document import (
    Block,
    Bullets,
    Chart,
    Heading,
    Headlines,
    Notice,
    Paragraph,
    ReportDocument,
    Section,
    ShownValue,
    Table,
    tables_of,
)
from maatschappelijk_rendement.report.herkomst import origins
from maatschappelijk_rendement.report.hidden import is_worth_showing
from maatschappelijk_rendement.report.printed import ANNEX, is_printed
from maatschappelijk_rendement.report.xlsx_charts import WIDTH as CHART_WIDTH
from maatschappelijk_rendement.report.xlsx_charts import insert
from maatschappelijk_rendement.report.xlsx_layout import MARGIN_INCH, points, set_up_print, widths
from maatschappelijk_rendement.results.columns import Kind

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
    Kind.MEASURE: "General",  # no loose comma behind a whole number
    Kind.YEAR: "0",
}
FIRST_WIDTH, TEXT_WIDTH = 38, 110  # of the sheets with running text
HEAD_LETTERS = 0.9  # a head is bold, and the button of its filter stands over it
EMPTY_ROW = 1_000_000  # below anything that is written
OFF_PAPER = (
    "Dit blad is om in te zoeken en komt niet mee als u de hele werkmap afdrukt. Toch afdrukken? Wis dan "
    "eerst het afdrukbereik van dit blad."
)
TOP = 3  # row of the header of a table: under title, mark and note
ORIGINS = {"Cijfer": 28, "Waarde": 21, "Berekening": 34, "n": 12, "Tarieven": 40, "Bronnen": 32}


def workbook(report: ReportDocument) -> bytes:
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
                draws = is_worth_showing(block.table)
                sheet = writer.table(block.table, CHART_WIDTH if draws else 0)
                if draws:
                    insert(book, sheet, block, TOP)
            elif isinstance(block, Table) and _has_own_sheet(section, block):
                sheet = writer.table(block)
            else:
                continue
            if not report.confidential and (section.name == ANNEX or not _is_on_paper(block)):
                writer.keep_off_paper(sheet)
    origins_sheet = writer.origins()
    if not report.confidential:
        writer.keep_off_paper(origins_sheet)
    book.close()
    return out.getvalue()


def workbook_of_tables(report: ReportDocument, tables: Iterable[Table]) -> bytes:
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


def _new_book(out: io.BytesIO, report: ReportDocument) -> Workbook:
    from xlsxwriter.workbook import Workbook

    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"in_memory": True, **plain})
    book.set_properties({"title": report.title, "created": FIXED_MOMENT})
    return book


def _has_own_sheet(section: Section, table: Table) -> bool:
    return section.name != "verantwoording" or table.name in ("tarieven", "meldingen")


def _is_on_paper(block: Table | Chart) -> bool:
    table = block.table if isinstance(block, Chart) else block
    return is_printed(block) and bool(table.rows) and is_worth_showing(table)


class _Writer:
    """A workbook being written: its formats, and the tab names already used."""

    def __init__(self, book: Workbook, report: ReportDocument) -> None:
        self.book = book
        self.report = report
        self.tabs: set[str] = set()
        self.marks = " ".join(mark.text.partition(".")[0] for mark in report.marks)
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.mark = book.add_format({"bold": True, "font_color": "#8A1C1C"})
        wrapped, soft = {"text_wrap": True, "valign": "top"}, {"italic": True, "font_color": "#52606D"}
        self.note = book.add_format({**wrapped, **soft})
        self.text = book.add_format({**wrapped, "align": "left", "indent": 1})
        self.wrapped = book.add_format(wrapped)
        self.lined = book.add_format({**wrapped, "align": "left", "indent": 1, "bottom": 4})
        header = {"bold": True, "bottom": 1, "text_wrap": True, "bg_color": "#E4E7EB"}
        self.header = book.add_format({**header, "align": "left", "indent": 1})
        self.number_header = book.add_format({**header, "align": "right"})
        self.absent = book.add_format({**soft, "align": "right", "valign": "top"})
        self.numbers: dict[Kind, Format] = {
            kind: book.add_format({"num_format": code, "align": "right", "valign": "top"})
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
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=MARGIN_INCH, right=MARGIN_INCH)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&L{self.report.title.replace('&', '&&')}&R{self.marks}")
        sheet.set_footer("&R&P van &N")
        sheet.write_string(0, 0, title, self.title)
        sheet.write_string(1, 0, self.marks, self.mark)
        return sheet

    def summary(self, section: Section) -> None:
        """Write the first sheet: the sentences and the key figures."""
        sheet = self.sheet(section.title, f"{self.report.title}, {self.report.subtitle}")
        room = max((widths(block) for block in section.blocks if isinstance(block, Table)), key=len)
        y = 2
        for block in section.blocks:
            if isinstance(block, Paragraph | Bullets | Headlines):
                for sentence in sentences([block]):
                    self.spread(sheet, y, sentence, room, self.wrapped)
                    y += 1
            elif isinstance(block, Table):
                self.rows(sheet, block, y + 1, room)

    def spread(self, sheet: Worksheet, y: int, text: str, room: Sequence[float], look: Format) -> None:
        """Write a sentence over a few columns, on as many lines as it needs."""
        last, total = 0, room[0]
        while last + 1 < len(room) and total < TEXT_WIDTH:
            last += 1
            total += room[last]
        if last:
            sheet.merge_range(y, 0, y, last, "", look)
        sheet.write_string(y, 0, text, look)
        sheet.set_row(y, points([text], [total]))

    def table(self, table: Table, least: float = 0) -> Worksheet:
        """Write a table on a sheet of its own, at least so wide."""
        sheet = self.sheet(table.name, table.title)
        room = widths(table, least)
        if not table.rows:
            sheet.set_column(0, 0, TEXT_WIDTH)
            self.spread(sheet, 2, table.empty, [TEXT_WIDTH], self.note)
            return sheet
        together = set_up_print(sheet, table, room, is_one=bool(least))
        self.spread(sheet, 2, table.note, room[:together], self.note)
        self.rows(sheet, table, TOP, room)
        sheet.freeze_panes(TOP + 1, 1)
        sheet.autofilter(TOP, 0, TOP + len(table.rows), len(table.columns) - 1)
        sheet.repeat_rows(TOP)
        return sheet

    def rows(self, sheet: Worksheet, table: Table, top: int, room: Sequence[float]) -> None:
        """Write a header and its rows."""
        for x, column in enumerate(table.columns):
            sheet.write_string(top, x, column.label, self.number_header if column.is_number else self.header)
            sheet.set_column(x, x, room[x])
        labels = [column.label for column in table.columns]
        sheet.set_row(top, points(labels, [HEAD_LETTERS * width for width in room]))
        for y, row in enumerate(table.rows, start=top + 1):
            for x, cell in enumerate(row):
                self.cell(sheet, y, x, cell)
            sheet.set_row(y, points([cell.text if cell.value is None else "" for cell in row], room))

    def cell(self, sheet: Worksheet, y: int, x: int, cell: ShownValue) -> None:
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
        sheet.set_column(1, 1, TEXT_WIDTH)
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
            sheet.set_row(y, points([cell.text for cell in row[:2]], [FIRST_WIDTH, TEXT_WIDTH]))
        return y + 2

    def sentences(self, sheet: Worksheet, y: int, title: str, texts: Iterable[str]) -> int:
        """Write sentences under each other; give the next free row."""
        if title:
            sheet.write_string(y, 0, title, self.header)
        for text in texts:
            sheet.write_string(y, 1, text, self.wrapped)
            sheet.set_row(y, points([text], [TEXT_WIDTH]))
            y += 1
        return y + 1

    def keep_off_paper(self, sheet: Worksheet) -> None:
        """Let a sheet to search in not come along when the whole workbook is printed, and say so on it.

        A workbook has no other way than a print area without anything in it: LibreOffice leaves such a page
        out. Excel prints the sheet in view by itself; then the head of the page says how it is printed whole.
        """
        sheet.print_area(EMPTY_ROW, 0, EMPTY_ROW, 0)
        sheet.set_header(f"&L{OFF_PAPER}")
        sheet.write_string(1, 0, " ".join(filter(None, (self.marks, OFF_PAPER))), self.mark)

    def origins(self) -> Worksheet:
        """Write where each number of the key tables comes from."""
        sheet = self.sheet("Herkomst", "Waar elk cijfer vandaan komt")
        room = [*ORIGINS.values()]
        for x, (label, width) in enumerate(ORIGINS.items()):
            sheet.write_string(TOP, x, label, self.header)
            sheet.set_column(x, x, width)
        for y, (origin, shown) in enumerate(origins(tables_of(self.report)), start=TOP + 1):
            lists = (", ".join(origin.tariffs), "; ".join(origin.sources))
            texts = (origin.figure, shown, origin.formula, origin.n, *lists)
            for x, text in enumerate(texts):
                sheet.write_string(y, x, text, self.lined)
            # LibreOffice does not make a row higher for a wrapped text by itself.
            sheet.set_row(y, points(texts, room))
        sheet.freeze_panes(TOP + 1, 1)
        sheet.repeat_rows(TOP)
        return sheet


def sentences(blocks: Iterable[Block]) -> list[str]:
    """Give the running text of some blocks."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Bullets):
            found += block.items
        elif isinstance(block, Headlines):
            found += [headline.sentence for headline in block.items]
        elif isinstance(block, Paragraph | Notice | Heading):
            found.append(block.text)
    return found


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
