from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.disclosure.tables import count_system, system_of

from maatschappelijk_rendement.disclosure.audit import Attacker, leaking_sums
from maatschappelijk_rendement.disclosure.optimum import cheapest_pattern
from maatschappelijk_rendement.disclosure.repair import release, repair
from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.disclosure.secondary import Pattern, Step, steps, suppress
from maatschappelijk_rendement.disclosure.system import Cell, System, Unit
from maatschappelijk_rendement.errors import PublicationRefusedError

FIRST = [[20, 15, 3, 12], [30, 25, 14, 11], [18, 22, 16, 40]]
SECOND = [[1, 30, 20], [25, 2, 30], [40, 35, 28]]
RULES = Rules()


def small_counts(system: System, minimum: int = 10) -> frozenset[Unit]:
    return frozenset(cell.unit for cell in system.cells if 0 < cell.value < minimum)


def hidden_in(table: list[list[int]], minimum: int = 10) -> frozenset[Unit]:
    system, _ = count_system(table)
    pattern = Pattern()
    for rules in steps(Rules(minimum, "proef")):
        pattern = suppress(system, small_counts(system, rules.minimum), Step(rules, pattern))
    return pattern.hidden


def weight(system: System, hidden: frozenset[Unit]) -> float:
    return sum(system.weight(unit) for unit in hidden)


def is_safe(system: System, hidden: frozenset[Unit]) -> bool:
    return not leaking_sums(system, hidden, RULES) and not Attacker(system).exposed(hidden)


def test_the_first_table_of_the_design_note_is_protected_by_four_cells() -> None:
    assert hidden_in(FIRST) == {("0", "2"), ("0", "3"), ("1", "2"), ("1", "3")}


def test_the_second_table_of_the_design_note_is_protected_by_the_square_of_its_two_cells() -> None:
    assert hidden_in(SECOND) == {("0", "0"), ("0", "1"), ("1", "0"), ("1", "1")}


def test_a_table_without_small_counts_is_shown_as_it_is() -> None:
    assert hidden_in([[20, 15], [30, 25]]) == frozenset()


def test_a_zero_is_never_hidden_to_protect_another() -> None:
    """Beside the 3 stand zeros, which would make the cheapest square; they stay."""
    table = [[3, 0, 40, 50], [0, 0, 30, 20], [25, 30, 35, 45]]
    hidden = hidden_in(table)
    assert ("0", "0") in hidden
    assert not hidden & {("0", "1"), ("1", "0"), ("1", "1")}


@pytest.mark.parametrize(
    "table",
    [
        [[3, 20, 41], [17, 30, 12], [25, 8, 60]],
        [[9, 9, 30], [9, 40, 30], [50, 30, 30]],
        [[1, 0, 30], [25, 2, 30], [40, 35, 4]],
        [[11, 12, 13], [14, 5, 16], [17, 18, 19]],
    ],
)
def test_the_cheapest_pattern_is_the_best_of_all_patterns(table: list[list[int]]) -> None:
    system, _ = count_system(table)
    needed = small_counts(system)
    found = cheapest_pattern(Attacker(system), needed, RULES)
    assert found is not None
    assert is_safe(system, found)
    others = sorted(set(system.units) - needed - system.unusable, key=system.weight)
    cheaper = [
        needed | set(extra)
        for size in range(len(found - needed) + 1)
        for extra in combinations(others, size)
        if weight(system, needed | set(extra)) < weight(system, found) - 1e-9
    ]
    assert not any(is_safe(system, pattern) for pattern in cheaper)


counts = st.sampled_from([0, 1, 3, 6, 9, 10, 12, 15, 20, 30, 60])
tables = st.lists(st.lists(counts, min_size=4, max_size=4), min_size=3, max_size=3)


@settings(max_examples=12)
@given(tables)
def test_what_is_hidden_needs_no_more_and_hiding_twice_is_hiding_once(table: list[list[int]]) -> None:
    system, _ = count_system(table)
    hidden = hidden_in(table)
    assert is_safe(system, hidden)
    assert suppress(system, hidden, Step(RULES)).hidden == hidden


@settings(max_examples=6)
@given(tables)
def test_a_higher_minimum_never_shows_what_a_lower_one_hid(table: list[list[int]]) -> None:
    patterns = [hidden_in(table, minimum) for minimum in (3, 10, 16)]
    assert all(low <= high for low, high in pairwise(patterns))


@settings(max_examples=15)
@given(tables)
def test_the_greedy_repair_is_safe_and_hides_nothing_that_could_be_shown(table: list[list[int]]) -> None:
    system, _ = count_system(table)
    needed = small_counts(system)
    attacker = Attacker(system)
    hidden = release(attacker, repair(attacker, needed, RULES), needed, RULES)
    assert is_safe(system, hidden)
    assert not any(is_safe(system, hidden - {unit}) for unit in hidden - needed)


@settings(max_examples=15)
@given(tables)
def test_the_greedy_repair_is_never_cheaper_than_the_cheapest(table: list[list[int]]) -> None:
    system, _ = count_system(table)
    needed = small_counts(system)
    attacker = Attacker(system)
    greedy = release(attacker, repair(attacker, needed, RULES), needed, RULES)
    best = cheapest_pattern(attacker, needed, RULES)
    assert best is not None
    assert weight(system, best) <= weight(system, greedy) + 1e-9


def test_a_cell_that_follows_from_what_everyone_knows_is_refused() -> None:
    """The total is known from elsewhere and one part is zero: nothing can hide the other part."""
    cells = {
        ("a",): Cell("a", 4, 0, 100, 10),
        ("b",): Cell("b", 0, 0, 100, 0),
        ("totaal",): Cell("t", 4, 0, 100, 10),
    }
    system = system_of(cells)
    known = System(system.cells, system.equations, {}, frozenset({"t"}))
    with pytest.raises(PublicationRefusedError, match="Voeg wijken of stromen samen") as refused:
        suppress(known, frozenset({"a"}), Step(RULES))
    assert refused.value.exit_code == 4


def test_the_cheapest_part_is_added_to_hidden_parts_that_are_too_few_cases() -> None:
    """3 and 4 are together 7 cases: the total less the rest gives them. Hiding 60 costs less than 50."""
    counts = {"a": 3, "b": 4, "c": 50, "d": 60, "totaal": 117}
    cells = {(name,): Cell(name, count, 0, count + 1000, 10) for name, count in counts.items()}
    system = system_of(cells, {"c": 5.0, "d": 1.0, "totaal": 100.0})
    assert repair(Attacker(system), frozenset("ab"), RULES) == frozenset("abd")


def test_merging_is_asked_again_until_it_gives_nothing_new() -> None:
    system, _ = count_system(FIRST)
    inner = frozenset(unit for unit in system.units if "totaal" not in unit)
    pattern = suppress(
        system,
        small_counts(system),
        Step(RULES),
        lambda hidden: inner if hidden else frozenset(),
    )
    assert pattern.hidden == inner
    assert pattern.merged == inner
