"""Sheets of the budget of a wijk: definitions, posts, totals, the lump sum, growth and shares."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from maatschappelijk_rendement.domain import card_columns as columns
from maatschappelijk_rendement.domain.tables import YEARS, NumberRule, SheetTable
from maatschappelijk_rendement.domain.vocabulary import Stream, YesNo


class PolicyGoal(StrEnum):
    """What the money of a wijk is for (wijkbegroting of the Ruwaard, 2018)."""

    INDIVIDUAL = "individuele zorg"
    COLLECTIVE = "collectieve zorg"
    PREVENTION = "preventie"
    EXPERIENCE = "ervaringsdeskundigheid"
    PARTICIPATION = "burgerparticipatie"


INDICES = ("CPI", "OVA", "PPC", "VNG")
GROWS = PRICE, VOLUME = ("prijs", "volume")

_FACTOR = NumberRule(Decimal("0.01"), Decimal(100), 4)
_GROWTH = NumberRule(Decimal("-0.5"), Decimal("0.5"), 6)
_HOURS = NumberRule(Decimal(0), Decimal(10_000_000), 2)
_PARTNER = columns.name("partner", "partner", "Naam van de organisatie.", "Welzijn Oss")
_TERM = columns.name("term", "post", "Hoe de partner deze post zelf noemt.", "Inloop en ontmoeting")

DEFINITIONS = SheetTable(
    "Definities",
    "Eén regel per post van een partner: wat die post is in de taal van de wijk.",
    (
        _PARTNER,
        _TERM,
        columns.word(
            "goal",
            "doel",
            "Bij welk doel? Leeg: niet bij één.",
            tuple(PolicyGoal),
            required=False,
        ),
        columns.word(
            "stream",
            "stroom",
            "Uit welke geldstroom? Leeg: niet uit één.",
            tuple(each.value for each in Stream),
            required=False,
        ),
        columns.number(
            "hours_factor",
            "urenfactor",
            "Gewerkte uren per uur zoals de partner telt, 1,25 als alleen uren met bewoners tellen. "
            "Leeg: niet bekend.",
            _FACTOR,
            "1,25",
        ),
        columns.number(
            "hour_price",
            "uurprijs",
            "Prijs van een uur zoals de partner telt, in het jaar voor de lumpsum.",
            columns.AMOUNT,
            "58,50",
        ),
        columns.text("why", "waarom_niet", "Waarom de post niet te vertalen is.", "Half Wmo, half Zvw"),
        columns.text("source", "bron", "Waar dit staat of wie het afsprak.", "Afspraak 2018", required=True),
    ),
    key=("partner", "term"),
    may_be_absent=True,
)
BUDGET = SheetTable(
    "Begroting",
    "Eén regel per jaar, partner en post. Ook de jaren voor de lumpsum.",
    (
        columns.number("year", "jaar", "Kalenderjaar.", YEARS, "2018", required=True),
        _PARTNER,
        _TERM,
        columns.number("budgeted", "begroot", "Begroot bedrag in euro.", columns.AMOUNT, "120000"),
        columns.number("realised", "werkelijk", "Werkelijk bedrag in euro.", columns.AMOUNT, "118500"),
        columns.number(
            "budgeted_hours", "begrote_uren", "Begrote uren, zoals de partner telt.", _HOURS, "2000"
        ),
        columns.number(
            "realised_hours", "werkelijke_uren", "Werkelijke uren, zoals de partner telt.", _HOURS, "1950"
        ),
        columns.number(
            "people", "mensen", "Bereikte bewoners; elk één keer binnen deze post.", columns.PERSONS, "140"
        ),
        columns.text("source", "bron", "Waar dit staat.", "Jaarrekening 2018", required=True),
    ),
    key=("year", "partner", "term"),
    may_be_absent=True,
)
TOTALS = SheetTable(
    "Totalen",
    "Totalen die partners zelf gaven; zij moeten gelijk zijn aan de som van de posten.",
    (
        columns.number("year", "jaar", "Kalenderjaar; leeg: alle jaren.", YEARS, "2018"),
        columns.name(
            "partner", "partner", "Naam van de organisatie; leeg: allemaal.", "Welzijn Oss", required=False
        ),
        columns.number("budgeted", "begroot", "Begroot totaal in euro.", columns.AMOUNT, "120000"),
        columns.number("realised", "werkelijk", "Werkelijk totaal in euro.", columns.AMOUNT, "118500"),
        columns.text("source", "bron", "Waar dit staat.", "Jaarrekening 2018", required=True),
    ),
    may_be_absent=True,
)
LUMP_SUMS = SheetTable(
    "Wijkbudget",
    "Eén regel per jaar van de lumpsum.",
    (
        columns.number("year", "jaar", "Kalenderjaar.", YEARS, "2018", required=True),
        columns.number(
            "amount",
            "lumpsum",
            "Afgesproken bedrag in euro. Leeg: het eerste jaar volgt uit eerdere jaren, "
            "een later jaar uit het jaar ervoor.",
            columns.AMOUNT,
            "640000",
        ),
        columns.word("index", "index", "Index waarmee een leeg bedrag meegroeit.", INDICES, required=False),
        columns.number(
            "growth", "groei", "Eigen groei, 0,02 voor 2 %, als er geen index is.", _GROWTH, "0,02"
        ),
        columns.word(
            "is_rebased",
            "herijkt",
            "Wordt het bedrag dit jaar gezet op wat het vorige jaar echt kostte?",
            tuple(YesNo),
            required=False,
        ),
        columns.text("source", "bron", "Waar dit is afgesproken.", "Raadsbesluit 2017", required=True),
    ),
    key=("year",),
    may_be_absent=True,
)
GROWTH = SheetTable(
    "Groei",
    "Wat er groeit en wat nog niemand weet: bevolking, vergrijzing, prijzen. Hoogstens 6 regels.",
    (
        columns.name("name", "aanname", "Wat er groeit.", "Vergrijzing"),
        columns.word("grows", "soort", "Groeit de prijs, of het volume?", GROWS),
        columns.number(
            "low", "laag", "Lage groei per jaar, 0,005 voor 0,5 %.", _GROWTH, "0,005", required=True
        ),
        columns.number("middle", "midden", "Middelste groei.", _GROWTH, "0,01", required=True),
        columns.number("high", "hoog", "Hoge groei.", _GROWTH, "0,015", required=True),
        columns.text("source", "bron", "Waar dit staat.", "Primos 2017", required=True),
    ),
    key=("name",),
    may_be_absent=True,
)
RISK_SHARES = SheetTable(
    "Verdeling",
    "Het afgesproken aandeel van elke partner in winst en verlies; samen precies 1. Leeg: naar begroting.",
    (
        _PARTNER,
        columns.number("share", "aandeel", "Deel, 0,4 voor 40 %.", columns.SHARE, "0,4", required=True),
        columns.text("source", "bron", "Waar dit is afgesproken.", "Convenant 2018", required=True),
    ),
    key=("partner",),
    may_be_absent=True,
)
BUDGET_SHEETS = (DEFINITIONS, BUDGET, TOTALS, LUMP_SUMS, GROWTH, RISK_SHARES)
