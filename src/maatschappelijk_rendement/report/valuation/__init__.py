"""The report of a valuation: page, workbook with live formulas, and JSON."""

from __future__ import annotations

from maatschappelijk_rendement.domain.version import __version__
from maatschappelijk_rendement.report.document import Notice, ReportDocument
from maatschappelijk_rendement.report.html import page
from maatschappelijk_rendement.report.json import to_bytes
from maatschappelijk_rendement.report.valuation.figures import figures
from maatschappelijk_rendement.report.valuation.live import live_workbook
from maatschappelijk_rendement.report.valuation.live_flows import parts
from maatschappelijk_rendement.report.valuation.pages import sections, table
from maatschappelijk_rendement.report.valuation.rows import rows_of
from maatschappelijk_rendement.results.valuation import ASSUMPTIONS, NOT_COUNTED, VALUE_MAP_LINES
from maatschappelijk_rendement.valuation.card_value import CardValue

SYNTHETIC = "Synthetisch voorbeeld. Bedragen, kansen en delen zijn verzonnen."
CONFIDENTIAL = "VERTROUWELIJK: gaat over losse casussen, niet om te publiceren."
SUBTITLES = {
    "mkba": "Maatschappelijke business case (MKBA)",
    "sroi": "Social return on investment (SROI)",
    "effecten": "Effectencalculator: met en zonder de aanpak",
}


def document(value: CardValue) -> ReportDocument:
    """Build the report.

    Args:
        value: A computed card.
    """
    marks = [Notice(CONFIDENTIAL)] if value.is_confidential else []
    marks += [Notice(SYNTHETIC)] if value.is_synthetic else []
    return ReportDocument(
        title=value.title,
        subtitle=SUBTITLES[str(value.kind)],
        marks=tuple(marks),
        confidential=value.is_confidential,
        sections=sections(value, rows_of(value)),
        version=__version__,
    )


def render(value: CardValue) -> dict[str, bytes]:
    """Render a valuation.

    Args:
        value: A computed card.

    Returns:
        Content by file name: ``waardering.html``, ``waardering.xlsx`` (live formulas), ``waardering.json``.
    """
    report, rows = document(value), rows_of(value)
    flows, outcomes = parts(value)
    others = [table(ASSUMPTIONS, rows), table(NOT_COUNTED, rows)]
    if VALUE_MAP_LINES.name in rows:
        others.insert(0, table(VALUE_MAP_LINES, rows))  # in the usual columns, to hand on
    return {
        "waardering.html": page(report).encode("utf-8"),
        "waardering.xlsx": live_workbook(value, report, flows, outcomes, others),
        "waardering.json": to_bytes(figures(value)),
    }
