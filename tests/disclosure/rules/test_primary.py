"""The primary rules on one row of contributions: the worked cells of the design note, and the other kinds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.disclosure.matrix.by_hand import atoms_of

from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.rules import Rule
from maatschappelijk_rendement.disclosure.rules.many_forms import sizes
from maatschappelijk_rendement.disclosure.rules.primary import (
    judge_amount,
    judge_number,
    judge_scores,
    judge_share,
    judge_split,
    judge_squares,
)


@pytest.mark.parametrize(
    ("amounts", "rule"),
    [
        (10 * [-4000], Rule.EQUAL),
        (9 * [-4000], Rule.NONZERO),
        ([-500, *10 * [-100]], None),
        ([-1001, *10 * [-100]], Rule.LARGEST),
        ([-1000, *10 * [-100]], None),
        ([-500, -400, *10 * [-10]], Rule.TWO_LARGEST),
        ([5000, -5000, *10 * [-100]], Rule.TWO_LARGEST),
        (12 * [0], None),
    ],
)
def test_the_worked_cells_have_the_verdict_of_the_note(amounts: list[int], rule: Rule | None) -> None:
    assert judge_amount(np.array(amounts, dtype=float), Rules()) == rule


def test_equal_hours_of_an_mdo_are_nobody_s_secret() -> None:
    assert judge_amount(np.full(12, 640.0), Rules(), is_of_residents=False) is None


def test_cents_of_rounding_are_no_amount() -> None:
    row = np.array([500.0, *11 * [1.0]])
    assert judge_amount(row, Rules(), noise=1.0) == Rule.NONZERO


@pytest.mark.parametrize(("number", "is_hidden"), [(0, False), (1, True), (9, True), (10, False)])
def test_one_to_nine_cases_are_hidden(number: int, *, is_hidden: bool) -> None:
    assert (judge_number(np.append(np.ones(number), 0.0), Rules()) is not None) == is_hidden


def test_ten_residents_of_four_cases_are_four_cases() -> None:
    assert judge_number(np.array([3.0, 3.0, 2.0, 2.0]), Rules()) == Rule.CASES


def test_twelve_residents_of_whom_one_has_another_score_are_that_one() -> None:
    points = np.array([*11 * [100.0], 200.0])
    assert judge_scores(points, np.ones(12), Rules(), (100, 1000)) == Rule.CATEGORY


@pytest.mark.parametrize(
    ("residents", "rule"),
    [(10 * [1], None), ([*8 * [1], 4], Rule.CASES), ([*10 * [1], *10 * [0]], None), (9 * [1], Rule.CASES)],
)
def test_a_mean_score_needs_ten_cases_with_residents(residents: list[int], rule: Rule | None) -> None:
    who = np.array(residents, dtype=float)
    points = who * np.arange(300.0, 300.0 + len(who))
    assert judge_scores(points, who, Rules()) == rule


def test_a_mean_of_nothing_but_zeros_is_shown_when_there_are_ten() -> None:
    assert judge_scores(np.zeros(10), np.ones(10), Rules()) is None
    assert judge_scores(np.zeros(9), np.ones(9), Rules()) == Rule.CASES
    assert judge_scores(np.zeros(0), np.zeros(0), Rules()) is None


def test_a_margin_needs_squares_of_more_than_one_case() -> None:
    # Root of 10.000 + 10 x 16 is 100,8: less than a fifth above the largest, 100.
    assert judge_squares(np.array([10_000.0, *10 * [16.0]]), Rules()) == Rule.LARGEST


def test_a_margin_of_a_few_amounts_does_not_tell_how_many_cases_have_each() -> None:
    """Of n cases at 0, 1 or 2 times 5.000: n, their sum and their squares are three sums of three numbers."""
    once, twice = 5_000.0**2, 10_000.0**2
    assert judge_squares(np.array([*10 * [once], twice]), Rules(), n=12) == Rule.CATEGORY
    # 20 = a + b + c, 20 = b + 2 c and 30 = b + 4 c: five, ten and five.
    assert judge_squares(np.array([*10 * [once], *5 * [twice]]), Rules(), n=20) == Rule.CATEGORY
    assert judge_squares(np.array([*10 * [once], *10 * [twice]]), Rules(), n=30) is None


PLUS = (800, 850, 900, 950, 1000)
AROUND = (*PLUS, *(-one for one in PLUS))
"""Squares of 8.150.000 together: none of ten is further from the mean than the root of nine tenths, 2.708."""


@pytest.mark.parametrize(
    ("amounts", "rule"),
    [
        # 5 x 1.900 and 5 x 2.100: each is 100 from the mean, so no case is more than 300 from it.
        (5 * [1900] + 5 * [2100], Rule.ALIKE),
        ([2000 + one for one in AROUND], None),
        # Half as far: 1.354 to each side is 2.708, of an amount of 2.500. At 0,45 it is 2.437 of 2.450.
        ([2000 + one // 2 for one in AROUND], None),
        ([2000 + one * 9 // 20 for one in AROUND], Rule.ALIKE),
        # A fifth of 21.000 is 4.200, and 5.000 is more: 5.416 is enough, nine tenths of it is not.
        ([20_000 + one for one in AROUND], None),
        ([20_000 + one * 9 // 10 for one in AROUND], Rule.ALIKE),
        # A fifth of 41.000 is 8.200.
        ([40_000 + one for one in AROUND], Rule.ALIKE),
        # Of 24 a margin of a hundred leaves 2 x 23 x 100 / 2,27 = 2.026, of 23 it leaves 1.938.
        (list(range(1988, 2012)), None),
        (list(range(1988, 2011)), Rule.ALIKE),
    ],
)
def test_a_margin_leaves_each_case_room(amounts: list[int], rule: Rule | None) -> None:
    """The mean with its margin gives the spread, and no case lies further than that allows."""
    assert judge_squares(np.array(amounts, dtype=float) ** 2, Rules()) == rule


def test_cases_with_nothing_stand_apart_from_the_others() -> None:
    """Of twelve of 2.000 and twelve of nothing the mean is 1.000, so one may be 4.796 from it."""
    squares = np.array(12 * [2000.0**2])
    assert judge_squares(squares, Rules()) == Rule.ALIKE
    assert judge_squares(squares, Rules(), n=24) is None  # twelve and twelve


@pytest.mark.parametrize(
    ("parts", "is_hidden"),
    [
        ((16, 12, 4), True),
        ((16, 16, 0), False),
        ((38, 0, 0), True),
        ((10, 89), False),  # 89,9 %
        ((10, 90), True),  # 90 %
        ((0, 0, 0), False),
    ],
)
def test_a_split_with_a_small_part_or_nearly_one_is_hidden(
    parts: tuple[float, ...], *, is_hidden: bool
) -> None:
    assert (judge_split(parts, Rules()) is not None) == is_hidden


@given(
    st.lists(
        st.dictionaries(st.integers(0, 19), st.integers(-10_000, 10_000).filter(bool), max_size=20),
        min_size=2,
        max_size=3,
    )
)
def test_many_forms_are_judged_like_one(contributions: list[dict[int, int]]) -> None:
    atoms = atoms_of(contributions, 20)
    forms = [{0: 1}, {0: 1, 1: -1}, {0: 12, 1: 5}]
    found = sizes(forms, atoms).unsafe_amounts(Rules())
    alone = [judge_amount(atoms.row(form), Rules(), is_of_residents=False) is not None for form in forms]
    assert found.tolist() == alone


def share(ones: int, zeros: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array(ones * [100.0] + zeros * [0.0])


@pytest.mark.parametrize(
    ("ones", "zeros", "rule"),
    [
        (12, 12, None),
        (10, 14, None),
        (9, 15, Rule.CATEGORY),
        (15, 9, Rule.CATEGORY),
        (20, 181, Rule.CATEGORY),  # 90 % has none
        (21, 179, None),
    ],
)
def test_a_share_is_judged_by_both_parts_of_its_residents(ones: int, zeros: int, rule: Rule | None) -> None:
    residents = np.ones(ones + zeros)
    assert judge_share(share(ones, zeros), residents, Rules(), (0, 100)) == rule


def test_the_parts_of_a_share_are_counted_in_residents_where_a_case_has_several() -> None:
    # 19 of 200 residents in 100 cases: 181 is more than 90 %, though 19 of the cases have one.
    points, residents = share(19, 81), np.full(100, 2.0)
    assert judge_share(points, residents, Rules(), (0, 100)) is Rule.CATEGORY


@pytest.mark.parametrize(("risen", "same", "rule"), [(4, 20, None), (5, 19, Rule.CATEGORY)])
def test_a_difference_of_shares_leaves_twice_the_minimum_that_may_have_gone_either_way(
    risen: int, same: int, rule: Rule | None
) -> None:
    """Of 24 with 4 more at least: 0 to 10 of them may have fallen; with 5 more no ten can have."""
    assert judge_share(share(risen, same), np.ones(24), Rules()) == rule


@pytest.mark.parametrize(("ones", "others"), [(190, 10), (180, 20), (108, 12)])
def test_a_mean_that_puts_nine_of_ten_at_the_end_of_the_scale_is_hidden(ones: int, others: int) -> None:
    """Ten of two hundred scored 2 and the rest 1: the mean 1,05 leaves 190 of them no other score."""
    points = np.array([*ones * [100.0], *others * [200.0]])
    assert judge_scores(points, np.ones(ones + others), Rules(), (100, 500)) == Rule.CATEGORY
    high = np.array([*ones * [500.0], *others * [400.0]])
    assert judge_scores(high, np.ones(ones + others), Rules(), (100, 500)) == Rule.CATEGORY


def test_a_mean_that_leaves_more_than_one_in_ten_away_from_the_end_is_shown() -> None:
    points = np.array([*80 * [100.0], *20 * [200.0]])
    assert judge_scores(points, np.ones(100), Rules(), (100, 500)) is None


def test_residents_of_one_case_count_each_for_the_end_of_the_scale() -> None:
    """Ten cases of ten residents, of whom one scored 2: ten of a hundred are away from the end."""
    assert judge_scores(np.full(10, 1100.0), np.full(10, 10.0), Rules(), (100, 500)) == Rule.EQUAL
    points = np.array([*9 * [1100.0], 1000.0, 1200.0])
    assert judge_scores(points, np.full(11, 10.0), Rules(), (100, 500)) == Rule.CATEGORY


VALUE = (-45, 100)
BESIDE = (4, 8)
"""A value of health: 1 is full health, and the state beside it has 0,92."""


def test_a_mean_near_full_health_is_shown_where_the_scale_has_smaller_steps() -> None:
    """Twelve of 24 have 0,92 and the rest 1: the mean is 0,96, and up to twelve may be away from the end."""
    points = np.array([*12 * [100.0], *12 * [92.0]])
    assert judge_scores(points, np.ones(24), Rules(), VALUE, BESIDE) is None
    # In whole points not one of them could be away from it.
    assert judge_scores(points, np.ones(24), Rules(), VALUE) == Rule.CATEGORY


def away(number: int, step: float, end: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Fourteen cases of ten residents at the end of a scale, but so many of them one step below it."""
    of_each = np.array([*11 * [1.0], 2.0, number - 13.0, 0.0])
    return 10 * end - of_each * step


