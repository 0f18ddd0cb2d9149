"""Chain ladder: the triangle of Taylor and Ashe gives the published factors, reserves and errors."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing.chain_ladder import chain_ladder
from maatschappelijk_rendement.sharing.triangle import Triangle, read_triangle

PUBLISHED = Path(__file__).resolve().parents[1] / "oracles" / "taylor_ashe.csv"
# Taylor and Ashe (1983), as in Mack, ASTIN Bulletin 23(2) (1993), and as the reference pages of the R package
# ChainLadder print MackChainLadder(GenIns, est.sigma = "Mack"): whole currency units, factors in 4 decimals.
FACTORS = (3.4906, 1.7473, 1.4574, 1.1739, 1.1038, 1.0863, 1.0539, 1.0766, 1.0177)
ULTIMATES = {
    2002: 5_433_719,
    2003: 5_378_826,
    2004: 5_297_906,
    2005: 4_858_200,
    2006: 5_111_171,
    2007: 5_660_771,
    2008: 6_784_799,
}
OPEN = (0, 94_634, 469_511, 709_638, 984_889, 1_419_459, 2_177_641, 3_920_301, 4_278_972, 4_625_811)
ERRORS = (0, 75_535, 121_699, 133_549, 261_406, 411_010, 558_317, 875_328, 971_258, 1_363_155)


def test_the_published_triangle_gives_the_published_numbers() -> None:
    done = chain_ladder(read_triangle(PUBLISHED))
    assert tuple(round(float(factor), 4) for factor in done.factors) == FACTORS
    assert {year: round(done.of(year).ultimate_cents / 100) for year in ULTIMATES} == ULTIMATES
    assert tuple(round(year.open_cents / 100) for year in done.years) == OPEN
    assert tuple(round(year.error_cents / 100) for year in done.years) == ERRORS
    assert (round(done.open_cents / 100), round(done.error_cents / 100)) == (18_680_856, 2_447_095)


def test_a_tail_multiplies_every_year() -> None:
    plain, longer = (
        chain_ladder(read_triangle(PUBLISHED), tail=tail) for tail in (Fraction(1), Fraction(11, 10))
    )
    assert longer.of(2001).ultimate_cents == 429_160_930
    assert longer.of(2010).factor == plain.of(2010).factor * Fraction(11, 10)


@pytest.mark.parametrize("tail", [Fraction(99, 100), Fraction(21, 10)])
def test_a_tail_below_one_or_absurd_is_refused(tail: Fraction) -> None:
    with pytest.raises(UsageError, match="staartfactor"):
        chain_ladder(read_triangle(PUBLISHED), tail=tail)


@given(st.integers(1, 10**9), st.lists(st.integers(0, 300), min_size=2, max_size=6))
def test_a_triangle_that_grows_alike_every_year_has_no_error(start: int, steps: list[int]) -> None:
    # Every row grows by the same whole factors, so nothing is uncertain and the end is known.
    whole = [start * 100]
    for step in steps:
        whole.append(whole[-1] * (1 + step))
        if whole[-1] > 10**16:
            return
    count = len(whole)
    done = chain_ladder(
        Triangle(
            tuple(2000 + place for place in range(count)),
            tuple(tuple(whole[: count - place]) for place in range(count)),
        )
    )
    assert [year.ultimate_cents for year in done.years] == [whole[-1]] * count
    assert done.error_cents <= whole[-1] / 10**6


def test_three_years_by_hand() -> None:
    # f1 = (150 + 165) / (100 + 100) = 1,575; f2 = 165 / 150 = 1,1. 90 x 1,575 x 1,1 = 155,925.
    done = chain_ladder(Triangle((2021, 2022, 2023), ((100, 150, 165), (100, 165), (90,))))
    assert done.factors == (Fraction(63, 40), Fraction(11, 10))
    assert done.of(2023).ultimate_cents == 156
    # sigma1^2 = 100 x (1,5 - 1,575)^2 + 100 x (1,65 - 1,575)^2 = 1,125; the last one is taken equal.
    assert done.sigmas == pytest.approx((1.125, 1.125))


def test_a_year_outside_the_triangle_is_refused() -> None:
    with pytest.raises(UsageError, match="staat niet in de driehoek"):
        chain_ladder(read_triangle(PUBLISHED)).of(2011)
