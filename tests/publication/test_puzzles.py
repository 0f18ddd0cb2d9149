"""What the products of a sum cost, by the unit that a reader may take to be whole."""

from __future__ import annotations

import pytest
from tests.analysis.cases import case, line, load, product

from maatschappelijk_rendement import CaseLoad, Usage, analyse
from maatschappelijk_rendement.disclosure.rules.puzzles import Units
from maatschappelijk_rendement.publication.puzzles import puzzles

PRICES = (product("U", "Wmo", "50"), product("F", "Wmo", "187.11"), product("Z", "Zvw", "10"))
CASES = 12


def caseload(*more: Usage) -> CaseLoad:
    """Twelve cases with hours a month; the first two have another product as well."""
    names = [f"C{number}" for number in range(CASES)]
    usage = [line(name, "na", 1 + place, "U", per="maand") for place, name in enumerate(names)]
    usage += [line(name, "na", 2, "F", per="maand") for name in names[:2]]
    return load([case(name) for name in names], [*usage, *more], tariffs=PRICES)


def units(given: CaseLoad, stream: str = "Wmo") -> list[Units]:
    found = puzzles(analyse(given), 10)["bestaand", "totaal", stream, "na"]
    return sorted(found, key=lambda one: one.is_few)


def test_a_unit_is_what_one_more_a_month_costs_in_the_window() -> None:
    hours = sum(range(1, CASES + 1))
    assert units(caseload()) == [
        Units(600_00, hours * 600_00, False),
        Units(2_245_32, 4 * 2_245_32, True),
    ]


def test_half_units_are_half_as_large_and_odd_ones_any_amount() -> None:
    assert units(caseload(line("C3", "na", 2.5, "U", per="maand", resident="B2")))[0].step_cents == 300_00
    assert units(caseload(line("C3", "na", 2.37, "U", per="maand", resident="B2")))[0].step_cents == 1


def test_each_wijk_has_its_own_sum() -> None:
    assert set(puzzles(analyse(caseload()), 10)) == {
        ("bestaand", wijk, "Wmo", "na") for wijk in ("Noord", "totaal")
    }


@pytest.mark.rounded
def test_a_release_with_a_puzzle_stands_on_a_coarser_grid() -> None:
    from tests.disclosure.attackers.whole import random_whole

    data = analyse(random_whole(244).loaded(244)).publish().data
    assert data["analyse"]["rooster_eur"] == 200
    amounts = [float(row["som_eur"]) for row in data["stromen"] if row["som_eur"] is not None]
    assert {amount % 200 for amount in amounts} == {0.0}
