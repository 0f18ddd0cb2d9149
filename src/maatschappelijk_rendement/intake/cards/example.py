"""The Ruwaard example as a card of each instrument: made up, with published totals where there are.

The rows stand in ``voorbeeld/``, a file for each sheet. Source: Leergeschiedenis Proeftuin Ruwaard, 2018,
chapter 4: 32 existing cases, -132.394 euro a year; a house in the wijk of 28.000 a year. The split over
streams, every proxy, chance and share is made up.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from maatschappelijk_rendement.domain.card_sheets import CARD, SHEETS_OF, CardKind
from maatschappelijk_rendement.domain.positive_health import shipped
from maatschappelijk_rendement.domain.tables import NUMBER_RULES, CellKind, SheetTable
from maatschappelijk_rendement.domain.wijk_sheets.health import CRITERIA

NOTE = (
    "Synthetisch voorbeeld. Alleen het totaal van 132.394 euro per jaar en de 28.000 euro voor het huis in "
    "de wijk staan in de Leergeschiedenis Proeftuin Ruwaard (2018); de rest is verzonnen."
)

WIJK_NOTE = (
    "Voorbeeld. Wat de Leergeschiedenis Proeftuin Ruwaard (2018) noemt, staat hier zoals het daar staat. Wat "
    "zij niet noemt, is verzonnen: dan staat in de kolom bron synthetisch."
)
NOTES: Mapping[CardKind, str] = {**dict.fromkeys(CardKind, NOTE), CardKind.WIJK: WIJK_NOTE}

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

_SETTINGS: Mapping[str, Any] = {
    "start_year": Decimal(2026),
    "price_year": Decimal(2018),
    "null_alternative": "Elke hulpverlener helpt apart, zoals nu.",
    "project": "Eén MDO per huishouden, met het wijkteam en een huis in de wijk.",
    "is_synthetic": "ja",
}
_WIJK_SETTINGS: Mapping[str, Any] = {
    "title": "Wijkrapport Ruwaard 2018 (deels synthetisch)",
    "wijk": "Ruwaard",
    "municipality": "Oss",
    "first_year": Decimal(2016),
    "last_year": Decimal(2022),
    "as_of": date(2023, 3, 1),
    "made_by": "Maatschappelijk Rendement, voorbeeld",
    "is_synthetic": "ja",
}
_TITLES = {
    CardKind.SROI: ("Proeftuin Ruwaard als SROI (synthetisch)", 3),
    CardKind.MKBA: ("Proeftuin Ruwaard als MKBA (synthetisch)", 5),
    CardKind.EFFECTS: ("Drie huishoudens in de Ruwaard, met en zonder MDO (synthetisch)", 3),
}


def example_of(kind: CardKind) -> tuple[Mapping[str, Any], Rows]:
    """Give the settings and rows of the example of an instrument.

    Example:
        >>> settings, rows = example_of(CardKind.SROI)
        >>> settings["years"], rows["Investering"][0]["amount"]
        (Decimal('3'), Decimal('28000'))
    """
    begun = beginning_of(kind)
    rows = {
        table.sheet: begun.get(table.sheet) or _read(kind, table)
        for table in SHEETS_OF[kind]
        if table is not CARD
    }
    if kind is CardKind.WIJK:
        return _WIJK_SETTINGS, rows
    title, years = _TITLES[kind]
    return {**_SETTINGS, "title": title, "years": Decimal(years)}, rows


def beginning_of(kind: CardKind) -> Rows:
    """Give the rows that an empty card begins with: of a wijk the criteria of health, to be changed.

    Example:
        >>> beginning_of(CardKind.MKBA), len(beginning_of(CardKind.WIJK)["Criteria"]) > 6
        ({}, True)
    """
    if kind is not CardKind.WIJK:
        return {}
    names = {"dimension": "dimension", "criterion": "name", "direction": "direction"}
    names |= {"stem": "stem", "source": "source"}
    return {
        CRITERIA.sheet: [{field: getattr(each, name) for field, name in names.items()} for each in shipped()]
    }


def _read(kind: CardKind, table: SheetTable) -> list[Mapping[str, Any]]:
    """Read the rows of a sheet; an empty cell stays out."""
    columns = {column.header: column for column in table.columns}
    path = files("maatschappelijk_rendement.intake.cards").joinpath(
        f"voorbeeld/{kind}_{table.sheet.lower()}.csv"
    )
    if not path.is_file():  # the example asks for no wellbeing in euros
        return []
    with path.open(encoding="utf-8") as stream:
        return [
            {
                columns[header].name: _meaning(columns[header].kind, text)
                for header, text in row.items()
                if text
            }
            for row in csv.DictReader(stream, delimiter=";")
        ]


def _meaning(kind: CellKind, text: str) -> Any:
    if kind is CellKind.DATE:
        return date.fromisoformat(text)
    return Decimal(text) if kind in NUMBER_RULES else text
