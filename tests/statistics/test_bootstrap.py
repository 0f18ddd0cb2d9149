"""Bootstrap intervals: exact on small enumerations, equal to scipy on larger sets, blind to order."""

from __future__ import annotations

from itertools import product
from threading import Thread
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.statistics import bootstrap
from maatschappelijk_rendement.statistics.bootstrap import (
    bca_interval,
    bootstrap_t_interval,
    difference_interval,
    percentile_interval,
    resampled_sums,
    resident_interval,
)
from maatschappelijk_rendement.statistics.interval import Interval


def bounds_of(interval: Interval | None) -> tuple[int, int]:
    assert interval is not None
    return interval.low_cents, interval.high_cents


RANDOM = np.random.default_rng(42)
SETS = {
    "normal": RANDOM.normal(-400_000, 900_000, 42).astype(np.int64),
    "lognormal": -(RANDOM.lognormal(12, 1.0, 32)).astype(np.int64),
    "one outlier": np.array([-100, -250, 300, -50, 75, -125, -9_000, 10, 0, -60]),
    "many zeros": np.concatenate([np.zeros(30, dtype=np.int64), -np.arange(1, 21, dtype=np.int64) * 1_000]),
    "large": RANDOM.gamma(0.7, 500_000, 400).astype(np.int64) - 350_000,
}


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(("ours", "method"), [(bca_interval, "BCa"), (percentile_interval, "percentile")])
def test_bounds_equal_those_of_scipy_within_monte_carlo_error(name: str, ours: Any, method: str) -> None:
    values = SETS[name]
    bounds = []
    for seed in range(20):
        theirs = stats.bootstrap(
            (values,), np.mean, n_resamples=4_000, method=method, rng=np.random.default_rng(seed)
        ).confidence_interval
        bounds.append((theirs.low, theirs.high))
    means, errors = np.mean(bounds, axis=0), np.std(bounds, axis=0, ddof=1)
    interval = ours(values, resamples=40_000)
    # Error of a mean of 20 runs of 4.000, and of our one run of 40.000; and half a cent of rounding.
    allowed = 4 * errors * np.sqrt(1 / 20 + 4_000 / 40_000) + 0.5
    assert abs(interval.low_cents - means[0]) < allowed[0]
    assert abs(interval.high_cents - means[1]) < allowed[1]


def test_the_percentile_bounds_are_those_of_all_resamples_of_three_cases() -> None:
    # Of all 27 resamples 1/27 = 3,7 % have the smallest sum 0, and as many the largest sum 2700.
    sums = sorted(sum(draw) for draw in product([0, 300, 900], repeat=3))
    assert (sums[0], sums[1], sums[-2], sums[-1]) == (0, 300, 2100, 2700)
    assert bounds_of(percentile_interval([0, 300, 900], level=0.95)) == (0, 900)
    # At 90 % the 5 % tail passes the outermost sum (3,7 %) and lands on the next (300 / 3 and 2100 / 3).
    assert bounds_of(percentile_interval([0, 300, 900], level=0.90)) == (100, 700)


def test_without_skew_and_bias_bca_is_the_percentile_interval() -> None:
    symmetric = [-300, -100, 0, 100, 300] * 8
    bca, percentile = bounds_of(bca_interval(symmetric)), bounds_of(percentile_interval(symmetric))
    assert bca == pytest.approx(percentile, abs=5)


def test_bca_moves_towards_the_long_tail() -> None:
    values = SETS["one outlier"]
    assert bounds_of(bca_interval(values))[0] < bounds_of(percentile_interval(values))[0]


@pytest.mark.parametrize("values", [[], [-100], [-100, -100], [0, 0, 0]])
def test_no_interval_without_spread_or_with_one_case(values: list[int]) -> None:
    assert bca_interval(values) is None
    assert percentile_interval(values) is None


