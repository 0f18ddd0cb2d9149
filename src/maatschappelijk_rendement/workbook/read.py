"""Read a workbook: gate, sheets, cells, checks, objects. All findings at once, or a caseload."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from maatschappelijk_rendement.errors import Finding, UsageError, WorkbookError
from maatschappelijk_rendement.model import CaseLoad
from maatschappelijk_rendement.tables import (
    ANALYSIS,
    CASES,
    LEGEND_SHEET,
    MDO,
    SHEETS,
    TARIFFS,
    USAGE,
    WELLBEING,
    Table,
)
from maatschappelijk_rendement.tariffs import Tariffs
from maatschappelijk_rendement.vocabulary import fold
from maatschappelijk_rendement.workbook import checks, plausible
from maatschappelijk_rendement.workbook.assemble import Sheets, assemble, local_tariffs
from maatschappelijk_rendement.workbook.book import Book, open_book
from maatschappelijk_rendement.workbook.columns import column_subject
from maatschappelijk_rendement.workbook.findings import Findings
from maatschappelijk_rendement.workbook.gate import DEFAULT_LIMITS, Limits
from maatschappelijk_rendement.workbook.package import SheetEntry
from maatschappelijk_rendement.workbook.personal import personal_kinds
from maatschappelijk_rendement.workbook.products import Products, check_products
from maatschappelijk_rendement.workbook.rows import Sheet, read_rows
from maatschappelijk_rendement.workbook.settings import SettingsSheet, read_settings
from maatschappelijk_rendement.workbook.sheet_names import suggest_sheet
from maatschappelijk_rendement.workbook.sheets import SheetScan

TO_DO_SHEET = "Te doen"
"""First sheet of a workbook that was returned with findings; like the legend it holds nothing to read."""

Source = str | Path | bytes

_TABLES = {fold(table.sheet): table for table in SHEETS}
_OWN_SHEETS = frozenset(map(fold, (LEGEND_SHEET, TO_DO_SHEET)))


@dataclass(frozen=True, slots=True)
class Survey:
    """What reading a workbook gave.

    Attributes:
        caseload: Everything; None when there is an error.
        sound: What the rows without an error hold, for checks further on (has each product a price?) that
            belong in the same list of findings; never for results. None when the settings are not sound.
        findings: Errors, then warnings, each in the order of sheets and cells.
    """

    caseload: CaseLoad | None
    sound: CaseLoad | None = field(repr=False)
    findings: tuple[Finding, ...]


def read_workbook(
    source: Source, *, tariffs: Tariffs | None = None, limits: Limits = DEFAULT_LIMITS
) -> CaseLoad:
    """Read a workbook that has no errors.

    Args:
        source: Path of the file, or its bytes.
        tariffs: Prices to know products by; the shipped ones when left out.
        limits: How much it may hold.

    Returns:
        The caseload, with its warnings and the accounting of its rows in ``reading``.

    Raises:
        WorkbookError: The workbook has errors; carries every finding.
        UsageError: There is no such file, or it may not be read.

    Example:
        >>> read_workbook(b"")
        Traceback (most recent call last):
            ...
        maatschappelijk_rendement.errors.WorkbookError: 1 fout, 0 waarschuwingen
        - fout: Dit bestand is leeg. Vraag de afzender om het bestand opnieuw te sturen.
    """
    caseload, findings = check_workbook(source, tariffs=tariffs, limits=limits)
    if caseload is None:
        raise WorkbookError(findings)
    return caseload


def check_workbook(
    source: Source, *, tariffs: Tariffs | None = None, limits: Limits = DEFAULT_LIMITS
) -> tuple[CaseLoad | None, tuple[Finding, ...]]:
    """Read a workbook and say everything that is to be said of it; see ``survey_workbook``.

    Returns:
        The caseload, None when there is an error; and all findings, errors first.
    """
    survey = survey_workbook(source, tariffs=tariffs, limits=limits)
    return survey.caseload, survey.findings


def survey_workbook(
    source: Source, *, tariffs: Tariffs | None = None, limits: Limits = DEFAULT_LIMITS
) -> Survey:
    """Read a workbook as far as it goes.

    Args:
        source: Path of the file, or its bytes.
        tariffs: Prices to know products by; the shipped ones when left out.
        limits: How much it may hold.

    Raises:
        UsageError: There is no such file, or it may not be read.
    """
    with _without_cycle_search():
        return _survey(load(source, limits), tariffs, limits)


@contextmanager
def _without_cycle_search() -> Iterator[None]:
    """Keep Python from searching for cycles among millions of objects that have none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _survey(data: bytes, tariffs: Tariffs | None, limits: Limits) -> Survey:
    try:
        book = open_book(data, limits)
    except WorkbookError as error:
        return Survey(None, None, error.findings)
    found = Findings(limits.findings)
    found.extend(book.container.findings)
    if book.contents.is_1904:
        text = "Deze werkmap telt datums vanaf 1904; ze zijn omgerekend."
        found.warning("", "", "datumstelsel_1904", text, "Controleer of de datums kloppen.")
    sheets = _read_sheets(book, _assign_sheets(book, found), found)
    sound = _check(sheets, tariffs or Tariffs.load(), found)
    findings = found.sorted()
    if sound is not None:
        warnings = tuple(finding for finding in findings if finding.level == "waarschuwing")
        sound = sound.model_copy(update={"reading": sound.reading.model_copy(update={"warnings": warnings})})
    return Survey(None if found.has_errors else sound, sound, findings)


