"""Break-even to the cent, against looking at every cent there is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.sharing.break_even import break_even, pool_and_kept
from maatschappelijk_rendement.sharing.contract import (
    Band,
    CapOrder,
    Contract,
    LossRule,
    QualityRule,
    ThresholdKind,
)
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.split import PayerStream

HALF = Fraction(1, 2)


def scenario(before: int, investment: int, score: Fraction | None = None, **terms: Any) -> Scenario:
    terms = {"share": HALF, "investment_first": False, **terms}
    stream = PayerStream(
        stream="Zvw", payer="Z", before_cents=before, after_cents=before, investment_cents=investment
    )
    return Scenario(
        title="T",
        is_synthetic=True,
        contract=Contract(name="C", source="B", **terms),
        streams=(stream,),
        persons=5_000,
        quality=score,
    )


def fixed(rate: str) -> dict[str, Any]:
    return {"threshold": ThresholdKind.FIXED, "minimum_rate": Fraction(rate)}


def by_every_cent(made: Scenario) -> tuple[int | None, int | None, tuple[tuple[int, int], ...]]:
    savings = np.arange(made.benchmark_cents + 1)
    pool, kept = pool_and_kept(made, savings)

    def lasting(held: Any) -> int | None:
        failures = np.flatnonzero(~held)
        if len(failures) == 0:
            return 0
        return None if failures[-1] == made.benchmark_cents else int(failures[-1]) + 1

    held = kept >= 0
    edges = np.flatnonzero(np.diff(np.concatenate(([0], held.astype(int), [0]))))
    runs = [(int(start), int(end) - 1) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    windows = tuple(run for run in runs if run[1] != made.benchmark_cents)
    return lasting(pool > 0), lasting(held), windows


class TestByHand:
    """Worked by hand."""

    def test_paid_off_just_under_the_threshold_and_again_far_above_it(self) -> None:
        # Invested 1.045.000 on 100 million; half of everything from 2,01 %. Below 2,01 million nothing is
        # paid: even from 1.045.000. From there half goes: even again from 2.090.000.
        even = break_even(scenario(100_000_000_00, 1_045_000_00, **fixed("0.0201")))
        assert even.provider_cents == 2_010_000_00
        assert even.payers_cents == 2_090_000_00
        assert even.payers_windows == ((1_045_000_00, 2_010_000_00 - 1),)

    def test_a_window_of_one_cent_is_seen(self) -> None:
        even = break_even(scenario(100_000_00, 1_999_99, **fixed("0.02")))
        assert even.payers_windows == ((1_999_99, 1_999_99),)
        # Half of S is kept: S / 2 >= 1.999,99.
        assert even.payers_cents == 3_999_98

    def test_without_a_threshold_there_is_one_value(self) -> None:
        even = break_even(scenario(100_000_00, 1_000_00))
        # Half a cent rounds up to the providers, so of 1 cent they get all.
        assert (even.provider_cents, even.payers_cents, even.payers_windows) == (1, 2_000_00, ())

    def test_with_the_investment_first_the_threshold_moves(self) -> None:
        even = break_even(scenario(100_000_00, 1_000_00, investment_first=True, **fixed("0.02")))
        assert (even.provider_cents, even.payers_cents) == (3_000_00, 1_000_00)

    def test_who_invests_nothing_never_comes_short(self) -> None:
        assert break_even(scenario(100_000_00, 0)).payers_cents == 0

    def test_what_can_never_be_earned_back_has_no_break_even(self) -> None:
        assert break_even(scenario(100_00, 200_00)).payers_cents is None


shares = st.fractions(0, 1, max_denominator=12)
small = st.fractions(Fraction(1, 50), HALF, max_denominator=50)


@st.composite
def contracts(draw: st.DrawFn) -> dict[str, Any]:
    terms: dict[str, Any] = {
        "share": draw(shares),
        "investment_first": draw(st.booleans()),
        "reserve": draw(st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1, 3), Fraction(1)])),
        "levy": draw(st.sampled_from([Fraction(0), Fraction(1, 50)])),
        "discount": draw(st.sampled_from([Fraction(0), Fraction(1, 30)])),
        "proration": draw(st.sampled_from([Fraction(1), Fraction(1, 2)])),
        "quality_bonus": draw(st.sampled_from([Fraction(0), Fraction(1, 200)])),
    }
    if draw(st.booleans()):
        terms |= {"threshold": ThresholdKind.FIXED, "minimum_rate": draw(small)}
        terms |= {"first_dollar": draw(st.booleans()), "relief": draw(st.sampled_from([None, HALF]))}
    if draw(st.booleans()):
        edge = draw(small)
        terms |= {"share": None, "gain_bands": (Band(edge, draw(shares)), Band(2 * edge, draw(shares)))}
    if draw(st.booleans()):
        terms |= {"gain_cap": draw(small), "order": draw(st.sampled_from(CapOrder))}
    if draw(st.booleans()):
        terms |= {"loss": LossRule.FLAT, "loss_rate": draw(shares), "loss_cap": draw(small)}
    if draw(st.booleans()):
        terms["quality"] = draw(st.sampled_from(QualityRule))
    return terms


@given(contracts(), st.integers(200, 4_000), st.integers(0, 800), st.booleans())
def test_it_is_what_every_cent_says(
    terms: dict[str, Any], before: int, investment: int, relief: bool
) -> None:
    made = replace(scenario(before, investment, Fraction(4, 5), **terms), has_relief=relief)
    even = break_even(made)
    provider, payers, windows = by_every_cent(made)
    assert (even.provider_cents, even.payers_cents) == (provider, payers)
    if not (made.contract.reserve and not made.contract.investment_first):
        assert even.payers_windows == windows


@pytest.mark.parametrize("reserve", ["0.3", "0.5", "0.7"])
def test_where_two_roundings_meet_the_last_cent_counts(reserve: str) -> None:
    made = scenario(3_000, 7, share=1 - Fraction(reserve), reserve=Fraction(reserve))
    even = break_even(made)
    assert (even.provider_cents, even.payers_cents) == by_every_cent(made)[:2]
