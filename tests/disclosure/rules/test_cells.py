from __future__ import annotations

from hypothesis import strategies as st

from maatschappelijk_rendement.disclosure.rules.cells import cell_stats, score_stats, summarise

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


def test_two_scores_of_one_resident_in_one_cell_are_one_contribution() -> None:
    """A difference given as a score and the one before, with a minus sign."""
    difference = [("a", "B1", ("na",), 800), ("a", "B1", ("na",), -350), ("a", "B2", ("na",), -50)]
    found = score_stats(difference)["na",]
    assert (found.n, found.n_residents, found.sum_cents, found.largest_abs_cents) == (1, 2, 400, 450)
    assert not found.all_equal


def test_nobody_has_no_amount_at_all() -> None:
    nobody = summarise([])
    assert (nobody.n, nobody.n_nonzero, nobody.sum_cents, nobody.sum_abs_cents) == (0, 0, 0, 0)
    assert (nobody.largest_abs_cents, nobody.second_abs_cents, nobody.all_equal) == (0, 0, True)


def test_the_largest_may_stand_anywhere() -> None:
    for amounts_in_order in ([9, -7, 1], [1, 9, -7], [-7, 1, 9]):
        found = summarise(amounts_in_order)
        assert (found.largest_abs_cents, found.second_abs_cents) == (9, 7)
    assert summarise([-9, 9]).second_abs_cents == 9
