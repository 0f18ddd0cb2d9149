"""Month steps and windows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.calendar import (
    Period,
    add_months,
    after_inclusive,
    dutch_date,
    is_no_end,
    window,
    year_of,
)
from maatschappelijk_rendement.domain.errors import InputError

DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))


@given(DAYS, st.integers(-48, 48))
def test_a_month_step_keeps_the_day_or_takes_the_last(day: date, months: int) -> None:
    stepped = add_months(day, months)
    assert (stepped.year * 12 + stepped.month) - (day.year * 12 + day.month) == months
    is_last = after_inclusive(stepped).day == 1
    assert stepped.day == day.day or (is_last and stepped.day < day.day)


@given(DAYS, st.integers(1, 24))
def test_before_ends_where_after_begins(day: date, months: int) -> None:
    assert window("voor", day, months).end == window("na", day, months).start == day
    assert window("nulalternatief", day, months) == window("na", day, months)


def test_every_window_is_as_long_as_the_period() -> None:
    """Six calendar months from 31 August 2018 end on the last of February; before them lies 28 February."""
    day = date(2018, 8, 31)
    assert window("voor", day, 6) == Period(date(2018, 2, 28), day)
    assert window("na", day, 6) == Period(day, date(2019, 2, 28))
    assert window("nulalternatief", day, 6) == Period(day, date(2019, 2, 28))


def test_the_day_after_the_last_day_is_the_next_one() -> None:
    assert after_inclusive(date(2020, 2, 28)) == date(2020, 2, 29)
    assert after_inclusive(date(2018, 12, 31)) == date(2019, 1, 1)


@pytest.mark.parametrize(
    ("day", "months", "stepped"), [((2019, 1, 31), 1, (2019, 2, 28)), ((2020, 3, 31), -1, (2020, 2, 29))]
)
def test_a_day_that_a_month_does_not_have_is_its_last(
    day: tuple[int, int, int], months: int, stepped: tuple[int, int, int]
) -> None:
    assert add_months(date(*day), months) == date(*stepped)


@pytest.mark.parametrize(("months", "start"), [(3, "2018-09-01"), (6, "2018-09-01"), (12, "2019-03-01")])
def test_a_repeat_without_a_date_starts_after_six_months_or_the_period(months: int, start: str) -> None:
    assert window("herhaling", date(2018, 3, 1), months).start == date.fromisoformat(start)


def test_a_repeat_with_a_date_starts_there() -> None:
    assert window("herhaling", date(2018, 3, 1), 12, date(2018, 7, 5)) == Period(
        date(2018, 7, 5), date(2019, 7, 5)
    )


def test_an_unknown_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="moment"):
        window("ooit", date(2018, 3, 1), 12)


def test_a_period_that_ends_before_it_starts_has_no_days() -> None:
    assert Period(date(2018, 3, 2), date(2018, 3, 1)).days == 0


def test_years_have_their_own_length() -> None:
    assert [year_of(year).days for year in (1900, 2000, 2019, 2020)] == [365, 366, 365, 366]


def test_a_last_day_without_end_stays_without_end() -> None:
    assert after_inclusive(date(9999, 12, 31)) == date(9999, 12, 31)
    assert after_inclusive(date(9999, 12, 30)) == date(9999, 12, 31)


@pytest.mark.parametrize(
    "text", ["31-12-9999", " 31/12/9999", "31.12.9999", "9999-12-31", "9999-12-31T00:00:00Z"]
)
def test_the_day_without_end_is_known_however_it_is_written(text: str) -> None:
    assert is_no_end(text)


@pytest.mark.parametrize("text", ["", "31-12-2999", "30-12-9999", "9999-12-30", "31-12-99990", "infinity"])
def test_another_day_is_a_day(text: str) -> None:
    assert not is_no_end(text)


ODD_DAYS = [date(1, 1, 1), date(3, 5, 1), date(1899, 12, 31), date(2200, 1, 1), date(9999, 12, 31)]


@pytest.mark.parametrize("day", ODD_DAYS)
@pytest.mark.parametrize("moment", ["voor", "na", "nulalternatief", "herhaling"])
def test_no_window_is_made_of_a_day_that_cannot_be(day: date, moment: str) -> None:
    with pytest.raises(InputError, match="Een datum ligt voor 1900 of na 2199"):
        window(moment, day, 12)
    with pytest.raises(InputError, match="herhaling_datum"):
        window(moment, date(2018, 3, 1), 12, day)


def test_the_first_and_the_last_day_have_windows() -> None:
    assert window("voor", date(1900, 1, 1), 24).start == date(1898, 1, 1)
    assert window("herhaling", date(2199, 12, 31), 24).end == date(2203, 12, 31)


def test_a_step_out_of_the_calendar_is_refused_and_not_a_fault() -> None:
    for day, months in ((date.max, 1), (date.min, -1), (date(2018, 1, 1), 10**9)):
        with pytest.raises(InputError):
            add_months(day, months)


def test_dates_are_written_the_dutch_way() -> None:
    assert dutch_date(date(2018, 9, 3)) == "3 september 2018"
