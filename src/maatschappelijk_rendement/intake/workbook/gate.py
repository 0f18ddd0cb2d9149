"""The gate: is this file a workbook, and safe to open? Decided on the bytes, before any parser sees them.

Nothing is unpacked to disk. Every part is inflated once, in pieces, and only counted and searched; the
readers behind the gate inflate what they need a second time, from the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from maatschappelijk_rendement.domain.errors import Finding, WorkbookError
from maatschappelijk_rendement.intake.workbook.archive import stray_bytes
from maatschappelijk_rendement.intake.workbook.kinds import (
    ASK_ANEW,
    NO_PASSWORD,
    RESAVE,
    ZIP_END,
    ZIP_PART,
    say_what_it_is,
)

__all__ = [
    "DEFAULT_LIMITS",
    "MEBIBYTE",
    "RESAVE",
    "Container",
    "DamagedPartError",
    "Limits",
    "external_link",
    "inspect",
    "show_part",
]

MEBIBYTE = 1024 * 1024
CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a workbook may hold, as proposed in the design note on untrusted workbooks.

    Attributes:
        packed_bytes: Size of the file itself.
        unpacked_bytes: Size of all parts together, unpacked.
        ratio: Unpacked size over packed size, of the whole and of each part.
        ratio_from_bytes: Below this unpacked size the ratio says nothing.
        styles_bytes: As ``ratio_from_bytes``, for the part with the cell styles: a workbook that was pasted
            together for years repeats one style thousands of times, and their number is bounded anyway.
        parts: Number of files inside the zip.
        sheets: Number of sheets.
        rows: Rows of a sheet that hold something.
        columns: Columns of a sheet.
        cells: Cells of a sheet, those that hold only a colour or a border included.
        cell_characters: Characters of one cell.
        styles: Cell styles; Excel itself stops at this number.
        depth: How deep XML elements may nest.
        findings: How many findings are kept; the rest is counted.
    """

    packed_bytes: int = 50 * MEBIBYTE
    unpacked_bytes: int = 100 * MEBIBYTE
    ratio: int = 200
    ratio_from_bytes: int = MEBIBYTE
    styles_bytes: int = 16 * MEBIBYTE
    parts: int = 1_000
    sheets: int = 50
    rows: int = 100_000
    columns: int = 200
    cells: int = 5_000_000
    cell_characters: int = 1_000
    styles: int = 65_490
    depth: int = 64
    findings: int = 10_000


DEFAULT_LIMITS = Limits()

_SMALLER = "Plak de gegevens als waarde in een lege werkmap, of verdeel ze over meer werkmappen."
_STYLES = "xl/styles.xml"

# A message names a part only when its name is one that every workbook has: another may be personal.
KNOWN_PART = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:core|app|custom)\.xml"
    r"|xl/(?:workbook|styles|sharedStrings|calcChain|connections|metadata|vbaProject)\.(?:xml|bin)"
    r"|xl/_rels/workbook\.xml\.rels"
    r"|xl/(?:worksheets|chartsheets)/(?:_rels/)?sheet[0-9]{1,4}\.xml(?:\.rels)?"
    r"|xl/externalLinks/(?:_rels/)?externalLink[0-9]{1,4}\.xml(?:\.rels)?"
    r"|xl/(?:comments|theme/theme|tables/table|drawings/(?:vmlDrawing|drawing))[0-9]{0,4}\.(?:xml|vml)"
)

_DOCUMENT_TYPE = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_OVERLAP_BYTES = max(len(word) for word in _DOCUMENT_TYPE) - 1


class DamagedPartError(Exception):
    """A part is not there, not well-formed, or not what its place in the workbook says it is.

    It becomes a finding before a user sees it: only who asked for the part knows what it was to be.
    """


@dataclass(frozen=True, slots=True)
class Container:
    """A zip that passed the gate.

    Attributes:
        data: The whole file.
        names: Part names as stored, by lower-cased name (part names ignore case, ECMA-376 part 2).
        findings: What makes the file unfit, yet leaves it safe to read on for more findings.
    """

    data: bytes = field(repr=False)
    names: dict[str, str]
    findings: tuple[Finding, ...] = ()

    def has(self, name: str) -> bool:
        """Say whether this part is there."""
        return name.lower() in self.names

    def chunks(self, name: str) -> Iterator[bytes]:
        """Give the unpacked bytes of a part in pieces.

        Raises:
            DamagedPartError: The part is not there.
        """
        stored = self.names.get(name.lower())
        if stored is None:
            raise DamagedPartError("not there")
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive, archive.open(stored) as stream:
            yield from _pieces(stream)


def show_part(name: str, position: int) -> str:
    """Name a part in a message: by its own name when every workbook has it, else by its place in the zip.

    Example:
        >>> show_part("xl/workbook.xml", 3), show_part("xl/jansen.xml", 4)
        ('xl/workbook.xml', 'onderdeel 4')
    """
    return name if KNOWN_PART.fullmatch(name) else f"onderdeel {position}"


