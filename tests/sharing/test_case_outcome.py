"""The outcome of a caseload as a contract takes it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.vocabulary import MoneyKind
from maatschappelijk_rendement.sharing import Contract, PayerStream
from maatschappelijk_rendement.sharing.case_costs import CaseCosts
from maatschappelijk_rendement.sharing.case_outcome import CaseOutcome, invested_in_streams
from maatschappelijk_rendement.sharing.contract import BenchmarkKind
from maatschappelijk_rendement.sharing.high_cost_cases import high_cost

CONTRACT = Contract(name="C", source="b", share=Fraction(1, 2))


def a_stream(name: str, payer: str, before: int, after: int = 0, put_in: int = 0) -> PayerStream:
    return PayerStream(
        stream=name, payer=payer, before_cents=before, after_cents=after, investment_cents=put_in
    )


def test_an_investment_stands_with_the_streams_of_its_payer_by_their_cost_before() -> None:
    # 100 over 300 and 100 is 75 and 25; the corporatie has no stream and keeps its line.
    found = invested_in_streams(
        [
            a_stream("Wmo", "gemeente", 300),
            a_stream("Wgs", "gemeente", 100),
            a_stream("Zvw", "verzekeraar", 500),
            a_stream("MDO (gemeente)", "gemeente", 0, put_in=60),
            a_stream("Programma (gemeente)", "gemeente", 0, put_in=40),
            a_stream("MDO (corporatie)", "corporatie", 0, put_in=7),
        ]
    )
    assert [(one.stream, one.investment_cents) for one in found] == [
        ("Wmo", 75),
        ("Wgs", 25),
        ("Zvw", 0),
        ("Inzet (corporatie)", 7),
    ]


def test_a_transfer_bears_no_investment() -> None:
    benefit = replace(a_stream("Bijstand", "gemeente", 900), money=MoneyKind.TRANSFER)
    found = invested_in_streams([benefit, a_stream("MDO", "gemeente", 0, put_in=10)])
    assert [(one.stream, one.investment_cents) for one in found] == [
        ("Bijstand", 0),
        ("Inzet (gemeente)", 10),
    ]


def test_a_new_stream_without_cost_before_bears_it_where_there_is_no_other() -> None:
    (found,) = invested_in_streams(
        [a_stream("Welzijn", "gemeente", 0, 50), a_stream("MDO", "gemeente", 0, put_in=10)]
    )
    assert (found.stream, found.investment_cents) == ("Welzijn", 10)


class TestCutting:
    """``aftopping_eur`` with the cost of each case."""

    outcome = CaseOutcome(
        (a_stream("Wmo", "gemeente", 1_000, 500), a_stream("Zvw", "verzekeraar", 600, 500)),
        2,
        12,
        CaseCosts(("Wmo", "Zvw"), np.array([[900, 300], [100, 300]]), np.array([[400, 200], [100, 300]])),
    )

    def test_both_sides_are_cut(self) -> None:
        # The first case goes from 1.200 to 800 (600 and 200); after it stays at 600.
        found = self.outcome.compared(replace(CONTRACT, truncation_cents=800), None)
        assert [(one.before_cents, one.after_cents) for one in found] == [(700, 500), (500, 500)]

    def test_the_benchmark_is_cut_after_it_grew(self) -> None:
        # Grown by 50 %: 1.350 + 450 is 1.800, cut at 900 (675 and 225); the other 150 + 450 stays.
        contract = replace(CONTRACT, truncation_cents=900, benchmark=BenchmarkKind.CONTROL_TREND)
        found = self.outcome.compared(contract, Fraction(1, 2))
        assert [(one.before_cents, one.after_cents) for one in found] == [(825, 500), (675, 500)]

    def test_without_the_cost_of_cases_it_is_refused(self) -> None:
        with pytest.raises(UsageError, match=r"^aftopping_eur: "):
            replace(self.outcome, costs=None).compared(replace(CONTRACT, truncation_cents=800), None)

    @given(
        st.lists(st.integers(0, 10**7), min_size=1, max_size=5),
        st.fractions(-Fraction(1, 2), 1, max_denominator=1_000),
        st.integers(2, 10**7),
        st.data(),
    )
    def test_an_insurance_covers_a_part_of_what_is_settled(
        self, costs: list[int], growth: Fraction, cut: int, data: st.DataObject
    ) -> None:
        limit = data.draw(st.integers(1, cut - 1))
        column = np.array([[one] for one in costs])
        outcome = CaseOutcome(
            (a_stream("Wmo", "g", sum(costs), sum(costs)),),
            len(costs),
            12,
            CaseCosts(("Wmo",), column, column),
        )
        contract = replace(CONTRACT, truncation_cents=cut, benchmark=BenchmarkKind.CONTROL_TREND)
        (settled,), counted = outcome.compared(contract, growth), outcome.counted(contract, growth)
        assert counted is not None
        made = high_cost(counted, (limit,), Fraction(0)).limits[0]
        kept = sum(min(half_up(one * (1 + growth)), limit) for one in costs)
        assert made.priced.paid_cents == settled.before_cents - kept
        assert made.claimed.paid_cents == settled.after_cents - sum(min(one, limit) for one in costs)
