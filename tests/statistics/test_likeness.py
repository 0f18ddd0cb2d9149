"""A group that was chosen from a register is looked at before it is compared with."""

from __future__ import annotations

import numpy as np
import pytest

from maatschappelijk_rendement.statistics.designs import before_after, matched_difference
from maatschappelijk_rendement.statistics.likeness import NO_COMPARISON, NOT_ALIKE, Likeness, likeness
from maatschappelijk_rendement.statistics.synthetic import CostShape, cost_panel


def test_the_difference_before_is_counted_in_standard_deviations() -> None:
    # Means 400 and 350; variances 20.000 and 5.000, mean 12.500: 50 / 111,80.
    assert likeness([300, 500], [300, 400]).standardised_difference == pytest.approx(0.4472, abs=0.0001)
    assert likeness([300, 400], [300, 500]).standardised_difference == pytest.approx(-0.4472, abs=0.0001)


def test_groups_without_spread_are_alike_or_infinitely_far_apart() -> None:
    assert likeness([5, 5], [5]).is_alike
    assert likeness([6, 6], [5]).warning == NO_COMPARISON


@pytest.mark.parametrize(
    ("apart", "warning"),
    [
        (0.0, ""),
        (0.10, ""),
        (-0.10, ""),
        (0.11, NOT_ALIKE),
        (-0.25, NOT_ALIKE),
        (0.26, NO_COMPARISON),
        (-0.26, NO_COMPARISON),
    ],
)
def test_what_is_said_goes_by_the_published_thresholds(apart: float, warning: str) -> None:
    assert Likeness(apart).warning == warning


def test_a_matched_effect_says_where_its_group_was_not_alike() -> None:
    near = matched_difference([900, 700], [400, 300], [890, 710, 100], [600, 600, 100])
    assert near.likeness is not None
    assert near.likeness.is_alike
    assert "Let op" not in near.assumption
    far = matched_difference([900, 850], [400, 300], [100, 200, 300], [100, 200, 300])
    assert far.assumption.endswith(NO_COMPARISON)
    assert far.assumption.startswith("Dit klopt alleen als")
    assert before_after([-1, 2]).likeness is None


@pytest.mark.parametrize(("register", "is_alike"), [(1_500, False), (3_000, True)])
def test_a_register_with_too_few_costly_cases_is_seen(register: int, is_alike: bool) -> None:
    """500 cases of the most costly quarter: among 1.500 are 375 such, among 3.000 are 750."""
    for run in range(20):
        cases = cost_panel(500, 2, CostShape(selected_share=0.25), seed=[run, 0])
        others = cost_panel(register, 2, CostShape(), seed=[run, 1])
        effect = matched_difference(cases[:, 0], cases[:, 1], others[:, 0], others[:, 1])
        assert effect.likeness is not None
        assert effect.likeness.is_alike == is_alike
        assert bool(effect.likeness.warning) is not is_alike
        assert np.isfinite(effect.likeness.standardised_difference)
