"""The Ruwaard example as a card of each instrument: made up, with published totals where there are.

Source: Leergeschiedenis Proeftuin Ruwaard, 2018, chapter 4: 32 existing cases, -132.394 euro a year; a
house in the wijk of 28.000 a year. The split over streams, every proxy, chance and share is made up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from maatschappelijk_rendement.domain.card_sheets import (
    ACTIVITIES,
    CASES,
    EFFECTS,
    INVESTMENT_SHEET,
    PARTIES,
    UNKNOWN,
    VALUE_MAP,
    CardKind,
)

NOTE = (
    "Synthetisch voorbeeld. Alleen het totaal van 132.394 euro per jaar en de 28.000 euro voor het huis in "
    "de wijk staan in de Leergeschiedenis Proeftuin Ruwaard (2018); de rest is verzonnen."
)
MADE_UP = "Verzonnen bij een synthetisch voorbeeld"
SYNTHETIC = "Synthetisch voorbeeld, zie mr sjabloon --voorbeeld"
HOUSE = "Leergeschiedenis Proeftuin Ruwaard, 2018, hoofdstuk 4"

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

_SETTINGS: Mapping[str, Any] = {
    "start_year": Decimal(2026),
    "price_year": Decimal(2018),
    "null_alternative": "Elke hulpverlener helpt apart, zoals nu.",
    "project": "Eén MDO per huishouden, met het wijkteam en een huis in de wijk.",
    "is_synthetic": "ja",
}


def example_of(kind: CardKind) -> tuple[Mapping[str, Any], Rows]:
    """Give the settings and rows of the example of an instrument."""
    title, years, rows = {
        CardKind.SROI: ("Proeftuin Ruwaard als SROI (synthetisch)", 3, _sroi()),
        CardKind.MKBA: ("Proeftuin Ruwaard als MKBA (synthetisch)", 5, _mkba()),
        CardKind.EFFECTS: ("Drie huishoudens in de Ruwaard, met en zonder MDO (synthetisch)", 3, _effects()),
    }[kind]
    return {**_SETTINGS, "title": title, "years": Decimal(years)}, rows


def _table(fields: str, *rows: Sequence[Any]) -> list[Mapping[str, Any]]:
    """Make rows of the named fields; numbers become decimal, empty texts stay out."""
    return [
        {
            name: Decimal(str(value)) if isinstance(value, int | float) else value
            for name, value in zip(fields.split(), row, strict=True)
            if value != ""
        }
        for row in rows
    ]


def _unknown(*rows: tuple[str, str]) -> list[Mapping[str, Any]]:
    return _table("what why", *rows)


def _mkba() -> Rows:
    cash, transfer, free = "kasstroom", "inkomensoverdracht", "capaciteit"
    mdo, house = "MDO per huishouden", "Huis in de wijk"
    fields = (
        "activity effect party role worth money counterparty amount start duration drop_off chance optimism"
    )
    rows = _table(
        f"{fields} certainty source",
        (
            house,
            "Huis en team",
            "gemeente",
            "investering",
            "fiscaal",
            cash,
            "",
            70500,
            0,
            5,
            "",
            "",
            "",
            "gemeten",
            HOUSE,
        ),
        (
            mdo,
            "Uren MDO",
            "gemeente",
            "investering",
            "fiscaal",
            cash,
            "",
            20800,
            0,
            5,
            "",
            "",
            "",
            "gemeten",
            SYNTHETIC,
        ),
        (
            mdo,
            "Leren met elkaar",
            "zorgverzekeraar",
            "investering",
            "fiscaal",
            cash,
            "",
            6400,
            0,
            1,
            "",
            "",
            "",
            "gemeten",
            MADE_UP,
        ),
        (
            mdo,
            "Minder begeleiding thuis",
            "gemeente",
            "baten",
            "fiscaal",
            cash,
            "",
            53394,
            0,
            5,
            0.1,
            "",
            "",
            "gemeten",
            SYNTHETIC,
        ),
        (
            mdo,
            "Minder opname en behandeling",
            "zorgverzekeraar",
            "baten",
            "fiscaal",
            cash,
            "",
            67700,
            0,
            5,
            0.1,
            "",
            "",
            "gemeten",
            SYNTHETIC,
        ),
        (
            mdo,
            "Later naar verpleeghuis",
            "zorgkantoor",
            "baten",
            "fiscaal",
            cash,
            "",
            35200,
            0,
            3,
            0.1,
            "",
            "",
            "gemeten",
            SYNTHETIC,
        ),
        (
            house,
            "Meer welzijn en schuldhulp",
            "gemeente",
            "kosten",
            "fiscaal",
            cash,
            "",
            23900,
            0,
            5,
            "",
            "",
            "",
            "gemeten",
            SYNTHETIC,
        ),
        (
            mdo,
            "Minder bijstand",
            "gemeente",
            "baten",
            "fiscaal",
            transfer,
            "bewoner",
            8000,
            1,
            4,
            "",
            0.5,
            "",
            "aangenomen",
            MADE_UP,
        ),
        (
            mdo,
            "Loon uit werk",
            "bewoner",
            "baten",
            "economisch",
            cash,
            "",
            18000,
            1,
            4,
            "",
            0.5,
            "",
            "aangenomen",
            MADE_UP,
        ),
        (
            mdo,
            "Minder uithuiszettingen",
            "woningcorporatie",
            "baten",
            "fiscaal",
            cash,
            "",
            9000,
            1,
            4,
            "",
            0.7,
            "",
            "geschat",
            MADE_UP,
        ),
        (
            mdo,
            "Politie heeft uren over",
            "Rijk",
            "baten",
            "fiscaal",
            free,
            "",
            6000,
            0,
            5,
            "",
            0.5,
            "",
            "geschat",
            MADE_UP,
        ),
        (
            house,
            "Minder mantelzorguren",
            "bewoner",
            "baten",
            "sociaal",
            free,
            "",
            11000,
            0,
            5,
            "",
            "",
            0.8,
            "geschat",
            MADE_UP,
        ),
    )
    parties = ("gemeente", "ja"), ("zorgverzekeraar", "ja"), ("zorgkantoor", "ja"), ("Rijk", "ja")
    return {
        PARTIES.sheet: _table("party is_public", *parties, ("woningcorporatie", "nee"), ("bewoner", "nee")),
        EFFECTS.sheet: rows,
        UNKNOWN.sheet: _unknown(
            ("Rust en regie in het gezin", "Wel gemeten als cijfer, niet in euro"),
            ("Minder overlast in de straat", "Niet gemeten"),
            ("Wat er zonder het MDO was gebeurd", "Er is geen vergelijkingsgroep"),
        ),
    }


def _sroi() -> Rows:
    fields = "stakeholder input output outcome indicator quantity duration proxy deadweight displacement"
    paid = _table(
        "post party amount start source",
        ("Huis in de wijk", "gemeente", 28000, 0, HOUSE),
        ("Team en MDO", "gemeente", 63300, 0, MADE_UP),
        ("Leerbijeenkomsten", "zorgverzekeraar", 6400, 0, MADE_UP),
    )
    rows = _table(
        f"{fields} attribution drop_off certainty source",
        (
            "bewoners",
            "tijd en moed",
            "32 MDO",
            "Minder eenzaam",
            "Vraag over contacten",
            14,
            2,
            2600,
            0.3,
            0,
            0.2,
            0.3,
            "geschat",
            MADE_UP,
        ),
        (
            "bewoners",
            "tijd en moed",
            "32 MDO",
            "Schulden onder controle",
            "Betaalregeling loopt",
            11,
            3,
            3200,
            0.25,
            0,
            0.3,
            0.2,
            "geschat",
            MADE_UP,
        ),
        (
            "bewoners",
            "inzet",
            "Werkplek",
            "Betaald werk",
            "Contract na 6 maanden",
            3,
            2,
            14500,
            0.4,
            0.1,
            0.3,
            0.3,
            "aangenomen",
            MADE_UP,
        ),
        (
            "mantelzorgers",
            "zorg",
            "Respijt in het huis",
            "Meer eigen tijd",
            "Uren per week",
            12,
            2,
            1900,
            0.2,
            0,
            0.1,
            0.2,
            "geschat",
            MADE_UP,
        ),
        (
            "gemeente",
            "geld",
            "32 MDO",
            "Minder begeleiding",
            "Facturen",
            32,
            2,
            1670,
            0.5,
            0,
            0.2,
            0.1,
            "gemeten",
            SYNTHETIC,
        ),
        (
            "zorgverzekeraar",
            "geld",
            "32 MDO",
            "Minder opname",
            "Declaraties",
            32,
            2,
            2115,
            0.5,
            0,
            0.2,
            0.1,
            "gemeten",
            SYNTHETIC,
        ),
        (
            "buren",
            "gastvrijheid",
            "Huis in de wijk",
            "Meer drukte",
            "Meldingen",
            20,
            2,
            -150,
            0,
            0,
            0,
            0,
            "aangenomen",
            MADE_UP,
        ),
    )
    return {
        INVESTMENT_SHEET.sheet: paid,
        VALUE_MAP.sheet: rows,
        UNKNOWN.sheet: _unknown(
            ("Vertrouwen in de gemeente", "Niet gemeten"),
            ("Gezondheid op lange termijn", "Pas na jaren te zien"),
        ),
    }


def _effects() -> Rows:
    fields = "case scenario product terrain party quantity price start duration certainty source"
    rows = _table(
        fields,
        ("C01", "met", "MDO en regie", "regie", "gemeente", 20, 85, 0, 1, "gemeten", MADE_UP),
        ("C01", "met", "Woonbegeleiding", "wonen", "gemeente", 80, 62, 0, 2, "gemeten", MADE_UP),
        ("C01", "met", "Budgetbeheer", "inkomen", "gemeente", 12, 110, 0, 3, "gemeten", MADE_UP),
        (
            "C01",
            "zonder",
            "Uithuiszetting",
            "wonen",
            "woningcorporatie",
            1,
            9500,
            1,
            1,
            "aangenomen",
            MADE_UP,
        ),
        (
            "C01",
            "zonder",
            "Maatschappelijke opvang",
            "wonen",
            "gemeente",
            6,
            2900,
            1,
            1.5,
            "aangenomen",
            MADE_UP,
        ),
        ("C02", "met", "MDO en regie", "regie", "gemeente", 24, 85, 0, 1, "gemeten", MADE_UP),
        ("C02", "met", "Ambulante behandeling", "zorg", "zorgverzekeraar", 40, 118, 0, 2, "gemeten", MADE_UP),
        ("C02", "met", "Dagbesteding", "zorg", "gemeente", 90, 47, 0, 3, "gemeten", MADE_UP),
        ("C02", "zonder", "Opname in kliniek", "zorg", "zorgverzekeraar", 45, 390, 1, 1, "geschat", MADE_UP),
        ("C02", "zonder", "Politie-inzet", "veiligheid", "Rijk", 12, 240, 0, 3, "geschat", MADE_UP),
        ("C03", "met", "MDO en regie", "regie", "gemeente", 16, 85, 0, 1, "gemeten", MADE_UP),
        ("C03", "met", "Werkcoach", "werk", "gemeente", 30, 75, 0, 1, "gemeten", MADE_UP),
        ("C03", "met", "Bijstand", "inkomen", "gemeente", 12, 1290, 0, 1, "gemeten", MADE_UP),
        ("C03", "zonder", "Bijstand", "inkomen", "gemeente", 12, 1290, 0, 3, "geschat", MADE_UP),
    )
    cases = _table(
        "case chance ground grade_with grade_without",
        ("C01", 0.7, "Drie maanden huurachterstand en een vonnis", 7, 4),
        ("C02", 0.5, "Twee keer opgenomen in de afgelopen vier jaar", 6.5, 4.5),
        ("C03", 0.6, "Een jaar zonder werk, eerder zelf werk gevonden", 7.5, 5),
    )
    return {
        CASES.sheet: cases,
        ACTIVITIES.sheet: rows,
        UNKNOWN.sheet: _unknown(
            ("Rust voor de kinderen", "Niet gemeten"),
            ("Hulp van familie", "Geen prijs voor"),
        ),
    }
