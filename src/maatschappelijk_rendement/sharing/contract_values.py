"""Read one value of a contract or scenario from TOML: a part, an amount, how sure a board wants to be."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from maatschappelijk_rendement.domain.files.toml_section import WrongValueError
from maatschappelijk_rendement.domain.files.toml_values import a_name, a_number
from maatschappelijk_rendement.domain.money import to_cents

LARGEST_CONFIDENCE = Fraction(9_999, 10_000)
LARGEST_VARIATION = 100


def a_part(value: Any) -> Fraction:
    """A part of 1, such as 0.4 for 40 %.

    Example:
        >>> from decimal import Decimal
        >>> a_part(Decimal("0.4"))
        Fraction(2, 5)
    """
    part = Fraction(a_number(value))
    if not 0 <= part <= 1:
        raise WrongValueError("Geef een deel van 0 tot 1, zoals 0.4 voor 40 %.")
    return part


def a_threshold(value: Any) -> Fraction:
    """A threshold as a part of the benchmark: below 1, which no saving reaches."""
    part = a_part(value)
    if part == 1:
        raise WrongValueError("Geef een deel van 0 tot 1; 1 is 100 %. Schrijf 0.01 voor 1 %.")
    return part


def a_growth(value: Any) -> Fraction:
    """By which part a cost changed, such as 0.03 for 3 % more or -0.02 for 2 % less."""
    part = Fraction(a_number(value))
    if not -1 < part <= 1:
        raise WrongValueError("Geef een deel tussen -1 en 1, zoals 0.03 voor 3 % meer.")
    return part


def a_confidence(value: Any) -> Fraction:
    """How sure a board wants to be, one-sided; certain is nobody."""
    part = a_part(value)
    if not Fraction(1, 2) < part <= LARGEST_CONFIDENCE:
        raise WrongValueError("Geef een deel tussen 0.5 en 1, zoals 0.9; hoogstens 0.9999.")
    return part


def a_variation(value: Any) -> Fraction:
    """The spread of cost between persons, as a part of the mean."""
    number = Fraction(a_number(value))
    if not 0 <= number <= LARGEST_VARIATION:
        raise WrongValueError(f"Geef een getal van 0 tot {LARGEST_VARIATION}, zoals 2.15.")
    return number


def euros(value: Any) -> int:
    """An amount in euros, 0 or more, as cents.

    Example:
        >>> from decimal import Decimal
        >>> euros(Decimal("12.50"))
        1250
    """
    amount = a_number(value)
    # As it was written: 3.250 was meant as a thousand times as much.
    exponent = amount.as_tuple().exponent
    if amount < 0 or (isinstance(exponent, int) and exponent < -2):
        raise WrongValueError(
            "Geef een bedrag in euro's van 0 of meer, met hoogstens 2 decimalen en zonder punt bij "
            "duizendtallen."
        )
    return to_cents(amount)


def some_euros(value: Any) -> int:
    """An amount in euros above 0, as cents."""
    cents = euros(value)
    if cents == 0:
        raise WrongValueError("Geef een bedrag boven 0.")
    return cents


def names(value: Any) -> tuple[str, ...]:
    """A list of short texts."""
    if not isinstance(value, list):
        raise WrongValueError("Geef een lijst met teksten, zoals ['tandartskosten'].")
    return tuple(a_name(entry) for entry in value)
