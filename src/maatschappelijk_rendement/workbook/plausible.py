"""What may be right and yet deserves a look: each check yields warnings, and never stops a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from maatschappelijk_rendement.errors import Finding
from maatschappelijk_rendement.tables import ANALYSIS, CASES
from maatschappelijk_rendement.vocabulary import Per, fold
from maatschappelijk_rendement.workbook.columns import Meaning
from maatschappelijk_rendement.workbook.products import Products
from maatschappelijk_rendement.workbook.rows import Sheet
from maatschappelijk_rendement.workbook.settings import SettingsSheet

_HOUR = "uur"
# As many as there are: more hours on one line are for several people, or a slip of the keyboard.
_HOURS_IN: dict[Meaning, int] = {Per.DAY: 24, Per.WEEK: 7 * 24, Per.FOUR_WEEKS: 28 * 24}


def hours_fit_in_their_period(sheet: Sheet, products: Products) -> Iterator[Finding]:
    """A week has 168 hours."""
    columns = (sheet.columns[name] for name in ("quantity", "per", "product_code"))
    for line, (quantity, per, code) in enumerate(zip(*columns, strict=True)):
        most = _HOURS_IN.get(per)
        if most is None or not isinstance(quantity, Decimal) or quantity <= most:
            continue
        product = products.get(code) if isinstance(code, str) else None
        if product is not None and product.unit == _HOUR:
            text = f"Dit zijn meer uren dan er in de periode '{per}' zijn: {most}."
            advice = "Controleer het aantal en de periode; is het voor meer mensen samen, dan klopt het."
            cell = sheet.cell(line, "quantity")
            yield Finding("waarschuwing", sheet.table.sheet, cell, "uren_ongewoon", text, advice)


def names_of_a_wijk_are_spelled_alike(sheet: Sheet) -> Iterator[Finding]:
    """Names that differ in capitals or blanks alone become two wijken in every table."""
    first_lines: dict[str, int] = {}
    seen: set[str] = set()
    for line, wijk in enumerate(sheet.columns["wijk"]):
        if not isinstance(wijk, str) or wijk in seen:
            continue
        seen.add(wijk)
        first = first_lines.setdefault(fold("".join(wijk.split())), line)
        if first != line:
            row = sheet.rows[first]
            text = f"Deze wijk verschilt alleen in hoofdletters of spaties van die in rij {row}."
            advice = "Schrijf de naam overal gelijk; anders telt hij als twee wijken."
            cell = sheet.cell(line, "wijk")
            yield Finding("waarschuwing", CASES.sheet, cell, "wijk_twee_schrijfwijzen", text, advice)


def the_total_is_no_less_than_the_cases(sheet: Sheet, settings: SettingsSheet) -> Iterator[Finding]:
    """The cases on the sheet are some of those that were worked on in all."""
    total = settings.values.get("cases_in_total")
    if isinstance(total, int) and total < len(sheet.rows):
        text = f"Casussen_in_totaal is lager dan het aantal casussen in deze werkmap: {len(sheet.rows)}."
        advice = "Vul in aan hoeveel casussen in totaal is gewerkt, of maak de cel leeg."
        cell = settings.cells["cases_in_total"]
        yield Finding("waarschuwing", ANALYSIS.sheet, cell, "totaal_te_laag", text, advice)


def enough_cases_to_publish(cases: int, minimum: int) -> Iterator[Finding]:
    """A group below the minimum is never published; better known before the report is made.

    Args:
        cases: Number of cases.
        minimum: Fewest cases behind a published figure.

    Example:
        >>> [finding.code for finding in enough_cases_to_publish(9, 10)]
        ['te_klein_voor_openbaar']
    """
    if cases < minimum:
        text = f"Deze werkmap is te klein om openbaar te maken: {cases} casussen, ten minste {minimum} nodig."
        advice = "Voeg casussen toe, of maak een vertrouwelijk rapport met --intern."
        yield Finding("waarschuwing", CASES.sheet, "", "te_klein_voor_openbaar", text, advice)
