"""What may be right and yet deserves a look: each check yields warnings, and never stops a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from maatschappelijk_rendement.errors import Finding
from maatschappelijk_rendement.tables import ANALYSIS, CASES
from maatschappelijk_rendement.vocabulary import CaseType, Moment, Per, fold
from maatschappelijk_rendement.workbook.columns import Fault, Meaning
from maatschappelijk_rendement.workbook.products import Products
from maatschappelijk_rendement.workbook.rows import Sheet
from maatschappelijk_rendement.workbook.settings import SettingsSheet

# As many as a day has; and of what happens (a visit, a consult) four, which no one keeps up for a whole
# period. More than that is for several people, or a slip of the keyboard.
MOST_A_DAY = {"uur": 24, "dagdeel": 3, "etmaal": 1, "dag": 1}
MOST_A_DAY |= dict.fromkeys(("consult", "visite", "zitting", "contact", "bezoek", "keer", "rit"), 4)
_TWO_WORDS = re.compile(r"[^\W\d_]{2,40}[\s.]+[^\W\d_]{2,40}")
_LONGEST_DAYS: dict[Meaning, int] = {
    Per.DAY: 1,
    Per.WEEK: 7,
    Per.FOUR_WEEKS: 28,
    Per.MONTH: 31,
    Per.QUARTER: 92,
    Per.YEAR: 366,
}


def warning(code: str, text: str, advice: str) -> Fault:
    """Say what deserves a look; a workbook names its cell, a folder the number of its rows."""
    return Fault("waarschuwing", code, text, advice)


NO_HELP_BEFORE = warning(
    "bestaand_zonder_voor",
    "Deze casus is bestaand en heeft geen regel gebruik van voor het MDO: dat telt als 0 euro.",
    "Vul het gebruik van voor het MDO aan, of maak de casus nieuw.",
)
MAYBE_A_NAME = warning(
    "naam_mogelijk",
    "Deze casus_id bestaat uit woorden en lijkt op een naam.",
    "Geef elke casus een nummer, zoals C01. Zet nooit een naam in de werkmap.",
)
SPELL_ALIKE = "Schrijf de naam overal gelijk; anders telt hij als twee wijken."


def much(unit: str, most: int) -> Fault:
    """Say that a quantity is more than so many times its unit each day."""
    text = f"Dit is veel: elke dag meer dan {most} keer de eenheid '{unit}'."
    advice = "Controleer het aantal en de periode; is het voor meer mensen samen, dan klopt het."
    return warning("aantal_ongewoon", text, advice)


def longest_days(period_months: Meaning) -> dict[Meaning, int]:
    """Give the most days that each period can have."""
    whole: dict[Meaning, int] = {Per.TOTAL: 31 * period_months} if isinstance(period_months, int) else {}
    return {**_LONGEST_DAYS, **whole}


def quantities_fit_in_their_period(
    sheet: Sheet, products: Products, period_months: Meaning
) -> Iterator[Finding]:
    """A week has 168 hours, and nobody sees a doctor forty times a day."""
    days_of = longest_days(period_months)
    columns = (sheet.columns[name] for name in ("quantity", "per", "product_code"))
    for line, (quantity, per, code) in enumerate(zip(*columns, strict=True)):
        days = days_of.get(per)
        product = products.get(code) if isinstance(code, str) else None
        if days is None or product is None or not isinstance(quantity, Decimal):
            continue
        most = MOST_A_DAY.get(product.unit)
        if most is not None and quantity > most * days:
            yield much(product.unit, most).at(sheet.table.sheet, sheet.cell(line, "quantity"))


def existing_cases_had_help(cases: Sheet, usage: Sheet | None) -> Iterator[Finding]:
    """An existing case without a line before its MDO counts as costing nothing, which is seldom true."""
    if usage is None or not usage.rows or not usage.scan.is_readable:
        return
    if not {"case_id", "moment"} <= set(usage.scan.columns):
        return  # the one message about that says it all
    columns = (usage.columns[name] for name in ("case_id", "moment"))
    helped = {
        fold(case_id)
        for case_id, moment in zip(*columns, strict=True)
        if isinstance(case_id, str) and moment == Moment.BEFORE
    }
    rows = zip(cases.columns["case_id"], cases.columns["case_type"], strict=True)
    for line, (case_id, case_type) in enumerate(rows):
        if isinstance(case_id, str) and case_type == CaseType.EXISTING and fold(case_id) not in helped:
            yield NO_HELP_BEFORE.at(CASES.sheet, cases.cell(line, "case_id"))


def case_ids_are_no_names(sheet: Sheet) -> Iterator[Finding]:
    """Two words of letters in a case id look like a name; what it says is not repeated."""
    for line, case_id in enumerate(sheet.columns["case_id"]):
        if isinstance(case_id, str) and _TWO_WORDS.search(case_id):
            yield MAYBE_A_NAME.at(CASES.sheet, sheet.cell(line, "case_id"))


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
            cell = sheet.cell(line, "wijk")
            yield warning("wijk_twee_schrijfwijzen", text, SPELL_ALIKE).at(CASES.sheet, cell)


def the_total_is_no_less_than_the_cases(sheet: Sheet, settings: SettingsSheet) -> Iterator[Finding]:
    """The cases on the sheet are some of those that were worked on in all."""
    total = settings.values.get("cases_in_total")
    if isinstance(total, int) and total < len(sheet.rows):
        yield total_too_low(len(sheet.rows)).at(ANALYSIS.sheet, settings.cells["cases_in_total"])


def total_too_low(cases: int) -> Fault:
    """Say that fewer cases were worked on than there are."""
    # How many there are is said in the advice: the text is printed in a public report.
    text = "Casussen_in_totaal is lager dan het aantal casussen in deze werkmap."
    advice = (
        f"Op blad Casussen staan er {cases}. Vul in aan hoeveel casussen in totaal is gewerkt, "
        "of maak de cel leeg."
    )
    return warning("totaal_te_laag", text, advice)


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
