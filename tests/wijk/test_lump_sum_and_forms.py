"""The lump sum, and beside it PxQ and nothing changed: by hand, and zero everywhere when nothing changed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.wijk.forms import PaidPost, PricedUse, forms_by_year
from maatschappelijk_rendement.wijk.lump_sum import lump_sum_base, lump_sums

YEARS = range(2018, 2023)


def test_the_base_is_the_mean_of_earlier_years_in_prices_of_the_start() -> None:
    # 1,281 / 1,26 and 1,299 / 1,26 of the CPI: 100.000,00 -> 101.666,67 and 103.095,24; mean 102.380,95.
    assert lump_sum_base({2017: 10_000_000, 2016: 10_000_000}, 2018, index="CPI") == 10_238_095
    assert lump_sum_base({2017: 10_000_000}, 2018) == 10_000_000


def test_a_base_whose_index_is_unknown_is_refused() -> None:
    with pytest.raises(UsageError, match="2018 is niet bekend"):
        lump_sum_base({2017: 1}, 2018, index="PPC")
    with pytest.raises(UsageError, match="minstens één eerder jaar"):
        lump_sum_base({}, 2018)


def test_a_lump_sum_grows_and_is_set_again_by_the_real_cost_of_the_year_before() -> None:
    found = lump_sums(1_000_00, 2018, [Fraction(2, 100)] * 3, rebased=[2020], realised={2019: 900_00})
    # 1.000 -> 1.020 -> 900 x 1,02 = 918 -> 936,36.
    assert found == {2018: 1_000_00, 2019: 1_020_00, 2020: 918_00, 2021: 936_36}


@pytest.mark.parametrize(("rebased", "words"), [([2018], "na het eerste"), ([2020], "de kosten van 2019")])
def test_a_year_cannot_be_set_again_on_nothing(rebased: list[int], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        lump_sums(100, 2018, [Fraction(0)] * 2, rebased=rebased)


def test_three_readings_side_by_side_by_hand() -> None:
    hours = PricedUse(
        name="A: begeleiding", price_cents=60_00, before_milli=1_000_000, real_milli={2018: 900_000}
    )
    first, second = forms_by_year(
        [hours],
        {2018: 61_000_00, 2019: 62_000_00},
        prices={2018: Fraction(102, 100), 2019: Fraction(104, 100)},
        volumes={2018: Fraction(101, 100)},
    )
    # 1.010 hours x 61,20 = 61.812,00; 900 x 61,20 = 55.080,00. Of the 6.732,00 less use the payer has 812,00
    # in cash, because the lump sum is that much lower; the other 5.920,00 is paid and not used.
    assert (first.unchanged_cents, first.pxq_cents, first.freed_cents) == (61_812_00, 55_080_00, 5_920_00)
    assert (first.cash_cents, first.pxq_cash_cents) == (-812_00, -6_732_00)
    # 2019: the real hours are unknown, so only what does not need them is there: 1.000 x 62,40.
    assert (second.unchanged_cents, second.pxq_cents, second.freed_cents) == (62_400_00, None, None)
    assert (second.cash_cents, second.pxq_cash_cents) == (-400_00, None)


def test_hours_without_a_price_are_refused() -> None:
    hours = PricedUse(name="A", price_cents=None, before_milli=1, real_milli={})
    with pytest.raises(UsageError, match=r"use\[1\]: hier staan uren zonder prijs"):
        forms_by_year([hours], {2018: 1})


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 10**7)), min_size=1, max_size=4))
def test_when_nothing_changed_every_difference_is_zero(posts: list[tuple[int, int]]) -> None:
    use = [
        PricedUse(name="x", price_cents=price, before_milli=milli, real_milli=dict.fromkeys(YEARS, milli))
        for price, milli in posts
    ]
    (paid, *_) = forms_by_year(use, {2017: 0})
    sums = lump_sums(paid.unchanged_cents, 2018, [Fraction(0)] * 4)
    for year in forms_by_year(use, sums):
        assert (year.cash_cents, year.pxq_cash_cents, year.freed_cents) == (0, 0, 0)
        assert year.lump_sum_cents == year.pxq_cents == year.unchanged_cents


@given(
    st.lists(
        st.tuples(st.integers(0, 10_000), st.integers(0, 10**7), st.integers(0, 10**7)),
        min_size=1,
        max_size=4,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_posts_does_not_matter(posts: list[tuple[int, int, int]], random: object) -> None:
    use = [
        PricedUse(name="x", price_cents=price, before_milli=before, real_milli={2018: real})
        for price, before, real in posts
    ]
    other = list(use)
    random.shuffle(other)  # type: ignore[attr-defined]
    assert forms_by_year(use, {2018: 500}) == forms_by_year(other, {2018: 500})


def test_a_post_without_hours_is_paid_as_it_is() -> None:
    rent = PaidPost(before_cents=10_000_00, real_cents={2018: 9_500_00})
    first, second = forms_by_year(
        [], {2018: 10_100_00, 2019: 10_100_00}, posts=[rent], prices={2018: Fraction(101, 100)}
    )
    assert (first.unchanged_cents, first.pxq_cents, first.freed_cents) == (10_100_00, 9_500_00, 600_00)
    assert (second.unchanged_cents, second.pxq_cents) == (10_000_00, None)
