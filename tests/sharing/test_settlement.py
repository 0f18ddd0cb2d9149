"""Settlements: the vectors of public results, worked cases, and properties that hold for every contract."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing import Contract, mssp_contract, settle
from maatschappelijk_rendement.sharing.contract import (
    Band,
    CapOrder,
    LossRule,
    QualityRule,
    ThresholdKind,
)
from maatschappelijk_rendement.sharing.mssp import TRACKS

YEARS = {track: (2022 if track[0] in "BE" else 2015 if track == "?" else 2019) for track in TRACKS}
PLAIN = Contract(name="Test", source="toets", share=Fraction(1, 2))


def pay(contract: Contract, benchmark: Any, expenditure: Any, **more: Any) -> Any:
    figures = {"persons": 60_000, "quality": 1, **more}
    return settle(contract, benchmark=benchmark, expenditure=expenditure, **figures).payment


class TestPublishedVectors:
    """Single settlements with every figure from public results."""

    def test_enhanced_2023(self) -> None:
        paid = pay(
            mssp_contract("ENHANCED", 2023), 1_098_668_352, 998_768_668, persons=78_364, minimum_rate=0.02
        )
        assert paid == Decimal("73426267.74")

    def test_basic_a_2023(self) -> None:
        paid = pay(
            mssp_contract("BASIC A", 2023), 140_823_487, 131_954_846, persons=11_963, minimum_rate=0.0288
        )
        assert round(paid) == 3_476_507

    def test_basic_d_2023_with_a_disaster(self) -> None:
        paid = pay(
            mssp_contract("BASIC D", 2023),
            170_151_642,
            172_253_405,
            persons=20_000,
            minimum_rate=0.01,
            disaster_adjustment=262_871,
        )
        assert round(paid) == -367_658

    def test_basic_a_2024_with_relief(self) -> None:
        # 609.027 is 0,73 % of the benchmark: below the threshold, half the share of 40 %.
        benchmark = 83_428_356
        paid = pay(
            mssp_contract("BASIC A", 2024),
            benchmark,
            benchmark - 609_027,
            persons=5_947,
            low_revenue_relief=True,
        )
        assert round(paid) == 119_369

    def test_a_final_share_already_holds_the_relief(self) -> None:
        benchmark = 83_428_356
        paid = pay(
            mssp_contract("BASIC A", 2024),
            benchmark,
            benchmark - 609_027,
            persons=5_947,
            low_revenue_relief=True,
            share=Decimal("0.2"),
        )
        assert round(paid) == 119_369


class TestRules:
    """One rule at a time, by hand."""

    def test_without_a_share_the_contract_asks_for_one(self) -> None:
        with pytest.raises(UsageError, match="geen aandeel"):
            pay(replace(PLAIN, share=None), 100, 90)
        assert pay(replace(PLAIN, share=None), 100, 90, share=0.3) == 3

    def test_the_cap_comes_after_the_levy(self) -> None:
        contract = replace(PLAIN, levy=Fraction(1, 50), gain_cap=Fraction(1, 10))
        # 1.000 x 0,5 x 0,98 = 490 is more than 10 % of 2.000.
        assert pay(contract, 2_000, 1_000) == 200
        assert pay(contract, 20_000, 19_000) == 490

    def test_a_cap_on_the_saving_comes_before_the_share(self) -> None:
        contract = replace(PLAIN, levy=Fraction(1, 50), gain_cap=Fraction(1, 10), order=CapOrder.CAP_FIRST)
        assert pay(contract, 2_000, 1_000) == 98

    def test_a_discount_lowers_the_benchmark(self) -> None:
        assert pay(replace(PLAIN, discount=Fraction(1, 20)), 100, 90) == Decimal("2.50")

    def test_part_of_a_year_counts_for_its_part(self) -> None:
        assert pay(replace(PLAIN, proration=Fraction(1, 4)), 100, 80) == Decimal("2.50")

    def test_quality_multiplies_or_is_a_gate(self) -> None:
        multiplied = replace(PLAIN, quality=QualityRule.MULTIPLIES)
        gate = replace(PLAIN, quality=QualityRule.GATE)
        assert pay(multiplied, 100, 80, quality=0.8) == 8
        assert pay(multiplied, 100, 80, quality=0.8, met_quality_standard=False) == 0
        assert pay(gate, 100, 80, quality=0.8) == 10
        assert pay(gate, 100, 80, quality=0.8, met_quality_standard=False) == 8
        neither = {"met_quality_standard": False, "met_alternative_standard": False}
        assert pay(gate, 100, 80, quality=0.8, **neither) == 0
        assert pay(gate, 100, 80, quality=0.8, share=0.5, **neither) == 0

    def test_quality_is_asked_for_only_where_a_rule_uses_it(self) -> None:
        assert pay(PLAIN, 100, 80, quality=None) == 10
        with pytest.raises(UsageError, match="quality"):
            pay(replace(PLAIN, quality=QualityRule.MULTIPLIES), 100, 80, quality=None)

    def test_a_flat_loss_is_capped_by_the_lower_of_two_caps(self) -> None:
        contract = replace(
            PLAIN,
            loss=LossRule.FLAT,
            loss_rate=Fraction(3, 10),
            loss_cap=Fraction(1, 50),
            loss_cap_revenue=Fraction(1, 25),
        )
        # 30 % of 100 is 30; 2 % of 1.000 is 20; 4 % of 300 is 12.
        assert pay(contract, 1_000, 1_100) == -20
        assert pay(contract, 1_000, 1_100, provider_revenue=300) == -12
        assert settle(contract, benchmark=1_000, expenditure=1_100, persons=9, quality=None).notes

    def test_a_loss_cap_on_the_excess_comes_first_when_the_contract_says_so(self) -> None:
        contract = replace(
            PLAIN,
            loss=LossRule.FLAT,
            loss_rate=Fraction(1, 2),
            loss_cap=Fraction(1, 10),
            order=CapOrder.CAP_FIRST,
        )
        assert pay(contract, 1_000, 1_300) == -50

    def test_enhanced_loses_less_with_better_quality(self) -> None:
        contract = mssp_contract("ENHANCED", 2022)
        losses = {"minimum_rate": 0, "benchmark": 1_000, "expenditure": 1_010}
        # 1 - 0,75 x Q, between 40 and 75 %.
        assert pay(contract, **losses, quality=0.7) == Decimal("-4.75")
        assert pay(contract, **losses, quality=1) == -4
        assert pay(contract, **losses, quality=0.1) == Decimal("-7.50")
        neither = {"met_quality_standard": False, "met_alternative_standard": False}
        assert pay(contract, **losses, quality=1, **neither) == Decimal("-7.50")

    def test_a_published_final_share_does_not_change_the_loss_rate_of_a_gate(self) -> None:
        contract = mssp_contract("ENHANCED", 2022)
        paid = pay(contract, 1_000, 1_010, minimum_rate=0, quality=0.7, share=0.75)
        assert paid == Decimal("-4.75")

    def test_a_disaster_lowers_a_loss_whatever_its_sign_and_never_below_zero(self) -> None:
        contract = mssp_contract("ENHANCED", 2022)
        for size in (3, -3):
            assert pay(contract, 1_000, 1_010, minimum_rate=0, disaster_adjustment=size) == -1
        assert pay(contract, 1_000, 1_010, minimum_rate=0, disaster_adjustment=99) == 0

    def test_there_is_no_levy_on_a_loss(self) -> None:
        assert mssp_contract("BASIC E", 2022).levy == Fraction(1, 50)
        assert pay(mssp_contract("BASIC E", 2022), 1_000, 1_100, minimum_rate=0) == -30

    def test_a_marked_saving_pays_nothing(self) -> None:
        assert pay(mssp_contract("ENHANCED", 2024), 1_000, 900, guardrail=True) == 0
        assert pay(mssp_contract("ENHANCED", 2024), 1_000, 1_010, minimum_rate=0, guardrail=True) == -4

    def test_relief_needs_a_contract_a_size_and_a_saving(self) -> None:
        basic = mssp_contract("BASIC A", 2024)
        small = {"low_revenue_relief": True, "persons": 5_000}
        assert pay(basic, 1_000, 990, **small) == Decimal("1.96")
        assert pay(basic, 1_000, 990, **{**small, "persons": 4_999}) == 0
        assert pay(basic, 1_000, 1_010, **small) == 0
        assert pay(mssp_contract("BASIC A", 2023), 1_000, 990, **small) == 0
        assert pay(mssp_contract("ENHANCED", 2024), 1_000, 990, **small) == 0
        # With the alternative standard only, half of the share x quality: 0,2 x 0,5 x 0,98 x 10.
        partly = pay(basic, 1_000, 990, quality=0.5, met_quality_standard=False, **small)
        assert partly == Decimal("0.98")

    def test_flags_a_contract_does_not_know_are_refused(self) -> None:
        with pytest.raises(UsageError, match="vangrail"):
            pay(PLAIN, 100, 90, guardrail=True)
        two_sided = replace(PLAIN, loss=LossRule.FLAT, loss_rate=Fraction(1, 2))
        with pytest.raises(UsageError, match="rampcorrectie"):
            pay(two_sided, 100, 110, disaster_adjustment=1)

    def test_bands_share_each_slice_on_its_own(self) -> None:
        bands = (
            Band(Fraction(1, 20), Fraction(1, 2)),
            Band(Fraction(1, 10), Fraction(1, 4)),
            Band(None, Fraction(1, 10)),
        )
        contract = replace(PLAIN, share=None, gain_bands=bands, loss=LossRule.BANDS, loss_bands=bands[:2])
        # 5 x 0,5 + 5 x 0,25 + 10 x 0,1; a loss stops at the last band's end.
        assert pay(contract, 100, 80) == Decimal("4.75")
        assert pay(contract, 100, 120) == Decimal("-3.75")

    def test_a_quality_bonus_comes_on_top(self) -> None:
        contract = replace(PLAIN, quality_bonus=Fraction(1, 20))
        assert pay(contract, 100, 120, quality=0.5) == Decimal("2.50")

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            *(("benchmark", 0), ("benchmark", -1), ("expenditure", -1), ("persons", 0), ("persons", 2.5)),
            *(("share", 1.2), ("share", -0.1), ("quality", 1.01), ("provider_revenue", -1)),
            *(("met_quality_standard", 2), ("guardrail", "ja"), ("disaster_adjustment", float("nan"))),
        ],
    )
    def test_an_impossible_figure_is_refused_by_name(self, field: str, value: object) -> None:
        figures: dict[str, Any] = {"benchmark": 100, "expenditure": 90, "persons": 10, "quality": 1}
        with pytest.raises(UsageError, match=field):
            settle(mssp_contract("TRACK2", 2018), **{**figures, field: value})


class TestColumns:
    """A column of rows gives what each row gives on its own."""

    def test_a_column_gives_decimals_in_order(self) -> None:
        paid = pay(PLAIN, pd.Series([100, 100, 100]), [90, 100, 95.5])
        assert paid.tolist() == [Decimal("5.00"), Decimal("0.00"), Decimal("2.25")]

    @given(
        st.sampled_from(TRACKS),
        st.lists(
            st.tuples(
                st.integers(10**6, 10**9),
                st.floats(0.8, 1.2),
                st.integers(300, 80_000),
                st.integers(0, 10_000),
                st.booleans(),
                st.booleans(),
            ),
            min_size=2,
            max_size=5,
        ),
    )
    def test_rows_do_not_touch_each_other(self, track: str, rows: list[tuple[Any, ...]]) -> None:
        contract = mssp_contract(track, YEARS[track])
        figures = [
            {
                "benchmark": benchmark,
                "expenditure": int(benchmark * ratio),
                "persons": persons,
                "quality": Decimal(quality) / 10_000,
                "met_quality_standard": met,
                "met_alternative_standard": alternative,
            }
            for benchmark, ratio, persons, quality, met, alternative in rows
        ]
        together = settle(contract, **{name: [row[name] for row in figures] for name in figures[0]})
        apart = [settle(contract, **row) for row in figures]
        assert together.payment.tolist() == [one.payment for one in apart]
        assert together.outcome.tolist() == [one.outcome for one in apart]
        for step, *singles in zip(together.waterfall, *(one.waterfall for one in apart), strict=True):
            assert step.change_cents.tolist() == [single.change_cents for single in singles]

    def test_columns_of_different_lengths_are_refused(self) -> None:
        with pytest.raises(UsageError, match="even lang"):
            pay(PLAIN, [100, 100, 100], [90, 90])

    def test_an_empty_column_gives_an_empty_column(self) -> None:
        assert pay(PLAIN, np.array([], dtype=int), []).tolist() == []

    def test_numbers_of_numpy_and_pandas_are_read_like_pythons_own(self) -> None:
        contract = mssp_contract("TRACK2", 2018)
        figures = {
            "benchmark": np.int64(1_000),
            "expenditure": np.float64(900.0),
            "persons": np.int32(60_000),
            "quality": np.float64(0.9),
            "minimum_rate": np.float64(0.02),
            "met_quality_standard": np.float64(1.0),
            "met_alternative_standard": np.bool_(True),
            "disaster_adjustment": np.float64(0.0),
        }
        # 100 x 0,6 x 0,9 x 0,98.
        assert settle(contract, **figures).payment == Decimal("52.92")
        nullable = pd.DataFrame([figures]).convert_dtypes()
        assert settle(contract, **{name: nullable[name] for name in figures}).payment.tolist() == [
            Decimal("52.92")
        ]

    def test_quality_that_no_rule_looks_at_may_be_missing(self) -> None:
        assert pay(mssp_contract("BASIC A", 2022), 1_000, 900, quality=float("nan")) == Decimal("39.20")

    def test_one_column_stretches_the_rest(self) -> None:
        paid = pay(PLAIN, 100, 90, share=np.array([0.1, 0.2]))
        assert paid.tolist() == [1, 2]


outcomes = st.fixed_dictionaries(
    {
        "benchmark": st.integers(1, 10**10),
        "expenditure": st.integers(0, 12 * 10**9),
        "persons": st.integers(1, 100_000),
    }
)
qualities = st.integers(0, 1_000).map(lambda mille: Decimal(mille) / 1_000)


class TestProperties:
    """What holds for every contract and outcome."""

    @given(st.sampled_from(["?", "TRACK1", "BASIC A", "BASIC B"]), outcomes, qualities)
    def test_a_one_sided_contract_never_takes(self, track: str, outcome: Any, quality: Decimal) -> None:
        assert settle(mssp_contract(track, YEARS[track]), **outcome, quality=quality).payment >= 0

    @given(st.sampled_from(TRACKS), outcomes, qualities, qualities, st.booleans(), st.booleans())
    def test_better_quality_never_pays_less(
        self, track: str, outcome: Any, one: Decimal, other: Decimal, met: bool, alternative: bool
    ) -> None:
        contract = mssp_contract(track, YEARS[track])
        flags = {"met_quality_standard": met, "met_alternative_standard": alternative}
        paid = [
            settle(contract, **outcome, quality=quality, **flags).payment for quality in sorted([one, other])
        ]
        assert paid[0] <= paid[1]

    @given(st.sampled_from(TRACKS), outcomes, qualities)
    def test_the_steps_add_up_to_the_payment(self, track: str, outcome: Any, quality: Decimal) -> None:
        settled = settle(mssp_contract(track, YEARS[track]), **outcome, quality=quality)
        assert sum(step.change_cents for step in settled.waterfall) == settled.payment_cents
        assert settled.waterfall[0].change_cents == settled.saving_cents

    @given(st.sampled_from(TRACKS), outcomes, qualities)
    def test_caps_hold(self, track: str, outcome: Any, quality: Decimal) -> None:
        contract = mssp_contract(track, YEARS[track])
        paid = settle(contract, **outcome, quality=quality, minimum_rate=0).payment
        half_cent = Fraction(1, 200)
        assert Fraction(paid) <= (contract.gain_cap or 0) * outcome["benchmark"] + half_cent
        assert Fraction(-paid) <= (contract.loss_cap or 0) * outcome["benchmark"] + half_cent

    @given(st.sampled_from(TRACKS), outcomes, qualities, st.integers(0, 10**9))
    def test_lower_cost_never_pays_less(self, track: str, outcome: Any, quality: Decimal, less: int) -> None:
        contract = mssp_contract(track, YEARS[track])
        lower = {**outcome, "expenditure": max(0, outcome["expenditure"] - less)}
        before = settle(contract, **outcome, quality=quality).payment
        assert settle(contract, **lower, quality=quality).payment >= before

    @given(outcomes, st.integers(0, 1_000), st.integers(0, 1_000))
    def test_a_payment_is_exact_to_half_a_cent(self, outcome: Any, share: int, levy: int) -> None:
        contract = replace(PLAIN, share=Fraction(share, 1_000), levy=Fraction(levy, 1_000))
        saving = outcome["benchmark"] - outcome["expenditure"]
        expected = max(0, saving) * contract.share * (1 - contract.levy)
        paid = settle(contract, **outcome, quality=None).payment
        assert abs(Fraction(paid) - expected) <= Fraction(1, 200)


def test_a_threshold_holds_for_gain_and_loss_alike() -> None:
    contract = replace(
        PLAIN,
        threshold=ThresholdKind.FIXED,
        minimum_rate=Fraction(1, 20),
        loss=LossRule.FLAT,
        loss_rate=Fraction(1, 2),
    )
    settled = settle(contract, benchmark=[100] * 4, expenditure=[95, 96, 104, 105], persons=9, quality=None)
    assert settled.payment.tolist() == [Decimal("2.5"), 0, 0, Decimal("-2.5")]
    assert settled.outcome.tolist() == ["daling", "geen", "geen", "stijging"]
    assert settled.saving_cents.tolist() == [500, 400, -400, -500]