def table_of(entry: SheetEntry) -> Table | None:
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
        raise UsageError("Dit bestand is er niet. Controleer de map en de naam.") from None
    except IsADirectoryError:
        raise UsageError("Dit is een map. Kies een bestand.") from None
    except OSError:
        raise UsageError(
            "Dit bestand is niet te openen. Sluit het in Excel en controleer uw rechten."
        ) from None


def _assign_sheets(book: Book, found: Findings) -> dict[str, SheetEntry]:
    """Find the sheets of the contract by name; note the others by their position, never by name."""
    entries: dict[str, SheetEntry] = {}
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
    for table in SHEETS:
        if table.sheet in absent and not table.may_be_absent:
            text = f"Het blad {table.sheet} ontbreekt."
            found.error(
                table.sheet, "", "blad_ontbreekt", text, "Voeg het blad toe, of geef het de juiste naam."
            )
    return entries


def _note_stranger(entry: SheetEntry, place: str, absent: list[str], found: Findings) -> None:
    if personal_kinds(entry.name):
        text = "De naam van dit blad lijkt een persoonsgegeven te bevatten."
        found.error(
            place, "", "bladnaam_persoonsgegeven", text, "Geef het blad een andere naam of haal het weg."
        )
        return
    hidden = " en verborgen" if entry.is_hidden else ""
    advice = suggest_sheet(entry.name, absent) or "Haal het blad weg als het niet nodig is."
    found.warning(place, "", "blad_onbekend", f"Dit blad is onbekend{hidden} en wordt niet gelezen.", advice)


def _read_sheets(book: Book, entries: dict[str, SheetEntry], found: Findings) -> Sheets:
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


def _check(sheets: Sheets, tariffs: Tariffs, found: Findings) -> CaseLoad | None:
    """Run the checks across sheets and make what is sound into objects."""
    tariff_sheet = sheets.get(TARIFFS.sheet)
    products = check_products(tariffs, local_tariffs(tariff_sheet, found), tariff_sheet, found)
    cases = checks.gather_cases(sheets.get(CASES.sheet))
    for sheet in sheets.by_name.values():
        for findings in _checks_of(sheet, cases, products, sheets.analysis):
            found.extend(findings)
    case_sheet = sheets.get(CASES.sheet)
    if case_sheet is not None:
        found.extend(plausible.existing_cases_had_help(case_sheet, sheets.get(USAGE.sheet)))
    return assemble(sheets, cases, products, found)


def _checks_of(
    sheet: Sheet, cases: checks.Cases, products: Products, settings: SettingsSheet
) -> Iterator[Iterator[Finding]]:
    table = sheet.table
    yield checks.has_rows(sheet)
    if table is CASES:
        yield plausible.case_ids_are_no_names(sheet)
        yield plausible.names_of_a_wijk_are_spelled_alike(sheet)
        yield plausible.the_total_is_no_less_than_the_cases(sheet, settings)
    if table in (CASES, USAGE, WELLBEING):
        yield checks.keys_are_unique(sheet)
    if table in (USAGE, WELLBEING, MDO):
        yield checks.cases_are_known(sheet, cases)
    if table in (USAGE, MDO):
        yield checks.products_are_known(sheet, products)
        yield checks.prices_have_a_source(sheet)
    if table is USAGE:
        yield checks.units_match(sheet, products)
        yield checks.days_run_forward(sheet)
        yield checks.new_cases_had_no_help(sheet, cases, products)
        yield checks.streams_were_observed(sheet, cases, products)
        yield plausible.quantities_fit_in_their_period(sheet, products, settings.values.get("period_months"))
        yield checks.wlz_ends_other_help(sheet, cases, products, settings.values.get("period_months"))
    if table is WELLBEING:
        yield checks.scores_fit(sheet)
    if table is MDO:
        yield checks.hours_have_a_price(sheet, products)
