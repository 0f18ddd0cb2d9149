"""Forms of few atoms that a reader can isolate from more figures than two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.disclosure.matrix.by_hand import atoms_of

from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.attack.minimal import fraction, unsafe_minimal_forms
from maatschappelijk_rendement.disclosure.matrix.atoms import Form
from maatschappelijk_rendement.disclosure.matrix.elimination import PRIME, Elimination

FEW, MANY = range(3), range(3, 40)
CENTS = 1_000_00


def unsafe(shown: Sequence[Form], cases: Sequence[Sequence[int]]) -> set[tuple[tuple[int, int], ...]]:
    """Give what is found in the sums of atoms, each of some cases of the same cost."""
    own: list[Mapping[int, int]] = [dict.fromkeys(one, CENTS) for one in cases]
    basis = Elimination(shown, []).pivots
    found = unsafe_minimal_forms(basis, atoms_of(own, 40), Rules(), tries=24, seed=0)
    return {tuple(sorted((atom, times * _sign(form)) for atom, times in form.items())) for form in found}


def _sign(form: Form) -> int:
    return 1 if form[min(form)] > 0 else -1


def test_what_is_left_of_three_sums_is_found() -> None:
    # All, less the first wijk and less the second, is a wijk of three cases.
    whole, first, second = {0: 1, 1: 1, 2: 1}, {0: 1}, {1: 1}
    assert unsafe([whole, first, second], [MANY[:18], MANY[18:], FEW]) == {((2, 1),)}


def test_what_is_left_of_three_sums_of_enough_cases_is_safe() -> None:
    whole, first, second = {0: 1, 1: 1, 2: 1}, {0: 1}, {1: 1}
    assert not unsafe([whole, first, second], [MANY[:12], MANY[12:24], MANY[24:]])


def test_two_parts_that_always_stand_together_are_found_together() -> None:
    # Of the wijk of three cases only twice what is cash and once what is not follows.
    whole, first = {0: 1, 1: 2, 2: 1}, {0: 1}
    assert unsafe([whole, first], [MANY, FEW, FEW]) == {((1, 2), (2, 1))}


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6))
def test_a_number_modulo_the_prime_is_read_as_the_fraction_that_it_is(top: int, bottom: int) -> None:
    assert fraction(top * pow(bottom, -1, PRIME) % PRIME) == Fraction(top, bottom)


def test_a_number_that_is_no_small_fraction_is_not_read_as_one() -> None:
    assert fraction(123_456_789_012_345_678) is None
