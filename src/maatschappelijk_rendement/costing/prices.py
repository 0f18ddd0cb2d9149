"""Which price a product has on each day, under constant and under current prices.

The rules are those of contract.md, "What a line costs", Price. Prices stay exact fractions here; rounding comes
once, at the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from maatschappelijk_rendement.calendar import Period, dutch_date, year_of
from maatschappelijk_rendement.errors import Finding
from maatschappelijk_rendement.model import Tariff
from maatschappelijk_rendement.tariffs import Indices, PricePeriod
from maatschappelijk_rendement.vocabulary import IndexName

NORM = "norm"


@dataclass(frozen=True, slots=True)
class Constant:
    """Every line at the prices of one year, so that a tariff rise is not read as a cost rise."""

    year: int
    index: IndexName


@dataclass(frozen=True, slots=True)
class Current:
    """Every day at the price valid on it; ``carry`` allows a missing price to be indexed."""

    carry: IndexName | None = None


PriceMode = Constant | Current


@dataclass(frozen=True, slots=True)
class PriceSpan:
    """One price over the days from ``period.start`` up to ``period.end``.

    Attributes:
        price_eur: Euros per unit, exact.
        used: The published prices it rests on.
        index_note: How it was carried to another year; empty for a published price.
    """

    period: Period
    price_eur: Fraction
    used: tuple[Tariff, ...]
    index_note: str = ""


@dataclass(frozen=True, slots=True)
class PriceLine:
    """All prices of one product, in order, with what has to be said about them."""

    code: str
    spans: tuple[PriceSpan, ...]
    warnings: tuple[Finding, ...] = ()


ALL_DAYS = Period(date.min, date.max)


def _distance(validity: Period, wanted: Period) -> int:
    if validity.end <= wanted.start:
        return (wanted.start - validity.end).days
    return (validity.start - wanted.end).days


def _nearest(prices: Sequence[PricePeriod], wanted: Period) -> PricePeriod:
    # Fewest days between validity and what is wanted; ties go to the earlier one.
    return min(prices, key=lambda price: (_distance(price.period, wanted), price.period.start))


def _carried(price: PricePeriod, wanted: Period, year: int, index: IndexName, indices: Indices) -> PriceSpan:
    is_earlier = price.period.end <= wanted.start
    from_year = date.fromordinal(price.period.end.toordinal() - 1).year if is_earlier else price.period.start.year
    carried = indices.carry(price.price_eur, index, from_year, year)
    return PriceSpan(wanted, carried.price, (price.tariff,), carried.note)


def describe_validity(period: Period) -> str:
    """Write a validity in Dutch, last day included.

    Example:
        >>> describe_validity(Period(date(2018, 1, 1), date(2019, 1, 1)))
        '1 januari 2018 tot en met 31 december 2018'
    """
    if period.end == date.max:
        return f"vanaf {dutch_date(period.start)}"
    return f"{dutch_date(period.start)} tot en met {dutch_date(date.fromordinal(period.end.toordinal() - 1))}"


def constant_price(
    code: str, prices: Sequence[PricePeriod], mode: Constant, indices: Indices
) -> PriceLine | Finding:
    """Give the one price of the price year: the mean over its days, else the nearest price, indexed.

    Returns:
        The price line, or the finding that says why there is none (a norm is never indexed).
    """
    year = year_of(mode.year)
    parts = [
        (Period(max(p.period.start, year.start), min(p.period.end, year.end)).days, p)
        for p in prices
        if p.period.start < year.end and p.period.end > year.start
    ]
    if parts:
        days = sum(part for part, _ in parts)
        mean = sum((Fraction(p.price_eur) * part for part, p in parts), Fraction(0)) / days
        warnings = ()
        if days < year.days:
            warnings = (
                Finding(
                    "waarschuwing",
                    "",
                    "",
                    "prijsjaar_deels_bekend",
                    f"Product {code} heeft in {mode.year} maar voor {days} van de {year.days} dagen een prijs.",
                    "Het gemiddelde over die dagen is gebruikt.",
                ),
            )
        return PriceLine(code, (PriceSpan(ALL_DAYS, mean, tuple(p.tariff for _, p in parts)),), warnings)
    nearest = _nearest(prices, year)
    if nearest.tariff.price_basis == NORM:
        return _missing(code, f"in prijsjaar {mode.year}", nearest, "Een norm wordt nooit geïndexeerd.")
    span = _carried(nearest, year, mode.year, mode.index, indices)
    return PriceLine(code, (PriceSpan(ALL_DAYS, span.price_eur, span.used, span.index_note),))


def current_prices(
    code: str, prices: Sequence[PricePeriod], mode: Current, indices: Indices, needed: Sequence[Period]
) -> PriceLine:
    """Give the price valid on each day; days without one stay a gap, unless ``mode.carry`` names an index.

    Args:
        needed: The days that lines of this product use, merged and in order.
    """
    spans = [PriceSpan(p.period, Fraction(p.price_eur), (p.tariff,)) for p in prices]
    if mode.carry is None:
        return PriceLine(code, tuple(spans))
    carried = []
    for gap in _gaps([p.period for p in prices], needed):
        for part in _by_year(gap):
            nearest = _nearest(prices, part)
            if nearest.tariff.price_basis != NORM:
                carried.append(_carried(nearest, part, part.start.year, mode.carry, indices))
    return PriceLine(code, tuple(sorted([*spans, *carried], key=lambda span: span.period.start)))


def _gaps(known: Sequence[Period], needed: Sequence[Period]) -> list[Period]:
    gaps = []
    for want in needed:
        day = want.start
        for period in known:
            if period.end <= day or period.start >= want.end:
                continue
            if period.start > day:
                gaps.append(Period(day, period.start))
            day = max(day, period.end)
        if day < want.end:
            gaps.append(Period(day, want.end))
    return gaps


def _by_year(period: Period) -> list[Period]:
    parts = []
    while period.start < period.end:
        end = min(period.end, date(period.start.year + 1, 1, 1))
        parts.append(Period(period.start, end))
        period = Period(end, period.end)
    return parts


def _missing(code: str, when: str, nearest: PricePeriod, why: str, row: int | None = None) -> Finding:
    return Finding(
        "fout",
        "Gebruik" if row else "",
        str(row) if row else "",
        "prijs_ontbreekt",
        f"Product {code} heeft geen prijs {when}. "
        f"De dichtstbijzijnde bekende periode is {describe_validity(nearest.period)}. {why}".rstrip(),
        "Zet een prijs voor deze dagen op blad Tarieven.",
    )


def missing_day(code: str, day: date, prices: Sequence[PricePeriod], row: int | None) -> Finding:
    """Say that a product has no price on a day that a line needs, with the nearest known period."""
    nearest = _nearest(prices, Period(day, date.fromordinal(day.toordinal() + 1)))
    why = "" if nearest.tariff.price_basis != NORM else "Een norm wordt nooit geïndexeerd."
    return _missing(code, f"op {dutch_date(day)}", nearest, why, row)
