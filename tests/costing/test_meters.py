"""Meters: shares of days and their sums."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from maatschappelijk_rendement.costing.exact import BASE
from maatschappelijk_rendement.costing.meters import (
    DAY_DENOMINATOR,
    MeterKey,
    MeterTable,
    day_shares,
    lay_meters,
    run_meter,
    units_in_window,
)
from maatschappelijk_rendement.costing.prices import PriceLine, PriceSpan
from maatschappelijk_rendement.costing.survey import AskedLines
from maatschappelijk_rendement.costing.windows import Days
from maatschappelijk_rendement.domain.calendar import Period
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError
from maatschappelijk_rendement.domain.vocabulary import Moment, Per


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
    assert sum(day_shares(per, Days(ordinal(first), ordinal(end)))) == units * DAY_DENOMINATOR[per]


def test_a_line_without_dates_counts_by_convention() -> None:
    assert units_in_window(Per.DAY, 12) == 365
    assert units_in_window(Per.FOUR_WEEKS, 12) == Fraction(365, 28)
    assert units_in_window(Per.MONTH, 7) == 7
    assert units_in_window(Per.YEAR, 6) == Fraction(1, 2)


def spans(first: str, end: str, price: int = 10) -> tuple[PriceSpan, ...]:
    return (PriceSpan(Period(date.fromisoformat(first), date.fromisoformat(end)), Fraction(price), ()),)


def days(first: str, end: str) -> Days:
    return Days(ordinal(first), ordinal(end))


def test_a_meter_counts_the_days_without_a_price() -> None:
    five = days("2020-01-01", "2020-01-06")
    meter = run_meter(spans("2020-01-02", "2020-01-04"), Per.DAY, Fraction(1), Fraction(365), five)
    assert meter.gaps == (0, 1, 1, 1, 2, 3)
    # 10 euro is 1.000 cents a unit, so 1 cent for a thousandth of one.
    assert [Fraction(reading, meter.denominator) for reading in meter.readings] == [0, 0, 1, 2, 2, 2]
    # A day at that price is 365 cents a year for a thousandth; beside a reading stands the day before it.
    assert [Fraction(amount, meter.denominator) for amount in meter.yearly] == [0, 0, 365, 365, 0, 0]


def test_the_largest_step_is_the_dearest_stretch_of_so_many_days() -> None:
    dear = (*spans("2020-01-01", "2020-01-03", 10), *spans("2020-01-03", "2020-01-04", 70))
    meter = run_meter(dear, Per.DAY, Fraction(1), Fraction(0), days("2020-01-01", "2020-01-04"))
    assert [Fraction(meter.largest_step(n), meter.denominator) for n in (1, 2, 3, 9)] == [7, 8, 9, 9]


def table(quantity: int) -> MeterTable:
    asked = [AskedLines(code, Per.MONTH, Moment.BEFORE, 1, 0, 1, quantity, 1) for code in ("A", "B")]
    lines = {
        code: PriceLine(code, spans("2020-01-01", "2021-01-01", price))
        for code, price in (("A", 10), ("B", 31))
    }
    return lay_meters(lines, asked, days("2020-01-01", "2020-02-01"), 12)


def reading(found: MeterTable, code: str, day: str) -> Fraction:
    row = found.offsets[MeterKey(code, Per.MONTH, False)] + ordinal(day)
    if found.is_narrow:
        return Fraction(found.columns["reading0"][row], found.columns["denominator"][row])
    limbs = [found.columns[name][row] for name in found.limbs_of("reading")]
    return sum(
        (limb * Fraction(BASE) ** (place - found.fraction_limbs) for place, limb in enumerate(limbs)),
        Fraction(0),
    )


def test_each_meter_has_its_own_rows() -> None:
    found = table(1000)
    assert found.is_narrow
    # 31 euro a month is 1 euro a day in January, so a tenth of a cent a day for a thousandth.
    assert [reading(found, "B", f"2020-01-{day:02}") for day in (1, 2, 31)] == [0, Fraction(1, 10), 3]
    assert reading(found, "A", "2020-02-01") == 1
    assert len(found.columns["reading0"]) == 64


def test_a_large_quantity_is_read_in_limbs_cut_off_by_less_than_their_last_unit() -> None:
    narrow, wide = table(1000), table(10**11)
    assert not wide.is_narrow
    for day in ("2020-01-01", "2020-01-17", "2020-02-01"):
        cut_off = reading(narrow, "A", day) - reading(wide, "A", day)
        assert 0 <= cut_off < Fraction(1, BASE**wide.fraction_limbs)


def test_an_amount_that_cannot_be_exact_is_refused() -> None:
    with pytest.raises(MaatschappelijkRendementError, match="te groot"):
        table(1 << 61)
