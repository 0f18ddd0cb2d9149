"""Sheets on where questions for help go, and what each route costs."""

from __future__ import annotations

from decimal import Decimal

from maatschappelijk_rendement.domain import card_columns as columns
from maatschappelijk_rendement.domain.tables import NumberRule, SheetTable

PRICED = COLLECTIVE, GUIDANCE, INDIVIDUAL = ("collectief", "toeleiding", "individueel")

_SHARE = columns.SHARE
_PLACES = NumberRule(Decimal(0), Decimal(1_000_000), 0)

QUESTIONS = SheetTable(
    "Hulpvragen",
    "Eén regel per soort vraag: hoeveel per jaar, en waar zij heen gaan. De delen zijn samen precies 1.",
    (
        columns.name("question", "soort", "Soort vraag.", "Eenzaamheid"),
        columns.number("volume", "aantal", "Vragen per jaar.", columns.PERSONS, "400", required=True),
        columns.number("direct", "direct", "Deel dat direct collectief gaat.", _SHARE, "0,70", required=True),
        columns.number(
            "guided", "toegeleid", "Deel dat een professional erheen leidt.", _SHARE, "0,25", required=True
        ),
        columns.number(
            "individual", "individueel", "Deel dat altijd thuis hulp krijgt.", _SHARE, "0,05", required=True
        ),
        columns.number("direct_before", "eerst_direct", "Hetzelfde, zoals het was.", _SHARE, "0"),
        columns.number("guided_before", "eerst_toegeleid", "Hetzelfde, zoals het was.", _SHARE, "0"),
        columns.number(
            "individual_before", "eerst_individueel", "Zoals het was; alles leeg: iedereen.", _SHARE, "1"
        ),
        columns.text("source", "bron", "Waar dit staat.", "Leergeschiedenis 2018", required=True),
    ),
    key=("question",),
    may_be_absent=True,
)
ROUTES = SheetTable(
    "Routes",
    "Drie regels: de prijs van een plek, van toeleiden, en van hulp thuis.",
    (
        columns.word("route", "route", "Waarvoor is deze prijs?", PRICED),
        columns.number("price", "prijs", "Prijs per vraag in euro.", columns.AMOUNT, "350", required=True),
        columns.number("low", "laag", "Laagste prijs die u denkbaar vindt.", columns.AMOUNT, "250"),
        columns.number("high", "hoog", "Hoogste prijs die u denkbaar vindt.", columns.AMOUNT, "450"),
        columns.name("payer", "betaler", "Wie dit betaalt.", "gemeente"),
        columns.number("capacity", "plekken", "Alleen collectief: plekken per jaar.", _PLACES, "500"),
        columns.number(
            "stays",
            "blijft",
            "Alleen collectief: deel dat geen hulp thuis meer nodig heeft, 0,8 voor 80 %.",
            _SHARE,
            "0,8",
        ),
        columns.text("source", "bron", "Waar dit staat.", "Kostprijs 2018", required=True),
    ),
    key=("route",),
    may_be_absent=True,
)
ROUTING_SHEETS = (QUESTIONS, ROUTES)
