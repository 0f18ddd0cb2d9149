"""The edition on paper: pictures stand for their tables; side tables stay in the page and the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from maatschappelijk_rendement.report.document import Block, Chart, Paragraph, ReportDocument, Section, Table
from maatschappelijk_rendement.results.wijk.health import HEALTH_TREND_LINES
from maatschappelijk_rendement.results.wijk.indicators import VIEW_LINES

LEFT_OUT = frozenset({HEALTH_TREND_LINES.name, VIEW_LINES.name})
"""Tables that a picture or another table says enough of."""
WHERE = "Niet op papier, wel in wijkrapport.html en wijkrapport.xlsx: "


def on_paper(report: ReportDocument) -> ReportDocument:
    """Give the edition for paper; it says which tables are elsewhere.

    Args:
        report: The whole report.
    """
    gone: dict[str, None] = {}
    sections = [replace(section, blocks=tuple(_shorter(section, gone))) for section in report.sections]
    if gone:
        last = sections[-1]
        words = Paragraph(f"{WHERE}{'; '.join(gone)}.")
        sections[-1] = replace(last, blocks=(*last.blocks, words))
    return replace(report, sections=tuple(sections))


def _shorter(section: Section, gone: dict[str, None]) -> Iterator[Block]:
    for block in section.blocks:
        if isinstance(block, Table) and block.name in LEFT_OUT:
            gone[block.title] = None
        elif isinstance(block, Chart) and not block.is_alone:
            gone[block.table.title] = None
            yield replace(block, is_alone=True)
        else:
            yield block
