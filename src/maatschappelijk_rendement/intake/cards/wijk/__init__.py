"""What takes more than one cell to see on a card of a wijk; a part of the report adds its checks here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from maatschappelijk_rendement.domain.card_sheets import CARD
from maatschappelijk_rendement.domain.wijk_sheets.health import CRITERIA
from maatschappelijk_rendement.intake.cards.raw import RawCard
from maatschappelijk_rendement.intake.cards.wijk.budget import check_budget
from maatschappelijk_rendement.intake.cards.wijk.facility import check_facilities
from maatschappelijk_rendement.intake.cards.wijk.health import check_health
from maatschappelijk_rendement.intake.cards.wijk.indicators import (
    check_indicators,
    check_monitor,
    check_result_areas,
)
from maatschappelijk_rendement.intake.cards.wijk.registers import check_registers
from maatschappelijk_rendement.intake.cards.wijk.routing import check_routing
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings

CHECKS: tuple[Callable[[RawCard, CollectedFindings], None], ...] = (
    check_indicators,
    check_result_areas,
    check_monitor,
    check_health,
    check_registers,
    check_budget,
    check_routing,
    check_facilities,
)


def check_wijk(raw: RawCard, found: CollectedFindings) -> None:
    """Run every check over a card of a wijk and note what is wrong.

    Args:
        raw: What was read.
        found: Where findings go.
    """
    first, last = raw.settings.get("first_year"), raw.settings.get("last_year")
    if first is not None and last is not None and last < first:
        text = "Het laatste jaar ligt voor het eerste."
        found.error(CARD.sheet, raw.cells["last_year"], "jaren_omgekeerd", text, "Wissel de jaren om.")
    if not any(rows for sheet, rows in raw.rows.items() if sheet != CRITERIA.sheet):
        text = "Deze kaart heeft op geen enkel blad regels."
        found.error(CARD.sheet, "", "kaart_leeg", text, "Vul minstens één blad in.")
    # A row that could not be read is told of already.
    wrong = {sheet: found.rows_with_errors(sheet) for sheet in raw.rows}
    rows = {
        sheet: tuple(row for row in given if row.row not in wrong[sheet]) for sheet, given in raw.rows.items()
    }
    for check in CHECKS:
        check(replace(raw, rows=rows), found)
