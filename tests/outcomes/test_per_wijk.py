"""Sums and spread per group, on every engine where they are computed there."""

from __future__ import annotations

import statistics
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine_frames import IN_MEMORY, Engine, back

from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.outcomes.per_wijk import case_sums, describe_cases, sum_lines

LINES = pd.DataFrame(
    {
        "case_id": ["a", "a", "a", "b", "b"],
        "resident": pd.Series(["B1", "B2", None, "B1", "B1"], dtype="str"),
        "wijk": ["Ruwaard"] * 5,
        "in_window_cents": [100, 20, 3, 50, 7],
        "one_off_cents": [0, 0, 0, 0, 1000],
        "structural_cents": [5, 0, 0, 0, 0],
    }
)
every_engine = pytest.mark.parametrize("engine", IN_MEMORY, ids=str)


@every_engine
def test_residents_of_two_cases_are_two_people_and_nobody_is_no_one(engine: Engine) -> None:
    (row,) = back(sum_lines(engine.make(LINES), ["wijk"])).to_dict("records")
    assert (row["n_cases"], row["n_residents"], row["n_lines"], row["cost_cents"]) == (2, 3, 5, 1180)


@every_engine
def test_cases_are_counted_by_their_number_where_lines_have_one(engine: Engine) -> None:
    numbered = LINES.drop(columns=["case_id", "resident"]).assign(case_number=[4, 4, 4, 0, 0])
    (row,) = back(sum_lines(engine.make(numbered), ["wijk"])).to_dict("records")
    assert row["n_cases"] == 2


@every_engine
def test_lines_add_up_per_case(engine: Engine) -> None:
    found = back(case_sums(engine.make(LINES), ["wijk"]))
    assert dict(zip(found["case_id"], found["cost_cents"].astype(int), strict=True)) == {"a": 123, "b": 1057}


def test_a_hundred_cases_described_by_hand() -> None:
    # 1 to 100 cents: mean 50,5 and median 50,5 go up to 51; the dearest five cost 96 + ... + 100.
    cases = pd.DataFrame({"wijk": "Ruwaard", "cost_cents": range(1, 101)})
    row = describe_cases(cases, ["wijk"], cap_cents=90).iloc[0]
    assert (row.n_cases, row.sum_cents, row.mean_cents, row.median_cents) == (100, 5050, 51, 51)
    assert [row[f"p{percent}_cents"] for percent in (10, 25, 75, 90, 99)] == [10, 25, 75, 90, 99]
    assert (row.top_1_cents, row.top_5_cents, row.top_10_cents) == (100, 490, 955)
    # Ten cases above 90 lose 1 + ... + 10.
    assert (row.capped_sum_cents, row.n_capped) == (5050 - 55, 10)


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=30))
def test_the_spread_is_that_of_the_statistics_module(amounts: list[int]) -> None:
    row = describe_cases(pd.DataFrame({"wijk": "Ruwaard", "cost_cents": amounts}), ["wijk"]).iloc[0]
    assert row.median_cents == half_up(Fraction(statistics.median([Fraction(amount) for amount in amounts])))
    assert abs(row.sd_cents - statistics.pstdev(amounts)) <= 0.5 + 1e-9 * max(amounts)
    assert row.capped_sum_cents == row.sum_cents == sum(amounts)
    assert max(amounts) <= row.top_1_cents <= row.top_5_cents <= row.top_10_cents <= row.sum_cents


def test_cases_without_a_value_keep_a_group_of_their_own() -> None:
    cases = pd.DataFrame({"provision": ["individueel", None], "cost_cents": [5, 7]})
    assert describe_cases(cases, ["provision"])["sum_cents"].tolist() == [5, 7]
