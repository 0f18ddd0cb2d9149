"""The sign-flip test: equal to counting every pattern by hand, and honest where it draws."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatschappelijk_rendement.statistics.permutation import SignFlipTest, sign_flip_test


def enumerated(deltas: list[int]) -> float:
    """Count every sign pattern one by one."""
    observed = abs(sum(deltas))
    totals = [
        sum(s * d for s, d in zip(signs, deltas, strict=True))
        for signs in product((1, -1), repeat=len(deltas))
    ]
    return sum(abs(total) >= observed for total in totals) / len(totals)


def outcome_of(deltas: list[int], **settings: int) -> SignFlipTest:
    test = sign_flip_test(deltas, **settings)
    assert test is not None
    return test


@pytest.mark.parametrize(
    "deltas",
    [
        [-41, -120, 33, -7, -250, 12, -90, -310, 55, -18, -64, -5],
        [-100] * 9 + [100] * 3,  # many totals tie with the observed one
        [0, 0, 0, -500, 100, -200, 300, -400, 150, -250, 350, -50],
        [-(10**11)] + [10**9] * 11,
    ],
)
def test_with_twelve_cases_p_equals_full_enumeration(deltas: list[int]) -> None:
    assert outcome_of(deltas).p_value == enumerated(deltas)
    assert outcome_of(deltas).is_exact


@given(st.lists(st.integers(-1_000, 1_000), min_size=1, max_size=10))
@settings(max_examples=60, deadline=None)
def test_p_equals_full_enumeration_for_any_few_cases(deltas: list[int]) -> None:
    test = sign_flip_test(deltas)
    if any(deltas):
        assert test is not None
        assert test.p_value == enumerated(deltas)
    else:
        assert test is None


def test_one_sided_runs_of_equal_size_have_the_binomial_probability() -> None:
    # 32 falls of the same size: only all falls or all rises reach the total, 2 of 2^32 patterns.
    assert outcome_of([-100] * 32).p_value == 2 / 2**32


def test_cases_without_change_do_not_move_p() -> None:
    assert outcome_of([-300, 200, -150, 0, 0]).p_value == outcome_of([-300, 200, -150]).p_value
    assert (outcome_of([-300, 0]).n, outcome_of([-300, 0]).n_changed) == (2, 1)


def test_a_total_of_zero_has_p_one() -> None:
    assert outcome_of([-100, 100]).p_value == 1


def test_drawn_patterns_come_close_to_counted_ones() -> None:
    deltas = [int(delta) for delta in np.random.default_rng(5).normal(-60, 200, 30)]
    counted, drawn = outcome_of(deltas), outcome_of(deltas, exact_cases=10)
    assert counted.is_exact
    assert not drawn.is_exact
    error = (counted.p_value * (1 - counted.p_value) / 9_999) ** 0.5
    assert abs(drawn.p_value - counted.p_value) < 4 * error + 1 / 10_000


def test_a_drawn_p_is_never_zero() -> None:
    assert outcome_of([-100] * 200).p_value == 1 / 10_000


def test_the_order_of_the_rows_never_changes_p() -> None:
    deltas = [int(delta) for delta in np.random.default_rng(6).normal(-20, 200, 60)]
    assert outcome_of(deltas) == outcome_of(deltas[::-1])


def test_a_population_is_tested_by_the_normal_distribution_and_agrees_with_drawing() -> None:
    # 30.000 cases of +1 and -1 with a surplus of 300: z = 300 / sqrt(30.000) = 1,732, two-sided p 0,0833.
    deltas = [1] * 15_150 + [-1] * 14_850
    assert outcome_of(deltas).p_value == pytest.approx(0.0833, abs=0.0001)
    assert not outcome_of(deltas).is_exact


def test_five_falls_are_never_more_than_spread_and_six_are() -> None:
    # 2 of 32 patterns, 2 of 64 patterns.
    assert not outcome_of([-100, -200, -300, -400, -500]).is_more_than_spread
    assert outcome_of([-100, -200, -300, -400, -500, -600]).is_more_than_spread
