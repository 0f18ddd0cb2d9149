"""The story without the column of statuses: a page says under a table what is incomplete, in words.

Each value that is not there says so in its own place; the annex and the workbook keep the status of every
row, with the rule that hid something.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from maatschappelijk_rendement.report.document import Block, Chart, ReportDocument, Table
from maatschappelijk_rendement.report.layouts import INCOMPLETE_NOTE
from maatschappelijk_rendement.report.paper import names_of_rows
from maatschappelijk_rendement.results.columns import Kind

ANNEX = "bijlage"
SHOWN, PARTLY, BUT = "getoond", ", deels onderdrukt", "getoond, maar "
REASONS = {"onvolledig": "Onvolledig, want niet van elke casus zijn alle stromen bekend"}
IN_PLACE = ("onderdrukt", "onbekend")  # said by the values themselves


def without_statuses(report: ReportDocument) -> ReportDocument:
    """Leave the statuses out of every table but those of the annex.

    Args:
        report: The report.
    """
    sections = tuple(
        section if section.name == ANNEX else replace(section, blocks=tuple(map(_block, section.blocks)))
        for section in report.sections
    )
    return replace(report, sections=sections)


def _block(block: Block) -> Block:
    if isinstance(block, Chart):
        return replace(block, table=plain(block.table))
    return plain(block) if isinstance(block, Table) else block


def plain(table: Table) -> Table:
    """Leave the status out of a table and say under it which rows are not whole.

    Args:
        table: The table.
    """
    places = [x for x, column in enumerate(table.columns) if column.kind is not Kind.STATUS]
    if len(places) == len(table.columns):
        return table
    said: dict[str, list[str]] = defaultdict(list)
    names = max(names_of_rows(table), 1)
    for row in table.rows:
        name = ", ".join(cell.text for cell in row[:names])
        for cell, column in zip(row, table.columns, strict=True):
            words = _words(cell.text) if column.kind is Kind.STATUS else ""
            if words:
                said[words].append(name)
    notes = [
        table.note.replace(INCOMPLETE_NOTE, "").strip(),
        *(f"{REASONS.get(words, words.capitalize())}: {'; '.join(rows)}." for words, rows in said.items()),
    ]
    return replace(
        table,
        columns=tuple(table.columns[x] for x in places),
        rows=tuple(tuple(row[x] for x in places) for row in table.rows),
        note=" ".join(filter(None, notes)),
    )


def _words(status: str) -> str:
    """Give what a status says that its row does not show.

    Example:
        >>> _words("onvolledig, deels onderdrukt: minder dan 10 casussen"), _words("getoond")
        ('onvolledig', '')
        >>> _words("getoond, maar de marge is waarschijnlijk te smal")
        'de marge is waarschijnlijk te smal'
    """
    words = status.partition(PARTLY)[0]
    if words == SHOWN or words.startswith(IN_PLACE):
        return ""
    return words.removeprefix(BUT)
