"""Calendar arithmetic: month steps, half-open windows, day numbers, Dutch dates.

Inside the package every period is half-open: ``start`` counts, ``end`` does not.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from maatschappelijk_rendement.domain.errors import Finding, InputError

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""A date outside these is a slip of the keyboard; steps of months stay well within what a date holds."""
NO_END = date.max
"""The last day of which systems say that something has no end."""
_NO_END = re.compile(r"31[-/.]12[-/.]9999|9999-12-31([T ]00:00(:00(\.0+)?)?Z?)?")
MONTHS_NL = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def is_no_end(text: str) -> bool:
    """Say whether a text is the day of which systems say that something has no end: 31-12-9999.

    As a last day it means the same as an empty cell. Anywhere else it is a date of a year that cannot be.

    Example:
        >>> is_no_end("31-12-9999"), is_no_end("9999-12-31"), is_no_end("30-12-9999")
        (True, True, False)
    """
    return _NO_END.fullmatch(text.strip()) is not None


def add_months(day: date, months: int) -> date:
    """Step whole months; the day of the month is kept, or becomes the month's last day.

    Raises:
        InputError: There is no such day: the step leaves the years 1 to 9999.

    Example:
        >>> add_months(date(2020, 1, 31), 1), add_months(date(2020, 2, 29), -12)
        (datetime.date(2020, 2, 29), datetime.date(2019, 2, 28))
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise _outside("")
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``start`` up to, not including, ``end``."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Number of days; 0 where the end is not after the start."""
        return max(0, (self.end - self.start).days)


def last_day(end: date) -> date:
    """Give the last day that counts of a period that ends, half-open, on a day.

    Example:
        >>> last_day(date(2019, 1, 1))
        datetime.date(2018, 12, 31)
    """
    return date.fromordinal(end.toordinal() - 1)


def window(moment: str, mdo_date: date, period_months: int, repeat_date: date | None = None) -> Period:
    """Give the window in which a line of this moment counts (docs/wat-een-regel-kost.md, "De meetperiode").

    Args:
        moment: ``voor``, ``na``, ``nulalternatief`` or ``herhaling``.
        mdo_date: Day of the MDO.
        period_months: Length of the window in calendar months.
        repeat_date: Day of the repeat measurement; empty means mdo_date + max(6, period_months) months.

    Raises:
        InputError: A day lies outside ``FIRST_YEAR`` to ``LAST_YEAR``: whatever way it came in, nothing is
            computed with it.

    Example:
        >>> window("voor", date(2018, 3, 1), 12)
        Period(start=datetime.date(2017, 3, 1), end=datetime.date(2018, 3, 1))
        >>> window("herhaling", date(2018, 3, 1), 3).start
        datetime.date(2018, 9, 1)
    """
    for day in (mdo_date, repeat_date):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise _outside("Casussen")
    if moment == "voor":
        return Period(add_months(mdo_date, -period_months), mdo_date)
    if moment in ("na", "nulalternatief"):
        return Period(mdo_date, add_months(mdo_date, period_months))
    if moment == "herhaling":
        start = repeat_date or add_months(mdo_date, max(6, period_months))
        return Period(start, add_months(start, period_months))
    raise ValueError(f"unknown moment: {moment!r}")


def year_of(year: int) -> Period:
    """Give a calendar year as a period.

    Example:
        >>> year_of(2020).days
        366
    """
    return Period(date(year, 1, 1), date(year + 1, 1, 1))


def after_inclusive(last: date) -> date:
    """Turn an inclusive last day (as written in a workbook) into a half-open end; ``NO_END`` stays."""
    return date.fromordinal(last.toordinal() + 1) if last < NO_END else last


def _outside(sheet: str) -> InputError:
    text = f"Een datum ligt voor {FIRST_YEAR} of na {LAST_YEAR}."
    advice = "Kijk bij mdo_datum en herhaling_datum, en verbeter de datum."
    return InputError([Finding("fout", sheet, "", "datum_buiten_kalender", text, advice)])


def dutch_date(day: date) -> str:
    """Write a date the Dutch way.

    Example:
        >>> dutch_date(date(2018, 9, 3))
        '3 september 2018'
    """
    return f"{day.day} {MONTHS_NL[day.month - 1]} {day.year}"
