"""What a file is that is no workbook, from its bytes: said with what to do, so that nobody has to guess."""

from __future__ import annotations

import re
from typing import NamedTuple

RESAVE = "Open de werkmap in Excel of LibreOffice en bewaar haar opnieuw als .xlsx."
ASK_ANEW = "Vraag de afzender om de werkmap opnieuw te bewaren en te sturen."
NO_LABEL = (
    "Open de werkmap in Excel, kies een vertrouwelijkheidslabel (gevoeligheidslabel) zonder versleuteling, "
    "en bewaar haar opnieuw als .xlsx. Mag dat niet, vraag het dan aan wie het label beheert."
)
NO_PASSWORD = "Bewaar de werkmap zonder wachtwoord."  # noqa: S105  advice, no password

ZIP_PART = b"PK\x03\x04"
ZIP_END = b"PK\x05\x06"

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_PROTECTED_FILE = b".pfile"
_KINDS_BY_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "een pdf-bestand"),
    (b"{\\rtf", "een rtf-tekst"),
    (b"\x1f\x8b", "een gz-archief"),
    (b"7z\xbc\xaf\x27\x1c", "een 7z-archief"),
    (b"Rar!", "een rar-archief"),
    (b"\x89PNG", "een afbeelding"),
    (b"\xff\xd8\xff", "een afbeelding"),
    (b"GIF8", "een afbeelding"),
    (b"SQLite format 3", "een database"),
)
_HTML_START = re.compile(
    rb"\s*(?:<!doctype\s+html|<html|<head|<body|<table|<meta|mime-version:)", re.IGNORECASE
)
# MS-OFFCRYPTO 2.2: rights management and a password are told apart by the names of their streams, those of
# .xlsx and of the old .xls. Both hold the workbook itself in EncryptedPackage.
_LABEL_STREAMS = tuple(
    name.encode("utf-16-le")
    for name in (
        "DRMEncryptedTransform", "DRMEncryptedDataSpace", "\tDRMContent", "\tDRMDataSpace", "\tDRMTransform"
    )
)  # fmt: skip


class FileKind(NamedTuple):
    """What a file is: the code of the finding, the sentence, and what to do."""

    code: str
    text: str
    advice: str


def say_what_it_is(data: bytes) -> FileKind:
    """Name the kind of a file that does not begin as a zip does.

    Example:
        >>> say_what_it_is(b"%PDF-1.7").text
        'Dit is geen werkmap maar een pdf-bestand.'
    """
    if not data.strip(b"\x00"):
        return _no_workbook("Dit bestand is leeg.", "Vraag de afzender om het bestand opnieuw te sturen.")
    if data.startswith(_OLE):
        return _say_which_old_file(data)
    if data.startswith(_PROTECTED_FILE):
        return _LABELLED
    for magic, kind in _KINDS_BY_MAGIC:
        if data.startswith(magic):
            return _no_workbook(f"Dit is geen werkmap maar {kind}.", "Stuur de werkmap zelf.")
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"")
    if _HTML_START.match(start):
        return _no_workbook("Dit is geen werkmap maar een webpagina (html).", RESAVE)
    if 0 <= data.find(ZIP_PART) < data.rfind(ZIP_END):
        return FileKind("zip_vreemd", "Voor de werkmap staan gegevens die er niet horen.", ASK_ANEW)
    if start.lstrip().startswith(b"<?xml"):
        return _no_workbook("Dit is geen werkmap maar een xml-bestand.", RESAVE)
    if all(
        byte >= ord(" ") or byte in b"\t\r\n"
        for byte in start.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    ):
        advice = "Open de tekst in Excel en bewaar haar als .xlsx."
        return _no_workbook("Dit is geen werkmap maar een csv-bestand (tekst).", advice)
    return _no_workbook("Dit bestand is geen werkmap, of het is beschadigd.", RESAVE)


_LABELLED = FileKind("label", "Deze werkmap is versleuteld met een vertrouwelijkheidslabel (IRM).", NO_LABEL)


def _say_which_old_file(data: bytes) -> FileKind:
    if any(name in data for name in _LABEL_STREAMS):
        return _LABELLED
    if any(name.encode("utf-16-le") in data for name in ("EncryptedPackage", "EncryptionInfo")):
        return _no_workbook("Deze werkmap is beveiligd met een wachtwoord.", NO_PASSWORD)
    if any(word.encode("utf-16-le") in data for word in ("Workbook", "Book")):
        return _no_workbook("Deze werkmap is bewaard in het oude Excel-formaat (.xls).", RESAVE)
    return _no_workbook("Dit is geen werkmap maar een oud Office-bestand.", RESAVE)


def _no_workbook(text: str, advice: str) -> FileKind:
    return FileKind("geen_werkmap", text, advice)
