"""Which price a product has on each day, under constant and under current prices.

The rules are those of contract.md, "What a line costs", Price. Prices stay exact fractions here; rounding
comes once, at the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from maatschappelijk_rendement.calendar import Period, dutch_date, year_of
from maatschappelijk_rendement.errors import Finding, InputError
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


def _carry(
    code: str, prices: Sequence[PricePeriod], wanted: Period, year: int, index: IndexName, indices: Indices
) -> PriceSpan:
    """Bring the nearest price to a year; raises ``InputError`` for a norm or an index without these years."""
    price = _nearest(prices, wanted)
    if price.tariff.price_basis == NORM:
        raise InputError([_missing(code, f"in {year}", price, "Een norm wordt nooit geïndexeerd.")])
    is_earlier = price.period.end <= wanted.start
    last_day = date.fromordinal(price.period.end.toordinal() - 1)
    from_year = last_day.year if is_earlier else price.period.start.year
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


def constant_price(code: str, prices: Sequence[PricePeriod], mode: Constant, indices: Indices) -> PriceLine:
    """Give the one price of the price year: the mean over its days, else the nearest price, indexed.

    Raises:
        InputError: There is no price of that year and none can be carried to it: a norm is never indexed,
            or the index lacks a year.
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
        warnings: tuple[Finding, ...] = ()
        if days < year.days:
            warnings = (
                Finding(
                    "waarschuwing",
                    "",
                    "",
                    "prijsjaar_deels_bekend",
                    f"Product {code} heeft in {mode.year} maar voor {days} van de {year.days} dagen "
                    "een prijs. Het gemiddelde over die dagen is gebruikt.",
                ),
            )
        return PriceLine(code, (PriceSpan(ALL_DAYS, mean, tuple(p.tariff for _, p in parts)),), warnings)
    span = _carry(code, prices, year, mode.year, mode.index, indices)
    return PriceLine(code, (PriceSpan(ALL_DAYS, span.price_eur, span.used, span.index_note),))


def current_prices(
    code: str, prices: Sequence[PricePeriod], mode: Current, indices: Indices, needed: Sequence[Period]
) -> PriceLine:
    """Give the price valid on each day; days without one stay a gap, unless ``mode.carry`` names an index.

    Args:
        code: The product.
        prices: Its published prices, in order.
        mode: Whether a missing price may be carried, and by which index.
        indices: Index series.
        needed: The days that lines of this product use, merged and in order.
    """
    spans = [PriceSpan(p.period, Fraction(p.price_eur), (p.tariff,)) for p in prices]
    if mode.carry is None:
        return PriceLine(code, tuple(spans))
    carried = []
    for gap in _gaps([p.period for p in prices], needed):
        for part in _by_year(gap):
            # A part that cannot be carried stays a gap; whether a line needs it is seen when lines are read.
            with suppress(InputError):
                carried.append(_carry(code, prices, part, part.start.year, mode.carry, indices))
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


CARRY_ADVICE = (
    "Of laat het programma de dichtstbijzijnde prijs met een index omrekenen: --indexeer, met een index op "
    "blad Analyse."
)


def _missing(code: str, when: str, nearest: PricePeriod, why: str) -> Finding:
    return Finding(
        "fout",
        "",
        "",
        "prijs_ontbreekt",
        f"Product {code} heeft geen prijs {when}. "
        f"De dichtstbijzijnde bekende periode is {describe_validity(nearest.period)}. {why}".rstrip(),
        "Zet een prijs voor deze dagen op blad Tarieven.",
    )


def missing_day(
    code: str, day: date, prices: Sequence[PricePeriod], mode: PriceMode, indices: Indices
) -> tuple[Finding, ...]:
    """Say why a product has no price on a day: the nearest known period, or what the index lacks."""
    wanted = Period(day, date.fromordinal(day.toordinal() + 1))
    if isinstance(mode, Current) and mode.carry is not None:
        try:
            _carry(code, prices, wanted, day.year, mode.carry, indices)
        except InputError as error:
            return error.findings
    missing = _missing(code, f"op {dutch_date(day)}", _nearest(prices, wanted), "")
    return (replace(missing, advice=f"{missing.advice} {CARRY_ADVICE}"),)
