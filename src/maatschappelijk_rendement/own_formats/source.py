"""Read a file of somebody else as it stands: what it is, is decided on its bytes and never on its name."""

from __future__ import annotations

from pathlib import Path

from maatschappelijk_rendement.errors import Finding, InputError
from maatschappelijk_rendement.own_formats.raw import RawTable
from maatschappelijk_rendement.workbook.gate import DEFAULT_LIMITS, Limits


def read_source(
    path: Path, *, header_row: int | None = None, limits: Limits = DEFAULT_LIMITS
) -> list[RawTable]:
    """Read every table of a source: xlsx, ods, csv, Parquet (a file or a folder), or messages in XML.

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
    raise NotImplementedError


def read_messages(data: bytes, limits: Limits) -> list[RawTable]:
    """Read messages in XML: one table for each kind of message, headers as the standard names its elements.

    Raises:
        InputError: It is XML of another kind, broken, or not safe.
    """
    text = "Dit is een xml-bestand van een onbekende soort."
    raise InputError([Finding("fout", "", "", "xml_onbekend", text, "Kies een werkmap of een csv-bestand.")])
