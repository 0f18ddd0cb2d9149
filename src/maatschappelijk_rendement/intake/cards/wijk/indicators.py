"""Checks of what was found: a value where it was measured, bounds around it, a verdict with its ground."""

from __future__ import annotations

from maatschappelijk_rendement.domain.card import CardRow
from maatschappelijk_rendement.domain.wijk_sheets.indicators import (
    ASKED,
    COUNTED,
    INDICATORS,
    MEASURED,
    MONITOR,
    RESULT_AREAS,
)
from maatschappelijk_rendement.intake.cards.raw import RawCard
from maatschappelijk_rendement.intake.cards.wijk.places import once, within_years
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings

PERCENT = ("%", "procent", "percentage")
HUNDRED = 100
_TRIPLES = (("value", "low", "high"), ("other", "other_low", "other_high"))


def check_indicators(raw: RawCard, found: CollectedFindings) -> None:
    """Check every row of sheet Indicatoren."""
    once(raw, INDICATORS, found)
    within_years(raw, INDICATORS, found)
    for row in raw.rows.get(INDICATORS.sheet, ()):
        _state(row, found)
        _people(row, found)
        for names in _TRIPLES:
            check_bounds(row, INDICATORS.sheet, names, found)
            if str(row.get("unit", "")).casefold() in PERCENT:
                _percent(row, names, found)
        if "other" in row.values and "against" not in row.values:
            text = "Er staat een vergelijking, maar niet waarmee."
            found.error(
                INDICATORS.sheet, row.cells["against"], "vergelijking_zonder", text, "Vul vergeleken_met in."
            )


def check_result_areas(raw: RawCard, found: CollectedFindings) -> None:
    """Refuse a verdict without its ground, or that nobody gives."""
    once(raw, RESULT_AREAS, found)
    for row in raw.rows.get(RESULT_AREAS.sheet, ()):
        if "verdict" in row.values and "ground" not in row.values:
            text = "Dit oordeel heeft geen grond."
            advice = "Schrijf in kolom grond waar het oordeel op rust, of waarom het niet is gemeten."
            found.error(RESULT_AREAS.sheet, row.cells["ground"], "oordeel_zonder_grond", text, advice)
        if "verdict" in row.values and "who" not in row.values:
            text = "Er staat niet wie dit oordeel geeft."
            advice = "Schrijf in kolom volgens welke organisatie of groep dit vindt. Geen naam van een mens."
            found.error(RESULT_AREAS.sheet, row.cells["who"], "oordeel_van_niemand", text, advice)


def check_monitor(raw: RawCard, found: CollectedFindings) -> None:
    """Refuse the same line twice."""
    once(raw, MONITOR, found)


def _people(row: CardRow, found: CollectedFindings) -> None:
    """Ask how many people stand behind a share of people, so that it can be judged."""
    is_share = str(row.get("unit", "")).casefold() in PERCENT
    is_own = row.get("is_quoted") != "ja" and row.get("nature") in (ASKED, COUNTED)
    if is_share and is_own and "value" in row.values and "n" not in row.values:
        text = "Bij dit percentage ontbreekt achter hoeveel mensen het staat."
        advice = "Vul n in. Staat het getal al in een gepubliceerde bron, kies dan bij aangehaald ja."
        found.error(INDICATORS.sheet, row.cells["n"], "n_ontbreekt", text, advice)


def _state(row: CardRow, found: CollectedFindings) -> None:
    if row.get("state") == MEASURED and "value" not in row.values:
        text = "Dit is gemeten, maar de waarde ontbreekt."
        advice = "Vul de waarde in, of kies bij stand niet_gemeten of niet_beschikbaar."
        found.error(INDICATORS.sheet, row.cells["value"], "waarde_ontbreekt", text, advice)
    if row.get("state") not in (None, MEASURED) and "value" in row.values:
        text = "Hier staat een waarde, en bij stand dat er geen is."
        found.error(
            INDICATORS.sheet, row.cells["value"], "stand_tegenstrijdig", text, "Verbeter een van de twee."
        )


def check_bounds(row: CardRow, sheet: str, names: tuple[str, str, str], found: CollectedFindings) -> None:
    """Refuse half an interval, and one that does not lie around its value.

    Args:
        row: The row.
        sheet: Where it stands.
        names: Fields of the value and of both bounds.
        found: Where findings go.
    """
    value, low, high = (row.get(name) for name in names)
    if (low is None) != (high is None):
        text, advice = "Van dit interval staat er maar één grens.", "Vul beide grenzen in, of geen."
        found.error(sheet, row.cells[names[1 if low is None else 2]], "interval_half", text, advice)
    elif low is not None and high is not None and (value is None or not low <= value <= high):
        text = "De waarde ligt niet tussen de grenzen."
        found.error(sheet, row.cells[names[1]], "interval_fout", text, "Kijk de drie getallen na.")


def _percent(row: CardRow, names: tuple[str, str, str], found: CollectedFindings) -> None:
    for name in names:
        if name in row.values and not 0 <= row.get(name) <= HUNDRED:
            text = "Een percentage ligt tussen 0 en 100."
            found.error(INDICATORS.sheet, row.cells[name], "percentage_buiten", text, "Verbeter het getal.")
