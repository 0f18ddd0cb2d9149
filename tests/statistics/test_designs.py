"""Comparison designs: hand-computed differences, and each with the assumption it rests on."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.statistics.analytic import mean_interval, welch_interval
from maatschappelijk_rendement.statistics.assumptions import ASSUMPTION, ComparisonDesign
from maatschappelijk_rendement.statistics.designs import (
    before_after,
    break_even_probability,
    difference_in_differences,
    from_second_baseline,
    matched_difference,
    with_without,
)
from maatschappelijk_rendement.statistics.regression_to_mean import (
    CostPersistence,
    corrected_change,
    expected_score,
    persistence_from_pairs,
    persistence_from_reliability,
)
from maatschappelijk_rendement.statistics.synthetic import CostShape, cost_panel


def test_every_design_carries_a_dutch_assumption() -> None:
    assert set(ASSUMPTION) == set(ComparisonDesign)
    assert all(text.startswith("Dit ") and text.endswith(".") for text in ASSUMPTION.values())


def test_before_and_after_is_the_mean_delta_and_a_saving_is_negative() -> None:
    effect = before_after([-300, -100, 100])
    assert (effect.design, effect.effect_cents, effect.n, effect.n_comparison) == (
        ComparisonDesign.BEFORE_AFTER,
        -100,
        3,
        0,
    )
    assert effect.interval == mean_interval([-300, -100, 100])
    assert effect.assumption == ASSUMPTION[ComparisonDesign.BEFORE_AFTER]


def test_what_the_comparison_group_fell_as_well_is_no_effect() -> None:
    effect = difference_in_differences([-500, -300, -400], [-400, -400])
    assert effect.effect_cents == 0
    assert (effect.n, effect.n_comparison) == (3, 2)
    assert effect.interval == welch_interval([-500, -300, -400], [-400, -400])


def test_a_difference_of_means_is_rounded_once() -> None:
    # -1/3 - 1/3 = -2/3, rounded -1; rounding both means first would give 0.
    assert difference_in_differences([-1, 0, 0], [1, 0, 0]).effect_cents == -1


def test_each_case_is_set_against_its_nearest_unused_twin() -> None:
    # 900 takes 950 (-350), 850 then takes 700 (-100); case deltas -500 and -50.
    effect = matched_difference([900, 850], [400, 800], [100, 700, 950], [100, 600, 600])
    assert effect.effect_cents == round(((-500 + 350) + (-50 + 100)) / 2)
    assert (effect.n, effect.n_comparison) == (2, 2)


@given(
    st.lists(st.integers(1, 10**6), min_size=1, max_size=20).flatmap(
        lambda c: st.tuples(st.just(c), st.permutations(c))
    )
)
def test_set_against_itself_in_any_order_a_group_has_no_effect(orders: tuple[list[int], list[int]]) -> None:
    before, turned = orders
    halves, turned_halves = [cost // 2 for cost in before], [cost // 2 for cost in turned]
    assert matched_difference(before, halves, turned, turned_halves).effect_cents == 0


def test_a_reference_smaller_than_the_group_is_refused() -> None:
    with pytest.raises(UsageError, match="groter"):
        matched_difference([1, 2], [1, 2], [1], [1])


def test_a_second_baseline_leaves_the_first_out() -> None:
    assert from_second_baseline([400, 200], [300, 250]).effect_cents == -25


def test_an_averted_cost_counts_for_its_probability() -> None:
    effect = with_without([100, 0], [500, 801], Fraction(1, 2))
    # -200 and -400,5, of which the half cent goes away from zero: -401; the mean is -300,5, so -301.
    assert effect.effect_cents == -301
    assert with_without([100], [500], Fraction(0)).effect_cents == 0


@pytest.mark.parametrize("probability", [Fraction(-1, 2), Fraction(3, 2)])
def test_a_chance_beyond_zero_and_one_is_refused(probability: Fraction) -> None:
    with pytest.raises(UsageError):
        with_without([1], [2], probability)


def test_the_break_even_chance_is_effort_over_averted_cost() -> None:
    assert break_even_probability(-1000, 250) == Fraction(1, 4)
    assert break_even_probability(-1000, 1000) == 1
    assert break_even_probability(-1000, 1001) is None
    assert break_even_probability(500, 100) is None


@pytest.mark.parametrize(("first", "second"), [([], []), ([1, 2], [1])])
def test_rows_of_unequal_length_or_without_cases_are_refused(first: list[int], second: list[int]) -> None:
    with pytest.raises(UsageError):
        from_second_baseline(first, second)
    with pytest.raises(UsageError):
        corrected_change(first, second, CostPersistence(1.0, 1.0, 0.1))
    with pytest.raises(UsageError):
        persistence_from_pairs(first, second)


def test_full_persistence_corrects_nothing() -> None:
    effect = corrected_change([400, 900], [300, 700], CostPersistence(1.0, 1.0, 0.1))
    assert effect.effect_cents == before_after([-100, -200]).effect_cents
    assert effect.design is ComparisonDesign.CORRECTED


def test_without_persistence_everyone_is_expected_at_the_population_mean() -> None:
    effect = corrected_change(
        [90_000, 80_000], [20_000, 10_000], persistence_from_reliability(15_000, 2.0, 0.0)
    )
    assert effect.effect_cents == 0


def test_the_link_learned_from_pairs_is_that_of_the_lognormal_formula() -> None:
    random = np.random.default_rng(11)
    shared, own = random.standard_normal(200_000), random.standard_normal((2, 200_000))
    sigma, reliability = 0.8, 0.6
    logs = np.log(500_000) + sigma * (np.sqrt(reliability) * shared + np.sqrt(1 - reliability) * own)
    first, second = np.exp(logs).astype(np.int64)
    learned = persistence_from_pairs(first, second)
    mean = int(500_000 * np.exp(sigma**2 / 2))
    named = persistence_from_reliability(mean, float(np.sqrt(np.exp(sigma**2) - 1)), reliability)
    assert learned.slope == pytest.approx(reliability, abs=0.01)
    for cost in (100_000, 500_000, 5_000_000):
        assert learned.factor * cost**learned.slope == pytest.approx(
            named.factor * cost**named.slope, rel=0.03
        )


def test_a_cost_of_zero_has_no_ratio_and_is_refused() -> None:
    with pytest.raises(UsageError, match="nul"):
        corrected_change([0, 100], [50, 100], CostPersistence(1.0, 1.0, 0.1))


@pytest.mark.parametrize(
    ("mean", "variation", "reliability"), [(0, 1.0, 0.5), (100, 0.0, 0.5), (100, 1.0, 1.1)]
)
def test_an_impossible_population_is_refused(mean: int, variation: float, reliability: float) -> None:
    with pytest.raises(UsageError):
        persistence_from_reliability(mean, variation, reliability)


def test_low_scores_are_expected_to_rise_towards_the_mean_by_themselves() -> None:
    # From 3,5 with a population mean of 7,5: half the way at a reliability of 0,5, nothing at 1, all at 0.
    assert [expected_score(350, 750, reliability) for reliability in (0.5, 1.0, 0.0)] == [550, 350, 750]
    with pytest.raises(UsageError):
        expected_score(350, 750, -0.1)


def test_a_link_learned_from_few_cases_widens_the_interval() -> None:
    before, after = [400, 900, 1600], [300, 700, 1100]
    widths = []
    for copies in (1, 100):
        link = persistence_from_pairs([100, 300, 900, 400] * copies, [150, 200, 700, 500] * copies)
        interval = corrected_change(before, after, link).interval
        assert interval is not None
        widths.append(interval.high_cents - interval.low_cents)
    assert widths[0] > 1.05 * widths[1]


def test_one_case_has_a_correction_but_no_interval() -> None:
    effect = corrected_change([400], [300], CostPersistence(1.0, 1.0, 0.1))
    assert (effect.effect_cents, effect.interval) == (-100, None)


def test_a_correction_warns_by_the_scatter_of_the_link_and_not_by_a_lucky_sample() -> None:
    before, after = [100, 200, 300] * 20, [100, 210, 290] * 20
    assert not corrected_change(before, after, CostPersistence(1.0, 1.0, 0.1)).is_probably_short
    assert corrected_change(before, after, CostPersistence(1.0, 1.0, 1.7)).is_probably_short


def test_a_heavy_tail_warns_unless_the_comparison_group_has_it_too() -> None:
    tail = [0, 0, 0, 0, -900]
    assert before_after(tail).is_probably_short
    assert not difference_in_differences(tail, tail).is_probably_short
    assert difference_in_differences(tail, [-1, 0, 1]).is_probably_short


def test_chosen_at_their_worst_cases_fall_by_themselves_and_a_comparison_group_sees_it() -> None:
    # A small edition of bench/simulate_designs.py: no true effect, 300 runs of 32 cases.
    shape, runs = CostShape(sigma=1.0, selected_share=0.25), 300
    claimed = covered = again = 0
    for run in range(runs):
        cases, group = (cost_panel(32, 3, shape, seed=[run, part]) for part in (0, 1))
        plain = before_after(cases[:, 2] - cases[:, 0]).interval
        compared = difference_in_differences(cases[:, 2] - cases[:, 0], group[:, 2] - group[:, 0]).interval
        second = from_second_baseline(cases[:, 1], cases[:, 2]).interval
        assert plain is not None
        assert compared is not None
        assert second is not None
        claimed += plain.high_cents < 0
        covered += compared.has_zero
        again += second.has_zero
    assert claimed > 0.4 * runs
    # 95 % of 300, give or take three standard errors of 1,3 points, is 91,2 to 98,8.
    assert 0.912 < covered / runs < 0.988
    assert 0.912 < again / runs < 0.988
