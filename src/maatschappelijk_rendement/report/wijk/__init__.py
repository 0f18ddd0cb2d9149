"""The report of a wijk: page, workbook and JSON, and on paper where that is asked."""

from __future__ import annotations

from collections.abc import Sequence

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.version import __version__
from maatschappelijk_rendement.report.document import Notice, ReportDocument, ShownValue, Table, tables_of
from maatschappelijk_rendement.report.html import page
from maatschappelijk_rendement.report.json import to_bytes
from maatschappelijk_rendement.report.wijk.chapter import Rows, table
from maatschappelijk_rendement.report.wijk.figures import figures
from maatschappelijk_rendement.report.wijk.pages import rows_of, sections
from maatschappelijk_rendement.report.wijk.paper import on_paper
from maatschappelijk_rendement.report.xlsx import sentences, workbook_of_tables
from maatschappelijk_rendement.results.columns import Column, Row
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.wijk.health import HEALTH_LINES
from maatschappelijk_rendement.results.wijk.registers import WEIGHING_LINES
from maatschappelijk_rendement.wijk.card_wijk import WijkReport

SYNTHETIC = "Voorbeeld, deels synthetisch. Waar bij bron synthetisch staat, is het cijfer verzonnen."
IN_PARTS: tuple[ResultTable[Row], ...] = (HEALTH_LINES, WEIGHING_LINES)
"""Tables that the page shows in parts, each with the name of its part behind its own."""
WHOLE_COLUMNS = {
    HEALTH_LINES.name: "dimensie criterium leeftijd jaar stand wijk wijk_laag wijk_hoog gemeente "
    "gemeente_laag gemeente_hoog verschil verschil_laag verschil_hoog signaal aard bron"
}
SYNTHETIC_CASES = "De casussen zijn verzonnen en gaan niet over echte mensen."
FORMATS = ("html", "xlsx", "docx", "pdf")
USUAL = ("html", "xlsx")


def document(report: WijkReport, rows: Rows) -> ReportDocument:
    """Build the report.

    Args:
        report: A computed card.
        rows: Its rows, by table; see ``pages.rows_of``.
    """
    first, last = report.years
    day = report.as_of
    return ReportDocument(
        title=report.title,
        subtitle=f"Wijk {report.wijk}, gemeente {report.municipality}, {first} tot en met {last}; "
        f"stand {day.day}-{day.month}-{day.year}",
        marks=_marks(report),
        confidential=False,
        sections=sections(report, rows),
        version=__version__,
    )


def _marks(report: WijkReport) -> tuple[Notice, ...]:
    """Say above everything what was made up."""
    marks = [SYNTHETIC] if report.is_synthetic else []
    if report.cases is not None and report.cases.settings.is_synthetic:
        marks.append(SYNTHETIC_CASES)
    return (Notice(" ".join(marks)),) if marks else ()


def render(report: WijkReport, formats: Sequence[str] = USUAL) -> dict[str, bytes]:
    """Render a report of a wijk.

    Args:
        report: A computed card.
        formats: Any of ``html``, ``xlsx``, ``docx``, ``pdf``.

    Returns:
        Content by file name: ``wijkrapport.<format>`` for each format, and ``wijkrapport.json``.

    Raises:
        UsageError: A format is unknown, or the software for it is not installed.
    """
    if unknown := [name for name in formats if name not in FORMATS]:
        raise UsageError(f"Dit formaat bestaat niet: {len(unknown)} keer. Kies uit {', '.join(FORMATS)}.")
    rows = rows_of(report)
    built = document(report, rows)
    files = {f"wijkrapport.{name}": _written(built, rows, name) for name in dict.fromkeys(formats)}
    return {**files, "wijkrapport.json": to_bytes(figures(report, rows))}


def _written(report: ReportDocument, rows: Rows, name: str) -> bytes:
    if name == "html":
        return page(report, details=False).encode("utf-8")
    if name == "xlsx":
        return workbook_of_tables(report, [_in_short(report), *_whole_tables(report, rows)])
    if name == "docx":
        from maatschappelijk_rendement.report import docx

        return docx.document(on_paper(report, contents=False))
    from maatschappelijk_rendement.report import pdf

    return pdf.document(on_paper(report))


def _whole_tables(report: ReportDocument, rows: Rows) -> list[Table]:
    """Give the tables for a workbook: what a page shows in parts is one sheet to filter."""
    found: dict[str, Table] = {}
    for shown in tables_of(report):
        whole = next((one for one in IN_PARTS if shown.name.startswith(f"{one.name}-")), None)
        if whole is None:
            found[shown.name] = shown
        elif whole.name not in found:
            found[whole.name] = table(whole, rows, WHOLE_COLUMNS.get(whole.name, ""))
    return list(found.values())


def _in_short(report: ReportDocument) -> Table:
    """Give the sentences of the first page as the first sheet."""
    texts = sentences(report.sections[0].blocks)
    return Table(
        "In het kort",
        f"{report.title}, {report.subtitle}",
        (Column("zin", "In het kort"),),
        tuple((ShownValue(text),) for text in texts),
    )
