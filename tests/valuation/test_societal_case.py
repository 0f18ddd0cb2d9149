"""The business case and the effect calculator, on one ground of dated flows per party."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement import valuation as v
from maatschappelijk_rendement.domain.errors import UsageError

LINE = v.Timeline(2026, 4, "0.25")
PARTIES = [v.Party("gemeente", is_public=True), v.Party("verzekeraar"), v.Party("bewoner")]


def worked() -> v.BusinessCase:
    return v.business_case(
        [
            v.Effect("coach", "gemeente", [-100], is_investment=True),
            v.Effect("minder zorg", "verzekeraar", 125, start=1, duration=1),
            v.Effect("minder bijstand", "gemeente", 40, money="inkomensoverdracht", counterparty="bewoner"),
            v.Effect("loon", "bewoner", 50, worth="economisch", start=1, duration=1),
            v.Effect("rust", "bewoner", 20, worth="sociaal", duration=1),
            v.Effect("uren vrij", "gemeente", 10, money="capaciteit", duration=1),
            v.Effect("levenstevredenheid", "bewoner", 999, worth="welbevinden"),
        ],
        PARTIES,
        LINE,
        unknown=["minder overlast"],
    )


def test_a_worked_case_comes_out_as_on_paper() -> None:
    case = worked()
    # -100 + 125/1.25 + 50/1.25 + 20 + 10; the transfer is 40 a year to one and from the other.
    assert (case.investment, case.benefits, case.net, case.ratio) == (100, 170, 70, Decimal("1.7"))
    assert (case.fiscal, case.economic, case.social) == (10, 40, 20)
    assert case.by_year == (-70, 175, 0, 0)
    assert case.budget_effect == 60  # 4 x 40 - 100: hours that come free are no money
    assert case.payback == Fraction(70, 175)
    assert case.unknown == ("minder overlast",)


def test_wellbeing_stands_in_a_ledger_of_its_own() -> None:
    case = worked()
    assert case.wellbeing > 999
    assert case.fiscal + case.economic + case.social == case.net


def test_the_sum_over_parties_is_the_total_and_a_transfer_stays_visible() -> None:
    case = worked()
    assert sum(each.present_value for each in case.parties) == case.net
    by_name = {each.party.name: each for each in case.parties}
    assert by_name["gemeente"].transfers == -by_name["bewoner"].transfers > 0
    assert by_name["verzekeraar"].transfers == 0


def test_a_switching_factor_makes_the_total_zero() -> None:
    (care,) = (each for each in worked().effects if each.effect.name == "minder zorg")
    assert care.switching_factor == Decimal("0.3")
    assert care.in_total * care.switching_factor + (70 - care.in_total) == 0


effects = st.lists(
    st.builds(
        dict,
        party=st.sampled_from(["gemeente", "verzekeraar", "bewoner"]),
        amount=st.integers(-500, 500),
        worth=st.sampled_from(["fiscaal", "economisch", "sociaal"]),
        drop_off=st.fractions(0, 1, max_denominator=5),
        start=st.integers(0, 4),
        is_investment=st.booleans(),
        other=st.sampled_from(["", "gemeente", "verzekeraar", "bewoner"]),
    ),
    min_size=1,
    max_size=6,
)


def made(given_effects: list[dict[str, Any]]) -> list[v.Effect]:
    found = []
    for place, each in enumerate(given_effects):
        fields = {key: value for key, value in each.items() if key != "other"}
        if each["other"] and each["other"] != each["party"]:
            fields |= {"counterparty": each["other"], "money": "inkomensoverdracht"}
        found.append(v.Effect(f"e{place}", **fields))
    return found


@given(effects, st.randoms())
def test_order_never_matters_and_parties_add_up(given_effects: Any, random: Any) -> None:
    line, mine = v.Timeline(2026, 5, Fraction(1, 40)), made(given_effects)
    case = v.business_case(mine, PARTIES, line)
    turned, parties = list(mine), list(PARTIES)
    random.shuffle(turned)
    random.shuffle(parties)
    other = v.business_case(turned, parties, line)
    assert (other.net, other.ratio, other.parties) == (case.net, case.ratio, case.parties)
    assert sum(each.present_value for each in case.parties) == case.net
    assert sum(each.in_total for each in case.effects) == case.net


@given(effects)
def test_without_its_transfers_a_case_has_the_same_total(given_effects: Any) -> None:
    mine = made(given_effects)
    rest = [each for each in mine if not each.counterparty] or [v.Effect("niets", "gemeente", 0)]
    line = v.Timeline(2026, 5, Fraction(1, 40))
    assert v.business_case(mine, PARTIES, line).net == v.business_case(rest, PARTIES, line).net


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (v.Effect("a", "gemeente", 5), "telt al mee. Geef een ander effect"),
        (
            v.Effect("a", "gemeente", 5, money="inkomensoverdracht", counterparty="bewoner"),
            "als overdracht en",
        ),
        (v.Effect("b", "Jansen", 5), "staat niet in parties"),
        (v.Effect("b", "gemeente", 5, money="inkomensoverdracht"), "twee partijen"),
        (v.Effect("b", "gemeente", 5, worth="veel"), "Kies uit fiscaal"),
        (v.Effect("b", "gemeente", float("nan")), "geen getal"),
        (v.Effect("b", "gemeente", 5, drop_off=2), "van 0 tot en met 1"),
        (v.Effect("b", "gemeente", 5, factors=(v.Factor("kans", -1),)), "buiten de grenzen"),
    ],
)
def test_what_cannot_be_counted_is_refused_without_its_value(second: v.Effect, message: str) -> None:
    with pytest.raises(UsageError, match=message) as refused:
        v.business_case([v.Effect("a", "gemeente", 5), second], PARTIES, LINE)
    assert "Jansen" not in str(refused.value)


def activities() -> tuple[list[v.Activity], list[v.Activity]]:
    with_approach = [
        v.Activity("begeleiding", 40, 50, "gemeente", "wonen", "C1", duration=2),
        v.Activity("begeleiding", 20, 50, "gemeente", "wonen", "C2"),
    ]
    without = [
        v.Activity("uithuiszetting", 1, 9000, "woningcorporatie", "wonen", "C1", start=1),
        v.Activity("opname", 10, 300, "verzekeraar", "zorg", "C2", start=1),
    ]
    return with_approach, without


def test_with_and_without_are_compared_per_party_terrain_and_case() -> None:
    found = v.effect_calculator(
        *activities(),
        v.Timeline(2026, 2, "0.25"),
        probability={"C1": "0.5", "C2": 1},
        ground={"C1": "drie maanden huurschuld", "C2": "eerder gebeurd"},
    )
    assert (found.with_by_year, found.without_by_year) == ((3000, 2000), (0, 12_000))
    # C1: 4.000 - half of 9.000; C2: 1.000 - 3.000. What is done with the approach is paid either way.
    assert (found.total.difference, found.total.expected) == (-7000, -2500)
    assert found.total.expected_present_value == 3000 + (2000 - 4500 - 3000) / Decimal("1.25")
    assert {each.name: each.difference for each in found.terrains} == {"wonen": -4000, "zorg": -3000}
    assert sum(each.expected for each in found.parties) == found.total.expected
    assert sum(each.expected for each in found.cases) == found.total.expected


def test_a_case_counted_in_two_terrains_is_refused() -> None:
    twice = [
        v.Activity("opname", 1, 300, "verzekeraar", "zorg", "C1"),
        v.Activity("opname", 1, 300, "verzekeraar", "veiligheid", "C1"),
    ]
    with pytest.raises(UsageError, match="telt al mee op een ander terrein"):
        v.effect_calculator(twice, [], LINE)


def test_turning_with_and_without_turns_the_sign_only() -> None:
    one, other = activities()
    line = v.Timeline(2026, 2, "0.0225")
    left, right = v.effect_calculator(one, other, line), v.effect_calculator(other, one, line)
    assert left.total.difference == -right.total.difference
    assert left.total.expected_present_value == -right.total.expected_present_value


@pytest.mark.parametrize("probability", [-0.1, 1.5, {"C1": 1}])
def test_a_probability_that_is_none_is_refused(probability: Any) -> None:
    with pytest.raises(UsageError, match="probability"):
        v.effect_calculator(*activities(), v.Timeline(2026, 2, 0), probability=probability)


@pytest.mark.parametrize(
    ("start", "duration", "is_refused"),
    [(0, None, False), (1, None, True), (0, 3, True), (0, "3.5", False), (9, None, True)],
)
def test_no_amount_that_is_given_is_lost(start: int, duration: Any, is_refused: bool) -> None:
    """Four amounts on a line of four years; the last may count for a part."""
    effect = v.Effect("zorg", "gemeente", [1, 2, 3, 4], start=start, duration=duration)
    if is_refused:
        with pytest.raises(UsageError, match="na de tijdlijn of na duration"):
            v.business_case([effect], PARTIES, LINE)
    else:
        v.business_case([effect], PARTIES, LINE)


def test_years_without_an_amount_may_lie_after_the_line() -> None:
    effect = v.Effect("zorg", "gemeente", [1, 2, 0, 0], start=2)
    assert v.business_case([effect], PARTIES, LINE).by_year == (0, 0, 1, 2)


def test_social_value_of_a_public_party_is_no_money_in_its_budget() -> None:
    effects = [
        v.Effect("coach", "gemeente", [-100], is_investment=True),
        v.Effect("leefbaarheid", "gemeente", [70], worth="sociaal"),
        v.Effect("minder opvang", "gemeente", [20]),
    ]
    found = v.business_case(effects, [v.Party("gemeente", is_public=True)], v.Timeline(2026, 2, 0))
    assert (found.net, found.social, found.budget_effect) == (-10, 70, -80)


def test_a_party_may_stand_in_the_place_of_its_name() -> None:
    town, resident = v.Party("gemeente", is_public=True), v.Party("bewoner")
    effect = v.Effect("bijstand", town, 50, money="inkomensoverdracht", counterparty=resident)
    found = v.business_case([effect], [town, resident], v.Timeline(2026, 1, 0))
    assert [(each.party.name, each.present_value) for each in found.parties] == [
        ("bewoner", -50),
        ("gemeente", 50),
    ]
    assert v.Activity("MDO", 1, 1, town).party == "gemeente"
