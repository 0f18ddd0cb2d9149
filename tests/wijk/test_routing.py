"""Routing: 70, 25 and 5 percent by hand, a full provision flows on, and the break-even breaks even."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.wijk.routing import (
    RUWAARD,
    Prices,
    Provision,
    QuestionType,
    Routing,
    Shares,
    break_even_stay,
    route_questions,
    routing_sensitivity,
)

PRICES = Prices(collective_cents=100_00, guidance_cents=200_00, individual_cents=2_000_00)
LONELY = QuestionType(name="eenzaamheid", volume=400)


def volumes(found: Routing) -> dict[str, Fraction]:
    return {row.route.value: row.volume for row in found.rows}


def test_the_shares_of_the_ruwaard_are_the_published_ones() -> None:
    assert (RUWAARD.direct, RUWAARD.guided, RUWAARD.individual) == (
        Fraction("0.70"),
        Fraction("0.25"),
        Fraction("0.05"),
    )
    found = route_questions([LONELY], PRICES)
    assert volumes(found) == {"direct collectief": 280, "toegeleid": 100, "individueel thuis": 20}
    # 280 x 100 + 100 x 300 + 20 x 2.000 = 98.000; before 400 x 2.000 = 800.000.
    assert (found.cost_cents, found.before_cents) == (98_000_00, 800_000_00)
    assert found.over_capacity == 0


def test_who_finds_it_full_gets_individual_help_and_that_is_said() -> None:
    found = route_questions([LONELY], PRICES, Provision(capacity=190))
    # 380 ask for 190 places: half of each route.
    assert volumes(found) == {
        "direct collectief": 140,
        "toegeleid": 50,
        "individueel thuis": 20,
        "collectief vol, dus individueel": 190,
    }
    assert (found.asked, found.placed, found.over_capacity) == (380, 190, 190)
    # 140 x 100 + 50 x 300 + 20 x 2.000 + 190 x 2.000 + 50 x 200 (led to a full house) = 459.000.
    assert found.cost_cents == 459_000_00


def test_who_does_not_stay_costs_both() -> None:
    found = route_questions([LONELY], PRICES, Provision(stays=Fraction(3, 4)))
    assert volumes(found)["niet gebleven, dus individueel"] == 95
    assert found.cost_cents == 98_000_00 + 95 * 2_000_00


def test_a_difference_is_always_that_of_a_payer() -> None:
    prices = Prices(
        collective_cents=100_00,
        guidance_cents=0,
        individual_cents=2_000_00,
        collective_payer="gemeente",
        individual_payer="zorgverzekeraar",
    )
    found = route_questions([LONELY], prices)
    assert {payer.payer: (payer.delta_cents, payer.sentence) for payer in found.payers} == {
        "gemeente": (38_000_00, "gemeente betaalt meer dan eerst"),
        "zorgverzekeraar": (-760_000_00, "zorgverzekeraar betaalt minder dan eerst"),
    }


def test_the_break_even_part_by_hand() -> None:
    # With part s: 98.000 + 380 x (1 - s) x 2.000 = 800.000, so 1 - s = 702 / 760.
    assert break_even_stay([LONELY], PRICES) == Fraction(58, 760)


def test_where_no_part_breaks_even_there_is_none() -> None:
    dear = Prices(collective_cents=3_000_00, guidance_cents=0, individual_cents=1_000_00)
    assert break_even_stay([LONELY], dear) is None
    free = Prices(collective_cents=0, guidance_cents=0, individual_cents=0)
    assert break_even_stay([LONELY], free) is None


@pytest.mark.parametrize("parts", [("0.7", "0.25", "0.06"), ("1.05", "-0.1", "0.05"), ("0", "0", "0")])
def test_shares_that_do_not_add_up_are_refused(parts: tuple[str, str, str]) -> None:
    direct, guided, individual = map(Fraction, parts)
    with pytest.raises(UsageError, match="niet precies 1"):
        Shares(direct=direct, guided=guided, individual=individual)


def test_wrong_numbers_are_refused() -> None:
    with pytest.raises(UsageError, match="0 of meer"):
        QuestionType(name="x", volume=-1)
    with pytest.raises(UsageError, match="0 of meer"):
        Prices(collective_cents=-1, guidance_cents=0, individual_cents=0)
    with pytest.raises(UsageError, match="stays van 0"):
        Provision(stays=Fraction(2))
    with pytest.raises(UsageError, match="elk soort vraag één keer"):
        route_questions([LONELY, LONELY], PRICES)
    with pytest.raises(UsageError, match="minstens één"):
        route_questions([], PRICES)
    with pytest.raises(UsageError, match="kies uit stays"):
        routing_sensitivity([LONELY], PRICES, {"weer": (0, 1)})


def test_sensitivity_puts_the_widest_first() -> None:
    swings = routing_sensitivity(
        [LONELY],
        PRICES,
        {
            "guidance_cents": (100_00, 300_00),
            "stays": (Fraction(1, 2), 1),
            "volume": (1, 2),
            "capacity": (0, 400),
        },
    )
    assert [swing.name for swing in swings] == ["capacity", "volume", "stays", "guidance_cents"]
    # Without places everyone gets 2.000, and 100 people were led to nothing for 200 each.
    assert (swings[0].low, swings[0].high) == (20_000_00, -702_000_00)
    assert (swings[3].low, swings[3].high) == (-712_000_00, -692_000_00)


PART = st.fractions(0, 1, max_denominator=100)
SHARES = st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(1, 20)).map(
    lambda parts: Shares(
        **{
            name: Fraction(part, sum(parts))
            for name, part in zip(("direct", "guided", "individual"), parts, strict=True)
        }
    )
)
QUESTIONS = st.lists(st.tuples(st.integers(0, 5_000), SHARES), min_size=1, max_size=4).map(
    lambda rows: [
        QuestionType(name=str(place), volume=volume, shares=shares)
        for place, (volume, shares) in enumerate(rows)
    ]
)
PRICE = st.integers(0, 10_000_00)
ALL_PRICES = st.builds(Prices, collective_cents=PRICE, guidance_cents=PRICE, individual_cents=PRICE)


@given(QUESTIONS, ALL_PRICES, st.none() | st.integers(0, 5_000), PART)
def test_every_question_ends_up_somewhere_once(
    questions: list[QuestionType], prices: Prices, capacity: int | None, stays: Fraction
) -> None:
    found = route_questions(questions, prices, Provision(capacity=capacity, stays=stays))
    ended = sum((row.volume for row in found.rows if "niet gebleven" not in row.route), Fraction(0))
    assert ended == sum(each.volume for each in questions)
    assert capacity is None or found.placed <= capacity
    assert sum(row.cost_cents for row in found.rows) == found.cost_cents


@given(QUESTIONS, ALL_PRICES, st.none() | st.integers(0, 5_000))
def test_at_break_even_all_payers_together_pay_as_much_as_before(
    questions: list[QuestionType], prices: Prices, capacity: int | None
) -> None:
    part = break_even_stay(questions, prices, Provision(capacity=capacity))
    if part is None:
        return
    (swing,) = routing_sensitivity(questions, prices, {"stays": (part, part)}, Provision(capacity=capacity))
    assert swing.low == 0
    found = route_questions(questions, prices, Provision(capacity=capacity, stays=part))
    # Each type and route is rounded once.
    assert abs(found.cost_cents - found.before_cents) <= 9 * len(questions)


@given(QUESTIONS, ALL_PRICES, st.none() | st.integers(0, 5_000), PART)
def test_when_nothing_changed_nobody_pays_more_or_less(
    questions: list[QuestionType], prices: Prices, capacity: int | None, stays: Fraction
) -> None:
    same = [
        QuestionType(name=each.name, volume=each.volume, shares=each.shares, before=each.shares)
        for each in questions
    ]
    provision = Provision(capacity=capacity, stays=stays)
    found = route_questions(same, prices, provision)
    assert all(payer.delta_cents == 0 for payer in found.payers)
    (swing,) = routing_sensitivity(same, prices, {"stays": (0, 1)}, provision)
    assert (swing.low, swing.high) == (0, 0)


def test_what_was_is_priced_with_the_same_provision() -> None:
    # 400 questions, 350 places at 300, guidance 240, at home 3.000, of all who come a part s stays.
    # Before: 80 x 300 + 40 x 240 + (320 + 80 (1 - s)) x 3.000;
    # now: 105.000 + 24.000 + (50 + 350 (1 - s)) x 3.000.
    # Equal where 810.000 (1 - s) = 714.600, so s = 0,11777...
    lonely = QuestionType(
        name="eenzaamheid",
        volume=400,
        before=Shares(direct=Fraction(1, 10), guided=Fraction(1, 10), individual=Fraction(8, 10)),
    )
    prices = Prices(collective_cents=300_00, guidance_cents=240_00, individual_cents=3_000_00)
    assert break_even_stay([lonely], prices, Provision(capacity=350)) == 1 - Fraction(714_600, 810_000)


@given(QUESTIONS, ALL_PRICES)
def test_the_order_of_types_does_not_matter(questions: list[QuestionType], prices: Prices) -> None:
    provision = Provision(capacity=100, stays=Fraction(1, 3))
    one, other = (route_questions(each, prices, provision) for each in (questions, questions[::-1]))
    assert set(one.rows) == set(other.rows)
    assert one.payers == other.payers
