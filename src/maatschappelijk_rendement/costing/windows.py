"""Day numbers on any engine, and the windows of each case."""

from __future__ import annotations

from datetime import date
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.calendar import window
from maatschappelijk_rendement.engines import like, small
from maatschappelijk_rendement.vocabulary import Moment

# Days are counted as Python's ordinals (1 January of the year 1 is day 1); no day is written as 0.
NO_DAY = 0


def day_number(column: str, schema: nw.Schema) -> Any:
    """Turn a column of dates into day numbers [int64], and an empty date into ``NO_DAY``.

    A column that already holds whole numbers is taken as day numbers. The arithmetic is that of the proleptic
    Gregorian calendar: days before a year that starts in March.
    """
    if schema[column].is_integer():
        return nw.col(column).fill_null(NO_DAY).cast(nw.Int64)
    if not schema[column].is_temporal():
        # A column in which every date is empty has no type of its own.
        return nw.lit(NO_DAY, nw.Int64)
    day = nw.col(column).dt
    year, month = day.year().fill_null(1).cast(nw.Int64), day.month().fill_null(1).cast(nw.Int64)
    of_month = day.day().fill_null(1).cast(nw.Int64)
    march_month = (month + 9) % 12
    march_year = year - march_month // 10
    number = (
        365 * march_year
        + march_year // 4
        - march_year // 100
        + march_year // 400
        + (march_month * 306 + 5) // 10
        + of_month
        - 306
    )
    return nw.when(nw.col(column).is_null()).then(nw.lit(NO_DAY, nw.Int64)).otherwise(number)


def with_windows(cases: Any, period_months: int) -> Any:
    """Add to each case the first day and the end of each window, as day numbers.

    Args:
        cases: case_id, mdo_date [date], repeat_date [date, may be empty], and what else it holds.
        period_months: Length of a window in calendar months.

    Returns:
        The cases with mdo_day, before_start, after_end, repeat_start and repeat_end [int64].
    """
    schema = cases.collect_schema()
    cases = cases.with_columns(
        mdo_day=day_number("mdo_date", schema), repeat_day=day_number("repeat_date", schema)
    )
    span = small(
        cases.select(
            mdo_first=nw.col("mdo_day").min(),
            mdo_last=nw.col("mdo_day").max(),
            repeat_last=nw.col("repeat_day").max(),
        )
    )[0]
    if span["mdo_first"] is None:
        days = range(0)
    else:
        days = range(int(span["mdo_first"]), int(max(span["mdo_last"], span["repeat_last"])) + 1)
    by_mdo: dict[str, list[int]] = {
        "mdo_day": [],
        "before_start": [],
        "after_end": [],
        "own_repeat_start": [],
    }
    by_repeat: dict[str, list[int]] = {"repeat_start": [], "repeat_end": []}
    for number in days:
        day = date.fromordinal(number)
        by_mdo["mdo_day"].append(number)
        by_mdo["before_start"].append(window(Moment.BEFORE, day, period_months).start.toordinal())
        by_mdo["after_end"].append(window(Moment.AFTER, day, period_months).end.toordinal())
        by_mdo["own_repeat_start"].append(window(Moment.REPEAT, day, period_months).start.toordinal())
    starts = sorted({*days, *by_mdo["own_repeat_start"]})
    for number in starts:
        by_repeat["repeat_start"].append(number)
        day = date.fromordinal(number)
        by_repeat["repeat_end"].append(window(Moment.REPEAT, day, period_months, day).end.toordinal())
    cases = cases.join(like(cases, by_mdo), on="mdo_day", how="left")
    has_repeat = nw.col("repeat_day") != NO_DAY
    cases = cases.with_columns(
        repeat_start=nw.when(has_repeat).then(nw.col("repeat_day")).otherwise(nw.col("own_repeat_start"))
    )
    return cases.join(like(cases, by_repeat), on="repeat_start", how="left").drop(
        "own_repeat_start", "repeat_day"
    )
