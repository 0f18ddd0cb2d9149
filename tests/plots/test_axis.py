from __future__ import annotations

import pytest

from maatschappelijk_rendement.plots.axis import MOST_TICKS, euros, ticks, with_axis
from maatschappelijk_rendement.plots.drawing import BLUE, Bar, Drawing, Line


@pytest.mark.parametrize(
    ("low", "high", "places"),
    [
        (0, 100, (0, 50, 100)),
        (-100_000, 0, (-100_000, -50_000, 0)),
        (0, 4, (0, 1, 2, 3, 4)),
        (-3, 3, (-2, 0, 2)),
        (0, 0, (0,)),
    ],
)
def test_ticks_are_round_and_zero_is_among_them(low: int, high: int, places: tuple[int, ...]) -> None:
    assert ticks(low, high) == places
    assert len(ticks(low, high)) <= MOST_TICKS


def test_a_narrow_axis_has_fewer_names_so_that_they_do_not_touch() -> None:
    one = Drawing((Bar(0, 0, -100_000, 1, BLUE),), (), (), -400_000, 0, 1, 0, 1.0)
    drawn = with_axis(one, euros)  # a quarter of the width
    assert [place for place, _ in drawn.under_names] == [-100_000, 0]
    assert len([mark for mark in drawn.marks if isinstance(mark, Line)]) == 3
