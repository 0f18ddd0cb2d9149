"""How large a saving must be: the published thresholds, and the spread of the cases themselves."""

from __future__ import annotations

import pytest

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.statistics.analytic import least_change_cents, mean_interval
from maatschappelijk_rendement.statistics.threshold import least_saving_rate


def test_with_32_cases_nearly_half_of_the_cost_may_be_chance() -> None:
    # Settled in the design note: 48,7 % at CV 2,15 and 22,7 % at CV 1, one-sided 90 %.
    assert round(100 * least_saving_rate(32, 2.15), 1) == 48.7
    assert round(100 * least_saving_rate(32, 1.0), 1) == 22.7


@pytest.mark.parametrize(
    ("persons", "confidence", "percent"), [(5_000, 0.90, 3.9), (20_000, 0.95, 2.5), (50_000, 0.99, 2.2)]
)
def test_the_statutory_table_of_shared_savings_follows_from_its_own_spread(
    persons: int, confidence: float, percent: float
) -> None:
    assert round(100 * least_saving_rate(persons, 2.15, confidence), 1) == percent


def test_four_times_as_many_cases_halve_the_threshold() -> None:
    assert least_saving_rate(128, 2.15) == pytest.approx(least_saving_rate(32, 2.15) / 2)


@pytest.mark.parametrize(
    ("cases", "variation", "confidence"), [(0, 1.0, 0.9), (5, -1.0, 0.9), (5, 1.0, 1.0), (5, 1.0, 0.4)]
)
def test_an_impossible_group_is_refused(cases: int, variation: float, confidence: float) -> None:
    with pytest.raises(UsageError):
        least_saving_rate(cases, variation, confidence)


def test_a_mean_beyond_its_own_threshold_has_no_zero_in_its_interval() -> None:
    deltas = [-900, -500, -700, -100]
    least, interval = least_change_cents(deltas), mean_interval(deltas)
    # mean -550, standard deviation 341,6, standard error 170,8, t(3) = 3,182: 543,5
    assert least in (543, 544)
    assert interval is not None
    assert not interval.has_zero


def test_without_spread_there_is_no_threshold() -> None:
    assert least_change_cents([-100, -100]) is None
