"""How the parts of a workbook hang together: which sheets there are, their texts, styles, comments."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass

from maatschappelijk_rendement.workbook.formats import GENERAL, NumberFormat, built_in, parse_format
from maatschappelijk_rendement.workbook.gate import DEFAULT_LIMITS, Container, DamagedPartError, Limits
from maatschappelijk_rendement.workbook.markup import (
    MAIN,
    PACKAGE_RELATIONS,
    RELATIONS,
    parse,
    qualified,
)

_WORKBOOK_TYPES = tuple(f"{namespace}/officeDocument" for namespace in RELATIONS)
_WORKSHEET_TYPES = tuple(f"{namespace}/worksheet" for namespace in RELATIONS)
_STYLES_TYPES = tuple(f"{namespace}/styles" for namespace in RELATIONS)
_STRINGS_TYPES = tuple(f"{namespace}/sharedStrings" for namespace in RELATIONS)
_COMMENTS_TYPES = tuple(f"{namespace}/comments" for namespace in RELATIONS)

_RELATION = f"{PACKAGE_RELATIONS} Relationship"
_SHEET, _WORKBOOK_PR = qualified(MAIN, "sheet"), qualified(MAIN, "workbookPr")
_RELATION_ID = qualified(RELATIONS, "id")
_NUMBER_FORMAT, _CELL_STYLES, _STYLE = (qualified(MAIN, name) for name in ("numFmt", "cellXfs", "xf"))
_ITEM, _RUN, _TEXT = (qualified(MAIN, name) for name in ("si", "r", "t"))
_COMMENT = qualified(MAIN, "comment")

# What Excel writes for a character that XML cannot hold, and for an underscore that would read as such.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

# Excel stops at 31 characters; what is longer is no name of the contract.
_LONGEST_SHEET_NAME = 100

TOO_LONG = "\ufffe"
"""Stands for a text above the limit: kept once, never copied, and no character that XML can hold."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One part pointing at another."""

    type: str
    target: str


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the table of contents names it.

    Attributes:
        name: As written; never shown unless the contract knows it.
        position: From 1, in the order of the tabs.
        part: Name of the part with its cells, empty when it is no worksheet or its link leads nowhere.
        is_hidden: It has no tab.
    """

    name: str
    position: int
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents of a workbook."""

    sheets: tuple[SheetEntry, ...]
    is_1904: bool
    styles_part: str
    strings_part: str


def read_contents(container: Container) -> Contents:
    """Read which sheets the workbook has.

    Raises:
        DamagedPartError: The workbook has no table of contents, or it cannot be read.
    """
    main = _only_target(_relations(container, ""), _WORKBOOK_TYPES)
    if not main:
        raise DamagedPartError("no workbook part")
    relations = _relations(container, main)
    sheets: list[SheetEntry] = []
    is_1904 = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal is_1904
        if name in _SHEET:
            relation_id = next((attributes[key] for key in _RELATION_ID if key in attributes), "")
            relation = relations.get(relation_id)
            part = relation.target if relation and relation.type in _WORKSHEET_TYPES else ""
            hidden = attributes.get("state", "visible") != "visible"
            name = attributes.get("name", "")[:_LONGEST_SHEET_NAME]
            sheets.append(SheetEntry(name, len(sheets) + 1, part, hidden))
        elif name in _WORKBOOK_PR:
            is_1904 = attributes.get("date1904") in ("1", "true", "on")

    parse(container.chunks(main), start, _ignore, _ignore)
    return Contents(
        tuple(sheets),
        is_1904,
        _only_target(relations, _STYLES_TYPES),
        _only_target(relations, _STRINGS_TYPES),
    )


def read_formats(
    container: Container, part: str, limits: Limits = DEFAULT_LIMITS
) -> tuple[NumberFormat, ...]:
    """Read the number format of each cell style.

    Raises:
        DamagedPartError: The styles cannot be read.
        TooManyStylesError: There are more than a workbook can have.
    """
    spelled: dict[str, NumberFormat] = {}
    numbers: list[str] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if name in _STYLE and inside:
            if len(numbers) >= limits.styles:
                raise TooManyStylesError
            numbers.append(attributes.get("numFmtId", "0"))
        elif name in _NUMBER_FORMAT:
            spelled[attributes.get("numFmtId", "")] = parse_format(attributes.get("formatCode", ""))
        elif name in _CELL_STYLES:
            inside = True

    def end(name: str) -> None:
        nonlocal inside
        if name in _CELL_STYLES:
            inside = False

    parse(container.chunks(part), start, end, _ignore)
    return tuple(spelled.get(number) or _built_in(number) for number in numbers)


