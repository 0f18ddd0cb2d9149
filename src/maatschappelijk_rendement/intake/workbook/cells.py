"""Cells of a sheet, typed, row by row: what was written, never what it might mean.

A row is given as soon as it is read; nothing of a sheet is kept but the distinct values it holds, so that a
million cells of a few thousand distinct values cost the memory of those few thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from maatschappelijk_rendement.intake.workbook.address import (
    LAST_COLUMN,
    LAST_ROW,
    column_index,
    column_letters,
)
from maatschappelijk_rendement.intake.workbook.areas import ArrayFormulas
from maatschappelijk_rendement.intake.workbook.formats import GENERAL, NumberFormat
from maatschappelijk_rendement.intake.workbook.formulas import is_placeholder
from maatschappelijk_rendement.intake.workbook.gate import DEFAULT_LIMITS, Container, DamagedPartError, Limits
from maatschappelijk_rendement.intake.workbook.markup import MAIN, pull, qualified
from maatschappelijk_rendement.intake.workbook.texts import TOO_LONG, RichText, unescape
from maatschappelijk_rendement.intake.workbook.values import Flaw, SheetFacts, SheetRow, Type, Value

__all__ = ["LONGEST_FORMULA", "Flaw", "SheetFacts", "SheetRow", "Type", "Value", "iter_rows"]

LONGEST_FORMULA = 8_192
"""Characters of a formula (Microsoft Support, Excel specifications and limits, seen November 2026)."""

_WORKSHEET, _DATA, _ROW, _CELL, _VALUE, _FORMULA, _INLINE, _COLUMN, _MERGE = (
    qualified(MAIN, name)
    for name in ("worksheet", "sheetData", "row", "c", "v", "f", "is", "col", "mergeCell")
)
_CONTAINERS = qualified(MAIN, "cols") | qualified(MAIN, "mergeCells")
# Rows have one place in a sheet. Elsewhere they would be skipped with what holds them, without a word.
_NEVER_SKIPPED = _DATA | _ROW
# A formula of these kinds is spelled in its first cell alone and fills a whole area.
_FILLS_AN_AREA = frozenset({"array", "dataTable"})
_DIGITS = "0123456789"


def iter_rows(
    container: Container,
    part: str,
    facts: SheetFacts,
    *,
    strings: Sequence[str] = (),
    formats: Sequence[NumberFormat] = (GENERAL,),
    awaits_calculation: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[SheetRow]:
    """Read the rows of a sheet in the order of the file.

    Args:
        container: The workbook.
        part: Part of the sheet.
        facts: Filled while reading: flaws of structure, merged cells, hidden columns.
        strings: The texts that cells share.
        formats: Number format of each cell style.
        awaits_calculation: The workbook asks to be calculated when it is opened. What a formula has stored
            as 0, false or an empty text is then a placeholder, and is given as no result at all.
        limits: How much a sheet may hold; past the rows the reading stops with a flaw ``grens_rijen``.

    Raises:
        DamagedPartError: The sheet cannot be read (any further).
    """
    reader = _SheetReader(facts, strings, formats, limits, awaits_calculation=awaits_calculation)
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
        self,
        facts: SheetFacts,
        strings: Sequence[str],
        formats: Sequence[NumberFormat],
        limits: Limits,
        *,
        awaits_calculation: bool,
    ) -> None:
        self._facts = facts
        self._strings = strings
        self._formats = formats or (GENERAL,)
        self._limits = limits
        self._awaits_calculation = awaits_calculation
        self._rows: list[SheetRow] = []
        self.is_full = False
        self.has_sheet = False
        self._has_data = self._in_data = False
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
        self._area = ""
        self._arrays: ArrayFormulas | None = None
        self._pieces: list[str] = []
        self._collects = False
        self._inline: RichText | None = None
        self._known: dict[tuple[str, str, str | None], Value] = {}
        self._indices: dict[str, int] = {}
        self._starts = _by_name(
            (_WORKSHEET, self._start_sheet),
            (_DATA, self._start_data),
            (_COLUMN, self._start_columns),
            (_ROW, self._start_row),
            (_FORMULA, self._start_formula),
            (_INLINE, self._start_inline),
            (_MERGE, self._start_merge),
        )
        self._ends = _by_name(
            (_DATA, self._end_data),
            (_ROW, self._end_row),
            (_FORMULA, self._end_formula),
            (_INLINE, self._end_inline),
        )

    def take(self) -> list[SheetRow]:
        """Hand over the rows read since the last time."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        if self._skipped:
            self._skip(name)
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
            if not self._in_cell or self._written is not None or self._collects or self._inline is not None:
                raise DamagedPartError("value outside a cell, or a second one")
            self._pieces = []
            self._collects = True
        elif self._inline is not None:
            self._inline.start(name)
        elif self._collects:
            raise DamagedPartError("element inside a value")
        else:
            handle = self._starts.get(name)
            if handle:
                handle(attributes)
            elif name not in _CONTAINERS:
                self._skip(name)

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
            formula = self._formula
            if formula is None and self._arrays is not None:
                formula = self._arrays.at(self._row_number, self._column)
            if formula is not None:
                self._formulas[self._column] = formula
                if self._awaits_calculation and is_placeholder(value.written):
                    self._values.pop(self._column, None)
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

    def _skip(self, name: str) -> None:
        if name in _NEVER_SKIPPED:
            raise DamagedPartError("rows where none belong")
        self._skipped += 1
        if self._skipped > self._limits.depth:
            self._flaw("", "te_diep")
            raise DamagedPartError("too deep")

    def _flaw(self, cell: str, code: str) -> None:
        if self.is_full:
            return
        if len(self._facts.flaws) >= self._limits.findings:
            raise DamagedPartError("flaws without end")
        self._facts.flaws.append(Flaw(cell, code))

    def _here(self) -> str:
        return f"{column_letters(self._column)}{self._row_number}"

    def _start_sheet(self, _: dict[str, str]) -> None:
        if self.has_sheet:
            raise DamagedPartError("sheet in a sheet")
        self.has_sheet = True

    def _start_data(self, _: dict[str, str]) -> None:
        if self._in_row or self._in_data:
            raise DamagedPartError("data in data")
        if self._has_data:
            # Which of the two counts, nobody can say; the rows of the second are no further news.
            self._flaw("", "gegevens_dubbel")
            self.is_full = True
        self._has_data = self._in_data = True

    def _end_data(self) -> None:
        self._in_data = False

    def _start_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in ("1", "true") or attributes.get("width") == "0":
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if _is_index(first) and _is_index(last) and len(self._facts.hidden_columns) < LAST_COLUMN:
                self._facts.hidden_columns.append((int(first) - 1, int(last) - 1))

    def _start_merge(self, attributes: dict[str, str]) -> None:
        if len(self._facts.merged) < self._limits.findings:
            self._facts.merged.append(attributes.get("ref", ""))

    def _start_row(self, attributes: dict[str, str]) -> None:
        if self._in_row or not self._in_data:
            raise DamagedPartError("row in a row, or outside the data")
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
            self._rows.append(SheetRow(self._row_number, self._values, self._formulas, self._row_hidden))

    def _odd_column(self, letters: str, reference: str) -> int:
        """Read a cell reference that was not met before, or that does not follow the one before it."""
        column = self._indices[letters] = column_index(letters)
        if column < 0 or reference[len(letters) :] != self._row_text:
            raise DamagedPartError("cell reference")
        if column <= self._column:
            self._flaw(reference, "cel_dubbel" if column in self._values else "volgorde")
        return column

    def _start_formula(self, attributes: dict[str, str]) -> None:
        if not self._in_cell or self._formula is not None:
            raise DamagedPartError("formula outside a cell, or a second one")
        kind = attributes.get("t", "")
        self._shared_formula = attributes.get("si", "") if kind == "shared" else ""
        self._area = attributes.get("ref", "") if kind in _FILLS_AN_AREA else ""
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
        if self._area:
            if self._arrays is None:
                limits = self._limits
                self._arrays = ArrayFormulas(most_columns=limits.columns, most_cells=limits.cells)
            if not self._arrays.add(self._area, formula):
                raise DamagedPartError("area of a formula")
        self._formula = formula

    def _start_inline(self, _: dict[str, str]) -> None:
        if not self._in_cell or self._written is not None:
            raise DamagedPartError("text outside a cell, or a second one")
        self._inline = RichText(self._limits.cell_characters)

    def _end_inline(self) -> None:
        text = self._inline.result() if self._inline is not None else ""
        if self._type == "inlineStr":
            self._written = text
        elif text:
            self._flaw(self._here(), "celtype")
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
