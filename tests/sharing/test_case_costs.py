"""Cost of cases: cut on both sides, grown to the cent, and never a cent lost."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.sharing.case_costs import CaseCosts

AMOUNTS = st.lists(st.lists(st.integers(0, 10**8), min_size=2, max_size=2), min_size=1, max_size=6)


def costs_of(before: list[list[int]], after: list[list[int]] | None = None) -> CaseCosts:
    return CaseCosts(("Wmo", "Zvw"), np.array(before), np.array(before if after is None else after))


def test_a_case_is_cut_over_all_its_streams_before_and_after() -> None:
    # 300 + 900 is 1.200, cut at 800: two thirds of each. The second case stays. After: 600 stays below.
    costs = costs_of([[300, 900], [100, 50]], [[100, 500], [100, 50]]).cut(800)
    assert costs.totals() == {"Wmo": (300, 200), "Zvw": (650, 550)}


def test_a_stream_below_nothing_is_not_cut_in_silence() -> None:
    with pytest.raises(UsageError, match="aftopping_eur: een casus"):
        costs_of([[-100, 2_000]]).cut(800)
    assert costs_of([[-100, 500]]).cut(800).totals()["Wmo"] == (-100, -100)


def test_the_spread_is_that_between_cases() -> None:
    # 100 and 300: mean 200, standard deviation 141,42; 0,707.
    assert costs_of([[50, 50], [100, 200]]).variation == Fraction(707, 1_000)
    assert costs_of([[50, 50]]).variation is None


@given(AMOUNTS, st.integers(1, 10**8))
def test_a_cut_case_costs_its_limit_and_another_what_it_did(rows: list[list[int]], limit: int) -> None:
    cut = costs_of(rows).cut(limit)
    assert cut.before_of_case.tolist() == [min(sum(row), limit) for row in rows]
    assert (cut.before_cents <= np.array(rows) + 1).all()


@given(AMOUNTS, st.fractions(-Fraction(99, 100), 1, max_denominator=1_000))
def test_growth_rounds_each_amount_once(rows: list[list[int]], growth: Fraction) -> None:
    grown = costs_of(rows).grown(growth)
    assert grown.before_cents.tolist() == [[half_up(one * (1 + growth)) for one in row] for row in rows]
    assert grown.after_cents.tolist() == rows
