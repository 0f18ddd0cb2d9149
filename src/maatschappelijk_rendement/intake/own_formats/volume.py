"""Turn volume, unit and frequency of a message into a quantity of one of our units per period, exactly.

A quantity in the workbook has three decimals. Where it would need more (15 minutes a week is 0,0625
dagdeel), a longer period may make it exact; where none does (100 minutes are 1,666... hours), it is
refused: a rounded hour times a year is a real amount.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from maatschappelijk_rendement.domain.vocabulary import Per
from maatschappelijk_rendement.intake.own_formats.codelists import UnitCode

DECIMALS = 3
# Minutes in our own units of time; a dagdeel is four hours by WJ756 (see codelists.toml).
MINUTES = {"minuut": 1, "kwartier": 15, "uur": 60, "dagdeel": 240}
# A dated line counts 1/7 a day for a week and 1/28 for four weeks, so these steps change nothing.
_LONGER = {Per.DAY: (Per.WEEK, 7), Per.WEEK: (Per.FOUR_WEEKS, 4)}


class UnitMismatchError(ValueError):
    """The unit of the message cannot be counted in the unit of the product."""


class NotExactError(ValueError):
    """The quantity needs more than three decimals, in this period and in longer ones."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity of a unit per period."""

    quantity: Decimal
    per: Per
    unit: str


def in_unit(
    volume: int, unit: UnitCode, per: Per, target: str, *, per_piece: Decimal | None = None
) -> Amount:
    """Give a volume in the unit of a product.

    Args:
        volume: As in the message.
        unit: Its unit; not euros, and none that is no longer in use.
        per: Its period.
        target: Unit of the product.
        per_piece: How many units of the product one piece is, where the profile says so.

    Returns:
        The quantity, exact, in the same or a longer period of the same rate.

    Raises:
        UnitMismatchError: Another kind of unit: hours are no days, and a piece is what the profile says.
        NotExactError: It needs more than three decimals.

    Example:
        >>> from maatschappelijk_rendement.intake.own_formats.codelists import codelists
        >>> units = codelists().units
        >>> in_unit(90, units["01"], Per.WEEK, "uur")
        Amount(quantity=Decimal('1.5'), per=<Per.WEEK: 'week'>, unit='uur')
        >>> in_unit(15, units["01"], Per.WEEK, "dagdeel")  # 0,0625 a week needs four decimals
        Amount(quantity=Decimal('0.25'), per=<Per.FOUR_WEEKS: 'vier_weken'>, unit='dagdeel')
    """
    return _exact(volume * _one(unit, target, per_piece), per, target)


def _one(unit: UnitCode, target: str, per_piece: Decimal | None) -> Fraction:
    if unit.sort == "stuks" and per_piece is not None:
        return Fraction(per_piece)
    if unit.unit == target:
        return Fraction(1)
    if unit.minutes is not None and target in MINUTES:
        return Fraction(unit.minutes, MINUTES[target])
    raise UnitMismatchError(unit.code)


def _exact(quantity: Fraction, per: Per, unit: str) -> Amount:
    steps = 10**DECIMALS * quantity
    if steps.denominator == 1:
        return Amount(_shortest(steps.numerator), per, unit)
    if per not in _LONGER:
        raise NotExactError(unit)
    longer, times = _LONGER[per]
    return _exact(quantity * times, longer, unit)


def _shortest(steps: int) -> Decimal:
    """Give a number of thousandths without zeros at its end."""
    whole, rest = divmod(steps, 10**DECIMALS)
    return Decimal(f"{whole}.{rest:0{DECIMALS}d}".rstrip("0").rstrip("."))
