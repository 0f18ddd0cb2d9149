"""What-if: one assumption changes, all else stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.analysis.cases import PRODUCTS, SETTINGS, case, changes, line, load, product

from maatschappelijk_rendement import Tariffs, analyse
from maatschappelijk_rendement.analysis.what_if import (
    missing_streams,
    municipal_prices,
    other_indices,
    shorter_periods,
)
from maatschappelijk_rendement.domain.errors import TariffMissingError


def test_unseen_streams_are_bounded_by_what_was_seen_in_others() -> None:
    # Zvw: a fell by 300, b rose by 100, c and d were not looked at.
    cases = [case("a"), case("b"), case("c", observed_streams=("Wmo",)), case("d", observed_streams=("Wmo",))]
    usage = [line("a", "voor", 300, "Z"), line("b", "na", 100, "Z"), line("c", "na", 7)]
    frame = missing_streams(analyse(load(cases, usage)))
    # Total -300 + 100 + 7 = -193; with two unseen: -193 - 600 and -193 + 200.
    assert frame.to_dict("records") == [
        {
            "stream": "Zvw",
            "n_missing": 2,
            "lowest_cents": -300_00,
            "highest_cents": 100_00,
            "low_cents": -793_00,
            "high_cents": 7_00,
        }
    ]


def test_the_mdo_is_no_stream_that_could_be_missed() -> None:
    settings = replace(SETTINGS, mdo_costs="meegerekend")
    assert missing_streams(analyse(replace(changes(a=1), settings=settings))).empty


def test_another_index_changes_only_what_was_indexed() -> None:
    # The only price is of 2022; each index carries it to 2024 by its own factor.
    old = product("W", "Wmo", "100", valid_from=date(2022, 1, 1), valid_until=date(2023, 1, 1))
    later = replace(SETTINGS, price_year=2024)
    caseload = load([case("a")], [line("a", "voor", 1)], tariffs=(old,), settings=later)
    frame = other_indices(analyse(caseload)).set_index("index")["total_cents"]
    # CPI 1,073; OVA 1,0636 x 1,06 = 1,127416; VNG 1,06426 x 1,0571 = 1,12503.
    assert frame.to_dict() == {"CPI": -107_30, "OVA": -112_74, "VNG": -112_50}
    fixed = other_indices(analyse(changes(a=-5))).set_index("index")["total_cents"]
    assert fixed.tolist() == [-5_00] * 3


def test_current_prices_use_no_index() -> None:
    current = replace(SETTINGS, price_mode="lopend")
    assert other_indices(analyse(replace(changes(a=1), settings=current))).empty


def test_a_shorter_period_holds_what_lies_in_it_and_is_not_scaled_up() -> None:
    # After: 1 a month from April on; 3 months hold none, 6 hold three, 9 six, 12 nine.
    after = line("a", "na", 1, per="maand", start=date(2018, 4, 1), end=date(2019, 1, 1))
    frame = shorter_periods(analyse(load([case("a")], [after])))
    assert frame["months"].tolist() == [3, 6, 9, 12]
    assert frame["total_cents"].tolist() == [0, 3_00, 6_00, 9_00]


def test_a_period_of_one_month_has_no_shorter_one() -> None:
    month = replace(SETTINGS, period_months=1)
    frame = shorter_periods(analyse(replace(changes(a=1), settings=month)))
    assert frame["months"].tolist() == [1]


def municipal(code: str, price: str, area: str, **more: object) -> object:
    given = {"category": "hulp", "area": area, "price_basis": "tarief", "kind": "officieel"} | more
    return product(code, "Wmo", price, **given)


def store(*rows: object) -> Tariffs:
    return Tariffs(shipped=(product("W", "Wmo", "10", category="hulp", area="Nederland"), *rows))


def test_prices_of_municipalities_bound_the_difference_of_their_category() -> None:
    # 20 units of 10 euro less is -200; at 8 euro -160, at 15 euro -300.
    prices = store(municipal("X", "8", "Zeist"), municipal("Y", "15", "Oss"), municipal("V", "12", "Ede"))
    caseload = load([case("a")], [line("a", "voor", 20)], tariffs=())
    (row,) = municipal_prices(analyse(caseload, prices)).to_dict("records")
    assert (row["stream"], row["category"], row["unit"], row["n_prices"]) == ("Wmo", "hulp", "uur", 3)
    assert (row["delta_cents"], row["low_cents"], row["high_cents"]) == (-200_00, -160_00, -300_00)


@pytest.mark.parametrize(
    "other",
    [
        municipal("Y", "15", "Oss", price_basis="pgb"),
        municipal("Y", "15", "Oss", kind="voorbeeld"),
        municipal("Y", "15", "Oss", unit="dag"),
        municipal("Y", "15", "Oss", category="anders"),
        municipal("Y", "15", "Nederland"),
    ],
)
def test_one_comparable_price_is_no_range(other: object) -> None:
    caseload = load([case("a")], [line("a", "voor", 20)], tariffs=())
    assert municipal_prices(analyse(caseload, store(municipal("X", "8", "Zeist"), other))).empty


def test_a_line_with_its_own_price_does_not_follow_municipal_prices() -> None:
    own = line("a", "voor", 20, price_eur=Decimal(10), price_source="afspraak")
    prices = store(municipal("X", "8", "Zeist"), municipal("Y", "15", "Oss"))
    assert municipal_prices(analyse(load([case("a")], [own], tariffs=()), prices)).empty


def test_another_setting_leaves_the_analysis_itself_as_it_was() -> None:
    analysis = analyse(changes(a=-5))
    other = analysis.under(period_months=6, tariffs=analysis.tariffs)
    assert analysis.caseload.settings.period_months == 12
    assert other.caseload.settings.period_months == 6
    assert other.caseload.tariffs == PRODUCTS


def test_other_choices_fail_like_any_analysis_does() -> None:
    early = replace(changes(a=1), tariffs=(product("W", "Wmo", valid_from=date(2018, 1, 1)),))
    with pytest.raises(TariffMissingError):
        analyse(early).under(price_mode="lopend")
