"""Amounts, percentages and lists as a reader of a scenario sees them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from maatschappelijk_rendement.domain.money import dutch_number, half_up
from maatschappelijk_rendement.report import cells
from maatschappelijk_rendement.report.cells import direction, euro, number
from maatschappelijk_rendement.report.document import ShownValue
from maatschappelijk_rendement.results.columns import Kind

ALMOST_NONE = 0.01
NOT_KNOWN = ShownValue("niet bekend", Kind.QUANTITY, absent="onbekend")
"""A number that nobody can say; never 0."""


def money(cents: int) -> ShownValue:
    """Make the cell of an amount to the cent."""
    return number(cents, Kind.EURO)


def whole(cents: int) -> ShownValue:
    """An amount that nobody knows to the cent: simulated or supposed."""
    euros = Decimal(half_up(Fraction(cents, 100)))
    return ShownValue(f"€\N{NO-BREAK SPACE}{dutch_number(euros)}", Kind.EURO, euros)


def whole_delta(cents: int) -> ShownValue:
    """A difference in cost that nobody knows to the cent, with its direction in words."""
    shown = whole(cents)
    return ShownValue(shown.text, Kind.DELTA, shown.value, direction(Decimal(cents)))


def euros(cents: int) -> str:
    """Write cents as euros."""
    return euro(cells.euros(cents))


def percent(part: Fraction, decimals: int = 1) -> str:
    """Write a part as a percentage.

    Example:
        >>> percent(Fraction(1, 8)), percent(Fraction(1, 2), 0)
        ('12,5 %', '50 %')
    """
    return f"{dutch_number(decimal(part * 100), decimals)} %"


def change(rate: Fraction) -> str:
    """Say in words how far cost fell or rose.

    Example:
        >>> change(Fraction(3, 100)), change(Fraction(-3, 100))
        ('daling 3 %', 'stijging 3 %')
    """
    if rate == 0:
        return "geen verschil"
    return f"{'daling' if rate > 0 else 'stijging'} {percent(abs(rate), 0)}"


def odds_in_words(part: float) -> str:
    """Write a probability as a whole percentage; what is almost sure is not written as sure.

    Example:
        >>> odds_in_words(0.346), odds_in_words(0.998), odds_in_words(0.002), odds_in_words(1.0)
        ('35 %', 'meer dan 99 %', 'minder dan 1 %', '100 %')
    """
    if 0 < part < ALMOST_NONE or 1 - ALMOST_NONE < part < 1:
        return "minder dan 1 %" if part < ALMOST_NONE else "meer dan 99 %"
    return f"{dutch_number(half_up(Fraction(part) * 100))} %"


def decimal(part: Fraction) -> Decimal:
    """Give a fraction as a decimal number."""
    return Decimal(part.numerator) / Decimal(part.denominator)


def listed(names: Iterable[str]) -> str:
    """Join names with commas and "en".

    Example:
        >>> listed(["Wmo", "Zvw", "Wlz"])
        'Wmo, Zvw en Wlz'
    """
    known = list(names)
    return known[0] if len(known) == 1 else f"{', '.join(known[:-1])} en {known[-1]}"
