"""The document of a wijk: a first page for a council, then the chapters; a part adds its chapter here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest

from maatschappelijk_rendement.report.document import (
    Block,
    Bullets,
    Chart,
    Headlines,
    Paragraph,
    Section,
    TableOfContents,
)
from maatschappelijk_rendement.report.wijk import (
    budget,
    cases,
    health,
    indicators,
    registers,
    result_areas,
    routes,
    sessions,
)
from maatschappelijk_rendement.report.wijk.chapter import Chapter, FirstPage, Rows
from maatschappelijk_rendement.wijk.card_wijk import WijkReport

CHAPTERS: tuple[Chapter, ...] = (
    cases.CHAPTER,
    result_areas.CHAPTER,
    health.CHAPTER,
    indicators.CHAPTER,
    budget.CHAPTER,
    routes.ROUTES,
    routes.FACILITIES,
    sessions.CHAPTER,
    registers.CHAPTER,
)
"""In the order of the report."""
MOST_POINTS, MOST_FIGURES = 5, 3
NO_CAUSE = (
    "Dit rapport zegt niet hoeveel van een verandering door de samenwerking komt. Daarvoor is een "
    "vergelijking nodig met wijken die zo niet werken."
)
ON_FIRST_PAGE = "Het plaatje hierbij staat op de eerste bladzijde."
MARGINS = (
    "Marges zijn van 95 %. Van een percentage van mensen is het de marge van Wilson; van een verschil "
    "die van Newcombe."
)


def rows_of(report: WijkReport) -> Rows:
    """Give the rows of every table, by its name."""
    return {name: found for chapter in CHAPTERS for name, found in chapter.rows(report).items()}


def sections(report: WijkReport, rows: Rows) -> tuple[Section, ...]:
    """Make the sections: the first page, then the chapters that have something.

    Args:
        report: A computed card.
        rows: Its rows, by table.
    """
    offered = [chapter.first(report, rows) for chapter in CHAPTERS]
    chapters = [section for chapter in CHAPTERS for section in chapter.sections(report, rows)]
    picture = next((picture for each in offered for picture in each.pictures), None)
    return (
        Section("samenvatting", "In het kort", (*_first_page(offered, picture), TableOfContents())),
        *(_once(section, picture) for section in chapters),
        Section("verantwoording", "Hoe dit is gemaakt", (Bullets(_account(report)),)),
    )


def points(offered: Iterable[FirstPage]) -> tuple[str, ...]:
    """Give the main points of the first page, at most five: of each chapter the first, then further ones.

    Example:
        >>> points([FirstPage(points=("a", "b")), FirstPage(points=("c",))])
        ('a', 'c', 'b')
    """
    rounds = zip_longest(*(each.points for each in offered))
    return tuple(point for one in rounds for point in one if point)[:MOST_POINTS]


def _once(section: Section, picture: Chart | None) -> Section:
    """Leave out of a chapter the picture of the first page, and say where it is."""
    if picture is None:
        return section
    blocks: list[Block] = []
    for block in section.blocks:
        if isinstance(block, Chart) and block.drawing == picture.drawing:
            blocks += [Paragraph(ON_FIRST_PAGE), *(() if block.is_alone else (block.table,))]
        else:
            blocks.append(block)
    return replace(section, blocks=tuple(blocks))


def _first_page(offered: list[FirstPage], picture: Chart | None) -> tuple[Block, ...]:
    figures = tuple(figure for each in offered for figure in each.headlines)[:MOST_FIGURES]
    blocks: list[Block] = []
    if figures:
        blocks.append(Headlines(figures))
    blocks.append(Bullets(points(offered)))
    if picture:
        blocks.append(replace(picture, name=f"eerst-{picture.name}", is_alone=True))
    return (*blocks, Paragraph(NO_CAUSE))


def _account(report: WijkReport) -> tuple[str, ...]:
    by = report.card.settings.get("made_by")
    day = report.as_of
    who = f" door {by}" if by else ""
    return (
        f"Ingevuld op {day.day}-{day.month}-{day.year}{who}.",
        "Bij elke regel staat de bron. Wat niet is gemeten of niet beschikbaar is, staat er zo, nooit als 0.",
        MARGINS,
    )
