"""Does a query of the workbook get its data from outside? Judged from its text; no query is ever run.

Excel keeps a query (Power Query) as a connection in ``xl/connections.xml`` and its formula in a part of
``customXml``. A query on a table of the same workbook brings in nothing: its cells are read as all others.
What is not known to stay inside counts as outside.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from maatschappelijk_rendement.intake.workbook.gate import Container, DamagedPartError
from maatschappelijk_rendement.intake.workbook.markup import MAIN, ignore, parse, qualified

_PART = "xl/connections.xml"
_CONNECTION, _DATABASE, _CUBE = (qualified(MAIN, name) for name in ("connection", "dbPr", "olapPr"))
_MODEL = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
_MODEL_CONNECTION, _RANGE = f"{_MODEL} connection", f"{_MODEL} rangePr"
# Elements that say nothing about where data comes from: the list itself and the frames of extensions.
_FRAMES = (
    qualified(MAIN, "connections") | qualified(MAIN, "extLst") | qualified(MAIN, "ext") | {_MODEL_CONNECTION}
)
_SOURCE_FILES = ("odcFile", "sourceFile")
_DATA_MODEL = "data model connection"
_THIS_WORKBOOK = {"provider": "microsoft.mashup.oledb.1", "data source": "$workbook$"}
_SETTING = re.compile(r"""(?<![^;])([^=;]+)=\s*("[^"]*"|'[^']*'|[^;]*)(?:;|$)""")

# MS-QDEFF 2.2: the formulas stand in base64 in this element: 4 bytes of version, 4 of length, then a zip.
_MASHUP = "http://schemas.microsoft.com/DataMashup DataMashup"
_MASHUP_MARK = b"schemas.microsoft.com/DataMashup"
_MASHUP_PART = re.compile(r"customxml/item[0-9]{1,4}\.xml")
_MOST_CHARACTERS = 2_000_000
_MOST_FORMULA_BYTES = 500_000

# A call of the formula language is Group.Function; the groups that only work on values they are given.
_INNER_GROUPS = frozenset((
    "Any", "Binary", "BinaryEncoding", "BinaryFormat", "BinaryOccurrence", "Byte", "ByteOrder", "Character",
    "Combiner", "Comparer", "Compression", "Csv", "CsvStyle", "Currency", "Date", "DateTime", "DateTimeZone",
    "Day", "Decimal", "Double", "Duration", "Error", "ExtraValues", "Function", "GroupKind", "Guid", "Int16",
    "Int32", "Int64", "Int8", "JoinAlgorithm", "JoinKind", "JoinSide", "Json", "Lines", "List", "Logical",
    "MissingField", "None", "Null", "Number", "Occurrence", "Order", "Percentage", "Precision", "QuoteStyle",
    "RankKind", "Record", "RelativePosition", "Replacer", "RoundingMode", "Single", "Splitter", "Table",
    "Text", "TextEncoding", "Time", "Type", "Value",
))  # fmt: skip
# The second marks the texts of a table that was typed into the query.
_INNER_CALLS = frozenset({"Excel.CurrentWorkbook", "Serialized.Text"})
# With these a text becomes a call, which nobody can judge beforehand.
_ANY_CALL = frozenset({"#shared", "#sections"})
# Comments and texts first, so that nothing in them counts; [a.B] only picks a column. A comment that never
# ends is taken to the end: to look for its end from each beginning would cost the square of the length.
_TOKEN = re.compile(
    r'//[^\n]*|/\*(?:.*?\*/|.*)|#"(?P<quoted>(?:[^"]|"")*)"|"(?:[^"]|"")*"|\[[^\[\](){}="#]*\]|(?P<name>#?[^\W\d][\w.]*)',
    re.DOTALL,
)
_CALL = re.compile(r"([A-Z]\w*)\.[A-Z][\w.]*")


