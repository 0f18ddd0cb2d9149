"""Amounts and shares as the sentences write them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from maatschappelijk_rendement.domain.money import dutch_euro, dutch_number
from maatschappelijk_rendement.report.facts import ReportFacts

Rule = Callable[[ReportFacts], str | None]
"""Gives the sentence that these facts call for, or None."""


def lower(cents: int) -> str:
    """Say whether an amount makes the cost lower or higher.

    Example:
        >>> lower(-1), lower(1)
        ('lager', 'hoger')
    """
    return "lager" if cents < 0 else "hoger"


def euro(facts: ReportFacts, cents: int) -> str:
    """Write an amount; without cents in a rounded report, where they are all zero.

    Example:
        >>> euro(ReportFacts(is_rounded=True), -231_000_00)[2:], euro(ReportFacts(), 500_00)[2:]
        ('-231.000', '500,00')
    """
    text = dutch_euro(cents)
    return text.removesuffix(",00") if facts.is_rounded else text


def size(facts: ReportFacts, cents: int) -> str:
    """Write an amount without its sign, for words that say the direction."""
    return euro(facts, abs(cents))


def between(facts: ReportFacts, low: int, high: int) -> str:
    """Write two bounds."""
    return f"{euro(facts, low)} tot {euro(facts, high)}"


def percent(share: float) -> str:
    """Write a part as a percentage.

    Example:
        >>> percent(0.4873)
        '48,7%'
    """
    return f"{dutch_number(Decimal(100 * share), 1)}%"
