"""Decomposition: parts that add up to the cent, and nothing scaled or netted that should not be."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.outcomes.decomposition import (
    Totals,
    VolumeAndPrice,
    by_money_kind,
    payback_months,
    shift,
    volume_and_price,
)

CENTS = st.integers(-(10**13), 10**13)
TOTALS = st.builds(Totals, CENTS, CENTS)


def test_unchanged_use_at_a_higher_tariff_is_all_price() -> None:
    # 10 hours before and after; 60 euro in the price year, 58 before and 62 after at the prices of the day.
    split = volume_and_price({"Wmo": Totals(600_00, 600_00)}, {"Wmo": Totals(580_00, 620_00)})
    assert split["Wmo"] == VolumeAndPrice(volume_cents=0, price_cents=40_00)


def test_fewer_hours_at_an_unchanged_tariff_is_all_volume() -> None:
    split = volume_and_price({"Wmo": Totals(600_00, 300_00)}, {"Wmo": Totals(600_00, 300_00)})
    assert split["Wmo"] == VolumeAndPrice(volume_cents=-300_00, price_cents=0)


@given(st.dictionaries(st.text(min_size=1), st.tuples(TOTALS, TOTALS), max_size=8))
def test_volume_and_price_add_up_to_the_cent_per_stream_and_in_total(
    streams: dict[str, tuple[Totals, Totals]],
) -> None:
    constant = {name: pair[0] for name, pair in streams.items()}
    current = {name: pair[1] for name, pair in streams.items()}
    split = volume_and_price(constant, current)
    assert list(split) == list(current)
    assert all(split[name].delta_cents == current[name].delta_cents for name in current)
    assert sum(part.volume_cents for part in split.values()) == sum(t.delta_cents for t in constant.values())
    assert sum(part.delta_cents for part in split.values()) == sum(t.delta_cents for t in current.values())


def test_two_calculations_over_other_streams_are_refused() -> None:
    with pytest.raises(UsageError, match="stromen"):
        volume_and_price({"Wmo": Totals(1, 2)}, {"Zvw": Totals(1, 2)})


def test_what_left_wlz_and_came_to_wmo_stands_apart() -> None:
    moved = shift({"Wmo": 300_00, "Wlz": -900_00, "Welzijn": 100_00, "Zvw": -50_00, "Wgs": 0})
    assert moved.left == (("Wlz", -900_00), ("Zvw", -50_00))
    assert moved.came == (("Wmo", 300_00), ("Welzijn", 100_00))
    assert (moved.fallen_cents, moved.risen_cents, moved.net_cents) == (-950_00, 400_00, -550_00)
    assert moved.moved_cents == 400_00


@given(st.dictionaries(st.text(), CENTS, max_size=8))
def test_falls_and_rises_add_up_to_the_difference(deltas: dict[str, int]) -> None:
    moved = shift(deltas)
    assert moved.net_cents == sum(deltas.values())
    assert moved.fallen_cents <= 0 <= moved.risen_cents
    assert 0 <= moved.moved_cents <= sum(abs(delta) for delta in deltas.values())
    assert moved == shift(dict(reversed(deltas.items())))


def test_an_income_transfer_stands_outside_the_societal_difference() -> None:
    kinds = by_money_kind({"kasstroom": -500, "capaciteit": -200, "inkomensoverdracht": -900})
    assert (kinds.cash_cents, kinds.capacity_cents, kinds.transfer_cents) == (-500, -200, -900)
    assert kinds.societal_cents == -700
    with pytest.raises(UsageError):
        by_money_kind({"geld": 1})


def test_an_effort_of_a_quarter_of_the_yearly_fall_pays_back_in_three_months() -> None:
    assert payback_months(3_000, -12_000) == 3
    assert payback_months(1_000, -7_000) == Fraction(12, 7)


@pytest.mark.parametrize("structural", [0, 500])
def test_without_a_structural_fall_nothing_pays_back(structural: int) -> None:
    assert payback_months(3_000, structural) is None