@pytest.mark.parametrize(("number", "rule"), [(14, Rule.CATEGORY), (15, None)])
def test_a_mean_that_leaves_room_for_one_in_ten_a_step_from_full_health_is_hidden(
    number: int, rule: Rule | None
) -> None:
    """Of 140 residents 14 x 8 hundredths is room for fourteen away from 1, and 15 x 8 for fifteen."""
    points, residents = away(number, 8, 100), np.full(14, 10.0)
    assert judge_scores(points, residents, Rules(), VALUE, BESIDE) == rule


def test_the_low_end_has_its_own_step() -> None:
    """Twenty of a hundred are 4 hundredths above the worst: 80 is room for twenty; nine are too few cases."""
    low = np.array([*80 * [-45.0], *20 * [-41.0]])
    assert judge_scores(low, np.ones(100), Rules(), VALUE, BESIDE) is None
    few = np.array([*15 * [-45.0], *9 * [-41.0]])
    assert judge_scores(few, np.ones(24), Rules(), VALUE, BESIDE) == Rule.CATEGORY


def test_a_step_of_more_than_a_point_is_one_step() -> None:
    """Marks in fives: 14 x 5 points below 100 is room for fourteen of 140, not for seventy."""
    points, residents = away(14, 500, 10_000), np.full(14, 10.0)
    assert judge_scores(points, residents, Rules(), (0, 10_000), (500, 500)) == Rule.CATEGORY
    assert judge_scores(points, residents, Rules(), (0, 10_000)) is None
