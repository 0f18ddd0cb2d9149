"""A sum of whole units at known prices stands on a grid on which it has many solutions."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.disclosure.rules.puzzles import (
    FEWEST_SOLUTIONS,
    WIDTH_CENTS,
    WIDTH_PART,
    Units,
    half_up_to,
    has_many_solutions,
    least_grid,
)

GRID = 100_00
# 57,01 and 187,11 a month, over a year.
USUAL, FEW = 684_12, 2_245_32


def sum_of(usual: int, few: int, step: int = USUAL) -> list[Units]:
    return [Units(step, usual * step, False), Units(FEW, few * FEW, True)]


def test_two_prices_of_a_year_on_a_grid_of_a_hundred_euro_are_a_puzzle() -> None:
    assert not has_many_solutions(sum_of(52, 9, 1_158_36), GRID)
    assert has_many_solutions(sum_of(52, 9, 1_158_36), 5 * GRID)


def test_a_grid_as_coarse_as_a_unit_of_the_usual_product_is_enough() -> None:
    assert has_many_solutions(sum_of(52, 9), USUAL)


def test_a_sum_without_a_few_or_of_them_alone_is_no_puzzle_of_this_kind() -> None:
    usual, few = sum_of(52, 9)
    assert has_many_solutions([usual], GRID)
    assert has_many_solutions([few], GRID)


def test_of_a_product_by_dates_any_amount_fits() -> None:
    assert has_many_solutions([Units(1, 60_000_00, False), Units(FEW, 9 * FEW, True)], GRID)


def test_the_coarsest_grid_that_a_sum_asks_for_holds_for_all() -> None:
    assert least_grid([], GRID) == GRID
    rows = [sum_of(52, 9, 1_158_36), sum_of(30, 2, 9_000_00)]
    grid = least_grid(rows, GRID)
    assert all(has_many_solutions(one, grid) for one in rows)
    assert grid == max(least_grid([one], GRID) for one in rows)


def solutions(units: list[Units], few: Units, grid: int) -> set[int]:
    """Every amount of a product that fits what is printed, tried one by one."""
    printed = half_up_to(sum(one.cents for one in units), grid)
    low, high = printed - grid // 2, printed + grid // 2
    others = [one for one in units if one is not few]
    counts = [range(high // one.step_cents + 1) for one in others]
    found = set()
    for number in range(high // few.step_cents + 1):
        for times in product(*counts):
            rest = sum(n * one.step_cents for n, one in zip(times, others, strict=True))
            if low <= number * few.step_cents + rest <= high:
                found.add(number * few.step_cents)
    return found


STEPS = st.integers(200_00, 3_000_00)


@given(
    usual=st.lists(st.tuples(STEPS, st.integers(1, 12)), min_size=1, max_size=2),
    few=st.tuples(STEPS, st.integers(1, 6)),
    grid=st.sampled_from([100_00, 200_00, 500_00, 1_000_00]),
)
def test_many_solutions_are_those_of_trying_each(
    usual: list[tuple[int, int]], few: tuple[int, int], grid: int
) -> None:
    units = [Units(step, step * n, False) for step, n in usual]
    units.append(Units(few[0], few[0] * few[1], True))
    if any(one.step_cents <= grid for one in units[:-1]):
        assert has_many_solutions(units, grid)
        return
    found = solutions(units, units[-1], grid)
    assert units[-1].cents in found
    needed = min(max(units[-1].cents // WIDTH_PART, WIDTH_CENTS), units[-1].cents)
    is_open = len(found) >= FEWEST_SOLUTIONS and max(found) - min(found) >= needed
    assert has_many_solutions(units, grid) == is_open
