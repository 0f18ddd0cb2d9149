"""Cells of a sheet, typed, row by row: what was written, never what it might mean.

A row is given as soon as it is read; nothing of a sheet is kept but the distinct values it holds, so that a
million cells of a few thousand distinct values cost the memory of those few thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from maatschappelijk_rendement.workbook.address import LAST_COLUMN, LAST_ROW, column_index, column_letters
from maatschappelijk_rendement.workbook.formats import GENERAL, NumberFormat
from maatschappelijk_rendement.workbook.gate import DEFAULT_LIMITS, Container, DamagedPartError, Limits
from maatschappelijk_rendement.workbook.markup import MAIN, pull, qualified
from maatschappelijk_rendement.workbook.texts import TOO_LONG, RichText, unescape

LONGEST_FORMULA = 8_192
"""Characters of a formula (Microsoft Support, Excel specifications and limits, seen November 2026)."""

_WORKSHEET, _ROW, _CELL, _VALUE, _FORMULA, _INLINE, _COLUMN, _MERGE = (
    qualified(MAIN, name) for name in ("worksheet", "row", "c", "v", "f", "is", "col", "mergeCell")
)
_CONTAINERS = qualified(MAIN, "cols") | qualified(MAIN, "sheetData") | qualified(MAIN, "mergeCells")
_DIGITS = "0123456789"


class Type(StrEnum):
    """What a cell says it holds."""

    NUMBER = "getal"
    TEXT = "tekst"
    BOOLEAN = "waar of onwaar"
    ERROR = "foutwaarde"
    DATE = "datum"
    NOTHING = "niets"


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """The content of a cell; equal contents of a sheet are one object, so that they compare by identity.

    Attributes:
        type: What the cell says it holds.
        written: What was written, letter by letter: ``43101`` for a number, ``2018-01-01`` for an ISO date.
        format: How the cell's style shows a number.
    """

    type: Type
    written: str
    format: NumberFormat

    @property
    def is_blank(self) -> bool:
        """Nothing, or only blanks."""
        return self.type is Type.NOTHING or (self.type is Type.TEXT and not self.written.strip())


class Row(NamedTuple):
    """One row with at least its number; ``values`` by column, from 0; ``formulas`` where a cell has one."""

    number: int
    values: dict[int, Value]
    formulas: dict[int, str]
    is_hidden: bool


class Flaw(NamedTuple):
    """Something wrong with the structure of a sheet: where and which rule."""

    cell: str
    code: str


@dataclass(slots=True)
class SheetFacts:
    """What a sheet tells beside its rows; complete once its rows are read."""

    flaws: list[Flaw] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


def iter_rows(
    container: Container,
    part: str,
    facts: SheetFacts,
    *,
    strings: Sequence[str] = (),
    formats: Sequence[NumberFormat] = (GENERAL,),
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Row]:
    """Read the rows of a sheet in the order of the file.

    Args:
        container: The workbook.
        part: Part of the sheet.
        facts: Filled while reading: flaws of structure, merged cells, hidden columns.
        strings: The texts that cells share.
        formats: Number format of each cell style.
        limits: How much a sheet may hold; past the rows the reading stops with a flaw ``grens_rijen``.

    Raises:
        DamagedPartError: The sheet cannot be read (any further).
    """
    reader = _SheetReader(facts, strings, formats, limits)
    for _ in pull(container.chunks(part), reader.start, reader.end, reader.text):
        yield from reader.take()
        if reader.is_full:
            return
    if not reader.has_sheet:
        raise DamagedPartError("no worksheet")


_Handler = Callable[..., None]


class _SheetReader:
    """Turns the events of a sheet into rows. Elements it does not know are skipped with all they hold.

    ``start`` and ``end`` handle cells and values themselves, and not by a table of methods as the rest:
    these are five events for each of a million cells.
    """

    def __init__(
        self, facts: SheetFacts, strings: Sequence[str], formats: Sequence[NumberFormat], limits: Limits
    ) -> None:
        self._facts = facts
        self._strings = strings
        self._formats = formats or (GENERAL,)
        self._limits = limits
        self._rows: list[Row] = []
        self.is_full = False
        self.has_sheet = False
        self._skipped = 0
        self._rows_seen = self._rows_filled = self._cells_seen = 0
        self._row_number = 0
        self._row_text = ""
        self._row_hidden = False
        self._in_row = False
        self._in_cell = False
        self._values: dict[int, Value] = {}
        self._formulas: dict[int, str] = {}
        self._column = -1
        self._type = ""
        self._style = ""
        self._written: str | None = None
        self._formula: str | None = None
        self._shared_formula = ""
        self._shared_formulas: dict[str, str] = {}
        self._pieces: list[str] = []
        self._collects = False
        self._inline: RichText | None = None
        self._known: dict[tuple[str, str, str | None], Value] = {}
        self._indices: dict[str, int] = {}
        self._starts = _by_name(
            (_WORKSHEET, self._start_sheet),
            (_COLUMN, self._start_columns),
            (_ROW, self._start_row),
            (_FORMULA, self._start_formula),
            (_INLINE, self._start_inline),
            (_MERGE, self._start_merge),
        )
        self._ends = _by_name(
            (_ROW, self._end_row), (_FORMULA, self._end_formula), (_INLINE, self._end_inline)
        )

    def take(self) -> list[Row]:
        """Hand over the rows read since the last time."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        if self._skipped:
            self._skip()
        elif name in _CELL:
            if self._in_cell or not self._in_row:
                raise DamagedPartError("cell outside a row")
            self._in_cell = True
            self._cells_seen += 1
            reference = attributes.get("r")
            if reference is None:
                self._column += 1
            else:
                letters = reference.rstrip(_DIGITS)
                column = self._indices.get(letters, -1)
                if column <= self._column or reference[len(letters) :] != self._row_text:
                    column = self._odd_column(letters, reference)
                self._column = column
            self._type = attributes.get("t", "n")
            self._style = attributes.get("s", "0")
            self._written = self._formula = None
        elif name in _VALUE:
            if not self._in_cell or self._written is not None:
                raise DamagedPartError("value outside a cell")
            self._pieces = []
            self._collects = True
        elif self._inline is not None:
            self._inline.start(name)
        else:
            handle = self._starts.get(name)
            if handle:
                handle(attributes)
            elif name not in _CONTAINERS:
                self._skip()

    def end(self, name: str) -> None:
        """An element closes."""
        if self._skipped:
            self._skipped -= 1
        elif name in _VALUE:
            self._collects = False
            self._written = "".join(self._pieces)
        elif name in _CELL:
            self._in_cell = False
            value = self._known.get((self._type, self._style, self._written)) or self._interpret()
            if value.type is not Type.NOTHING:
                self._values[self._column] = value
            if self._formula is not None:
                self._formulas[self._column] = self._formula
        elif self._inline is not None and name not in _INLINE:
            self._inline.end(name)
        else:
            handle = self._ends.get(name)
            if handle:
                handle()

    def text(self, piece: str) -> None:
        """Text stands between elements; a value of megabytes is dropped while it comes in."""
        if self._collects:
            if not self._skipped and len(self._pieces) <= self._limits.cell_characters:
                self._pieces.append(piece)
        elif self._inline is not None:
            self._inline.text(piece)

    def _skip(self) -> None:
        self._skipped += 1
        if self._skipped > self._limits.depth:
            self._flaw("", "te_diep")
            raise DamagedPartError("too deep")

    def _flaw(self, cell: str, code: str) -> None:
        if len(self._facts.flaws) >= self._limits.findings:
            raise DamagedPartError("flaws without end")
        self._facts.flaws.append(Flaw(cell, code))

    def _here(self) -> str:
        return f"{column_letters(self._column)}{self._row_number}"

    def _start_sheet(self, _: dict[str, str]) -> None:
        self.has_sheet = True

    def _start_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in ("1", "true") or attributes.get("width") == "0":
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if _is_index(first) and _is_index(last) and len(self._facts.hidden_columns) < LAST_COLUMN:
                self._facts.hidden_columns.append((int(first) - 1, int(last) - 1))

    def _start_merge(self, attributes: dict[str, str]) -> None:
        if len(self._facts.merged) < self._limits.findings:
            self._facts.merged.append(attributes.get("ref", ""))

    def _start_row(self, attributes: dict[str, str]) -> None:
        if self._in_row:
            raise DamagedPartError("row in a row")
        self._in_row = True
        self._rows_seen += 1
        written = attributes.get("r")
        number = self._row_number + 1
        if written is not None:
            if not _is_index(written) or int(written) > LAST_ROW:
                raise DamagedPartError("row number")
            number = int(written)
            if number <= self._row_number:
                self._flaw(str(number), "rij_dubbel" if number == self._row_number else "volgorde")
        self._row_number = number
        self._row_text = str(number)
        self._row_hidden = attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0"
        self._values = {}
        self._formulas = {}
        self._column = -1

    def _end_row(self) -> None:
        self._in_row = False
        for column in [column for column in self._values if column >= self._limits.columns]:
            if not self._values.pop(column).is_blank:
                self._flaw(f"{column_letters(column)}{self._row_number}", "grens_kolommen")
        self._rows_filled += bool(self._values)
        most = self._limits.rows + 1  # the header is no row of the table
        is_too_long = self._rows_filled > most or (self._values and self._row_number > most)
        if is_too_long or self._rows_seen > LAST_ROW or self._cells_seen > self._limits.cells:
            if not self.is_full:
                self._flaw(self._row_text, "grens_rijen")
            self.is_full = True
        elif not self.is_full:
            self._rows.append(Row(self._row_number, self._values, self._formulas, self._row_hidden))

    def _odd_column(self, letters: str, reference: str) -> int:
        """Read a cell reference that was not met before, or that does not follow the one before it."""
        column = self._indices[letters] = column_index(letters)
        if column < 0 or reference[len(letters) :] != self._row_text:
            raise DamagedPartError("cell reference")
        if column <= self._column:
            self._flaw(reference, "cel_dubbel" if column in self._values else "volgorde")
        return column

    def _start_formula(self, attributes: dict[str, str]) -> None:
        if not self._in_cell:
            raise DamagedPartError("formula outside a cell")
        self._shared_formula = attributes.get("si", "") if attributes.get("t") == "shared" else ""
        self._pieces = []
        self._collects = True

    def _end_formula(self) -> None:
        self._collects = False
        formula = "".join(self._pieces)
        if self._shared_formula:
            # Only the first cell of a shared formula spells it out; the others do the same.
            formula = self._shared_formulas.setdefault(self._shared_formula, formula)
        if len(formula) > LONGEST_FORMULA:
            self._flaw(self._here(), "formule_te_lang")
            formula = ""
        self._formula = formula

    def _start_inline(self, _: dict[str, str]) -> None:
        if not self._in_cell:
            raise DamagedPartError("text outside a cell")
        self._inline = RichText(self._limits.cell_characters)

    def _end_inline(self) -> None:
        if self._inline is not None and self._type == "inlineStr":
            self._written = self._inline.result()
        self._inline = None

    def _interpret(self) -> Value:
        """Make the value of a cell; kept under its type, style and text unless something is wrong with it."""
        if self._column >= LAST_COLUMN:
            raise DamagedPartError("too many cells in a row")
        written = self._written
        number_format, is_sound = GENERAL, True
        if _is_count(self._style) and int(self._style) < len(self._formats):
            number_format = self._formats[int(self._style)]
        else:
            self._flaw(self._here(), "stijl")
            is_sound = False
        kind = _TYPES.get(self._type)
        if written is None or (not written and self._type not in ("str", "inlineStr")):
            kind, written = Type.NOTHING, ""
        elif kind is None:
            self._flaw(self._here(), "celtype")
            return Value(Type.NOTHING, "", number_format)
        elif self._type == "s":
            if not (_is_count(written.strip()) and int(written) < len(self._strings)):
                self._flaw(self._here(), "gedeelde_tekst")
                return Value(Type.NOTHING, "", number_format)
            written = self._strings[int(written)]
        elif len(written) > self._limits.cell_characters:
            written = TOO_LONG
        elif self._type == "str":
            written = unescape(written)
        elif kind is not Type.TEXT:
            written = written.strip()
        value = Value(kind, written, number_format)
        if is_sound:
            self._known[(self._type, self._style, self._written)] = value
        return value


def _by_name(*pairs: tuple[frozenset[str], _Handler]) -> dict[str, _Handler]:
    return {name: handler for names, handler in pairs for name in names}


_TYPES: dict[str, Type] = {
    "n": Type.NUMBER,
    "s": Type.TEXT,
    "str": Type.TEXT,
    "inlineStr": Type.TEXT,
    "b": Type.BOOLEAN,
    "e": Type.ERROR,
    "d": Type.DATE,
}


def _is_index(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 7 and int(text) > 0


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9
