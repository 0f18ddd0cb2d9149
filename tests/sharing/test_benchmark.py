"""Benchmarks: by hand, cut on both sides, and no number where none can be made."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing import settle
from maatschappelijk_rendement.sharing.benchmark import (
    Benchmark,
    MeasuredSaving,
    NotTestable,
    capped_risk_ratio,
    control_trend,
    historical,
    measure,
    norm,
    truncated,
)
from maatschappelijk_rendement.sharing.ready_made import menzis_enschede

TENTHS = [Fraction(1, 10), Fraction(3, 10), Fraction(6, 10)]


def test_a_historical_benchmark_weighs_its_years() -> None:
    # 0,1 x 100 + 0,3 x 200 + 0,6 x 300 = 250, x 1,04.
    made = historical([[100, 100], [150, 250], [300]], TENTHS, trend=Fraction("1.04"))
    assert isinstance(made, Benchmark)
    assert made.mean_cents == 260


def test_a_rise_in_case_mix_is_capped_and_a_fall_is_not() -> None:
    year = [[1_000, 1_000]]
    for ratio, expected in ((Fraction("1.08"), 1_030), (Fraction("1.02"), 1_020), (Fraction("0.9"), 900)):
        made = historical(year, [Fraction(1)], risk_ratio=ratio, risk_ratio_cap=Fraction("0.03"))
        assert isinstance(made, Benchmark)
        assert made.mean_cents == expected
    assert capped_risk_ratio(Fraction(2), None) == 2


def test_a_base_year_without_persons_is_not_testable() -> None:
    made = historical([[100], []], [Fraction(1, 2)] * 2)
    assert isinstance(made, NotTestable)
    assert "geen personen" in made.reason


def test_weights_must_add_up() -> None:
    with pytest.raises(UsageError, match="samen zijn de gewichten 1"):
        historical([[100]], [Fraction(1, 2)])


def test_the_trend_of_a_control_group_by_hand() -> None:
    # Young: 100 -> 110, old: 400 -> 500; a population that is three quarters old.
    mix = {"jong": Fraction(1, 4), "oud": Fraction(3, 4)}
    made = control_trend([300, 500], {"jong": [100], "oud": [400, 400]}, {"jong": [110], "oud": [500]}, mix)
    assert isinstance(made, Benchmark)
    # Standardised: 325 -> 402,5; own 400.
    assert made.mean_cents == Fraction(400) * Fraction("402.5") / 325


def test_without_a_control_group_nothing_can_be_tested() -> None:
    made = control_trend([300], {}, {}, {"alle": Fraction(1)})
    assert isinstance(made, NotTestable)
    assert "controlegroep" in made.reason
    assert isinstance(measure(made, [300]), NotTestable)


def test_a_stratum_that_the_control_group_lacks_is_not_testable() -> None:
    mix = {"jong": Fraction(1, 2), "oud": Fraction(1, 2)}
    made = control_trend([300], {"jong": [100]}, {"jong": [100]}, mix)
    assert isinstance(made, NotTestable)


def test_a_population_without_cost_is_not_testable() -> None:
    made = control_trend([0, 0], {"alle": [1]}, {"alle": [1]}, {"alle": Fraction(1)})
    assert isinstance(made, NotTestable)


def test_norm_cost_covers_all_insured() -> None:
    made = norm([100, 300])
    assert isinstance(made, Benchmark)
    saving = measure(made, [150, 150])
    assert isinstance(saving, MeasuredSaving)
    assert (saving.saving_cents, saving.z, saving.minimum_rate(1.3)) == (100, None, None)
    assert isinstance(norm([]), NotTestable)


def test_hayens_test_statistic_by_hand() -> None:
    # Benchmark 1.000 with se 30; actual mean 900, variance of the mean 1.600 -> se 50 in all, z = 2.
    measured = measure(Benchmark(Fraction(1_000), 30.0, ""), [820, 980, 860, 940, 900, 900])
    assert isinstance(measured, MeasuredSaving)
    assert measured.saving_cents == 600
    variance = ((80**2 + 80**2 + 40**2 + 40**2) / 5) / 6
    assert measured.z == pytest.approx(100 / (900 + variance) ** 0.5)


def test_a_measured_threshold_pays_just_when_z_is_reached() -> None:
    measured = measure(Benchmark(Fraction(1_000), 30.0, ""), [900, 900])
    assert isinstance(measured, MeasuredSaving)
    contract = menzis_enschede(share=Fraction(1, 2))
    for z, paid in ((3.3, 100), (3.4, 0)):  # (1.000 - 900) / 30 = 3,33
        settled = settle(
            contract,
            benchmark=2_000,
            expenditure=1_800,
            persons=2,
            quality=1,
            minimum_rate=measured.minimum_rate(z),
        )
        assert settled.payment == paid


@pytest.mark.parametrize("costs", [[-1], [1.5], [10**12], [None]])
def test_impossible_cost_is_refused(costs: list[object]) -> None:
    with pytest.raises(UsageError, match="hele centen"):
        truncated(costs, None)


def test_cutting_both_sides_shows_no_saving_where_there_is_none_and_one_side_does() -> None:
    # 400 groups of 500 persons, no effect: the population's cost is drawn from the same law before and after.
    draw = np.random.default_rng(3)
    cut = 2_250_000
    both, one = [], []
    for _ in range(400):
        before, after = draw.lognormal(11.5, 1.3, (2, 500)).astype(np.int64)
        for results, before_cut in ((both, cut), (one, None)):
            made = historical([before], [Fraction(1)], truncation_cents=before_cut)
            saving = measure(made, after, truncation_cents=cut)
            assert isinstance(saving, MeasuredSaving)
            results.append(float(saving.saving_cents / saving.benchmark_cents))
    spread = np.std(both) / np.sqrt(len(both))
    assert abs(np.mean(both)) < 3 * spread
    assert np.mean(one) > 5 * spread
