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

SHARES = (
    (("%", "procent", "procenten", "percent", "percentage"), 100),
    (("promille", "per 1.000", "per 1000", "per duizend"), 1_000),
    (("per 10.000", "per 10000"), 10_000),
    (("deel", "aandeel", "fractie"), 1),
)
"""How the unit of a share of people begins, and out of how many it is."""
NOT_PEOPLE = (
    *("euro", "euro's", "€", "cijfer", "rapportcijfer", "score", "schaal", "punt", "punten", "index"),
    *("uur", "uren", "minuut", "minuten", "dag", "dagen", "week", "weken", "maand", "maanden", "jaar"),
    *("jaren", "km", "kilometer", "meter", "m2", "activiteiten", "initiatieven", "sessies"),
    *("leersessies", "bijeenkomsten", "voorzieningen", "gebouwen", "locaties", "organisaties", "partners"),
)
"""How a unit begins in which no people are counted; what begins otherwise may be people."""

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
        columns.name("unit", "eenheid", "Waarin u meet: procent, euro, personen, cijfer.", "procent"),
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


def out_of(unit: str) -> int | None:
    """Give out of how many a share of people is, by its unit; None where it is no share.

    Example:
        >>> out_of("procent van de bewoners"), out_of("per 1.000 inwoners"), out_of("euro")
        (100, 1000, None)
    """
    said = unit.casefold().strip()
    long_first = sorted(((word, n) for words, n in SHARES for word in words), key=lambda pair: -len(pair[0]))
    return next((n for word, n in long_first if _begins(said, word)), None)


def may_be_people(unit: str) -> bool:
    """Say whether a number in a unit may be a number of people; in doubt it may.

    Example:
        >>> may_be_people("aantal"), may_be_people("kinderen"), may_be_people("euro per jaar")
        (True, True, False)
    """
    said = unit.casefold().strip()
    return out_of(said) is None and not any(_begins(said, word) for word in NOT_PEOPLE)


def _begins(said: str, word: str) -> bool:
    """Say whether a text begins with a word, and not with the first letters of another word."""
    return said.startswith(word) and (word in "%€" or not said[len(word) :][:1].isalnum())
