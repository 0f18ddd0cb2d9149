"""How a column of a card is declared: a text, a name, a word from a list, a number within bounds."""

from __future__ import annotations

from decimal import Decimal

from maatschappelijk_rendement.domain.tables import CellKind, NumberRule, SheetColumn

SHARE = NumberRule(Decimal(0), Decimal(1), 4)
FACTOR = NumberRule(Decimal(0), Decimal(10), 4)
SIGNED = NumberRule(Decimal(-100_000_000), Decimal(100_000_000), 2)
AMOUNT = NumberRule(Decimal(0), Decimal(1_000_000_000), 2)
LAG = NumberRule(Decimal(0), Decimal(50), 0)
LENGTH = NumberRule(Decimal(0), Decimal(100), 2)
LINE = NumberRule(Decimal(1), Decimal(100), 0)
RATE = NumberRule(Decimal(0), Decimal("0.5"), 6)
GRADE = NumberRule(Decimal(0), Decimal(10), 2)
PERSONS = NumberRule(Decimal(0), Decimal(1_000_000), 0)
POPULATION = NumberRule(Decimal(0), Decimal(20_000_000), 2)
POINTS = NumberRule(Decimal(-10), Decimal(10), 4)
MEASURE = NumberRule(Decimal(-1_000_000_000), Decimal(1_000_000_000), 3)
PERCENT = NumberRule(Decimal(0), Decimal(100), 3)


def text(name: str, header: str, meaning: str, example: str = "", *, required: bool = False) -> SheetColumn:
    """Declare a text, such as a source.

    Example:
        >>> text("source", "bron", "Waar dit vandaan komt.", required=True).required
        True
    """
    return SheetColumn(name, header, CellKind.SOURCE, meaning, required, not required, example=example)


def name(name: str, header: str, meaning: str, example: str = "", *, required: bool = True) -> SheetColumn:
    """Declare a short name, such as that of a party."""
    return SheetColumn(name, header, CellKind.NAME, meaning, required, not required, example=example)


def word(
    name: str, header: str, meaning: str, words: tuple[str, ...], *, required: bool = True
) -> SheetColumn:
    """Declare a word from a list."""
    return SheetColumn(
        name, header, CellKind.WORD, meaning, required, not required, words=words, example=words[0]
    )


def number(
    name: str, header: str, meaning: str, bounds: NumberRule, example: str = "", *, required: bool = False
) -> SheetColumn:
    """Declare a number within bounds; a whole one where the bounds have no decimals."""
    kind = CellKind.QUANTITY if bounds.decimals else CellKind.WHOLE
    return SheetColumn(name, header, kind, meaning, required, not required, example=example, bounds=bounds)


def day(name: str, header: str, meaning: str, example: str = "", *, required: bool = True) -> SheetColumn:
    """Declare a day."""
    return SheetColumn(name, header, CellKind.DATE, meaning, required, not required, example=example)
