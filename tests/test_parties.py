"""Who invests and who gains, by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.parties import party_flows


def test_a_rise_is_investment_a_fall_is_profit_and_the_two_are_not_set_off() -> None:
    (flow,) = party_flows(
        [
            ("gemeente", "Wmo", "a", 700),
            ("gemeente", "Wmo", "b", -100),
            ("gemeente", "Participatiewet", "a", -400),
        ],
        [],
        [],
        [],
        ["a", "b"],
    )
    assert flow.invests_cents == 600
    assert sum(flow.gains.values()) == 400
    assert flow.streams == {"Wmo", "Participatiewet"}


def test_mdo_hours_and_programme_are_investment() -> None:
    flows = {
        flow.party: flow
        for flow in party_flows(
            [], [], [("gemeente", "a", 50)], [("gemeente", 1000), ("corporatie", 30)], ["a"]
        )
    }
    assert flows["gemeente"].invests_cents == 1050
    assert flows["corporatie"].invests_cents == 30


def test_cases_that_are_not_compared_are_left_out() -> None:
    (flow,) = party_flows(
        [("gemeente", "Wmo", "nieuw", 900), ("gemeente", "Wmo", "a", -5)], [], [], [], ["a"]
    )
    assert (flow.invests_cents, sum(flow.gains.values())) == (0, 5)


CASES = ["a", "b", "c"]
PAID = st.lists(
    st.tuples(
        st.sampled_from(["gemeente", "zorgkantoor"]),
        st.sampled_from(["Wmo", "Wlz"]),
        st.sampled_from(CASES),
        st.integers(-1000, 1000),
    )
)


@given(PAID)
def test_investment_minus_profit_is_the_whole_difference(paid: list[tuple[str, str, str, int]]) -> None:
    flows = party_flows(paid, [], [], [], CASES)
    assert sum(f.invests_cents - sum(f.gains.values()) for f in flows) == sum(cents for *_, cents in paid)
