"""Scenarios: settlement, split, simulation and the years ahead on one small outcome."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing import Contract
from maatschappelijk_rendement.sharing.chance import Noise, reward_odds
from maatschappelijk_rendement.sharing.contract import (
    LossRule,
    PayerKey,
    QualityRule,
    ThresholdKind,
)
from maatschappelijk_rendement.sharing.scenario import (
    Horizon,
    Scenario,
    Uncertainty,
    grown,
    possible_keys,
    settle_measured,
    settle_savings,
    split_measured,
)
from maatschappelijk_rendement.sharing.simulation import draw_savings, percentiles, simulate
from maatschappelijk_rendement.sharing.split import PayerStream, Provider
from maatschappelijk_rendement.sharing.what_if import break_even, grid, tornado
from maatschappelijk_rendement.sharing.years_ahead import look_ahead

CONTRACT = Contract(name="Test", source="toets", share=Fraction(1, 2), reserve=Fraction(1, 10))
WMO = PayerStream(
    stream="Wmo", payer="gemeente", before_cents=400_000, after_cents=400_000, investment_cents=20_000
)
ZVW = PayerStream(stream="Zvw", payer="zorgverzekeraar", before_cents=600_000, after_cents=500_000)
CERTAIN = Uncertainty(noise=Noise(100, 0.0), confidence=Fraction(9, 10), draws=1_000)
# Benchmark 10.000,00, saving 1.000,00, investment 200,00.
SMALL = Scenario(
    title="Klein", is_synthetic=True, contract=CONTRACT, streams=(WMO, ZVW), persons=100, uncertainty=CERTAIN
)
NOISY = replace(SMALL, uncertainty=replace(CERTAIN, noise=Noise(100, 1.0), draws=20_000))


def changed(scenario: Scenario, **terms: Any) -> Scenario:
    return replace(scenario, contract=replace(scenario.contract, **terms))


class TestMeasured:
    """The measured outcome."""

    def test_investment_and_reserve_come_first(self) -> None:
        settled, reserve = settle_measured(SMALL)
        # (1.000 - 200) x 10 % aside; half of the 720 that are left.
        assert (reserve, settled.payment_cents.tolist()) == (8_000, [36_000])

    def test_without_investment_first_the_whole_saving_is_shared(self) -> None:
        settled, reserve = settle_measured(changed(SMALL, investment_first=False))
        assert (reserve, settled.payment_cents.tolist()) == (8_000, [50_000])

    def test_the_split_uses_the_contracts_key_or_another(self) -> None:
        done = split_measured(changed(SMALL, payer_key=PayerKey.INVESTMENT))
        assert [result.result_cents for result in done.streams] == [36_000, 0]
        done = split_measured(SMALL, PayerKey.INCIDENCE)
        assert [result.result_cents for result in done.streams] == [0, 36_000]

    def test_only_keys_with_their_figures_are_possible(self) -> None:
        assert set(PayerKey) - set(possible_keys(SMALL)) == {PayerKey.BUDGET, PayerKey.NEGOTIATED}

    def test_a_scenario_without_cost_is_refused(self) -> None:
        nothing = PayerStream(stream="a", payer="b", before_cents=0, after_cents=5)
        with pytest.raises(UsageError, match="zonder_eur"):
            replace(SMALL, streams=(nothing,))

    def test_amounts_grow_and_are_rounded_once(self) -> None:
        assert grown([150, -150], Fraction("1.03")) == [155, -155]

    @given(st.lists(st.integers(-300_000, 900_000), min_size=1, max_size=5))
    def test_a_column_of_savings_settles_like_each_alone(self, savings: list[int]) -> None:
        together, reserves = settle_savings(SMALL, savings)
        for place, saving in enumerate(savings):
            alone, reserve = settle_savings(SMALL, [saving])
            assert together.payment_cents[place] == alone.payment_cents[0]
            assert reserves[place] == reserve[0]


class TestSimulation:
    """Odds from seeded draws."""

    def test_without_noise_every_draw_is_the_measured_outcome(self) -> None:
        odds = simulate(SMALL)
        assert (odds.odds_gain, odds.odds_loss, odds.odds_false_gain) == (1.0, 0.0, 0.0)
        done = split_measured(SMALL)
        expected = [*(result.result_cents for result in done.streams), done.pool_cents]
        for party, amount in zip(odds.parties, expected, strict=True):
            assert (party.mean_cents, party.p05_cents, party.p95_cents) == (amount,) * 3

    def test_the_same_seed_gives_the_same_odds_and_another_does_not(self) -> None:
        assert simulate(NOISY) == simulate(NOISY)
        other = replace(NOISY, uncertainty=replace(NOISY.uncertainty, seed=1))  # type: ignore[type-var]  # it has one
        assert simulate(other) != simulate(NOISY)

    def test_odds_agree_with_the_formula(self) -> None:
        contract = replace(
            CONTRACT, reserve=Fraction(0), threshold=ThresholdKind.FIXED, minimum_rate=Fraction(5, 100)
        )
        scenario = replace(NOISY, contract=replace(contract, investment_first=False))
        odds = simulate(scenario)
        assert odds.odds_gain == pytest.approx(reward_odds(Noise(100, 1.0), 0.05, 0.10), abs=0.01)
        assert odds.odds_false_gain == pytest.approx(reward_odds(Noise(100, 1.0), 0.05), abs=0.01)

    def test_the_noise_of_all_streams_together_has_the_stated_spread(self) -> None:
        uncertainty = replace(CERTAIN, noise=Noise(100, 1.0, 0.05), draws=50_000)
        drawn = draw_savings(NOISY, uncertainty, np.random.default_rng(5), Fraction(1)).sum(axis=1)
        assert drawn.mean() == pytest.approx(100_000, abs=2_000)
        assert drawn.std() == pytest.approx(uncertainty.noise.spread * 1_000_000, rel=0.02)

    def test_a_two_sided_contract_can_cost_the_providers(self) -> None:
        two_sided = changed(NOISY, loss=LossRule.FLAT, loss_rate=Fraction(1, 2), investment_first=False)
        odds = simulate(two_sided)
        assert odds.odds_gain + odds.odds_loss == pytest.approx(1, abs=0.001)
        assert odds.parties[-1].p05_cents < 0
        assert odds.parties[-1].odds_negative == pytest.approx(odds.odds_loss)

    def test_quality_is_drawn_between_its_ends(self) -> None:
        scenario = changed(SMALL, quality=QualityRule.MULTIPLIES)
        ends = replace(CERTAIN, quality_low=Fraction(1, 2), quality_high=Fraction(1))
        pool = simulate(replace(scenario, uncertainty=ends)).parties[-1]
        # 360,00 x quality, even between 0,5 and 1.
        assert pool.p05_cents == pytest.approx(36_000 * 0.525, rel=0.02)
        assert pool.p95_cents == pytest.approx(36_000 * 0.975, rel=0.02)

    def test_twenty_parties_add_up_in_every_draw(self) -> None:
        streams = tuple(replace(ZVW, stream=f"Z{number}") for number in range(12))
        providers = tuple(Provider(f"A{number}") for number in range(8))
        wide = replace(NOISY, streams=streams, providers=providers)
        odds = simulate(wide)
        assert len(odds.parties) == 20
        total = sum(party.mean_cents for party in odds.parties if party.role == "aanbieder")
        pool = simulate(replace(wide, providers=())).parties[-1].mean_cents
        assert abs(total - pool) <= 8

    def test_percentiles_are_amounts_that_occur(self) -> None:
        assert percentiles(np.array([5, 1, 9])) == [1, 5, 9]

    def test_odds_ask_for_uncertainty(self) -> None:
        with pytest.raises(UsageError, match="onzekerheid"):
            simulate(replace(SMALL, uncertainty=None))


class TestWhatIf:
    """Grid, break-even and tornado."""

    def test_the_grid_never_falls_with_saving_or_quality(self) -> None:
        made = grid(changed(SMALL, quality=QualityRule.MULTIPLIES))
        assert len(made.qualities) == 6
        cells = np.array(made.payments_cents)
        assert (np.diff(cells, axis=0) >= 0).all()
        assert (np.diff(cells, axis=1) >= 0).all()
        assert made.rates[0] == -made.rates[-1]
        assert made.rates[-1] >= SMALL.saving_rate * Fraction(3, 2)

    def test_without_a_quality_rule_the_grid_has_one_row(self) -> None:
        assert grid(SMALL).qualities == (None,)

    def test_break_even_by_hand(self) -> None:
        # Half of 90 % of what exceeds 200,00: providers are paid from the first cent that rounds up.
        even = break_even(SMALL)
        assert even.payers_cents == 20_000
        assert 20_000 < (even.provider_cents or 0) <= 20_002

    def test_break_even_with_a_threshold_by_hand(self) -> None:
        # (S - 200) x 0,9 >= 5 % of 10.000: S >= 755,56.
        scenario = changed(SMALL, threshold=ThresholdKind.FIXED, minimum_rate=Fraction(5, 100))
        assert break_even(scenario).provider_cents == 75_556

    def test_a_contract_that_never_pays_has_no_break_even(self) -> None:
        assert break_even(changed(SMALL, share=Fraction(0))).provider_cents is None

    def test_the_widest_swing_comes_first_and_every_input_is_there(self) -> None:
        uncertainty = replace(
            NOISY.uncertainty,  # type: ignore[type-var]  # it has one
            quality_low=Fraction(1, 2),
            quality_high=Fraction(1),
            sensitivity=Fraction(1, 5),
        )
        scenario = changed(NOISY, quality=QualityRule.MULTIPLIES)
        swings = tornado(replace(scenario, quality=Fraction(4, 5), uncertainty=uncertainty))
        assert {swing.label for swing in swings} == {
            *("Gemeten daling", "Kwaliteit", "Investering", "Aandeel aanbieders"),
        }
        widths = [swing.width_cents for swing in swings]
        assert widths == sorted(widths, reverse=True)

    def test_the_swing_of_the_investment_by_hand(self) -> None:
        scenario = replace(SMALL, uncertainty=replace(CERTAIN, sensitivity=Fraction(1, 2)))
        swing = next(one for one in tornado(scenario) if one.label == "Investering")
        # Investment 100 or 300: payers keep 45 % of 900 or of 700.
        assert (swing.kept_low_cents, swing.kept_high_cents) == (40_500, 31_500)

    def test_without_uncertainty_there_is_no_tornado(self) -> None:
        assert tornado(replace(SMALL, uncertainty=None)) == ()


class TestYearsAhead:
    """Growth, a yearly or single investment, and the ratchet of a new benchmark."""

    def ahead(self, **horizon: Any) -> tuple[Any, ...]:
        scenario = changed(SMALL, reserve=Fraction(0))
        return look_ahead(replace(scenario, horizon=Horizon(growth=Fraction(1, 10), **horizon)))

    def test_a_single_investment_comes_off_the_first_year_only(self) -> None:
        first, second = self.ahead(years=2)
        assert set(first.kept_cents) == {40_000}  # (1.000 - 200) / 2
        assert set(second.kept_cents) == {55_000}  # 1.100 / 2
        assert set(second.kept_so_far_cents) == {95_000}
        assert second.odds_paid_back == 1.0

    def test_a_yearly_investment_comes_off_every_year(self) -> None:
        _, second = self.ahead(years=2, invests_every_year=True)
        assert set(second.kept_cents) == {45_000}

    def test_after_rebasing_the_providers_get_nothing_and_the_payers_go_on_saving(self) -> None:
        _, second, third = self.ahead(years=3, rebase_after=2)
        assert (second.is_rebased, third.is_rebased) == (False, True)
        assert set(second.pool_cents) == {55_000}
        assert set(third.pool_cents) == {0}
        assert third.benchmark_cents == 1_089_000  # 9.000 x 1,21
        assert set(third.kept_cents) == {121_000}

    def test_only_the_real_part_of_a_saving_lasts(self) -> None:
        scenario = changed(SMALL, reserve=Fraction(0))
        half = replace(CERTAIN, part_real=Fraction(1, 2))
        horizon = Horizon(years=1, growth=Fraction(0))
        (only,) = look_ahead(replace(scenario, uncertainty=half, horizon=horizon))
        assert set(only.kept_cents) == {15_000}  # (500 - 200) / 2

    def test_the_years_ask_for_a_horizon(self) -> None:
        with pytest.raises(UsageError, match="meerjarig"):
            look_ahead(SMALL)
