"""Checks of sheet Indicatoren: a value where it was measured, bounds around it, percentages up to 100."""

from __future__ import annotations

from maatschappelijk_rendement.domain.card import CardRow
from maatschappelijk_rendement.domain.wijk_sheets.indicators import INDICATORS, MEASURED
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
        for names in _TRIPLES:
            check_bounds(row, INDICATORS.sheet, names, found)
            if str(row.get("unit", "")).casefold() in PERCENT:
                _percent(row, names, found)
        if "other" in row.values and "against" not in row.values:
            text = "Er staat een vergelijking, maar niet waarmee."
            found.error(
                INDICATORS.sheet, row.cells["against"], "vergelijking_zonder", text, "Vul vergeleken_met in."
            )


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
