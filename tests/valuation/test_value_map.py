"""SROI and the ratio of benefits and costs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement import valuation as v
from maatschappelijk_rendement.domain.errors import UsageError

shares = st.fractions(0, 1, max_denominator=20)
rows = st.builds(
    v.SroiRow,
    quantity=st.integers(0, 100),
    proxy=st.integers(-1000, 1000),
    deadweight=shares,
    displacement=shares,
    attribution=shares,
    drop_off=shares,
    duration=st.integers(0, 6),
)


def test_drop_off_counts_from_the_second_year_of_effect() -> None:
    row = v.SroiRow(10, 100, deadweight="0.5", drop_off="0.1", duration=3, start=1)
    found = v.sroi([row], investment=100)
    assert found.values == (0, 500, 450, 405)


def test_of_a_last_year_in_part_that_part_counts() -> None:
    found = v.sroi([v.SroiRow(1, 100, duration="2.5")], investment=100)
    assert found.values == (100, 100, 50)


def test_a_negative_outcome_lowers_the_ratio() -> None:
    found = v.sroi([v.SroiRow(1, 300), v.SroiRow(1, -100)], investment=100)
    assert (found.present_value, found.net, found.ratio) == (200, 100, 2)


def test_both_conventions_for_year_one_are_given() -> None:
    found = v.sroi([v.SroiRow(1, 100, duration=2)], "0.25", first=1, investment=100)
    assert (found.present_value, found.other.present_value) == (Decimal(144), Decimal(180))
    assert found.other.first == 0
    assert found.other.other is None


def test_what_is_paid_in_later_years_is_discounted() -> None:
    found = v.sroi([v.SroiRow(1, 100)], "0.25", investment=[50, 50])
    assert found.investment == Decimal(90)


def test_payback_is_there_only_where_the_worth_covers_the_investment() -> None:
    assert v.sroi([v.SroiRow(1, 40, duration=3)], investment=100).payback == Fraction(5, 2)
    assert v.sroi([v.SroiRow(1, 30, duration=3)], investment=100).payback is None


@given(rows)
def test_deadweight_of_one_leaves_nothing(row: v.SroiRow) -> None:
    assert v.sroi([replace(row, deadweight=1)], "0.03", investment=1).present_value == 0


@given(rows)
def test_one_year_without_drop_off_is_the_impact(row: v.SroiRow) -> None:
    found = v.sroi([replace(row, drop_off=0, duration=1)], "0.03", investment=1)
    assert found.present_value == found.rows[0].impact


@given(st.lists(rows, min_size=1, max_size=5), st.randoms())
def test_the_order_of_rows_does_not_matter(given_rows: list[v.SroiRow], random: Any) -> None:
    found = v.sroi(given_rows, Fraction(1, 30), investment=7)
    turned = list(given_rows)
    random.shuffle(turned)
    assert v.sroi(turned, Fraction(1, 30), investment=7).ratio == found.ratio
    assert sum(row.present_value for row in found.rows) == found.present_value


@pytest.mark.parametrize("name", ["deadweight", "displacement", "attribution", "drop_off"])
@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan"), True, "veel"])
def test_a_share_outside_zero_to_one_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(UsageError, match=rf"rows\[1\]\.{name}: geef een deel van 0 tot en met 1"):
        v.sroi([{"quantity": 1, "proxy": 1, name: value}], investment=1)


@pytest.mark.parametrize("investment", [0, -1, [], [5, -5]])
def test_without_an_investment_there_is_no_ratio(investment: Any) -> None:
    with pytest.raises(UsageError, match="investment"):
        v.sroi([v.SroiRow(1, 1)], investment=investment)


def test_a_missing_proxy_is_named() -> None:
    with pytest.raises(UsageError, match=r"rows\[2\]: proxy ontbreekt"):
        v.sroi([v.SroiRow(1, 1), {"quantity": 3}], investment=1)


def test_the_ratio_depends_on_what_is_called_a_cost_and_the_net_value_does_not() -> None:
    whole = v.benefit_cost([0, 90, 90], [100, 10, 10])
    assert (whole.net, whole.ratio, whole.other_ratio) == (60, Fraction(3, 2), Fraction(8, 5))
    assert v.benefit_cost([0, 90, 90], [100, 10, 10], form="modified").ratio == Fraction(8, 5)
    assert v.benefit_cost([0, 80, 80], [100]).net == 60


def test_without_costs_there_is_no_ratio() -> None:
    assert v.benefit_cost([5], [0]).ratio is None


def test_payback_counts_from_the_last_time_the_total_was_below_zero() -> None:
    found = v.benefit_cost([0, 120, 0, 40], [100, 0, 50, 0])
    assert found.payback == Fraction(11, 4)
    assert v.benefit_cost([0, 110], [100, 0], "0.25").discounted_payback is None
    assert v.benefit_cost([0, 110], [100, 0], "0.25").payback == Decimal(10) / 11


def test_the_names_that_other_tools_use_are_known_and_others_refused() -> None:
    row = {"name": "werk", "quantity": 2, "financial_proxy": 50, "dropoff": "0.5", "years": 2}
    assert v.sroi([row], investment=100).values == (100, 50)
    with pytest.raises(UsageError, match="onbekend"):
        v.sroi([{"quantity": 1, "proxy": 1, "deadweigt": 0.4}], investment=1)
    with pytest.raises(UsageError, match="twee keer"):
        v.sroi([{"quantity": 1, "proxy": 1, "value": 2}], investment=1)


def test_a_start_in_part_of_a_year_is_refused_and_not_cut_off() -> None:
    with pytest.raises(UsageError, match=r"rows\[1\]\.start: geef een geheel aantal jaren"):
        v.sroi([v.SroiRow(1, 1, start="0.5")], investment=1)
