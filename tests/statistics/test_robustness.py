"""Robustness: hand-computed cases, and what must hold for any deltas."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.statistics.robustness import (
    AmountBounds,
    TornadoBar,
    leave_one_out,
    missing_bounds,
    outlier_share,
    price_swings,
    tornado,
    truncated_mean,
    winsorised_mean,
)

DELTAS = st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=40)


def test_without_the_largest_case_a_saving_can_vanish() -> None:
    left = leave_one_out([-900, -100, 200])
    assert left is not None
    assert (left.without_largest_cents, left.sign_holds) == (100, False)
    # Without 200: -1000 / 2; without -900: 100 / 2.
    assert (left.lowest_mean_cents, left.highest_mean_cents) == (-500, 50)


def test_a_saving_shared_by_all_cases_keeps_its_sign() -> None:
    left = leave_one_out([-100, -200, -300])
    assert left is not None
    assert left.sign_holds


def test_of_two_equally_large_changes_the_fall_is_left_out_whatever_the_order() -> None:
    for deltas in ([-500, 500, 30], [30, 500, -500]):
        left = leave_one_out(deltas)
        assert left is not None
        assert left.without_largest_cents == 530


def test_one_case_cannot_be_left_out() -> None:
    assert leave_one_out([-100]) is None


@given(DELTAS)
def test_the_mean_lies_between_the_means_without_one_case(deltas: list[int]) -> None:
    left = leave_one_out(deltas)
    assert left is not None
    mean = Fraction(sum(deltas), len(deltas))
    assert left.lowest_mean_cents - 1 <= mean <= left.highest_mean_cents + 1


def test_the_share_of_the_largest_counts_falls_and_rises_alike() -> None:
    deltas = [-600, -200, 100, 100]
    assert outlier_share(deltas, Fraction(1, 4)) == Fraction(6, 10)
    assert outlier_share(deltas, Fraction(1, 2)) == Fraction(8, 10)
    assert outlier_share(deltas, Fraction(1, 100)) == Fraction(6, 10)  # rounded up to one case
    assert outlier_share(deltas, Fraction(1)) == 1


def test_where_nothing_changed_no_case_holds_a_share() -> None:
    assert outlier_share([0, 0], Fraction(1, 2)) is None
    assert outlier_share([], Fraction(1, 2)) is None


@pytest.mark.parametrize("top", [Fraction(0), Fraction(3, 2)])
def test_an_impossible_part_is_refused(top: Fraction) -> None:
    with pytest.raises(UsageError):
        outlier_share([1], top)


def test_winsorising_pulls_the_ends_in_and_truncating_drops_them() -> None:
    values = [-900, -100, 10, 100, 200]
    assert winsorised_mean(values, Fraction(1, 5)) == 2  # -100, -100, 10, 100, 100: 10 / 5
    assert truncated_mean(values, Fraction(1, 5)) == 3  # -100, 10, 100: 10 / 3
    assert winsorised_mean(values, Fraction(0)) == truncated_mean(values, Fraction(0)) == -138


@given(DELTAS, st.integers(0, 49))
def test_cutting_the_ends_keeps_the_mean_inside_the_values(deltas: list[int], percent: int) -> None:
    for mean in (winsorised_mean, truncated_mean):
        found = mean(deltas, Fraction(percent, 100))
        assert found is not None
        assert min(deltas) <= found <= max(deltas)
        assert found == mean(deltas[::-1], Fraction(percent, 100))


@pytest.mark.parametrize("share", [Fraction(1, 2), Fraction(-1, 10)])
def test_cutting_half_or_more_is_refused(share: Fraction) -> None:
    with pytest.raises(UsageError):
        winsorised_mean([1, 2], share)
    with pytest.raises(UsageError):
        truncated_mean([1, 2], share)


def test_no_cases_have_no_mean() -> None:
    assert winsorised_mean([], Fraction(1, 10)) is None
    assert truncated_mean([], Fraction(1, 10)) is None


def test_what_was_not_looked_at_can_lie_anywhere_plausible() -> None:
    assert missing_bounds(-1000, 2, AmountBounds(-300, 100)) == AmountBounds(-1600, -800)
    assert missing_bounds(-1000, 0, AmountBounds(-300, 100)) == AmountBounds(-1000, -1000)


def test_a_price_swing_moves_only_its_own_stream() -> None:
    # Wmo at 90 %: -900 + 400; at 120 %: -1200 + 400. Zvw at 50 %: -1000 + 200; at 150 %: -1000 + 600.
    bars = price_swings(
        {"Wmo": -1000, "Zvw": 400, "Wlz": 0},
        {"Wmo": (Fraction(9, 10), Fraction(6, 5)), "Zvw": (Fraction(1, 2), Fraction(3, 2))},
    )
    assert bars == [TornadoBar("Zvw", -800, -400), TornadoBar("Wmo", -500, -800)]


def test_a_tornado_has_its_widest_bar_on_top() -> None:
    bars = [TornadoBar("b", 0, 10), TornadoBar("a", 10, 0), TornadoBar("c", -50, 50)]
    assert [bar.label for bar in tornado(bars)] == ["c", "a", "b"]
