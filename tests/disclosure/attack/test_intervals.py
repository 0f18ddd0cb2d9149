"""The attack and the certificate on problems that are solved by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from tests.disclosure.matrix.by_hand import atoms_of, problem_of

from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.attack.certificate import grid_of, uncertain_cases
from maatschappelijk_rendement.disclosure.attack.intervals import Attack
from maatschappelijk_rendement.disclosure.matrix.atoms import EURO, Form
from maatschappelijk_rendement.disclosure.matrix.elimination import Elimination


def test_two_hidden_parts_of_a_shown_total_lie_between_nothing_and_all_of_it() -> None:
    """Parts of 300 and 1.200 cents: each is from 0 to 1.500."""
    atoms = atoms_of([{0: 100, 1: 200}, {2: 1200}], 3)
    shown = Elimination([], [{0: 1}])
    assert shown.take([{0: 1, 1: 1}])
    ends = Attack(problem_of(atoms, []), shown, Rules()).ends([{0: 1}, {1: 1}], np.full(2, 1500.0))
    assert ends.least.tolist() == [-300.0, -1200.0]
    assert ends.most.tolist() == [1200.0, 300.0]
    assert not ends.short.any()


def test_what_follows_exactly_has_no_width() -> None:
    atoms = atoms_of([{0: 100}, {1: 1200}], 2)
    shown = Elimination([], [])
    assert shown.take([{0: 1, 1: 1}])
    assert shown.take([{1: 1}])
    ends = Attack(problem_of(atoms, []), shown, Rules()).ends([{0: 1}], np.array([1.0]))
    assert ends.widths.tolist() == [0.0]
    assert ends.short.tolist() == [True]


def test_a_wide_form_needs_more_than_one_vector() -> None:
    """Of a grid of two by two the margins are known: all four cells move together, as far as the least."""
    atoms = atoms_of([{0: 10}, {0: 20}, {0: 30}, {0: 40}], 1)
    shown = Elimination([], [])
    for margin in ({0: 1, 1: 1}, {2: 1, 3: 1}, {0: 1, 2: 1}):
        assert shown.take([margin])
    ends = Attack(problem_of(atoms, []), shown, Rules()).ends([{0: 1}, {3: 1}], np.full(2, 30.0))
    assert ends.least.tolist() == [-10.0, -10.0]
    assert ends.most.tolist() == [20.0, 20.0]


def attacked(
    rows: list[list[int]], hidden: list[tuple[int, int]], needed: float
) -> tuple[list[tuple[float, float]], list[bool]]:
    """What follows of hidden cells of a table of counts from its margins and its other cells."""
    width = len(rows[0])
    cells = [(r, c) for r in range(len(rows)) for c in range(width)]
    number = {cell: place for place, cell in enumerate(cells)}
    cases = iter(range(sum(map(sum, rows))))
    contributions = [{next(cases): 1 for _ in range(rows[r][c])} for r, c in cells]
    atoms = atoms_of(contributions, sum(map(sum, rows)))
    labels = [("n", "bestaand", f"cel {n}", False, False, ("alle",)) for n in range(len(cells))]
    atoms = replace(atoms, labels=labels)
    margins: list[Form] = [{number[r, c]: 1 for c in range(width)} for r in range(len(rows))]
    margins += [{number[r, c]: 1 for r in range(len(rows))} for c in range(width)]
    shown = Elimination([], [])
    for form in [*margins, *({number[cell]: 1} for cell in cells if cell not in hidden)]:
        assert shown.take([form])
    forms = [{number[cell]: 1} for cell in hidden]
    ends = Attack(problem_of(atoms, []), shown, Rules()).ends(forms, np.full(len(forms), needed))
    values = [float(rows[r][c]) for r, c in hidden]
    found = zip(values, ends.least.tolist(), ends.most.tolist(), strict=True)
    return [(value + low, value + high) for value, low, high in found], ends.short.tolist()


FIRST = [[20, 15, 3, 12], [30, 25, 14, 11], [18, 22, 16, 40]]
SECOND = [[1, 30, 20], [25, 2, 30], [40, 35, 28]]


def test_the_tables_of_the_design_note_are_attacked_as_written() -> None:
    assert attacked(FIRST, [(0, 2)], 10) == ([(3, 3)], [True])
    square = [(0, 2), (0, 3), (1, 2), (1, 3)]
    assert attacked(FIRST, square, 1e6)[0] == [(0, 15), (0, 15), (2, 17), (8, 23)]
    assert not any(attacked(FIRST, square, 10)[1])
    assert attacked(SECOND, [(0, 0), (1, 1)], 10) == ([(1, 1), (2, 2)], [True, True])


def test_a_case_that_is_half_of_a_figure_has_a_certificate_and_one_that_is_more_has_none() -> None:
    noise = np.array([1.0])
    assert not uncertain_cases(np.array([[100.0, 50.0, 50.0]]), noise, [0])
    assert list(uncertain_cases(np.array([[100.0, 50.0, 40.0]]), noise, [0])) == [0]


def test_two_safe_figures_of_which_the_difference_is_one_case_have_no_certificate() -> None:
    others = [float(n) for n in range(90, 110)]
    rows = np.array([[*others, 100.0], [*others, 0.0]])
    assert 20 in uncertain_cases(rows, np.ones(2), range(21))


def test_rounding_to_more_than_a_case_is_a_certificate() -> None:
    rows = np.array([[100.0, 20.0], [0.0, 20.0]])
    assert not uncertain_cases(rows, np.full(2, 100.0), range(2))


def test_a_grid_grows_with_the_largest_contribution() -> None:
    assert grid_of(900.0 * EURO) == 100 * EURO
    assert grid_of(540_000.0 * EURO) == 1000 * EURO
