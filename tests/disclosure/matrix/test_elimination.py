"""Elimination: what is protected follows from nothing that is shown, checked in fractions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.disclosure.matrix.by_hand import follows

from maatschappelijk_rendement.disclosure.attack.minimal import whole_numbers
from maatschappelijk_rendement.disclosure.matrix.elimination import PRIME, Basis, Elimination

WHOLE = {0: 1, 1: 1, 2: 1}


def test_of_three_wijken_the_total_and_one_wijk_are_shown_where_one_is_protected() -> None:
    shown = Elimination([], [{2: 1}])
    assert [shown.take([form]) for form in (WHOLE, {0: 1}, {1: 1})] == [True, True, False]


def test_what_a_reader_knows_counts_as_shown() -> None:
    # The number of cases is risen, fallen and equal: two of them give the third.
    shown = Elimination([{0: 1, 1: -1, 2: -1, 3: -1}], [{3: 1}])
    assert [shown.take([form]) for form in ({0: 1}, {1: 1}, {2: 1})] == [True, True, False]


def test_twelve_months_of_what_runs_on_and_the_window_give_what_ends_within_it() -> None:
    deviation, yearly = 0, 1
    shown = Elimination([], [{deviation: 1}])
    assert shown.take([{yearly: 12}])
    assert not shown.take([{deviation: 1, yearly: 12}])


def test_a_bundle_is_shown_as_a_whole_or_not() -> None:
    shown = Elimination([], [{1: 1}])
    assert not shown.take([{0: 1}, {1: 2}])
    assert not shown.follows({0: 1})
    assert shown.take([{0: 1}, {0: 1, 2: 1}])


def test_the_same_number_twice_is_shown_twice() -> None:
    shown = Elimination([], [{1: 1}])
    assert shown.take([{0: 1}])
    assert shown.take([{0: -3}])


small_forms = st.dictionaries(st.integers(0, 7), st.integers(-3, 3).filter(bool), min_size=1, max_size=5)


@given(
    st.lists(small_forms, max_size=2),
    st.lists(small_forms, max_size=4),
    st.lists(st.lists(small_forms, min_size=1, max_size=2), max_size=10),
)
def test_nothing_protected_follows_from_what_is_shown(
    known: list[dict[int, int]], protected: list[dict[int, int]], candidates: list[list[dict[int, int]]]
) -> None:
    # What a reader knows already cannot be protected.
    protected = [form for form in protected if not follows(form, known)]
    elimination = Elimination(known, protected)
    shown: list[dict[int, int]] = list(known)
    for bundle in candidates:
        is_safe = not any(follows(form, [*shown, *bundle]) for form in protected)
        assert elimination.take(bundle) == is_safe
        shown += bundle if is_safe else []
    assert not any(follows(form, shown) for form in protected)
    assert all(elimination.follows(form) for form in shown)


@given(small_forms, st.integers(1, 60))
def test_a_row_is_read_back_as_whole_numbers(form: dict[int, int], bottom: int) -> None:
    row = {atom: times * pow(bottom, -1, PRIME) % PRIME for atom, times in form.items()}
    found = whole_numbers(row)
    assert found is not None
    assert all(
        found[atom] * bottom % PRIME == times * _scale(found, form, bottom) % PRIME
        for atom, times in form.items()
    )


def _scale(found: dict[int, int], form: dict[int, int], bottom: int) -> int:
    first = next(iter(form))
    return found[first] * bottom // form[first]


@given(
    st.lists(small_forms, max_size=6),
    st.lists(st.permutations(list(range(8))), min_size=1, max_size=3),
)
def test_a_basis_in_an_order_is_the_one_reduced_basis_of_that_order(
    forms: list[dict[int, int]], orders: list[list[int]]
) -> None:
    shown = Elimination(forms, [])
    basis = Basis(shown.pivots)
    seen: set[frozenset[tuple[int, int]]] = set()
    for order in orders:
        # Rows that were not given now were given before.
        seen.update(frozenset(row.items()) for row in basis.in_order(order))
        assert seen.issuperset(frozenset(row.items()) for row in basis.rows.values())
        rows = [basis.whole(row) for row in basis.rows.values()]
        assert all(shown.follows(row) for row in rows)
        assert len(rows) == len(shown.pivots)
        firsts = [min(row, key=order.index) for row in rows]
        assert all(sum(first in other for other in rows) == 1 for first in firsts)


def test_atoms_that_stand_in_all_rows_alike_are_one_in_a_basis() -> None:
    basis = Basis({0: {0: 1, 2: 3, 3: PRIME - 6}, 1: {1: 1, 2: 1, 3: PRIME - 2}})
    basis.in_order([3, 2, 1, 0])
    assert len({atom for row in basis.rows.values() for atom in row}) == 3
    assert [whole_numbers(basis.whole(row)) for _, row in sorted(basis.rows.items())] == [
        {1: 3, 0: -1},
        {0: 1, 2: 3, 3: -6},
    ]
