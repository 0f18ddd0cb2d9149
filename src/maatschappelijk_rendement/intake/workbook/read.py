"""The sheets of a workbook by the contract: which is which, and what the cells of each mean.

The door (``doors.workbook``) runs the rules over them; nothing is judged here that takes more than one cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from maatschappelijk_rendement.domain import model
from maatschappelijk_rendement.domain.card_sheets import CARD, TELLING_SHEET, CardKind
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tables import (
    ANALYSIS,
    LEGEND_SHEET,
    SHEETS,
    USAGE,
    CellKind,
    SheetTable,
)
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.intake.workbook.book import Book
from maatschappelijk_rendement.intake.workbook.columns import Meaning, column_subject
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings
from maatschappelijk_rendement.intake.workbook.gate import DEFAULT_LIMITS, Limits
from maatschappelijk_rendement.intake.workbook.package import SheetEntry
from maatschappelijk_rendement.intake.workbook.personal import has_bsn, personal_kinds
from maatschappelijk_rendement.intake.workbook.rows import Sheet, read_rows
from maatschappelijk_rendement.intake.workbook.settings import SettingsSheet, read_settings
from maatschappelijk_rendement.intake.workbook.sheet_names import suggest_sheet
from maatschappelijk_rendement.intake.workbook.sheets import SheetScan

TO_DO_SHEET = "Te doen"
"""First sheet of a workbook that was returned with findings; like the legend it holds nothing to read."""

Source = str | Path | bytes
Record = dict[str, Meaning | bool]

_TABLES = {fold(table.sheet): table for table in SHEETS}
_OWN_SHEETS = frozenset(map(fold, (LEGEND_SHEET, TO_DO_SHEET)))
_TEXT_KINDS = frozenset({CellKind.NAME, CellKind.SOURCE})


@dataclass(slots=True)
class Sheets:
    """What was read of a workbook: sheet Analyse, and the others by their name."""

    analysis: SettingsSheet
    analysis_scan: SheetScan | None
    by_name: Mapping[str, Sheet] = field(default_factory=dict)

    def get(self, name: str) -> Sheet | None:
        """Give a sheet; None when the workbook has none by this name."""
        return self.by_name.get(name)


def table_of(entry: SheetEntry) -> SheetTable | None:
    """Give the table that a sheet holds, by its name."""
    return _TABLES.get(fold(entry.name))


def label(book: Book, entry: SheetEntry) -> str:
    """Name a sheet in a message: by the contract, else by its position, for its own name may be personal.

    The to-do list does not count, so that a sheet keeps its number when a workbook comes back with one.
    """
    table = table_of(entry)
    if table:
        return table.sheet
    before = (other.name for other in book.contents.sheets[: entry.position - 1])
    return f"blad {entry.position - sum(fold(name) == fold(TO_DO_SHEET) for name in before)}"


def is_own_sheet(name: str) -> bool:
    """Say whether a sheet is one that this package writes for people, and never reads."""
    return fold(name) in _OWN_SHEETS


MISSING = "De werkmap is er niet. Controleer de map en de naam."


def load(source: Source, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Give the bytes of a file, no more of them than the gate needs to refuse it.

    Raises:
        UsageError: There is no such file, or it may not be read. A path may hold a name: it is not repeated.
    """
    if isinstance(source, bytes):
        return source
    try:
        with Path(source).open("rb") as stream:
            return stream.read(limits.packed_bytes + 1)
    except FileNotFoundError:
        raise UsageError(MISSING) from None
    except IsADirectoryError:
        raise UsageError(
            "Dit is een map zonder de bestanden van een aanlevering. Kies een bestand, of zet in de map "
            "analyse.csv en de bladen als .csv of .parquet."
        ) from None
    except OSError:
        raise UsageError(
            "Dit bestand is niet te openen. Sluit het in Excel en controleer uw rechten."
        ) from None


def _assign_sheets(book: Book, found: CollectedFindings) -> dict[str, SheetEntry]:
    """Find the sheets of the contract by name; note the others by their position, never by name."""
    entries: dict[str, SheetEntry] = {}
    if kind := _kind_of_card(book):
        subject, advice = "een waardering", "Reken haar uit met: mr waardeer KAART.xlsx --uit MAP"
        if kind is CardKind.WIJK:
            subject, advice = "een wijk", "Maak haar rapport met: mr wijk WIJK.xlsx --uit MAP"
        text = f"Dit is een kaart van {subject}, geen werkmap met casussen."
        found.error("", "", "is_een_kaart", text, advice)
        return entries
    absent = [table.sheet for table in SHEETS]
    strangers = []
    for entry in book.contents.sheets:
        table = table_of(entry)
        if table is None:
            if not is_own_sheet(entry.name):
                strangers.append(entry)
        elif table.sheet in entries:
            found.error(
                table.sheet, "", "blad_dubbel", "Dit blad staat er dubbel.", "Laat één van de twee staan."
            )
        else:
            entries[table.sheet] = entry
            absent.remove(table.sheet)
    for entry in strangers:
        _note_stranger(entry, label(book, entry), absent, found)
    needed = {table.sheet for table in SHEETS if not table.may_be_absent}
    advice = "Voeg het blad toe, of geef het de juiste naam."
    if needed <= set(absent) and not any(suggest_sheet(entry.name, absent) for entry in strangers):
        # Not a sheet of ours: an own file, most likely.
        advice = "Is dit uw eigen bestand? Lees het in met: mr inlezen BESTAND --uit casussen.xlsx"
    for sheet in (table.sheet for table in SHEETS):
        if sheet in needed and sheet in absent:
            found.error(sheet, "", "blad_ontbreekt", f"Het blad {sheet} ontbreekt.", advice)
    return entries


