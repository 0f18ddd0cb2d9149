"""Sums and differences of groups of cases, worked out by hand; each is named with exactly its groups."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.disclosure.releases_by_hand import few

from maatschappelijk_rendement.disclosure.ledger.combining import Group, Isolation, isolations


def group(number: int, *cases: int, content: str = "") -> Group:
    return Group(number, f"getal {number}", frozenset((str(case), content) for case in cases))


def found(new: Group, *earlier: Group, minimum: int = 10) -> list[Isolation]:
    return list(isolations([new], earlier, minimum))


A, B, ALL_AND_ONE = group(1, *range(20)), group(2, *range(20, 40)), group(3, *range(41))
ELSEWHERE = group(4, *range(100, 150))


@pytest.mark.parametrize(
    ("new", "earlier"),
    [
        (ALL_AND_ONE, (A, B)),  # it less the two others
        (B, (A, ALL_AND_ONE)),  # it and one less the other
        (A, (ALL_AND_ONE, B)),  # it less one and the other
    ],
)
def test_three_groups_that_leave_one_case_are_named_whichever_comes_last(
    new: Group, earlier: tuple[Group, Group]
) -> None:
    (isolation,) = found(new, ELSEWHERE, *earlier)
    assert isolation == Isolation(1, (new, *earlier))


def test_a_group_less_three_others_is_tried_and_less_four_is_eliminated() -> None:
    parts = [group(n, *range(20 * n, 20 * n + 20)) for n in range(5)]
    (isolation,) = found(group(9, *range(63)), ELSEWHERE, *parts[:3])
    assert isolation == Isolation(3, (group(9, *range(63)), *parts[:3]))
    every = found(group(9, *range(103)), ELSEWHERE, *parts)
    assert {one.cases for one in every} == {3}
    # Elimination says that there is one, not which groups it takes.
    assert all(len(one.groups) == 7 for one in every)


def test_a_long_combination_is_found_in_whatever_order_the_groups_come() -> None:
    parts = [group(n, *range(20 * n, 20 * n + 20)) for n in range(4)]
    groups = [*parts, group(9, *range(84))]
    for order in permutations(groups):
        assert {one.cases for one in found(order[-1], *order[:-1])} == {4}


def test_a_group_that_is_the_sum_of_two_others_leaves_nothing() -> None:
    assert found(group(3, *range(40)), A, B) == []
    assert found(group(2, *range(20, 40)), A, group(3, *range(40))) == []


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True), (9, True), (10, False), (30, False)])
def test_one_to_nine_cases_more_or_fewer_are_refused(more: int, refused: bool) -> None:
    small, large = group(1, *range(30)), group(2, *range(30 + more))
    for new, old in ((large, small), (small, large)):
        assert [one.cases for one in found(new, old)] == ([more] if refused else [])
    assert [one.cases for one in found(large, small, minimum=more)] == []


@pytest.mark.parametrize(("changed", "refused"), [(1, True), (9, True), (10, False)])
def test_a_case_that_changed_is_one_case_and_not_two(changed: int, refused: bool) -> None:
    old = group(1, *range(40))
    tokens = group(2, *range(changed, 40)).cases | group(2, *range(changed), content="anders").cases
    assert [one.cases for one in found(Group(2, "totaal", tokens), old)] == ([changed] if refused else [])


def test_two_figures_of_one_new_release_are_set_against_each_other() -> None:
    """Nothing was published before, but total and wijk differ by three cases."""
    total, wijk = group(1, *range(33)), group(1, *range(30))
    assert {one.cases for one in isolations([total, wijk], [], 10)} == {3}
    assert list(isolations([total, group(1, *range(20))], [], 10)) == []


def test_a_figure_that_was_published_before_tells_nothing_new() -> None:
    """The two differ by one case, but both were out already: refusing this one would not take them back."""
    old = [group(1, *range(30)), group(2, *range(31))]
    assert list(isolations([group(3, *range(30)), group(3, *range(31))], old, 10)) == []
    assert found(group(3, *range(60, 90)), *old) != []


def test_nothing_is_left_of_nothing() -> None:
    assert list(isolations([], [A], 10)) == []
    assert found(A) == []


small_groups = st.frozensets(st.integers(0, 30), min_size=6)


@settings(max_examples=60)
@given(st.lists(small_groups, min_size=2, max_size=4))
def test_every_sum_and_difference_of_up_to_four_groups_is_tried(members: list[frozenset[int]]) -> None:
    """The last group with some of the others, added and subtracted, against counting the cases one by one."""
    groups = [group(number, *cases) for number, cases in enumerate(members)]
    *earlier, new = groups
    seen = {one.cases for one in earlier}
    by_hand = False
    for code in range(3 ** len(earlier)):
        signs = [(code // 3**place) % 3 - 1 for place in range(len(earlier))]
        used = [(one, sign) for one, sign in zip(earlier, signs, strict=True) if sign]
        if any(sign < 0 for _, sign in used) and new.cases not in seen:
            left = few([new.cases, *(one.cases for one, _ in used)], [1, *(sign for _, sign in used)])
            by_hand |= 0 < left < 5
    result = list(isolations([new], earlier, 5))
    if by_hand:
        assert result
        assert all(0 < one.cases < 5 for one in result)


def test_a_long_combination_is_found_where_a_part_of_what_is_left_stands_elsewhere_too() -> None:
    """All less four wijken leaves seven cases; three of them are with thirty others in a figure of their own.

    Who gets rid of small groups first sets the three against the thirty, and never sees the seven.
    """
    wijken = [group(n, *range(20 * n, 20 * n + 20)) for n in range(4)]
    everyone = group(8, *range(80), *range(200, 207))
    apart = group(9, *range(200, 203), *range(300, 330))
    assert {one.cases for one in found(everyone, *wijken, apart)} == {7}
