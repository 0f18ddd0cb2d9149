from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.disclosure.rules import Rule, Rules
from maatschappelijk_rendement.disclosure.rules.cells import summarise
from maatschappelijk_rendement.disclosure.rules.single_cell import judge_count, judge_money
from maatschappelijk_rendement.domain.errors import UsageError

TEN = Rules()
THREE = Rules(minimum=3, minimum_reason="om de andere regels alleen te zien")


def times(count: int, euros: int) -> list[int]:
    return count * [euros * 100]


@pytest.mark.parametrize(
    ("contributions", "rule"),
    [
        (times(10, -4000), Rule.EQUAL),
        (times(9, -4000), Rule.CASES),
        (times(1, -500) + times(10, -100), None),
        (times(1, -1001) + times(10, -100), Rule.LARGEST),
        (times(1, -1000) + times(10, -100), None),
        (times(1, -500) + times(1, -400) + times(10, -10), Rule.TWO_LARGEST),
        (times(1, 5000) + times(1, -5000) + times(10, -100), Rule.TWO_LARGEST),
    ],
)
def test_the_worked_cells_of_the_design_note_come_out_as_written(
    contributions: list[int], rule: Rule | None
) -> None:
    assert judge_money(summarise(contributions), TEN) is rule


def test_an_amount_needs_ten_cases_with_an_amount_unless_all_are_zero() -> None:
    assert judge_money(summarise([*times(9, -4000), -4001_00, *times(20, 0)]), TEN) is None
    assert judge_money(summarise([*times(8, -4000), -4001_00, *times(20, 0)]), TEN) is Rule.NONZERO
    assert judge_money(summarise(times(30, 0)), TEN) is None


def test_a_zero_over_nine_cases_is_hidden_because_the_nine_would_show() -> None:
    assert judge_money(summarise(times(9, 0)), TEN) is Rule.CASES


def test_one_saving_does_not_switch_dominance_off() -> None:
    """The counter-example of the design note: a cell that is 98 % one case, with one negative value in it."""
    assert judge_money(summarise([9800_00, -20_00, *times(9, 20)]), TEN) is Rule.LARGEST


@pytest.mark.parametrize(("count", "hidden"), [(0, False), (1, True), (9, True), (10, False)])
def test_a_count_of_one_to_nine_is_hidden_and_zero_is_not(count: int, hidden: bool) -> None:
    assert (judge_count(count, TEN) is not None) is hidden


amounts = st.lists(st.integers(-(10**7), 10**7), max_size=40)


@given(amounts, st.integers(3, 30), st.integers(0, 30))
def test_a_higher_minimum_never_shows_what_a_lower_one_hides(values: list[int], low: int, more: int) -> None:
    stats = summarise(values)
    if judge_money(stats, Rules(low, "proef")):
        assert judge_money(stats, Rules(low + more, "proef"))


@given(amounts)
def test_turning_every_fall_into_a_rise_changes_no_verdict(values: list[int]) -> None:
    assert judge_money(summarise(values), THREE) is judge_money(
        summarise([-value for value in values]), THREE
    )


def test_a_minimum_below_three_is_refused() -> None:
    with pytest.raises(UsageError, match="te laag"):
        Rules(minimum=2, minimum_reason="klein")


@pytest.mark.parametrize("reason", [None, "", "   "])
def test_another_minimum_needs_a_reason(reason: str | None) -> None:
    with pytest.raises(UsageError, match="reden"):
        Rules(minimum=12, minimum_reason=reason)


def test_the_text_of_a_rule_names_the_minimum_that_was_applied() -> None:
    assert Rules(15, "besluit").text(Rule.NONZERO) == "minder dan 15 casussen met een bedrag"


def test_two_cases_that_are_just_sixty_seven_percent_may_be_shown_and_a_cent_more_may_not() -> None:
    """40 + 27 of 100 euros; the other 33 are of eleven cases."""
    rest = times(11, -3)
    assert judge_money(summarise([-40_00, -27_00, *rest]), TEN) is None
    assert judge_money(summarise([-40_00, -27_01, *rest]), TEN) is Rule.TWO_LARGEST


def test_what_is_refused_says_what_to_do() -> None:
    with pytest.raises(UsageError) as low:
        Rules(minimum=2, minimum_reason="klein")
    assert str(low.value) == (
        "Het minimum is te laag. Kies 3 of hoger: met twee casussen vindt de een het bedrag van de ander "
        "door aftrekken."
    )
    with pytest.raises(UsageError) as silent:
        Rules(minimum=12)
    assert str(silent.value) == (
        "Een ander minimum dan 10 heeft een reden nodig, want die staat in het rapport. Geef die met --reden "
        "(in Python: reason=)."
    )
    assert Rules(minimum=3, minimum_reason="besluit").minimum == 3
    assert Rules(minimum=10).minimum_reason is None
