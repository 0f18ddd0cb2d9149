"""Checks of the sheets on health: a criterion that is known, at most ten a dimension, values that can be."""

from __future__ import annotations

from collections import Counter

from maatschappelijk_rendement.domain.positive_health import MOST_CRITERIA, shipped
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.domain.wijk_sheets.health import CRITERIA, HEALTH
from maatschappelijk_rendement.intake.cards.raw import RawCard
from maatschappelijk_rendement.intake.cards.wijk.measured import check_bounds, check_people, check_state
from maatschappelijk_rendement.intake.cards.wijk.places import once, within_years
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings


def check_health(raw: RawCard, found: CollectedFindings) -> None:
    """Check the criteria, and every row of sheet Gezondheid."""
    once(raw, CRITERIA, found)
    once(raw, HEALTH, found)
    within_years(raw, HEALTH, found)
    _at_most_ten(raw, found)
    own = raw.rows.get(CRITERIA.sheet, ())
    names = [str(row.get("criterion", "")) for row in own] or [each.name for each in shipped()]
    known = {fold(name) for name in names}
    for row in raw.rows.get(HEALTH.sheet, ()):
        if "criterion" in row.values and fold(row.get("criterion")) not in known:
            text = "Dit criterium staat niet op blad Criteria."
            advice = "Zet het op dat blad bij een dimensie, of verbeter de naam."
            found.error(HEALTH.sheet, row.cells["criterion"], "criterium_onbekend", text, advice)
        check_state(row, HEALTH.sheet, found)
        check_people(row, HEALTH.sheet, found)
        for bounds in (("value", "low", "high"), ("other", "other_low", "other_high")):
            check_bounds(row, HEALTH.sheet, bounds, found)


def _at_most_ten(raw: RawCard, found: CollectedFindings) -> None:
    seen = Counter[str]()
    for row in raw.rows.get(CRITERIA.sheet, ()):
        dimension = str(row.get("dimension", ""))
        seen[dimension] += 1
        if dimension and seen[dimension] == MOST_CRITERIA + 1:
            text = f"Deze dimensie heeft meer dan {MOST_CRITERIA} criteria."
            advice = "Kies de tien die het meest zeggen, en haal de rest weg."
            found.error(CRITERIA.sheet, row.cells["dimension"], "te_veel_criteria", text, advice)
