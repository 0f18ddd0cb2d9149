"""Read every sheet of an OpenDocument workbook: the same bounds on its zip, the same parser on its XML."""

from __future__ import annotations

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.intake.own_formats.header_row import GridRow, table_of
from maatschappelijk_rendement.intake.own_formats.raw import UNREADABLE, RawCell, RawTable, plain
from maatschappelijk_rendement.intake.workbook import dutch
from maatschappelijk_rendement.intake.workbook.gate import (
    RESAVE,
    Container,
    DamagedPartError,
    Limits,
    inspect,
)
from maatschappelijk_rendement.intake.workbook.markup import parse

_OFFICE, _TABLE, _TEXT, _MANIFEST = (
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text", "manifest")
)
_SHEET, _ROW, _CELL, _COVERED = (
    f"{_TABLE} {name}" for name in ("table", "table-row", "table-cell", "covered-table-cell")
)
_PARAGRAPH, _SPACES, _TAB, _BREAK = (f"{_TEXT} {name}" for name in ("p", "s", "tab", "line-break"))
_NOTE = f"{_OFFICE} annotation"
_ENCRYPTION = f"{_MANIFEST} encryption-data"
_MOST_REPEATED = 1 << 20


def is_ods(data: bytes) -> bool:
    """Say whether this is OpenDocument: the standard has its kind stand in front, as it is."""
    return data.startswith(b"PK") and b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]


def read_ods(data: bytes, limits: Limits, *, header_row: int | None = None) -> list[RawTable]:
    """Read the sheets that hold something.

    Args:
        data: The whole file.
        limits: How much it may hold.
        header_row: The row with the headers of every sheet; found by itself when left out.

    Raises:
        InputError: It is no such workbook, is broken, is not safe to open, or holds too much.
    """
    container = inspect(data, limits, is_workbook=False)
    if b"spreadsheet" not in b"".join(container.chunks("mimetype"))[:100]:
        raise _refused("geen_werkmap", "Dit is geen werkmap maar een ander OpenDocument-bestand.")
    try:
        _refuse_encrypted(container)
        reader = _Reader(limits)
        parse(container.chunks("content.xml"), reader.start, reader.end, reader.text)
    except DamagedPartError as error:
        raise _refused("beschadigd", "Deze werkmap is beschadigd of heeft een onbekende vorm.") from error
    tables = []
    for position, (name, grid) in enumerate(reader.sheets, start=1):
        said = ["Achter een datum stond een tijd; alleen de dag is gelezen."] if reader.has_times else []
        table = table_of(name, f"blad {position}", grid, header_row=header_row, said=said)
        if table.headers:
            tables.append(table)
    return tables


def _refuse_encrypted(container: Container) -> None:
    found = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal found
        found |= name == _ENCRYPTION

    if container.has("META-INF/manifest.xml"):
        parse(container.chunks("META-INF/manifest.xml"), start, lambda _: None, lambda _: None)
    if found:
        raise InputError(
            [
                Finding(
                    "fout",
                    "",
                    "",
                    "wachtwoord",
                    "Dit bestand is beveiligd met een wachtwoord.",
                    "Bewaar de werkmap zonder wachtwoord.",
                )
            ]
        )


