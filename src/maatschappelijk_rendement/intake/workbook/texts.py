"""Texts of a workbook: shared by cells or inside one, plain or in runs, as the user sees them."""

from __future__ import annotations

import re

from maatschappelijk_rendement.intake.workbook.gate import DEFAULT_LIMITS, Container, DamagedPartError, Limits
from maatschappelijk_rendement.intake.workbook.markup import MAIN, parse, qualified

_ITEM, _RUN, _TEXT = (qualified(MAIN, name) for name in ("si", "r", "t"))

# What Excel writes for a character that XML cannot hold, and for an underscore that would read as such.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

TOO_LONG = "\ufffe"
"""Stands for a text above the limit: kept once, never copied, and no character that XML can hold."""


def read_shared_strings(container: Container, part: str, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    """Read the texts that cells share; phonetic runs are left out, a text above the limit is ``TOO_LONG``.

    Raises:
        DamagedPartError: The texts cannot be read.
    """
    texts: list[str] = []
    reader = RichText(limits.cell_characters)
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if name in _ITEM:
            if inside:
                raise DamagedPartError("text in a text")
            inside = True
            reader.clear()
        elif inside:
            reader.start(name)

    def end(name: str) -> None:
        nonlocal inside
        if name in _ITEM:
            inside = False
            texts.append(reader.result())
        elif inside:
            reader.end(name)

    parse(container.chunks(part), start, end, reader.text)
    return texts


class RichText:
    """Collects the text of a shared or inline string: plain or in runs, without its phonetic guide."""

    __slots__ = ("_depth", "_limit", "_open", "_pieces", "_size")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.clear()

    def clear(self) -> None:
        """Begin a new text."""
        self._pieces: list[str] = []
        self._size = 0
        self._open = False
        self._depth = 0

    def start(self, name: str) -> None:
        """An element opened: only ``t``, directly or in a run, holds text."""
        if self._open and not self._depth:
            raise DamagedPartError("element inside a text")
        if self._depth or (name not in _RUN and name not in _TEXT):
            self._depth += 1
        elif name in _TEXT:
            self._open = True

    def end(self, name: str) -> None:
        """An element closed."""
        if self._depth:
            self._depth -= 1
        elif name in _TEXT:
            self._open = False

    def text(self, piece: str) -> None:
        """Keep a piece of text, up to the limit."""
        if self._open and not self._depth and self._size <= self._limit:
            self._pieces.append(piece[: self._limit + 1])
            self._size += len(piece)

    def result(self) -> str:
        """Give the text as the user sees it."""
        return TOO_LONG if self._size > self._limit else unescape("".join(self._pieces))


def unescape(text: str) -> str:
    """Read ``_x000D_`` and the like as the character they stand for.

    Example:
        >>> unescape("a_x0041_b"), unescape("a_x005F_x0041_b")
        ('aAb', 'a_x0041_b')
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
