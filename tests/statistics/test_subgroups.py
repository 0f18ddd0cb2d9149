"""Subgroups: counted, corrected, and never significant by looking often."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from maatschappelijk_rendement.statistics.subgroups import compare_subgroups

RANDOM = np.random.default_rng(8)
GROUPS = {
    name: RANDOM.normal(-200, 500, size).astype(np.int64) for name, size in (("a", 20), ("b", 35), ("c", 15))
}


def test_each_subgroup_is_tested_against_all_others_by_welch() -> None:
    table = compare_subgroups(GROUPS)
    for row in table.rows:
        others = np.concatenate([deltas for name, deltas in GROUPS.items() if name != row.name])
        assert row.p_value == pytest.approx(stats.ttest_ind(GROUPS[row.name], others, equal_var=False).pvalue)


def test_holm_corrects_the_smallest_p_for_all_comparisons_and_the_next_for_one_less() -> None:
    rows = sorted(compare_subgroups(GROUPS).rows, key=lambda row: row.p_value or 1)
    first, second = rows[0], rows[1]
    assert first.p_value is not None
    assert second.p_value is not None
    assert first.p_adjusted == pytest.approx(min(1, 3 * first.p_value))
    assert second.p_adjusted == pytest.approx(max(min(1, 3 * first.p_value), min(1, 2 * second.p_value)))


def test_intervals_hold_together_by_bonferroni() -> None:
    row = compare_subgroups(GROUPS).rows[0]
    assert row.interval is not None
    assert row.interval.level == pytest.approx(1 - 0.05 / 3)


def test_a_subgroup_of_one_counts_as_a_comparison_but_has_no_p() -> None:
    table = compare_subgroups({"een": [-100], "rest": [10, 20, 30]})
    assert table.comparisons == 2
    assert [(row.n, row.p_value, row.p_adjusted) for row in table.rows] == [(1, None, None), (3, None, None)]


def test_empty_subgroups_and_a_single_one_are_no_comparison() -> None:
    table = compare_subgroups({"leeg": [], "alles": [10, 20]})
    assert [row.name for row in table.rows] == ["alles"]
    assert table.rows[0].p_value is None
    assert compare_subgroups({}).rows == ()


def test_without_any_spread_there_is_no_p() -> None:
    assert compare_subgroups({"a": [5, 5], "b": [5, 5]}).rows[0].p_value is None


def test_among_many_equal_subgroups_false_alarms_stay_below_five_percent() -> None:
    alarms = 0
    for seed in range(200):
        random = np.random.default_rng(seed)
        groups = {str(number): random.normal(0, 500, 15).astype(np.int64) for number in range(8)}
        alarms += any((row.p_adjusted or 1) < 0.05 for row in compare_subgroups(groups).rows)
    # 5 % of 200 is 10; 20 lies more than three standard deviations above.
    assert alarms <= 20
