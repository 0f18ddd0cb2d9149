"""What a change in wellbeing is worth, where someone asks: by a named value, in the prices of a named year.

A grade from 1 to 10 is never turned into euros silently. One WELLBY is one point of life satisfaction (0 to
10), of one person, for one year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.valuation.exact_numbers import Amount, Form, Number, form_of, number, shaped


@dataclass(frozen=True, slots=True)
class WellbyValue(Tabular):
    """A published value of one WELLBY.

    Attributes:
        low: Low value.
        central: Central value.
        high: High value.
        currency: Of all three.
        price_year: In the prices of this year.
        scale: The scale it is a point of.
        source: Where it stands.
    """

    low: Decimal
    central: Decimal
    high: Decimal
    currency: str
    price_year: int
    scale: str
    source: str


HMT_2019 = WellbyValue(
    Decimal(10_000),
    Decimal(13_000),
    Decimal(16_000),
    "GBP",
    2019,
    "life satisfaction, 0 to 10",
    "HM Treasury, Wellbeing Guidance for Appraisal (July 2021)",
)
"""British value of 2021; there is no Dutch one (checked in 2026)."""


def wellby(change: Number, persons: Number, years: Number, value: Number | WellbyValue) -> Amount:
    """Value a change in life satisfaction.

    Args:
        change: Points on the 0-10 scale of life satisfaction.
        persons: How many.
        years: How long.
        value: Worth of one point, of one person, for one year.

    Example:
        >>> wellby("0.2", 1, 1, HMT_2019)
        Decimal('2600')
    """
    price = value.central if isinstance(value, WellbyValue) else value
    found = number(change, "change", -10, 10) * number(persons, "persons", 0) * number(years, "years", 0)
    return shaped(found * number(price, "value"), form_of(change, persons, years, price))


def in_prices_of(amount: Number, index: Mapping[int, Any], year: int, to: int) -> Amount:
    """Bring an amount to the prices of another year.

    Args:
        amount: The amount.
        index: Price index by year, such as the deflator of the gross domestic product.
        year: The year whose prices it is in.
        to: The year whose prices are asked.

    Example:
        >>> in_prices_of(100, {2019: 80, 2024: 100}, 2019, 2024)
        Fraction(125, 1)
    """
    if year not in index or to not in index:
        raise UsageError("index: voor een van deze jaren is geen prijsindex gegeven. Vul dat jaar aan.")
    before, after = number(index[year], "index"), number(index[to], "index")
    if before <= 0 or after <= 0:
        raise UsageError("index: een prijsindex is groter dan nul.")
    form: Form = form_of(amount, index[year], index[to])
    return shaped(number(amount, "amount") * after / before, form)