class _Reader:
    """Turns the events of content.xml into rows; repeats are counted, and laid out only where they hold."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.sheets: list[tuple[str, list[GridRow]]] = []
        self.has_times = False
        self._depth_of_sheet = self._depth = self._skipped = 0
        self._cells = 0
        self._grid: list[GridRow] = []
        self._row = 0
        self._repeated_rows = self._repeated_cells = 1
        self._row_cells: list[RawCell] = []
        self._column = 0
        self._attributes: dict[str, str] = {}
        self._pieces: list[str] = []
        self._paragraphs = self._size = 0
        self._in_cell = self._in_paragraph = False
        self._merged: dict[int, int] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        self._depth += 1
        if self._depth > self._limits.depth:
            raise DamagedPartError("too deep")
        if self._skipped or name == _NOTE or (self._in_cell and name == _SHEET):
            self._skipped += 1
        elif name == _SHEET:
            if len(self.sheets) >= self._limits.sheets:
                raise _refused("grens_bladen", "Deze werkmap heeft te veel bladen.")
            self._grid, self._row = [], 0
            self.sheets.append((attributes.get(f"{_TABLE} name", ""), self._grid))
            self._merged = {}
        elif name == _ROW:
            self._repeated_rows = _count(attributes.get(f"{_TABLE} number-rows-repeated", "1"))
            self._row_cells, self._column = [], 0
        elif name in (_CELL, _COVERED):
            self._attributes, self._pieces, self._in_cell = attributes, [], True
            self._paragraphs = self._size = 0
            self._repeated_cells = _count(attributes.get(f"{_TABLE} number-columns-repeated", "1"))
        elif self._in_cell and name == _PARAGRAPH:
            if self._paragraphs:
                self.text("\n")
            self._paragraphs += 1
            self._in_paragraph = True
        elif self._in_paragraph and name == _SPACES:
            self.text(" " * min(_count(attributes.get(f"{_TEXT} c", "1")), self._limits.cell_characters))
        elif self._in_paragraph and name in (_TAB, _BREAK):
            self.text(" ")

    def end(self, name: str) -> None:
        """An element closes."""
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
        elif name == _PARAGRAPH:
            self._in_paragraph = False
        elif name in (_CELL, _COVERED):
            self._in_cell = False
            self._end_cell(is_covered=name == _COVERED)
        elif name == _ROW:
            self._end_row()

    def text(self, piece: str) -> None:
        """Text of a paragraph, up to the limit of a cell."""
        if self._skipped or not (self._in_paragraph or (self._in_cell and piece == "\n")):
            return
        self._size += len(piece)
        if self._size <= self._limits.cell_characters:
            self._pieces.append(piece)

    def _end_cell(self, *, is_covered: bool) -> None:
        value = self._value()
        rows = _count(self._attributes.get(f"{_TABLE} number-rows-spanned", "1"))
        column = self._column
        self._column += self._repeated_cells
        if self._merged.get(column, 0) > 0 and is_covered:
            value = UNREADABLE
        elif rows > 1 and value is not None and self._grid:
            # Merged over rows below the first: which of them the value belongs to nobody can tell.
            self._merged[column] = rows
            value = UNREADABLE
        if value is None:
            return
        if self._column > self._limits.columns:
            raise _refused("grens_kolommen", "Een blad heeft meer kolommen dan de grens.")
        self._row_cells += [None] * (column - len(self._row_cells)) + [value] * self._repeated_cells

    def _end_row(self) -> None:
        first = self._row + 1
        self._row += self._repeated_rows
        self._merged = {column: left - 1 for column, left in self._merged.items() if left > 1}
        if not any(cell is not None for cell in self._row_cells):
            return
        self._cells += len(self._row_cells) * self._repeated_rows
        if self._row > self._limits.rows + 1 or self._cells > self._limits.cells:
            raise _refused("grens_rijen", "Een blad heeft meer rijen dan de grens.")
        cells = tuple(self._row_cells)
        self._grid.extend(GridRow(number, cells) for number in range(first, self._row + 1))

    def _value(self) -> RawCell:
        kind = self._attributes.get(f"{_OFFICE} value-type", "")
        shown = UNREADABLE if self._size > self._limits.cell_characters else "".join(self._pieces)
        if self._attributes.get(f"{_TABLE} formula") and not kind:
            return UNREADABLE
        # LibreOffice writes an error as a text or number with a formula, and shows the error.
        if shown.startswith(("#", "Err:", "Fout:")) and self._attributes.get(f"{_TABLE} formula"):
            return UNREADABLE
        try:
            return self._read(kind, shown)
        except dutch.UnreadableError:
            return UNREADABLE

    def _read(self, kind: str, shown: str) -> RawCell:
        if kind in ("float", "currency"):
            return dutch.number_from_stored(self._attributes.get(f"{_OFFICE} value", ""))
        if kind == "percentage":
            number = dutch.number_from_stored(self._attributes.get(f"{_OFFICE} value", ""))
            return f"{(number * 100).normalize():f}%"
        if kind == "date":
            day, _, time = self._attributes.get(f"{_OFFICE} date-value", "").partition("T")
            self.has_times |= bool(time.strip("0:."))
            return dutch.date_from_iso(day)
        if kind == "boolean":
            return "ja" if self._attributes.get(f"{_OFFICE} boolean-value") == "true" else "nee"
        if kind == "time":
            return UNREADABLE
        text = self._attributes.get(f"{_OFFICE} string-value", shown)
        return plain(text) if len(text) <= self._limits.cell_characters else UNREADABLE


def _count(written: str) -> int:
    if not (written.isascii() and written.isdigit() and 0 < len(written) <= 7):
        raise DamagedPartError("count")
    return min(max(int(written), 1), _MOST_REPEATED)


def _refused(code: str, text: str) -> InputError:
    return InputError([Finding("fout", "", "", code, text, RESAVE.replace(".xlsx", ".xlsx of .ods"))])
