"""Checks of sheet Voorzieningen: counts that cannot be, and a price without its source."""

from __future__ import annotations

from maatschappelijk_rendement.domain.wijk_sheets.facility import FACILITIES
from maatschappelijk_rendement.intake.cards.raw import RawCard
from maatschappelijk_rendement.intake.cards.wijk.places import once
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings

_LARGER = (
    (
        "yearly_unique",
        "weekly_unique",
        "Per jaar komen er minstens zo veel verschillende mensen als per week.",
    ),
    ("yearly_visits", "yearly_unique", "Elke bezoeker komt minstens één keer: er zijn te weinig bezoeken."),
    ("yearly_visits", "weekly_unique", "Elke bezoeker komt minstens één keer: er zijn te weinig bezoeken."),
    ("yearly_unique", "vulnerable", "Er zijn meer kwetsbare bewoners dan bezoekers."),
)


def check_facilities(raw: RawCard, found: CollectedFindings) -> None:
    """Check every row of sheet Voorzieningen."""
    once(raw, FACILITIES, found)
    for row in raw.rows.get(FACILITIES.sheet, ()):
        for large, small, text in _LARGER:
            if large in row.values and small in row.values and row.get(large) < row.get(small):
                found.error(
                    FACILITIES.sheet, row.cells[large], "tellingen_strijdig", text, "Kijk beide getallen na."
                )
        for name in ("weekly_unique", "yearly_visits", "yearly_unique", "vulnerable"):
            if row.get(name) == 0:
                text, advice = "Dit aantal is 0.", "Laat de cel leeg als u het niet weet."
                found.error(FACILITIES.sheet, row.cells[name], "aantal_nul", text, advice)
        if "hour_price" in row.values and ("price_source" not in row.values or not row.get("hour_price")):
            text = "Deze uurprijs is 0, of heeft geen bron."
            found.error(
                *(FACILITIES.sheet, row.cells["hour_price"], "uurprijs_zonder_bron", text),
                "Vul de prijs en bron_uurprijs in.",
            )
