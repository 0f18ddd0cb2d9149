"""High cost: cutting one side only invents a saving; a stop-loss narrows the spread for a price."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing.high_cost import compare_limits, cut_saving, stop_loss

COSTS = st.lists(st.integers(0, 10**9), min_size=2, max_size=50)


@given(COSTS, st.integers(1, 10**9))
def test_the_same_costs_on_both_sides_save_nothing_and_one_side_invents_a_saving(
    costs: list[int], limit: int
) -> None:
    done = cut_saving(costs, costs, limit)
    above = sum(max(0, cost - limit) for cost in costs)
    assert (done.uncut_cents, done.saving_cents) == (0, 0)
    assert done.actual_only_cents == Fraction(above, len(costs))


@given(COSTS, st.integers(1, 10**9), st.fractions(0, 1, max_denominator=20))
def test_a_stop_loss_pays_what_is_above_and_costs_that_with_its_loading(
    costs: list[int], limit: int, loading: Fraction
) -> None:
    cover = stop_loss(costs, limit, loading=loading)
    assert cover.paid_cents == sum(max(0, cost - limit) for cost in costs)
    assert abs(cover.price_cents - cover.paid_cents * (1 + loading)) <= Fraction(1, 2)
    assert cover.net_cents >= 0 or cover.paid_cents == 0
    assert cover.persons_above == sum(cost > limit for cost in costs)


def test_a_lower_limit_costs_more_and_leaves_less_spread() -> None:
    # 100, 100, 100, 1.700: mean 500, deviation 800, CV 1,6. Cut at 500: mean 200, deviation 200, CV 1.
    high, low = compare_limits([100, 100, 100, 1_700], (1_000, 500))
    assert (high.paid_cents, low.paid_cents) == (700, 1_200)
    assert low.variation_with < high.variation_with < high.variation
    assert (low.variation, low.variation_with) == (pytest.approx(1.6), pytest.approx(1.0))


def test_cutting_both_sides_narrows_the_error_of_the_saving() -> None:
    done = cut_saving([100, 100, 100, 1_700], [100, 100, 100, 1_700], 500)
    # Each side: 800 / root(4) = 400 uncut, 200 / 2 = 100 cut; two sides give root(2) times that.
    assert (done.spread_uncut, done.spread) == (pytest.approx(400 * 2**0.5), pytest.approx(100 * 2**0.5))


def test_the_spread_of_one_person_or_without_cost_is_not_known() -> None:
    alone = stop_loss([900], 500)
    assert (alone.variation, alone.variation_with) == (None, None)
    assert stop_loss([0, 0], 500).variation is None
    done = cut_saving([900], [100, 100], 500)
    assert (done.spread_uncut, done.spread) == (None, None)


@pytest.mark.parametrize(
    ("costs", "limit", "loading", "words"),
    [
        ([], 100, 0, "er is niemand"),
        ([-1], 100, 0, "hele centen, 0 of meer"),
        ([1.5], 100, 0, "hele centen, 0 of meer"),
        ([1], 0, 0, "grens: "),
        ([1], 100, -1, "opslag: "),
        ([1], 100, 6, "opslag: "),
    ],
)
def test_wrong_input_is_refused(costs: list[float], limit: int, loading: int, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        stop_loss(costs, limit, loading=Fraction(loading))
