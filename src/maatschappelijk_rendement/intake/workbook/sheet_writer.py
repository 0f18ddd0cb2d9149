"""Draw the sheets of the workbook, all from ``tables``: headers, lists, hints, formats, locks, legend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement.domain.tables import (
    LEGEND_SHEET,
    NUMBER_RULES,
    SETTINGS,
    TEXT_RULES,
    CellKind,
    SheetColumn,
    SheetTable,
)
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.tariffs.amounts import amount_rows
from maatschappelijk_rendement.domain.vocabulary import UNITS
from maatschappelijk_rendement.intake.workbook.address import column_letters
from maatschappelijk_rendement.intake.workbook.dutch import FIRST_YEAR, LAST_YEAR
from maatschappelijk_rendement.intake.workbook.gate import DEFAULT_LIMITS
from maatschappelijk_rendement.intake.workbook.legend import COLUMNS, STEPS, allowed, legend_rows, needed

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CellValue = str | Decimal | date | None

# Lists and hints hold for as many rows as are read.
LAST_DATA_ROW = DEFAULT_LIMITS.rows
# Excel's limit on the words of a list that stands in the cell rule itself; a longer one refers to cells.
LONGEST_INLINE_LIST = 255

TEXT_FORMAT = "@"  # what is typed stays as typed: an id such as 007 is not made a number
NUMBER_FORMATS: dict[CellKind, str] = {
    CellKind.DATE: "d-m-yyyy",
    CellKind.LAST_DAY: "d-m-yyyy",
    CellKind.QUANTITY: "General",
    CellKind.PRICE: "#,##0.00##",
    CellKind.AMOUNT: "#,##0.00",
    CellKind.SCORE: "General",
    CellKind.WHOLE: "0",
}
WIDTHS: dict[CellKind, int] = {
    CellKind.CODE: 34,
    CellKind.NAME: 24,
    CellKind.SOURCE: 40,
    CellKind.STREAMS: 50,
    CellKind.WORD: 19,
}
OTHER_WIDTH = 16
SETTING_WIDTHS = (24, 60)

# A user may do all that does not touch a header.
PERMISSIONS = {
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
}

# The lists to choose from stand on the legend sheet, to the right of the legend itself.
LINE_HEIGHT = 15  # points, of the usual font
LEGEND_WIDTHS = (14, 28, 60, 12, 60, 28)
UNIT_COLUMN = len(COLUMNS) + 1
PRODUCT_COLUMN = UNIT_COLUMN + 2
PRODUCT_HEADERS = ("productcode", "omschrijving", "eenheid", "stroom")
PRODUCT_WIDTHS = (42, 70, 12, 16)

# Cells are unlocked unless their format locks them. A row can only be deleted or sorted when all of its cells
# are unlocked, those beside the table too; a format on all 16.384 columns would make the file slow to handle.
UNLOCKED = {"font_name": "Calibri", "font_size": 11, "locked": False}
_LOCKED = {"locked": True, "valign": "top"}
_EDGE = {"border": 1, "border_color": "#7B8794", **_LOCKED}


class SheetWriter:
    """Adds the sheets to one workbook; holds its formats."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.header = book.add_format({"bold": True, "bg_color": "#D9E2EC", **_EDGE})
        self.optional_header = book.add_format({"italic": True, "bg_color": "#F0F4F8", **_EDGE})
        self.title = book.add_format({"bold": True, "font_size": 14, **_LOCKED})
        self.plain = book.add_format(_LOCKED)
        self.wrapped = book.add_format({"text_wrap": True, **_LOCKED})
        self.formats: dict[str, Format] = {
            code: book.add_format({"num_format": code})
            for code in (TEXT_FORMAT, *dict.fromkeys(NUMBER_FORMATS.values()))
        }
        tariffs = Tariffs.load()
        codes = (*tariffs.codes, *(row.code for row in amount_rows()))
        self.products = [tariffs.product(code) for code in codes]

    def table(self, table: SheetTable, rows: Iterable[Sequence[CellValue]]) -> None:
        """Add a sheet with the rows of a table, and the rule and the hint of each column.

        Args:
            table: Its columns.
            rows: Values in the order of the columns.
        """
        sheet = self._sheet(table)
        formats = [self._format(column) for column in table.columns]
        last = 1
        for last, row in enumerate(rows, start=1):
            for x, value in enumerate(row):
                _write(sheet, last, x, value, formats[x])
        for x, column in enumerate(table.columns):
            sheet.data_validation(1, x, LAST_DATA_ROW, x, self.rule(column))
        ids = [column_letters(x) for x, column in enumerate(table.columns) if column.kind is CellKind.ID]
        if ids:
            areas = [f"{letters}2:{letters}{LAST_DATA_ROW + 1}" for letters in ids]
            sheet.ignore_errors({"number_stored_as_text": " ".join(areas)})
        # On a protected sheet people can only use a filter that is already there.
        sheet.autofilter(0, 0, last, len(table.columns) - 1)

    def settings(
        self, table: SheetTable, values: Sequence[CellValue], settings: Sequence[SheetColumn] = SETTINGS
    ) -> None:
        """Add the sheet of settings: one row a setting with its name, locked, and its value with its rule.

        Args:
            table: Its two columns.
            values: In the order of the settings.
            settings: What may be set.
        """
        sheet = self._sheet(table)
        for x, width in enumerate(SETTING_WIDTHS):
            sheet.set_column(x, x, width, self.formats[TEXT_FORMAT])
        for y, (column, value) in enumerate(zip(settings, values, strict=True), start=1):
            sheet.write_string(y, 0, column.header, self.header if column.required else self.optional_header)
            if value is None:
                sheet.write_blank(y, 1, None, self._format(column))
            _write(sheet, y, 1, value, self._format(column))
            sheet.data_validation(y, 1, y, 1, self.rule(column))

    def legend(self, note: str) -> None:
        """Add the legend: how to fill the workbook, every column, and the lists to choose from.

        Args:
            note: A sentence for the top, or nothing.
        """
        sheet = self.book.add_worksheet(LEGEND_SHEET)
        sheet.protect("", PERMISSIONS)
        for x, width in enumerate(LEGEND_WIDTHS):
            sheet.set_column(x, x, width)
        sheet.write_string(0, 0, "Zo vult u dit werkboek in", self.title)
        lines = [note] if note else []
        lines += [f"{number}. {step}" for number, step in enumerate(STEPS, start=1)]
        for y, line in enumerate(lines, start=1):
            sheet.write_string(y, 0, line, self.plain)
        head = len(lines) + 2
        for x, label in enumerate(COLUMNS):
            sheet.write_string(head, x, label, self.header)
        for y, row in enumerate(legend_rows(), start=head + 1):
            texts = (row.sheet, row.header, row.meaning, row.needed, row.allowed, row.example)
            # Not every program makes a row high enough for its text by itself.
            lines_needed = max(
                ceil(len(text) / width) for text, width in zip(texts, LEGEND_WIDTHS, strict=True)
            )
            sheet.set_row(y, LINE_HEIGHT * lines_needed)
            for x, text in enumerate(texts):
                sheet.write_string(y, x, text, self.wrapped)
        self._lists(sheet)

    def _sheet(self, table: SheetTable) -> Worksheet:
        """Add a sheet with its header row, frozen and protected; every other cell can be filled."""
        sheet = self.book.add_worksheet(table.sheet)
        sheet.freeze_panes(1, 0)
        sheet.protect("", PERMISSIONS)
        sheet.set_row(0, None, self.plain)
        for x, column in enumerate(table.columns):
            sheet.write_string(0, x, column.header, self.header if column.required else self.optional_header)
            sheet.set_column(x, x, WIDTHS.get(column.kind, OTHER_WIDTH), self._format(column))
        return sheet

    def _format(self, column: SheetColumn) -> Format:
        return self.formats[NUMBER_FORMATS.get(column.kind, TEXT_FORMAT)]

    def rule(self, column: SheetColumn) -> dict[str, Any]:
        """Give the drop-down or bound of a column's cells, with the hint that shows when a cell is chosen."""
        rule: dict[str, Any] = {
            "input_title": column.header,
            "input_message": _hint(column),
            "error_title": "Dit past hier niet",
            "error_message": f"Vul in: {allowed(column)}.",
            **_bounds(column),
        }
        if column.words:
            is_short = len(",".join(column.words)) <= LONGEST_INLINE_LIST
            words = list(column.words) if is_short else _legend_area(UNIT_COLUMN, len(UNITS))
            rule |= {"validate": "list", "source": words, "error_message": "Kies een woord uit de lijst."}
        elif column.kind is CellKind.CODE:
            # Not closed: a code of the sheet Tarieven is right as well.
            codes = _legend_area(PRODUCT_COLUMN, len(self.products))
            rule |= {"validate": "list", "source": codes, "show_error": False}
        return rule

    def _lists(self, sheet: Worksheet) -> None:
        """Write the lists that drop-downs refer to: units, and the products that have a shipped price."""
        sheet.write_string(0, UNIT_COLUMN, "eenheid", self.header)
        sheet.write_column(1, UNIT_COLUMN, UNITS, self.plain)
        for x, (label, width) in enumerate(
            zip(PRODUCT_HEADERS, PRODUCT_WIDTHS, strict=True), start=PRODUCT_COLUMN
        ):
            sheet.write_string(0, x, label, self.header)
            sheet.set_column(x, x, width)
        for y, product in enumerate(self.products, start=1):
            texts = (product.code, product.description, product.unit, product.stream)
            for x, text in enumerate(texts, start=PRODUCT_COLUMN):
                sheet.write_string(y, x, text, self.plain)


