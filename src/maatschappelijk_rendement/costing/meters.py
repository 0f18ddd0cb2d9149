"""Meters: what one unit of a product has cost since a first day, day by day.

A line reads the meter of its product at its first and its last day and pays the difference, as with
electricity. That prices every tariff change, leap year and part of a month exactly, with two equal joins and
no join on ranges. A meter counts cents for a thousandth of a unit, as an exact fraction with one
denominator for the whole meter.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from math import lcm

from maatschappelijk_rendement.costing.exact import LIMB_BITS, fraction_limbs_needed, limbs
from maatschappelijk_rendement.costing.prices import PriceSpan
from maatschappelijk_rendement.vocabulary import Per

# A thousandth of a unit in euros, in cents: 100 / 1000.
CENTS_PER_MILLI = Fraction(1, 10)

# contract.md, "What a line costs": what one day is worth of each period. The least common multiples of the
# lengths
# that occur: months 28-31, quarters 90-92, years 365-366.
DAY_DENOMINATOR = {
    Per.DAY: 1,
    Per.WEEK: 7,
    Per.FOUR_WEEKS: 28,
    Per.MONTH: 377_580,
    Per.QUARTER: 376_740,
    Per.YEAR: 133_590,
}
RECURRING = tuple(DAY_DENOMINATOR)

# contract.md: a year is 365 days, 365/7 weeks, 365/28 times four weeks, 12 months, 4 quarters.
PER_YEAR = {
    Per.DAY: Fraction(365),
    Per.WEEK: Fraction(365, 7),
    Per.FOUR_WEEKS: Fraction(365, 28),
    Per.MONTH: Fraction(12),
    Per.QUARTER: Fraction(4),
    Per.YEAR: Fraction(1),
}


def units_in_window(per: Per, period_months: int) -> Fraction:
    """How often a line without dates counts in a window of so many months, by convention.

    Example:
        >>> units_in_window(Per.WEEK, 12), units_in_window(Per.QUARTER, 6)
        (Fraction(365, 7), Fraction(2, 1))
    """
    return PER_YEAR[per] * period_months / 12


def _days_in(per: Per, day: date) -> int:
    if per is Per.DAY:
        return 1
    if per is Per.WEEK:
        return 7
    if per is Per.FOUR_WEEKS:
        return 28
    if per is Per.MONTH:
        return monthrange(day.year, day.month)[1]
    if per is Per.QUARTER:
        first = 3 * ((day.month - 1) // 3) + 1
        return sum(monthrange(day.year, month)[1] for month in range(first, first + 3))
    return 366 if isleap(day.year) else 365


@cache
def day_shares(per: Per, first_day: int, last_day: int) -> tuple[int, ...]:
    """What each day from ``first_day`` up to ``last_day`` is worth, in 1 / ``DAY_DENOMINATOR[per]``."""
    return tuple(
        DAY_DENOMINATOR[per] // _days_in(per, date.fromordinal(day)) for day in range(first_day, last_day)
    )


@dataclass(frozen=True, slots=True)
class Meter:
    """One meter: readings from ``first_day`` on, as whole numbers over ``denominator``.

    Attributes:
        first_day: Ordinal of the day on which the reading is 0.
        readings: One for each day and one for the end.
        gaps: Number of days without a price before each reading.
    """

    first_day: int
    readings: tuple[int, ...]
    denominator: int
    gaps: tuple[int, ...]


def run_meter(spans: Sequence[PriceSpan], per: Per, scale: Fraction, first_day: int, last_day: int) -> Meter:
    """Run a meter over the days from ``first_day`` up to ``last_day`` (ordinals).

    Args:
        spans: Prices in order, without overlap; a day without one counts as a gap.
        per: What a day is worth (a day of a month is 1/31 of it).
        scale: Factor on the whole meter, such as the units of a line without dates.
        first_day: First day of the meter.
        last_day: The day after its last day.
    """
    price_denominator = lcm(*(span.price_eur.denominator for span in spans))
    factor = scale * CENTS_PER_MILLI
    denominator = price_denominator * DAY_DENOMINATOR[per] * factor.denominator
    shares = day_shares(per, first_day, last_day)
    prices: list[int | None] = [None] * (last_day - first_day)
    for span in spans:
        start = max(span.period.start.toordinal(), first_day)
        end = min(span.period.end.toordinal(), last_day)
        numerator = int(span.price_eur * price_denominator) * factor.numerator
        for day in range(start, end):
            prices[day - first_day] = numerator
    readings, gaps = [0], [0]
    for price, share in zip(prices, shares, strict=True):
        readings.append(readings[-1] + (price or 0) * share)
        gaps.append(gaps[-1] + (price is None))
    return Meter(first_day, tuple(readings), denominator, tuple(gaps))


@dataclass(frozen=True, slots=True)
class MeterTable:
    """All meters as columns: ``key`` [int], ``gaps`` [days], ``limb0`` ... (see ``exact``)."""

    columns: dict[str, list[int]]
    limb_count: int
    fraction_limbs: int
    has_gaps: bool
    largest_quantity: int

    @property
    def places(self) -> list[str]:
        """The columns with limbs, least first."""
        return [f"limb{place}" for place in range(self.limb_count)]

    def names(self, reading: str) -> list[str]:
        """What the limbs of this reading are called once they are joined to a line."""
        return [f"{reading}_{place}" for place in self.places]


def tabulate(meters: dict[int, Meter], largest_quantity: int, *, days_per_meter: int) -> MeterTable:
    """Lay meters under each other; a reading's key is meter number x ``days_per_meter`` + day.

    Args:
        meters: Meter number to meter.
        largest_quantity: Largest quantity that will be multiplied with a difference of readings.
        days_per_meter: Above every ordinal in use.
    """
    behind = max(
        (fraction_limbs_needed(meter.denominator, largest_quantity) for meter in meters.values()), default=1
    )
    shift = behind * LIMB_BITS
    top = max((meter.readings[-1] // meter.denominator for meter in meters.values()), default=0)
    count = behind + max(1, -(-top.bit_length() // LIMB_BITS))
    columns: dict[str, list[int]] = {"key": [], "gaps": [], **{f"limb{place}": [] for place in range(count)}}
    for number, meter in meters.items():
        base = number * days_per_meter + meter.first_day
        columns["key"].extend(range(base, base + len(meter.readings)))
        columns["gaps"].extend(meter.gaps)
        rows = [limbs((reading << shift) // meter.denominator, count) for reading in meter.readings]
        for place, values in enumerate(zip(*rows, strict=True)):
            columns[f"limb{place}"].extend(values)
    has_gaps = any(meter.gaps[-1] for meter in meters.values())
    return MeterTable(columns, count, behind, has_gaps, largest_quantity)
