"""A sum of whole units at known prices stands on a grid on which it has many solutions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from hypothesis import example, given
from hypothesis import strategies as st

from maatschappelijk_rendement.disclosure.rules.puzzles import (
    FEWEST_OF_A_NORM,
    FEWEST_SOLUTIONS,
    TOGETHER,
    WIDTH_CENTS,
    WIDTH_PART,
    Known,
    _are_open_by_themselves,
    _Puzzle,
    least_steps,
)
from maatschappelijk_rendement.disclosure.rules.puzzles import has_many_solutions as has_many_on
from maatschappelijk_rendement.disclosure.rules.unit_tables import UnitSum
from maatschappelijk_rendement.disclosure.rules.whole_units import PrintedAmount, Steps, Units, even
from maatschappelijk_rendement.domain.money import half_up

GRID = 100_00
# 57,01 and 187,11 a month, over a year.
USUAL, FEW = 684_12, 2_245_32
# Sheltered living of two kinds, of a year.
LIVING, OTHER_LIVING = 41_901_24, 26_491_08


def has_many_solutions(one: UnitSum, grid: int) -> bool:
    return has_many_on(one, even(grid))


def printed(units: Sequence[Units], cases: int = 30, *, is_headline: bool = True) -> UnitSum:
    amount = PrintedAmount(sum(one.sign * one.cents for one in units), 0, is_headline)
    return UnitSum(units, [amount], {"wonen": cases, "bijstand": cases})


def least(sums: Sequence[UnitSum], *headline: UnitSum) -> Steps:
    return least_steps(Known(sums), GRID, lambda: Known(headline))


def sum_of(usual: int, few: int, step: int = USUAL) -> UnitSum:
    return printed([Units(step, usual * step, False), Units(FEW, few * FEW, True)])


def norm(full: int, cases: int, *, is_few: bool, of: str = "wonen") -> Units:
    return Units(full, cases * full, is_few, 9 * full if is_few else None, norm=of, full_cents=full)


def test_two_prices_of_a_year_on_a_grid_of_a_hundred_euro_are_a_puzzle() -> None:
    assert not has_many_solutions(sum_of(52, 9, 1_158_36), GRID)
    assert has_many_solutions(sum_of(52, 9, 1_158_36), 5 * GRID)


def test_a_part_of_a_unit_is_no_unit_more() -> None:
    """Of 490 euro, 4 units of 100 can go: five amounts, but not as far apart as all there is."""
    other = Units(30_000_00, 30_000_00, False, 30_000_00)
    broken, whole = (Units(100_00, cents, True, cents) for cents in (490_00, 400_00))
    assert not has_many_solutions(printed([other, broken]), 1_000_00)
    assert has_many_solutions(printed([other, whole]), 1_000_00)


def test_a_grid_as_coarse_as_a_unit_of_the_usual_product_is_enough() -> None:
    assert has_many_solutions(sum_of(52, 9), USUAL)


def test_one_product_or_no_few_is_no_puzzle_of_this_kind() -> None:
    usual, few = sum_of(52, 9).units
    assert has_many_solutions(printed([usual]), GRID)
    assert has_many_solutions(printed([few]), GRID)
    assert has_many_solutions(printed([usual, usual]), GRID)


def test_products_that_a_few_cases_use_each_are_a_puzzle_too() -> None:
    """Twice 41.901,24 and three times 26.491,08 are all that make 163.275,72 to within 50 euro."""
    units = [norm(LIVING, 2, is_few=True), norm(OTHER_LIVING, 3, is_few=True)]
    assert not has_many_solutions(printed(units), GRID)


def test_of_a_product_by_dates_any_amount_fits() -> None:
    assert has_many_solutions(printed([Units(1, 60_000_00, False), Units(FEW, 9 * FEW, True)]), GRID)


def test_no_more_cases_have_a_norm_than_there_are() -> None:
    """Of 30 cases 25 have one norm and 5 the other: 1.179.986,40 euro.

    On a grid of 20.000 euro three ways fit. Other sums of the same norms halve what a reader does not know,
    and in half of it are two of them. On 50.000 euro half of what fits is 1.175.000 to 1.200.000.
    """
    one = printed([norm(LIVING, 25, is_few=False), norm(OTHER_LIVING, 5, is_few=True)])
    ways = {
        (few, usual): few * OTHER_LIVING + usual * LIVING for few in range(10) for usual in range(31 - few)
    }
    assert _between(ways, 1_170_000_00, 1_190_000_00) == [(0, 28), (2, 27), (5, 25)]
    assert _between(ways, 1_174_986_40, 1_184_986_40) == [(2, 27), (5, 25)]
    assert not has_many_solutions(one, 20_000_00)
    assert _between(ways, 1_175_000_00, 1_200_000_00) == [(1, 28), (2, 27), (4, 26), (5, 25)]
    assert has_many_solutions(one, 50_000_00)


def _between(ways: dict[tuple[int, int], int], low: int, high: int) -> list[tuple[int, int]]:
    return [way for way, cents in ways.items() if low <= cents <= high]


def test_a_norm_by_dates_leaves_no_room_for_more_cases_than_there_are() -> None:
    """All thirty cases have a norm, ten of them by dates: with one more of the other there is one less."""
    some = Units(1, 60_000_00, False, norm="wonen", full_cents=LIVING)
    few = norm(OTHER_LIVING, 5, is_few=True)
    assert has_many_solutions(printed([some, few]), GRID)


def test_what_makes_a_sum_less_makes_room_as_well() -> None:
    """After less before, of a product whose units are smaller than the grid on either side."""
    small = [Units(50_00, 200 * 50_00, False), Units(50_00, 180 * 50_00, False, sign=-1)]
    few = Units(FEW, 9 * FEW, True)
    assert has_many_solutions(printed([*small, few]), GRID)
    assert not has_many_solutions(printed([small[1], Units(70_000_00, 70_000_00, True)]), GRID)


def test_the_coarsest_grid_that_a_sum_asks_for_holds_for_all() -> None:
    assert least([]) == even(GRID)
    rows = [sum_of(52, 9, 1_158_36), sum_of(30, 2, 9_000_00)]
    steps = least(rows, *rows)
    assert all(has_many_on(one, steps) for one in rows)
    assert steps == max((least([one], one) for one in rows), key=lambda one: one.headline)


def test_a_puzzle_that_is_no_headline_leaves_the_grid_of_the_headline() -> None:
    usual, few = sum_of(52, 9, 1_158_36).units
    headline, part = printed([usual]), printed([usual, few], is_headline=False)
    assert least([headline, part], headline) == Steps(GRID, 2 * GRID)


def solutions(one: UnitSum, few: Units, grid: int) -> set[int]:
    """Every amount of a product that fits what is printed, tried one by one."""
    gross = sum(units.cents for units in one.units)
    printed = half_up(Fraction(gross, grid)) * grid
    low, high = printed - grid // 2, printed + grid // 2
    if few.norm:
        low = min(max(low, gross - grid // TOGETHER // 2), high - grid // TOGETHER)
        high = low + grid // TOGETHER
    most = [gross if units.most_cents is None else units.most_cents for units in one.units]
    found = set()
    for times in product(*(range(m // u.step_cents + 1) for m, u in zip(most, one.units, strict=True))):
        cents = [n * units.step_cents for n, units in zip(times, one.units, strict=True)]
        cases = sum(n for n, units in zip(times, one.units, strict=True) if units.norm)
        if low <= sum(cents) <= high and cases <= one.cases["wonen"]:
            found.add(cents[one.units.index(few)])
    return found


STEPS = st.integers(200_00, 3_000_00)


@given(
    usual=st.lists(st.tuples(STEPS, st.integers(1, 12)), min_size=1, max_size=2),
    few=st.tuples(STEPS, st.integers(1, 6)),
    grid=st.sampled_from([100_00, 200_00, 500_00, 1_000_00]),
)
# With none of the few, 24 of the usual are 11 euro short and a part of one is none.
@example(usual=[(301_64, 8)], few=(1_612_30, 3), grid=500_00)
def test_many_solutions_are_those_of_trying_each(
    usual: list[tuple[int, int]], few: tuple[int, int], grid: int
) -> None:
    units = [Units(step, step * n, False) for step, n in usual]
    units.append(Units(few[0], few[0] * few[1], True))
    _agrees(printed(units), grid)


@given(
    usual=st.lists(st.tuples(st.integers(10_000_00, 60_000_00), st.integers(1, 6)), min_size=1, max_size=2),
    few=st.tuples(st.integers(10_000_00, 60_000_00), st.integers(1, 6)),
    spare=st.integers(0, 10),
    grid=st.sampled_from([100_00, 2_000_00, 5_000_00, 9_000_00]),
)
def test_many_solutions_of_norms_are_those_of_trying_each(
    usual: list[tuple[int, int]], few: tuple[int, int], spare: int, grid: int
) -> None:
    units = [norm(full, n, is_few=False) for full, n in usual]
    units.append(norm(*few, is_few=True))
    _agrees(printed(units, sum(n for _, n in usual) + few[1] + spare), grid)


def _agrees(one: UnitSum, grid: int) -> None:
    """What is found by trying each is enough wherever the rule says so; where nothing is finer, also back."""
    few = one.units[-1]
    found = solutions(one, few, grid)
    assert few.cents in found
    needed = min(max(few.cents // WIDTH_PART, WIDTH_CENTS), few.cents)
    fewest = FEWEST_OF_A_NORM if few.norm else FEWEST_SOLUTIONS
    is_open = len(found) >= fewest and max(found) - min(found) >= needed
    if any(units.step_cents <= grid for units in one.units):
        assert is_open or not has_many_solutions(one, grid)
    else:
        assert has_many_solutions(one, grid) == is_open


def test_a_product_of_which_all_others_are_taken_off_is_looked_at_too() -> None:
    few = Units(2_245_32, 10 * 2_245_32, True)
    others = [Units(step, 400 * step, False, None, -1) for step in (1_158_36, 684_12, 1_000_44)]
    amount = few.cents - sum(one.cents for one in others)
    assert has_many_solutions(UnitSum([few, *others], [PrintedAmount(amount, 0)], {}), 100_00)


UNITS = st.builds(
    lambda step, n, rest, most, is_few, sign, of: Units(
        step, n * step + rest % step, is_few, most and n * step + most, sign, of, 9 * step if of else 0
    ),
    step=st.integers(1, 3_000_00),
    n=st.integers(0, 30),
    rest=st.integers(0, 500),
    most=st.none() | st.integers(1, 4_000_00),
    is_few=st.booleans(),
    sign=st.sampled_from([1, 1, 1, -1]),
    of=st.sampled_from([None, None, "wonen", "bijstand"]),
)


# Where all cases of a norm have it, there is no room for one more.
@example(
    [norm(5_000_00, 1, is_few=True), norm(6_000_00, 2, is_few=False), Units(1_00, 900_000_00, False)],
    3,
    100_00,
)
# What is taken off may be less too.
@example([Units(1_00, 50_000_00, True, None, -1), Units(1_00, 90_000_00, False)], 1, 100_00)
# Two kinds of one norm exclude each other, so neither makes up what is missing of the other.
@example([norm(5_000_00, 3, is_few=True), norm(6_000_00, 2, is_few=False)], 9, 9_000_00)
@given(units=st.lists(UNITS, min_size=2, max_size=9), cases=st.integers(1, 40), grid=st.integers(1, 9_000_00))
def test_what_is_open_by_itself_of_all_at_once_is_that_of_each(
    units: list[Units], cases: int, grid: int
) -> None:
    """All at once is only a shorter way: each by itself says the same."""
    one = printed(units, cases)
    bounds = one.bounds(even(grid))
    puzzle = _Puzzle(one.table, bounds)

    def is_open(place: int) -> bool:
        low, high = puzzle.near if units[place].norm is not None else bounds
        rest = [ends for at, ends in puzzle.fine.items() if at != place]
        low, high = low - sum(most for _, most in rest), high - sum(least for least, _ in rest)
        return puzzle._is_open_by_itself(place, [at for at in puzzle.coarse if at != place], low, high)

    few = [place for place, unit in enumerate(units) if unit.is_few]
    assert _are_open_by_themselves(one.table, bounds) == all(map(is_open, few))
    assert one.table.units() == units