def _write(sheet: Worksheet, y: int, x: int, value: CellValue, cell_format: Format) -> None:
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(y, x, value, cell_format)
    elif isinstance(value, Decimal):
        # As a Decimal its digits are written as they are; XlsxWriter gives a float one digit too many.
        sheet.write_number(y, x, value, cell_format)
    else:
        sheet.write_datetime(y, x, value, cell_format)


def _hint(column: SheetColumn) -> str:
    parts = [f"{needed(column).capitalize()}.", column.meaning]
    if not column.words:
        # Not capitalize(): that would write the names of streams in lower case.
        text = allowed(column)
        parts.append(f"{text[0].upper()}{text[1:]}.")
    return " ".join(parts)


def _bounds(column: SheetColumn) -> dict[str, Any]:
    """Give what a cell accepts, as far as a cell rule can say it; reading checks the rest."""
    if column.kind in NUMBER_RULES:
        rule = column.number_rule
        validate = "decimal" if rule.decimals else "integer"
        ends = {"minimum": int(rule.minimum), "maximum": int(rule.maximum)}
        return {"validate": validate, "criteria": "between", **ends}
    if column.kind in (CellKind.DATE, CellKind.LAST_DAY):
        days = {"minimum": date(FIRST_YEAR, 1, 1), "maximum": date(LAST_YEAR, 12, 31)}
        return {"validate": "date", "criteria": "between", **days}
    if column.kind in TEXT_RULES:
        return {"validate": "length", "criteria": "<=", "value": TEXT_RULES[column.kind].maximum_length}
    return {"validate": "any"}


def _legend_area(x: int, count: int) -> str:
    letters = column_letters(x)
    return f"={LEGEND_SHEET}!${letters}$2:${letters}${count + 1}"
