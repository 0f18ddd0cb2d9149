"""The headline stands on a finer grid than a part of it where a puzzle asks for that."""

from __future__ import annotations

from tests.disclosure.exact import facts, random_cases

from maatschappelijk_rendement.disclosure.matrix.problem import make
from maatschappelijk_rendement.disclosure.rules.puzzles import Steps, even
from maatschappelijk_rendement.disclosure.tables.rounding import grids_of
from maatschappelijk_rendement.disclosure.tables.steps import on_steps

TOTAL = ("verschil", ("bestaand", "na", "totaal", "totaal"), "som_eur")
COARSE = Steps(100_00, 5_000_00)


def test_a_part_stands_on_the_coarser_grid_and_the_headline_does_not() -> None:
    problem = make(facts(random_cases(3)))
    own = grids_of(problem)
    found = on_steps(problem, list(own), own, COARSE)
    levels = [name for name in own if name[0] == "stromen" and name[1][1] != "totaal" and own[name]]
    assert found[TOTAL] == max(own[TOTAL], COARSE.headline) < COARSE.rest
    assert levels
    assert all(found[name] >= COARSE.rest for name in levels)


def test_no_grid_is_finer_than_its_own() -> None:
    problem = make(facts(random_cases(3)))
    own = dict.fromkeys(grids_of(problem), 10_000_00)
    assert on_steps(problem, list(own), own, COARSE) == own


def test_the_same_amount_has_the_same_grid_in_every_table() -> None:
    problem = make(facts(random_cases(3)))
    own = grids_of(problem)
    found = on_steps(problem, list(own), own, COARSE)
    by_form: dict[object, set[int]] = {}
    for figure in problem.figures:
        if figure.name in found and figure.form:
            by_form.setdefault(frozenset(figure.form.items()), set()).add(found[figure.name])
    assert all(len(grids) == 1 for grids in by_form.values())


def test_where_nothing_is_shown_of_the_headline_its_amount_is_a_part() -> None:
    problem = make(facts(random_cases(3)))
    own = grids_of(problem)
    assert on_steps(problem, [], own, COARSE)[TOTAL] == COARSE.rest
    assert on_steps(problem, [], own, even(200_00))[TOTAL] == max(own[TOTAL], 200_00)