class TooManyStylesError(Exception):
    """A workbook has more cell styles than Excel itself allows."""


def read_shared_strings(container: Container, part: str, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    """Read the texts that cells share; phonetic runs are left out, a text above the limit is ``TOO_LONG``.

    Raises:
        DamagedPartError: The texts cannot be read.
    """
    texts: list[str] = []
    reader = RichText(limits.cell_characters)
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if name in _ITEM:
            inside = True
            reader.clear()
        elif inside:
            reader.start(name)

    def end(name: str) -> None:
        nonlocal inside
        if name in _ITEM:
            inside = False
            texts.append(reader.result())
        elif inside:
            reader.end(name)

    parse(container.chunks(part), start, end, reader.text)
    return texts


class RichText:
    """Collects the text of a shared or inline string: plain or in runs, without its phonetic guide."""

    __slots__ = ("_depth", "_limit", "_open", "_pieces", "_size")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.clear()

    def clear(self) -> None:
        """Begin a new text."""
        self._pieces: list[str] = []
        self._size = 0
        self._open = False
        self._depth = 0

    def start(self, name: str) -> None:
        """An element opened: only ``t``, directly or in a run, holds text."""
        if self._depth or (name not in _RUN and name not in _TEXT):
            self._depth += 1
        elif name in _TEXT:
            self._open = True

    def end(self, name: str) -> None:
        """An element closed."""
        if self._depth:
            self._depth -= 1
        elif name in _TEXT:
            self._open = False

    def text(self, piece: str) -> None:
        """Keep a piece of text, up to the limit."""
        if self._open and not self._depth and self._size <= self._limit:
            self._pieces.append(piece[: self._limit + 1])
            self._size += len(piece)

    def result(self) -> str:
        """Give the text as the user sees it."""
        return TOO_LONG if self._size > self._limit else unescape("".join(self._pieces))


def read_comment_cells(container: Container, sheet_part: str, own_mark: str) -> tuple[str, ...]:
    """Give the cells of a sheet that carry a comment, in the order of the file.

    Args:
        container: The workbook.
        sheet_part: Part of the sheet.
        own_mark: A comment that begins so is our own finding on an earlier version, and is left out. No more
            of a comment is looked at. Its author does not tell: LibreOffice drops that name.

    Raises:
        DamagedPartError: The list of comments cannot be read.
    """
    cells: list[str] = []
    reference = ""
    beginning = ""
    is_text = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal reference, beginning, is_text
        if name in _COMMENT:
            reference, beginning = attributes.get("ref", ""), ""
        is_text = name in _TEXT

    def end(name: str) -> None:
        nonlocal is_text
        is_text = False
        if name in _COMMENT and beginning != own_mark:
            cells.append(reference)

    def text(piece: str) -> None:
        nonlocal beginning
        if is_text:
            beginning = (beginning + piece)[: len(own_mark)]

    for relation in _relations(container, sheet_part).values():
        if relation.type in _COMMENTS_TYPES and container.has(relation.target):
            parse(container.chunks(relation.target), start, end, text)
    return tuple(cells)


def unescape(text: str) -> str:
    """Read ``_x000D_`` and the like as the character they stand for.

    Example:
        >>> unescape("a_x0041_b"), unescape("a_x005F_x0041_b")
        ('aAb', 'a_x0041_b')
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _relations(container: Container, part: str) -> dict[str, Relation]:
    folder, file = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    if not container.has(name):
        return {}
    found: dict[str, Relation] = {}

    def start(element: str, attributes: dict[str, str]) -> None:
        if element == _RELATION and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            absolute = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            found[attributes.get("Id", "")] = Relation(
                attributes.get("Type", ""), posixpath.normpath(absolute)
            )

    parse(container.chunks(name), start, _ignore, _ignore)
    return found


def _only_target(relations: dict[str, Relation], types: Iterable[str]) -> str:
    return next((relation.target for relation in relations.values() if relation.type in types), "")


def _built_in(number: str) -> NumberFormat:
    return built_in(int(number)) if number.isascii() and number.isdigit() and len(number) < 6 else GENERAL


def _ignore(*_: object) -> None:
    """Let an event pass."""
