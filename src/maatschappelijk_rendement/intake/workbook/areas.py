"""Areas of cells: what a reference such as ``R1:S1`` covers, and the areas that one formula fills."""

from __future__ import annotations

import re
from typing import NamedTuple

from maatschappelijk_rendement.intake.workbook.address import column_index

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")


class Area(NamedTuple):
    """A block of cells: rows from 1 and columns from 0, the last of each included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


def parse_area(reference: str) -> Area | None:
    """Read a reference to a cell or a block of cells; None when it is none.

    Example:
        >>> parse_area("R1:S1")
        Area(first_row=1, first_column=17, last_row=1, last_column=18)
        >>> parse_area("S2:R1") == parse_area("R1:S2"), parse_area("$A$1")
        (True, None)
    """
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return None
    columns = sorted(column_index(letters) for letters in (match[1], match[3] or match[1]))
    rows = sorted(int(digits) for digits in (match[2], match[4] or match[2]))
    return Area(rows[0], columns[0], rows[1], columns[1]) if columns[0] >= 0 else None


class ArrayFormulas:
    """Knows which cells below and beside a formula hold a result of it though they spell no formula.

    Rows come in the order of the sheet, so each column needs only the last area that covers it.

    Example:
        >>> arrays = ArrayFormulas(most_columns=200, most_cells=1000)
        >>> arrays.add("D2:D4", "A2:A4*2")
        True
        >>> arrays.at(4, 3), arrays.at(5, 3)
        ('A2:A4*2', None)
    """

    __slots__ = ("_left", "_most_columns", "_until")

    def __init__(self, *, most_columns: int, most_cells: int) -> None:
        self._most_columns = most_columns
        self._left = most_cells
        self._until: dict[int, tuple[int, str]] = {}

    def add(self, reference: str, formula: str) -> bool:
        """Note the area of a formula; False when it is no area, or when there are more than a sheet holds."""
        area = parse_area(reference)
        if area is None:
            return False
        last = min(area.last_column, self._most_columns - 1)
        self._left -= max(last - area.first_column + 1, 1)
        if self._left < 0:
            return False
        for column in range(area.first_column, last + 1):
            self._until[column] = (area.last_row, formula)
        return True

    def at(self, row: int, column: int) -> str | None:
        """Give the formula whose area covers a cell."""
        until = self._until.get(column)
        return until[1] if until and row <= until[0] else None
