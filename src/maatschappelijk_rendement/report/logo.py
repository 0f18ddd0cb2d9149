"""Read the picture of a house style: an ordinary file in its folder, of a size that a page can bear.

Whoever opens a report lets a browser, Word or a PDF reader unpack the picture, and 91 kB can unpack to 900
million pixels. So its size is read from its header, and of the file only those parts go on that make the
picture: what a camera or an editor wrote about its maker stays behind.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from maatschappelijk_rendement.domain.files.plain_file import read_plain, why_not_read

MOST_BYTES = 500_000  # the logo stands inside every page
MOST_PIXELS = 4_000_000
MOST_TIMES_AS_LONG = 10
"""One side may be so many times the other: a wider picture does not fit on a page at the height of a logo."""

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_DAMAGED = "is beschadigd. Bewaar het logo opnieuw als png."

# PNG specification, third edition (W3C, 2025): chunks that make the picture, channels by colour type.
_PNG_PARTS = (b"IHDR", b"gAMA", b"cHRM", b"sRGB", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PNG_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PNG_LENGTHS = {b"IHDR": 13, b"gAMA": 4, b"cHRM": 32, b"sRGB": 1, b"IEND": 0}
# Of each pass of an interlaced picture: first column and row, and the steps between them.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_BY_PALETTE = 3
_PIECE = 1 << 20

# ITU-T T.81, table B.1: what makes the picture. APP2 holds its colours, APP14 how Adobe wrote them.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END, _JFIF, _COLOURS, _ADOBE = 0xDA, 0xD9, 0xE0, 0xE2, 0xEE
_JPEG_PARTS = _FRAMES | {0xC4, 0xDB, 0xDC, 0xDD, _ADOBE, _SCAN, _END}
_MARK = re.compile(
    rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL
)  # among pixels FF 00 is no mark, nor are FF D0 to D7
_FRAME_BYTES, _THREE_COLOURS = 6, 3
_PLAIN_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00"


class UnfitPictureError(Exception):
    """A picture that cannot stand above a report: the end of a Dutch sentence that names the field."""


def read_picture(name: str, folder: Path) -> tuple[bytes, str]:
    """Read a picture: its content without anything beside the picture, and its media type.

    Args:
        name: Path of the picture, from the folder on.
        folder: Folder of the house style; what lies outside, also behind a link, is refused.

    Raises:
        UnfitPictureError: There is no such picture, or it is too large, damaged, or of another kind.
    """
    content = _read(name, folder)
    if content.startswith(_PNG):
        return _clean_png(content), "image/png"
    if content.startswith(_JPEG):
        return _clean_jpeg(content), "image/jpeg"
    raise UnfitPictureError("is geen png of jpg.")


def _read(name: str, folder: Path) -> bytes:
    try:
        path, home = (folder / name).resolve(), folder.resolve()
        if not path.is_relative_to(home):
            raise UnfitPictureError("ligt buiten de map van de huisstijl. Zet het logo in die map.")
        content = read_plain(path, MOST_BYTES)
    except (OSError, ValueError, RuntimeError) as error:  # a name with a NUL; a link in a circle
        why = why_not_read(error) if isinstance(error, OSError) else "is niet te lezen."
        raise UnfitPictureError(f"{why} Zet het logo naast het bestand van de huisstijl.") from error
    if len(content) > MOST_BYTES:
        raise UnfitPictureError(f"is groter dan {MOST_BYTES // 1000} kB. Maak het kleiner.")
    return content


def _refuse_size(width: int, height: int) -> None:
    short, long = sorted((width, height))
    if short < 1:
        raise UnfitPictureError(_DAMAGED)
    if width * height > MOST_PIXELS:
        raise UnfitPictureError(
            f"heeft te veel pixels. Maak het kleiner: hoogstens {MOST_PIXELS // 1_000_000} miljoen samen, "
            "zoals 2.000 breed en 2.000 hoog."
        )
    if long > MOST_TIMES_AS_LONG * short:
        raise UnfitPictureError(
            f"is te langgerekt. Snijd het bij: de ene kant mag hoogstens {MOST_TIMES_AS_LONG} keer zo lang "
            "zijn als de andere."
        )


def _clean_png(content: bytes) -> bytes:
    """Keep the chunks that make the picture; refuse one that is not whole or holds more than it says."""
    kept, packed = [_PNG], []
    kinds: list[bytes] = []
    for kind, data, chunk in _chunks(content):
        if kind == b"IHDR" and not kinds:
            _refuse_size(int.from_bytes(data[:4]), int.from_bytes(data[4:8]))
        if kind in _PNG_PARTS:
            kept.append(chunk)
            kinds.append(kind)
        elif not kind[0] & 0x20:  # a capital: the picture cannot be shown without it
            raise UnfitPictureError(_DAMAGED)
        if kind == b"IDAT":
            packed.append(data)
    if kinds[0] != b"IHDR" or kinds.count(b"IHDR") > 1:
        raise UnfitPictureError(_DAMAGED)
    header = kept[1][8:21]
    if header[9] == _BY_PALETTE and b"PLTE" not in kinds:
        raise UnfitPictureError(_DAMAGED)
    if _unpacked_size(b"".join(packed), _png_size(header)) != _png_size(header):
        raise UnfitPictureError(_DAMAGED)
    return b"".join(kept)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Give kind, data and the whole of each chunk, checked against its sum, up to the end of the picture."""
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        end = at + 12 + length
        data = content[at + 8 : end - 4]
        is_whole = end <= len(content) and length == _PNG_LENGTHS.get(kind, length)
        if not is_whole or zlib.crc32(kind + data) != int.from_bytes(content[end - 4 : end]):
            raise UnfitPictureError(_DAMAGED)
        yield kind, data, content[at:end]
        at = end


