"""A fast quantile function is the slow one, to its last digits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.special import betaincinv, gammaincinv

from maatschappelijk_rendement import valuation as v
from maatschappelijk_rendement.valuation import quantiles

PROBABILITIES = np.concatenate([np.random.default_rng(3).random(20_000), [2.0**-54, 1e-9, 1 - 2.0**-53]])
PERTS = [(1.0, 5.0), (5.0, 1.0), (3.0, 3.0), (2.7, 3.3), (1.0001, 4.9999)]
OTHERS = [(3.0, 700.0), (1_000.0, 2_000.0), (0.5, 0.5), (0.05, 0.05), (0.01, 100.0), (1e6, 1e6)]


@pytest.mark.parametrize("shape", [*PERTS, *OTHERS])
def test_a_beta_is_within_a_billionth_of_a_thousandth_of_the_exact_one(shape: tuple[float, float]) -> None:
    exact = betaincinv(*shape, PROBABILITIES)
    found = quantiles.fast_quantiles(betaincinv, shape, PROBABILITIES)
    assert np.abs(found - exact).max() <= 2e-13
    assert (found >= 0).all()
    assert (found <= 1).all()


@pytest.mark.parametrize("shape", [0.01, 0.5, 1.0, 4.0, 100.0])
def test_a_gamma_is_too(shape: float) -> None:
    exact = gammaincinv(shape, PROBABILITIES)
    found = quantiles.fast_quantiles(gammaincinv, (shape,), PROBABILITIES)
    assert np.abs(found - exact).max() <= 1e-12 * exact.max()
    assert (found >= 0).all()


@pytest.mark.parametrize("shape", PERTS)
def test_every_pert_is_fast_and_a_higher_probability_never_gives_a_lower_value(
    shape: tuple[float, float],
) -> None:
    assert quantiles._table(betaincinv, shape) is not None
    rising = quantiles.fast_quantiles(betaincinv, shape, np.sort(PROBABILITIES))
    assert np.diff(rising).min() >= -1e-15


def test_a_curve_too_steep_for_a_table_is_computed_exactly() -> None:
    assert quantiles._table(betaincinv, (0.05, 0.05)) is None


def test_blocks_workers_and_correlation_change_no_draw_of_a_pert() -> None:
    names: dict[str, Any] = {"a": v.Pert(0, 2, 10), "b": v.Pert(1, 2, 3)}

    def both(a: Any, b: Any) -> dict[str, Any]:
        return {"a": a, "b": b}

    whole = v.monte_carlo(both, names, 40_000, 7)
    cut = v.monte_carlo(both, names, 40_000, 7, block_size=1_001, workers=2)
    tied = v.monte_carlo(both, names, 40_000, 7, correlations={("a", "b"): 0.5})
    assert np.array_equal(whole["a"].draws, cut["a"].draws)
    assert np.array_equal(whole["b"].draws, cut["b"].draws)
    assert np.allclose(whole["a"].draws, tied["a"].draws, atol=1e-9)


def test_scenarios_share_their_draws_so_that_a_higher_range_is_higher_in_every_draw() -> None:
    low = v.monte_carlo(lambda a: a, {"a": v.Pert(0, 2, 10)}, 5_000, 7)
    high = v.monte_carlo(lambda a: a, {"a": v.Pert(0, 3, 10)}, 5_000, 7)
    assert (high.draws > low.draws).all()
