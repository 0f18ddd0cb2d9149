"""Shared risk: the parts add up to the pool to the cent, whatever the key."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.wijk.risk_sharing import RiskKey, share_risk

BUDGETS = {"zorg": 600_00, "welzijn": 300_00, "wonen": 100_00}
REALISED = {"zorg": 640_00, "welzijn": 250_00, "wonen": 79_99}
# What each has by itself: -40,00, 50,00 and 20,01; the pool is 30,01.


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("gelijk", [10_00, 10_00, 10_01]),
        ("aandeel", [18_01, 9_00, 3_00]),  # by budget: 18,006, 9,003 and 3,001
        ("oorzaak", [-40_00, 50_00, 20_01]),
    ],
)
def test_the_pool_by_each_key_by_hand(key: str, parts: list[int]) -> None:
    found = share_risk(BUDGETS, REALISED, key)
    assert [each.shared_cents for each in found] == parts
    assert [each.own_cents for each in found] == [-40_00, 50_00, 20_01]


def test_agreed_shares_go_before_budgets() -> None:
    shares = {"zorg": Fraction(1, 2), "welzijn": Fraction(1, 2), "wonen": Fraction(0)}
    found = share_risk(BUDGETS, REALISED, "aandeel", shares=shares)
    assert [each.shared_cents for each in found] == [15_00, 15_01, 0]
    assert [each.settled_cents for each in found] == [55_00, -34_99, -20_01]


@pytest.mark.parametrize(
    "shares",
    [
        {"zorg": Fraction(1, 2), "welzijn": Fraction(1, 2), "wonen": Fraction(1, 100)},
        {"zorg": Fraction(1), "welzijn": Fraction(0)},
        {"zorg": Fraction(2), "welzijn": Fraction(-1), "wonen": Fraction(0)},
    ],
)
def test_shares_that_do_not_add_up_are_refused(shares: dict[str, Fraction]) -> None:
    with pytest.raises(UsageError, match="samen precies 1"):
        share_risk(BUDGETS, REALISED, "aandeel", shares=shares)


def test_unknown_cost_is_not_divided() -> None:
    with pytest.raises(UsageError, match="dezelfde partners"):
        share_risk(BUDGETS, {"zorg": 1}, "gelijk")
    with pytest.raises(UsageError, match="minstens één partner"):
        share_risk({}, {}, "gelijk")
    with pytest.raises(UsageError, match="Geef shares"):
        share_risk({"a": 0}, {"a": 1}, "aandeel")


PARTNERS = st.lists(
    st.tuples(st.integers(0, 10**10), st.integers(0, 10**10), st.integers(1, 50)), min_size=1, max_size=6
)


@given(PARTNERS, st.sampled_from(list(RiskKey)))
def test_results_add_up_to_the_pool_and_settlements_to_nothing(
    partners: list[tuple[int, int, int]], key: RiskKey
) -> None:
    budgets = {str(place): budget for place, (budget, _, _) in enumerate(partners)}
    realised = {str(place): real for place, (_, real, _) in enumerate(partners)}
    total = sum(weight for *_, weight in partners)
    shares = {str(place): Fraction(weight, total) for place, (*_, weight) in enumerate(partners)}
    found = share_risk(budgets, realised, key, shares=shares)
    assert sum(each.shared_cents for each in found) == sum(budgets.values()) - sum(realised.values())
    assert sum(each.settled_cents for each in found) == 0


@given(PARTNERS, st.sampled_from(list(RiskKey)))
def test_when_everyone_spends_its_budget_nobody_has_a_result(
    partners: list[tuple[int, int, int]], key: RiskKey
) -> None:
    budgets = {str(place): budget + 1 for place, (budget, _, _) in enumerate(partners)}
    assert all(each.shared_cents == each.settled_cents == 0 for each in share_risk(budgets, budgets, key))


@given(PARTNERS, st.integers(2, 9))
def test_parts_grow_with_the_amounts_but_for_cents(partners: list[tuple[int, int, int]], times: int) -> None:
    budgets = {str(place): budget for place, (budget, _, _) in enumerate(partners)}
    realised = {str(place): real for place, (_, real, _) in enumerate(partners)}
    once = share_risk(budgets, realised, "gelijk")
    more = share_risk(
        {name: cents * times for name, cents in budgets.items()},
        {name: cents * times for name, cents in realised.items()},
        "gelijk",
    )
    for one, other in zip(once, more, strict=True):
        assert abs(other.shared_cents - times * one.shared_cents) <= times
