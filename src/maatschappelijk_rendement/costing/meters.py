"""Meters: what one unit of a product has cost since a first day, day by day.

A line reads the meter of its product at its first and its last day and pays the difference, as with
electricity. That prices every tariff change, leap year and part of a month exactly, with two equal joins and
no join on ranges. A meter counts cents for a thousandth of a unit, as an exact fraction with one
denominator for the whole meter.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import lcm
from operator import mul, sub

from maatschappelijk_rendement.costing.exact import (
    LARGEST_INTERMEDIATE,
    LARGEST_RESULT,
    LARGEST_WHOLE,
    LIMB_BITS,
    fits,
    fraction_limbs_needed,
    limbs,
)
from maatschappelijk_rendement.costing.prices import ALL_DAYS, PriceLine, PriceSpan
from maatschappelijk_rendement.costing.survey import AskedLines
from maatschappelijk_rendement.costing.windows import Days
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError
from maatschappelijk_rendement.domain.vocabulary import Per

# A thousandth of a unit in euros, in cents: 100 / 1000.
CENTS_PER_MILLI = Fraction(1, 10)

# docs/wat-een-regel-kost.md, "Een regel met datums": what one day is worth of each period. The least common
# multiples of the lengths that occur: months 28-31, quarters 90-92, years 365-366.
DAY_DENOMINATOR = {
    Per.DAY: 1,
    Per.WEEK: 7,
    Per.FOUR_WEEKS: 28,
    Per.MONTH: 377_580,
    Per.QUARTER: 376_740,
    Per.YEAR: 133_590,
}
RECURRING = tuple(DAY_DENOMINATOR)

# The same page, "Een regel zonder datums": a year is 365 days, 365/7 weeks, 365/28 times four weeks, 12
# months, 4 quarters.
PER_YEAR = {
    Per.DAY: Fraction(365),
    Per.WEEK: Fraction(365, 7),
    Per.FOUR_WEEKS: Fraction(365, 28),
    Per.MONTH: Fraction(12),
    Per.QUARTER: Fraction(4),
    Per.YEAR: Fraction(1),
}


# Bounds of a window of so many months, and of a line's own days (9999-12-31 is day 3.652.059).
SHORTEST_MONTH, LONGEST_MONTH, LONGEST_LINE = 28, 31, 1 << 22


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


@dataclass(frozen=True, slots=True)
class MeterKey:
    """Which meter a line reads: of a product (or own prices), per which period, spread over its window?

    A line of an own price reads a meter at one ten-thousandth of a euro a unit, and multiplies by its price.
    """

    product_code: str
    per: Per
    is_spread: bool


OWN_PRICE = ""
OWN_PRICE_SPAN = PriceSpan(ALL_DAYS, Fraction(1, 10_000), ())


def meter_keys(product_code: str, per: Per) -> dict[str, MeterKey]:
    """The meters that lines of this product and period may read, by the column that points to them."""
    recurs = per in PER_YEAR
    reads = per if recurs else Per.DAY
    return {
        "_dated": MeterKey(product_code, reads, False),
        "_spread": MeterKey(product_code, reads, recurs),
        "_own_dated": MeterKey(OWN_PRICE, reads, False),
        "_own_spread": MeterKey(OWN_PRICE, reads, recurs),
    }


@lru_cache(maxsize=64)
def day_shares(per: Per, days: Days) -> tuple[int, ...]:
    """What each day is worth, in 1 / ``DAY_DENOMINATOR[per]``."""
    return tuple(
        DAY_DENOMINATOR[per] // _days_in(per, date.fromordinal(day)) for day in range(days.first, days.end)
    )


@dataclass(frozen=True, slots=True)
class Meter:
    """One meter over the days of a caseload, in whole numbers over ``denominator``.

    Attributes:
        readings: One for each day and one for the end.
        yearly: Beside each reading, what the day before it would cost per year; 0 at the first.
        gaps: Beside each reading, the number of days without a price before it.
    """

    readings: tuple[int, ...]
    yearly: tuple[int, ...]
    gaps: tuple[int, ...]
    denominator: int

    def largest_step(self, length: int) -> int:
        """The largest difference between two readings at most so many days apart."""
        if length >= len(self.readings):
            return self.readings[-1]
        return int(max(map(sub, self.readings[length:], self.readings)))


def run_meter(spans: Sequence[PriceSpan], per: Per, scale: Fraction, per_year: Fraction, days: Days) -> Meter:
    """Run a meter over the days of a caseload.

    Args:
        spans: Prices in order, without overlap; a day without one counts as a gap.
        per: What a day is worth (a day of a month is 1/31 of it).
        scale: Factor on the whole meter, such as the units of a line without dates.
        per_year: Units in a year, for ``yearly``.
        days: From which day up to which.
    """
    price_denominator = lcm(*(span.price_eur.denominator for span in spans))
    factor, yearly_factor = scale * CENTS_PER_MILLI, per_year * CENTS_PER_MILLI
    daily_denominator = price_denominator * DAY_DENOMINATOR[per] * factor.denominator
    yearly_denominator = price_denominator * yearly_factor.denominator
    denominator = lcm(daily_denominator, yearly_denominator)
    daily = factor.numerator * (denominator // daily_denominator)
    yearly = yearly_factor.numerator * (denominator // yearly_denominator)
    n = days.end - days.first
    of_day, of_year, is_gap = [0] * n, [0] * n, [1] * n
    for span in spans:
        start = max(span.period.start.toordinal(), days.first) - days.first
        end = min(span.period.end.toordinal(), days.end) - days.first
        if start < end:
            price, length = int(span.price_eur * price_denominator), end - start
            of_day[start:end] = [price * daily] * length
            of_year[start:end] = [price * yearly] * length
            is_gap[start:end] = [0] * length
    return Meter(
        readings=tuple(accumulate(map(mul, of_day, day_shares(per, days)), initial=0)),
        yearly=(0, *of_year),
        gaps=tuple(accumulate(is_gap, initial=0)),
        denominator=denominator,
    )


@dataclass(frozen=True, slots=True)
class Load:
    """What will be read from one meter.

    Attributes:
        quantity: Largest quantity.
        days: Longest time between two readings.
        smallest_divisor: What a product is divided by beside the meter's denominator, at least,
        largest_divisor: and at most.
    """

    quantity: int
    days: int
    smallest_divisor: int
    largest_divisor: int

    def or_more(self, other: Load) -> Load:
        """The heavier of two loads in each respect."""
        return Load(
            quantity=max(self.quantity, other.quantity),
            days=max(self.days, other.days),
            smallest_divisor=min(self.smallest_divisor, other.smallest_divisor),
            largest_divisor=max(self.largest_divisor, other.largest_divisor),
        )


def _loads(asked: Iterable[AskedLines], period_months: int) -> dict[MeterKey, Load]:
    """Find which meters are read, and how heavily."""
    longest, shortest = LONGEST_MONTH * period_months, SHORTEST_MONTH * period_months
    loads: dict[MeterKey, Load] = {}
    for row in asked:
        recurs, keys = row.per in PER_YEAR, meter_keys(row.product_code, row.per)
        read = {
            "_dated": row.own_prices < row.lines and (row.dated or not recurs),
            "_spread": row.own_prices < row.lines and recurs and row.dated < row.lines,
            "_own_dated": row.own_prices and (row.dated or not recurs),
            "_own_spread": row.own_prices and recurs and row.dated < row.lines,
        }
        for name in (name for name, is_read in read.items() if is_read):
            key = keys[name]
            largest_divisor = longest if key.is_spread else LONGEST_LINE if row.per is Per.TOTAL else 1
            load = Load(
                quantity=row.largest_milli * (row.largest_price_e4 if key.product_code == OWN_PRICE else 1),
                days=longest,
                smallest_divisor=shortest if key.is_spread else 1,
                largest_divisor=largest_divisor,
            )
            loads[key] = load.or_more(loads.get(key, load))
    return loads


def lay_meters(
    price_lines: Mapping[str, PriceLine], asked: Iterable[AskedLines], days: Days, period_months: int
) -> MeterTable:
    """Run every meter that the lines read, and lay them under each other.

    Args:
        price_lines: Product code to its prices.
        asked: What the lines ask for, see ``survey``.
        days: The days of all windows.
        period_months: Length of a window.

    Raises:
        MaatschappelijkRendementError: An amount would be too large to be exact.
    """
    loads = _loads(asked, period_months)
    meters = {}
    for key in loads:
        spans = (OWN_PRICE_SPAN,) if key.product_code == OWN_PRICE else price_lines[key.product_code].spans
        # What a line without dates counts in its window is spread over the days of that window.
        per, scale = (
            (Per.DAY, units_in_window(key.per, period_months)) if key.is_spread else (key.per, Fraction(1))
        )
        meters[key] = run_meter(spans, per, scale, PER_YEAR[key.per], days)
    return tabulate(meters, loads, days)


@dataclass(frozen=True, slots=True)
class MeterTable:
    """All meters under each other; the row of a reading is ``offsets[meter]`` + its day.

    Attributes:
        columns: Where everything fits in 64 bits reading0, yearly0 and denominator, else the limbs reading0
            ... and yearly0 ... (see ``exact``), least first; ``gaps`` where a day has no price.
        offsets: Meter to offset.
        limb_count: Number of limbs of a reading; 1 where everything fits.
        fraction_limbs: How many of them stand behind the point; 0 where everything fits.
        largest_quantity: Of all loads.
    """

    columns: Mapping[str, Sequence[int]]
    offsets: Mapping[MeterKey, int]
    limb_count: int
    fraction_limbs: int
    largest_quantity: int

    @property
    def is_narrow(self) -> bool:
        """Whether every amount fits in 64 bits."""
        return self.fraction_limbs == 0

    @property
    def has_gaps(self) -> bool:
        """Whether a product has days without a price."""
        return "gaps" in self.columns

    def limbs_of(self, reading: str) -> list[str]:
        """The columns of a reading, least limb first."""
        return [f"{reading}{place}" for place in range(self.limb_count)]


def tabulate(meters: Mapping[MeterKey, Meter], loads: Mapping[MeterKey, Load], days: Days) -> MeterTable:
    """Lay meters under each other.

    Args:
        meters: Key to meter, each over ``days``.
        loads: Key to what will be read from it.
        days: The days of the meters.

    Raises:
        MaatschappelijkRendementError: An amount would be too large to be exact.
    """
    size = days.end - days.first + 1
    offsets = {number: place * size - days.first for place, number in enumerate(meters)}
    products = {number: _largest_product(meter, loads[number]) for number, meter in meters.items()}
    for number, meter in meters.items():
        whole = products[number] // meter.denominator
        yearly = loads[number].quantity * max(meter.yearly) // meter.denominator
        if (
            whole >= min(LARGEST_WHOLE, LARGEST_RESULT * loads[number].smallest_divisor)
            or yearly >= LARGEST_RESULT
        ):
            raise MaatschappelijkRendementError("Een bedrag is te groot om exact mee te rekenen.")
    largest = max((load.quantity for load in loads.values()), default=1)
    is_narrow = all(
        fits(products[number], meter.denominator * loads[number].largest_divisor, meter.denominator)
        and meter.readings[-1] < LARGEST_INTERMEDIATE
        for number, meter in meters.items()
    )
    if is_narrow:
        behind, count = 0, 1
        columns = {
            "reading0": [reading for meter in meters.values() for reading in meter.readings],
            "yearly0": [amount for meter in meters.values() for amount in meter.yearly],
            "denominator": [meter.denominator for meter in meters.values() for _ in range(size)],
        }
    else:
        behind = max(fraction_limbs_needed(meter.denominator, largest) for meter in meters.values())
        top = max(max(m.readings[-1], *m.yearly) // m.denominator for m in meters.values())
        count = behind + max(1, -(-top.bit_length() // LIMB_BITS))
        columns = {}
        for name in ("reading", "yearly"):
            rows = [
                limbs((number << behind * LIMB_BITS) // meter.denominator, count)
                for meter in meters.values()
                for number in (meter.readings if name == "reading" else meter.yearly)
            ]
            columns |= {
                f"{name}{place}": values for place, values in enumerate(map(list, zip(*rows, strict=True)))
            }
    if any(meter.gaps[-1] for meter in meters.values()):
        columns["gaps"] = [gaps for meter in meters.values() for gaps in meter.gaps]
    return MeterTable(columns, offsets, count, behind, largest)


def _largest_product(meter: Meter, load: Load) -> int:
    return load.quantity * max(meter.largest_step(load.days), *meter.yearly)
