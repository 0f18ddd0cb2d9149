"""Sensitivity, draws and distributions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from maatschappelijk_rendement import valuation as v
from maatschappelijk_rendement.domain.errors import UsageError


def model(price: Any = 10, hours: Any = 3) -> Any:
    return price * hours - 20


def test_one_value_changes_and_the_others_stay() -> None:
    (swing,) = v.one_way(model, {"price": (5, 20)})
    assert (swing.outcomes, swing.base, swing.width) == ((-5, 40), 10, 45)


def test_the_widest_bar_comes_first_and_any_outcome_can_be_asked() -> None:
    def both(values: Any) -> dict[str, Any]:
        return {"kosten": values["a"], "effect": 3 * values["b"]}

    ranges = {"a": (0, 1, 4), "b": (0, 1, 1)}
    assert [bar.name for bar in v.tornado(both, ranges, outcome="kosten")] == ["a", "b"]
    assert [bar.width for bar in v.tornado(both, ranges, outcome="effect")] == [3, 0]
    with pytest.raises(UsageError, match="meer uitkomsten"):
        v.tornado(both, ranges)


def test_without_a_base_a_range_of_two_is_refused() -> None:
    with pytest.raises(UsageError, match="gewone waarde onbekend"):
        v.one_way(lambda a, b: a + b, {"a": (1, 2), "b": (1, 2)})


def test_a_switching_value_is_exact_on_a_line_and_near_on_a_curve() -> None:
    assert v.switching_value(model, "hours", 0, 9) == 2
    assert v.switching_value(lambda x: x * x - 2, "x", 0.0, 3.0) == pytest.approx(2**0.5, abs=1e-12)
    assert v.switching_value(lambda x: x + 1, "x", 0, 5) is None


def test_of_more_crossings_the_nearest_to_the_base_is_given() -> None:
    def wave(x: Any = 5) -> Any:
        return (x - 1) * (x - 4)

    assert v.switching_value(wave, "x", Fraction(0), Fraction(8)) == 4


def test_the_same_seed_gives_the_same_draws_whatever_the_blocks_and_workers() -> None:
    names = {"price": v.Normal(10, 2), "hours": v.Triangular(1, 3, 8)}
    pairs = {("price", "hours"): 0.5}
    whole = v.monte_carlo(model, names, 40_000, 7, correlations=pairs)
    cut = v.monte_carlo(model, names, 40_000, 7, correlations=pairs, block_size=1_001, workers=2)
    assert np.array_equal(whole.draws, cut.draws)
    assert whole.mean == cut.mean


def test_a_name_more_does_not_change_the_draws_of_the_others() -> None:
    one = v.monte_carlo(lambda a: a, {"a": v.Uniform(0, 1)}, 1000, 1)
    two = v.monte_carlo(lambda a, b: a, {"b": v.Uniform(0, 1), "a": v.Uniform(0, 1)}, 1000, 1)
    more = v.monte_carlo(lambda a: a, {"a": v.Uniform(0, 1)}, 2000, 1)
    assert np.array_equal(one.draws, two.draws)
    assert np.array_equal(one.draws, more.draws[:1000])


@pytest.mark.parametrize(
    ("distribution", "mean"),
    [
        (v.Uniform(2, 6), 4),
        (v.Triangular(0, 3, 6), 3),
        (v.Pert(0, 2, 10), 3),
        (v.Normal(5, 2), 5),
        (v.LogNormal(100, 50), 100),
        (v.Gamma(100, 30), 100),
        (v.Beta(3, 7), 0.3),
        (v.Discrete([0, 10], ["0.8", "0.2"]), 2),
        (v.Fixed(Decimal("1.5")), 1.5),
    ],
)
def test_a_distribution_has_its_mean(distribution: Any, mean: float) -> None:
    found = v.monte_carlo(lambda x: x, {"x": distribution}, 20_000, 3)
    assert abs(found.mean - mean) <= 4 * found.standard_error + 1e-12


def test_correlated_draws_move_together() -> None:
    names = {"a": v.Normal(0, 1), "b": v.Normal(0, 1)}
    found = v.monte_carlo(lambda a, b: {"a": a, "b": b}, names, 20_000, 5, correlations={("a", "b"): 0.8})
    assert np.corrcoef(found["a"].draws, found["b"].draws)[0, 1] == pytest.approx(0.8, abs=0.02)


def test_a_model_with_an_if_gets_one_draw_at_a_time() -> None:
    found = v.monte_carlo(lambda x: 1 if x > 0.5 else 0, {"x": v.Uniform(0, 1)}, 2_000, 1)
    assert set(found.draws) == {0.0, 1.0}
    assert found.probability_positive == found.mean


def test_contradicting_correlations_and_infinite_outcomes_are_refused() -> None:
    names = {name: v.Normal(0, 1) for name in "abc"}
    pairs = {("a", "b"): 0.9, ("b", "c"): 0.9, ("a", "c"): -0.9}
    with pytest.raises(UsageError, match="spreken elkaar tegen"):
        v.monte_carlo(lambda a, b, c: a, names, 10, 1, correlations=pairs)
    with pytest.raises(UsageError, match="geen eindig getal"):
        v.monte_carlo(lambda a: a * float("inf"), {"a": v.Normal(0, 1)}, 10, 1)


@pytest.mark.parametrize("draws", [0, 1.5, True, float("nan")])
def test_a_number_of_draws_that_is_none_is_refused(draws: Any) -> None:
    with pytest.raises(UsageError, match="draws"):
        v.monte_carlo(lambda a: a, {"a": 1}, draws, 1)


def test_bounds_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(UsageError, match="van klein naar groot"):
        v.Triangular(3, 2, 1)


def test_a_range_and_a_name_with_numbers_are_distributions_too() -> None:
    long = v.monte_carlo(lambda a, b: a + b, {"a": v.Triangular(1, 2, 6), "b": v.Normal(1, 1)}, 100, 1)
    short = v.monte_carlo(lambda a, b: a + b, {"a": (1, 2, 6), "b": ("normal", 1, 1)}, 100, 1)
    assert np.array_equal(long.draws, short.draws)
    with pytest.raises(UsageError, match="a: geef een verdeling"):
        v.monte_carlo(lambda a: a, {"a": ("kromme", 1, 2)}, 10, 1)


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(UsageError, match="model: geef een functie"):
        v.one_way({"a": 1}, {"a": (0, 1)})


def test_an_outcome_that_is_not_there_at_every_value_says_so() -> None:
    """With 40 a year for two years, 100 is never paid back."""
    with pytest.raises(UsageError, match="bij een van de waarden"):
        v.tornado(
            lambda yearly=60: v.benefit_cost([0, yearly, yearly], 100),
            {"yearly": (40, 80)},
            outcome="payback",
        )
    with pytest.raises(UsageError, match="Kies een naam die het wel geeft"):
        v.tornado(lambda yearly=60: v.benefit_cost(yearly, 100), {"yearly": (40, 80)}, outcome="winst")


def test_a_pair_with_two_correlations_is_refused() -> None:
    ranges = {"a": v.Normal(0, 1), "b": v.Normal(0, 1)}
    with pytest.raises(UsageError, match="twee verschillende getallen"):
        v.monte_carlo(lambda a, b: a + b, ranges, 10, 1, correlations={("a", "b"): 0.5, ("b", "a"): -0.5})
