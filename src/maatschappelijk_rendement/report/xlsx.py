"""Write the report as a workbook: real numbers, native charts with alt text, a sheet per table.

A text is always written as text, so that nothing in it can become a formula or a link. The file holds no
names and no clock: the same report gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement.report.document import (
    Bullets,
    Cell,
    Chart,
    Heading,
    Kind,
    Notice,
    Paragraph,
    Report,
    Table,
)
from maatschappelijk_rendement.report.herkomst import origins
from maatschappelijk_rendement.report.sections import tables_of

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# A fixed moment: a file must not tell when it was made (reproducible), and Excel wants a date.
FIXED_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)

# [$€-413] is the euro sign with the Dutch locale; the words stand in the format, so the cell stays a number.
EURO = "[$€-413] #,##0.00;[$€-413] -#,##0.00"
DELTA = '[$€-413] #,##0.00" stijging";[$€-413] -#,##0.00" daling";[$€-413] 0.00" gelijk"'
NUMBER_FORMATS: dict[Kind, str] = {
    Kind.EURO: EURO,
    Kind.DELTA: DELTA,
    Kind.PRICE: "[$€-413] #,##0.00##",
    Kind.GRADE: "0.00",
    Kind.GRADE_DELTA: '+0.00" stijging";-0.00" daling";0.00" gelijk"',
    Kind.COUNT: "#,##0",
    Kind.QUANTITY: "#,##0.###",
    Kind.YEAR: "0",
}
WIDTHS: dict[Kind, int] = {Kind.DELTA: 24, Kind.EURO: 18, Kind.STATUS: 40, Kind.WORD: 26, Kind.PRICE: 14}
FIRST_ROW = 3  # tables start under title, marks and note


def workbook(report: Report) -> bytes:
    """Write the workbook.

    Args:
        report: The report.
    """
    from xlsxwriter.workbook import Workbook

    out = io.BytesIO()
    book = Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        },
    )
    book.set_properties({"title": report.title, "created": FIXED_MOMENT, "comments": "", "author": ""})
    writer = _Writer(book, report)
    writer.summary()
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Chart):
                writer.table(block.table, chart=block)
            elif isinstance(block, Table) and section.name not in ("samenvatting", "verantwoording"):
                writer.table(block)
    writer.account()
    writer.origins()
    book.close()
    return out.getvalue()


class _Writer:
    """Knows the workbook, its formats and the sheet names already used."""

    def __init__(self, book: Workbook, report: Report) -> None:
        self.book = book
        self.report = report
        self.names: set[str] = set()
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.mark = book.add_format({"bold": True, "font_color": "#8A1C1C"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.header = book.add_format(
            {"bold": True, "bottom": 2, "text_wrap": True, "valign": "top", "bg_color": "#E4E7EB"}
        )
        self.absent = book.add_format({"italic": True, "align": "right", "font_color": "#52606D"})
        self.numbers: dict[Kind, Format] = {
            kind: book.add_format({"num_format": code}) for kind, code in NUMBER_FORMATS.items()
        }

    def sheet(self, name: str, title: str) -> Worksheet:
        short = _sheet_name(name, self.names)
        sheet = self.book.add_worksheet(short)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        marks = " ".join(mark.text.split(".")[0] for mark in self.report.marks)
        sheet.set_header(f"&L{self.report.title.replace('&', '&&')}&R{marks}")
        sheet.set_footer("&R&P van &N")
        sheet.write_string(0, 0, title, self.title)
        sheet.write_string(1, 0, marks, self.mark)
        return sheet

    def summary(self) -> None:
        section = self.report.sections[0]
        sheet = self.sheet("Samenvatting", f"{self.report.title}, {self.report.subtitle}")
        row = 2
        for mark in self.report.marks:
            sheet.write_string(row, 0, mark.text, self.mark)
            row += 1
        for block in section.blocks:
            if isinstance(block, Bullets):
                for sentence in block.items:
                    sheet.merge_range(row, 0, row, 3, "", self.wrapped)
                    sheet.write_string(row, 0, sentence, self.wrapped)
                    sheet.set_row(row, 32)
                    row += 1
            elif isinstance(block, Table):
                self.rows(sheet, block, row + 1)

    def table(self, table: Table, chart: Chart | None = None) -> None:
        sheet = self.sheet(table.name, table.title)
        if not table.rows:
            sheet.write_string(FIRST_ROW, 0, table.empty)
            return
        sheet.write_string(2, 0, table.note)
        self.rows(sheet, table, FIRST_ROW)
        sheet.freeze_panes(FIRST_ROW + 1, 1)
        sheet.autofilter(FIRST_ROW, 0, FIRST_ROW + len(table.rows), len(table.columns) - 1)
        if chart is not None:
            self.chart(sheet, chart)

    def rows(self, sheet: Worksheet, table: Table, top: int) -> None:
        for x, column in enumerate(table.columns):
            sheet.write_string(top, x, column.label, self.header)
            sheet.set_column(x, x, 34 if x == 0 else WIDTHS.get(column.kind, 16))
        for y, row in enumerate(table.rows, start=top + 1):
            for x, cell in enumerate(row):
                self.cell(sheet, y, x, cell)

    def cell(self, sheet: Worksheet, y: int, x: int, cell: Cell) -> None:
        if cell.value is not None:
            sheet.write_number(y, x, float(cell.value), self.numbers[cell.kind])
        elif cell.absent:
            sheet.write_string(y, x, cell.text, self.absent)
        else:
            sheet.write_string(y, x, cell.text)

    def chart(self, sheet: Worksheet, chart: Chart) -> None:
        drawn = _draw(self.book, sheet.get_name(), chart)
        if drawn is None:
            return
        drawn.set_title({"name": chart.title, "overlay": False, "name_font": {"size": 12}})
        drawn.set_size({"width": 760, "height": 420})
        below = FIRST_ROW + len(chart.table.rows) + 3
        words = {"description": f"{chart.title}. {chart.alt}", "object_position": 2}
        sheet.insert_chart(below, 0, drawn, words)

    def account(self) -> None:
        section = next(s for s in self.report.sections if s.name == "verantwoording")
        sheet = self.sheet("Verantwoording", section.title)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 90, self.wrapped)
        row = 2
        for name in ("grenzen", "onzekerheid"):
            other = next(s for s in self.report.sections if s.name == name)
            row = self.sentences(sheet, row, other.title, other.blocks)
        for block in section.blocks:
            if isinstance(block, Table):
                if block.name in ("tarieven", "meldingen"):
                    self.table(block)
                    continue
                sheet.write_string(row, 0, block.title, self.header)
                for y, cells in enumerate(block.rows, start=row + 1):
                    for x, cell in enumerate(cells):
                        self.cell(sheet, y, x, cell)
                row += len(block.rows) + 2
            else:
                row = self.sentences(sheet, row, "", (block,))

    def sentences(self, sheet: Worksheet, row: int, title: str, blocks: Iterable[object]) -> int:
        if title:
            sheet.write_string(row, 0, title, self.header)
            row += 1
        for block in blocks:
            texts: Sequence[str] = ()
            if isinstance(block, Bullets):
                texts = block.items
            elif isinstance(block, Paragraph | Notice | Heading):
                texts = (block.text,)
            for text in texts:
                sheet.write_string(row, 1, text, self.wrapped)
                row += 1
        return row + 1

    def origins(self) -> None:
        sheet = self.sheet("Herkomst", "Waar elk cijfer vandaan komt")
        labels = ("Cijfer", "Waarde", "Berekening", "n", "Tarieven", "Bronnen")
        for x, (label, width) in enumerate(zip(labels, (50, 24, 70, 18, 50, 60), strict=True)):
            sheet.write_string(FIRST_ROW, x, label, self.header)
            sheet.set_column(x, x, width)
        for y, (origin, value) in enumerate(origins(tables_of(self.report)), start=FIRST_ROW + 1):
            lists = (", ".join(origin.tariffs), "; ".join(origin.sources))
            texts = (origin.figure, value, origin.formula, origin.n, *lists)
            for x, text in enumerate(texts):
                sheet.write_string(y, x, text, self.wrapped)
        sheet.freeze_panes(FIRST_ROW + 1, 1)


def _sheet_name(name: str, used: set[str]) -> str:
    """Make a tab name: at most 31 characters, unique without regard to case."""
    base = name.replace("bijlage-", "alle ").replace("_", " ").replace("-", " ").capitalize()[:31]
    short, number = base, 2
    while short.casefold() in used:
        short = f"{base[:28]} {number}"
        number += 1
    used.add(short.casefold())
    return short


def _draw(book: Workbook, sheet: str, chart: Chart) -> Any:
    """Make the native chart over the cells of its table; nothing for a chart without numbers."""
    columns = {column.label: x for x, column in enumerate(chart.table.columns)}
    first, last = FIRST_ROW + 1, FIRST_ROW + len(chart.table.rows)
    without_total = [y for y, row in enumerate(chart.table.rows, start=first) if row[0].text != "totaal"]
    kind = chart.name.partition("-")[0]
    if kind == "stromen" and without_total:
        low, high = without_total[0], without_total[-1]
        drawn = book.add_chart({"type": "bar"})
        for label, colour in (("Voor", "#9AA5B1"), ("Na", "#0072B2")):
            x = columns[label]
            drawn.add_series(
                {
                    "name": label,
                    "categories": [sheet, low, 0, high, 0],
                    "values": [sheet, low, x, high, x],
                    "fill": {"color": colour},
                    "border": {"color": "#3E4C59"},
                    "data_labels": {"value": True, "num_format": "#,##0"},
                }
            )
        drawn.set_y_axis({"reverse": True})
        drawn.set_x_axis({"num_format": "#,##0", "major_gridlines": {"visible": False}})
        drawn.set_legend({"position": "bottom"})
        return drawn
    if kind == "verschil":
        x = columns["Verschil"]
        drawn = book.add_chart({"type": "bar"})
        drawn.add_series(
            {
                "name": "Verschil (na min voor)",
                "categories": [sheet, first, 0, last, 0],
                "values": [sheet, first, x, last, x],
                "fill": {"color": "#0072B2"},
                "border": {"color": "#3E4C59"},
                "invert_if_negative": True,
                "invert_if_negative_color": "#56B4E9",
                "data_labels": {"value": True, "num_format": '#,##0" stijging";-#,##0" daling";0" gelijk"'},
            }
        )
        drawn.set_y_axis({"reverse": True, "label_position": "low"})
        drawn.set_x_axis({"num_format": "#,##0", "major_gridlines": {"visible": False}})
        drawn.set_legend({"none": True})
        return drawn
    if kind == "welbevinden":
        x = columns["Gemiddelde"]
        drawn = book.add_chart({"type": "line"})
        drawn.add_series(
            {
                "name": "Gemiddelde",
                "categories": [sheet, first, 0, last, 0],
                "values": [sheet, first, x, last, x],
                "line": {"color": "#0072B2", "width": 2.25},
                "marker": {"type": "circle", "size": 8, "fill": {"color": "#0072B2"}},
                "data_labels": {"value": True, "num_format": "0.0", "position": "above"},
            }
        )
        drawn.set_legend({"none": True})
        return drawn
    return None