def _kind_of_card(book: Book) -> CardKind | None:
    """Give the kind of a card: its settings are there, the sheet of its kind, and no use of help."""
    names = {fold(entry.name) for entry in book.contents.sheets}
    kinds = [kind for kind, sheet in TELLING_SHEET.items() if fold(sheet) in names]
    return kinds[0] if kinds and fold(CARD.sheet) in names and fold(USAGE.sheet) not in names else None


def _note_stranger(entry: SheetEntry, place: str, absent: list[str], found: CollectedFindings) -> None:
    if personal_kinds(entry.name):
        text = "De naam van dit blad lijkt een persoonsgegeven te bevatten."
        found.error(place, "", "bladnaam_persoonsgegeven", text, "Geef het blad een andere naam.")
        return
    hidden = " en verborgen" if entry.is_hidden else ""
    advice = suggest_sheet(entry.name, absent) or "Het mag blijven staan; met dit blad wordt niet gerekend."
    found.warning(place, "", "blad_onbekend", f"Dit blad is onbekend{hidden} en wordt niet gelezen.", advice)


def read_sheets(book: Book, found: CollectedFindings) -> Sheets:
    """Read every sheet of the contract and note what is wrong with the cells of each.

    Args:
        book: The workbook, through its gate.
        found: Where findings go.
    """
    found.extend(book.container.findings)
    if book.contents.is_1904:
        text = "Deze werkmap telt datums vanaf 1904; ze zijn omgerekend."
        found.warning("", "", "datumstelsel_1904", text, "Controleer of de datums kloppen.")
    entries = _assign_sheets(book, found)
    is_1904 = book.contents.is_1904
    sheets = Sheets(SettingsSheet(), None)
    by_name: dict[str, Sheet] = {}
    for table in SHEETS:
        entry = entries.get(table.sheet)
        if entry is None:
            continue
        scan = SheetScan(book, entry, table, found)
        if table is ANALYSIS:
            sheets = Sheets(read_settings(scan, found, is_1904=is_1904), scan)
        else:
            by_name[table.sheet] = read_rows(scan, table, found, is_1904=is_1904, subject_of=column_subject)
    return Sheets(sheets.analysis, sheets.analysis_scan, by_name)


def sound_lines(sheet: Sheet | None, found: CollectedFindings) -> Iterator[tuple[int, Record]]:
    """Give each line whose row has no error, with the fields that hold something."""
    if sheet is None or any(
        c.name not in sheet.scan.columns for c in sheet.table.columns if not c.may_be_absent
    ):
        return
    rejected = found.rows_with_errors(sheet.table.sheet)
    names = tuple(sheet.columns)
    for line, values in enumerate(zip(*sheet.columns.values(), strict=True)):
        if sheet.rows[line] not in rejected:
            yield line, {name: value for name, value in zip(names, values, strict=True) if value is not None}


def account(sheets: Sheets, found: CollectedFindings) -> tuple[model.SheetRows, ...]:
    """Account for the rows of each sheet: read = used + rejected + blank."""
    accounts = []
    if scan := sheets.analysis_scan:
        accounts.append(_account(ANALYSIS.sheet, scan, sheets.analysis.rows, found))
    accounts += [_account(name, sheet.scan, sheet.rows, found) for name, sheet in sheets.by_name.items()]
    return tuple(accounts)


def not_shown(sheets: Sheets) -> frozenset[str]:
    """Give the folded texts that outputs write as "(niet getoond)": they hold what may be a BSN."""
    texts = {value for value in sheets.analysis.values.values() if isinstance(value, str)}
    for sheet in sheets.by_name.values():
        for column in sheet.table.columns:
            if column.kind in _TEXT_KINDS:
                texts |= {value for value in set(sheet.columns[column.name]) if isinstance(value, str)}
    return frozenset(fold(text) for text in texts if has_bsn(text))


def _account(sheet: str, scan: SheetScan, rows: list[int], found: CollectedFindings) -> model.SheetRows:
    rejected = len(found.rows_with_errors(sheet) & set(rows))
    return model.SheetRows(
        sheet=sheet,
        read=scan.rows_read,
        used=len(rows) - rejected,
        rejected=rejected,
        blank=scan.rows_blank,
    )
