"""Which interval belongs to how many cases."""

from __future__ import annotations

import numpy as np
import pytest

from maatschappelijk_rendement.statistics.analytic import mean_interval
from maatschappelijk_rendement.statistics.bootstrap import bca_interval
from maatschappelijk_rendement.statistics.mean import BOOTSTRAP_CASES, interval_of_mean

POPULATION = np.random.default_rng(2).lognormal(12, 1, BOOTSTRAP_CASES + 1).astype(np.int64)


def test_cases_are_drawn_again_and_a_population_is_computed() -> None:
    assert interval_of_mean(POPULATION[:50]) == bca_interval(POPULATION[:50])
    assert interval_of_mean(POPULATION) == mean_interval(POPULATION)
    assert interval_of_mean([5]) is None


def test_at_population_size_the_two_hardly_differ() -> None:
    drawn, computed = bca_interval(POPULATION, resamples=2_000), mean_interval(POPULATION)
    assert drawn is not None
    assert computed is not None
    width = computed.high_cents - computed.low_cents
    assert drawn.low_cents == pytest.approx(computed.low_cents, abs=0.06 * width)
    assert drawn.high_cents == pytest.approx(computed.high_cents, abs=0.06 * width)
