"""Read a file of somebody else as it stands: what it is, is decided on its bytes and never on its name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NoReturn

from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.domain.files.plain_file import read_plain, why_not_read
from maatschappelijk_rendement.intake.own_formats.csv_source import read_csv
from maatschappelijk_rendement.intake.own_formats.ods_source import is_ods, read_ods
from maatschappelijk_rendement.intake.own_formats.parquet_source import (
    MAGIC,
    read_parquet,
    read_parquet_folder,
)
from maatschappelijk_rendement.intake.own_formats.raw import RawTable
from maatschappelijk_rendement.intake.own_formats.xlsx_source import read_xlsx
from maatschappelijk_rendement.intake.workbook.gate import DEFAULT_LIMITS, MEBIBYTE, Limits


def read_source(
    path: Path, *, header_row: int | None = None, limits: Limits = DEFAULT_LIMITS
) -> list[RawTable]:
    """Read every table of a source: xlsx, ods, csv or Parquet (a file or a folder).

    Args:
        path: A file, or a folder of Parquet files.
        header_row: The row that holds the headers; found by itself when left out.
        limits: How much it may hold.

    Returns:
        Its tables in the order of the source. What of a table could not be read stands in its ``lost``.

    Raises:
        UsageError: There is no such file, or it may not be read.
        InputError: It is none of these, is broken, or is not safe to open.
    """
    if path.is_dir():
        return read_parquet_folder(path, limits)
    try:
        data = read_plain(path, limits.packed_bytes)
    except OSError as error:
        raise UsageError(f"Dit bestand {why_not_read(error)}") from error
    if data.startswith(MAGIC):
        _refuse_too_large(data, limits)
        return read_parquet(data, limits)
    if is_ods(data):
        return read_ods(data, limits, header_row=header_row)
    if data.startswith((b"PK", *_OTHER_TEXTS)) or _HTML.match(data) or not _is_text(data):
        return read_xlsx(data, limits, header_row=header_row)  # its gate says what else this is
    _refuse_too_large(data, limits)
    if data[:_START].removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip().startswith(b"<"):
        _refuse_xml()
    return read_csv(data, limits, header_row=header_row)


_START = 4096
_OTHER_TEXTS = (b"%PDF", b"{\\rtf")
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|table|meta)", re.IGNORECASE)


def _is_text(data: bytes) -> bool:
    """Say whether a file can be text: something stands in it, and no signs that a text never has."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    start = data[:_START]
    return bool(start.strip()) and all(byte >= ord(" ") or byte in b"\t\r\n" for byte in start)


def _refuse_too_large(data: bytes, limits: Limits) -> None:
    if len(data) > limits.packed_bytes:
        text = f"Dit bestand is groter dan de grens van {limits.packed_bytes // MEBIBYTE} MB."
        raise InputError([Finding("fout", "", "", "grens_bestand", text, "Splits het bestand.")])


def _refuse_xml() -> NoReturn:
    """Refuse XML: messages are no table, and go through ``deliveries``."""
    text = "Dit is een xml-bestand; daar is dit profiel niet voor."
    advice = (
        "Voor berichten van iWmo en iJw: --profiel iwmo323, of --stel-voor. Kies anders een werkmap of csv."
    )
    raise InputError([Finding("fout", "", "", "xml_onbekend", text, advice)])
