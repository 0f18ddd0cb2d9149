"""The attacker's shortcuts: never further than the solver goes, never missing what the solver finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.disclosure.tables import count_system, system_of

from maatschappelijk_rendement.disclosure.audit import Attacker, Ranges, attacker_range, leaking_sums
from maatschappelijk_rendement.disclosure.cells import summarise
from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.disclosure.system import Cell, Equation, System, Unit

NOTHING: frozenset[Unit] = frozenset()
values = st.sampled_from([0, 1, 2, 3, 5, 8, 12, 20, 60])
tables = st.lists(st.lists(values, min_size=3, max_size=3), min_size=3, max_size=3)
places = st.tuples(st.integers(0, 3), st.integers(0, 3))


def units(hidden: set[tuple[int, int]]) -> frozenset[Unit]:
    """Row and column of each place; the fourth row and column are the totals."""
    names = ["0", "1", "2", "totaal"]
    return frozenset((names[row], names[column]) for row, column in hidden)


@settings(max_examples=40)
@given(tables, st.sets(places, min_size=3, max_size=12))
def test_a_cell_is_seen_to_move_no_further_than_it_can_and_is_bounded_no_closer(
    table: list[list[int]], hidden: set[tuple[int, int]]
) -> None:
    system, _ = count_system(table)
    for part in system.parts(system.hidden_cells(units(hidden))):
        ranges = Ranges(system, part)
        outer = ranges.outer()
        ranges.climb_all(np.full(len(part), np.inf))
        for column, cell in enumerate(part):
            least, most = attacker_range(system, units(hidden), cell)
            value = system.cells[cell].value
            assert least - 1e-6 <= value + ranges.least[column] <= value
            assert value <= value + ranges.most[column] <= most + 1e-6
            assert outer[column] >= most - least - 1e-6


@settings(max_examples=40)
@given(tables, st.sets(places, min_size=3, max_size=12))
def test_something_is_exposed_exactly_when_a_range_is_narrower_than_its_width(
    table: list[list[int]], hidden: set[tuple[int, int]]
) -> None:
    system, _ = count_system(table)
    exposed = Attacker(system).exposed(units(hidden))
    narrow = [
        cell
        for cell in sorted(system.hidden_cells(units(hidden)))
        if np.diff(attacker_range(system, units(hidden), cell))[0] < system.cells[cell].width - 1e-4
    ]
    assert set(exposed) <= set(narrow)
    assert bool(exposed) == bool(narrow)


def chain() -> tuple[System, dict[tuple[str, str], int], frozenset[Unit]]:
    """Five rows of two hidden cells, one under the other: what one cell wins, each of ten wins or loses.

    Every hidden cell is 20, but one of the same sign as the first is 2 and one of the other sign is 3; both
    are as far from the first as can be.
    """
    table = [[40] * 5 for _ in range(5)]
    hidden = {(n, n) for n in range(5)} | {(n, (n + 1) % 5) for n in range(5)}
    for row, column in hidden:
        table[row][column] = 20
    table[2][2], table[2][3] = 2, 3
    system, numbers = count_system(table)
    return system, numbers, frozenset((str(row), str(column)) for row, column in hidden)


def test_a_cell_that_small_cells_far_away_hold_in_place_is_found() -> None:
    """The first cell goes down with the 2 and up when the 3 goes down: 18 to 23, where 10 apart is asked."""
    system, numbers, hidden = chain()
    first = numbers["0", "0"]
    assert attacker_range(system, hidden, first) == (18, 23)
    relaxed = hidden - {("0", "0")}
    assert Attacker(system).exposed(hidden, relaxed) == [first]
    # No sum by itself shows it: the cells beside it have room enough as far as their own sums tell.
    part = system.part(first, system.hidden_cells(hidden))
    assert Ranges(system, part).outer()[part.index(first)] >= 10


def test_what_was_attacked_before_is_remembered_with_what_it_needed() -> None:
    system, numbers, hidden = chain()
    attacker = Attacker(system)
    for _ in range(2):
        assert attacker.exposed(hidden, hidden) == []
        assert attacker.exposed(hidden, hidden - {("0", "0")}) == [numbers["0", "0"]]


def test_a_width_that_is_just_reached_is_enough() -> None:
    """Two parts of a shown total of 10: each is 0 to 10, and 10 is what is asked; of 9 it is one short."""
    for total, exposed in ((10, []), (9, [0, 1])):
        cells = {("a",): Cell("a", 4, 0, 1000, 10), ("b",): Cell("b", total - 4, 0, 1000, 10)}
        system = system_of({**cells, ("totaal",): Cell("t", total, 0, 1000, 10)})
        assert Attacker(system).exposed(frozenset("ab")) == exposed


def test_amounts_of_millions_are_as_exact_as_counts() -> None:
    """The widest of two parts is its total: € 4.000.000 between bounds of zero and more."""
    parts = {("a",): Cell("a", 1_000_000_00, 0, 10**12, 0), ("b",): Cell("b", 3_000_000_00, 0, 10**12, 0)}
    system = system_of({**parts, ("totaal",): Cell("t", 4_000_000_00, 0, 10**12, 0)})
    assert attacker_range(system, frozenset("ab"), 0) == (0, 4_000_000_00)
    assert attacker_range(system, frozenset("a"), 0) == (1_000_000_00, 1_000_000_00)


def test_twice_the_whole_table_fits_when_no_total_is_shown() -> None:
    """Everything hidden, and no cell may be more than twice itself: 20 of 10 is then as far as it goes."""
    cells = {("a",): Cell("a", 10, 0, 20, 10), ("b",): Cell("b", 30, 0, 60, 10)}
    system = system_of({**cells, ("totaal",): Cell("t", 40, 0, 80, 10)})
    ranges = Ranges(system, (0, 1, 2))
    ranges.climb_all(np.zeros(3))
    assert ranges.most.tolist() == [10, 30, 40]


def test_a_shown_sum_of_hidden_parts_leaks_when_they_are_too_few_cases_or_too_unequal() -> None:
    """Parts that share cases: only how many have an amount is known, and nine in the largest is too few."""
    few, enough = summarise([5_00] * 9), summarise([5_00] * 10)
    for largest, leaks in ((few, True), (enough, False)):
        cells = tuple(
            Cell(name, stats.sum_cents, 0, 10**9, 0, stats)
            for name, stats in (("a", few), ("b", largest), ("c", enough), ("t", enough))
        )
        system = System(cells, (Equation(((3, -1), (0, 1), (1, 1), (2, 1)), disjoint=False, total=3),))
        assert bool(leaking_sums(system, frozenset("ab"), Rules())) is leaks
        # A hidden total tells nothing, and neither does a sum of which every part is hidden.
        assert not leaking_sums(system, frozenset("abt"), Rules())
        assert not leaking_sums(system, frozenset("abc"), Rules())
        assert not leaking_sums(system, NOTHING, Rules())


def test_counts_that_may_be_about_the_same_cases_are_not_added() -> None:
    cells = tuple(Cell(name, count, 0, 1000, 10) for name, count in zip("abct", (3, 4, 20, 27), strict=True))
    terms = ((3, -1), (0, 1), (1, 1), (2, 1))
    for disjoint, leaks in ((True, 1), (False, 0)):
        system = System(cells, (Equation(terms, disjoint, total=3),))
        assert len(leaking_sums(system, frozenset("ab"), Rules())) == leaks


def test_parts_without_an_amount_do_not_leak_however_few_they_are() -> None:
    """Three cases that have nothing in either part: their sum of zero tells nothing of them."""
    nothing, enough = summarise([0, 0, 0]), summarise([5_00 + n for n in range(20)])
    parts = zip("abct", (nothing, nothing, enough, enough), strict=True)
    cells = tuple(Cell(name, stats.sum_cents, 0, 10**9, 0, stats) for name, stats in parts)
    system = System(cells, (Equation(((3, -1), (0, 1), (1, 1), (2, 1)), disjoint=True, total=3),))
    assert not leaking_sums(system, frozenset("ab"), Rules())
    # Beside one part of nine cases they do not make it ten.
    nine = summarise([5_00 + n for n in range(9)])
    cells = (cells[0], Cell("b", nine.sum_cents, 0, 10**9, 0, nine), *cells[2:])
    assert leaking_sums(System(cells, system.equations), frozenset("ab"), Rules())


def test_a_sum_without_a_total_is_no_leak_by_itself() -> None:
    """That the level before and after differ by the difference says nothing of which cases are behind it."""
    cells = tuple(Cell(name, 3, 0, 1000, 10) for name in "abc")
    system = System(cells, (Equation(((0, 1), (1, 1), (2, -1)), disjoint=True),))
    assert not leaking_sums(system, frozenset("a"), Rules())


def test_a_relaxed_part_is_not_attacked() -> None:
    system, numbers = count_system([[3, 20], [30, 40]])
    lonely: frozenset[Unit] = frozenset({("0", "0")})
    assert Attacker(system).exposed(lonely) == [numbers["0", "0"]]
    attacker = Attacker(system)
    assert attacker.exposed(lonely, lonely) == []
    assert attacker.seen == {}


@pytest.mark.parametrize("sign", [1, -1])
def test_a_fall_is_as_hard_to_find_as_a_rise(sign: int) -> None:
    """A difference may be negative: two hidden parts of € -3.000 with room of € 10.000 either way."""
    cells = {(name,): Cell(name, sign * 3_000_00, -10_000_00, 10_000_00, 5_000_00) for name in "ab"}
    system = system_of({**cells, ("totaal",): Cell("t", sign * 6_000_00, -(10**8), 10**8, 0)})
    # The other part goes to € 10.000 on its own side, so this one to € 4.000 on the other.
    low, high = sorted((sign * 10_000_00, -sign * 4_000_00))
    assert attacker_range(system, frozenset("ab"), 0) == (low, high)
    assert Attacker(system).exposed(frozenset("ab")) == []


def test_what_is_seen_in_a_long_chain_fits_every_sum() -> None:
    """Each cell goes two one way and three the other: nothing further is seen, whatever the shortcut."""
    system, _, hidden = chain()
    (part,) = system.parts(system.hidden_cells(hidden))
    ranges = Ranges(system, part)
    ranges.climb_all(np.full(len(part), np.inf))
    assert {(float(a), float(b)) for a, b in zip(ranges.least, ranges.most, strict=True)} == {
        (-2, 3),
        (-3, 2),
    }
