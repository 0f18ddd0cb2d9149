"""How wide the columns of a table in a document are, by the letters in them."""

from __future__ import annotations

from collections.abc import Sequence

from maatschappelijk_rendement.report.document import ShownValue
from maatschappelijk_rendement.results.columns import Column, Kind

LONGEST_WORD = 32  # letters up to which the width of a column follows its words, and then its text
LONGEST, LONGEST_STATUS = 40, 200
# In widths of a letter, measured in DejaVu Sans: a wide font, such as a computer without Calibri takes.
BROAD, BROAD_LETTERS, CAPITAL, DIGIT, BOLD = 1.5, "MWmw", 1.15, 1.1, 1.15
CELL_MARGIN_CM = 0.1
CM_A_LETTER = 0.021  # for each point of its size: 0,6 of it, and a point is 0,0353 cm


def column_widths(
    columns: Sequence[Column], rows: Sequence[Sequence[ShownValue]], total_cm: float, points: float
) -> list[float]:
    """Share a width out over columns: each its longest word, the rest by their longest text.

    Example:
        >>> columns = (Column("a", "Stroom"), Column("b", "Wat"))
        >>> words = (("Stroom", "een zin van zes korte woorden"), ("Wmo", "y"))
        >>> rows = [[ShownValue(word) for word in row] for row in words]
        >>> [round(width, 1) for width in column_widths(columns, rows, 4.2, 8)]
        [1.5, 2.7]
    """
    texts = [[words_of(row[place]) for row in rows] for place in range(len(columns))]
    longest = [LONGEST_STATUS if column.kind is Kind.STATUS else LONGEST for column in columns]
    margins = 2 * CELL_MARGIN_CM / (points * CM_A_LETTER)
    needs = [
        max(_need(text, bold=not place or not y) for y, text in enumerate(column)) + margins
        for place, column in enumerate(texts)
    ]
    wants = [min(max(map(len, texts)), most) + margins for texts, most in zip(texts, longest, strict=True)]
    spare = max(total_cm / (points * CM_A_LETTER) - sum(needs), 0)
    more = [max(want - need, 0) for want, need in zip(wants, needs, strict=True)]
    weights = [need + spare * extra / max(sum(more), 1) for need, extra in zip(needs, more, strict=True)]
    return [total_cm * weight / sum(weights) for weight in weights]


def _need(text: str, *, bold: bool) -> float:
    """Give the width of the longest word of a text [letters]; heads and names of rows are bold.

    Example:
        >>> [round(_need("voor de Wmo", bold=bold), 2) for bold in (False, True)]
        [4, 4.6]
    """
    # A narrow space in a text holds it together, so only a plain one is a place to break.
    words = (word[:LONGEST_WORD] for word in text.split(" "))
    return max(sum(map(_size, word)) for word in words) * (BOLD if bold else 1)


def _size(letter: str) -> float:
    if letter in BROAD_LETTERS:
        return BROAD
    return CAPITAL if letter.isupper() else DIGIT if letter.isdigit() else 1


def words_of(cell: ShownValue) -> str:
    """Give the text of a cell with its direction."""
    return f"{cell.text} {cell.direction}".strip()
