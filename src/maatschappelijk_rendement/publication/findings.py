"""What has to be said beside the figures: warnings of reading and pricing, and of the settings themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.domain.errors import Finding, and_more
from maatschappelijk_rendement.domain.tables import ANALYSIS
from maatschappelijk_rendement.domain.vocabulary import AfterBasis
from maatschappelijk_rendement.publication.few_cases import without_products
from maatschappelijk_rendement.publication.header import windows
from maatschappelijk_rendement.results.sections import MessageRow

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis


def after_is_over(analysis: ExactAnalysis, report_date: date | None) -> Iterator[Finding]:
    """Realised use cannot be known of days that lie behind the date of the report.

    Args:
        analysis: Exact results.
        report_date: Date that is printed; nothing is said when there is none.
    """
    if report_date is None or analysis.settings.after_basis is not AfterBasis.REALISED:
        return
    _, end = windows(analysis.delivery)
    if end.toordinal() - 1 > report_date.toordinal():
        text = (
            "De instelling basis_na is realisatie, maar de periode na het MDO is op de datum van dit rapport "
            "nog niet voor elke casus voorbij."
        )
        advice = "Kies raming bij basis_na, of maak het rapport als de periode voorbij is."
        yield Finding("waarschuwing", ANALYSIS.sheet, "", "na_nog_niet_voorbij", text, advice)


def findings(
    analysis: ExactAnalysis,
    report_date: date | None,
    rules: Rules,
    *,
    internal: bool,
    more: Iterable[Finding] = (),
) -> list[MessageRow]:
    """Give every warning, in a fixed order.

    Args:
        analysis: Exact results.
        report_date: Date that is printed.
        rules: The parameters of disclosure control: a product of too few cases is not named.
        internal: Say the advice too, and how often it holds further on: that is for who filled in the
            workbook, and nothing a reader can do.
        more: What else there is to say.
    """
    found = {*analysis.findings, *after_is_over(analysis, report_date), *more}
    if not internal:
        found = {*without_products(found, analysis, rules)}
    return [
        MessageRow(
            level=f.level,
            sheet=f.sheet,
            cell=f.cell,
            code=f.code,
            text=" ".join(filter(None, (f.text, f.advice, and_more(f)))) if internal else f.text,
        )
        # Which row comes first is nothing of a public report.
        for f in sorted(found, key=lambda f: (f.level, f.sheet, f.cell if internal else "", f.code, f.text))
    ]
