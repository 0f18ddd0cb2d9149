"""Growth: published indices to the last digit, unknown years refused, and fans by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.wijk.growth import BudgetIndex, GrowthAssumption, budget_fan, index_factor


def test_the_vng_index_is_nine_parts_ova_and_one_part_ppc() -> None:
    # OVA 2024 final 6,0 %; PPC 2024 final 3,1 %: 0,9 x 6,0 + 0,1 x 3,1 = 5,71 %.
    assert index_factor("VNG", 2023, 2024).factor == Fraction("1.0571")
    assert index_factor("OVA", 2023, 2024).factor == Fraction("1.06")
    assert index_factor("PPC", 2023, 2024).factor == Fraction("1.031")


def test_the_consumer_prices_of_2018_and_2022() -> None:
    # 1 euro of 2018 is 1,26 of 2024; 1 euro of 2022 is 1,073 of 2024.
    assert index_factor("CPI", 2018, 2022).factor == Fraction("1.26") / Fraction("1.073")
    assert index_factor("CPI", 2022, 2018).factor == Fraction("1.073") / Fraction("1.26")


def test_what_is_preliminary_or_doubtful_is_said() -> None:
    found = index_factor("OVA", 2020, 2022)
    # 2022 is 3,87 % since the VGN was read; 2,2 % was only the part for contract wages.
    assert found.factor == Fraction("1.015") * Fraction("1.0387")
    assert (found.is_preliminary, found.is_doubtful) == (True, True)
    assert found.note == "geïndexeerd met OVA van 2020 naar 2022, deels voorlopig, deels twijfelachtig"


@pytest.mark.parametrize(("index", "from_year", "to_year"), [("OVA", 2015, 2020), ("PPC", 2024, 2026)])
def test_a_year_without_a_figure_is_refused_and_named(index: str, from_year: int, to_year: int) -> None:
    with pytest.raises(UsageError, match=f"{'2016, 2017' if index == 'OVA' else '2026'} is niet bekend"):
        index_factor(index, from_year, to_year)


def test_the_same_year_needs_no_figure() -> None:
    assert index_factor("OVA", 1999, 1999).factor == 1


@given(st.sampled_from(list(BudgetIndex)), st.integers(2022, 2024), st.integers(2022, 2024))
def test_there_and_back_is_nothing(index: BudgetIndex, one: int, other: int) -> None:
    assert index_factor(index, one, other).factor * index_factor(index, other, one).factor == 1


def growth(low: str, middle: str, high: str) -> GrowthAssumption:
    return GrowthAssumption(
        name="groei", low=Fraction(low), middle=Fraction(middle), high=Fraction(high), source="aanname"
    )


def test_a_fan_of_one_assumption_is_its_three_lines() -> None:
    first, second, third = budget_fan(1_000_000, 2018, 3, [growth("0.01", "0.02", "0.04")])
    assert {first.lowest_cents, first.middle_cents, first.highest_cents} == {1_000_000}
    assert (second.year, second.low_cents, second.middle_cents, second.high_cents) == (
        2019,
        1_010_000,
        1_020_000,
        1_040_000,
    )
    assert (third.low_cents, third.middle_cents, third.high_cents) == (1_020_100, 1_040_400, 1_081_600)


def test_a_fan_of_two_assumptions_weighs_all_nine_combinations() -> None:
    # Sums of growth in tenths of a percent, with weights in hundredths: 0 (9), 10 (12+12), 20 (9+9+16),
    # 30 (12+12), 40 (9). Growth multiplies: 1,02 x 1,00 is below 1,01 x 1,01.
    _, year = budget_fan(10_000_00, 2018, 2, [growth("0", "0.01", "0.02")] * 2)
    assert (year.lowest_cents, year.highest_cents) == (1_000_000, 1_040_400)
    # 9 % is no growth, so the 10th percentile is 1 % once (33 % at or below); the median is 1,02 x 1,00
    # (51 % at or below); the 90th percentile is 1,01 x 1,02 (67 % + 24 % = 91 % at or below).
    assert (year.low_cents, year.middle_cents, year.high_cents) == (1_010_000, 1_020_000, 1_030_200)


def test_without_assumptions_nothing_changes() -> None:
    for year in budget_fan(12_345, 2018, 5, []):
        assert {year.lowest_cents, year.low_cents, year.middle_cents, year.highest_cents} == {12_345}


@pytest.mark.parametrize(
    "wrong", [{"low": Fraction(1, 10)}, {"high": Fraction(2)}, {"source": ""}, {"name": ""}]
)
def test_an_assumption_has_an_order_a_name_and_a_source(wrong: dict[str, object]) -> None:
    given = {"name": "groei", "low": 0, "middle": Fraction(1, 100), "high": Fraction(2, 100), "source": "x"}
    with pytest.raises(UsageError, match="GrowthAssumption"):
        GrowthAssumption(**(given | wrong))


@pytest.mark.parametrize(("years", "count"), [(0, 1), (51, 1), (5, 7)])
def test_a_fan_has_bounds(years: int, count: int) -> None:
    with pytest.raises(UsageError, match="hoogstens 6 aannames"):
        budget_fan(1, 2018, years, [growth("0", "0", "0")] * count)


RATE = st.fractions(Fraction(-1, 10), Fraction(1, 10), max_denominator=200)
ASSUMPTION = st.lists(RATE, min_size=3, max_size=3).map(
    lambda rates: GrowthAssumption(
        name="g", low=min(rates), middle=sorted(rates)[1], high=max(rates), source="s"
    )
)


@given(st.integers(-(10**9), 10**9), st.lists(ASSUMPTION, max_size=3), st.integers(1, 5))
def test_a_fan_is_in_order(start: int, assumptions: list[GrowthAssumption], years: int) -> None:
    for year in budget_fan(start, 2018, years, assumptions):
        amounts = [
            year.lowest_cents,
            year.low_cents,
            year.middle_cents,
            year.high_cents,
            year.highest_cents,
        ]
        assert amounts == sorted(amounts)
