from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.calendar import add_months
from maatschappelijk_rendement.domain.vocabulary import Moment, Per
from maatschappelijk_rendement.intake.own_formats.line_shares import ClientLine, merge, shares
from maatschappelijk_rendement.intake.own_formats.message import MessagePlace

MDO = date(2023, 5, 11)
BEFORE, AFTER = Moment.BEFORE, Moment.AFTER


def total(start: date, end: date, quantity: str, unit: str = "euro", cents: int | None = None) -> ClientLine:
    code = "BEDRAG.WMO" if unit == "euro" else "WMO.HH.UUR.REF2022"
    return ClientLine(
        MessagePlace(1, 1, 1), "C001", code, unit, Per.TOTAL, Decimal(quantity), start, end, cents
    )


def weekly(start: date, end: date | None, number: int = 1) -> ClientLine:
    return ClientLine(
        MessagePlace(1, 1, number), "C001", "WMO.HH.UUR.REF2022", "uur", Per.WEEK, Decimal(3), start, end
    )


def told(line: ClientLine, months: int = 12) -> list[tuple[Moment | None, date, date, str]]:
    return [(part.moment, part.start, part.end, str(part.quantity)) for part in shares(line, MDO, months)]


def test_a_month_before_the_mdo_is_before() -> None:
    line = total(date(2023, 4, 1), date(2023, 4, 30), "200")
    assert told(line) == [(BEFORE, date(2023, 4, 1), date(2023, 4, 30), "200")]


def test_a_total_over_the_day_of_the_mdo_is_divided_by_days() -> None:
    # 10 days before and 21 from the MDO on: 100,01 gives 32,261... and the rest.
    line = total(date(2023, 5, 1), date(2023, 5, 31), "100.01", cents=10001)
    assert told(line) == [
        (BEFORE, date(2023, 5, 1), date(2023, 5, 10), "32.26"),
        (AFTER, date(2023, 5, 11), date(2023, 5, 31), "67.75"),
    ]
    assert [part.cents for part in shares(line, MDO, 12)] == [3226, 6775]


def test_hours_are_divided_in_thousandths() -> None:
    # 4 hours over 31 days: 10/31 of 4 is 1,290322..., and 2,71 is left.
    assert [quantity for *_, quantity in told(total(date(2023, 5, 1), date(2023, 5, 31), "4", "uur"))] == [
        "1.29",
        "2.71",
    ]


def test_what_falls_outside_the_windows_is_told_apart() -> None:
    # A budget of three years; the windows are 11-3 to 10-5 and 11-5 to 10-7 of 2023.
    line = total(date(2022, 1, 1), date(2024, 12, 31), "1096")
    assert told(line, months=2) == [
        (None, date(2022, 1, 1), date(2023, 3, 10), "434"),
        (BEFORE, date(2023, 3, 11), date(2023, 5, 10), "61"),
        (AFTER, date(2023, 5, 11), date(2023, 7, 10), "61"),
        (None, date(2023, 7, 11), date(2024, 12, 31), "540"),
    ]


def test_a_rate_keeps_its_quantity_in_each_window() -> None:
    assert told(weekly(date(2023, 1, 1), date(2023, 12, 31))) == [
        (BEFORE, date(2023, 1, 1), date(2023, 5, 10), "3"),
        (AFTER, date(2023, 5, 11), date(2023, 12, 31), "3"),
    ]


def test_an_open_rate_runs_to_the_end_of_the_window_after() -> None:
    assert told(weekly(date(2023, 5, 11), None)) == [(AFTER, date(2023, 5, 11), date(2024, 5, 10), "3")]


def test_an_open_rate_that_starts_later_counts_nowhere() -> None:
    assert [moment for moment, *_ in told(weekly(date(2030, 1, 1), None))] == [None]


def test_the_day_of_the_mdo_counts_after() -> None:
    assert [moment for moment, *_ in told(weekly(MDO, MDO))] == [AFTER]
    assert [moment for moment, *_ in told(weekly(MDO - timedelta(days=1), MDO - timedelta(days=1)))] == [
        BEFORE
    ]


def test_equal_rows_are_one_row() -> None:
    two = [weekly(date(2023, 1, 1), date(2023, 3, 31), number) for number in (1, 2)]
    other = weekly(date(2023, 1, 1), date(2023, 3, 30), 3)
    merged = list(merge(part for line in (*two, other) for part in shares(line, MDO, 12)))
    assert [row.quantity for row in merged] == [Decimal(6), Decimal(3)]
    assert merged[0].first.line.place == MessagePlace(1, 1, 1)


@pytest.mark.parametrize("unit", ["euro", "uur"])
@given(
    start=st.dates(date(2020, 1, 1), date(2026, 1, 1)),
    days=st.integers(0, 1500),
    steps=st.integers(0, 99_999_999),
    months=st.integers(1, 24),
)
def test_the_parts_of_a_total_add_up_and_lie_end_to_end(
    unit: str, start: date, days: int, steps: int, months: int
) -> None:
    quantity = Decimal(steps).scaleb(-2 if unit == "euro" else -3)
    line = total(start, start + timedelta(days=days), str(quantity), unit, cents=steps)
    parts = shares(line, MDO, months)
    assert sum(part.quantity for part in parts) == quantity
    assert sum(part.cents or 0 for part in parts) == steps
    assert all(part.quantity >= 0 for part in parts)
    assert (parts[0].start, parts[-1].end) == (line.start, line.end)
    assert all(b.start == a.end + timedelta(days=1) for a, b in pairwise(parts))
    for part in parts:
        inside = add_months(MDO, -months) <= part.start < add_months(MDO, months)
        assert (part.moment is not None) == inside
