"""What a line costs, counted day by day in fractions from the words of the rule.

The second opinion on ``costing``: slow, without meters, frames or engines, with its own calendar and its own
reading of the store. Of the package it uses only the objects of a caseload.
"""

from __future__ import annotations

import csv
from calendar import isleap, monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path

from maatschappelijk_rendement import AnalysisSettings, Case, CaseLoad, MdoEffort, Usage

STORE = Path(__file__).resolve().parents[1] / "data" / "tariffs"
OF_A_PRICE = {"code", "prijs_eur", "bron_id"}
"""Columns of a file with prices; the others of the store say something else."""
ONE_DAY = timedelta(days=1)
# How often a line counts in a year: without dates by convention, and for what runs on.
PER_YEAR = {
    "dag": Fraction(365),
    "week": Fraction(365, 7),
    "vier_weken": Fraction(365, 28),
    "maand": Fraction(12),
    "kwartaal": Fraction(4),
    "jaar": Fraction(1),
}

Ratio = Callable[[str, int, int], Fraction]


class RefusedError(Exception):
    """A price or an index is missing on a day that a line uses."""


@dataclass(frozen=True)
class Row:
    """One published price; ``last`` is the last day on which it holds, empty is no end."""

    code: str
    price: Fraction
    first: date
    last: date | None
    is_norm: bool


@dataclass(frozen=True)
class Amount:
    """What a line costs in its window and, where it runs on, in a year [euro cent]."""

    cents: int
    structural: int


class Store:
    """The prices of a caseload: of the rows that hold on a day, the last one counts."""

    def __init__(self, caseload: CaseLoad, shipped: Iterable[Row] = ()) -> None:
        own = [
            Row(
                tariff.code.casefold(),
                Fraction(tariff.price_eur),
                tariff.valid_from,
                tariff.valid_until - ONE_DAY if tariff.valid_until else None,
                tariff.price_basis == "norm",
            )
            for tariff in caseload.tariffs
        ]
        self._rows: dict[str, list[Row]] = {}
        for row in (*shipped, *own):
            self._rows.setdefault(row.code, []).append(row)
        self._of_day: dict[tuple[str, date], Row | None] = {}
        self._edges: dict[str, list[date]] = {}

    def on(self, code: str, day: date) -> Row | None:
        """The price that holds on a day."""
        key = (code.casefold(), day)
        if key not in self._of_day:
            holds = [r for r in self._rows[key[0]] if r.first <= day and (r.last is None or day <= r.last)]
            self._of_day[key] = holds[-1] if holds else None
        return self._of_day[key]

    def nearest_day(self, code: str, distance: Callable[[date], int]) -> date:
        """The nearest day with a price, which is the first or last of some; of two as near the earlier."""
        if code not in self._edges:
            ends = [day for row in self._rows[code.casefold()] for day in (row.first, row.last) if day]
            days = {day + step * ONE_DAY for day in ends for step in (-1, 0, 1)}
            self._edges[code] = sorted(day for day in days if self.on(code, day))
        return min(self._edges[code], key=lambda day: (distance(day), day))


@cache
def shipped_rows() -> tuple[Row, ...]:
    """Every price of the store, in the order in which its sources were fetched."""
    fetched = {row["bron_id"]: row["opgehaald"] for row in _read("bronnen.csv")}
    rows = [
        (fetched[row["bron_id"]], row)
        for path in sorted(STORE.glob("*.csv"))
        for row in _read(path.name)
        if row.keys() >= OF_A_PRICE
    ]
    return tuple(
        Row(
            row["code"].casefold(),
            Fraction(row["prijs_eur"]),
            date.fromisoformat(row["geldig_van"]),
            date.fromisoformat(row["geldig_tot"]) if row["geldig_tot"] else None,
            row["prijsbasis"] == "norm",
        )
        for _, row in sorted(rows, key=lambda pair: pair[0])
    )


