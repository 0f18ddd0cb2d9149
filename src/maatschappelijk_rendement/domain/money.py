"""Money in whole euro cents: exact in, exact out, half-up once, shown the Dutch way."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENT = Decimal("0.01")


def half_up(amount: Fraction) -> int:
    """Round to the nearest whole number, ties away from zero.

    Example:
        >>> half_up(Fraction(5, 2)), half_up(Fraction(-5, 2)), half_up(Fraction(12, 5))
        (3, -3, 2)
    """
    size = (2 * abs(amount.numerator) + amount.denominator) // (2 * amount.denominator)
    return size if amount >= 0 else -size


def to_cents(euros: Decimal) -> int:
    """Turn an amount in euros into whole cents, half-up.

    Example:
        >>> to_cents(Decimal("28.505"))
        2851
    """
    return int((euros / CENT).quantize(Decimal(1), ROUND_HALF_UP))


def to_euros(cents: int) -> Decimal:
    """Turn whole cents into euros with two decimals.

    Example:
        >>> to_euros(-13239400)
        Decimal('-132394.00')
    """
    return Decimal(cents).scaleb(-2)


def euro_string(cents: int | None) -> str | None:
    """Write cents as the euro string of ``resultaten.json``: two decimals, a point, null where unknown.

    Example:
        >>> euro_string(-13239400), euro_string(None)
        ('-132394.00', None)
    """
    return None if cents is None else str(to_euros(cents))


def dutch_number(number: Decimal | int, decimals: int = 0) -> str:
    """Write a number with Dutch separators.

    Example:
        >>> dutch_number(Decimal("1234.5"), 2), dutch_number(-1234567)
        ('1.234,50', '-1.234.567')
    """
    text = f"{Decimal(number).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,}"
    return text.translate(str.maketrans(",.", ".,"))


def dutch_euro(cents: int) -> str:
    """Write cents as Dutch euros, with a no-break space behind the sign.

    Example:
        >>> dutch_euro(-13239400).replace("\\N{NO-BREAK SPACE}", " ")
        '€ -132.394,00'
    """
    return f"€\N{NO-BREAK SPACE}{dutch_number(to_euros(cents), 2)}"
