"""How wide the columns of a sheet are and how high its rows, so that all of it is seen, on paper too.

A printed letter of less than 7 points is not for reading: a sheet that would need one goes over more pages
side by side, each with the columns that name the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from maatschappelijk_rendement.report.document import ShownValue, Table
from maatschappelijk_rendement.report.paper import names_of_rows
from maatschappelijk_rendement.results.columns import Column, Kind

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LEAST_POINTS, FONT_POINTS = 7, 11  # on paper, and on the sheet
LINE_POINTS, MOST_POINTS = 15, 409  # of a line of text, and of a row in Excel
WIDEST_TEXT, WIDEST_STATUS = 36, 44  # letters of a column before its text wraps
WIDEST_BESIDE = 14  # the same of a text beside numbers
INDENT = 1  # letters between two columns
WIDEST_NAMES = 90  # columns that name a row are repeated on each page up to this width
MARGIN_INCH = 0.4
PAPER_PIXELS = (11.69 - 2 * MARGIN_INCH) * 96  # the width of A4 on its side
# A column of n letters of Calibri 11 has 7n + 5 pixels in Excel. LibreOffice without Calibri takes another
# font and makes the columns wider with it: measured with DejaVu Sans, a wide one.
LETTER_PIXELS, COLUMN_PIXELS = 9.6, 5


def widths(table: Table, least: float = 0) -> list[float]:
    """Give the width of each column: a number in one piece, a longer text wrapped.

    Args:
        table: The table.
        least: Width of all together, when a chart stands under them; the last column gets what is missing.

    Example:
        >>> columns = (Column("a", "Stroom"), Column("n", "n", Kind.COUNT))
        >>> table = Table("t", "T", columns, ((ShownValue("Wmo"), ShownValue("12")),))
        >>> widths(table), widths(table, least=40)
        ([9.8, 4.1], [9.8, 30.2])
    """
    found = [_width(column, [row[x] for row in table.rows]) for x, column in enumerate(table.columns)]
    found[-1] = round(found[-1] + max(least - sum(found), 0), 1)
    return found


def points(texts: Sequence[str], room: Sequence[float]) -> int:
    """Give the height of a row that shows texts, each wrapped in its own column [point].

    Args:
        texts: Of the cells.
        room: Widths of their columns.

    Example:
        >>> points(["vier woorden van tekst", "Wmo"], [13, 10]), points([""], [12])
        (30, 15)
    """
    lines = max(_lines(text, max(int(width - INDENT), 1)) for text, width in zip(texts, room, strict=True))
    return min(LINE_POINTS * max(lines, 1), MOST_POINTS)


def _lines(text: str, letters: int) -> int:
    # Most texts fit, and to wrap those takes longer than all that fills the sheet.
    return 1 if len(text) <= letters else len(wrap(text, letters))


def pages(room: Sequence[float], names: int) -> int:
    """Give how many pages a sheet needs side by side, so that its letters are not smaller than 7 points.

    Args:
        room: Widths of the columns.
        names: How many columns at the left stand on each page.

    Example:
        >>> pages([20.0] * 8, 2), pages([20.0] * 9, 2), pages([20.0] * 15, 2)
        (1, 2, 3)
    """
    on_one = PAPER_PIXELS * FONT_POINTS / LEAST_POINTS
    pixels = [LETTER_PIXELS * width + COLUMN_PIXELS for width in room]
    if sum(pixels) <= on_one:
        return 1
    number, used = 1, sum(pixels[:names])
    for width in pixels[names:]:
        if used + width > on_one:
            number, used = number + 1, sum(pixels[:names])
        used += width
    return number


def set_up_print(sheet: Worksheet, table: Table, room: Sequence[float], *, is_one: bool) -> int:
    """Let a sheet come out of a printer on as many pages side by side as it needs.

    Args:
        sheet: The sheet.
        table: What is on it.
        room: Widths of its columns.
        is_one: Whether it must stay on one, as a chart must.

    Returns:
        How many columns are seen together on the first page.
    """
    names = max(names_of_rows(table), 1)
    while names > 1 and sum(room[:names]) > WIDEST_NAMES:
        names -= 1
    number = 1 if is_one else pages(room, names)
    sheet.fit_to_pages(number, 0)
    if number == 1:
        return len(room)
    sheet.repeat_columns(0, names - 1)
    sheet.print_across()
    return names


def _width(column: Column, cells: Sequence[ShownValue]) -> float:
    head = max(map(_letters, column.label.split()), default=0) * 1.1 + 3  # bold, and the button of a filter
    whole = [_shown(cell) for cell in cells if cell.value is not None or cell.absent]
    texts = [cell.text for cell in cells if cell.value is None and not cell.absent]
    number = max(map(_letters, whole), default=0) + 2
    text = max(map(_letters, texts), default=0) + 2
    word = max((_letters(word) for text in texts for word in text.split()), default=0) + 2
    most = WIDEST_STATUS if column.kind is Kind.STATUS else WIDEST_BESIDE if column.is_number else WIDEST_TEXT
    return round(max(head, number, min(text, max(most, min(word, WIDEST_STATUS)))), 1)


def _shown(cell: ShownValue) -> str:
    return f"{cell.text} {cell.direction}".strip()


def _letters(text: str) -> float:
    """Count letters, a capital and an underscore for more: the codes of tariffs are all capitals."""
    return len(text) + 0.15 * sum(map(str.isupper, text))
