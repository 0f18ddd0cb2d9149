"""Tidy CSV: one heading, a row an observation, a decimal point, and no formula made of a text."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

CONFIDENTIAL = "vertrouwelijk"
"""A column in every row: a loose table has no page that carries the word."""
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(rows: Sequence[Mapping[str, Any]], *, confidential: bool = False) -> bytes:
    r"""Write rows as CSV in UTF-8.

    Args:
        rows: At least one, all with the same keys, in the order of the heading. None is an empty field.
        confidential: Say so in every row.

    Example:
        >>> csv_bytes([{"stroom": "Wmo", "bedrag_eur": "-1.50"}, {"stroom": "=1+1", "bedrag_eur": None}])
        b"stroom;bedrag_eur\r\nWmo;-1.50\r\n'=1+1;\r\n"
    """
    if confidential:
        rows = [{**row, CONFIDENTIAL: True} for row in rows]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(rows[0])
    for row in rows:
        writer.writerow(_field(value) for value in row.values())
    return out.getvalue().encode("utf-8")


def _field(value: Any) -> Any:
    """A text that a spreadsheet would compute gets an apostrophe; a number keeps its sign."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA) and not _is_number(value):
        return f"'{value}"
    return value


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdecimal()
