"""The interval of a mean is Student's, unless another kind is asked for."""

from __future__ import annotations

import numpy as np
import pytest

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.statistics.analytic import mean_interval
from maatschappelijk_rendement.statistics.bootstrap import bca_interval, bootstrap_t_interval
from maatschappelijk_rendement.statistics.mean import KINDS, interval_of_mean

CASES = np.random.default_rng(2).lognormal(12, 1, 50).astype(np.int64)


def test_the_interval_of_a_report_is_students_for_few_cases_and_for_many() -> None:
    assert interval_of_mean(CASES) == mean_interval(CASES)
    many = np.tile(CASES, 600)
    assert interval_of_mean(many) == mean_interval(many)
    assert interval_of_mean([5]) is None


def test_five_cases_have_the_margin_that_a_hand_computes() -> None:
    # Mean -200 euro; squares 300², 100², 100², 100², 400² = 28, over 4 and 5: 1,4 x 10.000, so the standard
    # error is 118,32 and the reach 2,77645 x 118,32 = 328,51.
    interval = interval_of_mean([-500_00, -100_00, -300_00, -300_00, 200_00])
    assert interval is not None
    assert (interval.low_cents, interval.high_cents, interval.method) == (-528_51, 128_51, "t")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_which_it_is(kind: str) -> None:
    interval = interval_of_mean(CASES, kind=kind, level=0.9)
    assert interval is not None
    assert (interval.method, interval.level, interval.n) == (kind, 0.9, 50)
    assert interval_of_mean([7, 7, 7], kind=kind) is None


def test_the_drawn_ones_are_there_for_who_asks() -> None:
    assert interval_of_mean(CASES, kind="bca") == bca_interval(CASES)
    assert interval_of_mean(CASES, kind="bootstrap-t") == bootstrap_t_interval(CASES)


def test_another_kind_is_refused_with_the_kinds_that_there_are() -> None:
    with pytest.raises(UsageError, match="t, bca, bootstrap-t"):
        interval_of_mean(CASES, kind="bayes")