def reaches_outside(container: Container) -> bool:
    """Say whether the workbook has a connection that may bring data from outside.

    Args:
        container: A workbook that passed the gate.
    """
    if not container.has(_PART):
        return False
    try:
        return not _stay_inside(container) or any(map(formula_reaches_outside, _formulas(container)))
    # All that base64, zipfile and zlib raise on what is no sound archive.
    except (
        DamagedPartError,
        binascii.Error,
        struct.error,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OverflowError,
        RuntimeError,
        ValueError,
    ):
        return True


def formula_reaches_outside(formula: str) -> bool:
    """Say whether a formula of a query calls anything but functions on values and tables of its workbook.

    Example:
        >>> formula_reaches_outside('Table.Sort(Excel.CurrentWorkbook(){[Name="Tabel1"]}[Content], {"a"})')
        False
        >>> formula_reaches_outside('Csv.Document(File.Contents("C:/a.csv"))')
        True
    """
    for token in _TOKEN.finditer(formula):
        quoted, name = token["quoted"], token["name"]
        if name in _ANY_CALL or (quoted and "#(" in quoted):
            return True
        call = _CALL.fullmatch(quoted or name or "")
        if call and call[1] not in _INNER_GROUPS and call[0] not in _INNER_CALLS:
            return True
    return False


def _stay_inside(container: Container) -> bool:
    """Say whether every connection is one with the workbook itself or its data model."""
    inside = True
    unproven = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside, unproven
        if name in _CONNECTION:
            # Each has to prove itself by what it holds.
            inside = inside and not unproven and not any(attributes.get(key) for key in _SOURCE_FILES)
            unproven = 1
        elif name in _DATABASE:
            inside = inside and _is_this_workbook(attributes.get("connection", ""))
            unproven = 0
        elif name == _RANGE:
            unproven = 0
        elif name in _CUBE:
            inside = inside and not any(attributes.get(key) for key in ("local", "localConnection"))
        elif name not in _FRAMES:
            inside = False

    parse(container.chunks(_PART), start, ignore, ignore)
    return inside and not unproven


def _is_this_workbook(connection: str) -> bool:
    if connection.strip().lower() == _DATA_MODEL:
        return True
    settings: dict[str, str] = {}
    for match in _SETTING.finditer(connection):
        key, value = match[1].strip().lower(), match[2].strip().strip("\"'").lower()
        if settings.setdefault(key, value) != value:
            return False
    extra = settings.get("extended properties", "")
    return not extra and all(settings.get(key) == value for key, value in _THIS_WORKBOOK.items())


def _formulas(container: Container) -> Iterator[str]:
    """Give the formulas of all queries."""
    for name in container.names:
        if not _MASHUP_PART.fullmatch(name):
            continue
        first = next(iter(container.chunks(name)), b"")
        if _MASHUP_MARK in first.replace(b"\x00", b""):
            yield from _unpack(_text_of(container, name))


def _text_of(container: Container, name: str) -> str:
    pieces: list[str] = []
    size = 0
    is_mashup = False

    def start(element: str, _: dict[str, str]) -> None:
        nonlocal is_mashup
        is_mashup = is_mashup or element == _MASHUP

    def text(piece: str) -> None:
        nonlocal size
        size += len(piece)
        if size <= _MOST_CHARACTERS:
            pieces.append(piece)

    parse(container.chunks(name), start, ignore, text)
    if not is_mashup or size > _MOST_CHARACTERS:
        raise DamagedPartError("formulas of queries")
    return "".join(pieces)


def _unpack(text: str) -> Iterator[str]:
    packed = base64.b64decode("".join(text.split()), validate=True)
    (size,) = struct.unpack_from("<I", packed, 4)
    with zipfile.ZipFile(io.BytesIO(packed[8 : 8 + size])) as archive:
        for entry in archive.infolist():
            if not entry.filename.lower().endswith(".m"):
                continue
            with archive.open(entry) as stream:
                formula = stream.read(_MOST_FORMULA_BYTES + 1)
            if len(formula) > _MOST_FORMULA_BYTES:
                raise DamagedPartError("formulas of queries")
            yield formula.decode("utf-8-sig")
