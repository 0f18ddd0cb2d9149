"""A text file in blocks of whole records, each with the place where it begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from maatschappelijk_rendement.intake.folder.complaints import Spot
from maatschappelijk_rendement.intake.folder.records import Dialect, Records, find_records

LONGEST_RECORD = 4 * 1024 * 1024
"""Bytes of a record: more than the widest sheet may hold in one, and few enough to keep in memory."""

# A record of these alone, and of delimiters, holds nothing.
_IS_BLANK = np.isin(np.arange(256), np.frombuffer(b' \t\r\n"', np.uint8))


class Start(NamedTuple):
    """Where a block begins: the number of its first record and line, and which file of a folder this is."""

    row: int = 1
    line: int = 1
    part: int = 0


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Whole records of a file.

    Attributes:
        text: Begins with them, in UTF-8.
        records: Where they stand in it.
        dialect: How the file is written.
        start: Where the first one stands in the file.
    """

    text: bytes
    records: Records
    dialect: Dialect
    start: Start

    @property
    def rows(self) -> NDArray[np.int64]:
        """The number of each record in the file."""
        return np.arange(self.start.row, self.start.row + len(self.records.starts))

    @property
    def next_start(self) -> Start:
        """Where the next block begins."""
        lines = self.text.count(self.dialect.line_end, 0, self.records.length)
        return Start(self.start.row + len(self.records.starts), self.start.line + lines, self.start.part)

    def spot(self, row: int, letters: str = "") -> Spot:
        """Say where a record stands, by its number in the file."""
        return self._spot(int(self.records.starts[row - self.start.row]), row, letters)

    def spot_of_byte(self, position: int) -> Spot:
        """Say where a byte stands."""
        record = int(np.searchsorted(self.records.starts, position, side="right")) - 1
        return self._spot(position, self.start.row + record, "")

    def _spot(self, position: int, row: int, letters: str) -> Spot:
        line = self.start.line + self.text.count(self.dialect.line_end, 0, position)
        return Spot(row, line, letters, self.start.part)

    def record(self, row: int) -> bytes:
        """Give the bytes of a record, by its number in the file."""
        number = row - self.start.row
        return self.text[self.records.starts[number] : self.records.ends[number]]

    def rows_with_content(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Keep the records that hold more than blanks, quotes and delimiters."""
        if not len(rows):
            return rows
        nothing = _IS_BLANK.copy()
        nothing[ord(self.dialect.delimiter)] = True
        content = np.flatnonzero(~nothing[np.frombuffer(self.text, np.uint8, self.records.length)])
        numbers = rows - self.start.row
        first = np.searchsorted(content, self.records.starts[numbers])
        return rows[first < np.searchsorted(content, self.records.ends[numbers])]


class UnendingError(Exception):
    """A record does not end: not within the file, or not within ``LONGEST_RECORD``.

    Attributes:
        start: Where it begins.
        is_quoted: It ends inside quotes.
    """

    def __init__(self, start: Start, *, is_quoted: bool) -> None:
        self.start, self.is_quoted = start, is_quoted
        super().__init__(f"row {start.row}")


def read_blocks(pieces: Iterable[bytes], dialect: Dialect, start: Start) -> Iterator[TextBlock]:
    """Cut a file into blocks of whole records.

    Args:
        pieces: The file in UTF-8, from a first record on.
        dialect: How it is written.
        start: Where that record stands.

    Raises:
        UnendingError: A record does not end; all before it has been given.
    """
    rest = b""
    for piece in pieces:
        text = rest + piece
        block = TextBlock(text, find_records(text, dialect), dialect, start)
        if block.records.length:
            yield block
            start = block.next_start
        rest = text[block.records.length :]
        if len(rest) > LONGEST_RECORD:
            raise UnendingError(start, is_quoted=rest.count(b'"') % 2 == 1)
    if rest:
        text = rest + dialect.line_end
        block = TextBlock(text, find_records(text, dialect), dialect, start)
        if not block.records.length:
            raise UnendingError(start, is_quoted=True)
        yield block
