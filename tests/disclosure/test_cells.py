from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.disclosure.cells import cell_stats, merge, score_stats, summarise

amounts = st.lists(st.integers(-1000, 1000), max_size=12)


def test_the_two_largest_are_taken_without_their_sign() -> None:
    found = summarise([300, -900, 100, 500])
    assert (found.largest_abs_cents, found.second_abs_cents) == (900, 500)
    assert (found.sum_cents, found.sum_abs_cents) == (0, 1800)


def test_two_lines_of_one_case_are_one_contribution() -> None:
    found = cell_stats([("a", ("Wmo",), 700), ("a", ("Wmo",), -700), ("b", ("Wmo",), 50)])["Wmo",]
    assert (found.n, found.n_nonzero, found.largest_abs_cents) == (2, 1, 50)


def test_residents_contribute_scores_and_their_cases_are_counted_beside() -> None:
    scores = [("a", "B1", ("na",), 800), ("a", "B2", ("na",), 700), ("b", "B1", ("na",), 900)]
    found = score_stats(scores)["na",]
    assert (found.n, found.n_residents, found.sum_cents) == (2, 3, 2400)


@given(st.lists(amounts, max_size=5))
def test_merging_cells_without_shared_cases_is_summarising_all_of_them(parts: list[list[int]]) -> None:
    assert merge(map(summarise, parts)) == summarise([value for part in parts for value in part])
