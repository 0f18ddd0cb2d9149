"""The amount of a line as quantity x times x price."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from tests.caseloads import caseloads

from maatschappelijk_rendement import CaseLoad, analyse
from maatschappelijk_rendement.costing.explain import (
    NOT_FOLLOWED,
    OUTSIDE,
    PRICE_CHANGES,
    ExplainedLine,
    Multiplication,
    explain,
)
from maatschappelijk_rendement.costing.prices import PriceLine, PriceSpan
from maatschappelijk_rendement.domain.calendar import Period
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.vocabulary import Per
from maatschappelijk_rendement.publication.lines import HALF_A_CENT, priced_lines

YEAR = Period(date(2018, 1, 1), date(2019, 1, 1))
MONTHLY = ExplainedLine(Per.MONTH, Fraction(1), YEAR, None, None, Fraction(10), 120_00, 0)


def times(line: ExplainedLine) -> Fraction:
    found = explain(line, None, 12)
    assert isinstance(found, Multiplication)
    return found.times


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (MONTHLY, Fraction(12)),
        # 15 January up to and including 14 March: 17/31 + 1 + 14/31 months.
        (replace(MONTHLY, start=date(2018, 1, 15), end=date(2018, 3, 15), cents=20_00), Fraction(2)),
        # 1 January up to and including 15 May: one quarter and 45 of the next one's 91 days.
        (replace(MONTHLY, per=Per.QUARTER, end=date(2018, 5, 16), cents=14_95), Fraction(136, 91)),
        (replace(MONTHLY, per=Per.WEEK, end=date(2018, 1, 11), cents=14_29), Fraction(10, 7)),
        (replace(MONTHLY, per=Per.ONE_OFF, cents=10_00), Fraction(1)),
        # Twenty days of its own, ten of them in the window.
        (
            replace(MONTHLY, per=Per.TOTAL, start=date(2018, 12, 22), end=date(2019, 1, 11), cents=5_00),
            Fraction(1, 2),
        ),
    ],
)
def test_how_often_a_line_counts_by_hand(line: ExplainedLine, expected: Fraction) -> None:
    assert times(line) == expected


def test_a_line_outside_its_window_and_one_that_cannot_be_followed_say_so() -> None:
    late = replace(MONTHLY, start=date(2020, 1, 1), cents=0)
    assert explain(late, None, 12) == OUTSIDE
    assert explain(replace(MONTHLY, cents=120_01), None, 12) == NOT_FOLLOWED


def test_two_prices_in_the_window_are_no_product_and_one_is() -> None:
    half = date(2018, 7, 1)
    spans = (
        PriceSpan(Period(date(2018, 1, 1), half), Fraction(10), ()),
        PriceSpan(Period(half, date(2019, 1, 1)), Fraction(11), ()),
    )
    line = replace(MONTHLY, price_eur=None)
    assert explain(line, PriceLine("A", spans), 12) == PRICE_CHANGES
    within = replace(line, end=half, cents=60_00)
    assert explain(within, PriceLine("A", spans), 12) == Multiplication(
        Fraction(6), Fraction(10), None, False
    )


def test_half_a_cent_is_told_apart() -> None:
    line = ExplainedLine(Per.ONE_OFF, Fraction(5, 2), YEAR, None, None, Fraction("57.01"), 142_53, 0)
    found = explain(line, None, 12)
    assert isinstance(found, Multiplication)
    assert found.is_near_half


@given(caseloads(moments=("voor", "na", "herhaling")))
def test_the_product_is_the_amount_of_every_line_that_has_one(caseload: CaseLoad) -> None:
    lines = priced_lines(analyse(caseload))
    assert lines is not None
    for row in lines.lines:
        assert row.how != NOT_FOLLOWED
        assert row.is_formula == (row.how == "aantal x keer x prijs")
        if row.times is None:
            assert row.how in (OUTSIDE, PRICE_CHANGES)
            continue
        assert row.is_formula or row.how == HALF_A_CENT
        assert row.price is not None
        cents = Fraction(row.quantity, 1000) * row.price * 100
        assert half_up(cents * row.times) == row.in_window + row.one_off
        if row.times_a_year is not None:
            assert half_up(cents * row.times_a_year) == row.structural
