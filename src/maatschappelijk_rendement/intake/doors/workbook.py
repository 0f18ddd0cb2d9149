"""A workbook through the door: gate, sheets, cells, rules; all findings at once, or a delivery."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial

from maatschappelijk_rendement.domain import instruments, model
from maatschappelijk_rendement.domain.delivery import Delivery
from maatschappelijk_rendement.domain.errors import Finding, WorkbookError
from maatschappelijk_rendement.domain.model import CaseLoad
from maatschappelijk_rendement.domain.record import make
from maatschappelijk_rendement.domain.tables import ANALYSIS, PROGRAMME, SHEETS, TARIFFS, SheetTable
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.tariffs.products import Products, lay_over
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.intake.canonical import NO_LINE, Tables
from maatschappelijk_rendement.intake.delivering import deliver
from maatschappelijk_rendement.intake.memory import ColumnsOf, Survey, tables_in_memory
from maatschappelijk_rendement.intake.rules import RULES, SourceFacts, run
from maatschappelijk_rendement.intake.workbook.book import open_book
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings
from maatschappelijk_rendement.intake.workbook.gate import DEFAULT_LIMITS, Limits
from maatschappelijk_rendement.intake.workbook.read import (
    Sheets,
    Source,
    account,
    load,
    not_shown,
    read_sheets,
    sound_lines,
)


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
        maatschappelijk_rendement.domain.errors.WorkbookError: 1 fout, 0 waarschuwingen
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
    return survey.delivery.caseload if survey.delivery else None, survey.findings


def survey_workbook(
    source: Source,
    *,
    tariffs: Tariffs | None = None,
    limits: Limits = DEFAULT_LIMITS,
    today: date | None = None,
) -> Survey:
    """Read a workbook as far as it goes.

    Args:
        source: Path of the file, or its bytes.
        tariffs: Prices to know products by; the shipped ones when left out.
        limits: How much it may hold.
        today: Day on which is checked; the clock is left alone when left out.

    Raises:
        UsageError: There is no such file, or it may not be read.
    """
    with _without_cycle_search():
        return _survey(load(source, limits), tariffs, limits, today)


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


def _survey(data: bytes, tariffs: Tariffs | None, limits: Limits, today: date | None) -> Survey:
    try:
        book = open_book(data, limits)
    except WorkbookError as error:
        return Survey(None, None, error.findings)
    found = CollectedFindings(limits.findings)
    sheets = read_sheets(book, found)
    own = _own_prices(sheets, found)
    products = _lay_over(tariffs or Tariffs.load(), own, sheets, found)
    tables = _tables(sheets, products)
    facts = SourceFacts(tables, products, instruments.load(), today)
    for broken in run(RULES, facts):
        found.extend(broken.findings(facts))
    findings = found.sorted()
    sound = _deliver(sheets, tables, found, findings)
    return Survey(None if found.has_errors else sound, sound, findings)


def _own_prices(sheets: Sheets, found: CollectedFindings) -> list[tuple[int, model.Tariff]]:
    """Make the prices of sheet Tarieven that have no error, each with its line."""
    return [
        (line, make(model.Tariff, {**record, "is_local": True}))
        for line, record in sound_lines(sheets.get(TARIFFS.sheet), found)
    ]


def _lay_over(
    tariffs: Tariffs, own: list[tuple[int, model.Tariff]], sheets: Sheets, found: CollectedFindings
) -> Products:
    sheet = sheets.get(TARIFFS.sheet)
    if sheet is None:
        return Products(tariffs)
    read = {line for line, _ in own}
    unread = (code for line, code in enumerate(sheet.columns["code"]) if line not in read)
    products, conflicts = lay_over(
        tariffs,
        [row for _, row in own],
        unjudged=frozenset(fold(code) for code in unread if isinstance(code, str)),
        is_complete=sheet.scan.is_readable and "code" in sheet.scan.columns,
    )
    for conflict in conflicts:
        cell = sheet.cell(own[conflict.row][0], conflict.column)
        found.error(TARIFFS.sheet, cell, conflict.code, conflict.text, conflict.advice)
    return products


def _tables(sheets: Sheets, products: Products) -> Tables:
    """Make canonical tables of what the sheets hold."""
    read = {
        name: ColumnsOf(sheet.rows, sheet.columns, sheet.wrong, frozenset(sheet.scan.columns))
        for name, sheet in sheets.by_name.items()
    }
    return tables_in_memory(
        read,
        products,
        instruments.load(),
        settings={name: value for name, value in sheets.analysis.values.items() if value is not None},
        place=partial(_place, sheets),
        unreadable=frozenset(
            table.sheet for table in SHEETS if table is not ANALYSIS and not _is_readable(sheets, table)
        ),
    )


def _is_readable(sheets: Sheets, table: SheetTable) -> bool:
    sheet = sheets.get(table.sheet)
    return table.may_be_absent if sheet is None else sheet.scan.is_readable


def _place(sheets: Sheets, table: SheetTable, column: str, line: int) -> str:
    """Name the cell of a row, or of a setting."""
    if table is ANALYSIS:
        return sheets.analysis.cells.get(column, "")
    sheet = sheets.get(table.sheet)
    if sheet is None or line == NO_LINE:
        return ""
    return sheet.scan.cell(line, column) if column else str(line)


def _deliver(
    sheets: Sheets, tables: Tables, found: CollectedFindings, findings: tuple[Finding, ...]
) -> Delivery | None:
    """Make a delivery of the rows without an error; None when the settings are not sound."""
    if sheets.analysis.wrong or not sheets.analysis.values:
        return None
    rejected: Mapping[str, frozenset[int]] = {name: found.rows_with_errors(name) for name in sheets.by_name}
    programme = [
        make(model.ProgrammePost, record) for _, record in sound_lines(sheets.get(PROGRAMME.sheet), found)
    ]
    reading = model.Reading(
        sheets=account(sheets, found),
        warnings=tuple(finding for finding in findings if finding.level == "waarschuwing"),
        not_shown=not_shown(sheets),
    )
    return deliver(
        tables,
        make(model.AnalysisSettings, tables.settings),
        rejected=rejected,
        programme=programme,
        tariffs=[row for _, row in _own_prices(sheets, found)],
        reading=reading,
    )
