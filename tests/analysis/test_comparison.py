"""Comparison of an analysis: each design on the right rows, in the right order, or refused."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from tests.analysis.cases import PRODUCTS, SETTINGS, case, changes, line, load

from maatschappelijk_rendement import analyse
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.statistics.assumptions import ComparisonDesign
from maatschappelijk_rendement.statistics.regression_to_mean import CostPersistence

# Mean -200 euro: (-300 - 100) / 2.
ANALYSIS = analyse(changes(a=-300, b=-100))


def effects(**given: object) -> dict[ComparisonDesign, int]:
    found = ANALYSIS.compare(**given)
    return {effect.design: effect.effect_cents for effect in found.effects}


def test_without_anything_to_compare_with_only_the_plain_change_is_given() -> None:
    assert effects() == {ComparisonDesign.BEFORE_AFTER: -200_00}


@pytest.mark.parametrize("control", [[-50_00, -150_00], np.array([-50_00, -150_00]), (-50_00, -150_00)])
def test_the_mean_change_of_a_comparison_group_is_taken_off(control: object) -> None:
    assert effects(control=control)[ComparisonDesign.COMPARISON_GROUP] == -200_00 - -100_00


def test_a_comparison_group_may_be_an_analysis_of_its_own() -> None:
    assert effects(control=analyse(changes(x=-50, y=-150)))[ComparisonDesign.COMPARISON_GROUP] == -100_00


def test_a_group_is_never_its_own_comparison() -> None:
    with pytest.raises(UsageError, match="dezelfde groep"):
        ANALYSIS.compare(control=analyse(changes(a=-300, b=-100)))
    # The same numbers of cases in two organisations are other cases.
    assert effects(control=analyse(changes(a=-50, b=-150)))[ComparisonDesign.COMPARISON_GROUP] == -100_00


def test_amounts_by_case_are_no_comparison_group() -> None:
    with pytest.raises(UsageError, match="een rij met per casus"):
        ANALYSIS.compare(control={"a": 1})


def test_groups_that_were_counted_otherwise_are_not_compared() -> None:
    months = replace(SETTINGS, period_months=6)
    other = analyse(load([case("x")], [line("x", "voor", 5)], settings=months, tariffs=PRODUCTS))
    with pytest.raises(UsageError, match="dezelfde instelling bij: periode_maanden"):
        ANALYSIS.compare(control=other)


def test_a_register_gives_a_matched_comparison_and_a_correction() -> None:
    # All cost 1.000 before; the two of the register nearest to that fell by 40 and by 20.
    first = [100_000, 100_000, 500_000, 20_000]
    second = [96_000, 98_000, 400_000, 25_000]
    found = effects(register=(first, second))
    assert found[ComparisonDesign.MATCHED] == -200_00 - -30_00
    assert ComparisonDesign.CORRECTED in found


def test_a_register_that_was_not_alike_says_so_in_the_frame() -> None:
    # Both cases cost 1.000 euro before; the nearest of this register cost hundreds of thousands.
    far = ANALYSIS.compare(register=([300_000_00, 400_000_00, 500_000_00], [1, 2, 3])).to_frame()
    assert far["design"].tolist() == ["voor_na", "gekozen_vergelijking", "correctie_terugval"]
    assert far["apart_before"].isna().tolist() == [True, False, True]
    assert far["assumption"].str.contains("Deze vergelijking klopt niet").tolist() == [False, True, False]


def test_a_second_baseline_goes_by_case_and_not_by_order() -> None:
    # After: a 700, b 900; second baseline: a 800, b 950, so -100 and -50.
    assert effects(second_baseline={"b": 950_00, "a": 800_00})[ComparisonDesign.SECOND_BASELINE] == -75_00


def test_a_second_baseline_that_lacks_a_case_is_refused_without_naming_it() -> None:
    with pytest.raises(UsageError, match="ontbreekt bij 1 van de 2 casussen") as refused:
        ANALYSIS.compare(second_baseline={"a": 1})
    assert "'b'" not in str(refused.value)


def test_a_named_reliability_corrects_for_regression_to_the_mean() -> None:
    # Expected after each 1.000: 1.000 x 0,9 = 900; surplus -200 and 0.
    link = CostPersistence(factor=0.9, slope=1.0, scatter=0.1)
    assert effects(reliability=link)[ComparisonDesign.CORRECTED] == -100_00


def test_averted_cost_is_weighed_by_its_probability() -> None:
    usage = [line("a", "voor", 10), line("a", "na", 100), line("a", "nulalternatief", 500)]
    usage += [line("b", "voor", 10), line("b", "na", 0), line("b", "nulalternatief", 800)]
    analysis = analyse(load([case("a"), case("b")], usage))
    (_, averted) = analysis.compare(probability=Fraction(1, 4)).effects
    # (-400 - 800) / 2 x 1/4.
    assert (averted.design, averted.effect_cents) == (ComparisonDesign.WITH_WITHOUT, -150_00)


def test_a_probability_without_an_alternative_is_refused() -> None:
    with pytest.raises(UsageError, match="geen bestaande casussen bij deze vergelijking"):
        ANALYSIS.compare(probability=Fraction(1, 2))


def test_every_effect_stands_in_the_frame_with_its_assumption() -> None:
    frame = ANALYSIS.compare(control=[-50_00, -150_00]).to_frame()
    assert frame["design"].tolist() == ["voor_na", "vergelijkingsgroep"]
    assert frame["n_comparison"].tolist() == [0, 2]
    assert frame["assumption"].str.startswith("Dit klopt alleen als").all()
    one = analyse(changes(a=-5)).compare().to_frame()
    assert one["low_cents"].isna().all()


def test_the_permutation_test_looks_at_the_existing_cases() -> None:
    # Of the four sign patterns of (-300, -100) two reach 400.
    found = ANALYSIS.permutation()
    assert found is not None
    assert (found.p_value, found.n) == (0.5, 2)
    assert analyse(changes(a=0)).permutation() is None


def test_subgroups_are_wijken_unless_the_analyst_names_others() -> None:
    cases = [case("a"), case("b", wijk="Zuid"), case("c", wijk="Zuid")]
    usage = [line("a", "na", 1), line("b", "na", 2), line("c", "na", 4)]
    analysis = analyse(load(cases, usage))
    assert [(row.name, row.n, row.mean_cents) for row in analysis.subgroups().rows] == [
        ("Noord", 1, 1_00),
        ("Zuid", 2, 3_00),
    ]
    named = analysis.subgroups({"a": "jong", "b": "oud"})
    assert [(row.name, row.n) for row in named.rows] == [("jong", 1), ("oud", 1)]