def _read(name: str) -> list[dict[str, str]]:
    with (STORE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def published_ratio(index: str, from_year: int, to_year: int) -> Fraction:
    """How many times as high the shipped index is in one year as in another."""
    if from_year == to_year:
        return Fraction(1)
    if index == "CPI":
        return _to_2024(from_year) / _to_2024(to_year)
    if from_year > to_year:
        return 1 / published_ratio(index, to_year, from_year)
    return published_ratio(index, from_year, to_year - 1) * (1 + _growth(index, to_year) / 100)


def _to_2024(year: int) -> Fraction:
    """How many times as high the CPI is in 2024; after it by the published change of each year."""
    if year <= 2024:
        return _figure("CPI_FACTOR_NAAR_2024", year)
    return _to_2024(year - 1) / (1 + _figure("CPI_JAARMUTATIE", year) / 100)


def _growth(index: str, year: int) -> Fraction:
    """The percentage of a year: of final figures, else of preliminary ones."""
    for kind in ("DEFINITIEF", "VOORLOPIG"):
        try:
            if index == "OVA":
                return _figure(f"OVA_{kind}", year)
            return Fraction(9, 10) * _figure(f"OVA_{kind}", year) + Fraction(1, 10) * _figure(
                f"PPC_{kind}", year
            )
        except RefusedError:
            continue
    raise RefusedError(index, year)


@cache
def _series() -> dict[tuple[str, int], Fraction]:
    return {(row["reeks"], int(row["jaar"])): Fraction(row["waarde"]) for row in _read("indices.csv")}


def _figure(series: str, year: int) -> Fraction:
    if (series, year) not in _series():
        raise RefusedError(series, year)
    return _series()[series, year]


def price_on(
    store: Store, settings: AnalysisSettings, code: str, day: date, *, carry: bool, ratio: Ratio
) -> Fraction:
    """Euros per unit on a day, under the settings of an analysis."""
    if settings.price_mode == "constant":
        return _price_of_the_year(store, settings, code, ratio)
    row = store.on(code, day)
    if row is not None:
        return row.price
    if not carry:
        raise RefusedError(code, day)
    nearest = store.nearest_day(code, lambda other: abs((other - day).days))
    return _carried(store, settings, code, nearest, day.year, ratio)


def _price_of_the_year(store: Store, settings: AnalysisSettings, code: str, ratio: Ratio) -> Fraction:
    year = settings.price_year
    first, last = date(year, 1, 1), date(year, 12, 31)
    known = [row.price for row in (store.on(code, day) for day in _days(first, last + ONE_DAY)) if row]
    if known:
        return sum(known, Fraction(0)) / len(known)
    nearest = store.nearest_day(code, lambda other: max((first - other).days, (other - last).days))
    return _carried(store, settings, code, nearest, year, ratio)


def _carried(
    store: Store, settings: AnalysisSettings, code: str, nearest: date, year: int, ratio: Ratio
) -> Fraction:
    row = store.on(code, nearest)
    if row.is_norm:
        raise RefusedError(code, year)
    return row.price * ratio(settings.index, nearest.year, year)


def amount(
    caseload: CaseLoad,
    usage: Usage,
    store: Store | None = None,
    *,
    carry: bool = False,
    ratio: Ratio = published_ratio,
) -> Amount:
    """Count one line of usage; raises ``RefusedError`` where a price or an index is missing."""
    store = store or Store(caseload)
    settings = caseload.settings
    case = next(case for case in caseload.cases if case.case_id == usage.case_id)
    opens, closes = window(case, usage.moment, settings.period_months)
    quantity = Fraction(usage.quantity)
    prices: dict[date, Fraction] = {}

    def price(day: date) -> Fraction:
        if usage.price_eur is not None:
            return Fraction(usage.price_eur)
        key = opens if settings.price_mode == "constant" else day
        if key not in prices:
            prices[key] = price_on(store, settings, usage.product_code, key, carry=carry, ratio=ratio)
        return prices[key]

    start, end = usage.start or opens, usage.end or closes
    if usage.per == "eenmalig":
        is_inside = opens <= start < closes
        return Amount(half_up(100 * quantity * price(start)) if is_inside else 0, 0)
    days = _days(max(start, opens), min(end, closes))
    if not days:
        return Amount(0, 0)
    if usage.per == "totaal":
        units = [Fraction(1, (end - start).days)] * len(days)
    elif usage.start is None and usage.end is None:
        in_window = PER_YEAR[usage.per] * settings.period_months / 12
        units = [in_window / len(days)] * len(days)
    else:
        units = [share(usage.per, day) for day in days]
    # Days of one price are added first: fewer fractions, the same sum.
    of_price: dict[Fraction, Fraction] = {}
    for unit, day in zip(units, days, strict=True):
        of_price[price(day)] = of_price.get(price(day), Fraction(0)) + unit
    euros = quantity * sum((units * euros for euros, units in of_price.items()), Fraction(0))
    structural = 0
    if usage.per != "totaal" and days[-1] == closes - ONE_DAY:
        structural = half_up(100 * quantity * PER_YEAR[usage.per] * price(days[-1]))
    return Amount(half_up(100 * euros), structural)


def mdo_cents(
    caseload: CaseLoad, effort: MdoEffort, store: Store, *, carry: bool, ratio: Ratio = published_ratio
) -> int:
    """Count the hours of one professional: on the day of the MDO, or in the price year."""
    hours = Fraction(effort.hours)
    if effort.price_eur is not None:
        return half_up(100 * hours * Fraction(effort.price_eur))
    case = next(case for case in caseload.cases if case.case_id == effort.case_id)
    euros = price_on(store, caseload.settings, effort.product_code, case.mdo_date, carry=carry, ratio=ratio)
    return half_up(100 * hours * euros)


def window(case: Case, moment: str, months: int) -> tuple[date, date]:
    """The first day of the window of a moment, and the first day after it."""
    if moment == "voor":
        return step(case.mdo_date, -months), case.mdo_date
    if moment == "herhaling":
        opens = case.repeat_date or step(case.mdo_date, max(6, months))
        return opens, step(opens, months)
    return case.mdo_date, step(case.mdo_date, months)


def step(day: date, months: int) -> date:
    """Go so many months on; the day of the month stays, or becomes the month's last day."""
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def share(per: str, day: date) -> Fraction:
    """What one day is worth of a period."""
    if per == "maand":
        return Fraction(1, monthrange(day.year, day.month)[1])
    if per == "kwartaal":
        months = {1: (1, 2, 3), 2: (4, 5, 6), 3: (7, 8, 9), 4: (10, 11, 12)}[(day.month + 2) // 3]
        return Fraction(1, sum(monthrange(day.year, month)[1] for month in months))
    if per == "jaar":
        return Fraction(1, 366 if isleap(day.year) else 365)
    return Fraction(1, {"dag": 1, "week": 7, "vier_weken": 28}[per])


def half_up(cents: Fraction) -> int:
    """Round amounts from 0 on to the nearest whole cent; half a cent goes up."""
    return int(cents + Fraction(1, 2))


def _days(first: date, end: date) -> list[date]:
    return [first + timedelta(days=number) for number in range(max(0, (end - first).days))]
