"""The rows of a sheet by the declaration of its table: columns of meanings, each beside its sheet row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from maatschappelijk_rendement.domain.tables import SheetColumn, SheetTable, as_read
from maatschappelijk_rendement.intake.workbook.cells import SheetRow, Type, Value
from maatschappelijk_rendement.intake.workbook.columns import (
    NOTHING,
    Fault,
    Meaning,
    Parsed,
    Subject,
    is_total_word,
    missing,
    parse,
)
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings
from maatschappelijk_rendement.intake.workbook.formulas import Reach, is_total, reach
from maatschappelijk_rendement.intake.workbook.sheets import SheetScan

# A column with more distinct contents is no list of words, and comparing each with the list would take long.
_MOST_SUGGESTIONS = 500
_NO_RESULT = (
    "heeft een formule die niet is uitgerekend: er is geen uitkomst opgeslagen",
    "Open de werkmap in Excel en bewaar haar, of vul de waarde zelf in; in LibreOffice: eerst Ctrl+Shift+F9.",
)
_UNFIT_FORMULAS: dict[Reach, tuple[str, str, str]] = {
    Reach.OTHER_WORKBOOK: (
        "externe_koppeling",
        "heeft een formule met een extern bestand erin",
        "Plak de uitkomst als waarde.",
    ),
    Reach.OUTSIDE: (
        "formule_naar_buiten",
        "heeft een formule met een aanroep buiten de werkmap",
        "Vertrouw deze cel niet; vul de waarde zelf in.",
    ),
}


@dataclass(slots=True)
class Sheet:
    """What a sheet holds, column by column.

    Attributes:
        table: Its declaration.
        scan: Where its columns stand, and the accounting of its rows.
        rows: Sheet row of each line.
        columns: Meanings by field name, one a line; a column that is absent holds None throughout.
        wrong: Lines (from 0) with an error, by field name: their None does not mean empty.
    """

    table: SheetTable
    scan: SheetScan
    rows: list[int] = field(default_factory=list)
    columns: dict[str, list[Meaning]] = field(default_factory=dict)
    wrong: dict[str, set[int]] = field(default_factory=dict)

    def cell(self, line: int, column: str) -> str:
        """Name the cell of a line by its field."""
        return self.scan.cell(self.rows[line], column)

    def is_sound(self, line: int, *columns: str) -> bool:
        """Say whether none of these fields of a line has an error."""
        return not any(line in self.wrong[column] for column in columns)


class CellReader:
    """Reads the cells of one column or setting; equal contents are read once.

    Attributes:
        known: What was read before; also what no cell at all means here.
    """

    def __init__(self, subject: Subject, *, is_1904: bool) -> None:
        self._subject = subject
        self._is_1904 = is_1904
        self._blank = Parsed(None, (missing(subject),)) if subject.column.required else NOTHING
        self.known: dict[Value | None, Parsed] = {None: self._blank}

    def read(self, value: Value | None) -> Parsed:
        """Read a cell, None where there is none."""
        parsed = self.known.get(value)
        if parsed is None:
            parsed = NOTHING
            if value is not None and not value.is_blank:
                suggests = len(self.known) < _MOST_SUGGESTIONS
                parsed = parse(value, self._subject, is_1904=self._is_1904, suggests=suggests)
            if parsed is NOTHING:
                parsed = self._blank
            self.known[value] = parsed
        return parsed

    def read_formula(self, value: Value | None, formula: str) -> Parsed:
        """Read a cell with a formula: its stored result counts, unless it comes from elsewhere."""
        start = self._subject.start
        unfit = _UNFIT_FORMULAS.get(reach(formula))
        if unfit:
            code, what, advice = unfit
            return Parsed(None, (Fault("fout", code, f"{start} {what}.", advice),))
        if value is None:
            what, advice = _NO_RESULT
            return Parsed(None, (Fault("fout", "formule_zonder_uitkomst", f"{start} {what}.", advice),))
        parsed = self.read(value)
        text = f"{start} heeft een formule; de opgeslagen uitkomst is overgenomen en niet nagerekend."
        warning = Fault("waarschuwing", "formule", text, "Plak de uitkomst als waarde.")
        return Parsed(parsed.meaning, (*parsed.faults, warning))


def read_rows(
    scan: SheetScan,
    table: SheetTable,
    found: CollectedFindings,
    *,
    is_1904: bool,
    subject_of: Callable[[SheetColumn], Subject],
) -> Sheet:
    """Read all rows of a sheet and note what is wrong with their cells.

    Args:
        scan: The sheet, not read yet.
        table: Its declaration.
        found: Where findings go.
        is_1904: The workbook counts its dates from 1904.
        subject_of: What messages about a column are about.

    Returns:
        The columns; lines with an error are in it too, their wrong cells as None and marked.
    """
    sheet = Sheet(table, scan)
    sheet.columns = {column.name: [] for column in table.columns}
    sheet.wrong = {column.name: set() for column in table.columns}
    names_a_total: dict[Value | None, bool] = {}
    plan: list[_Planned] = []
    head = -1
    for row in scan.rows():
        if not plan:
            head = scan.columns.get(table.columns[0].name, -1)
            plan = _plan(sheet, subject_of, is_1904=is_1904)
        line = len(sheet.rows)
        sheet.rows.append(row.number)
        first = row.values.get(head)
        is_totals = names_a_total.get(first)
        if is_totals is None:
            is_totals = _is_totals_row(first, row)
            if first is not None and not first.is_blank:
                names_a_total[first] = is_totals
        if is_totals:
            _note_totals(sheet, line, found)
            continue
        values = row.values
        for name, index, reader, known, meanings in plan:
            # A million times for a large workbook: hence no formula and no fault costs next to nothing.
            parsed = known.get(values.get(index)) or reader.read(values.get(index))
            if row.formulas and index in row.formulas:
                parsed = reader.read_formula(values.get(index), row.formulas[index])
            meaning, faults = parsed
            if faults:
                _note(parsed, sheet, line, name, found)
            meanings.append(meaning)
    for name, meanings in sheet.columns.items():
        if name not in scan.columns:
            meanings.extend([None] * len(sheet.rows))
    return sheet


# Field, place in the row, reader with what it knows, and where meanings go.
_Planned = tuple[str, int, CellReader, dict[Value | None, Parsed], list[Meaning]]


def _plan(sheet: Sheet, subject_of: Callable[[SheetColumn], Subject], *, is_1904: bool) -> list[_Planned]:
    """Prepare the reading of each column that is there."""
    plan: list[_Planned] = []
    for name, index in sheet.scan.columns.items():
        column = as_read(sheet.table.column(name))
        reader = CellReader(subject_of(column), is_1904=is_1904)
        plan.append((name, index, reader, reader.known, sheet.columns[name]))
    return plan


def _is_totals_row(first: Value | None, row: SheetRow) -> bool:
    """Say whether a row adds up others: its first cell says so, or is blank beside a cell that does."""
    if first is not None and not first.is_blank:
        return first.type is Type.TEXT and is_total_word(first.written)
    return any(map(is_total, row.formulas.values())) or any(
        value.type is Type.TEXT and is_total_word(value.written) for value in row.values.values()
    )


_NO_TOTAL = "Haal deze rij weg: het programma telt zelf op. Bewaar een totaal buiten dit blad."


def _note_totals(sheet: Sheet, line: int, found: CollectedFindings) -> None:
    text = "Dit is een rij met een totaal; zo telt alles dubbel."
    found.error(sheet.table.sheet, str(sheet.rows[line]), "totaalrij", text, _NO_TOTAL)
    for name in sheet.scan.columns:
        sheet.columns[name].append(None)
        sheet.wrong[name].add(line)


def _note(parsed: Parsed, sheet: Sheet, line: int, name: str, found: CollectedFindings) -> None:
    cell = sheet.cell(line, name)
    for fault in parsed.faults:
        if fault.level == "fout":
            sheet.wrong[name].add(line)
            found.error(sheet.table.sheet, cell, fault.code, fault.text, fault.advice)
        else:
            found.warning(sheet.table.sheet, cell, fault.code, fault.text, fault.advice)
