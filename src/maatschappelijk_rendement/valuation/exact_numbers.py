"""Numbers in and out: computed as exact fractions, given back in the form they came in.

A float counts as the decimal number it prints as (0.1 is one tenth), so that a printed example comes out to
its last digit. One float among the inputs makes the answer a float; one ``Decimal`` or text makes it a
``Decimal``; whole numbers and fractions give a ``Fraction``.
"""

from __future__ import annotations

import numbers
import re
from collections.abc import Iterable, Mapping, Set
from decimal import Decimal, localcontext
from enum import IntEnum
from fractions import Fraction
from math import isfinite
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError

Number = int | float | Decimal | Fraction | str
Amount = Fraction | Decimal | float

LARGEST = 10**21
"""No amount, effect or price is larger: what is, was typed in another unit."""
MOST_DIGITS = 400
"""So many digits before and behind the point are read; a float has no more."""
DIGITS = 28
"""Digits of a ``Decimal`` that is given back: as many as Python computes with, so that it can be used on."""
POWER_DIGITS = 60
"""Digits of a power that is no fraction."""

_NUMBER = re.compile(r"[+-]?([0-9]{1,400}(\.[0-9]{0,400})?|\.[0-9]{1,400})(e[+-]?[0-9]{1,3})?", re.IGNORECASE)
_NO_NUMBER = "dit is geen getal. Geef een getal, zoals 2 of Decimal('2.5')."


class Form(IntEnum):
    """How an answer is given; the widest form among the inputs wins."""

    FRACTION = 0
    DECIMAL = 1
    FLOAT = 2


def number(value: Any, name: str, low: Fraction | int = -LARGEST, high: Fraction | int = LARGEST) -> Fraction:
    """Read a number exactly.

    Args:
        value: An int, float, ``Decimal``, ``Fraction``, number of numpy, or text with a point.
        name: What the caller calls it, for the message.
        low: The lowest that fits.
        high: The highest that fits.

    Raises:
        UsageError: It is no number, not finite, or out of bounds.

    Example:
        >>> number(0.1, "rate"), number("2.50", "rate")
        (Fraction(1, 10), Fraction(5, 2))
    """
    found = _fraction(value)
    if found is None:
        raise UsageError(f"{name}: {_NO_NUMBER}")
    if not low <= found <= high:
        raise UsageError(f"{name}: dit getal valt buiten de grenzen. Geef {_span(low, high)}.")
    return found


def is_number(value: Any) -> bool:
    """Say whether ``number`` can read a value.

    Example:
        >>> is_number("2.50"), is_number("gas")
        (True, False)
    """
    return _fraction(value) is not None


def numbers_of(values: Any, name: str, most: int = 1_000_000) -> tuple[Fraction, ...]:
    """Read a row of numbers; one number alone is a row of one.

    Args:
        values: The numbers, in any iterable that has an order.
        name: What the caller calls it.
        most: So many at most.

    Example:
        >>> numbers_of([1, 0.5], "amounts"), numbers_of(3, "amounts")
        ((Fraction(1, 1), Fraction(1, 2)), (Fraction(3, 1),))
    """
    return tuple(number(value, name) for value in row_of(values, name, most))


def row_of(values: Any, name: str, most: int = 1_000_000) -> list[Any]:
    """Give the members of a row, which is not empty and not too long."""
    if isinstance(values, str | numbers.Number | Decimal):
        return [values]
    if isinstance(values, bytes | Mapping | Set) or not isinstance(values, Iterable):
        raise UsageError(f"{name}: dit is geen rij getallen. Geef een lijst.")
    found = list(values)
    if not found:
        raise UsageError(f"{name}: deze rij is leeg. Geef minstens één getal.")
    if len(found) > most:
        raise UsageError(f"{name}: deze rij is te lang. Geef hoogstens {most} getallen.")
    return found


def share(value: Any, name: str) -> Fraction:
    """Read a share from 0 to 1.

    Example:
        >>> share(0.25, "deadweight")
        Fraction(1, 4)
    """
    found = _fraction(value)
    if found is None or not 0 <= found <= 1:
        raise UsageError(f"{name}: geef een deel van 0 tot en met 1, zoals 0.25 voor 25 %.")
    return found


def form_of(*values: Any) -> Form:
    """Find the widest form among values, also inside rows of rows.

    Example:
        >>> form_of([1, [Decimal(2)]]), form_of(1, 0.5)
        (<Form.DECIMAL: 1>, <Form.FLOAT: 2>)
    """
    found = Form.FRACTION
    for value in values:
        found = max(found, _form(value))
        if found is Form.FLOAT:
            break
    return found


def rooted(form: Form) -> Form:
    """Give the form of an answer that no fraction holds, such as a root: a float instead of a fraction."""
    return Form.FLOAT if form is Form.FRACTION else form


def shaped(value: Fraction, form: Form) -> Amount:
    """Give an exact number in a form.

    Example:
        >>> shaped(Fraction(1, 4), Form.DECIMAL), shaped(Fraction(1, 4), Form.FLOAT)
        (Decimal('0.25'), 0.25)
    """
    if form is Form.FLOAT:
        return value.numerator / value.denominator
    return decimal(value) if form is Form.DECIMAL else value


def decimal(value: Fraction) -> Decimal:
    """Give a fraction as a decimal number of ``DIGITS`` digits."""
    with localcontext() as context:
        context.prec = DIGITS
        return Decimal(value.numerator) / Decimal(value.denominator)


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """Raise a positive number to a power: exact where the power is whole, else to ``POWER_DIGITS`` digits.

    Example:
        >>> power(Fraction(9, 4), Fraction(-1)), round(power(Fraction(9, 4), Fraction(1, 2)), 9)
        (Fraction(4, 9), Fraction(3, 2))
    """
    if exponent.denominator == 1:
        return base**exponent.numerator
    with localcontext() as context:
        context.prec = POWER_DIGITS
        whole = Decimal(exponent.numerator) / exponent.denominator
        return Fraction((Decimal(base.numerator) / base.denominator) ** whole)


def _form(value: Any) -> Form:
    if isinstance(value, Decimal | str):
        return Form.DECIMAL
    if isinstance(value, numbers.Rational) or value is None:
        return Form.FRACTION
    if isinstance(value, numbers.Real):
        return Form.FLOAT
    if isinstance(value, Mapping):
        return form_of(*value.values())
    return form_of(*value) if isinstance(value, Iterable) else Form.FRACTION


def _fraction(value: Any) -> Fraction | None:
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return None
    if isinstance(value, str):
        return Fraction(Decimal(value)) if _NUMBER.fullmatch(value.strip()) else None
    if isinstance(value, Decimal):
        fits = (
            value.is_finite() and abs(value.adjusted()) <= MOST_DIGITS and len(value.as_tuple().digits) <= 800
        )
        return Fraction(value) if fits else None
    if isinstance(value, numbers.Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    if isinstance(value, numbers.Real):
        found = float(value)
        return Fraction(repr(found)) if isfinite(found) else None
    return None


def _span(low: Fraction | int, high: Fraction | int) -> str:
    if high >= LARGEST:
        return f"minstens {_short(low)}" if low > -LARGEST else "een kleiner getal"
    return f"een getal van {_short(low)} tot en met {_short(high)}"


def _short(value: Fraction | int) -> str:
    found = Fraction(value)
    return str(found.numerator) if found.denominator == 1 else str(float(found))
