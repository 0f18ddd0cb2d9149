"""A table as somebody else made it: their headers, their rows, nothing interpreted yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maatschappelijk_rendement.domain.errors import Finding

RawCell = str | Decimal | date | None
"""What a cell holds: text as written, an exact number, a day, or nothing. A blank text is nothing."""

UNREADABLE = "\uffff"
"""Stands for a cell that cannot be read: an error value, a merged cell, a formula without result, a text that
is too long. It stops who uses the cell, and nobody else; no text of a source can hold this character."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table of a source: a sheet of a workbook, a text file, the messages of one kind.

    Attributes:
        name: As the source calls it; a profile finds it by this. Never shown: it may be personal.
        label: How a message calls it: ``blad 2``, ``csv-bestand``.
        headers: Its columns, trimmed; empty where a column has no header.
        rows: Its rows, each as long as ``headers``; blank rows are in it too.
        row_numbers: The row in the source of each row; for messages the number of the message.
        lost: What was not read as it stood: an error stops who uses the table, a warning is passed on.
        said: How it was read, in Dutch sentences, such as the encoding that was found.

    Example:
        >>> table = RawTable("Blad1", "blad 1", ("Casusnr",), (("C1",), (None,)), (2, 3))
        >>> [table.is_blank(place) for place in range(2)]
        [False, True]
    """

    name: str
    label: str
    headers: tuple[str, ...]
    rows: tuple[tuple[RawCell, ...], ...]
    row_numbers: tuple[int, ...]
    lost: tuple[Finding, ...] = ()
    said: tuple[str, ...] = ()

    def is_blank(self, place: int) -> bool:
        """Say whether a row, by its place from 0, holds nothing."""
        return all(cell is None for cell in self.rows[place])


def plain(text: str) -> str | None:
    """Give a text as a cell holds it: trimmed, and nothing where it is blank.

    Example:
        >>> plain(" Noord "), plain("\\u00a0")
        ('Noord', None)
    """
    return text.strip() or None
