"""What is hidden so much that showing it row by row helps nobody.

Pages leave out a table of which every number is hidden, and in the annex each such row, and say how many
they are; the workbook and ``resultaten.json`` keep each row. Who makes the report is told
when a table is mostly hidden.
"""

from __future__ import annotations

from dataclasses import replace

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.report.cells import HIDDEN
from maatschappelijk_rendement.report.document import (
    Block,
    Chart,
    Paragraph,
    ReportDocument,
    Section,
    ShownValue,
    Table,
)
from maatschappelijk_rendement.results import tables
from maatschappelijk_rendement.results.columns import Column
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.results.words import TRACEABLE

ANNEX = "bijlage"
CODE = "veel_onderdrukt"
ELSEWHERE = (
    "Een rij waarin elk getal is onderdrukt, staat hier niet. In rapport.xlsx en resultaten.json staan alle "
    "rijen."
)
MERGE = (
    "Voeg wijken met weinig casussen samen (kolom wijk op blad Casussen). Of geef alle casussen dezelfde "
    "wijk: dan vervallen de cijfers per wijk. "
)
MORE_CASES = "Met meer casussen is er ook meer te tonen."


def without_hidden_rows(report: ReportDocument) -> ReportDocument:
    """Leave out each table, and of the annex each row, of which all numbers are hidden, and say so.

    Args:
        report: The report as the workbook shows it.

    Returns:
        The report for a page.
    """
    return replace(report, sections=tuple(map(_fold, report.sections)))


def _fold(section: Section) -> Section:
    if section.name != ANNEX:
        return replace(section, blocks=tuple(map(_said, section.blocks)))
    blocks = tuple(_shortened(block) if isinstance(block, Table) else block for block in section.blocks)
    return replace(section, blocks=blocks if blocks == section.blocks else (Paragraph(ELSEWHERE), *blocks))


def _said(block: Block) -> Block:
    """Say of a table or a chart without a single number that it is not there, and where it is."""
    table = block.table if isinstance(block, Chart) else block
    if not isinstance(table, Table) or not table.rows:
        return block
    if not all(_is_hidden(row, table.columns) for row in table.rows):
        return block
    return Paragraph(
        f"{table.title}: onderdrukt ({TRACEABLE}). In rapport.xlsx en resultaten.json staan alle rijen."
    )


def _shortened(table: Table) -> Block:
    shown = tuple(row for row in table.rows if not _is_hidden(row, table.columns))
    hidden = dutch_number(len(table.rows) - len(shown))
    if len(shown) == len(table.rows):
        return table
    if not shown:
        return Paragraph(f"{table.title}: alle {hidden} rijen zijn onderdrukt.")
    left_out = f"Van deze tabel zijn {hidden} van de {dutch_number(len(table.rows))} rijen onderdrukt."
    return replace(table, rows=shown, note=f"{table.note} {left_out}".strip())


def _is_hidden(row: tuple[ShownValue, ...], columns: tuple[Column, ...]) -> bool:
    numbers = [cell for cell, column in zip(row, columns, strict=True) if column.is_number]
    return any(cell.absent == HIDDEN for cell in numbers) and all(cell.value is None for cell in numbers)


def mostly_hidden(results: Results) -> tuple[Finding, ...]:
    """Warn who makes the report when more than half of a table is hidden, and say what helps.

    Args:
        results: Published results.
    """
    titles = {table.name: table.title for table in tables.ANNEX}
    most = [
        f"{titles[one.table]} ({dutch_number(one.hidden)} van de {dutch_number(one.rows)} rijen)"
        for one in (results.hidden.tables if results.hidden else ())
        if one.table in titles and 2 * one.hidden > one.rows
    ]
    if not most:
        return ()
    text = f"Het grootste deel is onderdrukt van: {'; '.join(most)}."
    merge = MERGE if len(results.settings.wijken) > 1 else ""
    return (Finding("waarschuwing", "", "", CODE, text, f"{merge}{MORE_CASES}"),)
