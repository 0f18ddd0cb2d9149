"""Amounts on days: their present value and internal rate in years of 365 days, as spreadsheets have it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.given import RefusedError, day
from maatschappelijk_rendement.valuation.discounting import factor
from maatschappelijk_rendement.valuation.exact_numbers import (
    Amount,
    form_of,
    numbers_of,
    rooted,
    row_of,
    shaped,
)
from maatschappelijk_rendement.valuation.growth import grown, log_growths
from maatschappelijk_rendement.valuation.rates import Rate, schedule_of

DAYS_A_YEAR = 365
MOST_DATES = 5000


def dated_present_value(dates: Any, amounts: Any, rate: Rate, on: Any = None) -> Amount:
    """Discount amounts on days.

    Args:
        dates: A day for each amount, in any order.
        amounts: The amounts.
        rate: A rate a year, or a schedule.
        on: The day they are worth this; the earliest when left out.

    Returns:
        Sum of amount / (1 + rate)^(days / 365), in the form of the inputs.

    Example:
        >>> dated_present_value(["2024-01-01", "2024-12-31"], [-100, 110], 0.1)
        0.0
    """
    values, days = _read(dates, amounts)
    start = min(days) if on is None else _day(on, "on")
    schedule = schedule_of(rate)
    worth = sum(
        (
            value * factor(Fraction((each - start).days, DAYS_A_YEAR), schedule)
            for value, each in zip(values, days, strict=True)
        ),
        Fraction(0),
    )
    return shaped(worth, rooted(max(form_of(amounts), schedule.form)))


def dated_internal_rate(dates: Any, amounts: Any) -> Amount | None:
    """Find the internal rate of return a year of amounts on days.

    Args:
        dates: A day for each amount, in any order.
        amounts: The amounts.

    Returns:
        The rate; where several fit the one nearest zero, None where none between -99 % and 14.700 % does.

    Example:
        >>> round(dated_internal_rate(["2024-01-01", "2024-12-31"], [-100, 110]), 12)
        0.1
    """
    values, days = _read(dates, amounts)
    start = min(days)
    sums: dict[int, Fraction] = {}
    for value, each in zip(values, days, strict=True):
        sums[(each - start).days] = sums.get((each - start).days, Fraction(0)) + value
    found = log_growths([(Fraction(count, DAYS_A_YEAR), value) for count, value in sums.items()])
    rates = [grown(each) for each in found]
    if not rates:
        return None
    return shaped(min(rates, key=lambda rate: (abs(rate), rate)), rooted(form_of(amounts)))


def _read(dates: Any, amounts: Any) -> tuple[tuple[Fraction, ...], list[date]]:
    values = numbers_of(amounts, "amounts", MOST_DATES)
    days = [_day(each, "dates") for each in row_of(dates, "dates", MOST_DATES)]
    if len(days) != len(values):
        raise UsageError("dates: geef bij elk bedrag één dag.")
    return values, days


def _day(value: Any, name: str) -> date:
    if type(value).__name__ == "datetime64":  # of numpy: whole days become a date, finer ones a datetime
        value = value.astype("datetime64[us]").item()
    try:
        return day(value)
    except RefusedError as refused:
        raise UsageError(f"{name}: {refused.text} {refused.advice}") from refused
