"""Thresholds: the statutory table, the statistical rate, and that a rate is compared unrounded."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil, sqrt
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing import Contract, mssp_contract, settle
from maatschappelijk_rendement.sharing.contract import ThresholdKind
from maatschappelijk_rendement.sharing.threshold import (
    contract_rates,
    statistical_rate,
    statutory_rate,
    statutory_rates,
)


@pytest.mark.parametrize(
    ("persons", "percent"),
    [
        # The ends of the bands as the table prints them.
        *((1, "12.2"), (499, "12.2"), (500, "12.2"), (999, "8.7"), (1_000, "8.7"), (2_999, "5.0")),
        *((3_000, "5.0"), (4_999, "3.9"), (5_000, "3.9"), (5_999, "3.6"), (6_000, "3.6"), (6_999, "3.4")),
        *((7_000, "3.4"), (7_999, "3.2"), (8_000, "3.2"), (8_999, "3.1"), (9_000, "3.1"), (9_999, "3.0")),
        *((10_000, "3.0"), (14_999, "2.7"), (15_000, "2.7"), (19_999, "2.5"), (20_000, "2.5")),
        *((49_999, "2.2"), (50_000, "2.2"), (59_999, "2.0"), (60_000, "2.0"), (250_000, "2.0")),
        # Half-way by hand: 3,0 - 0,3 x 2.500/4.999.
        (12_500, Fraction(30, 10) - Fraction(3, 10) * Fraction(2_500, 4_999)),
    ],
)
def test_the_table_gives_the_published_rates(persons: int, percent: str | Fraction) -> None:
    assert statutory_rate(persons) == Fraction(percent) / 100


@given(st.integers(1, 200_000))
def test_a_larger_group_never_has_a_higher_threshold(persons: int) -> None:
    assert statutory_rate(persons + 1) <= statutory_rate(persons)


@pytest.mark.parametrize(
    ("persons", "confidence", "percent"),
    [
        *((1_000, 0.90, 8.7), (3_000, 0.90, 5.0), (5_000, 0.90, 3.9)),
        *((20_000, 0.95, 2.5), (50_000, 0.99, 2.2), (60_000, 0.99, 2.0)),
    ],
)
def test_the_statutory_table_is_z_times_cv_over_root_n(
    persons: int, confidence: float, percent: float
) -> None:
    assert abs(float(statistical_rate(persons, 2.15, confidence)) * 100 - percent) <= 0.1


def test_thirty_two_cases_need_an_enormous_saving() -> None:
    assert round(float(statistical_rate(32, 2.15, 0.90)), 3) == 0.487
    assert round(float(statistical_rate(32, 1.0, 0.90)), 3) == 0.227


def test_benchmark_noise_puts_a_floor_under_the_rate() -> None:
    assert float(statistical_rate(10**9, 2.15, 0.95, benchmark_noise=0.01)) == pytest.approx(
        0.01645, abs=1e-5
    )


def test_a_rate_is_compared_unrounded() -> None:
    # 2,9826 % against 2,9836 % (n = 10.273): both print as 2,98 %, and nothing is earned.
    contract = mssp_contract("BASIC B", 2021)
    persons = 10_273
    assert round(float(statutory_rate(persons)), 4) == 0.0298
    just_below = settle(
        contract, benchmark=1_000_000, expenditure=1_000_000 - 29_826, persons=persons, quality=1
    )
    assert just_below.payment == 0
    assert just_below.outcome == "geen"


def test_exactly_at_the_threshold_counts() -> None:
    contract = Contract(
        name="Test",
        source="toets",
        threshold=ThresholdKind.FIXED,
        minimum_rate=Fraction(1, 50),
        share=Fraction(1, 2),
    )
    at = settle(contract, benchmark=100, expenditure=98, persons=10, quality=None)
    below = settle(contract, benchmark=100, expenditure=98.01, persons=10, quality=None)
    assert (at.payment, below.payment) == (1, 0)


def test_only_the_excess_counts_without_first_dollar() -> None:
    contract = Contract(
        name="Test",
        source="toets",
        threshold=ThresholdKind.FIXED,
        minimum_rate=Fraction(1, 50),
        share=Fraction(1, 2),
        first_dollar=False,
    )
    assert settle(contract, benchmark=100, expenditure=90, persons=10, quality=None).payment == 4


def test_a_table_threshold_also_works_without_first_dollar() -> None:
    contract = replace(mssp_contract("BASIC A", 2022), first_dollar=False, levy=Fraction(0))
    # 2,0 % of 1.000 does not count: (100 - 20) x 0,40.
    paid = settle(contract, benchmark=1_000, expenditure=900, persons=60_000, quality=1).payment
    assert paid == 32


def test_a_statistical_threshold_asks_for_what_it_needs() -> None:
    contract = Contract(
        name="Test", source="toets", threshold=ThresholdKind.STATISTICAL, share=Fraction(1, 2)
    )
    with pytest.raises(UsageError, match="variatiecoefficient"):
        settle(contract, benchmark=100, expenditure=90, persons=32, quality=None)
    complete = replace(contract, cost_variation=Fraction("2.15"), confidence=Fraction("0.9"))
    # 48,7 % is needed with 32 cases: 40 % is not enough, 50 % is.
    paid = settle(complete, benchmark=[100, 100], expenditure=[60, 50], persons=[32, 32], quality=None)
    assert paid.payment.tolist() == [0, 25]


@pytest.mark.parametrize("rate", [-0.01, 1, 2])
def test_an_impossible_rate_is_refused(rate: float) -> None:
    with pytest.raises(UsageError, match="minimum_rate"):
        contract_rates(mssp_contract("ENHANCED", 2022), np.array([5_000]), rate)


def test_the_column_and_the_single_lookup_agree() -> None:
    persons = np.array([100, 499, 500, 7_777, 59_999, 60_000, 10**9])
    assert statutory_rates(persons).as_exact().fractions() == [
        statutory_rate(size) for size in persons.tolist()
    ]


def test_a_statistical_threshold_is_not_rounded() -> None:
    # One billionth of a benchmark of ten billion euros is ten euros: a saving between is below the threshold.
    exact = NormalDist().inv_cdf(0.9) * sqrt(2.15**2 / 700)
    assert statistical_rate(700, 2.15, 0.9) == Fraction(exact)
    contract = Contract(
        name="A",
        source="b",
        share=Fraction(1, 2),
        threshold=ThresholdKind.STATISTICAL,
        confidence=Fraction(9, 10),
        cost_variation=Fraction("2.15"),
    )
    benchmark = 10**12
    edge = ceil(Fraction(exact) * benchmark)
    for saving, is_paid in ((edge, True), (edge - 1, False)):
        settled = settle(
            contract,
            benchmark=[Fraction(benchmark, 100)] * 2,
            expenditure=Fraction(benchmark - saving, 100),
            persons=[700, 700],
            quality=None,
        )
        assert (settled.payment_cents > 0).tolist() == [is_paid, is_paid]
