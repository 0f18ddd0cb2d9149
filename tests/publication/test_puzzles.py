"""What was bought of each product, by the unit that a reader may take to be whole."""

from __future__ import annotations

import pytest
from tests.analysis.cases import case, line, load, product

from maatschappelijk_rendement import CaseLoad, Usage, analyse
from maatschappelijk_rendement.disclosure.tables.bought import Bought
from maatschappelijk_rendement.publication.puzzles import puzzles

PRICES = (
    product("U", "Wmo", "50"),
    product("F", "Wmo", "187.11"),
    product("Z", "Zvw", "10"),
    product("N", "Wmo", "3491.77", unit="maand", category="wonen"),
)
CASES = 12
PLACE = ("bestaand", "Noord", "Wmo", "gemeente", "kasstroom", "na")


def caseload(*more: Usage) -> CaseLoad:
    """Twelve cases with hours a month; the first two have another product as well."""
    names = [f"C{number}" for number in range(CASES)]
    usage = [line(name, "na", 1 + place, "U", per="maand") for place, name in enumerate(names)]
    usage += [line(name, "na", 2, "F", per="maand") for name in names[:2]]
    return load([case(name) for name in names], [*usage, *more], tariffs=PRICES)


def bought(given: CaseLoad, code: str) -> list[Bought]:
    return [one for one in puzzles(analyse(given), 10).bought if one.code.split()[0] == code]


def test_a_unit_is_what_one_more_a_month_costs_in_the_window() -> None:
    hours = sum(range(1, CASES + 1)) * 600_00
    (usual,), (few,) = bought(caseload(), "U"), bought(caseload(), "F")
    assert (usual.place, usual.step_cents, usual.users) == (PLACE, 600_00, 12)
    assert usual.cents == (hours, hours, 0)
    assert (few.step_cents, few.cents, few.users) == (2_245_32, (4 * 2_245_32, 4 * 2_245_32, 0), 2)


def test_half_units_are_half_as_large_and_odd_ones_any_amount() -> None:
    half, odd = (line("C3", "na", number, "U", per="maand", resident="B2") for number in (2.5, 2.37))
    assert [one.step_cents for one in bought(caseload(half), "U")] == [300_00]
    assert [one.step_cents for one in bought(caseload(odd), "U")] == [1]


def own_prices(many: int) -> CaseLoad:
    lines = [
        line("C2", "na", 3, "F", price_eur=f"{200 + place}", price_source="contract", resident=f"B{place}")
        for place in range(many)
    ]
    return caseload(*lines)


def test_of_many_own_prices_of_a_product_nobody_knows_which_one_a_line_has() -> None:
    few = [one for one in bought(own_prices(19), "F") if not one.code.endswith("-1")]
    assert sorted(one.step_cents for one in few) == [200_00 + 100 * place for place in range(19)]
    # With one more there are more than twenty prices, that of the list among them.
    (many,) = (one for one in bought(own_prices(20), "F") if not one.code.endswith("-1"))
    assert (many.step_cents, many.users) == (1, 1)
    assert many.cents[0] == sum(3 * (200_00 + 100 * place) for place in range(20))


def test_a_price_by_the_month_is_a_norm_which_a_case_has_once() -> None:
    """A year of 3.491,77 a month is 41.901,24, also for a case that had it five months."""
    part = line("C3", "na", 5, "N", per="totaal")
    found = bought(caseload(line("C1", "na", 1, "N", per="maand"), part), "N")
    assert {one.norm for one in found} == {"Wmo wonen"}
    assert {one.full_cents for one in found} == {41_901_24}
    assert sorted(one.step_cents for one in found) == [3_491_77, 41_901_24]
    # Fewer cases than the minimum have it, so its price is not printed, and everyone knows that.
    assert {one.most_users for one in found} == {9}
    assert {one.norm for one in bought(caseload(part), "U")} == {None}


def test_the_number_of_cases_is_that_of_each_wijk_and_kind() -> None:
    assert puzzles(analyse(caseload()), 10).cases == {("bestaand", "Noord"): CASES}


def test_words_that_are_not_shown_are_not_in_it() -> None:
    found = puzzles(analyse(caseload()), 10, lambda word: "..." if word == "Noord" else word)
    assert {one.place[1] for one in found.bought} == {"..."}
    assert set(found.cases) == {("bestaand", "...")}


@pytest.mark.rounded
def test_where_there_is_a_puzzle_all_but_the_headline_stands_on_a_coarser_grid() -> None:
    from tests.disclosure.attackers.whole import random_whole

    data = analyse(random_whole(244).loaded(244)).publish().data
    assert (data["analyse"]["rooster_eur"], data["analyse"]["rooster_delen_eur"]) == (100, 200)
    # New cases had nothing before, so what they cost after is their headline.
    levels = [row["som_eur"] for row in data["stromen"] if row["groep"] == "bestaand"]
    amounts = [float(cents) for cents in levels if cents is not None]
    assert {amount % 200 for amount in amounts} == {0.0}
    changes = [
        float(row["som_eur"]) for row in data["verschil"] if row["som_eur"] and row["wijk"] == "totaal"
    ]
    assert any(change % 200 for change in changes)