@pytest.mark.parametrize(
    "values", [[0.5, 1.5], [[1, 2]], [True, False], ["1", "2"], [None, 1], [2**62, 2**62]]
)
def test_amounts_that_are_not_whole_cents_are_refused(values: Any) -> None:
    with pytest.raises(UsageError):
        bca_interval(values)


@pytest.mark.parametrize("level", [0.0, 1.0, 95])
def test_a_level_outside_zero_and_one_is_refused(level: float) -> None:
    with pytest.raises(UsageError):
        bca_interval([1, 2, 3], level=level)


def test_too_few_resamples_are_refused_and_not_guessed_around() -> None:
    with pytest.raises(UsageError, match="trekkingen"):
        bca_interval([0, 0, 0, 0, 0, 0, 1], resamples=1)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=30), st.randoms())
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_rows_never_changes_a_cent(values: list[int], random: Any) -> None:
    shuffled = values.copy()
    random.shuffle(shuffled)
    assert bca_interval(values, resamples=1_000) == bca_interval(shuffled, resamples=1_000)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=30))
@settings(max_examples=25, deadline=None)
def test_the_interval_lies_between_the_smallest_and_the_largest_amount(values: list[int]) -> None:
    interval = bca_interval(values, resamples=1_000)
    if interval is not None:
        assert min(values) <= interval.low_cents <= interval.high_cents <= max(values)


@given(st.integers(-(10**6), 10**6))
@settings(max_examples=20, deadline=None)
def test_adding_an_amount_to_every_case_adds_it_to_both_percentile_bounds(amount: int) -> None:
    values = np.array([-500, -200, -100, 0, 50, -900], dtype=np.int64) * 6
    low, high = bounds_of(percentile_interval(values))
    moved = bounds_of(percentile_interval(values + amount))
    assert moved == pytest.approx((low + amount, high + amount), abs=1)  # one cent of rounding


@pytest.mark.parametrize("block_draws", [1, 7, 1_000, 10**9])
def test_the_size_of_the_block_never_changes_a_draw(block_draws: int) -> None:
    values = np.arange(37, dtype=np.int64)
    expected = resampled_sums((values,), 600, seed=1)
    assert (resampled_sums((values,), 600, seed=1, block_draws=block_draws) == expected).all()


def test_the_number_of_cores_never_changes_a_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.array([3, -1, 4, 1, -5, 9])
    expected = resampled_sums((values,), 1100, seed=1)
    monkeypatch.setattr(bootstrap, "DRAWS_FOR_ALL_CORES", 0)
    assert (resampled_sums((values,), 1100, seed=1) == expected).all()

    def start(self: Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Thread, "start", start)
    assert (resampled_sums((values,), 1100, seed=1) == expected).all()


def test_more_resamples_keep_the_first_ones() -> None:
    values = np.arange(10, dtype=np.int64)
    assert (resampled_sums((values,), 700, seed=3)[:, :500] == resampled_sums((values,), 500, seed=3)).all()


def test_another_seed_draws_other_cases() -> None:
    values = np.arange(10, dtype=np.int64)
    assert (resampled_sums((values,), 500, seed=3) != resampled_sums((values,), 500, seed=4)).any()


def test_two_groups_are_drawn_apart() -> None:
    values = np.arange(10, dtype=np.int64)
    first, second = (resampled_sums((values,), 500, seed=3, group=group) for group in (0, 1))
    assert (first != second).any()


def test_the_interval_of_a_difference_equals_that_of_scipy_within_monte_carlo_error() -> None:
    treated, control = SETS["lognormal"], SETS["normal"]
    bounds = []
    for seed in range(20):
        theirs = stats.bootstrap(
            (treated, control),
            lambda a, b, axis: np.mean(a, axis=axis) - np.mean(b, axis=axis),
            n_resamples=4_000,
            method="BCa",
            rng=np.random.default_rng(seed),
        ).confidence_interval
        bounds.append((theirs.low, theirs.high))
    means, errors = np.mean(bounds, axis=0), np.std(bounds, axis=0, ddof=1)
    interval = difference_interval(treated, control, resamples=40_000)
    assert interval is not None
    allowed = 4 * errors * np.sqrt(1 / 20 + 4_000 / 40_000) + 0.5
    assert abs(interval.low_cents - means[0]) < allowed[0]
    assert abs(interval.high_cents - means[1]) < allowed[1]
    assert interval.n == 32 + 42


