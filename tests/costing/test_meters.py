"""Meters: shares of days and their sums."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from maatschappelijk_rendement.calendar import Period
from maatschappelijk_rendement.costing.meters import (
    DAY_DENOMINATOR,
    day_shares,
    run_meter,
    tabulate,
    units_in_window,
)
from maatschappelijk_rendement.costing.prices import PriceSpan
from maatschappelijk_rendement.vocabulary import Per


def ordinal(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("per", "first", "end", "units"),
    [
        (Per.MONTH, "2020-02-01", "2020-03-01", 1),
        (Per.MONTH, "2019-01-01", "2020-01-01", 12),
        (Per.QUARTER, "2020-01-01", "2020-04-01", 1),
        (Per.QUARTER, "2019-10-01", "2020-10-01", 4),
        (Per.YEAR, "2020-01-01", "2021-01-01", 1),
        (Per.YEAR, "1900-01-01", "2000-01-01", 100),
        (Per.WEEK, "2019-12-30", "2020-01-13", 2),
        (Per.FOUR_WEEKS, "2020-02-03", "2020-03-02", 1),
        (Per.DAY, "2020-02-28", "2020-03-01", 2),
    ],
)
def test_whole_calendar_periods_count_whole_units(per: Per, first: str, end: str, units: int) -> None:
    assert sum(day_shares(per, ordinal(first), ordinal(end))) == units * DAY_DENOMINATOR[per]


def test_a_line_without_dates_counts_by_convention() -> None:
    assert units_in_window(Per.DAY, 12) == 365
    assert units_in_window(Per.FOUR_WEEKS, 12) == Fraction(365, 28)
    assert units_in_window(Per.MONTH, 7) == 7
    assert units_in_window(Per.YEAR, 6) == Fraction(1, 2)


def test_a_meter_counts_the_days_without_a_price() -> None:
    spans = (PriceSpan(Period(date(2020, 1, 2), date(2020, 1, 4)), Fraction(10), ()),)
    meter = run_meter(spans, Per.DAY, Fraction(1), ordinal("2020-01-01"), ordinal("2020-01-06"))
    assert meter.gaps == (0, 1, 1, 1, 2, 3)
    # 10 euro is 1.000 cents a unit, so 1 cent for a thousandth of one.
    assert [Fraction(reading, meter.denominator) for reading in meter.readings] == [0, 0, 1, 2, 2, 2]


def test_readings_of_two_meters_do_not_share_a_key() -> None:
    spans = (PriceSpan(Period(date(2020, 1, 1), date(2021, 1, 1)), Fraction(10), ()),)
    meter = run_meter(spans, Per.DAY, Fraction(1), ordinal("2020-01-01"), ordinal("2020-02-01"))
    table = tabulate({1: meter, 2: meter}, 1000, days_per_meter=1 << 22)
    assert len(set(table.columns["key"])) == len(table.columns["key"]) == 64
