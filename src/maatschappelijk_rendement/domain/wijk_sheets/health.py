"""Sheets on positive health of a wijk: the criteria, and what was found of each."""

from __future__ import annotations

from maatschappelijk_rendement.domain import card_columns as columns
from maatschappelijk_rendement.domain.positive_health import DIMENSIONS
from maatschappelijk_rendement.domain.tables import YEARS, SheetTable
from maatschappelijk_rendement.domain.vocabulary import YesNo
from maatschappelijk_rendement.domain.wijk_sheets.indicators import HIGHER, LOWER, NATURES, STATES

CRITERIA = SheetTable(
    "Criteria",
    "Welk criterium bij welke dimensie hoort, hooguit tien per dimensie. Leeg: de meegeleverde indeling.",
    (
        columns.word("dimension", "dimensie", "Een van de zes dimensies.", DIMENSIONS),
        columns.name("criterion", "criterium", "Wat er is gemeten, als percentage.", "Eenzaam"),
        columns.word("direction", "beter_is", "Is hoger beter, of lager?", (HIGHER, LOWER)),
        columns.text("stem", "stam", "Begin van de kolomnaam in tabel 50150NED.", "Eenzaam"),
        columns.text("source", "bron", "Waar criterium en indeling vandaan komen.", "GGD", required=True),
    ),
    key=("criterion",),
    may_be_absent=True,
)
HEALTH = SheetTable(
    "Gezondheid",
    "Eén regel per criterium, leeftijdsgroep en jaar: de wijk naast de hele gemeente.",
    (
        columns.name("criterion", "criterium", "Een criterium van blad Criteria.", "Eenzaam"),
        columns.name("age", "leeftijd", "Leeftijdsgroep.", "19-64"),
        columns.number("year", "jaar", "Jaar van de meting.", YEARS, "2016", required=True),
        columns.word("state", "stand", "Is het gemeten? Een lege waarde is nooit 0.", STATES),
        columns.number("value", "wijk", "Percentage in de wijk.", columns.PERCENT, "48"),
        columns.number("low", "wijk_laag", "Ondergrens van 95 %.", columns.PERCENT, "44"),
        columns.number("high", "wijk_hoog", "Bovengrens van 95 %.", columns.PERCENT, "52"),
        columns.number("other", "gemeente", "Percentage in de hele gemeente.", columns.PERCENT, "44"),
        columns.number("other_low", "gemeente_laag", "Ondergrens daarvan.", columns.PERCENT, "42,5"),
        columns.number("other_high", "gemeente_hoog", "Bovengrens daarvan.", columns.PERCENT, "45,5"),
        columns.number("n", "n", "Achter hoeveel mensen in de wijk dit staat.", columns.PERSONS, "240"),
        columns.word("nature", "aard", "Geteld, gevraagd of met een model geschat?", NATURES),
        columns.word(
            "is_quoted",
            "aangehaald",
            "Staat dit getal al in een gepubliceerde bron?",
            tuple(YesNo),
            required=False,
        ),
        columns.text("source", "bron", "Waar dit vandaan komt, met het jaar.", "GGD 2016", required=True),
    ),
    key=("criterion", "age", "year"),
    may_be_absent=True,
)
