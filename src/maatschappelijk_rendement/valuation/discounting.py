"""What a later amount is worth now: factors, present values and annuities, exact to the last digit."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.valuation.exact_numbers import (
    Amount,
    Form,
    Number,
    form_of,
    number,
    numbers_of,
    power,
    rooted,
    shaped,
)
from maatschappelijk_rendement.valuation.rates import LONGEST, Rate, Schedule, schedule_of


def discount_factor(t: Number, rate: Rate) -> Amount:
    """Give the worth now of 1 at time t: 1 / (1 + rate)^t.

    Args:
        t: Time in years; a part of a year may be asked, such as 0.5 for halfway the first.
        rate: A rate a year, or a schedule: each year is discounted at its own rate.

    Returns:
        The factor, in the form of the inputs.

    Source:
        HM Treasury, The Green Book, annex on discounting (factors over a declining rate are multiplied).

    Example:
        >>> round(discount_factor(5, 0.0225), 6)
        0.894712
        >>> round(discount_factor(31, "green_book"), 8)
        Decimal('0.34590137')
    """
    schedule = schedule_of(rate)
    when = number(t, "t", -LONGEST, LONGEST)
    form = _form(when, form_of(t), schedule)
    return shaped(factor(when, schedule), form)


def factor(when: Fraction, schedule: Schedule) -> Fraction:
    """Give the exact factor at a time."""
    if schedule.is_constant or when < 0:
        return power(1 + schedule.rate_of(0), -when)
    found, whole = Fraction(1), when.numerator // when.denominator
    starts = [max(start, 1) for start, _ in schedule.steps[1:]]
    edges = [0, *(start - 1 for start in starts if start - 1 < whole), whole]
    for begin, end in pairwise(edges):
        found /= (1 + schedule.rate_of(begin + 1)) ** (end - begin)
    if when > whole:
        found *= power(1 + schedule.rate_of(whole + 1), whole - when)
    return found


def present_value(amounts: Any, rate: Rate, first: Number = 0) -> Amount:
    """Discount a row of amounts, one a period, and add them.

    Args:
        amounts: Amounts in periods that follow each other.
        rate: A rate a period, or a schedule.
        first: Time of the first amount: 0 now, 1 at the end of the first period, 0.5 halfway it.

    Returns:
        Sum of amount_t / (1 + rate)^(first + t), in the form of the inputs.

    Example:
        >>> present_value([-100, 60, 60], "0.25")
        Decimal('-13.6')
    """
    schedule = schedule_of(rate)
    values = numbers_of(amounts, "amounts", LONGEST)
    start = number(first, "first", -LONGEST, LONGEST)
    form = _form(start, form_of(amounts, first), schedule)
    return shaped(worth_now(values, schedule, start), form)


def worth_now(values: tuple[Fraction, ...], schedule: Schedule, start: Fraction) -> Fraction:
    """Give the exact present value."""
    if start.denominator > 1 or start < 0:
        if schedule.is_constant:
            return worth_now(values, schedule, Fraction(0)) * factor(start, schedule)
        return sum((value * factor(start + t, schedule) for t, value in enumerate(values)), Fraction(0))
    # From the last year back, in whole numbers over one denominator: no fraction is reduced on the way.
    shared = lcm(*(value.denominator for value in values))
    whole = [value.numerator * (shared // value.denominator) for value in values]
    top, bottom = whole[-1], 1
    for place in range(len(whole) - 1, 0, -1):
        growth = 1 + schedule.rate_of(int(start) + place)
        bottom *= growth.numerator
        top = top * growth.denominator + whole[place - 1] * bottom
    return Fraction(top, bottom * shared) * factor(start, schedule)


def annuity(rate: Rate, years: Number, first: Number = 1) -> Amount:
    """Give the worth now of 1 a year.

    Args:
        rate: A rate a year, or a schedule.
        years: For how many years; of a last year in part, that part counts.
        first: Time of the first payment: 1 at the end of the first year, 0 at its start.

    Example:
        >>> round(annuity(0.0225, 5), 6)
        4.679453
    """
    schedule = schedule_of(rate)
    length = number(years, "years", 0, LONGEST)
    start = number(first, "first", -LONGEST, LONGEST)
    form = _form(start, form_of(years, first), schedule)
    return shaped(worth_of_one(schedule, length, start), form)


def worth_of_one(schedule: Schedule, length: Fraction, start: Fraction) -> Fraction:
    """Give the exact annuity."""
    whole = length.numerator // length.denominator
    ones = (*(Fraction(1),) * whole, length - whole)
    return worth_now(ones, schedule, start)


def equivalent_annual(amount: Number, rate: Rate, years: Number, first: Number = 1) -> Amount:
    """Spread a present value over years: the amount a year that is worth the same.

    Args:
        amount: A present value, such as the net cost of an option over its life.
        rate: A rate a year, or a schedule.
        years: For how many years.
        first: Time of the first yearly amount.

    Source:
        HM Treasury, The Green Book: equivalent annual net cost, for options that last differently long.

    Example:
        >>> round(equivalent_annual(100, 0.035, 5), 4)
        22.1481
    """
    schedule = schedule_of(rate)
    length = number(years, "years", 0, LONGEST)
    if not length:
        raise UsageError("years: geef minstens een deel van een jaar.")
    start = number(first, "first", -LONGEST, LONGEST)
    form = _form(start, form_of(amount, years, first), schedule)
    return shaped(number(amount, "amount") / worth_of_one(schedule, length, start), form)


def _form(when: Fraction, given: Form, schedule: Schedule) -> Form:
    """Find the form of an answer; a part of a year gives a root, which no fraction holds."""
    form = max(given, schedule.form)
    return form if when.denominator == 1 else rooted(form)
