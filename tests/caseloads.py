"""Small random caseloads, and a slow reading of the costing rules to check the fast one against."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from maatschappelijk_rendement import AnalysisSettings, Case, CaseLoad, Tariff, Usage
from maatschappelijk_rendement.calendar import window
from maatschappelijk_rendement.money import half_up

FIRST, LAST = date(2016, 1, 1), date(2021, 12, 31)
STREAMS = ("Wmo", "Zvw", "Wlz", "Participatiewet")


def settings(mode: str = "constant", months: int = 12, year: int = 2018) -> AnalysisSettings:
    return AnalysisSettings(
        title="Test (synthetisch)",
        municipality="Oss",
        period_months=months,
        price_mode=mode,
        price_year=year,
        index="CPI",
        price_basis="tarief",
        comparison="voor_na",
        after_basis="realisatie",
        mdo_costs="apart",
        selection="onbekend",
    )


def prices(amounts: list[Decimal], change: date) -> tuple[Tariff, ...]:
    """One product a stream, each with two prices that change on a day; every day has a price."""
    rows = []
    for number, stream in enumerate(STREAMS):
        for part, (start, end) in enumerate(((date(2010, 1, 1), change), (change, None))):
            rows.append(
                Tariff(
                    code=f"TEST.{stream}",
                    stream=stream,
                    unit="uur",
                    price_eur=amounts[2 * number + part],
                    valid_from=start,
                    valid_until=end,
                    source_text="verzonnen",
                    is_local=True,
                )
            )
    return tuple(rows)


@st.composite
def lines(draw: st.DrawFn, case_ids: list[str], moments: tuple[str, ...], *, dated: bool) -> Usage:
    start = draw(st.none() | st.dates(FIRST, LAST)) if dated else None
    end = draw(st.none() | st.dates(FIRST, LAST)) if dated else None
    if start and end and end <= start:
        end = start + timedelta(days=1)
    own = draw(st.none() | st.decimals(0, 1000, places=4))
    return Usage(
        case_id=draw(st.sampled_from(case_ids)),
        moment=draw(st.sampled_from(moments)),
        product_code=f"TEST.{draw(st.sampled_from(STREAMS))}",
        quantity=draw(st.decimals(0, 5000, places=3)),
        per=draw(
            st.sampled_from(["dag", "week", "vier_weken", "maand", "kwartaal", "jaar", "totaal", "eenmalig"])
        ),
        start=start,
        end=end,
        price_eur=own,
        price_source="eigen opgave" if own is not None else None,
    )


@st.composite
def caseloads(
    draw: st.DrawFn,
    *,
    mode: str | None = None,
    moments: tuple[str, ...] = ("voor", "na"),
    types: tuple[str, ...] = ("bestaand",),
    dated: bool = True,
) -> CaseLoad:
    ids = [f"C{number}" for number in range(draw(st.integers(1, 6)))]
    cases = tuple(
        Case(
            case_id=case_id,
            wijk=draw(st.sampled_from(["Ruwaard", "Schadewijk"])),
            case_type=draw(st.sampled_from(types)),
            mdo_date=draw(st.dates(date(2017, 6, 1), date(2020, 6, 30))),
        )
        for case_id in ids
    )
    amounts = draw(st.lists(st.decimals(0, 500, places=4), min_size=8, max_size=8))
    change = draw(st.dates(date(2017, 1, 1), date(2020, 12, 31)))
    return CaseLoad(
        settings=settings(mode or draw(st.sampled_from(["constant", "lopend"])), draw(st.integers(1, 24))),
        cases=cases,
        usage=tuple(draw(st.lists(lines(ids, moments, dated=dated), max_size=40))),
        tariffs=prices(amounts, change),
    )


def _share(per: str, day: date) -> Fraction:
    if per == "maand":
        return Fraction(1, monthrange(day.year, day.month)[1])
    if per == "kwartaal":
        months = {1: (1, 2, 3), 2: (4, 5, 6), 3: (7, 8, 9), 4: (10, 11, 12)}[(day.month + 2) // 3]
        return Fraction(1, sum(monthrange(day.year, month)[1] for month in months))
    if per == "jaar":
        return Fraction(1, 366 if isleap(day.year) else 365)
    return Fraction(1, {"dag": 1, "week": 7, "vier_weken": 28}[per])


def slow_cost_cents(caseload: CaseLoad, usage: Usage) -> int:
    """Cost of one line, day by day in fractions, straight from the words of the contract."""
    case = next(c for c in caseload.cases if c.case_id == usage.case_id)
    months = caseload.settings.period_months
    of = window(usage.moment, case.mdo_date, months, case.repeat_date)
    quantity = Fraction(usage.quantity)

    def price(day: date) -> Fraction:
        if usage.price_eur is not None:
            return Fraction(usage.price_eur)
        if caseload.settings.price_mode == "lopend":
            return published(day)
        year = caseload.settings.price_year
        all_days = [date(year, 1, 1) + timedelta(days=n) for n in range(366 if isleap(year) else 365)]
        return sum(map(published, all_days), Fraction(0)) / len(all_days)

    def published(day: date) -> Fraction:
        for row in caseload.tariffs:
            if row.code == usage.product_code and row.valid_from <= day < (row.valid_until or date.max):
                return Fraction(row.price_eur)
        raise AssertionError(day)

    start, end = usage.start or of.start, usage.end or of.end
    if usage.per == "eenmalig":
        return half_up(quantity * price(start) * 100) if of.start <= start < of.end else 0
    first, last = max(start, of.start), min(end, of.end)
    days = [first + timedelta(days=n) for n in range(max(0, (last - first).days))]
    if not days:
        return 0
    flat = usage.price_eur is not None or caseload.settings.price_mode == "constant"
    per_day = [price(days[0])] * len(days) if flat else [price(day) for day in days]
    if usage.per == "totaal":
        units = [Fraction(1, (end - start).days)] * len(days)
    elif usage.start is None and usage.end is None:
        in_window = {
            "dag": Fraction(365, 12),
            "week": Fraction(365, 84),
            "vier_weken": Fraction(365, 336),
            "maand": Fraction(1),
            "kwartaal": Fraction(1, 3),
            "jaar": Fraction(1, 12),
        }[usage.per] * months
        units = [in_window / len(days)] * len(days)
    else:
        units = [_share(usage.per, day) for day in days]
    return half_up(100 * quantity * sum((u * p for u, p in zip(units, per_day, strict=True)), Fraction(0)))
