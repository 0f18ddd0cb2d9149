"""Indicators: small numbers, trends, and a verdict that needs its ground."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.wijk import Estimate, Indicator, Signal, standing, trends
from maatschappelijk_rendement.wijk.indicators import ResultArea

SHARE = Indicator(
    perspective="bewoners",
    goal="goed_leven",
    name="Voldoende",
    unit="procent",
    direction="hoger",
    year=2018,
    state="gemeten",
    nature="gevraagd",
    source="eigen",
    found=Estimate(Decimal(60), Decimal(50), Decimal(70)),
    n=50,
)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, False),
        ({"n": 9}, True),
        # 90 % of 50: 5 say no.
        ({"found": Estimate(Decimal(90))}, True),
        # Everyone says yes: that is what each of them says. Nobody does: nothing is no secret.
        ({"found": Estimate(Decimal(100))}, True),
        ({"found": Estimate(Decimal("99.6"))}, True),
        ({"found": Estimate(Decimal(0))}, False),
        ({"found": Estimate(Decimal(100)), "is_quoted": True}, False),
        ({"found": Estimate(Decimal(90)), "is_quoted": True}, False),
        ({"found": Estimate(Decimal(90)), "nature": "gemodelleerd"}, False),
        ({"unit": "deelnemers", "found": Estimate(Decimal(9)), "n": None, "nature": "geteld"}, True),
        ({"unit": "deelnemers", "found": Estimate(Decimal(0)), "n": None, "nature": "geteld"}, False),
    ],
)
def test_a_figure_of_fewer_than_ten_people_is_too_small(change: dict[str, object], expected: bool) -> None:
    assert replace(SHARE, **change).is_too_small is expected  # type: ignore[arg-type]


def test_a_trend_goes_from_the_first_year_to_the_last() -> None:
    before = replace(SHARE, year=2016, found=Estimate(Decimal(40), Decimal(37), Decimal(44)))
    (trend,) = trends([SHARE, before, replace(SHARE, year=2017)])
    assert (trend.first.year, trend.last.year, trend.gap.value) == (2016, 2018, Decimal(20))
    # Below: 10 and 4 make 10.770.
    assert trend.gap.low == Decimal("9.230")
    assert trend.signal is Signal.BETTER


def test_without_both_intervals_a_trend_says_nothing() -> None:
    (trend,) = trends([SHARE, replace(SHARE, year=2016, found=Estimate(Decimal(10)))])
    assert trend.signal is Signal.UNKNOWN


def test_what_was_not_measured_has_no_difference_and_no_trend() -> None:
    unknown = replace(SHARE, state="niet_gemeten", found=None, other=Estimate(Decimal(50)))
    assert standing(unknown).gap is None
    assert trends([unknown, SHARE]) == ()


def test_the_same_everywhere_is_no_more_than_noise() -> None:
    same = replace(SHARE, other=SHARE.found)
    found = standing(same)
    assert found.gap is not None
    assert (found.gap.value, found.signal) == (Decimal(0), Signal.NOISE)


def test_a_verdict_without_ground_is_refused() -> None:
    with pytest.raises(UsageError, match="grond"):
        ResultArea(1, "Minder kosten", "opgetreden", " ", "gemeente", "verslag")


@pytest.mark.parametrize("unit", ["aantal", "kinderen", "pgb's", "bezoekers per week", "dagbezoekers"])
def test_a_small_number_in_any_unit_that_may_be_people_is_hidden(unit: str) -> None:
    assert small_figure(unit, 4).is_too_small
    assert small_figure(unit, 95, n=100).is_too_small
    assert small_figure(unit, 40, other=44).is_too_small
    assert small_figure(unit, 40, other=4).is_other_too_small
    assert not small_figure(unit, 40, n=100, other=100).is_too_small


@pytest.mark.parametrize("unit", ["euro per inwoner", "cijfer", "uren per week", "activiteiten"])
def test_a_small_number_that_counts_no_people_is_shown(unit: str) -> None:
    assert not small_figure(unit, 4).is_too_small
    assert small_figure(unit, 4, n=5).is_too_small


@pytest.mark.parametrize(
    ("unit", "value"), [("procent van de bewoners", "4"), ("promille", "40"), ("aandeel", "0.04"), ("%", "4")]
)
def test_a_share_in_any_unit_is_judged_by_the_people_behind_it(unit: str, value: str) -> None:
    assert small_figure(unit, value, n=100).is_too_small
    assert not small_figure(unit, value, n=1_000).is_too_small


def small_figure(unit: str, value: int | str, n: int | None = None, other: int | None = None) -> Indicator:
    return Indicator(
        perspective="wijk",
        goal="goed_leven",
        name="Iets",
        unit=unit,
        direction="geen",
        year=2018,
        state="gemeten",
        nature="geteld",
        source="Eigen telling",
        found=Estimate(Decimal(value)),
        other=None if other is None else Estimate(Decimal(other)),
        n=n,
    )
