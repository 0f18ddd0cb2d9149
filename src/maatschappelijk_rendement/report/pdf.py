"""Write the report as PDF/UA-1: tagged, with alt texts and table headers, for who reads with other means."""

from __future__ import annotations

from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.report.document import ReportDocument
from maatschappelijk_rendement.report.html import page
from maatschappelijk_rendement.report.paper import fitted

NOT_INSTALLED = (
    "Voor pdf is extra software nodig. Installeer die met: make formaten (of: pip install weasyprint; onder "
    "Windows ook Pango, zie de handleiding van WeasyPrint), of kies een ander formaat."
)
# A file would get an identifier of its own at every run; a fixed one keeps the bytes the same.
IDENTIFIER = b"maatschappelijk-rendement"


def document(report: ReportDocument) -> bytes:
    """Write the PDF.

    Args:
        report: The report.

    Returns:
        A PDF/UA-1 file.

    Raises:
        UsageError: WeasyPrint or what it needs is not installed.
    """
    html_reader = load()
    logo = report.style.logo if report.style else None

    def fetch(url: str) -> Any:
        if logo is not None and url == logo.address:  # it stands in the page itself
            from weasyprint.urls import URLFetcherResponse

            return URLFetcherResponse(url, logo.content, {"Content-Type": logo.media_type})
        return _fetch_nothing(url)

    written: bytes = html_reader(string=page(fitted(report), details=False), url_fetcher=fetch).write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=IDENTIFIER, pdf_tags=True
    )
    return written


def load() -> Any:
    """Load WeasyPrint and give its reader of html.

    Raises:
        UsageError: WeasyPrint or what it needs is not installed.
    """
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:  # OSError: Pango is missing
        raise UsageError(NOT_INSTALLED) from error
    return HTML


def _fetch_nothing(url: str, *_: Any, **__: Any) -> dict[str, Any]:
    raise ValueError("a report fetches nothing")
