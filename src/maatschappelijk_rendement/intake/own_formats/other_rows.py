"""Rows of the sheets beside Gebruik: scores, hours of the MDO, the programme, own prices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from maatschappelijk_rendement.domain.tables import (
    MDO,
    PROGRAMME,
    TARIFFS,
    WELLBEING,
    SheetColumn,
    SheetTable,
)
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.intake.own_formats.accounts import Account
from maatschappelijk_rendement.intake.own_formats.cases import ID, CaseRows
from maatschappelijk_rendement.intake.own_formats.job import Job, fields_of, needs
from maatschappelijk_rendement.intake.own_formats.lines import DROPPED_CASE
from maatschappelijk_rendement.intake.own_formats.mapped import Place, SheetRecord, Value
from maatschappelijk_rendement.intake.own_formats.profile import Asked, SheetProfile
from maatschappelijk_rendement.intake.own_formats.values import Picker
from maatschappelijk_rendement.intake.own_formats.wide import WideColumn

NUMBER_OF: Mapping[str, str] = {
    WELLBEING.sheet: "score",
    MDO.sheet: "uren",
    PROGRAMME.sheet: "bedrag",
    TARIFFS.sheet: "prijs_eur",
}
"""Header of the number on each sheet: a row without it says nothing."""
NOTHING = "leeg: daar is geen rij van gemaakt"


def read_rows(
    job: Job,
    block: SheetProfile,
    account: Account,
    cases: CaseRows,
    sheet: SheetTable,
    columns: list[WideColumn],
) -> Iterator[SheetRecord]:
    """Give the rows of a sheet in the order of the source.

    Args:
        job: The mapping.
        block: What the profile says of the sheet.
        account: The table with its rows.
        cases: The cases, and which were left out.
        sheet: The sheet.
        columns: Columns that become rows of their own; none for a row a row.
    """
    table, number = account.table, NUMBER_OF[sheet.sheet]
    with_case = replace(block, fields=_with_case(job, block, sheet))
    shared = fields_of(job, with_case, table, sheet, without=[number] if columns else [])
    needed = [column.header for column in sheet.columns if column.required]
    sets: list[tuple[str, dict[str, Picker]]] = []
    for column in columns:
        own = _pickers(job, column, block, account, sheet, number)
        sets.append((column.header, {**shared, **own}))
        job.said[table.label, column.header] = f"{sheet.sheet}, {number}" + f" {column.moment}".rstrip()
    if not columns:
        sets.append(("", shared))
    if not all(needs(job, block, sheet, pickers, needed) for _, pickers in sets):
        return
    for row in account.kept:
        case_id = shared[ID].value(row) if ID in shared else None
        if isinstance(case_id, str) and fold(case_id) in cases.dropped:
            account.filter(row, DROPPED_CASE)
            continue
        for header, pickers in sets:
            if pickers[number].is_blank(row):
                job.leave_cell(account, row, header or pickers[number].label, NOTHING)
                continue
            values: dict[str, Value] = {name: picker.value(row) for name, picker in pickers.items()}
            account.use(row)
            yield SheetRecord(values, Place(table.label, table.row_numbers[row], header))


def _with_case(job: Job, block: SheetProfile, sheet: SheetTable) -> Mapping[str, Asked]:
    case_id = job.profile.cases.fields.get(ID)
    has_cases = any(column.header == ID for column in sheet.columns)
    return {ID: case_id, **block.fields} if has_cases and case_id is not None else block.fields


def _pickers(
    job: Job, column: WideColumn, block: SheetProfile, account: Account, sheet: SheetTable, number: str
) -> dict[str, Picker]:
    table = account.table
    asked = column.asked.cell or block.cell or Asked(column.asked.where)
    asked = replace(asked, columns=(column.header,))
    pickers = {number: job.picker(asked, table, _column(sheet, number), column.place)}
    for header, one in column.asked.fields.items():
        target = _column(sheet, header)
        pickers[header] = job.picker(one, table, target)
        job.tell(pickers[header], table, sheet, target)
    return pickers


def _column(sheet: SheetTable, header: str) -> SheetColumn:
    return next(column for column in sheet.columns if column.header == header)
