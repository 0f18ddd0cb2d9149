"""Cells, units and the sums between them."""

from __future__ import annotations

from maatschappelijk_rendement.disclosure.system import TOTAL, Cell, System, table_equations


def line(*counts: int) -> System:
    """Counts with their total; a unit is the name of a cell."""
    names = [*"abcdefg"[: len(counts)], TOTAL]
    cells = tuple(Cell(n, c, 0, 100, 10) for n, c in zip(names, (*counts, sum(counts)), strict=True))
    return System(cells, tuple(table_equations({(n,): i for i, n in enumerate(names)}, [True])))


def test_a_unit_that_is_not_there_has_no_cells() -> None:
    assert line(3, 4).hidden_cells({"b", "elders"}) == {1}


def test_a_zero_and_what_is_known_anyhow_are_never_used() -> None:
    system = line(0, 4, 5)
    assert system.unusable == {"a"}
    assert System(system.cells, system.equations, {}, frozenset({"c"})).unusable == {"a", "c"}
    assert system.movable(frozenset({"a"})) == {0, 1, 2, 3}
    assert system.movable(frozenset()) == {1, 2, 3}


def test_cells_that_share_a_sum_are_one_part() -> None:
    """Two lines of two cells and a total; of the first line only one cell may move."""
    numbers = {("a", "x"): 0, ("a", TOTAL): 1, ("b", "x"): 2, ("b", TOTAL): 3}
    cells = tuple(Cell(number, 5, 0, 100, 10) for number in numbers.values())
    system = System(cells, tuple(table_equations(numbers, [False, True])))
    assert system.parts(frozenset({0, 1, 2, 3})) == [(0, 1), (2, 3)]
    assert system.parts(frozenset({0, 2})) == [(0,), (2,)]
    assert system.part(2, frozenset({0, 1, 2})) == (2,)


def test_a_part_stands_under_the_category_above_it() -> None:
    """A buurt under its wijk, the wijk under the total; each sum says which cell is the total."""
    numbers = {("buurt",): 0, ("wijk",): 1, (TOTAL,): 2}
    found = table_equations(numbers, [True], [{"buurt": "wijk"}])
    assert [(e.terms, e.total, e.disjoint) for e in found] == [
        (((1, -1), (0, 1)), 1, True),
        (((2, -1), (1, 1)), 2, True),
    ]
