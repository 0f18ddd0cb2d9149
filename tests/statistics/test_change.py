"""Change of scores beyond error, and drop-out."""

from __future__ import annotations

import pytest

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.statistics.change import attrition, reliable_change


def test_a_change_counts_beyond_1_96_times_root_two_standard_errors() -> None:
    # 1,96 x 1,41421 x 60 = 166,3 hundredths
    counted = reliable_change([167, 166, 0, -166, -167, -500], 60)
    assert (counted.risen, counted.unclear, counted.fallen) == (1, 3, 2)
    assert counted.least_change_hundredths == 167


def test_a_standard_error_of_zero_is_refused() -> None:
    with pytest.raises(UsageError):
        reliable_change([100], 0)


def test_residents_who_left_with_lower_scores_make_the_rest_look_better() -> None:
    lost = attrition([700, 720, 710, 690], [300, 320, 310])
    assert (lost.stayed, lost.left) == (4, 3)
    assert (lost.stayed_mean_hundredths, lost.left_mean_hundredths) == (705, 310)
    assert lost.differed is True


def test_groups_that_overlap_do_not_surely_differ() -> None:
    assert attrition([700, 300, 500], [600, 400, 500]).differed is False


def test_with_nobody_lost_there_is_nothing_to_compare() -> None:
    lost = attrition([700, 300], [])
    assert (lost.left, lost.left_mean_hundredths, lost.difference, lost.differed) == (0, None, None, None)
