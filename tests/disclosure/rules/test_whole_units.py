"""A sum of whole units is known to the grids of the figures that it is worked out from."""

from __future__ import annotations

from maatschappelijk_rendement.disclosure.rules.unit_tables import UnitSum
from maatschappelijk_rendement.disclosure.rules.whole_units import (
    PrintedAmount,
    Steps,
    Units,
    even,
)

GRID = 100_00
USUAL = 684_12


def test_what_is_left_of_a_headline_less_a_part_is_known_to_both_grids() -> None:
    left = UnitSum(
        [Units(USUAL, USUAL, False)], [PrintedAmount(1_049_99, 0), PrintedAmount(-340_00, 0, False)], {}
    )
    assert left.bounds(Steps(GRID, 5 * GRID)) == (1_000_00 - 500_00 - 3 * GRID, 1_000_00 - 500_00 + 3 * GRID)


def test_where_no_grid_of_the_rest_helps_the_headline_follows() -> None:
    assert Steps(100_00, 50_000_00).coarser() == Steps(100_00, 100_000_00)
    assert Steps(100_00, 100_000_00).coarser() == even(200_00)


def test_one_figure_less_another_is_known_to_both_grids() -> None:
    one = UnitSum([Units(USUAL, USUAL, False)], [PrintedAmount(1_049_99, 0), PrintedAmount(-340_00, 0)], {})
    assert one.bounds(even(GRID)) == (1_000_00 - 300_00 - GRID, 1_000_00 - 300_00 + GRID)
    own = UnitSum(
        [Units(USUAL, USUAL, False)], [PrintedAmount(1_049_99, 1_000_00), PrintedAmount(-340_00, 0)], {}
    )
    assert own.bounds(even(GRID)) == (1_000_00 - 300_00 - 550_00, 1_000_00 - 300_00 + 550_00)
