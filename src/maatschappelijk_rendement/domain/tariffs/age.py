"""How old the store is: the last day of every series, and which ones are behind a clock that the user gives.

``bijhouden.csv`` names the series that get a new figure every year or half year and that this project keeps
up, with where the next figure appears. Every other series may end; ``ontbreekt.csv`` says why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from maatschappelijk_rendement.domain.tariffs.files import read_gaps, read_table
from maatschappelijk_rendement.domain.tariffs.indices import BUDGET_PARTS, known_years
from maatschappelijk_rendement.domain.vocabulary import IndexName


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one product or index over time.

    Attributes:
        name: Product code, or the name of an index.
        first_day, last_day: First and last day with a figure, both inclusive; no last day has no end.
        count: How many rows or years.
        is_index: An index, not a product.
    """

    name: str
    first_day: date
    last_day: date | None
    count: int
    is_index: bool = False


@dataclass(frozen=True, slots=True)
class OldSeries:
    """A series that is more than a year behind.

    Attributes:
        series: The series.
        months: Whole months between its last day and the clock.
        is_kept_up: This project promises to keep it up, so being behind is a fault.
        note: Where the next figure appears, or why there is none.
    """

    series: Series
    months: int
    is_kept_up: bool
    note: str


def index_series() -> list[Series]:
    """Give the first and the last day of every index: the first of January and the last of December."""
    found = []
    for name in (*BUDGET_PARTS, IndexName.CPI.value):
        years = sorted(known_years(name))
        found.append(Series(name, date(years[0], 1, 1), date(years[-1], 12, 31), len(years), True))
    return sorted(found, key=lambda series: series.name)


def behind(series: Sequence[Series], clock: date) -> tuple[OldSeries, ...]:
    """Find the series that end more than a year before a day; those that are kept up first, then the oldest.

    Args:
        series: Of products, indices or both.
        clock: The day that the user gives.

    Example:
        >>> [old.months for old in behind(index_series(), date(2027, 1, 1)) if old.series.name == "PPC"]
        [12]
        >>> behind(index_series(), date(2026, 12, 31))
        ()
    """
    kept = {row["reeks"]: row["waar"] for row in read_table("bijhouden.csv")}
    why = {gap.code: gap.note for gap in read_gaps() if gap.code and gap.last_day is None}
    found = [
        OldSeries(
            one, _months(one.last_day, clock), one.name in kept, kept.get(one.name) or why.get(one.name, "")
        )
        for one in series
        if one.last_day is not None and _a_year_after(one.last_day) < clock
    ]
    return tuple(sorted(found, key=lambda old: (not old.is_kept_up, -old.months, old.series.name)))


def by_note(old: Sequence[OldSeries]) -> list[tuple[str, list[OldSeries]]]:
    """Group old series by what is said of them, in the order in which they stand."""
    groups: dict[str, list[OldSeries]] = defaultdict(list)
    for one in old:
        groups[one.note].append(one)
    return list(groups.items())


def _a_year_after(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)


def _months(last_day: date, clock: date) -> int:
    """Count the whole months after a last day, up to a clock."""
    first = last_day + timedelta(days=1)
    return 12 * (clock.year - first.year) + clock.month - first.month - (clock.day < first.day)
