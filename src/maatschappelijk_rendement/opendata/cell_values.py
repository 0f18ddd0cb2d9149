"""Read one cell of open data: a number, or nothing. Missing is missing, and what is neither is an error."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from maatschappelijk_rendement.intake.own_formats.raw import UNREADABLE, RawCell
from maatschappelijk_rendement.opendata.layouts import OpenColumn

MISSING_WORDS = frozenset({".", "x", "X"})
"""CBS, explanation of symbols: a point is unknown, too unreliable or secret; x is secret."""
MISSING_NUMBERS = frozenset({Decimal(-99997), Decimal(-99995), Decimal(-99999999)})
"""Map service of wijken en buurten: no data, and kept secret."""
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,10})?")


class NoFigureError(ValueError):
    """A cell is no number that can be; the argument says why, in Dutch, without what stands in it."""


@dataclass(frozen=True, slots=True)
class FigurePeriod:
    """A period: a year, or half of it."""

    year: int
    name: str


def number_of(cell: RawCell, column: OpenColumn) -> Decimal | None:
    """Read a figure; None where the source has none.

    Args:
        cell: The cell.
        column: What it should be.

    Raises:
        NoFigureError: It is no number, or none that this indicator can have.

    Example:
        >>> persons = OpenColumn("bijstand", "Personen met bijstand", "personen", (), (), (), ())
        >>> number_of("420", persons), number_of(".", persons), number_of(Decimal("-99997"), persons)
        (Decimal('420'), None, None)
    """
    if cell is None or (isinstance(cell, str) and cell.strip() in MISSING_WORDS):
        return None
    if isinstance(cell, str) and cell != UNREADABLE and _NUMBER.fullmatch(cell.strip()):
        cell = Decimal(cell.strip().replace(",", "."))
    if not isinstance(cell, Decimal):
        raise NoFigureError("is geen getal")
    if cell in MISSING_NUMBERS:
        return None
    if cell < 0:
        raise NoFigureError("is kleiner dan 0; dat kan hier niet")
    if column.is_whole and cell != cell.to_integral_value():
        raise NoFigureError("heeft een punt of komma, en dit is een aantal")
    if column.is_part and cell > 100:
        raise NoFigureError("is meer dan 100 %")
    return cell.quantize(Decimal(1)) if column.is_whole else cell


_KEY = re.compile(r"([0-9]{4})(JJ00|HJ0[12])")
_TITLE = re.compile(r"(?:([12])e halfjaar )?([0-9]{4})\*{0,2}")


def period_of(cell: RawCell) -> FigurePeriod | None:
    """Read a period, by its key or its title; None where it is neither.

    Example:
        >>> period_of("2017HJ02"), period_of("2017JJ00")
        (FigurePeriod(year=2017, name='2e halfjaar'), FigurePeriod(year=2017, name='jaar'))
        >>> period_of("1e halfjaar 2017"), period_of(Decimal("2020"))
        (FigurePeriod(year=2017, name='1e halfjaar'), FigurePeriod(year=2020, name='jaar'))
    """
    text = str(cell).strip()
    if found := _KEY.fullmatch(text):
        return FigurePeriod(int(found[1]), "jaar" if found[2] == "JJ00" else f"{found[2][-1]}e halfjaar")
    if found := _TITLE.fullmatch(text):
        return FigurePeriod(int(found[2]), f"{found[1]}e halfjaar" if found[1] else "jaar")
    return None
