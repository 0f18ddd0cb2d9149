"""Write the report as one self-contained page without script."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from maatschappelijk_rendement.report.document import Chart, ReportDocument, TableOfContents, tables_of
from maatschappelijk_rendement.report.herkomst import by_formula
from maatschappelijk_rendement.report.paper import is_wide, letters
from maatschappelijk_rendement.report.svg import picture

if TYPE_CHECKING:
    from jinja2 import Template

# A page of more rows than this is slow to open and nobody reads it; the workbook has them all.
MOST_ROWS = 1000
FEW_TARIFFS = 8
MOST_LETTERS = 85  # side by side on the narrowest screen on which rows are not stacked: 62rem in rapport.css
SHORT = 12  # rows up to which a table stays on one page
PLACES = {"code": "code", "bron_adres": "adres"}  # what a reader types over is never hyphenated
ORIGIN_WORDS = "Waar komen deze cijfers vandaan?"
ARROWS = {"daling": "\N{DOWNWARDS ARROW}", "stijging": "\N{UPWARDS ARROW}", "gelijk": "="}

CONFIDENTIAL_CSS = '@page { @top-center { content: "VERTROUWELIJK"; color: #8a1c1c; font-weight: bold; } }'
STYLE_CSS = ".logo { max-width: 100%; max-height: 5rem; } .huis { margin: 0; font-weight: 700; }"


def page(report: ReportDocument, *, details: bool = True) -> str:
    """Write the page.

    Args:
        report: The report.
        details: Whether each table opens to where its numbers come from; off for paper, where nothing opens.
    """
    css = _text("rapport.css")
    if report.confidential:
        css += CONFIDENTIAL_CSS
    if report.style:
        css += f":root {{ --ink: {report.style.ink}; --blue: {report.style.accent}; }}\n{STYLE_CSS}"
    return _template().render(
        report=report,
        css=css,
        details=details,
        arrows=ARROWS,
        few=FEW_TARIFFS,
        most=MOST_ROWS,
        short=SHORT,
        is_wide=is_wide,
        may_scroll=lambda table: letters(table) > MOST_LETTERS,
        places=PLACES,
        picture=_picture,
        by_formula=by_formula,
        first_origin=_first_origin(report) if details else "",
        origin_words=ORIGIN_WORDS,
        has_contents=any(isinstance(block, TableOfContents) for s in report.sections for block in s.blocks),
        kind=lambda block: type(block).__name__,
        seen={},
    )


def _first_origin(report: ReportDocument) -> str:
    """Name the first table of which the numbers say where they come from."""
    return next((table.name for table in tables_of(report) if by_formula(table)), "")


def _picture(chart: Chart) -> str:
    return picture(chart.drawing, f"grafiek-{chart.name}", chart.title, chart.alt)


def _text(name: str) -> str:
    return files("maatschappelijk_rendement.report.templates").joinpath(name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(_text("rapport.html.j2"))
