"""Render published results into files; the only way to a page goes through here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.report import herkomst, manifest, sections
from maatschappelijk_rendement.report.document import ReportDocument, tables_of
from maatschappelijk_rendement.report.hidden import without_hidden_rows
from maatschappelijk_rendement.report.house_style import HouseStyle
from maatschappelijk_rendement.report.json import to_bytes
from maatschappelijk_rendement.report.printed import printed
from maatschappelijk_rendement.report.readers import Reader, report_for
from maatschappelijk_rendement.report.statuses import without_statuses
from maatschappelijk_rendement.results.shown import Results

if TYPE_CHECKING:
    from maatschappelijk_rendement.disclosure import Published
    from maatschappelijk_rendement.results.lines import PricedLines

FORMATS = ("html", "xlsx")
PAPER = ("pdf", "docx")


def render(
    published: Published,
    *,
    provenance: Mapping[str, Any],
    formats: Sequence[str] = FORMATS,
    lines: PricedLines | None = None,
    style: HouseStyle | None = None,
    readers: Sequence[Reader] = (),
) -> dict[str, bytes]:
    """Render published results.

    Args:
        published: What disclosure control let through.
        provenance: Facts of this run that the results do not hold: versions, hash of the input.
        formats: Any of ``html``, ``xlsx``, ``pdf``, ``docx``.
        lines: Priced lines, as ``publication.lines`` gives; for an internal report only.
        style: Look of the user's own organisation, in ``html``, ``pdf`` and ``docx``.
        readers: Who gets a page of their own, in each of those formats that was asked.

    Returns:
        Content by file name: ``rapport.<format>`` for each format, ``resultaten.json``, ``herkomst.json``;
        with lines and ``xlsx`` also ``rapport-formules.xlsx``; for each reader ``rapport-<reader>.<format>``.

    Raises:
        UsageError: A format is unknown, or the software for it is not installed.
        TypeError: The results did not pass disclosure control.
        ValueError: Priced lines with results that are not internal.
    """
    from maatschappelijk_rendement.disclosure import Published

    if not isinstance(published, Published):
        raise TypeError("only what disclosure.publish() gave can be rendered")
    if lines is not None and not published.is_confidential:
        raise ValueError("priced lines belong to an internal report only")
    check_choice(formats, readers, confidential=published.is_confidential)
    results = Results(published.data)
    report = replace(sections.build(results, provenance), style=style)
    files = {
        f"rapport.{name}": _WRITERS[name](_edition(report, name, formats)) for name in dict.fromkeys(formats)
    }
    if lines is not None and "xlsx" in formats:
        files["rapport-formules.xlsx"] = _formulas(report, results, lines)
    files |= _for_readers(report, results, readers, formats)
    files["resultaten.json"] = to_bytes(published.data)
    tables = tables_of(report)
    origins = herkomst.document(published.data, provenance, tables)
    files[manifest.RECORD] = to_bytes({**origins, **manifest.record(files)})
    return files


def _edition(report: ReportDocument, name: str, formats: Sequence[str]) -> ReportDocument:
    """Give what one format shows: the workbook everything, a page what is there, paper the short edition."""
    if name == "xlsx":
        return report
    return as_read(printed(report, formats) if name in PAPER else report)


def as_read(report: ReportDocument) -> ReportDocument:
    """Give a report as people read it: no column of statuses, and no table of which most is hidden.

    Args:
        report: The report.
    """
    return without_hidden_rows(without_statuses(report))


def file_names() -> list[str]:
    """Give every name that a file of a report can have.

    Example:
        >>> file_names()[:2]
        ['rapport.html', 'rapport.xlsx']
    """
    own = [f"rapport.{name}" for name in _WRITERS]
    for_readers = [f"rapport-{reader.value}.{name}" for reader in Reader for name in _pages([*_WRITERS])]
    return [*own, "rapport-formules.xlsx", *for_readers, "resultaten.json", manifest.RECORD]


def check_choice(formats: Sequence[str], readers: Sequence[Reader] = (), *, confidential: bool) -> None:
    """Refuse a choice of formats and readers that cannot be written, before the work begins.

    Args:
        formats: As for ``render``.
        readers: As for ``render``.
        confidential: Whether the report is internal.

    Raises:
        UsageError: A format is unknown, the software for it is not installed, or a reader gets no page.

    Example:
        >>> check_choice(["html"], [Reader.INSURER], confidential=True)
    """
    if any(name not in _WRITERS for name in formats):
        raise UsageError(f"Dit formaat bestaat niet. Kies uit {', '.join(_WRITERS)}.")
    if Reader.RESIDENT in readers and confidential:
        raise UsageError("Een bladzijde voor bewoners kan niet met --intern. Laat --intern weg.")
    if readers and not _pages(formats):
        raise UsageError("Kies bij --voor ook html, pdf of docx als formaat.")
    if "pdf" in formats:
        from maatschappelijk_rendement.report import pdf

        pdf.load()
    if "docx" in formats:
        from maatschappelijk_rendement.report import docx

        docx.load()


def _pages(formats: Sequence[str]) -> list[str]:
    """Give the formats in which a reader can get a page: a workbook is none."""
    return [name for name in dict.fromkeys(formats) if name != "xlsx"]


def _for_readers(
    report: ReportDocument, results: Results, readers: Sequence[Reader], formats: Sequence[str]
) -> dict[str, bytes]:
    writers = {**_WRITERS, "html": _short_html}
    return {
        f"rapport-{reader.value}.{name}": writers[name](as_read(report_for(reader, report, results)))
        for reader in dict.fromkeys(readers)
        for name in _pages(formats)
    }


def _formulas(report: ReportDocument, results: Results, lines: PricedLines) -> bytes:
    """Write the workbook in which every amount follows from the priced lines."""
    from maatschappelijk_rendement.report.formulas import formula_tables
    from maatschappelijk_rendement.report.xlsx import workbook_of_tables

    return workbook_of_tables(report, formula_tables(results, lines))


def _html(report: ReportDocument) -> bytes:
    from maatschappelijk_rendement.report.html import page

    return page(report).encode("utf-8")


def _short_html(report: ReportDocument) -> bytes:
    """Write a page on which numbers do not open: it has no list of tariffs to point to."""
    from maatschappelijk_rendement.report.html import page

    return page(report, details=False).encode("utf-8")


def _xlsx(report: ReportDocument) -> bytes:
    from maatschappelijk_rendement.report.xlsx import workbook

    return workbook(report)


def _pdf(report: ReportDocument) -> bytes:
    from maatschappelijk_rendement.report.pdf import document

    return document(report)


def _docx(report: ReportDocument) -> bytes:
    from maatschappelijk_rendement.report.docx import document

    return document(report)


_WRITERS: dict[str, Callable[[ReportDocument], bytes]] = {
    "html": _html,
    "xlsx": _xlsx,
    "pdf": _pdf,
    "docx": _docx,
}
