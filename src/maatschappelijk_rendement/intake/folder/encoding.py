"""In which encoding a text file is written, and the file in UTF-8, piece by piece.

Excel writes UTF-8, the same with a mark in front, Windows-1252 ("CSV") and UTF-16 ("Unicode-tekst").
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Generator, Iterator
from enum import StrEnum
from pathlib import Path

PIECE_BYTES = 16 * 1024 * 1024
# A place for which Windows-1252 has no character.
_NO_CHARACTER = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
# Ã or Â before a sign, or â before € or ‚: accents and quotes of UTF-8, which nobody writes in Windows-1252.
_UTF_8_INSIDE = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2[\x80\x82][\x80-\xbf]")


class Encoding(StrEnum):
    """How the letters of a file are written; the value is what Python calls it."""

    UTF_8 = "utf-8-sig"
    WINDOWS_1252 = "cp1252"
    UTF_16 = "utf-16"


class UnknownEncodingError(Exception):
    """No encoding fits, or more than one is used.

    Attributes:
        line: Line of the file where that shows; 0 where no line can be named.
        is_mixed: A part is UTF-8 and another part is not.
    """

    def __init__(self, line: int, *, is_mixed: bool) -> None:
        self.line, self.is_mixed = line, is_mixed
        super().__init__(f"line {line}")


def find_encoding(path: Path, piece_bytes: int = PIECE_BYTES) -> Encoding:
    """Say how a file is written, from all of its bytes.

    Args:
        path: The file.
        piece_bytes: How much is read at once.

    Raises:
        UnknownEncodingError: Nothing fits, or two encodings are pasted together.
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return Encoding.UTF_16
    if _is_utf_8(path, piece_bytes):
        return Encoding.UTF_8
    line, last = 1, b""
    for piece in _pieces(path, piece_bytes):
        both = last + piece
        for pattern in (_UTF_8_INSIDE, _NO_CHARACTER):
            match = pattern.search(both)
            if match:
                line += both.count(b"\n", 0, match.start())
                raise UnknownEncodingError(line, is_mixed=pattern is _UTF_8_INSIDE)
        # Two bytes more may belong to what the next piece begins with.
        line += both.count(b"\n", 0, len(both) - 2)
        last = both[-2:]
    if last.endswith((b"\xc2", b"\xc3")):
        raise UnknownEncodingError(line + last.count(b"\n"), is_mixed=True)
    return Encoding.WINDOWS_1252


def utf_8_pieces(
    path: Path, encoding: Encoding, piece_bytes: int = PIECE_BYTES
) -> Generator[bytes, None, None]:
    """Give a file in UTF-8, without the mark in front.

    Args:
        path: The file.
        encoding: How it is written.
        piece_bytes: How much is read at once.

    Raises:
        UnknownEncodingError: What is there is not in this encoding.
        OSError: The file cannot be read.
    """
    if encoding is Encoding.UTF_8:
        # All of it was found to be UTF-8: there is nothing to decode.
        is_first = True
        for piece in _pieces(path, piece_bytes):
            yield piece.removeprefix(codecs.BOM_UTF8) if is_first else piece
            is_first = False
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in _pieces(path, piece_bytes):
            yield decoder.decode(piece).encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeError:
        raise UnknownEncodingError(0, is_mixed=False) from None


def _is_utf_8(path: Path, piece_bytes: int) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in _pieces(path, piece_bytes):
            # Most files are plain letters, and finding that out takes no time.
            if decoder.getstate()[0] or not piece.isascii():
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _pieces(path: Path, piece_bytes: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(piece_bytes):
            yield piece
