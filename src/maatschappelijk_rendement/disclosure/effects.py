"""Judging the effects: each by its own cases and by those it was compared with."""

from __future__ import annotations

from maatschappelijk_rendement.disclosure.draft import Draft
from maatschappelijk_rendement.disclosure.judged import Judged, judge_beside
from maatschappelijk_rendement.disclosure.layout import COUNT, MAIN, ExactTable
from maatschappelijk_rendement.disclosure.secondary import Pattern, Step
from maatschappelijk_rendement.disclosure.system import TOTAL, Unit
from maatschappelijk_rendement.disclosure.units import Place, unit_of

EXISTING: Place = ("kosten", "bestaand", "na", TOTAL, TOTAL)
"""The difference that every effect is about."""


def judge_effects(table: ExactTable, main: Pattern, step: Step) -> Judged:
    """Judge each effect; it is shown only where the difference and its number of cases are shown too.

    Args:
        table: The exact table ``effect``.
        main: What is hidden of the amounts and of the counts of cases.
        step: The minimum, and what lower ones hid.
    """
    draft = Draft(step)
    leans_on: dict[Unit, list[Unit]] = {}
    for row, _ in table.judged():
        unit = unit_of(table, row, MAIN)
        for column in table.layout.stats:
            draft.add_amount((unit, column), unit, table.stats[column][table.key(row)], signed=True)
        draft.weights[unit] = 1.0
        leans_on[unit] = [EXISTING, (COUNT, EXISTING)]
    return judge_beside(draft, main, leans_on)
