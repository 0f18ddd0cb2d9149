"""Dividing cents: nothing appears or vanishes, and nobody is more than a cent off."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.sharing.largest_remainder import divide_cents

weights = st.lists(st.integers(0, 10**12), min_size=1, max_size=8).filter(lambda row: sum(row) > 0)


def test_132394_euro_over_three() -> None:
    assert divide_cents(np.array([13_239_400]), np.array([[1, 1, 1]])).tolist() == [
        [4_413_133, 4_413_133, 4_413_134]
    ]


def test_the_largest_remainder_gets_the_cent() -> None:
    # 10 x 1/6 = 1,67; 10 x 2/6 = 3,33; 10 x 3/6 = 5.
    assert divide_cents(np.array([10]), np.array([[1, 2, 3]])).tolist() == [[2, 3, 5]]


def test_a_debt_is_divided_like_a_gain() -> None:
    assert divide_cents(np.array([-10]), np.array([[1, 1]])).tolist() == [[-5, -5]]
    assert int(divide_cents(np.array([-11]), np.array([[1, 1, 1]])).sum()) == -11


@given(st.lists(st.integers(-(10**14), 10**14), min_size=1, max_size=5), weights)
def test_parts_add_up_and_are_within_a_cent(totals: list[int], row: list[int]) -> None:
    divided = divide_cents(np.array(totals), np.array([row]))
    for total, parts in zip(totals, divided.tolist(), strict=True):
        assert sum(parts) == total
        for part, weight in zip(parts, row, strict=True):
            assert abs(part - Fraction(total * weight, sum(row))) < 1
            assert weight > 0 or part in (0, 1)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=6))
def test_each_row_has_its_own_weights(totals: list[int]) -> None:
    rows = np.array([[number + 1, 3, 5] for number in range(len(totals))])
    together = divide_cents(np.array(totals), rows).tolist()
    apart = [divide_cents(np.array([total]), rows[[i]]).tolist()[0] for i, total in enumerate(totals)]
    assert together == apart


@given(
    st.integers(-(10**15), 10**15),
    st.lists(st.integers(0, 2**55), min_size=2, max_size=6).filter(lambda weights: sum(weights) > 0),
)
def test_large_amounts_and_weights_are_divided_as_on_paper(total: int, weights: list[int]) -> None:
    # Products that do not fit in 64 bits; on paper every part is rounded down and the largest remainders get
    # the cents that are left.
    parts = divide_cents(np.array([total]), np.array([weights]))[0].tolist()
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    assert sum(parts) == total
    assert all(floor(share) <= part <= floor(share) + 1 for part, share in zip(parts, exact, strict=True))
    raised = [share - floor(share) for part, share in zip(parts, exact, strict=True) if part > floor(share)]
    left = [share - floor(share) for part, share in zip(parts, exact, strict=True) if part == floor(share)]
    assert not raised or not left or min(raised) >= max(left)
