"""Who invests and who gains, by hand."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.outcomes.parties import PartyFlows, party_flows

Paid = list[tuple[str, str, str, int]]


def flows(paid: Paid, cases: list[str], **others: dict[str, int]) -> list[PartyFlows]:
    changes = pd.DataFrame(paid, columns=["party", "stream", "case_id", "delta_cents"]).assign(role="betaalt")
    hours = [(party, "a", cents) for party, cents in others.get("mdo", {}).items()]
    mdo = pd.DataFrame(hours, columns=["party", "case_id", "one_off_cents"])
    return party_flows(changes, mdo, others.get("programme", {}), pd.Series(cases))


def test_a_rise_is_investment_a_fall_is_profit_and_the_two_are_not_set_off() -> None:
    (flow,) = flows(
        [
            ("gemeente", "Wmo", "a", 700),
            ("gemeente", "Wmo", "b", -100),
            ("gemeente", "Participatiewet", "a", -400),
        ],
        ["a", "b"],
    )
    assert flow.invests.tolist() == [700, -100]
    assert flow.gains.tolist() == [400, 0]
    assert flow.streams == {"Wmo", "Participatiewet"}


def test_mdo_hours_and_programme_are_investment() -> None:
    found = flows([], ["a"], mdo={"gemeente": 50}, programme={"gemeente": 1000, "corporatie": 30})
    assert {flow.party: flow.invests_cents for flow in found} == {"gemeente": 1050, "corporatie": 30}


def test_cases_that_are_not_compared_are_left_out() -> None:
    (flow,) = flows([("gemeente", "Wmo", "nieuw", 900), ("gemeente", "Wmo", "a", -5)], ["a"])
    assert (flow.invests_cents, flow.gains.tolist()) == (0, [5])


def test_what_a_party_receives_is_no_investment() -> None:
    changes = pd.DataFrame(
        [("ontvangt", "aanbieder", "Wmo", "a", -70)],
        columns=["role", "party", "stream", "case_id", "delta_cents"],
    )
    none = pd.DataFrame({"party": [], "case_id": [], "one_off_cents": []})
    (flow,) = party_flows(changes, none, {}, pd.Series(["a"]))
    assert (flow.receives.tolist(), flow.invests_cents, flow.streams) == ([-70], 0, frozenset())


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
def test_investment_minus_profit_is_the_whole_difference(paid: Paid) -> None:
    found = flows(paid, CASES)
    assert sum(f.invests_cents - int(f.gains.sum()) for f in found) == sum(cents for *_, cents in paid)
