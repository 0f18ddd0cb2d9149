"""Which months of the windows a delivery says nothing about: there no line does not mean no use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from maatschappelijk_rendement.domain.calendar import window
from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.intake.own_formats.line_account import LineAccount
from maatschappelijk_rendement.intake.own_formats.line_shares import MOMENTS

_SHOWN = 3  # first months that are missing


@dataclass(frozen=True, slots=True)
class CoveredPeriod:
    """What a part of a delivery is about: first and last day."""

    start: date
    end: date


class Expectation(Protocol):
    """What a profile says of the windows."""

    @property
    def months(self) -> int:
        """Length of each window."""

    @property
    def is_complete(self) -> bool:
        """The delivery holds all use of the windows."""


def missing_months(
    account: LineAccount, periods: Iterable[CoveredPeriod], profile: Expectation
) -> Iterator[str]:
    """Say for which months of the windows nothing was delivered, so that the use looks lower than it was.

    Args:
        account: The cases.
        periods: What the delivery is about.
        profile: Length of the windows, and whether everything should be there.

    Raises:
        InputError: Everything should be there, and a month is missing.
    """
    covered = tuple(periods)
    missing: dict[date, set[str]] = {}
    for one in account.laid:
        before, after = (window(moment, one.client.mdo_date, profile.months) for moment in MOMENTS)
        for month in uncovered_months(covered, before.start, after.end):
            missing.setdefault(month, set()).add(one.client.case_id)
    if not missing:
        return
    months = ", ".join(f"{month.month}-{month.year}" for month in sorted(missing)[:_SHOWN])
    more = " en verder" if len(missing) > _SHOWN else ""
    text = f"Over {len(missing)} maanden van de meetperiode is niets geleverd: {months}{more}."
    if profile.is_complete:
        advice = "Voeg die maanden toe, of zet in het profiel volledig = false."
        raise InputError([Finding("fout", "", "", "maanden_ontbreken", text, advice)])
    cases = len(set().union(*missing.values()))
    yield f"{text} Dat raakt {cases} casussen. Was er daar gebruik, dan lijkt het gebruik te laag."


def uncovered_months(periods: Iterable[CoveredPeriod], start: date, end: date) -> Iterator[date]:
    """Give the months of a window for which nothing was delivered, each as its first day.

    Args:
        periods: What was delivered.
        start: First day of the window.
        end: The day after its last day.

    Example:
        >>> may = CoveredPeriod(date(2023, 5, 1), date(2023, 5, 31))
        >>> [month.month for month in uncovered_months([may], date(2023, 4, 15), date(2023, 7, 1))]
        [4, 6]
    """
    covered = {month for period in periods for month in _months(period.start, period.end + timedelta(days=1))}
    yield from (month for month in _months(start, end) if month not in covered)


def _months(start: date, end: date) -> Iterator[date]:
    month = start.replace(day=1)
    while month < end:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)
