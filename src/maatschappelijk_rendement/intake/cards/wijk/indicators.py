"""Checks of what was found: a value where it was measured, bounds around it, a verdict with its ground."""

from __future__ import annotations

from maatschappelijk_rendement.domain.card import CardRow
from maatschappelijk_rendement.domain.wijk_sheets.indicators import INDICATORS, MONITOR, RESULT_AREAS, out_of
from maatschappelijk_rendement.intake.cards.raw import RawCard
from maatschappelijk_rendement.intake.cards.wijk.measured import check_bounds, check_people, check_state
from maatschappelijk_rendement.intake.cards.wijk.places import once, within_years
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings

MOST = {
    1: (1, "Een aandeel ligt tussen 0 en 1."),
    100: (100, "Een percentage ligt tussen 0 en 100."),
    1_000: (1_000, "Een promille ligt tussen 0 en 1.000."),
}
"""The most that a share can be, by out of how many it is, and what is said of more."""
_TRIPLES = (("value", "low", "high"), ("other", "other_low", "other_high"))


def check_indicators(raw: RawCard, found: CollectedFindings) -> None:
    """Check every row of sheet Indicatoren."""
    once(raw, INDICATORS, found)
    within_years(raw, INDICATORS, found)
    for row in raw.rows.get(INDICATORS.sheet, ()):
        check_state(row, INDICATORS.sheet, found)
        out = out_of(str(row.get("unit", "")))
        if out is not None:
            check_people(row, INDICATORS.sheet, found)
        for names in _TRIPLES:
            check_bounds(row, INDICATORS.sheet, names, found)
            if out in MOST:
                _share(row, names, MOST[out], found)
        if "other" in row.values and "against" not in row.values:
            text = "Er staat een vergelijking, maar niet waarmee."
            found.error(
                INDICATORS.sheet, row.cells["against"], "vergelijking_zonder", text, "Vul vergeleken_met in."
            )


def check_result_areas(raw: RawCard, found: CollectedFindings) -> None:
    """Refuse a verdict without its ground, or that nobody gives."""
    once(raw, RESULT_AREAS, found)
    for row in raw.rows.get(RESULT_AREAS.sheet, ()):
        if "verdict" in row.values and "ground" not in row.values:
            text = "Dit oordeel heeft geen grond."
            advice = "Schrijf in kolom grond waar het oordeel op rust, of waarom het niet is gemeten."
            found.error(RESULT_AREAS.sheet, row.cells["ground"], "oordeel_zonder_grond", text, advice)
        if "verdict" in row.values and "who" not in row.values:
            text = "Er staat niet wie dit oordeel geeft."
            advice = "Schrijf in kolom volgens welke organisatie of groep dit vindt. Geen naam van een mens."
            found.error(RESULT_AREAS.sheet, row.cells["who"], "oordeel_van_niemand", text, advice)


def check_monitor(raw: RawCard, found: CollectedFindings) -> None:
    """Refuse the same line twice."""
    once(raw, MONITOR, found)


def _share(
    row: CardRow, names: tuple[str, str, str], most: tuple[int, str], found: CollectedFindings
) -> None:
    """Refuse a share that is more than the whole: its people could not be judged."""
    for name in names:
        if name in row.values and not 0 <= row.get(name) <= most[0]:
            found.error(
                INDICATORS.sheet,
                row.cells[name],
                "percentage_buiten",
                most[1],
                "Verbeter het getal of de eenheid.",
            )
