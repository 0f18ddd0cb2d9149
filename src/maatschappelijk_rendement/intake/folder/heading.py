"""The first lines of a text file: which character parts its cells, and how its lines end.

Only the header decides, and nothing after it: a file whose rows are written in another way is refused, for a
reader that adapts itself reads half of it in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from maatschappelijk_rendement.intake.folder.records import Dialect

DELIMITERS = (";", "\t", ",", "|")
"""In order of preference, where a header holds as many of one as of another."""
LONGEST_HEADER = 1024 * 1024
"""Bytes in which the header must end."""

# What Excel itself reads and does not show: which character is between the cells.
_SEPARATOR_LINE = re.compile(rb'"?sep=(.)"?(?:\r\n|\r|\n|\Z)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FileHeading:
    """What the first lines say.

    Attributes:
        dialect: How the file is written.
        cells: How many cells the header has.
        skipped: How many bytes a line ``sep=;`` takes at the beginning.
    """

    dialect: Dialect
    cells: int
    skipped: int


class NoHeadingError(Exception):
    """The first lines are no header.

    Attributes:
        why: ``leeg``, ``scheidingsteken`` (there is none), or ``grens`` (it does not end).
    """

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def find_heading(beginning: bytes) -> FileHeading:
    r"""Read how a file is written from its first line that holds something.

    Args:
        beginning: The first bytes, in UTF-8; all of them, where there are fewer than ``LONGEST_HEADER``.

    Raises:
        NoHeadingError: There is no header.

    Example:
        >>> find_heading(b"sep=;\r\ncasus_id;wijk\r\n")
        FileHeading(dialect=Dialect(delimiter=';', line_end=b'\n'), cells=2, skipped=7)
    """
    told = _SEPARATOR_LINE.match(beginning)
    skipped = told.end() if told else 0
    known = told[1].decode("latin-1") if told else ""
    if known and known not in DELIMITERS:
        raise NoHeadingError("scheidingsteken")
    position = skipped
    while position < len(beginning):
        end, counts = _end_of_record(beginning, position)
        if end == len(beginning) >= LONGEST_HEADER:
            raise NoHeadingError("grens")
        line_end = (
            b"\r" if beginning[end : end + 1] == b"\r" and beginning[end + 1 : end + 2] != b"\n" else b"\n"
        )
        if beginning[position:end].strip(b' \t";,|\r\n'):
            delimiter = known or max(DELIMITERS, key=counts.__getitem__)
            if not counts[delimiter]:
                raise NoHeadingError("scheidingsteken")
            return FileHeading(Dialect(delimiter, line_end), counts[delimiter] + 1, skipped)
        position = end + 1
    raise NoHeadingError("leeg")


_SIGNS = re.compile(rb'[";\t,|\r\n]')


def _end_of_record(text: bytes, start: int) -> tuple[int, dict[str, int]]:
    """Give where a record ends, and how many of each delimiter stand outside its quotes."""
    counts = dict.fromkeys(DELIMITERS, 0)
    is_inside = False
    for match in _SIGNS.finditer(text, start):
        sign = match[0].decode()
        if sign == '"':
            is_inside = not is_inside
        elif not is_inside and sign in counts:
            counts[sign] += 1
        elif not is_inside:
            return match.start(), counts
    return len(text), counts
