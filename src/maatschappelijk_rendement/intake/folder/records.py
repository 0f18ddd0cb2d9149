"""The records of a piece of text, by its bytes alone: where each begins and ends, and how many cells it has.

This is the count that the reader of CSV is held against. It follows RFC 4180: a cell is quoted from its first
to its last character or not at all, and a quote inside is written twice. The number of quotes before a place
then says whether it lies inside a cell, for millions of places at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_QUOTE, _NEWLINE, _RETURN, _NUL = b'"'[0], b"\n"[0], b"\r"[0], b"\0"[0]
_MARK = b"\xef\xbb\xbf"
"""What UTF-8 may begin a file with."""


@dataclass(frozen=True, slots=True)
class Dialect:
    r"""How a file is written.

    Attributes:
        delimiter: The character between cells.
        line_end: The last byte of a record: a newline, also after a return; or a return alone (``\r``).
    """

    delimiter: str
    line_end: bytes = b"\n"


class Ambiguity(Enum):
    """Why what follows a place cannot be read in one way only."""

    QUOTE = "aanhalingsteken"
    LINE_END = "regeleinde"
    NUL = "geen_tekst"
    MARK = "bestanden_geplakt"


class Break(NamedTuple):
    """The first place where a text breaks the rules, and how."""

    position: int
    why: Ambiguity


@dataclass(frozen=True, slots=True)
class Records:
    """The whole records of a text.

    Attributes:
        starts: Place of the first byte of each.
        ends: Place after its last byte, without the line end.
        cells: How many cells it has; a line of nothing has one.
        length: How many bytes they take; what follows is the beginning of a record.
        broken: Where they break the rules first, if they do.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    cells: NDArray[np.int64]
    length: int
    broken: Break | None


def find_records(text: bytes, dialect: Dialect) -> Records:
    r"""Find the records of a text that starts with one.

    Args:
        text: In UTF-8.
        dialect: How it is written.

    Example:
        >>> found = find_records(b'a;b\n1;"x\ny"\n;', Dialect(";"))
        >>> found.starts.tolist(), found.cells.tolist(), found.length
        ([0, 4], [2, 2], 12)
    """
    content = np.frombuffer(text, np.uint8)
    is_end = content == dialect.line_end[0]
    is_delimiter = content == ord(dialect.delimiter)
    outside = _outside_quotes(text, content)
    if outside is not None:
        is_end &= outside
        is_delimiter &= outside
    line_ends = np.flatnonzero(is_end)
    length = int(line_ends[-1]) + 1 if len(line_ends) else 0
    starts = np.concatenate(([0], line_ends[:-1] + 1)) if length else line_ends
    delimiters_before = np.searchsorted(np.flatnonzero(is_delimiter), line_ends)
    after_return = (line_ends > starts) & (content[line_ends - 1] == _RETURN)
    broken = _first_break(
        text, content[:length], None if outside is None else outside[:length], starts, dialect
    )
    return Records(
        starts, line_ends - after_return, np.diff(delimiters_before, prepend=0) + 1, length, broken
    )


def _outside_quotes(text: bytes, content: NDArray[np.uint8]) -> NDArray[np.bool_] | None:
    """Say of each byte whether an even number of quotes stands up to it; None where there is no quote."""
    if b'"' not in text:
        return None
    is_quote = (content == _QUOTE).view(np.uint8)
    outside: NDArray[np.bool_] = np.bitwise_xor.accumulate(is_quote) == 0
    return outside


def _first_break(
    text: bytes,
    content: NDArray[np.uint8],
    outside: NDArray[np.bool_] | None,
    starts: NDArray[np.int64],
    dialect: Dialect,
) -> Break | None:
    length = len(content)
    places = [
        (text.find(b"\0", 0, length), Ambiguity.NUL),
        (_first_odd_line_end(text, content, outside, dialect), Ambiguity.LINE_END),
        (_first_mark(text, length, starts), Ambiguity.MARK),
    ]
    if outside is not None:
        places.append((_first_stray_quote(content, dialect), Ambiguity.QUOTE))
    found = [Break(position, why) for position, why in places if position >= 0]
    return min(found, key=lambda place: place.position, default=None)


def _first_odd_line_end(
    text: bytes, content: NDArray[np.uint8], outside: NDArray[np.bool_] | None, dialect: Dialect
) -> int:
    """Find a return without newline among lines that end with newlines, or a newline among returns."""
    if b"\r" not in text:
        return -1
    if dialect.line_end == b"\n":
        is_odd = content == _RETURN
        # The last byte is the end of a record, so no return.
        is_odd[:-1] &= content[1:] != _NEWLINE
    else:
        is_odd = content == _NEWLINE
    if outside is not None:
        is_odd &= outside
    return _first(is_odd)


def _first_mark(text: bytes, length: int, starts: NDArray[np.int64]) -> int:
    """Find the mark of a second file at the start of a record."""
    position = text.find(_MARK, 0, length)
    while position >= 0:
        if starts[np.searchsorted(starts, position, side="right") - 1] == position:
            return position
        position = text.find(_MARK, position + 1, length)
    return -1


def _first_stray_quote(content: NDArray[np.uint8], dialect: Dialect) -> int:
    """Find a quote that neither opens a cell, nor closes one, nor is written twice inside one."""
    quotes = np.flatnonzero(content == _QUOTE)
    opening, closing = quotes[::2], quotes[1::2]
    if not len(quotes):
        return -1
    is_double = closing[:-1] + 1 == opening[1:]
    before, after = content[opening - 1], content[closing + 1]
    delimiter, line_end = ord(dialect.delimiter), dialect.line_end[0]
    opens = (opening == 0) | (before == delimiter) | (before == line_end)
    closes = (after == delimiter) | (after == _NEWLINE) | (after == _RETURN)
    opens[1:] |= is_double
    closes[:-1] |= is_double
    stray = [
        places[position]
        for places, good in ((opening, opens), (closing, closes))
        if (position := _first(~good)) >= 0
    ]
    return int(min(stray, default=-1))


def _first(is_there: NDArray[np.bool_]) -> int:
    """Give the first place that is true; -1 where there is none."""
    position = int(np.argmax(is_there)) if len(is_there) else 0
    return position if len(is_there) and is_there[position] else -1
