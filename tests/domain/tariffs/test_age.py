"""Which series are behind a clock that the user gives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.tariffs.age import Series, behind, index_series
from maatschappelijk_rendement.domain.tariffs.files import read_table
from maatschappelijk_rendement.domain.tariffs.listing import list_old

STORE = Tariffs.load()
READ_ON = date(2026, 11, 29)


def price(valid_from: date, valid_until: date | None) -> Tariff:
    return Tariff(
        code="EIGEN.A",
        stream="Wmo",
        unit="uur",
        price_eur=Decimal(1),
        valid_from=valid_from,
        valid_until=valid_until,
        source_text="Raadsbesluit",
    )


def one_series(last_day: date | None) -> Series:
    return Series("EIGEN.A", date(2020, 1, 1), last_day, 1)


@pytest.mark.parametrize(
    ("last_day", "clock", "months"),
    [
        (date(2025, 12, 31), date(2026, 12, 31), None),  # exactly a year
        (date(2025, 12, 31), date(2027, 1, 1), 12),
        (date(2025, 12, 31), date(2027, 1, 31), 12),
        (date(2025, 12, 31), date(2027, 2, 1), 13),
        (date(2024, 2, 29), date(2025, 2, 28), None),
        (date(2024, 2, 29), date(2025, 3, 1), 12),
        (None, date(2100, 1, 1), None),  # no end is never behind
    ],
)
def test_a_series_is_behind_when_more_than_a_year_went_by(
    last_day: date | None, clock: date, months: int | None
) -> None:
    found = behind([one_series(last_day)], clock)
    assert [old.months for old in found] == ([] if months is None else [months])


def test_what_is_kept_up_is_not_behind_on_the_day_the_store_was_read() -> None:
    assert not [old for old in STORE.behind(READ_ON) if old.is_kept_up]
    assert not [old for old in behind(index_series(), READ_ON) if old.is_kept_up]


def test_a_store_made_old_is_behind_in_everything_that_is_kept_up() -> None:
    kept = {row["reeks"] for row in read_table("bijhouden.csv")}
    old = behind([*index_series(), *STORE.series()], date(2029, 1, 1))
    assert {one.series.name for one in old if one.is_kept_up} == kept
    assert [one.is_kept_up for one in old] == sorted((one.is_kept_up for one in old), reverse=True)


def test_everything_that_is_kept_up_is_known_to_the_store() -> None:
    known = {series.name for series in [*index_series(), *STORE.series()]}
    assert {row["reeks"] for row in read_table("bijhouden.csv")} <= known


def test_every_old_series_says_why_or_where_the_next_figure_is() -> None:
    assert all(old.note for old in STORE.behind(READ_ON))


def test_the_first_and_the_last_day_of_a_product_are_those_of_its_prices() -> None:
    series = {one.name: one for one in STORE.add([price(date(2026, 1, 1), None)]).series()}
    assert series["EIGEN.A"].last_day is None
    assert (series["PW.BIJSTAND.GEHUWD"].first_day, series["PW.BIJSTAND.GEHUWD"].last_day) == (
        date(2014, 7, 1),
        date(2026, 12, 31),
    )


def test_an_index_ends_with_its_last_year() -> None:
    assert {one.name: (one.first_day.year, one.last_day) for one in index_series()} == {
        "CPI": (2012, date(2025, 12, 31)),
        "OVA": (2017, date(2025, 12, 31)),
        "PPC": (2021, date(2025, 12, 31)),
        "VNG": (2021, date(2025, 12, 31)),
    }


def test_the_list_says_how_many_are_behind_and_names_what_is_kept_up_first() -> None:
    text = list_old(STORE, date(2027, 1, 1))
    assert "WORDT BIJGEHOUDEN. CBS, jaarmutatie consumentenprijsindex, begin januari" in text
    assert text.index("WORDT BIJGEHOUDEN") < text.index("WMO.HH.UUR.REF2022")
    assert "WLZ.GEMIDDELD.JAAR" in text


def test_the_list_keeps_to_the_words_stream_and_unit_that_are_asked_for() -> None:
    text = list_old(STORE, date(2027, 1, 1), "poetshulp", "Wmo", unit="uur")
    assert text.startswith("Van 4 reeksen prijzen die u zoekt, zijn er op 1-1-2027 4 meer dan een jaar")
    assert "WMO.HH.UUR.REF2022" in text
    assert "CPI" not in text
    assert "ZVW." not in text
