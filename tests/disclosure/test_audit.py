"""The attacker finds the ranges of the design note, and never a range that brute force contradicts."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.disclosure.tables import count_system, system_of

from maatschappelijk_rendement.disclosure.audit import Attacker, attacker_range, leaking_sums, null_space
from maatschappelijk_rendement.disclosure.cells import summarise
from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.disclosure.system import Cell, System, table_equations

FIRST = [[20, 15, 3, 12], [30, 25, 14, 11], [18, 22, 16, 40]]
SECOND = [[1, 30, 20], [25, 2, 30], [40, 35, 28]]


def ranges(table: list[list[int]], *hidden: tuple[int, int]) -> list[tuple[float, float]]:
    system, numbers = count_system(table)
    units = frozenset((str(row), str(column)) for row, column in hidden)
    return [attacker_range(system, units, numbers[str(row), str(column)]) for row, column in hidden]


def test_one_hidden_cell_follows_from_its_margins() -> None:
    assert ranges(FIRST, (0, 2)) == [(3, 3)]


def test_three_more_hidden_cells_leave_the_ranges_of_the_design_note() -> None:
    assert ranges(FIRST, (0, 2), (0, 3), (1, 2), (1, 3)) == [(0, 15), (0, 15), (2, 17), (8, 23)]


def test_two_hidden_cells_that_share_no_line_are_both_found() -> None:
    assert ranges(SECOND, (0, 0), (1, 1)) == [(1, 1), (2, 2)]


def test_two_hidden_cells_in_every_row_and_column_are_not_enough() -> None:
    """Hidden values 1 and 2 beside a 1 and a 2: two in every line, and yet the ranges are 0 to 3."""
    table = [[1, 2, 30], [2, 1, 30], [30, 30, 30]]
    hidden = ((0, 0), (0, 1), (1, 0), (1, 1))
    assert ranges(table, *hidden) == [(0, 3)] * 4
    system, _ = count_system(table)
    assert Attacker(system).exposed(frozenset((str(row), str(column)) for row, column in hidden))


def fitting_tables(table: list[list[int]], hidden: set[tuple[int, int]]) -> list[list[list[int]]]:
    """All tables of two rows with these shown cells and margins: the first row settles the second."""
    columns = [sum(pair) for pair in zip(*table, strict=True)]
    choices = [
        range(total + 1) if {(0, c), (1, c)} <= hidden else [table[0][c]] for c, total in enumerate(columns)
    ]
    return [
        [list(first), [total - value for total, value in zip(columns, first, strict=True)]]
        for first in product(*choices)
        if sum(first) == sum(table[0])
    ]


@given(
    st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=2, max_size=2),
    st.sets(st.tuples(st.integers(0, 1), st.integers(0, 2)), min_size=1),
)
def test_the_range_of_a_hidden_count_is_what_trying_every_table_gives(
    table: list[list[int]], hidden: set[tuple[int, int]]
) -> None:
    """Whole tables with these margins have whole extremes, so trying all of them is exact."""
    fitting = fitting_tables(table, hidden)
    for row, column in sorted(hidden):
        values = [tried[row][column] for tried in fitting]
        system, numbers = count_system(table)
        found = attacker_range(
            system, frozenset((str(r), str(c)) for r, c in hidden), numbers[str(row), str(column)]
        )
        assert found == pytest.approx((min(values), max(values)))


def test_an_amount_keeps_a_fifth_of_itself_and_five_thousand_euros_between_its_bounds() -> None:
    """Two hidden parts of a shown total: each can be anything the other one allows."""
    for bound, exposed in ((2_500_00, False), (2_400_00, True)):
        parts = [Cell(name, 0, -bound, bound, 5_000_00) for name in ("a", "b")]
        system = system_of({("a",): parts[0], ("b",): parts[1], ("totaal",): Cell("t", 0, 0, 0, 0)})
        assert bool(Attacker(system).exposed(frozenset({"a", "b"}))) is exposed


def test_a_merged_cell_needs_no_protection_of_its_own() -> None:
    system, _ = count_system(FIRST)
    lonely = frozenset({("0", "2")})
    assert Attacker(system).exposed(lonely)
    assert not Attacker(system).exposed(lonely, relaxed=lonely)


def test_a_table_of_which_nothing_is_shown_tells_nothing() -> None:
    system, _ = count_system(SECOND)
    assert not Attacker(system).exposed(frozenset(system.units))


def test_a_buurt_follows_from_its_wijk_and_a_wijk_from_its_gemeente() -> None:
    keys = {"b1": 4, "b2": 30, "b3": 25, "b4": 41, "w1": 34, "w2": 66, "totaal": 100}
    cells = tuple(Cell(name, value, 0, value + 1000, 10) for name, value in keys.items())
    numbers = {(name,): place for place, name in enumerate(keys)}
    above = {"b1": "w1", "b2": "w1", "b3": "w2", "b4": "w2"}
    system = System(cells, tuple(table_equations(numbers, [True], [above])))
    attacker = Attacker(system)
    assert attacker.exposed(frozenset({"b1"}))
    assert attacker.exposed(frozenset({"b1", "b3"}))
    assert not attacker.exposed(frozenset({"b1", "b2"}))
    assert attacker.exposed(frozenset({"b1", "w1"}))
    assert not attacker.exposed(frozenset({"b1", "w1", "b3", "w2"}))


def test_hidden_parts_that_are_together_too_few_cases_are_a_leak() -> None:
    system, _ = count_system([[3, 4, 30], [12, 13, 14]])
    hidden = frozenset({("0", "0"), ("0", "1"), ("1", "0"), ("1", "1")})
    leaks = leaking_sums(system, hidden, Rules())
    # Of the first row 3 and 4 are hidden: total less 30 gives 7 cases. All other lines have enough.
    assert [system.cells[leak.total or 0].unit for leak in leaks] == [("0", "totaal")]


def test_hidden_parts_of_which_one_case_is_the_most_are_a_leak() -> None:
    """A: one case of 90.000; B: twenty cases of 1 euro. A + B follows from the total: nearly that case."""
    parts = {
        "A": summarise([90_000_00]),
        "B": summarise(20 * [1_00]),
        "C": summarise([4_000_00 + i for i in range(20)]),
    }
    cells = {(name,): Cell(name, s.sum_cents, -(10**10), 10**10, 5_000_00, s) for name, s in parts.items()}
    total = sum(s.sum_cents for s in parts.values())
    system = system_of({**cells, ("totaal",): Cell("totaal", total, 0, 10**10, 0)})
    assert not Attacker(system).exposed(frozenset("AB"))
    assert leaking_sums(system, frozenset("AB"), Rules())
    assert not leaking_sums(system, frozenset("ABC"), Rules())


@given(st.lists(st.lists(st.integers(-2, 2), min_size=5, max_size=5), min_size=1, max_size=4))
def test_every_vector_of_the_null_space_leaves_every_sum_as_it_is(rows: list[list[int]]) -> None:
    matrix = np.array(rows, dtype=float)
    basis = null_space(matrix, range(5))
    assert np.allclose(matrix @ basis.T, 0)
    assert len(basis) == 5 - np.linalg.matrix_rank(matrix)
