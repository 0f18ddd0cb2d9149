"""Objects through the door: what Python made meets the rules of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.instruments import InstrumentDefinition
from maatschappelijk_rendement.domain.instruments import load as load_instruments
from maatschappelijk_rendement.domain.model import CaseLoad, Reading
from maatschappelijk_rendement.domain.record import values_of
from maatschappelijk_rendement.domain.tables import (
    CASES,
    MDO,
    PROGRAMME,
    SETTINGS,
    TARIFFS,
    USAGE,
    WELLBEING,
    CellKind,
    SheetTable,
)
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.tariffs.products import lay_over
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.intake.canonical import NO_LINE
from maatschappelijk_rendement.intake.delivering import deliver
from maatschappelijk_rendement.intake.memory import ColumnsOf, Survey, tables_in_memory
from maatschappelijk_rendement.intake.reading import Columns, own_ids, read_columns
from maatschappelijk_rendement.intake.rules import RULES, SourceFacts, run
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings
from maatschappelijk_rendement.intake.workbook.gate import DEFAULT_LIMITS
from maatschappelijk_rendement.intake.workbook.personal import has_bsn

_TEXT_KINDS = frozenset({CellKind.NAME, CellKind.SOURCE})
_ANALYSIS = "Analyse"


def survey_caseload(
    caseload: CaseLoad,
    *,
    tariffs: Tariffs | None = None,
    instruments: Mapping[str, InstrumentDefinition] | None = None,
    today: date | None = None,
) -> Survey:
    """Run every rule over a caseload.

    Args:
        caseload: Made by hand, or read from a workbook; its own warnings are kept then.
        tariffs: Prices to know products by; the shipped ones when left out.
        instruments: The instruments of wellbeing by id; the shipped ones when left out.
        today: Day on which is checked; the clock is left alone when left out.
    """
    definitions = instruments if instruments is not None else load_instruments()
    given: tuple[tuple[SheetTable, Sequence[Any]], ...] = (
        (CASES, caseload.cases),
        (USAGE, caseload.usage),
        (WELLBEING, caseload.scores),
        (MDO, caseload.mdo),
        (PROGRAMME, caseload.programme),
        (TARIFFS, caseload.tariffs),
    )
    found = CollectedFindings(DEFAULT_LIMITS.findings)
    rows = {USAGE.sheet: caseload.reading.usage_rows, MDO.sheet: caseload.reading.mdo_rows}
    read: dict[str, ColumnsOf] = {}
    for table, objects in given:
        lines = rows.get(table.sheet, ())
        numbers = lines if len(lines) == len(objects) else range(1, len(objects) + 1)
        columns = _columns(table, objects)
        note_faults(table, columns, numbers, found)
        read[table.sheet] = ColumnsOf(numbers, columns.meanings, columns.wrong, columns.given)
    note_settings(values_of(caseload.settings), found)
    products, conflicts = lay_over(tariffs if tariffs is not None else Tariffs.load(), caseload.tariffs)
    for conflict in conflicts:
        found.error(TARIFFS.sheet, str(conflict.row + 1), conflict.code, conflict.text, conflict.advice)
    settings = {name: value for name, value in values_of(caseload.settings).items() if value is not None}
    tables = tables_in_memory(read, products, definitions, settings=settings, place=place_by_row)
    facts = SourceFacts(tables, products, definitions, today)
    for broken in run(RULES, facts):
        found.extend(broken.findings(facts))
    findings = found.sorted()
    reading = caseload.reading
    if reading.sheets or reading.warnings:
        # What reading said deserves a look, it said with its cells.
        errors = [finding for finding in findings if finding.level == "fout"]
        findings = (*errors, *reading.warnings)
    else:
        warnings = tuple(finding for finding in findings if finding.level == "waarschuwing")
        reading = Reading(warnings=warnings, not_shown=reading.not_shown | hidden_texts(read, settings))
    sound = deliver(
        tables,
        caseload.settings,
        rejected={table.sheet: found.rows_with_errors(table.sheet) for table, _ in given},
        programme=caseload.programme,
        tariffs=caseload.tariffs,
        reading=reading,
    )
    return Survey(None if found.has_errors else sound, sound, findings)


def _columns(table: SheetTable, objects: Sequence[Any]) -> Columns:
    raw = {column.name: [getattr(item, column.name) for item in objects] for column in table.columns}
    return read_columns(table, raw, len(objects), instead=own_ids(table))


def note_faults(table: SheetTable, columns: Columns, lines: Sequence[int], found: CollectedFindings) -> None:
    """Note what is wrong with the values of a table, each at its row."""
    for name, fault, positions in columns.faults:
        for position in positions:
            cell = place_by_row(table, name, lines[position])
            found.add(Finding(fault.level, table.sheet, cell, fault.code, fault.text, fault.advice))


def note_settings(settings: Mapping[str, Any], found: CollectedFindings) -> None:
    """Note what is wrong with the texts of the settings; their form was checked when they were made."""
    table = SheetTable(_ANALYSIS, "", SETTINGS)
    columns = read_columns(table, {name: [value] for name, value in settings.items() if value is not None}, 1)
    for _, fault, _ in columns.faults:
        found.add(Finding(fault.level, _ANALYSIS, "", fault.code, fault.text, fault.advice))


def place_by_row(table: SheetTable, column: str, line: int) -> str:
    """Name the place of a row that has no cell: its number."""
    return str(line) if line != NO_LINE else ""


def hidden_texts(read: Mapping[str, ColumnsOf], settings: Mapping[str, Any]) -> frozenset[str]:
    """Give the folded texts that outputs write as "(niet getoond)": they hold what may be a BSN."""
    texts: set[str] = {value for value in settings.values() if isinstance(value, str)}
    for table in (CASES, USAGE, WELLBEING, MDO, PROGRAMME, TARIFFS):
        for column in table.columns:
            if column.kind in _TEXT_KINDS and table.sheet in read:
                texts |= {
                    text for text in set(read[table.sheet].meanings[column.name]) if isinstance(text, str)
                }
    return frozenset(fold(text) for text in texts if has_bsn(text))


def refuse(findings: Iterable[Finding]) -> None:
    """Raise when there is an error among the findings.

    Raises:
        InputError: Carries every finding.
    """
    given = tuple(findings)
    if any(finding.level == "fout" for finding in given):
        raise InputError(given)
