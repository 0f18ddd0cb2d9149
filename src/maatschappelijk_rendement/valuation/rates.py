"""Discount rates: a number, a schedule with kinks, or a rule of a government on a date, with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.files.toml_file import parse_toml
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.valuation.exact_numbers import Amount, Form, form_of, number, shaped

LOWEST, HIGHEST = Fraction(-99, 100), Fraction(100)
LONGEST = 2000
"""No time line has more periods."""


@dataclass(frozen=True, slots=True)
class Schedule(Tabular):
    """Rates that change on the way.

    Attributes:
        steps: First year and rate: the rate at which that year and later ones are discounted.
        name: What it is called; empty for one of your own.
        source: Where it stands.
        form: The form of the rates given.

    Example:
        >>> schedule = schedule_of({0: "0.035", 31: "0.03"})
        >>> schedule.rate_of(30), schedule.rate_of(31)
        (Fraction(7, 200), Fraction(3, 100))
    """

    steps: tuple[tuple[int, Fraction], ...]
    name: str = ""
    source: str = ""
    form: Form = Form.FRACTION

    def __post_init__(self) -> None:
        if all(isinstance(rate, Fraction) for _, rate in self.steps):
            return
        given = schedule_of(self.steps)  # of one's own: read as any other rate
        object.__setattr__(self, "steps", given.steps)
        object.__setattr__(self, "form", given.form)

    @property
    def is_constant(self) -> bool:
        """Whether one rate holds for every year."""
        return len(self.steps) == 1

    def rate_of(self, year: int) -> Fraction:
        """Give the rate at which a year is discounted to the year before; years before the first have its."""
        found = self.steps[0][1]
        for start, rate in self.steps:
            if start <= year:
                found = rate
        return found


Rate = Any
"""A number; a ``Schedule`` or its name ("green_book"); first years with rates, ``{0: 0.035, 31: 0.03}``; or
a row of rates, of year 1, 2 and so on, of which the last goes on."""


def schedule_of(rate: Rate, name: str = "rate") -> Schedule:
    """Read a rate of any kind.

    Args:
        rate: See ``Rate``.
        name: What the caller calls it.

    Raises:
        UsageError: It is no rate, or at most -99 %.

    Example:
        >>> schedule_of(0.0225).rate_of(1)
        Fraction(9, 400)
        >>> schedule_of("green_book").rate_of(76)
        Fraction(1, 40)
    """
    if isinstance(rate, Schedule):
        return rate
    if isinstance(rate, str) and rate in schedules():
        return schedules()[rate]
    if isinstance(rate, Mapping | Sequence) and not isinstance(rate, str):
        pairs = list(rate.items() if isinstance(rate, Mapping) else rate)
        if pairs and not any(isinstance(pair, tuple | list) for pair in pairs):
            pairs = list(enumerate(pairs, 1))
        if not pairs or any(not isinstance(pair, tuple | list) or len(pair) != 2 for pair in pairs):
            raise UsageError(f"{name}: geef paren van eerste jaar en rente, zoals {{0: 0.035, 31: 0.03}}.")
        steps = sorted(
            (int(number(year, name, 0, LONGEST)), number(value, name, LOWEST, HIGHEST))
            for year, value in pairs
        )
        if len({year for year, _ in steps}) < len(steps):
            raise UsageError(f"{name}: twee stappen hebben hetzelfde eerste jaar. Laat er één staan.")
        if steps[0][0] > 1:  # last years, lengths or calendar years would be read as first years
            raise UsageError(
                f"{name}: de eerste stap begint niet in jaar 0 of 1. Geef het eerste jaar van elke stap, "
                "zoals {0: 0.035, 31: 0.03}."
            )
        return Schedule(tuple(steps), form=form_of([value for _, value in pairs]))
    return Schedule(((0, number(rate, name, LOWEST, HIGHEST)),), form=form_of(rate))


@dataclass(frozen=True, slots=True)
class DutchRate(Tabular):
    """The discount rate of the Dutch government in a period.

    Attributes:
        name: For what: ``standaard`` or a kind of project.
        valid_from: First day.
        valid_to: First day on which it no longer holds; None while it holds.
        rate: The rate a year.
        source: Where it stands.
    """

    name: str
    valid_from: date
    valid_to: date | None
    rate: Fraction
    source: str


def dutch_rate(on: date | int, name: str = "standaard") -> DutchRate:
    """Find the Dutch discount rate that holds on a day.

    Args:
        on: The day, or a year: its first day.
        name: ``standaard``, or another name of the list.

    Raises:
        UsageError: None is known for that day.

    Example:
        >>> dutch_rate(date(2024, 1, 1)).rate, dutch_rate(date(2018, 1, 1)).rate
        (Fraction(9, 400), Fraction(3, 100))
    """
    day = on
    if not isinstance(day, date):
        day = date(int(number(on, "on", 1, 9999)), 1, 1)
    for found in dutch_rates():
        if (
            found.name == name
            and found.valid_from <= day
            and (found.valid_to is None or day < found.valid_to)
        ):
            return found
    raise UsageError("Voor deze dag is geen discontovoet bekend. Geef zelf een discontovoet, met de bron.")


def discount_rate(on: date | int, name: str = "standaard") -> Amount:
    """Give the rate of ``dutch_rate`` as a decimal number.

    Example:
        >>> discount_rate(date(2024, 1, 1))
        Decimal('0.0225')
    """
    return shaped(dutch_rate(on, name).rate, Form.DECIMAL)


@cache
def dutch_rates() -> tuple[DutchRate, ...]:
    """Give every Dutch rate that is known, the latest first."""
    return tuple(
        DutchRate(row["naam"], row["vanaf"], row.get("tot"), Fraction(row["voet"]), row["bron"])
        for row in _data()["discontovoet"]
    )


@cache
def schedules() -> Mapping[str, Schedule]:
    """Give every schedule that has a name."""
    return {
        row["naam"]: Schedule(
            tuple((year, Fraction(rate)) for year, rate in row["stappen"]),
            row["naam"],
            row["bron"],
            Form.DECIMAL,
        )
        for row in _data()["reeks"]
    }


@cache
def _data() -> dict[str, Any]:
    text = files("maatschappelijk_rendement.valuation").joinpath("rates.toml").read_text(encoding="utf-8")
    return parse_toml(text)


GREEN_BOOK = schedules()["green_book"]
"""The declining British rate: 3,5 % for 30 years, 3 % to year 75, 2,5 % to 125, and lower after that."""
