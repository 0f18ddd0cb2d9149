"""Exact columns: no rounding before the end, no overflow, no missing value let through."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing.exact import ONE, Exact, choose, largest, smallest

amounts = st.integers(-(10**13), 10**13)
small_fractions = st.fractions(min_value=-3, max_value=3, max_denominator=10**6)
columns = st.lists(st.one_of(amounts.map(Fraction), small_fractions), min_size=3, max_size=3)


def test_a_float_counts_as_the_decimal_it_prints_as() -> None:
    assert Exact.of(0.1).fractions() == [Fraction(1, 10)]
    assert Exact.of(np.array([0.916964286, 0.5])).fractions() == [
        Fraction(916964286, 10**9),
        Fraction(1, 2),
    ]
    third = 1 / 3
    assert Exact.of(np.array([third])).fractions() == [Fraction(repr(third))]


def test_every_kind_of_column_reads_the_same() -> None:
    expected = [Fraction(5, 2), Fraction(-3)]
    for column in ([2.5, -3], (Decimal("2.5"), Decimal(-3)), np.array([2.5, -3]), pd.Series([2.5, -3.0])):
        assert Exact.of(column).fractions() == expected


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, None, "12", Decimal("NaN"), [1.0, math.nan], [1, None]]
)
def test_a_missing_value_is_refused_and_named(value: object) -> None:
    with pytest.raises(UsageError, match="benchmark"):
        Exact.of(value, "benchmark")


def test_a_table_is_refused() -> None:
    with pytest.raises(UsageError, match="één kolom"):
        Exact.of(np.zeros((2, 2)))


@given(columns, columns, st.one_of(small_fractions, amounts.map(Fraction)))
def test_arithmetic_is_that_of_fractions(
    left: list[Fraction], right: list[Fraction], factor: Fraction
) -> None:
    a, b, k = Exact.of(left), Exact.of(right), Exact.of(factor)
    pairs = list(zip(left, right, strict=True))
    assert (a + b).fractions() == [x + y for x, y in pairs]
    assert (a - b).fractions() == [x - y for x, y in pairs]
    assert (a * b * k).fractions() == [x * y * factor for x, y in pairs]
    assert smallest(a, b).fractions() == [min(pair) for pair in pairs]
    assert largest(a, b).fractions() == [max(pair) for pair in pairs]
    assert (a >= b).tolist() == [x >= y for x, y in pairs]
    assert (a < b).tolist() == [x < y for x, y in pairs]


@given(st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=10**9))
def test_cents_are_rounded_half_up_away_from_zero(amount: Fraction) -> None:
    cents = Exact.of(amount).cents().tolist()[0]
    assert abs(Fraction(cents) - amount * 100) <= Fraction(1, 2)
    if abs(amount * 100) % 1 == Fraction(1, 2):
        assert abs(cents) > abs(amount * 100)


def test_products_beyond_64_bits_do_not_wrap_around() -> None:
    large = Exact.of(np.array([10**15, -(10**15)]))
    assert (large * large * large).fractions() == [Fraction(10**45), Fraction(-(10**45))]
    assert (large * large).cents().tolist() == [10**32, 10**32]


def test_choosing_keeps_the_width_that_is_needed() -> None:
    wide = Exact.of(10**30)
    assert choose(np.array([True, False]), wide, ONE).fractions() == [Fraction(10**30), Fraction(1)]
