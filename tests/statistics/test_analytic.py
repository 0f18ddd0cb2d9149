"""Analytic intervals: against scipy, against tables, and at the border of the population."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.statistics.analytic import (
    clustered_interval,
    mean_interval,
    welch_interval,
)
from maatschappelijk_rendement.statistics.interval import Interval

VALUES = np.random.default_rng(3).normal(-400_000, 900_000, 500).astype(np.int64)
OTHERS = np.random.default_rng(4).normal(-100_000, 300_000, 80).astype(np.int64)


def bounds_of(interval: Interval | None) -> tuple[int, int]:
    assert interval is not None
    return interval.low_cents, interval.high_cents


def test_the_interval_of_the_mean_is_students() -> None:
    theirs = stats.ttest_1samp(VALUES, 0).confidence_interval(0.9)
    assert bounds_of(mean_interval(VALUES, level=0.9)) == pytest.approx((theirs.low, theirs.high), abs=0.51)


def test_the_interval_of_the_difference_is_welchs() -> None:
    theirs = stats.ttest_ind(VALUES, OTHERS, equal_var=False).confidence_interval(0.95)
    assert bounds_of(welch_interval(VALUES, OTHERS)) == pytest.approx((theirs.low, theirs.high), abs=0.51)


def test_a_hand_computed_interval() -> None:
    # mean 0, variance (4 x 100²) / 3, standard error 57,735; t(3) = 3,18245: reach 183,74
    assert bounds_of(mean_interval([-100, -100, 100, 100])) == (-184, 184)


def test_measuring_three_quarters_of_the_population_halves_the_interval() -> None:
    low, high = bounds_of(mean_interval(VALUES))
    low_3_4, high_3_4 = bounds_of(mean_interval(VALUES, population=len(VALUES) * 4 // 3 + 1))
    assert (high_3_4 - low_3_4) / (high - low) == pytest.approx(0.5, abs=0.002)


def test_with_the_whole_population_measured_the_mean_is_known() -> None:
    assert bounds_of(mean_interval([-300, -100], population=2)) == (-200, -200)


def test_a_population_smaller_than_the_sample_is_refused() -> None:
    with pytest.raises(UsageError, match="casussen_in_totaal"):
        mean_interval([1, 2, 3], population=2)


@pytest.mark.parametrize("values", [[], [5], [5, 5, 5]])
def test_no_interval_without_spread_or_with_one_case(values: list[int]) -> None:
    assert mean_interval(values) is None


def test_one_group_without_spread_still_gives_a_difference_and_two_do_not() -> None:
    assert welch_interval([-100, -200], [50, 50]) is not None
    assert welch_interval([-100, -100], [50, 50]) is None
    assert welch_interval([-100, -200], [50]) is None


def test_zero_inside_means_no_change_fits_the_data() -> None:
    assert Interval(-100, 0, 0.95, "t", 9).has_zero
    assert not Interval(-100, -1, 0.95, "t", 9).has_zero


def test_scores_of_single_residents_have_the_interval_of_a_plain_mean() -> None:
    scores = [300, 500, 450, 800, 100]
    clustered, plain = clustered_interval(scores, [1] * 5), mean_interval(scores)
    assert clustered is not None
    assert (clustered.low_hundredths, clustered.high_hundredths) == bounds_of(plain)


def test_residents_of_one_case_who_answer_alike_count_as_one() -> None:
    # Four households of five who all say the same: the mean of four numbers, not of twenty.
    households = [200, 400, 600, 800]
    clustered = clustered_interval([5 * score for score in households], [5] * 4)
    assert clustered is not None
    assert (clustered.low_hundredths, clustered.high_hundredths) == bounds_of(mean_interval(households))
    assert clustered.n == 4


def test_households_of_unequal_size_are_computed_by_hand() -> None:
    # Sums 300, 900, 600 of 1, 2 and 1 residents: mean 450. Rests -150, 0, 150: squares 45.000, x 3/2 / 16 =
    # 4.218,75; standard error 64,95; t(2) = 4,30265: reach 279,46.
    found = clustered_interval([300, 900, 600], [1, 2, 1])
    assert found is not None
    assert (found.low_hundredths, found.high_hundredths, found.n) == (171, 729, 3)
    assert found == clustered_interval([600, 300, 900], [1, 1, 2])


@pytest.mark.parametrize(("sums", "residents"), [([300], [1]), ([300, 600], [1, 2]), ([], [])])
def test_one_case_or_equal_means_have_no_interval(sums: list[int], residents: list[int]) -> None:
    assert clustered_interval(sums, residents) is None


@pytest.mark.parametrize("residents", [[1], [1, 0]])
def test_a_case_without_residents_is_refused(residents: list[int]) -> None:
    with pytest.raises(UsageError, match="minstens 1"):
        clustered_interval([100, 200], residents)
