"""When an interval is probably too short: hand-computed skewness and the rule of 25 G²."""

from __future__ import annotations

import numpy as np
import pytest

from maatschappelijk_rendement.statistics.skewness import cases_needed, is_probably_short, skewness


def test_a_hand_computed_skewness() -> None:
    # 0, 0, 0, 8: deviations -2, -2, -2, 6; mean of cubes 48, mean of squares 12; 48 / 12^1,5 = 1,1547
    assert skewness([8, 0, 0, 0]) == pytest.approx(1.154700538)


def test_a_long_tail_of_falls_has_negative_skewness() -> None:
    assert (skewness([-800, 0, 0, 0]) or 0) < 0


def test_without_spread_nothing_is_known_and_the_interval_is_not_trusted() -> None:
    assert skewness([5, 5]) is None
    assert cases_needed([5]) is None
    assert is_probably_short([5, 5, 5])


def test_twenty_five_times_the_squared_skewness_is_the_bound() -> None:
    # G² of 8, 0, 0, 0 is 4/3 whatever the number of copies: 33,3 cases are needed.
    assert cases_needed([8, 0, 0, 0]) == 34
    assert is_probably_short([8, 0, 0, 0] * 8)
    assert not is_probably_short([8, 0, 0, 0] * 9)


def test_skewed_costs_need_many_cases_and_symmetric_ones_few() -> None:
    random = np.random.default_rng(1)
    assert is_probably_short(random.lognormal(12, 1.5, 200).astype(np.int64))
    assert not is_probably_short(random.normal(0, 1_000, 200).astype(np.int64))
