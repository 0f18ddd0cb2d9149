"""The headline stands on a finer grid than a part of it where a puzzle asks for that."""

from __future__ import annotations

from dataclasses import replace

from tests.disclosure.exact import cost_tables, facts, random_cases
from tests.disclosure.tables.test_unit_sums import caseload, level

from maatschappelijk_rendement import analyse
from maatschappelijk_rendement.disclosure.matrix.design import FINEST
from maatschappelijk_rendement.disclosure.matrix.problem import make
from maatschappelijk_rendement.disclosure.rules.whole_units import Steps
from maatschappelijk_rendement.disclosure.tables.rounding import grids_of, rounded
from maatschappelijk_rendement.disclosure.tables.steps import floors_of, steps_of
from maatschappelijk_rendement.publication.facts import facts_of
from maatschappelijk_rendement.publication.puzzles import puzzles

TOTAL = ("verschil", ("bestaand", "na", "totaal", "totaal"), "som_eur")
COARSE = Steps(100_00, 5_000_00)
CASES = random_cases(3)
PROBLEM = make(facts(CASES))
NAMES = list(grids_of(PROBLEM))


def test_a_part_stands_on_the_coarser_grid_and_the_headline_does_not() -> None:
    found = floors_of(PROBLEM, NAMES, COARSE)
    levels = [name for name in NAMES if name[0] == "stromen" and name[1][:2] == ("bestaand", "totaal")]
    assert found[TOTAL] == COARSE.headline
    assert levels
    assert {found[name] for name in levels} == {COARSE.rest}


def test_the_same_amount_has_the_same_grid_in_every_table() -> None:
    found = floors_of(PROBLEM, NAMES, COARSE)
    by_form: dict[object, set[int]] = {}
    for figure in PROBLEM.figures:
        if figure.name in found and figure.form:
            by_form.setdefault(frozenset(figure.form.items()), set()).add(found[figure.name])
    assert all(len(grids) == 1 for grids in by_form.values())


def test_where_nothing_is_shown_of_the_headline_its_amount_is_a_part() -> None:
    assert floors_of(PROBLEM, [], COARSE)[TOTAL] == COARSE.rest


def test_the_margin_of_a_part_stands_on_its_grid_too() -> None:
    """A reach of 1.234,56 on either side: 1.300 for the headline, and 5.000 for a part."""
    floors = floors_of(PROBLEM, NAMES, COARSE)
    (table,) = (one for one in cost_tables(CASES) if one.name == "verschil")
    margin = {"gemiddelde_eur": 0, "bi95_laag_eur": -1_234_56, "bi95_hoog_eur": 1_234_56}
    table = replace(table, rows=[{**row, **margin} for row in table.rows])
    seen = {
        (floors[table.name, table.key(row), "som_eur"], row["bi95_hoog_eur"] - row["bi95_laag_eur"])
        for row in rounded(table, {}, COARSE.headline, floors).rows
    }
    assert seen == {(COARSE.headline, 2 * 1_300_00), (COARSE.rest, 2 * 5_000_00)}


def test_where_only_a_part_is_a_puzzle_the_headline_keeps_its_grid() -> None:
    """One case of 24 has a norm: beside the total, what a wijk costs gives it away on 100 euros."""
    exact = analyse(caseload())
    problem, units = make(facts_of(exact)), puzzles(exact, 10)
    names = [level("Zuid"), level("Noord"), TOTAL]
    alone, both = (
        steps_of(units, problem, shown, grids_of(problem), FINEST, 100_00) for shown in ([TOTAL], names)
    )
    assert alone.rest == alone.headline
    assert (both.headline, both.rest > both.headline) == (alone.headline, True)
