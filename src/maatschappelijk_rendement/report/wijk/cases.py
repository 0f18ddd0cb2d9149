"""Chapter on the cases of the wijk: the published figures of a micro-analysis, and nothing else of it."""

from __future__ import annotations

from collections.abc import Iterator

from maatschappelijk_rendement.domain.version import __version__
from maatschappelijk_rendement.report.document import (
    Block,
    Bullets,
    Headlines,
    Paragraph,
    ReportDocument,
    Section,
    TableOfContents,
)
from maatschappelijk_rendement.report.facts import facts_from
from maatschappelijk_rendement.report.first_page import certainty, first_page, picture
from maatschappelijk_rendement.report.headlines import headlines
from maatschappelijk_rendement.report.hidden import without_hidden_rows
from maatschappelijk_rendement.report.key_figures import key_figures
from maatschappelijk_rendement.report.layouts import show
from maatschappelijk_rendement.report.statuses import without_statuses
from maatschappelijk_rendement.report.wijk.chapter import Chapter, FirstPage, Rows
from maatschappelijk_rendement.report.words import LIMITS, sentences
from maatschappelijk_rendement.results.balance import BALANCE
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.wijk.card_wijk import WijkReport

MOST_HEADLINES = 2
TITLE = "De casussen van de wijk"
WHOLE = "Het hele verhaal van de casussen staat in het rapport van mr rapport."


def rows(report: WijkReport) -> Rows:
    """Give no rows: the figures of cases stand in tables of their own."""
    return {}


def sections(report: WijkReport, rows: Rows) -> tuple[Section, ...]:
    """Make the section; none without cases."""
    if report.cases is None:
        return ()
    section = Section("microanalyse", TITLE, tuple(_blocks(report.cases)))
    whole = ReportDocument(report.title, "", (), confidential=False, sections=(section,), version=__version__)
    return without_hidden_rows(without_statuses(whole)).sections


def first(report: WijkReport, rows: Rows) -> FirstPage:
    """Give the change per case and in wellbeing, and how sure that is."""
    if report.cases is None:
        return FirstPage()
    large = headlines(report.cases).items[:MOST_HEADLINES]
    sure, chart = certainty(report.cases), picture(report.cases)
    return FirstPage(large, (sure,) if sure else (), (chart,) if chart else ())


def _blocks(results: Results) -> Iterator[Block]:
    yield Paragraph(f"De casussen komen uit: {', '.join(results.settings.wijken)}.")
    yield from (block for block in first_page(results) if not isinstance(block, Headlines | TableOfContents))
    yield key_figures(results)
    yield show(BALANCE, results.of(BALANCE))
    said = tuple(sentence.text for sentence in sentences(facts_from(results), LIMITS))
    yield Bullets((*said, WHOLE))


CHAPTER = Chapter("casussen", rows, sections, first)
