"""What is hidden so much that showing it row by row helps nobody.

On a page no table has more hidden than shown. A table of the story becomes sentences with what is to be
seen; in the annex each row without a number goes, and a column of which most is hidden becomes a sentence.
The workbook and ``resultaten.json`` keep each row. Who makes the report is told when a table
is mostly hidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.report.cells import HIDDEN
from maatschappelijk_rendement.report.document import (
    Block,
    Bullets,
    Chart,
    Paragraph,
    ReportDocument,
    Section,
    ShownValue,
    Table,
)
from maatschappelijk_rendement.report.paper import names_of_rows
from maatschappelijk_rendement.results import tables
from maatschappelijk_rendement.results.columns import Column, Kind
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
    folded = _of_annex if section.name == ANNEX else _of_story
    blocks = tuple(part for block in section.blocks for part in folded(block))
    if section.name == ANNEX and blocks != section.blocks:
        blocks = (Paragraph(ELSEWHERE), *blocks)
    return replace(section, blocks=blocks)


def _of_story(block: Block) -> tuple[Block, ...]:
    """Say what is to be seen of a table or a chart of which most is hidden."""
    table = block.table if isinstance(block, Chart) else block
    if not isinstance(table, Table) or not table.rows:
        return (block,)
    if all(_is_hidden(row, table.columns) for row in table.rows):
        where = "In rapport.xlsx en resultaten.json staan alle rijen."
        return (Paragraph(f"{table.title}: onderdrukt ({TRACEABLE}). {where}"),)
    if not has_more_hidden(table):
        return (block,)
    shorter = _without_hidden_rows(table)
    if is_worth_showing(table):
        return (replace(block, table=shorter) if isinstance(block, Chart) else shorter,)
    told = Paragraph(f"{table.title}: het meeste is onderdrukt. Dit is te zien:")
    return told, Bullets(tuple(filter(None, (_told(table, row) for row in table.rows))))


def has_more_hidden(table: Table) -> bool:
    """Tell whether more figures are hidden than shown; how many cases there are is none, beside others.

    Args:
        table: The table.
    """
    figures = _figures(table)
    hidden = sum(row[x].absent == HIDDEN for row in table.rows for x in figures)
    return hidden > sum(row[x].value is not None for row in table.rows for x in figures)


def is_worth_showing(table: Table) -> bool:
    """Tell whether at least half is shown of the rows that show anything.

    Args:
        table: The table.
    """
    return not has_more_hidden(_without_hidden_rows(table))


def _figures(table: Table) -> list[int]:
    numbers = [x for x, column in enumerate(table.columns) if column.is_number]
    return [x for x in numbers if table.columns[x].kind is not Kind.COUNT] or numbers


def _told(table: Table, row: tuple[ShownValue, ...]) -> str:
    """Write the figures of a row that are shown as a sentence; nothing where there are none."""
    name = ", ".join(cell.text for cell in row[: max(names_of_rows(table), 1)])
    shown = [
        f"{table.columns[x].label.lower()} {row[x].text} {row[x].direction}".strip()
        for x in _figures(table)
        if row[x].value is not None
    ]
    return f"{name}: {'; '.join(shown)}." if shown else ""


def _of_annex(block: Block) -> tuple[Block, ...]:
    if not isinstance(block, Table):
        return (block,)
    table = _without_hidden_rows(block)
    if block.rows and not table.rows:
        return (Paragraph(f"{block.title}: alle {dutch_number(len(block.rows))} rijen zijn onderdrukt."),)
    sparse = [x for x in _figures(table) if _is_sparse([row[x] for row in table.rows])]
    if not sparse:
        return (table,)
    kept = [x for x in range(len(table.columns)) if x not in sparse]
    narrow = replace(
        table,
        columns=tuple(table.columns[x] for x in kept),
        rows=tuple(tuple(row[x] for x in kept) for row in table.rows),
    )
    told = Paragraph(f"{table.title}: van deze cijfers is het meeste onderdrukt. Dit is te zien:")
    return narrow, told, Bullets(tuple(_told_of_column(table, x) for x in sparse))


def _without_hidden_rows(table: Table) -> Table:
    """Leave out each row without a single number, and say how many they are."""
    shown = tuple(row for row in table.rows if not _is_hidden(row, table.columns))
    if len(shown) == len(table.rows):
        return table
    hidden, all_rows = len(table.rows) - len(shown), dutch_number(len(table.rows))
    are = "is 1" if hidden == 1 else f"zijn {dutch_number(hidden)}"
    left_out = f"Van deze tabel {are} van de {all_rows} rijen onderdrukt."
    return replace(table, rows=shown, note=f"{table.note} {left_out}".strip())


def _is_sparse(cells: Sequence[ShownValue]) -> bool:
    return sum(cell.absent == HIDDEN for cell in cells) > sum(cell.value is not None for cell in cells)


def _told_of_column(table: Table, x: int) -> str:
    names = max(names_of_rows(table), 1)
    shown = [
        f"{', '.join(cell.text for cell in row[:names])}: {row[x].text} {row[x].direction}".strip()
        for row in table.rows
        if row[x].value is not None
    ]
    return f"{table.columns[x].label}: {'; '.join(shown) or 'niets'}."


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
