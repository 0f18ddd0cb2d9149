"""What all printed sums together say of one of them."""

from __future__ import annotations

import pytest

from maatschappelijk_rendement.disclosure.rules.puzzles import Known, least_steps
from maatschappelijk_rendement.disclosure.rules.unit_tables import UnitSum
from maatschappelijk_rendement.disclosure.rules.whole_units import PrintedAmount, Steps, Units, even
from maatschappelijk_rendement.disclosure.tables.joint_sums import InUnits, PrintedSums

HELP, RARE, CARE = 0, 1, 2
GRID = 100_00
PAIR = {HELP: 7_040_00, RARE: 3_000_00}
ALL = {**PAIR, CARE: 470_00}


def printed_sum(row: dict[int, int], step: int = 1) -> UnitSum:
    """A printed amount of products whose units have a common step, or any amount."""
    cents = sum(row.values())
    return UnitSum([Units(step, cents, False)], [PrintedAmount(cents, 0)], {}, row)


def bounds(*rows: dict[int, int], care: int = 470_00) -> tuple[int, int]:
    """Of help and a rare product together, on a grid of 100 euro."""
    printed = PrintedSums([printed_sum(row) for row in rows], [InUnits({CARE: 470_00}, care)])
    (found,) = printed.bounds([UnitSum([], [], {}, PAIR)], even(GRID))
    return found


def test_of_one_printed_sum_its_own_grid_is_all_that_is_known() -> None:
    assert bounds(PAIR) == pytest.approx((9_950_00, 10_050_00), abs=3)


def test_a_total_less_what_is_known_to_the_unit_says_more_than_the_sum_itself() -> None:
    """Care costs 450 to 550 euro, so one unit of 470; the total is 10.450 to 10.550."""
    assert bounds(PAIR, ALL, {CARE: 470_00}) == pytest.approx((9_980_00, 10_050_00), abs=3)


def test_what_comes_in_any_amount_is_known_to_the_grid_only() -> None:
    assert bounds(PAIR, ALL, {CARE: 470_00}, care=1) == pytest.approx((9_950_00, 10_050_00), abs=3)


def test_a_small_difference_of_large_amounts_bounds_none_of_them() -> None:
    """Only that after is 100 euro more than before is printed: either may be a million."""
    before, after = 0, 1
    printed = PrintedSums([printed_sum({before: -1_000_000_00, after: 1_000_100_00})], [])
    ((low, high),) = printed.bounds([UnitSum([], [], {}, {after: 1_000_100_00})], even(GRID))
    assert low < 1_000_00
    assert high > 2_000_000_00


@pytest.mark.parametrize("step", [96_53, 1])
def test_a_sum_of_one_product_in_one_wijk_is_known_to_its_units(step: int) -> None:
    """Of 77.550 to 77.650 euro in units of 96,53 only 804 are possible, so the rest is known better."""
    here, rest = {0: 804 * 96_53}, {1: 89_050_92}
    printed = PrintedSums([printed_sum(here, step), printed_sum(rest), printed_sum(here | rest)], [])
    (found,) = printed.bounds([UnitSum([], [], {}, rest)], even(GRID))
    assert found == pytest.approx((89_050_00, 89_139_88 if step > 1 else 89_150_00), abs=3)


def test_what_is_not_printed_may_be_anything() -> None:
    low, high = bounds({CARE: 470_00})
    assert low <= 0
    assert high > 5 * sum(PAIR.values())


def test_a_sum_that_is_open_by_itself_stands_on_a_coarser_grid_where_others_close_it() -> None:
    """114 units and 10 of a rare product, as nine other amounts of it would fit the grid of 200 euro."""
    few = Units(2_245_32, 10 * 2_245_32, True)
    one = UnitSum([Units(1_158_36, 114 * 1_158_36, False), few], [PrintedAmount(154_506_24, 0)], {})
    assert Known([one]).has_no_puzzle(even(200_00))

    def together(sums: object, steps: Steps) -> list[tuple[int, int]]:
        return [(154_500_00, 154_522_00) if steps.headline < 500_00 else one.bounds(steps)]

    known = Known([one], together)
    assert least_steps(known, 200_00, lambda: known) == even(500_00)


def test_places_that_stand_in_all_sums_alike_leave_the_same_bounds() -> None:
    """A hundred products of one case each, in the same sums, are one column with room for all of them.

    Together they are 100.450 to 100.550 euro less 450 to 550.
    """
    many = {place: 1_000_00 + place for place in range(10, 110)}
    whole, rest = {**many, CARE: 470_00}, {CARE: 470_00}
    printed = PrintedSums([printed_sum(whole), printed_sum(rest)], [])
    (found,) = printed.bounds([UnitSum([], [], {}, many)], even(GRID))
    assert sum(many.values()) > 20 * max(many.values())
    assert found == pytest.approx((99_900_00, 100_100_00), abs=3)
