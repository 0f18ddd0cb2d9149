"""A workbook with formulas while it is written: its formats, and the place and value of every name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from maatschappelijk_rendement.report.scenario.inputs import EURO

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

TOP = 3  # row of the first heads: under title, mark and note


@dataclass(frozen=True, slots=True)
class LiveSheets:
    """The workbook and what is known about its cells.

    Attributes:
        book: The workbook.
        mark: Warning on every sheet, such as that figures are synthetic.
        places: Cell or defined name of each name.
        values: Exact value of each name, stored beside the formula for programs that do not compute.
    """

    book: Workbook
    mark: str
    places: dict[str, str] = field(default_factory=dict)
    values: dict[str, Fraction] = field(default_factory=dict)
    _formats: dict[tuple[str, bool], Format] = field(default_factory=dict)

    def sheet(self, name: str, title: str, widths: Sequence[int]) -> Worksheet:
        """Add a sheet with its title and mark."""
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, title, self.book.add_format({"bold": True, "font_size": 14}))
        sheet.write_string(1, 0, self.mark, self.book.add_format({"bold": True, "font_color": "#8A1C1C"}))
        for x, width in enumerate(widths):
            sheet.set_column(x, x, width)
        return sheet

    def heads(self, sheet: Worksheet, y: int, heads: Sequence[str]) -> None:
        """Write the heads of a table."""
        look = self.book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "bg_color": "#E4E7EB"})
        for x, head in enumerate(heads):
            sheet.write_string(y, x, head, look)
        sheet.set_row(y, 32)

    def look(self, code: str, *, is_input: bool = False) -> Format:
        """Give the look of a number; an input is yellow."""
        if (code, is_input) not in self._formats:
            yellow = {"bg_color": "#FFF4C2", "border": 1, "border_color": "#CBD2D9"} if is_input else {}
            self._formats[code, is_input] = self.book.add_format({"num_format": code, **yellow})
        return self._formats[code, is_input]

    def number(
        self, sheet: Worksheet, y: int, x: int, value: Fraction, code: str = EURO, *, is_input: bool = False
    ) -> None:
        """Write a plain number."""
        sheet.write_number(y, x, float(value), self.look(code, is_input=is_input))

    def formula(
        self, sheet: Worksheet, y: int, x: int, formula: str, value: Fraction, code: str = EURO
    ) -> None:
        """Write a formula with its value."""
        sheet.write_formula(y, x, f"={formula}", self.look(code), float(value))

    def define(self, name: str, sheet: str, y: int, x: int, value: Fraction) -> None:
        """Give a cell a name that formulas use."""
        self.book.define_name(name, f"='{sheet}'!{cell(y, x, fixed=True)}")
        self.places[name], self.values[name] = name, value


def cell(y: int, x: int, *, fixed: bool = False) -> str:
    """Write the address of a cell.

    Example:
        >>> cell(3, 1), cell(3, 1, fixed=True)
        ('B4', '$B$4')
    """
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(y, x, row_abs=fixed, col_abs=fixed))


def column(x: int, first: int, last: int) -> str:
    """Write the address of a piece of a column.

    Example:
        >>> column(2, 4, 6)
        '$C$5:$C$7'
    """
    return f"{cell(first, x, fixed=True)}:{cell(last, x, fixed=True)}"
