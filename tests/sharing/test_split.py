"""The split: identities that hold for every outcome and key, and worked cases."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing import Contract
from maatschappelijk_rendement.sharing.contract import PayerKey, ProviderKey
from maatschappelijk_rendement.sharing.split import (
    PayerStream,
    Provider,
    payer_weights,
    reserve_cents,
    split,
)

amounts = st.integers(0, 10**11)
payer_streams = st.builds(
    PayerStream,
    stream=st.just("stroom"),
    payer=st.just("betaler"),
    before_cents=amounts,
    after_cents=amounts,
    investment_cents=st.integers(0, 10**9),
    budget_cents=amounts,
    agreed=st.fractions(0, 1, max_denominator=1_000),
)
many = st.lists(payer_streams, min_size=1, max_size=6)
keys = st.sampled_from(PayerKey)


def stream(saving: int, investment: int = 0, **more: Any) -> PayerStream:
    before = max(saving, 0) + 1_000
    return PayerStream(
        stream="s",
        payer="p",
        before_cents=before,
        after_cents=before - saving,
        investment_cents=investment,
        **more,
    )


WMO, ZVW, WLZ = stream(-100, 400), stream(700), stream(900)


@given(many, keys, st.integers(-(10**10), 10**10), st.integers(0, 10**9), st.integers(1, 4))
def test_no_euro_appears_or_vanishes(
    streams: list[PayerStream], key: PayerKey, pool: int, reserve: int, providers: int
) -> None:
    names = [Provider(str(number)) for number in range(providers)]
    done = split(streams, pool_cents=pool, reserve_cents=reserve, key=key, providers=names)
    side_payments = sum(result.side_payment_cents for result in done.streams)
    assert side_payments + pool + reserve == 0
    assert pool + done.kept_cents + done.investment_cents + reserve == done.saving_cents
    assert sum(amount for _, amount in done.providers) == pool
    assert sum(result.result_cents for result in done.streams) == done.kept_cents


@given(payer_streams, keys, st.integers(-(10**10), 10**10), st.integers(0, 10**9))
def test_a_single_payer_pays_pool_and_reserve(
    only: PayerStream, key: PayerKey, pool: int, reserve: int
) -> None:
    done = split([only], pool_cents=pool, reserve_cents=reserve, key=key)
    assert done.streams[0].side_payment_cents == -pool - reserve


@given(many, keys, st.randoms())
def test_before_rounding_the_order_of_streams_does_not_matter(
    streams: list[PayerStream], key: PayerKey, random: Any
) -> None:
    order = list(range(len(streams)))
    random.shuffle(order)
    straight = payer_weights(streams, key)[0].tolist()
    shuffled = payer_weights([streams[place] for place in order], key)[0].tolist()
    parts = [Fraction(weight, sum(straight)) for weight in straight]
    assert [parts[place] for place in order] == [Fraction(weight, sum(shuffled)) for weight in shuffled]


@given(
    many,
    st.sampled_from([PayerKey.INCIDENCE, PayerKey.INVESTMENT, PayerKey.HOLD_HARMLESS]),
    st.integers(2, 9),
)
def test_before_rounding_a_larger_scale_changes_no_part(
    streams: list[PayerStream], key: PayerKey, factor: int
) -> None:
    larger = [
        replace(
            one,
            before_cents=one.before_cents * factor,
            after_cents=one.after_cents * factor,
            investment_cents=one.investment_cents * factor,
        )
        for one in streams
    ]
    parts = [payer_weights(group, key)[0].tolist() for group in (streams, larger)]
    assert [Fraction(w, sum(parts[0])) for w in parts[0]] == [Fraction(w, sum(parts[1])) for w in parts[1]]


@given(many, keys, st.integers(0, 10**9))
def test_while_something_is_kept_nobody_loses_its_investment(
    streams: list[PayerStream], key: PayerKey, pool: int
) -> None:
    done = split(streams, pool_cents=pool, key=key)
    if done.kept_cents >= 0:
        assert all(result.result_cents >= 0 for result in done.streams)


class TestKeys:
    """S = 1.500, I = 400, P = 300, so the payers keep 800."""

    def results(self, key: PayerKey, *streams: PayerStream) -> list[int]:
        done = split(streams or [WMO, ZVW, WLZ], pool_cents=300, key=key)
        assert done.kept_cents == 800
        return [result.result_cents for result in done.streams]

    def test_by_incidence_who_saved_keeps(self) -> None:
        assert self.results(PayerKey.INCIDENCE) == [0, 350, 450]

    def test_equal_parts(self) -> None:
        assert self.results(PayerKey.EQUAL) == [266, 267, 267]

    def test_by_investment(self) -> None:
        assert self.results(PayerKey.INVESTMENT) == [800, 0, 0]

    def test_by_budget(self) -> None:
        streams = [
            replace(one, budget_cents=part) for one, part in zip([WMO, ZVW, WLZ], (1, 3, 4), strict=True)
        ]
        assert self.results(PayerKey.BUDGET, *streams) == [100, 300, 400]

    def test_as_agreed(self) -> None:
        parts = (Fraction(1, 2), Fraction(1, 4), Fraction(1, 4))
        streams = [replace(one, agreed=part) for one, part in zip([WMO, ZVW, WLZ], parts, strict=True)]
        assert self.results(PayerKey.NEGOTIATED, *streams) == [400, 200, 200]

    def test_hold_harmless_brings_a_loser_to_nothing_and_no_further(self) -> None:
        # Without settlement Wmo is 500 worse off; the others are 700 and 900 better off.
        assert self.results(PayerKey.HOLD_HARMLESS) == [0, 350, 450]
        # A Zvw that invests as well counts for what it has left.
        mixed = self.results(PayerKey.HOLD_HARMLESS, stream(-100, 100), stream(700, 300), stream(900))
        assert mixed == [0, 246, 554]

    def test_a_key_without_its_figures_is_refused(self) -> None:
        for key, field in ((PayerKey.BUDGET, "begroting_eur"), (PayerKey.NEGOTIATED, "afgesproken_deel")):
            with pytest.raises(UsageError, match=field):
                split([WMO], pool_cents=0, key=key)

    def test_with_nothing_to_go_by_the_parts_are_equal(self) -> None:
        # Nobody invested, so the key has nothing to look at.
        done = split([stream(100), stream(300)], pool_cents=0, key=PayerKey.INVESTMENT)
        assert [result.result_cents for result in done.streams] == [200, 200]


def test_providers_divide_as_agreed_or_equally() -> None:
    two = [Provider("A", Fraction(3, 4)), Provider("B", Fraction(1, 4))]
    agreed = split(
        [ZVW], pool_cents=101, key=PayerKey.EQUAL, providers=two, provider_key=ProviderKey.NEGOTIATED
    )
    assert [amount for _, amount in agreed.providers] == [76, 25]
    equal = split([ZVW], pool_cents=-101, key=PayerKey.EQUAL, providers=two)
    assert [amount for _, amount in equal.providers] == [-51, -50]


def test_nothing_to_split_is_refused() -> None:
    with pytest.raises(UsageError, match="geen enkele stroom"):
        split([], pool_cents=0, key=PayerKey.EQUAL)


def test_a_reserve_comes_off_a_saving_and_not_off_a_loss() -> None:
    contract = Contract(name="a", source="b", reserve=Fraction(1, 10))
    assert reserve_cents(contract, 1_005, 0) == 101
    assert reserve_cents(contract, 500, 600) == 0


def test_weights_of_draws_follow_each_draw() -> None:
    drawn = payer_weights([ZVW, WLZ], PayerKey.INCIDENCE, np.array([[10, 30], [-5, 5], [-1, -1]]))
    assert drawn.tolist() == [[10, 30], [0, 5], [1, 1]]
