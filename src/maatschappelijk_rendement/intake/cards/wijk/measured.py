"""Checks that every measured value shares: whether it is there, its bounds, the people behind it."""

from __future__ import annotations

from maatschappelijk_rendement.domain.card import CardRow
from maatschappelijk_rendement.domain.wijk_sheets.indicators import ASKED, COUNTED, MEASURED
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings


def check_people(row: CardRow, sheet: str, found: CollectedFindings) -> None:
    """Ask how many people stand behind a share of people, so that it can be judged."""
    is_own = row.get("is_quoted") != "ja" and row.get("nature") in (ASKED, COUNTED)
    if is_own and "value" in row.values and "n" not in row.values:
        text = "Bij dit percentage ontbreekt achter hoeveel mensen het staat."
        advice = "Vul n in. Staat het getal al in een gepubliceerde bron, kies dan bij aangehaald ja."
        found.error(sheet, row.cells["n"], "n_ontbreekt", text, advice)


def check_state(row: CardRow, sheet: str, found: CollectedFindings) -> None:
    """Refuse a value that is not there though it was measured, and one that is there though it was not."""
    if row.get("state") == MEASURED and "value" not in row.values:
        text = "Dit is gemeten, maar de waarde ontbreekt."
        advice = "Vul de waarde in, of kies bij stand niet_gemeten of niet_beschikbaar."
        found.error(sheet, row.cells["value"], "waarde_ontbreekt", text, advice)
    if row.get("state") not in (None, MEASURED) and "value" in row.values:
        text = "Hier staat een waarde, en bij stand dat er geen is."
        found.error(sheet, row.cells["value"], "stand_tegenstrijdig", text, "Verbeter een van de twee.")


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
