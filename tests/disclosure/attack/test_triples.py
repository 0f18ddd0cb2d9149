"""Three shown amounts in which most cases cancel by chance are not shown together."""

from __future__ import annotations

import numpy as np

from maatschappelijk_rendement.disclosure.attack.triples import unsafe_triples
from maatschappelijk_rendement.disclosure.matrix.atoms import EURO, Atoms
from maatschappelijk_rendement.disclosure.matrix.figures import Figure, Problem, Unit
from maatschappelijk_rendement.disclosure.rules import Rules


def problem_of(*rows, wijken=None):
    """A problem of which each row is an atom and a figure, all of existing cases, in one wijk or in these."""
    wijken = wijken or ["west"] * len(rows)
    rows = np.array(rows) * EURO
    labels = [
        ("eur", "bestaand", wijk, False, False, f"stroom {n}", "na", "S") for n, wijk in enumerate(wijken)
    ]
    cases = [row.nonzero()[0] for row in rows]
    starts = np.cumsum([0, *map(len, cases)])
    values = np.concatenate([row[at] for row, at in zip(rows, cases, strict=True)])
    atoms = Atoms(labels, starts, np.concatenate(cases), values, rows.shape[1])
    figures = [Figure(("t", (str(n),), "som_eur"), Unit.EURO, "fine", {n: 1}) for n in range(len(rows))]
    return Problem(atoms, figures, (), (), (), 12)


def test_what_is_left_of_three_amounts_is_of_three_cases():
    wmo = np.arange(100, 115)
    zvw = np.arange(200, 215)
    both = wmo + zvw + np.array([500, 600, 700, *12 * [0]])
    assert unsafe_triples(problem_of(wmo, zvw, both), range(3), Rules()) == [{0: 1, 1: 1, 2: -1}]


def test_what_is_left_of_one_case_is_found_as_well():
    wmo, zvw = np.arange(100, 115), np.arange(200, 215)
    both = wmo + zvw + np.array([500, *14 * [0]])
    assert unsafe_triples(problem_of(wmo, zvw, both), range(3), Rules()) == [{0: 1, 1: 1, 2: -1}]


def test_what_is_left_of_ten_cases_or_of_none_may_follow():
    wmo = np.arange(100, 115)
    zvw = np.arange(200, 215)
    rest = np.array([*10 * [500], *5 * [0]])
    assert unsafe_triples(problem_of(wmo, zvw, wmo + zvw + rest), range(3), Rules()) == []
    assert unsafe_triples(problem_of(wmo, zvw, wmo + zvw), range(3), Rules()) == []


def test_what_is_no_more_than_the_grids_may_follow():
    wmo = np.arange(100, 115)
    zvw = np.arange(200, 215)
    within = np.array([100, 100, 100, *12 * [0]])
    assert unsafe_triples(problem_of(wmo, zvw, wmo + zvw + within), range(3), Rules()) == []
    assert unsafe_triples(problem_of(wmo, zvw, wmo + zvw + within + within), range(3), Rules())


def test_where_nothing_is_shown_nothing_is_found():
    assert unsafe_triples(problem_of(np.arange(100, 115)), [], Rules()) == []


def test_an_amount_may_count_twice():
    after = np.arange(100, 115)
    before = 2 * after + np.array([500, 600, 700, *12 * [0]])
    assert unsafe_triples(problem_of(after, before), range(2), Rules()) == [{0: 2, 1: -1}]
    assert unsafe_triples(problem_of(before, after), range(2), Rules()) == [{0: 1, 1: -2}]


def test_amounts_of_two_wijken_and_one_of_both_are_tried_together():
    west = np.array([*range(100, 115), *15 * [0]])
    east = np.array([*15 * [0], *range(200, 215)])
    both = west + east + np.array([500, 600, 700, *27 * [0]])
    assert unsafe_triples(
        problem_of(west, east, both, wijken=("west", "oost", "west")), range(3), Rules()
    ) == [{0: 1, 1: 1, 2: -1}]


def test_an_amount_that_is_hidden_is_no_part_of_a_triple():
    wmo = np.arange(100, 115)
    both = wmo + wmo[::-1] + np.array([500, *14 * [0]])
    assert unsafe_triples(problem_of(wmo, wmo[::-1], both), [0, 1], Rules()) == []