def _png_size(header: bytes) -> int:
    """Give how many bytes the rows of a picture are, each with the one before it that says how to read it."""
    width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
    depth, colour, interlaced = header[8], header[9], header[12]
    if depth not in _PNG_DEPTHS.get(colour, ()) or interlaced > 1:
        raise UnfitPictureError(_DAMAGED)
    size = 0
    for left, top, across, down in _PASSES if interlaced else ((0, 0, 1, 1),):
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            size += rows * (1 + -(-columns * depth * _PNG_CHANNELS[colour] // 8))
    return size


def _unpacked_size(packed: bytes, most: int) -> int:
    """Unpack piece by piece and count; stops past the most that there may be."""
    unpacker, size = zlib.decompressobj(), 0
    try:
        while packed and not unpacker.eof and size <= most:
            size += len(unpacker.decompress(packed, _PIECE))
            packed = unpacker.unconsumed_tail
        if not packed:
            size += len(unpacker.flush())
        return size if unpacker.eof else -1
    except zlib.error as error:
        raise UnfitPictureError(_DAMAGED) from error


def _clean_jpeg(content: bytes) -> bytes:
    """Keep the segments that make the picture, after the one by which each reader knows it."""
    kept, frames, is_jfif, is_rgb = [_JPEG, _PLAIN_JFIF], [], False, False
    for code, data, segment in _segments(content):
        if code in _FRAMES:
            frames.append(data)
        if code == _ADOBE:
            is_rgb = data[:5] == b"Adobe" and data[11:12] == b"\x00"
        if code in _JPEG_PARTS or (code == _COLOURS and data.startswith(b"ICC_PROFILE")):
            kept.append(segment)
        is_jfif |= code == _JFIF
    if len(frames) != 1 or len(frames[0]) < _FRAME_BYTES:
        raise UnfitPictureError(_DAMAGED)
    _refuse_size(int.from_bytes(frames[0][3:5]), int.from_bytes(frames[0][1:3]))
    if is_rgb and not is_jfif and frames[0][5] == _THREE_COLOURS:
        raise UnfitPictureError("is een jpg met ongewone kleuren. Bewaar het logo als png.")
    return b"".join(kept)


def _segments(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Give mark, data and the whole of each segment, a scan with its pixels, up to the end of the picture."""
    found = _MARK.match(content, len(_JPEG))
    while found is not None:
        code, at = content[found.end() - 1], found.end()
        if code == _END:
            yield code, b"", b"\xff\xd9"
            return
        length = int.from_bytes(content[at : at + 2])
        end = at + length
        if length < 2 or end > len(content):
            break
        data = content[at + 2 : end]
        # Pixels follow a scan; anything else is followed by the next segment.
        found = _MARK.search(content, end) if code == _SCAN else _MARK.match(content, end)
        if code == _SCAN and found:
            end = found.start()
        yield code, data, b"\xff" + bytes([code]) + content[at:end]
    raise UnfitPictureError(_DAMAGED)
