"""How a zip is laid out: from its first byte to its last, parts and then their directory, and nothing else.

What no directory mentions is read by one program and not by another. A file with something before, between
or after its parts shows different people different workbooks, or carries what nobody looked at.
"""

from __future__ import annotations

import struct
import zipfile
from itertools import pairwise

from maatschappelijk_rendement.intake.workbook.kinds import ZIP_END, ZIP_PART

# APPNOTE.TXT 6.3.10, 4.3.7, 4.3.9 and 4.3.16: sizes of a local header without its name and extra field, of
# the longest record that may follow the data of a part, and of the end record without its comment.
_LOCAL_BYTES, _DESCRIPTOR_BYTES, _END_BYTES = 30, 24, 22
_HAS_DESCRIPTOR = 0x8
# What mail programs and disks put behind a file.
_PADDING = b"\x00\r\n"


def stray_bytes(data: bytes, archive: zipfile.ZipFile) -> str:
    """Say where bytes stand that belong to no part; empty when there are none.

    Args:
        data: The whole file.
        archive: The same, opened.

    Raises:
        zipfile.BadZipFile: The directory points at what is no part.

    Example:
        >>> import io
        >>> data = io.BytesIO()
        >>> with zipfile.ZipFile(data, "w") as made:
        ...     made.writestr("a.txt", "x")
        >>> stray_bytes(data.getvalue(), zipfile.ZipFile(data))
        ''
    """
    spans = sorted(_span(data, entry) for entry in archive.infolist())
    if spans and spans[0][0]:
        return "voor"
    for (_, end, most), (start, _, _) in pairwise([*spans, (archive.start_dir, 0, 0)]):
        if start < end:
            raise zipfile.BadZipFile("parts overlap")
        if start - end > most and data[end:start].strip(b"\x00"):
            return "tussen"
    end = data.rfind(ZIP_END)
    (comment,) = struct.unpack_from("<H", data, end + _END_BYTES - 2)
    after = data[end + _END_BYTES :]
    return "achter" if b"PK" in after or after[comment:].strip(_PADDING) else ""


def _span(data: bytes, entry: zipfile.ZipInfo) -> tuple[int, int, int]:
    """Give where a part begins and ends, and how many bytes may follow it."""
    start = entry.header_offset
    if start < 0 or data[start : start + len(ZIP_PART)] != ZIP_PART or start + _LOCAL_BYTES > len(data):
        raise zipfile.BadZipFile("no part there")
    name, extra = struct.unpack_from("<HH", data, start + _LOCAL_BYTES - 4)
    end = start + _LOCAL_BYTES + name + extra + entry.compress_size
    return start, end, _DESCRIPTOR_BYTES if entry.flag_bits & _HAS_DESCRIPTOR else 0
