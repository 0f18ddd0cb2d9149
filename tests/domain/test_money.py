"""Whole cents: half-up, ties away from zero, and the Dutch way of writing."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.money import (
    dutch_euro,
    dutch_number,
    euro_string,
    half_up,
    to_cents,
    to_euros,
)


@given(st.fractions(-(10**9), 10**9, max_denominator=10**4))
def test_half_up_is_the_nearest_and_ties_go_away_from_zero(amount: Fraction) -> None:
    rounded = half_up(amount)
    assert abs(amount - rounded) <= Fraction(1, 2)
    if abs(amount - rounded) == Fraction(1, 2):
        assert abs(rounded) > abs(amount)


@given(st.decimals(-(10**6), 10**6, places=4))
def test_cents_agree_with_decimals_own_rounding(euros: Decimal) -> None:
    assert to_cents(euros) == int(euros.quantize(Decimal("0.01"), ROUND_HALF_UP) * 100)


@given(st.integers(-(10**12), 10**12))
def test_cents_to_euros_and_back_is_the_identity(cents: int) -> None:
    assert to_cents(to_euros(cents)) == cents


def test_unknown_is_not_zero() -> None:
    assert euro_string(None) is None
    assert euro_string(0) == "0.00"


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (0, "0,00"),
        (-5, "-0,05"),
        (123456, "1.234,56"),
        (-13239400, "-132.394,00"),
        (100000000, "1.000.000,00"),
    ],
)
def test_euros_are_written_the_dutch_way(cents: int, text: str) -> None:
    assert dutch_euro(cents) == f"€\N{NO-BREAK SPACE}{text}"


def test_a_dutch_number_rounds_half_up() -> None:
    assert dutch_number(Decimal("0.5")) == "1"
    assert dutch_number(Decimal("2.345"), 2) == "2,35"
