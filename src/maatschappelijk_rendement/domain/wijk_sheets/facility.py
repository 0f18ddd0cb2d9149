"""Sheet on preventive facilities: what they cost, who comes, and who helps."""

from __future__ import annotations

from decimal import Decimal

from maatschappelijk_rendement.domain import card_columns as columns
from maatschappelijk_rendement.domain.tables import NumberRule, SheetTable

_COUNT = columns.PERSONS
_SMALL = NumberRule(Decimal(0), Decimal(10_000), 0)
_WEEKS = NumberRule(Decimal(1), Decimal(53), 0)
_DAYS = NumberRule(Decimal(1), Decimal(7), 0)
_HOURS = NumberRule(Decimal(0), Decimal(10_000), 2)

FACILITIES = SheetTable(
    "Voorzieningen",
    "Eén regel per voorziening. Bezoeken, bezoekers per week en bezoekers per jaar zijn drie tellingen.",
    (
        columns.name("facility", "voorziening", "Naam van de voorziening.", "Ons Huis van de Wijk"),
        columns.number("cost", "kosten", "Kosten per jaar in euro.", columns.AMOUNT, "28000", required=True),
        columns.number("weeks", "weken", "Weken per jaar open. Leeg: 52.", _WEEKS, "52"),
        columns.number("days", "dagen", "Dagen per week open.", _DAYS, "7"),
        columns.number(
            "weekly_unique", "bezoekers_week", "Bezoekers in een week, elk één keer.", _COUNT, "320"
        ),
        columns.number("yearly_visits", "bezoeken_jaar", "Alle bezoeken in een jaar.", _COUNT, "24000"),
        columns.number(
            "yearly_unique", "bezoekers_jaar", "Bezoekers in een jaar, elk één keer.", _COUNT, "900"
        ),
        columns.number("vulnerable", "kwetsbaar", "Van hen kwetsbaar, elk één keer.", _COUNT, "150"),
        columns.number("activities", "activiteiten", "Activiteiten per week, minstens.", _SMALL, "20"),
        columns.number("walk_in", "inloopuren", "Inloopspreekuren per week.", _SMALL, "3"),
        columns.number("volunteers", "vrijwilligers", "Aantal vrijwilligers.", _SMALL, "26"),
        columns.number(
            "volunteer_hours", "vrijwilligersuren", "Uren per week van hen allen samen.", _HOURS, "104"
        ),
        columns.number(
            "volunteer_value",
            "waarde_uur",
            "Waarde van een uur van een vrijwilliger.",
            columns.AMOUNT,
            "15",
        ),
        columns.number(
            "hour_price", "uurprijs", "Prijs van een uur begeleiding thuis.", columns.AMOUNT, "64"
        ),
        columns.text("price_source", "bron_uurprijs", "Waar die prijs staat.", "Kostenhandleiding 2024"),
        columns.text("source", "bron", "Waar dit staat.", "Leergeschiedenis 2018", required=True),
    ),
    key=("facility",),
    may_be_absent=True,
)
