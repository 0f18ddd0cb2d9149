"""Sheets on what was found in a wijk: indicators, agreed result areas, and the frame for monitoring."""

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

VERDICTS = (
    *("opgetreden", "deels_opgetreden", "niet_veranderd", "niet_opgetreden", "in_opbouw"),
    *("elders_gemeten", "niet_gemeten", "niet_beschikbaar"),
)
"""What can be said of a result area; ``elders_gemeten`` is told in another document or chapter."""

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

RESULT_AREAS = SheetTable(
    "Resultaatgebieden",
    "Eén regel per afgesproken resultaat: wat is ervan gevonden?",
    (
        columns.number("number", "nummer", "Volgnummer.", columns.LINE, "1", required=True),
        columns.text("area", "gebied", "Wat was afgesproken.", "Geen stijging van pgb's", required=True),
        columns.word("verdict", "oordeel", "Wat is ervan gevonden?", VERDICTS),
        columns.text("ground", "grond", "Waar dat oordeel op rust.", "Aantal pgb's 2015 tot 2018"),
        columns.text("who", "volgens", "Wie dit oordeel geeft: een organisatie of groep.", "Gemeente Oss"),
        columns.text("source", "bron", "Waar het staat, met het jaar.", "Jaarverslag 2018", required=True),
    ),
    key=("number",),
    may_be_absent=True,
)
MONITOR = SheetTable(
    "Monitor",
    "Het kader: wat u volgt, voor wie, waarom en hoe.",
    (
        columns.word("perspective", "perspectief", "Wie kijkt er?", PERSPECTIVES),
        columns.word("goal", "doel", "Bij welk van de drie doelen hoort dit?", GOALS),
        columns.text("what", "wat", "Wat u volgt.", "Ervaren regie", required=True),
        columns.text("why", "waarom", "Waarom u dat volgt.", "Bewoners bepalen mee", required=True),
        columns.text("how", "hoe", "Hoe u het meet.", "Gesprek, een keer per jaar", required=True),
    ),
    key=("perspective", "what"),
    may_be_absent=True,
)
