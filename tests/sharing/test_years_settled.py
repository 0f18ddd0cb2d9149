"""An agreement over years: equal to one year, to a plain computation in fractions, and conserved."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.sharing import Contract, PayerStream, Provider, Scenario
from maatschappelijk_rendement.sharing.agreement import AgreementYear, StreamYear, YearsAgreement, YearsRules
from maatschappelijk_rendement.sharing.contract import ContradictionError, LossRule, PayerKey
from maatschappelijk_rendement.sharing.scenario import settle_measured, split_measured
from maatschappelijk_rendement.sharing.years_settled import SettledYears, settle_years

NAMES = ("Wmo", "Zvw", "Wlz")
HALF = Contract(name="Half", source="eigen", share=Fraction(1, 2))


def a_year(number: int, costs: tuple[int, ...], persons: int = 100, **more: Any) -> AgreementYear:
    growth = more.pop("growth", Fraction(0))
    investment = more.pop("investment", 0)
    streams = tuple(
        StreamYear(stream=name, cost_cents=cents, growth=growth, investment_cents=investment)
        for name, cents in zip(NAMES, costs, strict=False)
    )
    return AgreementYear(year=number, persons=persons, streams=streams, **more)


def a_scenario(contract: Contract = HALF, streams: int = 1, **more: Any) -> Scenario:
    parties = tuple(
        PayerStream(stream=name, payer=f"betaler {name}", before_cents=1, after_cents=1)
        for name in NAMES[:streams]
    )
    return Scenario(title="", is_synthetic=True, contract=contract, streams=parties, persons=100, **more)


def an_agreement(*years: AgreementYear, bases: int = 1, **rules: Any) -> YearsAgreement:
    weights = rules.pop("weights", tuple(Fraction(1, bases) for _ in range(bases)))
    return YearsAgreement(
        base_years=years[:bases], years=years[bases:], rules=YearsRules(weights=weights, **rules)
    )


def money_is_conserved(settled: SettledYears) -> None:
    reserve = settled.reserve_start_cents
    for year in settled.years:
        split = year.split
        gained = year.reserve_in_cents - year.reserve_used_cents - year.reserve_released_cents
        assert split.saving_cents == split.investment_cents + split.pool_cents + split.kept_cents + gained
        assert sum(one.side_payment_cents for one in split.streams) + split.pool_cents + gained == 0
        reserve += gained
        assert year.reserve_left_cents == reserve >= 0
    assert settled.reserve_start_cents + settled.total("reserve_in_cents") == (
        settled.total("reserve_used_cents")
        + settled.total("reserve_released_cents")
        + settled.years[-1].reserve_left_cents
    )


def test_a_renewed_benchmark_pays_an_old_saving_once() -> None:
    # Base 1.000; 800 in both years. The second year is compared with 800: nothing to share, 200 absorbed.
    agreement = an_agreement(
        *(a_year(2020 + n, (cents,)) for n, cents in enumerate((1_000, 800, 800))), renew_after=1
    )
    first, second = settle_years(a_scenario(), agreement).years
    assert (first.benchmark_cents, first.pool_cents, first.kept_cents) == (1_000, 100, 100)
    assert (second.benchmark_cents, second.pool_cents, second.kept_cents) == (800, 0, 0)
    assert (second.is_renewed, second.absorbed_cents) == (True, (200,))


def test_a_fixed_benchmark_pays_it_every_year() -> None:
    agreement = an_agreement(*(a_year(2020 + n, (cents,)) for n, cents in enumerate((1_000, 800, 800))))
    assert [year.pool_cents for year in settle_years(a_scenario(), agreement).years] == [100, 100]


def test_weights_growth_persons_and_case_mix_make_the_benchmark() -> None:
    # Per person: 10 grown twice by 10 % is 12,1; 20 grown once is 22. Weighed 1/4 and 3/4: 19,525.
    # 200 persons, case mix 1,1 of which 5 % counts: 19,525 x 200 x 1,05 = 4.100,25 cents.
    contract = replace(HALF, risk_ratio_cap=Fraction(1, 20))
    years = (
        a_year(2022, (1_000,), 100, growth=Fraction(1, 10)),
        a_year(2023, (2_000,), 100, growth=Fraction(1, 10)),
        a_year(2024, (4_000,), 200, growth=Fraction(1, 10), risk=Fraction(11, 10)),
    )
    agreement = an_agreement(*years, bases=2, weights=(Fraction(1, 4), Fraction(3, 4)))
    assert settle_years(a_scenario(contract), agreement).years[0].benchmark_cents == 4_100


def test_falling_prices_lower_the_benchmark() -> None:
    years = [a_year(2023, (10_000,)), a_year(2024, (9_500,), growth=Fraction(-5, 100))]
    settled = settle_years(a_scenario(), an_agreement(*years)).years[0]
    assert (settled.benchmark_cents, settled.pool_cents) == (9_500, 0)


def test_the_reserve_pays_a_loss_and_what_waits_long_enough_comes_free() -> None:
    # Year 1 saves 200: 10 % is 20 aside; of the other 180 half is 90 for the providers.
    # Year 2 costs 100 more: the providers owe 50; the reserve has 20, they pay 30.
    # Year 3 saves nothing: nothing comes free, for the 20 of year 1 are gone.
    contract = replace(HALF, reserve=Fraction(1, 10), loss=LossRule.FLAT, loss_rate=Fraction(1, 2))
    years = [a_year(2020 + n, (cents,)) for n, cents in enumerate((1_000, 800, 1_100, 1_000))]
    agreement = an_agreement(*years, reserve_covers_loss=True, reserve_released_after=2)
    settled = settle_years(a_scenario(contract), agreement)
    assert [year.pool_cents for year in settled.years] == [90, -30, 0]
    assert [year.reserve_left_cents for year in settled.years] == [20, 0, 0]
    assert [year.kept_cents for year in settled.years] == [90, -50, 0]
    money_is_conserved(settled)


def test_the_reserve_goes_to_who_was_agreed_when_it_comes_free() -> None:
    contract = replace(HALF, reserve=Fraction(1, 10))
    years = [a_year(2020 + n, (cents,)) for n, cents in enumerate((1_000, 800, 1_000))]
    agreement = an_agreement(*years, reserve_released_after=1, released_to_providers=Fraction(1, 4))
    settled = settle_years(a_scenario(contract), agreement)
    # 20 aside in year 1 comes free in year 2: 5 for the providers, 15 for the payers.
    assert [(year.pool_cents, year.kept_cents) for year in settled.years] == [(90, 90), (5, 15)]


def test_the_cap_over_years_cuts_what_a_good_year_would_pay() -> None:
    # At most 6 % of all benchmarks so far: 60 after year 1, 120 after year 2, where each year would pay 100.
    years = [a_year(2020 + n, (cents,)) for n, cents in enumerate((1_000, 800, 800, 1_000))]
    settled = settle_years(a_scenario(), an_agreement(*years, cap_so_far=Fraction(6, 100)))
    assert [year.settled_cents for year in settled.years] == [100, 100, 0]
    assert [year.pool_cents for year in settled.years] == [60, 60, 0]


@given(
    st.lists(st.integers(0, 10**9), min_size=3, max_size=3).filter(lambda costs: sum(costs) > 0),
    st.lists(st.integers(0, 10**9), min_size=3, max_size=3).filter(lambda costs: sum(costs) > 0),
    st.integers(0, 10**7),
    st.fractions(0, 1, max_denominator=100),
    st.sampled_from([key for key in PayerKey if key not in (PayerKey.BUDGET, PayerKey.NEGOTIATED)]),
    st.booleans(),
)
def test_one_year_is_the_settlement_of_one_year(
    before: list[int], after: list[int], investment: int, reserve: Fraction, key: PayerKey, first: bool
) -> None:
    contract = replace(
        HALF,
        reserve=reserve,
        payer_key=key,
        investment_first=first,
        loss=LossRule.FLAT,
        loss_rate=Fraction(1, 3),
    )
    streams = tuple(
        PayerStream(stream=name, payer=name, before_cents=old, after_cents=new, investment_cents=investment)
        for name, old, new in zip(NAMES, before, after, strict=True)
    )
    scenario = replace(a_scenario(contract, 3), streams=streams, providers=(Provider("A"), Provider("B")))
    years = (a_year(2023, tuple(before)), a_year(2024, tuple(after), investment=investment))
    agreement = an_agreement(*years, reserve_released_at_end=False)
    (year,) = settle_years(scenario, agreement).years
    settlement, aside = settle_measured(scenario)
    assert (year.paid_cents, year.reserve_in_cents) == (int(settlement.payment_cents[0]), aside)
    assert year.split == split_measured(scenario)


@given(
    st.integers(1, 10**9),
    st.integers(1, 4),
    st.integers(1, 5),
    st.sampled_from([None, 1, 2, 3]),
    st.fractions(0, 1, max_denominator=20),
)
def test_where_nothing_changes_every_year_is_nothing(
    cost: int, bases: int, count: int, renew: int | None, reserve: Fraction
) -> None:
    contract = replace(HALF, reserve=reserve, loss=LossRule.FLAT, loss_rate=Fraction(1, 2))
    years = [a_year(2000 + n, (cost,)) for n in range(bases + count)]
    settled = settle_years(a_scenario(contract), an_agreement(*years, bases=bases, renew_after=renew))
    assert all(
        (year.pool_cents, year.kept_cents, year.reserve_in_cents, year.absorbed_cents) == (0, 0, 0, (0,))
        for year in settled.years
    )


YEARS = st.lists(
    st.tuples(
        st.lists(st.integers(0, 10**7), min_size=2, max_size=2).filter(lambda costs: sum(costs) > 0),
        st.integers(1, 5_000),
        st.fractions(-Fraction(1, 2), Fraction(1, 2), max_denominator=50),
        st.integers(0, 10**5),
    ),
    min_size=3,
    max_size=8,
)
PARTS = st.fractions(0, 1, max_denominator=50)


@given(
    YEARS,
    st.integers(1, 2),
    st.sampled_from([None, 1, 2]),
    PARTS,
    PARTS,
    PARTS,
    PARTS,
    st.booleans(),
    st.data(),
)
def test_every_year_and_all_years_are_conserved_and_the_caps_hold(
    figures: list[Any],
    bases: int,
    renew: int | None,
    reserve: Fraction,
    cap: Fraction,
    loss_cap: Fraction,
    to_providers: Fraction,
    covers: bool,
    data: st.DataObject,
) -> None:
    contract = replace(
        HALF, reserve=reserve, loss=LossRule.FLAT, loss_rate=Fraction(1, 2), payer_key=PayerKey.INCIDENCE
    )
    years = [
        a_year(2000 + n, tuple(costs), persons, growth=growth, investment=investment)
        for n, (costs, persons, growth, investment) in enumerate(figures)
    ]
    start = data.draw(st.integers(0, 10**6))
    rules: dict[str, Any] = {
        "renew_after": renew,
        "cap_so_far": cap,
        "loss_cap_so_far": loss_cap,
        "reserve_start_cents": start,
        "reserve_cap_cents": data.draw(st.none() | st.integers(start, start + 10**6)),
        "reserve_covers_loss": covers,
        "reserve_released_after": data.draw(st.sampled_from([None, 1, 2, 9])),
        "reserve_released_at_end": data.draw(st.booleans()),
        "released_to_providers": to_providers,
    }
    agreement = an_agreement(*years, bases=bases, **rules)
    settled = settle_years(a_scenario(contract, 2, providers=(Provider("A"), Provider("B"))), agreement)
    money_is_conserved(settled)
    benchmarks, paid = 0, 0
    for number, year in enumerate(settled.years):
        benchmarks += year.benchmark_cents
        paid += year.pool_cents
        assert -loss_cap * benchmarks <= paid <= cap * benchmarks
        assert year.benchmark_cents == sum(expected_by_hand(agreement, number))
        if agreement.rules.reserve_cap_cents is not None:
            assert year.reserve_left_cents <= agreement.rules.reserve_cap_cents
        absorbed = sum(year.absorbed_cents)
        gained = year.reserve_in_cents - year.reserve_used_cents - year.reserve_released_cents
        whole = year.split.investment_cents + year.pool_cents + year.kept_cents + gained + absorbed
        first_base = sum(expected_by_hand(agreement, number, at_start=True))
        assert whole == first_base - year.cost_cents
    assert sum(settled.stream_totals()) == settled.total("kept_cents") + sum(
        sum(year.absorbed_cents) for year in settled.years
    )
    assert sum(settled.provider_totals()) == settled.total("pool_cents")


def expected_by_hand(agreement: YearsAgreement, number: int, *, at_start: bool = False) -> list[int]:
    """The benchmark of a year, written down again from its description."""
    years, bases = agreement.all_years, len(agreement.base_years)
    step = agreement.rules.renew_after
    moved = 0 if step is None or at_start else (number // step) * step
    this_year = years[bases + number]
    amounts = []
    for stream in range(len(this_year.streams)):
        total = Fraction(0)
        for place in range(bases):
            base = years[moved + place]
            a_person = Fraction(base.streams[stream].cost_cents, base.persons)
            for later in years[moved + place + 1 : bases + number + 1]:
                a_person *= 1 + later.streams[stream].growth
            total += agreement.rules.weights[place] * a_person * this_year.persons
        amounts.append(half_up(total))
    return amounts


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"weights": (Fraction(1, 2),)}, r"gewichten: de gewichten zijn samen niet precies 1"),
        ({"weights": (Fraction(1, 2), Fraction(1, 2))}, r"gewichten: geef elk basisjaar één gewicht"),
        ({"reserve_start_cents": 100, "reserve_cap_cents": 99}, r"reserve_plafond_eur: .* onder wat er al"),
        ({"cap_so_far": Fraction(2)}, r"plafond_totaal: geef een deel van 0 tot 1"),
        ({"renew_after": 0}, r"opnieuw_vaststellen_na: geef een geheel aantal jaren"),
        ({"noise_correlation": Fraction(-1)}, r"samenhang_ruis: geef een deel"),
    ],
)
def test_rules_that_do_not_fit_are_refused_by_their_field(change: dict[str, Any], problem: str) -> None:
    with pytest.raises(ContradictionError, match=problem):
        an_agreement(a_year(2023, (1,)), a_year(2024, (1,)), **change)


@pytest.mark.parametrize(
    ("years", "problem"),
    [
        ((a_year(2024, (1,)), a_year(2024, (1,))), r"jaar: elk jaar komt één keer voor"),
        ((a_year(2024, (1,)), a_year(2025, (1, 2))), r"stroom: elk jaar heeft dezelfde stromen"),
        ((a_year(2024, (1,)), a_year(2025, (0,))), r"kosten_eur: elk jaar heeft kosten boven 0"),
        ((a_year(2024, (1,)), a_year(2025, (10**15,))), r"kosten_eur: geef bedragen van 0 tot"),
        ((a_year(2024, (1,)), a_year(2025, (1,), 0)), r"personen: "),
        ((a_year(2024, (1,)), a_year(2025, (1,), risk=Fraction(0))), r"zorgzwaarte: "),
        ((a_year(2024, (1,)), a_year(2025, (1,), growth=Fraction(-1))), r"groei: "),
    ],
)
def test_years_that_do_not_fit_are_refused_by_their_field(years: Any, problem: str) -> None:
    with pytest.raises(ContradictionError, match=problem):
        an_agreement(*years)


def test_an_unknown_stream_is_refused() -> None:
    agreement = an_agreement(a_year(2023, (1,)), a_year(2024, (1,)))
    scenario = a_scenario(streams=2)
    with pytest.raises(UsageError, match="niet dezelfde stromen"):
        settle_years(scenario, agreement)
