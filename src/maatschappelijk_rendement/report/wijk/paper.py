"""The edition on paper: pictures stand for their tables; side tables stay in the page and the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from maatschappelijk_rendement.report.document import (
    Block,
    Chart,
    Paragraph,
    ReportDocument,
    Section,
    Table,
    TableOfContents,
)
from maatschappelijk_rendement.report.wijk.budget import OVER_YEARS
from maatschappelijk_rendement.results.wijk.budget import RISK_LINES
from maatschappelijk_rendement.results.wijk.health import HEALTH_TREND_LINES
from maatschappelijk_rendement.results.wijk.indicators import VIEW_LINES
from maatschappelijk_rendement.results.wijk.registers import PLEDGE_LINES, SURVEY_LINES, TREE_LINES
from maatschappelijk_rendement.results.wijk.routes import FACILITY_LINES

LEFT_OUT = frozenset(
    {
        HEALTH_TREND_LINES.name,
        VIEW_LINES.name,
        RISK_LINES.name,
        SURVEY_LINES.name,
        TREE_LINES.name,
        PLEDGE_LINES.name,
    }
)
"""Tables that a picture or another table says enough of."""
NARROWER = {
    FACILITY_LINES.name: "voorziening kosten_eur dagen bezoekers_week activiteiten inloopuren "
    "vrijwilligers bron"
}
"""Columns of a table that would take a page on its side; the others stay in the page and the workbook."""
WHERE = "Niet op papier, wel in wijkrapport.html en wijkrapport.xlsx: "


def on_paper(report: ReportDocument, *, contents: bool = True) -> ReportDocument:
    """Give the edition for paper; it says which tables are elsewhere.

    Args:
        report: The whole report.
        contents: Whether the first page lists the chapters; off where they have no page numbers.
    """
    gone: dict[str, None] = {}
    sections = [
        replace(section, blocks=tuple(_shorter(section, gone, contents))) for section in report.sections
    ]
    if gone:
        last = sections[-1]
        words = Paragraph(f"{WHERE}{'; '.join(gone)}.")
        sections[-1] = replace(last, blocks=(*last.blocks, words))
    return replace(report, sections=tuple(sections))


def _shorter(section: Section, gone: dict[str, None], contents: bool) -> Iterator[Block]:
    for block in section.blocks:
        if isinstance(block, TableOfContents) and not contents:
            continue
        if isinstance(block, Table) and (block.name in LEFT_OUT or block.name.startswith(OVER_YEARS)):
            gone[block.title] = None
        elif isinstance(block, Chart) and not block.is_alone:
            gone[block.table.title] = None
            yield replace(block, is_alone=True)
        elif isinstance(block, Table) and block.name in NARROWER:
            gone[f"{block.title} (enkele kolommen)"] = None
            yield _narrower(block, NARROWER[block.name].split())
        else:
            yield block


def _narrower(shown: Table, keys: list[str]) -> Table:
    places = [place for place, column in enumerate(shown.columns) if column.key in keys]
    return replace(
        shown,
        columns=tuple(shown.columns[place] for place in places),
        rows=tuple(tuple(cells[place] for place in places) for cells in shown.rows),
    )
