"""Prices whose source cannot be right: what the note says, and what to take instead.

A note that begins with "Verdacht" says why. ``verdacht.csv`` says for each such product what to do instead;
a test sees to it that none is without.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.domain.tariffs.files import read_table

DOUBTFUL = "Verdacht"
DOUBTFUL_PRICE = "prijs_verdacht"


@dataclass(frozen=True, slots=True)
class Alternative:
    """What to take instead of a doubtful price.

    Attributes:
        code: Another product, or an amount (``BEDRAG...``); empty where there is none.
        advice: Dutch sentence: what to do now.
    """

    code: str
    advice: str


@cache
def alternatives() -> dict[str, Alternative]:
    """Read what to take instead, by product code.

    Example:
        >>> alternatives()["ZVW.PARAMEDISCH.DIETETIEK.REF2022"].code
        'ZVW.DIETETIEK_KWARTIER.PRAKTIJK'
    """
    return {row["code"]: Alternative(row["alternatief"], row["advies"]) for row in read_table("verdacht.csv")}


def is_doubtful(row: Tariff) -> bool:
    """Say whether the source of a shipped price cannot be right; a user's own price is the user's."""
    return not row.is_local and (row.note or "").startswith(DOUBTFUL)


def said_of(row: Tariff) -> str:
    """Give the note of a price, and for a doubtful one what to take instead.

    Example:
        >>> from maatschappelijk_rendement.domain.tariffs import Tariffs
        >>> said_of(Tariffs.load().prices("ZVW.THUISZORG.REISKOSTEN.REF2022")[0].tariff).split(".")[1]
        ' Laat de reiskosten weg als er ook uren thuiszorg op een regel staan'
    """
    instead = alternatives().get(row.code) if is_doubtful(row) else None
    advice = instead.advice if instead else ""
    return f"{row.note or ''} {advice}".strip()


def doubt(row: Tariff) -> Finding | None:
    """Ask about a doubtful price before it is used: why, and what to take instead.

    The text names the product and nothing more; the advice, which tells more of it, is for who filled in the
    workbook.

    Args:
        row: A price that is used.

    Example:
        >>> from maatschappelijk_rendement.domain.tariffs import Tariffs
        >>> row = Tariffs.load().prices("ZVW.THUISZORG.REISKOSTEN.REF2022")[0].tariff
        >>> doubt(row).text
        'Product ZVW.THUISZORG.REISKOSTEN.REF2022 heeft een verdachte prijs.'
    """
    if not is_doubtful(row):
        return None
    text = f"Product {row.code} heeft een verdachte prijs."
    return Finding("waarschuwing", "", "", DOUBTFUL_PRICE, text, said_of(row))
