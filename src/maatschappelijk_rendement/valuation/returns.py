"""The internal rate of return: the rate at which a row of amounts is worth nothing now."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from maatschappelijk_rendement.valuation.exact_numbers import Amount, form_of, numbers_of, rooted, shaped
from maatschappelijk_rendement.valuation.growth import grown, log_growths
from maatschappelijk_rendement.valuation.roots import positive_roots

LONGEST_ROW = 2000
LONGEST_EXACT, LONGEST_EXACT_ONCE = 60, 400
"""Up to this length every rate is found for certain; the second is of a row that changes sign once."""
PRINTED = 15
"""A rate that is exact in so many decimals is given exactly."""


def internal_rate(amounts: Any) -> Amount | None:
    """Find the internal rate of return.

    Args:
        amounts: Amounts in periods that follow each other, the first now.

    Returns:
        The rate a period; where several rates fit the one nearest zero (``internal_rates`` gives all), None
        where none does.

    Example:
        >>> round(internal_rate([-100, 39, 59, 55, 20]), 5)
        0.28095
        >>> internal_rate([100, 20]) is None
        True
    """
    found = internal_rates(amounts)
    return min(found, key=lambda rate: (abs(rate), rate)) if found else None


def internal_rates(amounts: Any) -> tuple[Amount, ...]:
    """Find every internal rate of return above -100 %, in increasing order.

    Args:
        amounts: Amounts in periods that follow each other, the first now. In a row of more than 60 that
            changes sign more than once (400 that do once), rates are looked for from -99 % to 14.700 %, and
            two within 1.6 % of each other may be missed.

    Example:
        >>> internal_rates([-100, 230, -132])
        (0.1, 0.2)
    """
    values = numbers_of(amounts, "amounts", LONGEST_ROW)
    form = rooted(form_of(amounts))
    signs = [value > 0 for value in values if value]
    is_once = sum(left != right for left, right in pairwise(signs)) == 1
    if len(values) > (LONGEST_EXACT_ONCE if is_once else LONGEST_EXACT):
        found = [
            grown(each) for each in log_growths([(Fraction(t), value) for t, value in enumerate(values)])
        ]
    else:
        found = [1 / root - 1 for root in positive_roots(values)]
    rates = [_printed(values, rate) for rate in found]
    return tuple(shaped(rate, form) for rate in sorted(rates))


def _printed(values: tuple[Fraction, ...], rate: Fraction) -> Fraction:
    """Give the short decimal that is the rate, if one is."""
    short = round(rate, PRINTED)
    worth = Fraction(0)
    for value in reversed(values):
        worth = worth / (1 + short) + value if short > -1 else Fraction(1)
    return short if not worth else rate
