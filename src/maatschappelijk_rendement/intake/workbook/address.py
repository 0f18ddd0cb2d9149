"""Where a cell stands: column letters and numbers, within the bounds of a sheet in Excel."""

from __future__ import annotations

LAST_COLUMN = 16_384
LAST_ROW = 1_048_576


def column_letters(column: int) -> str:
    """Give the letters of a column, from 0.

    Example:
        >>> column_letters(0), column_letters(26), column_letters(16383)
        ('A', 'AA', 'XFD')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Give the number of a column, from 0; -1 when these are no column letters.

    Example:
        >>> column_index("A"), column_index("XFD"), column_index("a1")
        (0, 16383, -1)
    """
    index = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            return -1
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1 if len(letters) <= 3 and index <= LAST_COLUMN else -1
