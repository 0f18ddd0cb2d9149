"""What a reader knows of whole units: shown amounts, and what is left of one less others."""

from __future__ import annotations

from tests.analysis.cases import case, line, load, product

from maatschappelijk_rendement import CaseLoad, analyse
from maatschappelijk_rendement.disclosure.matrix.design import FINEST
from maatschappelijk_rendement.disclosure.matrix.figures import Name, Problem
from maatschappelijk_rendement.disclosure.matrix.problem import make
from maatschappelijk_rendement.disclosure.rules.whole_units import Units
from maatschappelijk_rendement.disclosure.tables.rounding import grids_of
from maatschappelijk_rendement.disclosure.tables.unit_sums import ShownSum, SumsOfUnits
from maatschappelijk_rendement.publication.facts import facts_of
from maatschappelijk_rendement.publication.puzzles import puzzles

PRICES = (
    product("U", "Wmo", "50"),
    product("N", "Wmo", "3500", unit="maand", category="wonen"),
)
YEAR = 42_000_00


def caseload() -> CaseLoad:
    """Twelve cases in each of two wijken with two hours a month; one of Zuid has a norm too, after."""
    names = [f"{wijk}{number}" for wijk in ("Noord", "Zuid") for number in range(12)]
    usage = [line(name, moment, 2, "U", per="maand") for name in names for moment in ("voor", "na")]
    usage.append(line("Zuid3", "na", 1, "N", per="maand"))
    return load([case(name, wijk=name[:-1].rstrip("1")) for name in names], usage, tariffs=PRICES)


def cases_of(one: ShownSum) -> int:
    return dict(zip(one.table.norms, one.table.cases.tolist(), strict=True))[NORM.norm]


def sums(*shown: Name) -> list[ShownSum]:
    exact = analyse(caseload())
    problem: Problem = make(facts_of(exact))
    return list(SumsOfUnits(puzzles(exact, 10), problem, shown, grids_of(problem), FINEST).sums())


def level(wijk: str, moment: str = "na") -> Name:
    return "stromen", ("bestaand", wijk, "Wmo", moment), "som_eur"


def hours(cases: int, sign: int = 1) -> Units:
    return Units(600_00, cases * 2 * 600_00, False, None, sign)


NORM = Units(YEAR, YEAR, True, 9 * YEAR, 1, ("bestaand", "na", "Wmo wonen"), YEAR)


def test_a_figure_is_the_sum_of_what_its_products_cost() -> None:
    (one,) = sums(level("totaal"))
    assert sorted(one.table.units(), key=lambda units: units.step_cents) == [hours(24), NORM]
    assert one.printed == [(24 * 1_200_00 + YEAR, 100_00, False)]
    assert cases_of(one) == 24


def test_the_total_less_a_wijk_is_what_the_other_wijk_costs() -> None:
    *_, left = sums(level("totaal"), level("Noord"))
    assert sorted(left.table.units(), key=lambda units: units.step_cents) == [hours(12), NORM]
    assert left.printed == [(24 * 1_200_00 + YEAR, 100_00, False), (-12 * 1_200_00, 100_00, False)]
    assert cases_of(left) == 12


def test_in_a_difference_what_was_before_makes_it_less() -> None:
    (one,) = sums(("verschil", ("bestaand", "na", "totaal", "Wmo"), "som_eur"))
    found = sorted(one.table.units(), key=lambda units: (units.step_cents, units.sign))
    assert [(units.step_cents, units.sign) for units in found] == [(600_00, -1), (600_00, 1), (YEAR, 1)]
    assert one.printed == [(YEAR, 100_00, True)]


def test_what_is_not_shown_is_in_no_sum() -> None:
    assert sums() == []
    assert len(sums(level("totaal"))) == 1


def test_a_figure_that_stands_in_two_tables_is_one_sum_on_the_finer_grid() -> None:
    once = sums(("verschil", ("bestaand", "na", "totaal", "Wmo"), "som_eur"))
    twice = sums(
        ("verschil", ("bestaand", "na", "totaal", "Wmo"), "som_eur"),
        ("verschil", ("bestaand", "na", "totaal", "totaal"), "som_eur"),
    )
    assert len(once) == len(twice) == 1
    (one,), (other,) = once, twice
    assert (one.printed, one.parts, one.table.units()) == (other.printed, other.parts, other.table.units())
