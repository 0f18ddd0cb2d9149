"""The sheets of a card of a wijk, in their order; a part of the report adds its sheets here."""

from __future__ import annotations

from maatschappelijk_rendement.domain import card_columns as columns
from maatschappelijk_rendement.domain.tables import YEARS, CellKind, SheetColumn, SheetTable
from maatschappelijk_rendement.domain.vocabulary import YesNo
from maatschappelijk_rendement.domain.wijk_sheets.budget import BUDGET_SHEETS
from maatschappelijk_rendement.domain.wijk_sheets.facility import FACILITIES
from maatschappelijk_rendement.domain.wijk_sheets.health import CRITERIA, HEALTH
from maatschappelijk_rendement.domain.wijk_sheets.indicators import INDICATORS, MONITOR, RESULT_AREAS
from maatschappelijk_rendement.domain.wijk_sheets.registers import (
    ATTENDANCE,
    CHANGE_LEDGER,
    DELIVERIES,
    GOAL_TREE,
    SESSIONS,
    SURVEY,
)
from maatschappelijk_rendement.domain.wijk_sheets.routing import ROUTING_SHEETS

SETTINGS: tuple[SheetColumn, ...] = (
    columns.text("title", "titel", "Titel van het rapport.", "Wijkrapport Ruwaard 2018", required=True),
    columns.name("wijk", "wijk", "Naam van de wijk.", "Ruwaard"),
    SheetColumn(
        *("wijk_code", "wijkcode", CellKind.REGION_WK, "CBS-code van de wijk: WK en 6 cijfers."),
        required=False,
        may_be_absent=True,
    ),
    columns.name("municipality", "gemeente", "Naam van de gemeente.", "Oss"),
    columns.number("first_year", "eerste_jaar", "Eerste jaar van dit rapport.", YEARS, "2016", required=True),
    columns.number(
        "last_year", "laatste_jaar", "Laatste jaar van dit rapport.", YEARS, "2018", required=True
    ),
    columns.day("as_of", "stand", "Dag waarop dit is ingevuld.", "3-9-2018"),
    columns.text("made_by", "opgesteld_door", "Organisatie die dit heeft ingevuld.", "Gemeente Oss"),
    columns.word(
        "is_synthetic", "synthetisch", "Is dit een verzonnen voorbeeld?", tuple(YesNo), required=False
    ),
)

REGISTERS = (SESSIONS, ATTENDANCE, SURVEY, GOAL_TREE, CHANGE_LEDGER, DELIVERIES)
SHEETS: tuple[SheetTable, ...] = (
    INDICATORS,
    RESULT_AREAS,
    MONITOR,
    CRITERIA,
    HEALTH,
    *BUDGET_SHEETS,
    *ROUTING_SHEETS,
    FACILITIES,
    *REGISTERS,
)
"""Every sheet after Kaart. Only Indicatoren has to be there."""
