"""A house in the wijk: the published figures, three counts kept apart, and where it breaks even."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.wijk.facility import (
    RUWAARD,
    Facility,
    facility_costs,
    hours_to_replace,
    measured_substitution,
    replaced_balance_cents,
)


def test_every_published_figure_of_ons_huis_van_de_wijk() -> None:
    # Leergeschiedenis Proeftuin Ruwaard, 2018: about 28.000 euro a year, 7 days a week, 320 unique visitors a
    # week, more than 20 activities a week, 3 walk-in hours, 26 volunteers.
    assert (RUWAARD.yearly_cents, RUWAARD.days, RUWAARD.weekly_unique) == (28_000_00, 7, 320)
    assert (RUWAARD.activities, RUWAARD.walk_in_hours, RUWAARD.volunteers) == (20, 3, 26)
    # The source gives no other count.
    assert (RUWAARD.yearly_visits, RUWAARD.yearly_unique, RUWAARD.vulnerable) == (None, None, None)


def test_what_follows_from_unique_visitors_a_week_and_what_does_not() -> None:
    costs = facility_costs(RUWAARD)
    found = {unit.what: (unit.count, unit.cents, unit.is_at_most) for unit in costs.units}
    # 28.000 / 52 / 320 = 1,68. At least 16.640 visits, so at most 1,68; at least 320 people: at most 87,50.
    assert found == {
        "bezoeker per week": (16_640, 1_68, False),
        "bezoek": (16_640, 1_68, True),
        "bezoeker per jaar": (320, 87_50, True),
    }
    assert costs.unknown == ("kwetsbare bewoner",)
    assert (costs.volunteers_cents, costs.valued_cents) == (None, None)


def test_counts_that_are_known_are_no_bounds() -> None:
    house = Facility(name="x", yearly_cents=10_000_00, yearly_visits=4_000, yearly_unique=500, vulnerable=80)
    found = {unit.what: (unit.cents, unit.is_at_most) for unit in facility_costs(house).units}
    assert found == {
        "bezoek": (2_50, False),
        "bezoeker per jaar": (20_00, False),
        "kwetsbare bewoner": (125_00, False),
    }


def test_volunteers_are_shown_with_and_without_their_value() -> None:
    house = Facility(
        name="x",
        yearly_cents=10_000_00,
        yearly_visits=1_000,
        weekly_volunteer_milli=10_500,
        volunteer_hour_cents=5_00,
    )
    costs = facility_costs(house)
    # 10,5 hours x 52 x 5,00 = 2.730,00.
    assert (costs.volunteers_cents, costs.valued_cents) == (2_730_00, 12_730_00)
    (visit,) = costs.units
    assert (visit.cents, visit.valued_cents) == (10_00, 12_73)


def test_the_hours_that_must_be_replaced_by_hand() -> None:
    # 28.000 / 52 = 538,46 a week; at 64,00 an hour (Kostenhandleiding, prices of 2022) that is 8,41 hours.
    assert hours_to_replace(RUWAARD, 64_00) == Fraction(28_000, 52 * 64)
    with pytest.raises(UsageError, match="uurprijs"):
        hours_to_replace(RUWAARD, 0)
    with pytest.raises(UsageError, match="vrijwilligers"):
        hours_to_replace(RUWAARD, 64_00, with_volunteers=True)


def test_what_was_measured_stands_beside_what_is_needed() -> None:
    seen = measured_substitution(RUWAARD, 64_00, cases=32, before_cents=40_000_00, after_cents=47_000_00)
    # The cost grew by 7.000: a quarter of what is needed, in the wrong direction.
    assert (seen.part, seen.cases) == (Fraction(-1, 4), 32)
    with pytest.raises(UsageError, match="minstens één casus"):
        measured_substitution(RUWAARD, 64_00, cases=0, before_cents=1, after_cents=1)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"yearly_cents": -1}, "0 of meer"),
        ({"weeks": 54}, "53 weken"),
        ({"weekly_unique": 0}, "minstens 1"),
        ({"weekly_unique": 320, "yearly_unique": 300}, "verschillende mensen"),
        ({"yearly_unique": 300, "yearly_visits": 299}, "te weinig bezoeken"),
        ({"yearly_unique": 300, "vulnerable": 301}, "meer kwetsbare"),
    ],
)
def test_counts_that_cannot_be_are_refused(wrong: dict[str, int], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        Facility(**({"name": "x", "yearly_cents": 1} | wrong))


@given(st.integers(0, 10**9), st.integers(1, 10**6), st.integers(1, 53))
def test_at_break_even_nothing_is_left(cents: int, price: int, weeks: int) -> None:
    house = Facility(name="x", yearly_cents=cents, weeks=weeks)
    assert replaced_balance_cents(house, price, hours_to_replace(house, price)) == 0


@given(st.integers(0, 10**7), st.integers(1, 10_000), st.integers(2, 9))
def test_cost_of_one_grows_with_the_cost_of_a_year(cents: int, count: int, times: int) -> None:
    once, more = (
        facility_costs(Facility(name="x", yearly_cents=cents * factor, yearly_visits=count)).units[0].cents
        for factor in (1, times)
    )
    assert abs(more - times * once) <= times
