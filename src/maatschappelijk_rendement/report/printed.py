"""The edition on paper: the story and the account on a few pages, and where all the rest is.

A clerk prints the pdf or opens the docx for a meeting. Side tables, the list of all prices and the annex are
dozens of pages that nobody reads on paper; they stay in the page, the workbook and ``resultaten.json``. An
internal report is for who checks the cases: that is printed whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from maatschappelijk_rendement.report.document import (
    Block,
    Chart,
    Heading,
    Paragraph,
    ReportDocument,
    Section,
    Table,
)
from maatschappelijk_rendement.report.prices import to_watch
from maatschappelijk_rendement.results.sections import PRICES

ANNEX = "bijlage"
LEFT_OUT = frozenset(
    {
        *("bewoners", "geldsoort", "herkomst_gebruik", "maatschappelijk", "meldingen", "regels"),
        *("tarieven", "verschil", "volledigheid"),
    }
)
"""First words of the names of the tables and charts that stay off paper."""
PICTURE_ONLY = frozenset({"respons"})
"""Charts with all their numbers in the picture."""
FEW = 5  # findings up to which they are printed as well
MADE = ("html", "xlsx")  # formats that hold everything, in the order a reader wants them


def printed(report: ReportDocument, formats: Sequence[str] = MADE) -> ReportDocument:
    """Give the edition for paper.

    Args:
        report: The whole report.
        formats: Formats that are made, to say where the rest is.

    Returns:
        A shorter report; an internal one as it is.
    """
    if report.confidential:
        return report
    story = tuple(_shorter(section) for section in report.sections if section.name != ANNEX)
    on_paper = {title for section in story for title in _titles(section)}
    gone = dict.fromkeys(
        title for section in report.sections for title in _titles(section) if title not in on_paper
    )
    rest = Section(ANNEX, "Bijlage: waar de rest staat", (Paragraph(f"{where(formats)} {'; '.join(gone)}."),))
    return replace(report, sections=(*story, rest))


def _titles(section: Section) -> Iterator[str]:
    """Give the captions of the tables of a section, those of its charts among them."""
    for block in section.blocks:
        if isinstance(block, Chart):
            yield block.table.title
        elif isinstance(block, Table):
            yield block.title


def where(formats: Sequence[str]) -> str:
    """Say where everything is that is not on paper.

    Args:
        formats: Formats that are made.

    Example:
        >>> where(["pdf", "xlsx"])[-45:]
        'rapport.xlsx en resultaten.json. Het gaat om:'
    """
    files = [f"rapport.{name}" for name in MADE if name in formats]
    how = "" if files else " Met --formaat html maakt u er een webpagina van."
    named = " en ".join([", ".join(files), "resultaten.json"] if files else ["resultaten.json"])
    return (
        "Dit is de korte uitgave voor op papier. De rest, met waar elk cijfer vandaan komt, staat in "
        f"{named}.{how} Het gaat om:"
    )


def is_printed(block: Table | Chart) -> bool:
    """Tell whether a table or a chart stands on paper.

    Args:
        block: The table or chart.
    """
    if block.name == "meldingen" and isinstance(block, Table):
        return len(block.rows) <= FEW
    return block.name.partition("-")[0] not in LEFT_OUT


def _shorter(section: Section) -> Section:
    kept = [*_kept(section.blocks)]
    # A heading with nothing under it goes as well.
    follows = [*(after for _, after in pairwise(kept)), None]
    blocks = (
        block
        for block, after in zip(kept, follows, strict=True)
        if not isinstance(block, Heading) or (after is not None and not isinstance(after, Heading))
    )
    return replace(section, blocks=tuple(blocks))


def _kept(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Table) and block.name == PRICES.name:
            yield to_watch(block)
        elif isinstance(block, Table | Chart) and not is_printed(block):
            continue
        elif isinstance(block, Chart) and block.name in PICTURE_ONLY:
            yield replace(block, is_alone=True)
        else:
            yield block
