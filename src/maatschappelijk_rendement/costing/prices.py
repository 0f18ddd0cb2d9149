"""Which price a product has on each day, under constant and under current prices.

The rules are those of docs/wat-een-regel-kost.md, "De prijs". Prices stay exact fractions here; rounding
comes once, at the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from maatschappelijk_rendement.domain.calendar import Period, after_inclusive, dutch_date, last_day, year_of
from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.tariffs import Indices, PricePeriod
from maatschappelijk_rendement.domain.vocabulary import IndexName

NORM = "norm"


@dataclass(frozen=True, slots=True)
class Constant(Tabular):
    """Every line at the prices of one year, so that a tariff rise is not read as a cost rise."""

    year: int
    index: IndexName


@dataclass(frozen=True, slots=True)
class Current(Tabular):
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
    code: str, price: PricePeriod, wanted: Period, year: int, index: IndexName, indices: Indices
) -> PriceSpan:
    """Bring a price to a year; raises ``InputError`` for a norm or an index without these years."""
    if price.tariff.price_basis == NORM:
        raise InputError([_missing(code, f"in {year}", price, "Een norm wordt nooit geïndexeerd.")])
    is_earlier = price.period.end <= wanted.start
    from_year = last_day(price.period.end).year if is_earlier else price.period.start.year
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
    return f"{dutch_date(period.start)} tot en met {dutch_date(last_day(period.end))}"


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
    span = _carry(code, _nearest(prices, year), year, mode.year, mode.index, indices)
    return PriceLine(code, (PriceSpan(ALL_DAYS, span.price_eur, span.used, span.index_note),))


def current_prices(
    code: str, prices: Sequence[PricePeriod], mode: Current, indices: Indices, needed: Sequence[Period]
) -> PriceLine:
    """Give the price valid on each day; days without one stay a gap, unless ``mode.carry`` names an index.

    A carried price depends on product, day, prices and index alone, never on which other days are needed. It
    is the published price with the fewest days between its validity and that day, ties to the earlier, times
    level(year of the day) / level(nearest year of its validity). So it changes only at a turn of the year and
    halfway between two validities, and stands here as few spans. Where that nearest price is a norm or the
    index lacks a year, the day stays a gap: a farther price is never taken instead.

    Args:
        code: The product.
        prices: Its published prices, in order.
        mode: Whether a missing price may be carried, and by which index.
        indices: Index series.
        needed: The days that lines of this product use, merged and in order.

    Example:
        >>> from maatschappelijk_rendement.domain.tariffs import Tariffs
        >>> doctor = "ZVW.HUISARTS.CONSULT_LANG.NZA"
        >>> known = Tariffs.load().prices(doctor)  # of 2017 and of 2019, none of 2018
        >>> year, mode = [year_of(2018)], Current(IndexName.CPI)
        >>> for span in current_prices(doctor, known, mode, Indices.load(), year).spans[2:4]:
        ...     print(describe_validity(span.period), span.index_note)
        1 januari 2018 tot en met 2 juli 2018 geïndexeerd met CPI van 2017 naar 2018
        3 juli 2018 tot en met 31 december 2018 geïndexeerd met CPI van 2019 naar 2018
    """
    spans = [PriceSpan(p.period, Fraction(p.price_eur), (p.tariff,)) for p in prices]
    if mode.carry is None:
        return PriceLine(code, tuple(spans))
    carried = []
    for gap, price in _gaps(prices):
        for want in needed:
            for days in _by_year(Period(max(gap.start, want.start), min(gap.end, want.end))):
                # Days that cannot be carried stay a gap: ``coverage`` sees whether a line needs them.
                with suppress(InputError):
                    carried.append(_carry(code, price, days, days.start.year, mode.carry, indices))
    return PriceLine(code, tuple(sorted([*spans, *carried], key=lambda span: span.period.start)))


def _gaps(prices: Sequence[PricePeriod]) -> list[tuple[Period, PricePeriod]]:
    """Give the days without a price, with the price that is nearest to each of them; some may be no days."""
    gaps = [(Period(date.min, prices[0].period.start), prices[0])]
    for earlier, later in pairwise(prices):
        start, end = earlier.period.end, later.period.start
        # Of an odd number of days the middle one is as near to both.
        turn = start + timedelta(days=(Period(start, end).days + 1) // 2)
        gaps += [(Period(start, turn), earlier), (Period(turn, end), later)]
    return [*gaps, (Period(prices[-1].period.end, date.max), prices[-1])]


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
    wanted = Period(day, after_inclusive(day))
    nearest = _nearest(prices, wanted)
    try:
        if isinstance(mode, Constant):
            constant_price(code, prices, mode, indices)
        elif mode.carry is not None:
            _carry(code, nearest, wanted, day.year, mode.carry, indices)
    except InputError as error:
        return error.findings
    missing = _missing(code, f"op {dutch_date(day)}", nearest, "")
    return (replace(missing, advice=f"{missing.advice} {CARRY_ADVICE}"),)