def inspect(data: bytes, limits: Limits = DEFAULT_LIMITS, *, is_workbook: bool = True) -> Container:
    """Judge the bytes of a file that should be a workbook.

    Args:
        data: The whole file.
        limits: How much it may hold.
        is_workbook: It should be an .xlsx; else any zip that is safe to open, such as an .ods.

    Returns:
        The container to read from, with what was found that does not stop the reading.

    Raises:
        WorkbookError: It is no workbook, is broken, or is not safe to open; says what it is.

    Example:
        >>> inspect(b"casus_id;wijk\\n")
        Traceback (most recent call last):
            ...
        maatschappelijk_rendement.domain.errors.WorkbookError: 1 fout, 0 waarschuwingen
        - fout: Dit is geen werkmap maar een csv-bestand (tekst). Open de tekst in Excel en bewaar haar als
        .xlsx.
    """
    if len(data) > limits.packed_bytes:
        raise _refusal(
            "grens_bestand",
            f"Dit bestand is groter dan de grens van {_megabytes(limits.packed_bytes)}.",
            _SMALLER,
        )
    if not data.startswith(b"PK"):
        raise _refusal(*say_what_it_is(data))
    # Counted before the directory is read: a directory of a million entries takes zipfile many seconds.
    if data.count(b"PK\x01\x02") > limits.parts:
        raise _refusal(
            "grens_onderdelen",
            f"Dit bestand heeft meer dan {limits.parts} onderdelen; dat is de grens.",
            _SMALLER,
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inspect_archive(archive, data, limits, is_workbook=is_workbook)
    # All that zipfile raises on bytes that are no sound archive.
    except (zipfile.BadZipFile, EOFError, ValueError, OverflowError, NotImplementedError) as error:
        raise _refusal("beschadigd", "Dit bestand is beschadigd of afgebroken.", RESAVE) from error


def _inspect_archive(
    archive: zipfile.ZipFile, data: bytes, limits: Limits, *, is_workbook: bool
) -> Container:
    if where := stray_bytes(data, archive):
        text = f"In dit bestand staan gegevens {where} de onderdelen die er niet horen."
        raise _refusal("zip_vreemd", text, ASK_ANEW)
    # A folder holds nothing; one that does is judged as a part, and has no name that a part may have.
    entries = [entry for entry in archive.infolist() if entry.file_size or not _name(entry).endswith("/")]
    names = {_name(entry).lower(): entry.filename for entry in entries}
    if is_workbook:
        _refuse_other_kinds(names)
    findings = _entry_findings(entries, limits)
    if not findings:
        findings = [
            finding
            for position, entry in enumerate(entries, 1)
            for finding in _content_findings(archive, entry, show_part(_name(entry), position), limits)
        ]
    if findings:
        raise WorkbookError(findings)
    return Container(data, names, tuple(_active_content(archive, names)) if is_workbook else ())


def _name(entry: zipfile.ZipInfo) -> str:
    """Give the name of a part with the separator of a zip; some programs write that of Windows."""
    return entry.filename.replace("\\", "/")


def _refuse_other_kinds(names: dict[str, str]) -> None:
    if "xl/workbook.bin" in names:
        raise _refusal("geen_werkmap", "Deze werkmap is binair bewaard (.xlsb).", RESAVE)
    if "[content_types].xml" in names and any(name.startswith("xl/") for name in names):
        return
    if "mimetype" in names and "content.xml" in names:
        raise _refusal("geen_werkmap", "Dit is geen .xlsx maar een OpenDocument-bestand (.ods).", RESAVE)
    if any(name.endswith((".xlsx", ".xlsm", ".xls", ".ods")) for name in names):
        text = "Dit is een zip-bestand met een werkmap erin."
        raise _refusal("geen_werkmap", text, "Pak het zip-bestand uit en kies de werkmap zelf.")
    for folder, kind in (("word/", "een Word-document"), ("ppt/", "een presentatie")):
        if any(name.startswith(folder) for name in names):
            raise _refusal("geen_werkmap", f"Dit is geen werkmap maar {kind}.")
    raise _refusal("geen_werkmap", "Dit is een zip-bestand zonder werkmap erin.", RESAVE)


def _entry_findings(entries: list[zipfile.ZipInfo], limits: Limits) -> list[Finding]:
    """Judge the directory of the zip: names, methods, doubles and the sizes it declares."""
    findings = []
    seen: set[str] = set()
    for position, entry in enumerate(entries, 1):
        place = show_part(_name(entry), position)
        name = _name(entry).lower()
        if _is_invalid_name(entry.orig_filename.replace("\\", "/")):
            findings.append(
                _fault(place, "onderdeel_ongeldig", "Dit onderdeel heeft een ongeldige naam.", RESAVE)
            )
        if name in seen:
            findings.append(
                _fault(place, "onderdeel_dubbel", "Dit onderdeel staat dubbel in het bestand.", RESAVE)
            )
        seen.add(name)
        if entry.flag_bits & 0x1:
            text = "Dit bestand is beveiligd met een wachtwoord."
            findings.append(_fault(place, "wachtwoord", text, NO_PASSWORD))
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            text = "Dit onderdeel heeft een compressie die in een werkmap niet voorkomt."
            findings.append(_fault(place, "compressie", text, RESAVE))
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        text = f"Uitgepakt is dit bestand groter dan de grens van {_megabytes(limits.unpacked_bytes)}."
        findings.append(_fault("", "grens_uitgepakt", text, _SMALLER))
    weighed = [entry for entry in entries if not _are_modest_styles(entry, limits)]
    unpacked, packed = sum(e.file_size for e in weighed), sum(e.compress_size for e in weighed)
    if _is_bomb(unpacked, packed, limits):
        text = f"Dit bestand pakt meer dan {limits.ratio} keer uit; dat is de grens."
        findings.append(_fault("", "grens_verhouding", text, _SMALLER))
    return findings


def _are_modest_styles(entry: zipfile.ZipInfo, limits: Limits) -> bool:
    return _name(entry).lower() == _STYLES and entry.file_size <= limits.styles_bytes


def _content_findings(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, place: str, limits: Limits
) -> Iterator[Finding]:
    """Inflate one part in pieces: count its bytes, check its sum, look for a document type or another zip."""
    unpacked = 0
    tail = b""
    may_repeat = _are_modest_styles(entry, limits)
    try:
        with archive.open(entry) as stream:
            for piece in _pieces(stream):
                if not unpacked and piece.startswith((ZIP_PART, ZIP_END)):
                    text = "Dit onderdeel is zelf een zip-bestand of werkmap; dat wordt niet geopend."
                    yield _fault(place, "zip_in_zip", text, "Haal het ingesloten bestand uit de werkmap.")
                    return
                unpacked += len(piece)
                is_bomb = not may_repeat and _is_bomb(unpacked, entry.compress_size, limits)
                if unpacked > limits.unpacked_bytes or is_bomb:
                    text = f"Dit onderdeel pakt meer dan {limits.ratio} keer uit; dat is de grens."
                    yield _fault(place, "grens_verhouding", text, _SMALLER)
                    return
                window = tail + piece
                if any(word in window for word in _DOCUMENT_TYPE):
                    text = "Dit onderdeel bevat een DOCTYPE of ENTITY; die hoort niet in een werkmap."
                    yield _fault(
                        place, "doctype", text, "Vertrouw dit bestand niet; vraag de afzender om een nieuw."
                    )
                    return
                tail = window[-_OVERLAP_BYTES:]
    # All that zipfile and zlib raise on a part that is cut off or changed.
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError):
        yield _fault(place, "beschadigd", "Dit onderdeel is beschadigd.", RESAVE)


