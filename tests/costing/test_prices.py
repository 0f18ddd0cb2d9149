"""Prices of a product by day, on figures that can be checked by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement import Tariff
from maatschappelijk_rendement.costing.prices import (
    ALL_DAYS,
    Constant,
    Current,
    constant_price,
    current_prices,
    missing_day,
)
from maatschappelijk_rendement.domain.calendar import Period
from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.tariffs import Indices, PricePeriod
from maatschappelijk_rendement.domain.tariffs.indices import IndexFigure
from maatschappelijk_rendement.domain.vocabulary import IndexName

# Prices double from 2018 to 2019 and again to 2020: growth of each year over the one before.
OVA = {year: IndexFigure(Fraction(2), False, False, ("verzonnen",)) for year in (2018, 2019, 2020)}
INDICES = Indices({IndexName.OVA: OVA})
MODE = Constant(2019, IndexName.OVA)


def price(euros: int, start: str, end: str | None, basis: str = "tarief") -> PricePeriod:
    first, last = date.fromisoformat(start), date.fromisoformat(end) if end else None
    row = Tariff(
        code="P",
        stream="Wmo",
        unit="uur",
        price_eur=Decimal(euros),
        valid_from=first,
        valid_until=last,
        source_text="verzonnen",
        price_basis=basis,
        is_local=True,
    )
    return PricePeriod(Period(first, last or date.max), Decimal(euros), row)


def days(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))


def test_a_price_year_with_two_prices_has_their_mean_by_days() -> None:
    """73 days at 10 and 292 at 20: (730 + 5.840) / 365 = 18."""
    prices = [price(10, "2018-06-01", "2019-03-15"), price(20, "2019-03-15", None)]
    line = constant_price("P", prices, MODE, INDICES)
    (span,) = line.spans
    assert (line.code, line.warnings) == ("P", ())
    assert (span.period, span.price_eur, span.index_note) == (ALL_DAYS, 18, "")
    assert span.used == (prices[0].tariff, prices[1].tariff)


def test_a_price_year_known_in_part_uses_those_days_and_says_so() -> None:
    line = constant_price("P", [price(10, "2019-03-15", "2020-05-01")], MODE, INDICES)
    assert line.spans[0].price_eur == 10
    (warning,) = line.warnings
    assert (warning.level, warning.code, warning.sheet, warning.cell) == (
        "waarschuwing",
        "prijsjaar_deels_bekend",
        "",
        "",
    )
    assert "voor 292 van de 365 dagen" in warning.text
    assert warning.text.endswith("Het gemiddelde over die dagen is gebruikt.")


def test_a_price_that_ends_where_the_year_begins_is_not_of_that_year() -> None:
    """Its last day is in 2018, so it is carried one year: 10 doubles."""
    (span,) = constant_price("P", [price(10, "2018-01-01", "2019-01-01")], MODE, INDICES).spans
    assert (span.period, span.price_eur) == (ALL_DAYS, 20)
    assert span.index_note == "geïndexeerd met OVA van 2018 naar 2019"
    assert [used.price_eur for used in span.used] == [10]


def test_an_earlier_price_is_carried_from_the_year_of_its_last_day() -> None:
    """It ran from 2017 into 2018, and the index knows no 2017: from 2018 it doubles once."""
    (span,) = constant_price("P", [price(10, "2017-06-01", "2018-06-01")], MODE, INDICES).spans
    assert (span.price_eur, span.index_note) == (20, "geïndexeerd met OVA van 2018 naar 2019")


def test_a_later_price_is_carried_back_from_its_first_year() -> None:
    line = constant_price("P", [price(40, "2020-01-01", None)], MODE, INDICES)
    (span,) = line.spans
    assert (line.code, line.warnings) == ("P", ())
    assert (span.price_eur, span.index_note) == (20, "geïndexeerd met OVA van 2020 naar 2019")


def test_the_nearest_price_is_carried_and_of_two_as_near_the_earlier_one() -> None:
    far, near = price(7, "2017-01-01", "2017-06-01"), price(10, "2018-01-01", "2018-12-01")
    (span,) = constant_price("P", [far, near], MODE, INDICES).spans
    assert span.price_eur == 20
    # 31 days before 2019 and 31 days after it.
    after = price(40, "2020-02-01", None)
    (span,) = constant_price("P", [after, near], MODE, INDICES).spans
    assert span.used == (near.tariff,)


def test_a_norm_is_never_carried_and_the_message_names_what_is_known() -> None:
    with pytest.raises(InputError) as refused:
        constant_price("P", [price(10, "2018-01-01", "2018-12-31", basis="norm")], MODE, INDICES)
    assert refused.value.findings == (
        Finding(
            "fout",
            "",
            "",
            "prijs_ontbreekt",
            "Product P heeft geen prijs in 2019. De dichtstbijzijnde bekende periode is 1 januari 2018 tot "
            "en met 30 december 2018. Een norm wordt nooit geïndexeerd.",
            "Zet een prijs voor deze dagen op blad Tarieven.",
        ),
    )


def test_current_prices_leave_a_gap_unless_it_may_be_carried() -> None:
    """Known in 2018 and from July 2019; a line uses October 2018 to October 2019."""
    prices = [price(10, "2018-01-01", "2019-01-01"), price(50, "2019-07-01", None)]
    needed = [days("2018-10-01", "2019-10-01")]
    known = [(p.period, p.price_eur) for p in prices]
    plain = current_prices("P", prices, Current(), INDICES, needed)
    assert plain.code == "P"
    assert [(span.period, span.price_eur) for span in plain.spans] == known
    carried = current_prices("P", prices, Current(IndexName.OVA), INDICES, needed)
    # 181 days: the first 91 are as near to 2018 or nearer, the last 90 nearer to July 2019.
    gap = [(days("2019-01-01", "2019-04-02"), 20), (days("2019-04-02", "2019-07-01"), 50)]
    assert carried.code == "P"
    assert [(span.period, span.price_eur) for span in carried.spans] == [known[0], *gap, known[1]]


def test_a_gap_over_new_year_is_carried_year_by_year() -> None:
    """A price of 2018 alone: 2019 costs twice as much, 2020 four times; 2021 has no index and stays open."""
    prices = [price(10, "2018-01-01", "2019-01-01")]
    needed = [days("2018-12-01", "2018-12-15"), days("2019-11-01", "2021-02-01")]
    spans = current_prices("P", prices, Current(IndexName.OVA), INDICES, needed).spans
    assert [(span.period, span.price_eur) for span in spans[1:]] == [
        (days("2019-11-01", "2020-01-01"), 20),
        (days("2020-01-01", "2021-01-01"), 40),
    ]


def test_the_middle_day_of_a_gap_of_an_odd_number_of_days_takes_the_earlier_price() -> None:
    """Three days without a price: the first two follow the earlier one, the third the later one."""
    prices = [price(10, "2018-01-01", "2018-06-01"), price(50, "2018-06-04", None)]
    line = current_prices("P", prices, Current(IndexName.OVA), INDICES, [days("2018-01-01", "2019-01-01")])
    assert [(span.period, span.price_eur) for span in line.spans] == [
        (prices[0].period, 10),
        (days("2018-06-01", "2018-06-03"), 10),
        (days("2018-06-03", "2018-06-04"), 50),
        (prices[1].period, 50),
    ]


@given(
    bounds=st.lists(st.dates(date(2016, 1, 1), date(2021, 12, 31)), min_size=2, max_size=8, unique=True),
    day=st.dates(date(2016, 1, 1), date(2021, 12, 31)),
    before=st.integers(0, 500),
    after=st.integers(1, 500),
)
def test_a_carried_price_is_the_same_whatever_other_days_are_needed(
    bounds: list[date], day: date, before: int, after: int
) -> None:
    bounds = sorted(bounds[: len(bounds) // 2 * 2])
    periods = zip(bounds[::2], bounds[1::2], strict=True)
    prices = [
        price(number + 1, start.isoformat(), end.isoformat()) for number, (start, end) in enumerate(periods)
    ]
    figures = {year: IndexFigure(Fraction(year, 2000), False, False, ()) for year in range(2015, 2024)}
    mode, indices = Current(IndexName.OVA), Indices({IndexName.OVA: figures})

    def on_the_day(needed: Period) -> Fraction:
        line = current_prices("P", prices, mode, indices, [needed])
        (span,) = (span for span in line.spans if span.period.start <= day < span.period.end)
        return span.price_eur

    alone = on_the_day(Period(day, day + timedelta(days=1)))
    assert on_the_day(Period(day - timedelta(days=before), day + timedelta(days=after))) == alone


def test_a_farther_price_is_never_taken_where_the_nearest_is_a_norm() -> None:
    """The gap of 2019 lies beside a norm; a tariff of 2017, farther off, could have been carried."""
    prices = [price(7, "2017-01-01", "2018-01-01"), price(10, "2018-01-01", "2019-01-01", basis="norm")]
    spans = current_prices(
        "P", prices, Current(IndexName.OVA), INDICES, [days("2017-01-01", "2020-01-01")]
    ).spans
    assert [span.period for span in spans] == [known.period for known in prices]


def test_a_day_without_a_price_names_the_nearest_period_or_what_the_index_lacks() -> None:
    prices = [price(10, "2018-01-01", "2019-01-01"), price(50, "2019-07-01", None)]
    (finding,) = missing_day("P", date(2019, 6, 1), prices, Current(), INDICES)
    assert finding.text == (
        "Product P heeft geen prijs op 1 juni 2019. De dichtstbijzijnde bekende periode is vanaf 1 juli 2019."
    )
    (finding,) = missing_day(
        "P", date(2017, 6, 1), prices, Current(IndexName.OVA), Indices({IndexName.OVA: {2020: OVA[2020]}})
    )
    assert finding.code != "prijs_ontbreekt"


def test_a_day_without_a_price_under_constant_prices_says_what_the_price_year_lacks() -> None:
    norm = [price(10, "2018-01-01", "2019-01-01", basis="norm")]
    (finding,) = missing_day("P", date(2017, 6, 1), norm, MODE, INDICES)
    assert finding.text.startswith("Product P heeft geen prijs in 2019.")
    assert finding.text.endswith("Een norm wordt nooit geïndexeerd.")
