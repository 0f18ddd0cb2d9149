"""How the amount of one line follows from its price: quantity x times in its window x price.

Counted again from the words of docs/wat-een-regel-kost.md, apart from the meters that priced it: what
both give is the same amount, or the line has no such explanation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from maatschappelijk_rendement.costing.meters import PER_YEAR, units_in_window
from maatschappelijk_rendement.costing.prices import PriceLine
from maatschappelijk_rendement.domain.calendar import Period, add_months
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.vocabulary import Per

DAYS_OF = {Per.DAY: 1, Per.WEEK: 7, Per.FOUR_WEEKS: 28}
MONTHS_OF = {Per.MONTH: 1, Per.QUARTER: 3, Per.YEAR: 12}

OUTSIDE = "valt buiten de periode en kost niets"
PRICE_CHANGES = "een getal: de prijs verandert in de periode"
NOT_FOLLOWED = "een getal: niet in een product te vangen"
# A spreadsheet multiplies in binary, exact to about 15 digits; nearer to half a cent it may round the other
# way (own choice, 22 November 2026).
NEAR_CENTS = Fraction(1, 1_000_000)


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """What is needed of a priced line to follow its amount.

    Attributes:
        per: Per what the quantity is.
        quantity: Units per ``per``.
        window: The days of its moment.
        start: Its first day; None where it names none.
        end: The day after its last one; None where it names none.
        price_eur: Its own price; None where the tariffs priced it.
        cents: What it costs in its window [euro cent].
        structural_cents: What it costs per year where it runs on; else 0 [euro cent].
    """

    per: Per
    quantity: Fraction
    window: Period
    start: date | None
    end: date | None
    price_eur: Fraction | None
    cents: int
    structural_cents: int


@dataclass(frozen=True, slots=True)
class Multiplication:
    """An amount as quantity x times x price.

    Attributes:
        times: How often the quantity counts in the window.
        price_eur: Euros per unit.
        per_year: How often it counts in a year, where it runs on; else None.
        is_near_half: It lies so near to half a cent that a spreadsheet may round it the other way.
    """

    times: Fraction
    price_eur: Fraction
    per_year: Fraction | None
    is_near_half: bool


def explain(line: ExplainedLine, prices: PriceLine | None, period_months: int) -> Multiplication | str:
    """Take the amount of a line apart; a Dutch reason where it is no plain product.

    Args:
        line: The line with its amount.
        prices: The prices of its product; None where it brings its own.
        period_months: Length of the window.

    Example:
        >>> year = Period(date(2018, 1, 1), date(2019, 1, 1))
        >>> line = ExplainedLine(Per.WEEK, Fraction(2), year, None, None, Fraction(30), 312857, 312857)
        >>> found = explain(line, None, 12)
        >>> found.times, found.price_eur, found.per_year
        (Fraction(365, 7), Fraction(30, 1), Fraction(365, 7))
    """
    counted = _counted(line)
    if not counted.days:
        return OUTSIDE
    price = line.price_eur if line.price_eur is not None else _one_price(prices, counted)
    if price is None:
        return PRICE_CHANGES
    times = _times(line, counted, period_months)
    per_year = PER_YEAR[line.per] if line.structural_cents else None
    exact = [(100 * line.quantity * times * price, line.cents)]
    if per_year is not None:
        exact.append((100 * line.quantity * per_year * price, line.structural_cents))
    if any(half_up(amount) != cents for amount, cents in exact):
        return NOT_FOLLOWED
    is_near_half = any(abs(amount % 1 - Fraction(1, 2)) < NEAR_CENTS for amount, _ in exact)
    return Multiplication(times, price, per_year, is_near_half)


def _counted(line: ExplainedLine) -> Period:
    """The days that the line shares with its window."""
    start = line.start or line.window.start
    end = line.end or line.window.end
    if line.per is Per.ONE_OFF:
        end = date.fromordinal(start.toordinal() + 1)
    return Period(max(start, line.window.start), min(end, line.window.end))


def _one_price(prices: PriceLine | None, days: Period) -> Fraction | None:
    spans = prices.spans if prices is not None else ()
    found = [
        span.price_eur for span in spans if span.period.start < days.end and span.period.end > days.start
    ]
    return found[0] if len(set(found)) == 1 else None


def _times(line: ExplainedLine, counted: Period, period_months: int) -> Fraction:
    if line.per is Per.ONE_OFF:
        return Fraction(1)
    if line.per is Per.TOTAL:
        own = Period(line.start or line.window.start, line.end or line.window.end)
        return Fraction(counted.days, own.days)
    if line.start is None and line.end is None:
        return units_in_window(line.per, period_months)
    if line.per in DAYS_OF:
        return Fraction(counted.days, DAYS_OF[line.per])
    months, times, day = MONTHS_OF[line.per], Fraction(0), counted.start
    while day < counted.end:
        whole_start = date(day.year, (day.month - 1) // months * months + 1, 1)
        whole = Period(whole_start, add_months(whole_start, months))
        times += Fraction(Period(day, min(whole.end, counted.end)).days, whole.days)
        day = whole.end
    return times