def _active_content(archive: zipfile.ZipFile, names: dict[str, str]) -> Iterator[Finding]:
    """Tell of macros and of links to elsewhere: never run or followed, and never accepted."""
    types = archive.read(names["[content_types].xml"])
    macro_parts = ("vbaproject", "macrosheets/", "activex/")
    if b"macroEnabled" in types or any(part in name for name in names for part in macro_parts):
        text = "Deze werkmap bevat macro's of besturingselementen."
        yield _fault("", "macro", text, "Bewaar de werkmap als gewone .xlsx, zonder macro's.")
    for position, (name, stored) in enumerate(names.items(), 1):
        if re.fullmatch(r"xl/externallinks/[^/]+\.xml", name):
            yield external_link(show_part(stored.replace("\\", "/"), position))


def external_link(place: str) -> Finding:
    """Say that a part gets data from outside the workbook."""
    text = "Deze werkmap heeft een koppeling met een extern bestand of een externe bron."
    advice = "Verbreek de koppeling en plak de gegevens als waarde."
    return _fault(place, "externe_koppeling", text, advice)


def _is_invalid_name(name: str) -> bool:
    pieces = name.split("/")
    return (
        ".." in pieces
        or "." in pieces
        or "" in pieces
        or ":" in name
        or any(ord(character) < ord(" ") for character in name)
    )


def _is_bomb(unpacked: int, packed: int, limits: Limits) -> bool:
    return unpacked > limits.ratio_from_bytes and unpacked > limits.ratio * max(packed, 1)


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(CHUNK_BYTES):
        yield piece


def _megabytes(size: int) -> str:
    return f"{size // MEBIBYTE} MB"


def _fault(place: str, code: str, text: str, advice: str = "") -> Finding:
    return Finding("fout", place, "", code, text, advice)


def _refusal(code: str, text: str, advice: str = "") -> WorkbookError:
    return WorkbookError([_fault("", code, text, advice)])
