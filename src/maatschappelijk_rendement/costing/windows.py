"""The window of each case and moment, as day numbers (docs/wat-een-regel-kost.md, "De meetperiode")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import (
    NO_DAY,
    as_number,
    day_number,
    different,
    distinct,
    small,
)
from maatschappelijk_rendement.costing.lookups import look_up
from maatschappelijk_rendement.domain.calendar import FIRST_YEAR, window
from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.vocabulary import CaseType, Moment

BOUNDS = ("before_start", "after_end")
REPEAT_BOUNDS = ("repeat_start", "repeat_end")


@dataclass(frozen=True, slots=True)
class Days:
    """The days that any window of a caseload can touch: from ``first`` up to ``end`` (ordinals)."""

    first: int
    end: int


def with_windows(cases: Any, period_months: int, *, has_repeats: bool = True) -> tuple[Any, Days]:
    """Add to each case the first day and the end of each window, as day numbers.

    Args:
        cases: case_id, wijk, case_type, mdo_date [date], repeat_date [date, may be empty or absent], and
            what else it holds.
        period_months: Length of a window in calendar months.
        has_repeats: Whether the window of the repeat is needed.

    Returns:
        The cases with mdo_day, before_start, after_end and, where needed, repeat_start and repeat_end
        [int64]; and the days that lie in any of those windows.

    Raises:
        InputError: A case stands there twice, has no id, wijk, case type or day of the MDO, or another case
            type than the listed ones.
    """
    repeat_day = day_number(cases, "repeat_date") if has_repeats else nw.lit(NO_DAY, nw.Int64)
    cases = cases.with_columns(mdo_day=day_number(cases, "mdo_date"), repeat_day=repeat_day)
    seen = small(
        cases.select(
            n=nw.len(),
            **different(cases, "case_id"),
            complete=as_number(
                ~nw.col("case_id").is_null() & ~nw.col("wijk").is_null() & (nw.col("mdo_day") != NO_DAY)
            ).sum(),
            typed=as_number(nw.col("case_type").is_in([word.value for word in CaseType])).sum(),
            mdo_first=nw.col("mdo_day").min(),
            mdo_last=nw.col("mdo_day").max(),
            repeat_first=nw.when(nw.col("repeat_day") != NO_DAY)
            .then(nw.col("repeat_day"))
            .otherwise(nw.lit(date.max.toordinal()))
            .min(),
            repeat_last=nw.col("repeat_day").max(),
        )
    )[0]
    if "ids" not in seen:
        seen["ids"] = small(distinct(cases, "case_id").select(ids=nw.len()))[0]["ids"]
    number = int(seen["n"])
    if number != int(seen["complete"] or 0) or number != int(seen["typed"] or 0):
        raise InputError([_incomplete()])
    if number != int(seen["ids"] or 0):
        raise InputError([_twice()])
    if not number:
        first = last = date(FIRST_YEAR, 1, 1).toordinal()  # any day will do
    else:
        first, last = int(seen["mdo_first"]), int(seen["mdo_last"])
    by_mdo = _windows_by_mdo(first, last, period_months)
    bounds = [*BOUNDS, *(REPEAT_BOUNDS if has_repeats else ())]
    found = {name: by_mdo[name] for name in bounds}
    cases = look_up(cases.with_columns(_at=nw.col("mdo_day") - first), found, at="_at")
    days = Days(min(by_mdo["before_start"]), max(max(found[name]) for name in bounds))
    if number and int(seen["repeat_last"]) != NO_DAY:
        repeats = Days(int(seen["repeat_first"]), int(seen["repeat_last"]) + 1)
        cases, last_end = _with_own_repeats(cases, repeats, period_months)
        days = Days(min(days.first, repeats.first), max(days.end, last_end))
    return cases.drop("repeat_day"), days


def _with_own_repeats(cases: Any, repeats: Days, period_months: int) -> tuple[Any, int]:
    """Let a repeat that has its own day start there."""
    has_own = nw.col("repeat_day") != NO_DAY
    ends = _repeats_by_start(repeats.first, repeats.end, period_months)
    # A case without one looks at the first row, and leaves it.
    place = nw.when(has_own).then(nw.col("repeat_day") - repeats.first).otherwise(nw.lit(0))
    cases = look_up(cases.with_columns(_at=place.cast(nw.Int64)), {"own_repeat_end": ends}, at="_at")
    cases = cases.with_columns(
        repeat_start=nw.when(has_own).then(nw.col("repeat_day")).otherwise(nw.col("repeat_start")),
        repeat_end=nw.when(has_own).then(nw.col("own_repeat_end")).otherwise(nw.col("repeat_end")),
    )
    return cases.drop("own_repeat_end"), max(ends)


@lru_cache(maxsize=32)
def _windows_by_mdo(first: int, last: int, period_months: int) -> Mapping[str, Sequence[int]]:
    days = [date.fromordinal(number) for number in range(first, last + 1)]
    repeats = [window(Moment.REPEAT, day, period_months) for day in days]
    return {
        "before_start": [window(Moment.BEFORE, day, period_months).start.toordinal() for day in days],
        "after_end": [window(Moment.AFTER, day, period_months).end.toordinal() for day in days],
        "repeat_start": [repeat.start.toordinal() for repeat in repeats],
        "repeat_end": [repeat.end.toordinal() for repeat in repeats],
    }


@lru_cache(maxsize=32)
def _repeats_by_start(first: int, end: int, period_months: int) -> Sequence[int]:
    days = [date.fromordinal(number) for number in range(first, end)]
    return [window(Moment.REPEAT, day, period_months, day).end.toordinal() for day in days]


def _incomplete() -> Finding:
    return Finding(
        "fout",
        "Casussen",
        "",
        "casus_onvolledig",
        "Er zijn casussen zonder casus_id, wijk, mdo_datum of met een onbekend casustype.",
        "Vul bij elke casus casus_id, wijk, casustype (bestaand of nieuw) en mdo_datum in.",
    )


def _twice() -> Finding:
    return Finding(
        "fout",
        "Casussen",
        "",
        "casus_dubbel",
        "Er is een casus die twee keer bij de casussen staat.",
        "Laat elke casus één keer staan.",
    )
