"""Discounting: factors, present values, annuities, and rates by date."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement import valuation as v
from maatschappelijk_rendement.domain.errors import UsageError

amounts = st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=12)
rates = st.fractions(Fraction(-1, 2), 2, max_denominator=1000)


@pytest.mark.parametrize(
    ("t", "printed"),
    [(0, "1"), (1, "0.977995"), (2, "0.956474"), (3, "0.935427"), (4, "0.914843"), (5, "0.894712")],
)
def test_the_dutch_rate_gives_the_factors_of_the_design_note(t: int, printed: str) -> None:
    assert round(v.discount_factor(t, Decimal("0.0225")), 6) == Decimal(printed)


@pytest.mark.parametrize(
    ("t", "printed"), [(30, ".35627841"), (31, ".34590137"), (75, ".09421377"), (76, ".09191588")]
)
def test_the_green_book_kinks_after_30_and_75_years(t: int, printed: str) -> None:
    assert round(v.discount_factor(t, "green_book"), 8) == Decimal(printed)


def test_beyond_125_years_the_green_book_goes_on_at_two_percent() -> None:
    at_125, at_126 = v.discount_factor(125, "green_book"), v.discount_factor(126, "green_book")
    assert Fraction(at_125) / Fraction(at_126) == pytest.approx(1.02, abs=1e-15)
    at_300, at_302 = v.discount_factor(300, "green_book"), v.discount_factor(302, "green_book")
    assert float(at_300) / float(at_302) == pytest.approx(1.01**2, abs=1e-12)


def test_a_schedule_of_your_own_is_first_years_with_rates() -> None:
    own = {0: "0.10", 2: "0.25"}
    assert v.discount_factor(2, own) == 1 / Decimal("1.375")
    assert v.present_value([0, 0, "1.375"], [(0, "0.10"), (2, "0.25")]) == 1


def test_a_row_of_rates_is_one_for_each_year_and_the_last_goes_on() -> None:
    assert v.present_value([0, 0, 0, 1], ["0.25", "0.6", "0"]) == Decimal("0.5")


def test_a_root_of_whole_numbers_is_a_float() -> None:
    assert v.discount_factor(Fraction(1, 2), Fraction(21, 100)) == 1 / 1.1
    assert isinstance(v.internal_rate([-100, 110]), float)
    assert v.internal_rate([Decimal(-100), 110]) == Decimal("0.1")


@given(st.integers(0, 60), rates)
def test_a_factor_is_one_over_one_plus_the_rate_to_the_time(t: int, rate: Fraction) -> None:
    assert v.discount_factor(t, rate) == 1 / (1 + rate) ** t


@given(amounts)
def test_at_rate_zero_a_present_value_is_a_plain_sum(row: list[int]) -> None:
    assert v.present_value(row, 0) == sum(row)


@given(amounts, rates, st.integers(0, 5))
def test_a_present_value_is_the_sum_of_discounted_amounts(row: list[int], rate: Fraction, first: int) -> None:
    each = (amount * Fraction(v.discount_factor(first + t, rate)) for t, amount in enumerate(row))
    assert v.present_value(row, rate, first) == sum(each)


def test_the_middle_of_the_year_is_half_a_year_earlier_than_its_end() -> None:
    middle = v.present_value([100, 100], "0.21", first="0.5")
    end = v.present_value([100, 100], "0.21", first=1)
    assert round(middle, 20) == round(end * Decimal("1.1"), 20)


def test_an_annuity_adds_factors_and_counts_a_part_of_a_year_for_its_part() -> None:
    assert round(v.annuity("0.0225", 5), 6) == Decimal("4.679453")
    assert v.annuity("0.25", 2, first=0) == Decimal("1.8")
    assert v.annuity("0.25", "1.5") == Decimal("0.8") + Decimal("0.64") / 2


def test_an_equivalent_annual_amount_has_the_same_present_value() -> None:
    yearly = v.equivalent_annual(1000, Fraction(1, 4), 2)
    assert v.present_value([yearly, yearly], Fraction(1, 4), first=1) == 1000


@pytest.mark.parametrize(
    ("on", "rate"), [((2009, 1, 1), "0.055"), ((2016, 1, 1), "0.03"), ((2021, 1, 1), "0.0225")]
)
def test_the_dutch_rate_follows_the_date(on: tuple[int, int, int], rate: str) -> None:
    assert v.discount_rate(date(*on)) == Decimal(rate)
    assert v.dutch_rate(date(*on)).source


def test_before_2009_no_dutch_rate_is_known() -> None:
    with pytest.raises(UsageError, match="geen discontovoet bekend"):
        v.discount_rate(date(2008, 12, 31))


def test_exact_numbers_give_an_exact_answer_and_floats_a_float() -> None:
    assert v.present_value([100], Fraction(1, 4), first=1) == Fraction(80)
    assert isinstance(v.present_value([100], 0, first=1), Fraction)
    assert isinstance(v.present_value([100], Decimal("0.25"), first=1), Decimal)
    assert isinstance(v.present_value([100.0], Fraction(1, 4), first=1), float)


@pytest.mark.parametrize("rate", [float("nan"), float("inf"), True, None, "veel", -1, "1e999999", {}, 1000])
def test_what_is_no_rate_is_refused(rate: Any) -> None:
    with pytest.raises(UsageError):
        v.present_value([1, 2], rate)


@pytest.mark.parametrize("row", [[], [float("nan")], [True], ["x"], None, [1e30], {1: 2}])
def test_what_is_no_row_of_amounts_is_refused(row: Any) -> None:
    with pytest.raises(UsageError):
        v.present_value(row, "0.02")


def test_years_of_365_days_as_in_a_spreadsheet() -> None:
    # The example of XNPV and XIRR in a spreadsheet's manual: 2.086,65 and 37,34 %.
    days = ["2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01"]
    row = [-10_000, 2_750, 4_250, 3_250, 2_750]
    assert round(v.dated_present_value(days, row, "0.09"), 2) == Decimal("2086.65")
    assert round(v.dated_internal_rate(days, row), 4) == 0.3734


def test_the_order_of_days_does_not_matter() -> None:
    days, row = ["2024-01-01", "2025-01-01", "2026-03-01"], [-100, 40, 80]
    turned = v.dated_present_value(days[::-1], row[::-1], "0.05")
    assert turned == v.dated_present_value(days, row, "0.05")


def test_without_an_internal_rate_there_is_none() -> None:
    assert v.internal_rate([100, 20]) is None
    assert v.dated_internal_rate(["2024-01-01", "2025-01-01"], [1, 1]) is None


def test_every_internal_rate_is_found_and_the_nearest_to_zero_given() -> None:
    # (1 - 1.1 x)(1 - 1.2 x)(1 - 0.5 x): rates of 10 %, 20 % and -50 %.
    row = ["1", "-2.8", "2.47", "-0.66"]
    assert v.internal_rates(row) == (Decimal("-0.5"), Decimal("0.1"), Decimal("0.2"))
    assert v.internal_rate(row) == Decimal("0.1")


def test_a_present_value_that_only_touches_zero_has_its_rate_too() -> None:
    assert v.internal_rates(["1", "-2.2", "1.21"]) == (Decimal("0.1"),)


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=7))
def test_at_an_internal_rate_the_present_value_is_zero(row: list[int]) -> None:
    for rate in v.internal_rates([Decimal(amount) for amount in row]):
        size = sum(abs(amount) * v.discount_factor(t, rate) for t, amount in enumerate(row))
        assert abs(v.present_value(row, rate)) <= size * Decimal("1e-20")


def test_a_long_row_has_its_rate_too() -> None:
    # A loan of 1.000 at 0,5 % a month, paid back in 480 equal parts.
    part = Fraction(1000) / Fraction(v.annuity(Fraction(1, 200), 480))
    assert round(v.internal_rate([-1000, *[part] * 480]), 12) == 0.005
    # (1 - 1.1 x)(1 - 1.2 x), and then a hundred years of nothing.
    found = v.internal_rates([Decimal(1), Decimal("-2.3"), Decimal("1.32"), *[0] * 100])
    assert found == (Decimal("0.1"), Decimal("0.2"))


def test_a_schedule_of_ones_own_and_a_year_are_read_too() -> None:
    own = v.Schedule(((0, 0.035), (2, 0.03)))
    assert v.present_value([0, 0, 1], own) == pytest.approx(1 / (1.035 * 1.03))
    assert v.present_value([0, 0, 1], own) == v.present_value([0, 0, 1], {0: 0.035, 2: 0.03})
    assert v.discount_rate(2018) == v.discount_rate(date(2018, 6, 1)) == Decimal("0.03")
    with pytest.raises(UsageError, match="on"):
        v.dutch_rate("volgend jaar")  # type: ignore[arg-type]


@pytest.mark.parametrize("steps", [{30: 0.035, 75: 0.03}, [(30, 0.035), (45, 0.03)], {1999: 0.04}])
def test_steps_that_do_not_begin_at_the_start_are_refused(steps: Any) -> None:
    """Last years, lengths or calendar years would be read as first years, without a word."""
    with pytest.raises(UsageError, match="eerste stap begint niet"):
        v.discount_factor(31, steps)


def test_days_of_numpy_are_days() -> None:
    import numpy as np

    days = np.array(["2024-01-01", "2024-12-31"], dtype="datetime64[D]")
    assert v.dated_present_value(days, [-100, 110], Decimal("0.1")) == 0
    assert v.dated_present_value(days.astype("datetime64[ns]"), [-100, 110], Decimal("0.1")) == 0
