"""Amounts and shares as the sentences write them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from maatschappelijk_rendement.money import dutch_euro, dutch_number
from maatschappelijk_rendement.report.facts import Facts

Rule = Callable[[Facts], str | None]
"""Gives the sentence that these facts call for, or None."""


def way(cents: int) -> str:
    """Say whether an amount is a fall or a rise.

    Example:
        >>> way(-1), way(1)
        ('daling', 'stijging')
    """
    return "daling" if cents < 0 else "stijging"


def lower(cents: int) -> str:
    """Say whether an amount makes the cost lower or higher.

    Example:
        >>> lower(-1), lower(1)
        ('lager', 'hoger')
    """
    return "lager" if cents < 0 else "hoger"


def size(cents: int) -> str:
    """Write an amount without its sign, for words that say the direction."""
    return dutch_euro(abs(cents))


def between(low: int, high: int) -> str:
    """Write two bounds."""
    return f"{dutch_euro(low)} tot {dutch_euro(high)}"


def percent(share: float) -> str:
    """Write a part as a percentage.

    Example:
        >>> percent(0.4873)
        '48,7%'
    """
    return f"{dutch_number(Decimal(100 * share), 1)}%"
