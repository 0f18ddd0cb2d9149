"""Sheets on what was found in a wijk: indicators."""

from __future__ import annotations

from maatschappelijk_rendement.domain import card_columns as columns
from maatschappelijk_rendement.domain.tables import YEARS, SheetTable
from maatschappelijk_rendement.domain.vocabulary import YesNo

PERSPECTIVES = ("bewoners", "professionals", "managers", "wijk", "financiers", "toezichthouders")
"""Monitoring frame of the Ruwaard (Leergeschiedenis Proeftuin Ruwaard, 2018): who looks."""
GOALS = GOOD_LIFE, FINE_WORK, HEALTHY_FINANCE = ("goed_leven", "mooi_werk", "financieel_gezond")
"""Its three goals."""
STATES = MEASURED, NOT_MEASURED, NOT_AVAILABLE = ("gemeten", "niet_gemeten", "niet_beschikbaar")
DIRECTIONS = HIGHER, LOWER, NEITHER = ("hoger", "lager", "geen")
NATURES = COUNTED, ASKED, MODELLED = ("geteld", "gevraagd", "gemodelleerd")
AIMS = ("gezondheid", "ervaring", "kosten", "werkplezier")
"""Quadruple aim: health, experience, cost, joy in work (Bodenheimer and Sinsky, 2014)."""

INDICATORS = SheetTable(
    "Indicatoren",
    "Eén regel per indicator en jaar.",
    (
        columns.word("perspective", "perspectief", "Wie kijkt er?", PERSPECTIVES),
        columns.word("goal", "doel", "Bij welk van de drie doelen hoort dit?", GOALS),
        columns.word("aim", "vierdoel", "Bij welk van de vier doelen (quadruple aim)?", AIMS, required=False),
        columns.name("indicator", "indicator", "Wat u meet.", "Ervaren gezondheid goed"),
        columns.name("unit", "eenheid", "Waarin u meet: %, euro, aantal, cijfer.", "procent"),
        columns.word("direction", "beter_is", "Is hoger beter, lager, of geen van beide?", DIRECTIONS),
        columns.number("year", "jaar", "Jaar van de meting.", YEARS, "2018", required=True),
        columns.word("state", "stand", "Is het gemeten? Leeg waarde is nooit 0.", STATES),
        columns.number("value", "waarde", "Waarde in de wijk.", columns.MEASURE, "72"),
        columns.number("low", "laag", "Ondergrens van 95 %.", columns.MEASURE, "66"),
        columns.number("high", "hoog", "Bovengrens van 95 %.", columns.MEASURE, "78"),
        columns.name("against", "vergeleken_met", "Waarmee u vergelijkt.", "gemeente Oss", required=False),
        columns.number("other", "vergelijking", "Waarde daarvan.", columns.MEASURE, "75"),
        columns.number("other_low", "vergelijking_laag", "Ondergrens daarvan.", columns.MEASURE, "74"),
        columns.number("other_high", "vergelijking_hoog", "Bovengrens daarvan.", columns.MEASURE, "76"),
        columns.number("n", "n", "Achter hoeveel mensen dit staat.", columns.PERSONS, "240"),
        columns.word("nature", "aard", "Geteld, gevraagd of met een model geschat?", NATURES),
        columns.word(
            "is_quoted",
            "aangehaald",
            "Staat dit getal al in een gepubliceerde bron? Dan wordt het aangehaald zoals het daar staat.",
            tuple(YesNo),
            required=False,
        ),
        columns.text("source", "bron", "Waar dit vandaan komt, met het jaar.", "GGD 2016", required=True),
    ),
    key=("indicator", "year"),
)
