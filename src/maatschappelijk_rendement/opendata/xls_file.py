"""Read an old Excel file (.xls), as CBS published until 2018. Without python-calamine it says so."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.intake.own_formats.header_row import GridRow, table_of
from maatschappelijk_rendement.intake.own_formats.raw import UNREADABLE, RawCell, RawTable, plain
from maatschappelijk_rendement.intake.workbook.gate import MEBIBYTE, Limits

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST_BYTES = 100 * MEBIBYTE
_RESAVE = "Open het bestand in Excel of LibreOffice en bewaar het als xlsx; lees dat bestand in."


def is_old_excel(data: bytes) -> bool:
    """Say whether a file is in the format of old Office programs.

    Example:
        >>> is_old_excel(b"PK"), is_old_excel(_MAGIC)
        (False, True)
    """
    return data.startswith(_MAGIC)


def read_xls(data: bytes, limits: Limits) -> list[RawTable]:
    """Read the sheets of an old Excel file that hold something. Macros are never looked at.

    Args:
        data: The whole file.
        limits: How much it may hold; the format itself holds 65.536 rows of 256 columns a sheet.

    Raises:
        InputError: It cannot be read, has a password, holds too much, or the reader is not installed.
    """
    if len(data) > LARGEST_BYTES:
        raise _refused("grens_bestand", "Dit Excelbestand is te groot.")
    try:
        import python_calamine as reader
    except ImportError as error:
        raise _refused(
            "xls_lezer", "Dit is een oud Excelbestand (.xls); dat is hier niet te lezen."
        ) from error
    try:
        book = reader.load_workbook(io.BytesIO(data))
        names = list(book.sheet_names)
        if len(names) > limits.sheets:
            raise _refused("grens_bladen", "Dit Excelbestand heeft te veel bladen.")
        sheets = [list(book.get_sheet_by_name(name).iter_rows()) for name in names]
    except reader.PasswordError as error:
        raise _refused("wachtwoord", "Dit Excelbestand heeft een wachtwoord.") from error
    except (reader.CalamineError, OSError, ValueError) as error:
        raise _refused("beschadigd", "Dit Excelbestand is beschadigd of van een andere soort.") from error
    except BaseException as error:  # a panic in the reader is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise _refused("beschadigd", "Dit Excelbestand is beschadigd of van een andere soort.") from error
    found = []
    for place, (name, rows) in enumerate(zip(names, sheets, strict=True), start=1):
        grid = [
            GridRow(number, tuple(_cell(value) for value in row))
            for number, row in enumerate(rows, start=1)
            if any(value not in ("", None) for value in row)
        ]
        table = table_of(name, f"blad {place}", grid, said=["Gelezen als oud Excelbestand (.xls)."])
        found += [table] if table.headers else []
    return found


def _cell(value: Any) -> RawCell:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, bool) or value is None:
        return UNREADABLE if value is not None else None
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        return number if number.is_finite() else UNREADABLE
    return UNREADABLE


def _refused(code: str, text: str) -> InputError:
    advice = _RESAVE
    if code == "xls_lezer":
        advice = f"{_RESAVE} Of laat uw beheerder python-calamine installeren (extra xls)."
    return InputError([Finding("fout", "", "", code, text, advice)])
