"""Measuring as a contract says: its benchmark, its truncation, its threshold; or not testable."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from maatschappelijk_rendement.sharing import Contract, settle
from maatschappelijk_rendement.sharing.benchmark import MeasuredSaving, NotTestable
from maatschappelijk_rendement.sharing.contract import BenchmarkKind
from maatschappelijk_rendement.sharing.measurement import CostData, measure_saving, measured_threshold
from maatschappelijk_rendement.sharing.ready_made import gesundes_kinzigtal, menzis_enschede

PLAIN = Contract(name="Test", source="toets", share=Fraction(1, 2))


def measured(contract: Contract, data: CostData) -> MeasuredSaving:
    found = measure_saving(contract, data)
    assert isinstance(found, MeasuredSaving)
    return found


def test_the_contract_cuts_both_sides_and_caps_the_case_mix() -> None:
    contract = replace(PLAIN, truncation_cents=1_000, risk_ratio_cap=Fraction("0.03"))
    data = CostData(
        actual_cents=[600, 9_999],
        base_years_cents=[[600, 5_000]],
        risk_ratio=Fraction("1.10"),
        trend=Fraction(1),
    )
    # Before (600 + 1.000) / 2 x 1,03 = 824; after (600 + 1.000) / 2 = 800.
    assert measured(contract, data).saving_cents == 48


def test_base_years_weigh_evenly_unless_told_otherwise() -> None:
    data = CostData(actual_cents=[100], base_years_cents=[[100], [200]])
    assert measured(PLAIN, data).saving_cents == 50
    weights = [Fraction(1, 4), Fraction(3, 4)]
    uneven = CostData(actual_cents=[100], base_years_cents=[[100], [200]], weights=weights)
    assert measured(PLAIN, uneven).saving_cents == 75


def test_an_agreed_amount_and_a_norm_have_no_standard_error() -> None:
    fixed = replace(PLAIN, benchmark=BenchmarkKind.FIXED)
    saving = measured(fixed, CostData(actual_cents=[80, 90], agreed_mean_cents=Fraction(100)))
    assert (saving.saving_cents, saving.z) == (30, None)
    assert (
        measured(gesundes_kinzigtal(), CostData(actual_cents=[80, 90], norm_cents=[100, 90])).saving_cents
        == 20
    )


@pytest.mark.parametrize("kind", BenchmarkKind)
def test_a_benchmark_without_what_it_needs_is_not_testable(kind: BenchmarkKind) -> None:
    found = measure_saving(replace(PLAIN, benchmark=kind), CostData(actual_cents=[100]))
    assert isinstance(found, NotTestable)
    assert found.reason.endswith(".")


def test_menzis_pays_only_when_the_measured_saving_is_beyond_chance() -> None:
    contract = menzis_enschede(share=Fraction(1, 2), confidence=Fraction(9, 10))
    control = {"alle": [1_000, 1_010, 990, 1_000] * 25}
    base = {"base_years_cents": [[1_000, 1_020, 980, 1_000] * 25], "own_mix": {"alle": Fraction(1)}}
    for actual, is_paid in (([900, 950, 850, 900] * 25, True), ([999, 1_019, 979, 999] * 25, False)):
        data = CostData(
            actual_cents=actual, control_before_cents=control, control_after_cents=control, **base
        )
        saving = measured(contract, data)
        paid = settle(
            contract,
            benchmark=saving.benchmark_cents,
            expenditure=saving.benchmark_cents - saving.saving_cents,
            persons=saving.persons,
            quality=1,
            minimum_rate=measured_threshold(contract, saving),
        )
        assert (paid.payment > 0) is is_paid
        assert saving.z is not None
        assert (saving.z > 1.2816) is is_paid


def test_only_a_statistical_threshold_is_measured() -> None:
    saving = measured(PLAIN, CostData(actual_cents=[100, 90], base_years_cents=[[100, 120]]))
    assert measured_threshold(PLAIN, saving) is None
    assert measured_threshold(menzis_enschede(), saving) is None
