"""How the parts of a workbook hang together: which sheets there are, and what belongs to them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass

from maatschappelijk_rendement.intake.workbook.gate import Container, DamagedPartError
from maatschappelijk_rendement.intake.workbook.markup import (
    MAIN,
    PACKAGE_RELATIONS,
    RELATIONS,
    ignore,
    parse,
    qualified,
)

_WORKBOOK_TYPES = tuple(f"{namespace}/officeDocument" for namespace in RELATIONS)
_WORKSHEET_TYPES = tuple(f"{namespace}/worksheet" for namespace in RELATIONS)
_STYLES_TYPES = tuple(f"{namespace}/styles" for namespace in RELATIONS)
_STRINGS_TYPES = tuple(f"{namespace}/sharedStrings" for namespace in RELATIONS)
_COMMENTS_TYPES = tuple(f"{namespace}/comments" for namespace in RELATIONS)

_RELATION = f"{PACKAGE_RELATIONS} Relationship"
_SHEET, _WORKBOOK_PR, _CALCULATION = (qualified(MAIN, name) for name in ("sheet", "workbookPr", "calcPr"))
_YES, _NO = ("1", "true", "on"), ("0", "false", "off")
_RELATION_ID = qualified(RELATIONS, "id")
_COMMENT, _TEXT = qualified(MAIN, "comment"), qualified(MAIN, "t")
# Excel stops at 31 characters; what is longer is no name of the contract.
_LONGEST_SHEET_NAME = 100


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
    """The table of contents of a workbook.

    Attributes:
        sheets: In the order of the tabs.
        is_1904: Dates count from 1904.
        styles_part: Part with the cell styles, or empty.
        strings_part: Part with the texts that cells share, or empty.
        awaits_calculation: The program that wrote it asks for a calculation on opening, or says that it did
            not finish its own: what formulas have stored need not be their result.
    """

    sheets: tuple[SheetEntry, ...]
    is_1904: bool
    styles_part: str
    strings_part: str
    awaits_calculation: bool = False


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
    is_1904 = has_properties = awaits_calculation = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal is_1904, has_properties, awaits_calculation
        if name in _SHEET:
            relation_id = next((attributes[key] for key in _RELATION_ID if key in attributes), "")
            relation = relations.get(relation_id)
            part = relation.target if relation and relation.type in _WORKSHEET_TYPES else ""
            hidden = attributes.get("state", "visible") != "visible"
            name = attributes.get("name", "")[:_LONGEST_SHEET_NAME]
            sheets.append(SheetEntry(name, len(sheets) + 1, part, hidden))
        elif name in _WORKBOOK_PR:
            if has_properties:
                raise DamagedPartError("two date systems")
            has_properties = True
            is_1904 = attributes.get("date1904") in _YES
        elif name in _CALCULATION:
            asks = attributes.get("fullCalcOnLoad") in _YES or attributes.get("calcCompleted") in _NO
            awaits_calculation = awaits_calculation or asks

    parse(container.chunks(main), start, ignore, ignore)
    return Contents(
        tuple(sheets),
        is_1904,
        _only_target(relations, _STYLES_TYPES),
        _only_target(relations, _STRINGS_TYPES),
        awaits_calculation,
    )


def read_comment_cells(container: Container, sheet_part: str, own_marks: tuple[str, ...]) -> tuple[str, ...]:
    """Give the cells of a sheet that carry a comment, in the order of the file.

    Args:
        container: The workbook.
        sheet_part: Part of the sheet.
        own_marks: A comment that begins so is our own finding on an earlier version, and is left out. No more
            of a comment is looked at. Its author does not tell: LibreOffice drops that name.

    Raises:
        DamagedPartError: The list of comments cannot be read.
    """
    cells: list[str] = []
    longest = max(map(len, own_marks))
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
        if name in _COMMENT and not beginning.startswith(own_marks):
            cells.append(reference)

    def text(piece: str) -> None:
        nonlocal beginning
        if is_text:
            beginning = (beginning + piece)[:longest]

    for relation in _relations(container, sheet_part).values():
        if relation.type in _COMMENTS_TYPES and container.has(relation.target):
            parse(container.chunks(relation.target), start, end, text)
    return tuple(cells)


def _relations(container: Container, part: str) -> dict[str, Relation]:
    folder, file = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    if not container.has(name):
        return {}
    found: dict[str, Relation] = {}

    def start(element: str, attributes: dict[str, str]) -> None:
        if element == _RELATION and attributes.get("TargetMode") != "External":
            # Some programs write the separator of Windows, here as in the names of the zip.
            target = attributes.get("Target", "").replace("\\", "/")
            absolute = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            relation = Relation(attributes.get("Type", ""), posixpath.normpath(absolute))
            if found.setdefault(attributes.get("Id", ""), relation) != relation:
                raise DamagedPartError("two relations of one id")

    parse(container.chunks(name), start, ignore, ignore)
    return found


def _only_target(relations: dict[str, Relation], types: Iterable[str]) -> str:
    targets = {relation.target for relation in relations.values() if relation.type in types}
    if len(targets) > 1:
        raise DamagedPartError("two parts where there is place for one")
    return next(iter(targets), "")