def test_a_comparison_group_of_one_gives_no_interval() -> None:
    assert difference_interval([-100, 0, 100], [50]) is None


def test_with_one_resident_a_case_the_interval_is_that_of_the_cases() -> None:
    changes = [400, 300, 550, 600, -100, 800]
    by_resident = resident_interval(changes, [1] * 6)
    assert by_resident is not None
    low, high = bounds_of(bca_interval(changes))
    assert (by_resident.low_hundredths, by_resident.high_hundredths) == pytest.approx((low, high), abs=1)


def test_residents_of_one_household_count_as_one_draw() -> None:
    # Four households of five residents with equal changes inside: 20 rows, but only 4 independent facts.
    households = np.array([100, 300, 500, 700], dtype=np.int64)
    clustered = resident_interval(households * 5, [5] * 4)
    assert clustered is not None
    low, high = bounds_of(bca_interval(np.repeat(households, 5)))
    assert clustered.high_hundredths - clustered.low_hundredths > 1.5 * (high - low)


def test_residents_in_another_order_give_the_same_interval() -> None:
    first = resident_interval([400, 900, 300], [1, 2, 1])
    assert first == resident_interval([300, 400, 900], [1, 1, 2])


def test_equal_means_in_every_household_give_no_interval() -> None:
    assert resident_interval([300, 600], [1, 2]) is None


@pytest.mark.parametrize("residents", [[1], [1, 0], [1, -1]])
def test_each_case_needs_its_residents(residents: list[int]) -> None:
    with pytest.raises(UsageError):
        resident_interval([100, 200], residents)


def test_the_bootstrap_t_is_that_of_drawing_it_by_hand() -> None:
    values = np.array([-500, -200, -100, 0, 50, -900, -30, -260], dtype=np.int64)
    draw = np.random.default_rng(9)
    cases = values[draw.integers(0, 8, size=(40_000, 8))]
    errors = cases.std(axis=1, ddof=1) / 8**0.5
    is_there = errors > 0
    drawn = (cases.mean(axis=1)[is_there] - values.mean()) / errors[is_there]
    low, high = np.quantile(drawn, [0.05, 0.95])
    error = values.std(ddof=1) / 8**0.5
    found = bootstrap_t_interval(values, level=0.9, resamples=40_000)
    width = (high - low) * error
    assert bounds_of(found) == pytest.approx(
        (values.mean() - high * error, values.mean() - low * error), abs=0.03 * width
    )
    assert found is not None
    assert found.method == "bootstrap-t"


def test_the_bootstrap_t_reaches_further_to_the_side_of_the_tail() -> None:
    values = np.random.default_rng(8).lognormal(12, 1, 30).astype(np.int64)
    low, high = bounds_of(bootstrap_t_interval(values))
    assert high - values.mean() > 1.3 * (values.mean() - low)


def test_where_too_many_draws_have_no_spread_there_is_no_bootstrap_t() -> None:
    # Of two cases half of the draws hold one of them twice.
    assert bootstrap_t_interval([100, 300]) is None
    assert bootstrap_t_interval([100]) is None
    assert bootstrap_t_interval([5] * 9) is None


def test_the_order_of_the_rows_never_changes_the_bootstrap_t() -> None:
    values = np.random.default_rng(8).lognormal(12, 1, 30).astype(np.int64)
    assert bootstrap_t_interval(values, resamples=1_000) == bootstrap_t_interval(
        values[::-1], resamples=1_000
    )
