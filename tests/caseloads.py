"""Small random caseloads; ``day_by_day`` counts what their lines cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from maatschappelijk_rendement import AnalysisSettings, Case, CaseLoad, Tariff, Usage

FIRST, LAST = date(2016, 1, 1), date(2021, 12, 31)
# Published prices may lie in these years, so that windows of any caseload meet days without one.
FIRST_PRICE, LAST_PRICE = date(2014, 1, 1), date(2022, 12, 31)
EXTRA = "ERBIJ"
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


def price(stream: str, euros: Decimal, start: date, end: date | None) -> Tariff:
    return Tariff(
        code=f"TEST.{stream}",
        stream=stream,
        unit="uur",
        price_eur=euros,
        valid_from=start,
        valid_until=end,
        source_text="verzonnen",
        is_local=True,
    )


def prices(amounts: list[Decimal], change: date) -> tuple[Tariff, ...]:
    """One product a stream, each with two prices that change on a day; every day has a price."""
    return tuple(
        price(stream, amounts[2 * number + part], start, end)
        for number, stream in enumerate(STREAMS)
        for part, (start, end) in enumerate(((date(2010, 1, 1), change), (change, None)))
    )


@st.composite
def prices_with_gaps(draw: st.DrawFn) -> tuple[Tariff, ...]:
    """One product a stream, each with one to four prices and days without one around them."""
    days = st.lists(st.dates(FIRST_PRICE, LAST_PRICE), min_size=2, max_size=8, unique=True).map(sorted)
    return tuple(
        price(stream, draw(st.decimals(0, 500, places=4)), *bounds)
        for stream in STREAMS
        for bounds in _pairs(draw(days))
    )


def _pairs(days: list[date]) -> list[tuple[date, date]]:
    return list(zip(days[::2], days[1::2], strict=False))


@st.composite
def lines(
    draw: st.DrawFn, case_ids: list[str], moments: tuple[str, ...], *, dated: bool, own_prices: bool = True
) -> Usage:
    start = draw(st.none() | st.dates(FIRST, LAST)) if dated else None
    end = draw(st.none() | st.dates(FIRST, LAST)) if dated else None
    if start and end and end <= start:
        end = start + timedelta(days=1)
    own = draw(st.none() | st.decimals(0, 1000, places=4)) if own_prices else None
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
    gaps: bool = False,
    most_cases: int = 6,
    own_prices: bool = True,
) -> CaseLoad:
    ids = [f"C{number}" for number in range(draw(st.integers(1, most_cases)))]
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
        usage=allowed(
            cases, draw(st.lists(lines(ids, moments, dated=dated, own_prices=own_prices), max_size=40))
        ),
        tariffs=draw(prices_with_gaps()) if gaps else prices(amounts, change),
    )


def allowed(cases: Sequence[Case], found: Sequence[Usage]) -> tuple[Usage, ...]:
    """Leave out what every door refuses: a key that stands twice, and help of a new case before its MDO."""
    new = {case.case_id for case in cases if case.case_type == "nieuw"}
    by_key = {
        (u.case_id, u.moment, u.product_code, u.start, u.end, u.per, u.resident): u
        for u in found
        if not (u.case_id in new and u.moment == "voor")
    }
    return tuple(by_key.values())


@st.composite
def with_one_more_case(draw: st.DrawFn, caseload: CaseLoad) -> CaseLoad:
    """The same caseload and the case ``EXTRA``: years earlier or later, with large lines or none at all."""
    extra = Case(
        case_id=EXTRA,
        wijk="Ussen",
        case_type=draw(st.sampled_from(["bestaand", "nieuw"])),
        mdo_date=draw(st.dates(date(2014, 2, 1), date(2020, 12, 1))),
        repeat_date=draw(st.none() | st.dates(date(2014, 1, 1), date(2020, 12, 31))),
    )
    moments = ("voor", "na", "herhaling", "nulalternatief")
    more = list(allowed([extra], draw(st.lists(lines([EXTRA], moments, dated=True), max_size=4))))
    # So large that all amounts together no longer fit in 64 bits on the way.
    largest = {"quantity": Decimal(100_000), "price_eur": Decimal(1_000_000), "price_source": "verzonnen"}
    more = [replace(line, **largest) if draw(st.booleans()) else line for line in more]
    at = draw(st.integers(0, len(caseload.usage)))
    place = draw(st.integers(0, len(caseload.cases)))
    return replace(
        caseload,
        cases=(*caseload.cases[:place], extra, *caseload.cases[place:]),
        usage=(*caseload.usage[:at], *more, *caseload.usage[at:]),
    )
