"""A joint loss: it stays where it arose, unless the contract says that the payers bear it together."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.sharing.contract import PayerKey, ShortfallRule
from maatschappelijk_rendement.sharing.joint_result import StopLoss, complete_weights, payer_results
from maatschappelijk_rendement.sharing.split import PayerStream, Split, split

TOGETHER = ShortfallRule.TOGETHER
money = st.integers(0, 10**9)
streams_of_three = st.lists(
    st.builds(
        PayerStream,
        stream=st.just("stroom"),
        payer=st.sampled_from(["A", "B", "C"]),
        before_cents=money,
        after_cents=money,
        investment_cents=st.integers(0, 10**8),
        budget_cents=st.integers(0, 10**6),
        agreed=st.fractions(0, 1, max_denominator=100),
    ),
    min_size=1,
    max_size=5,
)


def stream(payer: str, saving: int, investment: int = 0, **more: Any) -> PayerStream:
    return PayerStream(
        stream=payer,
        payer=payer,
        before_cents=10**9,
        after_cents=10**9 - saving,
        investment_cents=investment,
        **more,
    )


def results(done: Split) -> list[int]:
    return [result.result_cents for result in done.streams]


class TestOwnLoss:
    """Each bears its own loss: the rule unless the contract says otherwise."""

    @pytest.mark.parametrize("key", PayerKey)
    def test_a_small_winner_keeps_what_it_saved(self, key: PayerKey) -> None:
        # Wmo saves 1.000, the cost of the Zvw rises by 1.000.000.
        more: dict[str, Any] = {"budget_cents": 5, "agreed": Fraction(1, 2)}
        streams = [stream("gemeente", 1_000_00, **more), stream("verzekeraar", -1_000_000_00, **more)]
        done = split(streams, pool_cents=0, key=key)
        assert results(done) == [1_000_00, -1_000_000_00]
        assert [result.side_payment_cents for result in done.streams] == [0, 0]

    def test_what_the_providers_pay_goes_to_who_lost_by_its_loss(self) -> None:
        streams = [stream("A", 100), stream("B", -300), stream("C", -500, 100)]
        # B lost 300 and C 600; the providers pay 90.
        assert results(split(streams, pool_cents=-90, key=PayerKey.EQUAL)) == [100, -270, -540]

    def test_what_the_providers_get_comes_from_who_saved_by_its_saving(self) -> None:
        streams = [stream("A", 200), stream("B", 100), stream("C", 0, 900)]
        # M = 300 - 900 - 90; C keeps its own loss.
        assert results(split(streams, pool_cents=60, reserve_cents=30, key=PayerKey.EQUAL)) == [140, 70, -900]

    def test_where_nobody_saved_the_key_says_who_pays_the_providers(self) -> None:
        streams = [stream("A", -100, budget_cents=1), stream("B", -200, budget_cents=2)]
        assert results(split(streams, pool_cents=30, key=PayerKey.BUDGET)) == [-110, -220]

    @given(streams_of_three, st.sampled_from(PayerKey), st.integers(-(10**8), 0))
    def test_no_key_leaves_a_payer_that_saved_worse_off_than_on_its_own(
        self, streams: list[PayerStream], key: PayerKey, pool: int
    ) -> None:
        done = split(streams, pool_cents=pool, key=key)
        if done.kept_cents < 0:
            assert all(one.result_cents >= one.own_result_cents for one in done.streams)
        else:
            assert all(one.result_cents >= 0 for one in done.streams)
        assert sum(results(done)) == done.kept_cents

    def test_draws_above_and_below_nothing_go_each_their_own_way(self) -> None:
        streams = [stream("A", 0), stream("B", 0)]
        drawn = payer_results(
            streams,
            np.array([100, -100]),
            np.array([0, 0]),
            PayerKey.EQUAL,
            savings_cents=np.array([[300, -200], [200, -300]]),
        )
        assert drawn.tolist() == [[50, 50], [200, -300]]


class TestTogether:
    """The contract says that the payers bear a loss together."""

    @pytest.mark.parametrize(
        ("key", "expected"),
        [
            (PayerKey.INCIDENCE, [0, -300, -600]),
            (PayerKey.HOLD_HARMLESS, [-100, -267, -533]),
            (PayerKey.EQUAL, [-300, -300, -300]),
            (PayerKey.INVESTMENT, [-900, 0, 0]),
        ],
    )
    def test_the_key_is_mirrored(self, key: PayerKey, expected: list[int]) -> None:
        # Savings 100, -267, -533; A invested 200, so it lost 100 on its own.
        streams = [stream("A", 100, 200), stream("B", -267), stream("C", -533)]
        if key is PayerKey.INCIDENCE:
            streams = [stream("A", 100, 200), stream("B", -300), stream("C", -600)]
            done = split(streams, pool_cents=-100, key=key, shortfall=TOGETHER)
            assert done.kept_cents == -900
        else:
            done = split(streams, pool_cents=0, key=key, shortfall=TOGETHER)
        assert results(done) == expected

    @given(streams_of_three, st.sampled_from([PayerKey.INCIDENCE, PayerKey.HOLD_HARMLESS]))
    def test_a_loss_is_divided_as_the_opposite_gain_would_be(
        self, streams: list[PayerStream], key: PayerKey
    ) -> None:
        plain = [PayerStream(stream=one.stream, payer=one.payer, before_cents=one.before_cents,
                             after_cents=one.after_cents) for one in streams]  # fmt: skip
        turned = [PayerStream(stream=one.stream, payer=one.payer, before_cents=one.after_cents,
                              after_cents=one.before_cents) for one in streams]  # fmt: skip
        loss = results(split(plain, pool_cents=0, key=key, shortfall=TOGETHER))
        gain = results(split(turned, pool_cents=0, key=key, shortfall=TOGETHER))
        assert all(abs(one + other) <= 1 for one, other in zip(loss, gain, strict=True))


class TestStopLoss:
    """The most a payer bears of the loss of others."""

    def test_what_is_over_goes_back_to_who_lost(self) -> None:
        streams = [stream("A", 100), stream("B", -1_000)]
        # Together each would bear 450; A bears 200 at most, the rest is B's own.
        limits = [StopLoss("A", 200)]
        done = split(streams, pool_cents=0, key=PayerKey.EQUAL, shortfall=TOGETHER, stop_losses=limits)
        assert results(done) == [-200, -700]

    def test_an_own_loss_has_no_limit(self) -> None:
        streams = [stream("A", -1_000), stream("B", 100)]
        limits = [StopLoss("A", 50)]
        done = split(streams, pool_cents=0, key=PayerKey.EQUAL, shortfall=TOGETHER, stop_losses=limits)
        assert results(done) == [-450, -450]

    def test_it_is_about_a_payer_and_not_about_a_stream(self) -> None:
        streams = [stream("A", 100), stream("A", 300, 100), stream("B", -1_500)]
        # Equal parts of -1.200: A would bear 800 in two streams; 300 at most.
        limits = [StopLoss("A", 300)]
        done = split(streams, pool_cents=0, key=PayerKey.EQUAL, shortfall=TOGETHER, stop_losses=limits)
        assert results(done) == [100, -400, -900]

    @given(streams_of_three, st.sampled_from(PayerKey), st.integers(0, 10**8), st.integers(-(10**8), 0))
    def test_nobody_ends_below_its_limit_and_its_own_result(
        self, streams: list[PayerStream], key: PayerKey, limit: int, pool: int
    ) -> None:
        limits = [StopLoss("A", limit), StopLoss("B", limit // 2)]
        done = split(streams, pool_cents=pool, key=key, shortfall=TOGETHER, stop_losses=limits)
        assert sum(results(done)) == done.kept_cents
        for one in limits:
            mine = [result for result in done.streams if result.stream.payer == one.payer]
            own = sum(result.own_result_cents for result in mine)
            if mine and done.kept_cents < 0:
                assert sum(result.result_cents for result in mine) >= min(own, -one.limit_cents)


def test_weights_with_many_decimals_do_not_overflow() -> None:
    weights = complete_weights([Fraction(1, 3), Fraction(10**25 + 1, 10**26)], "afgesproken_deel")
    assert weights[0, 0] * 3 * (10**25 + 1) == weights[0, 1] * 10**26


def test_weights_that_are_all_nothing_are_equal() -> None:
    assert complete_weights([0, Fraction(0)], "begroting_eur").tolist() == [[1, 1]]
