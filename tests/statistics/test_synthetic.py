"""The invented population: its truth is what the engine finds, and its words say it is synthetic."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from maatschappelijk_rendement import analyse
from maatschappelijk_rendement.costing import Constant, price_usage
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.vocabulary import IndexName
from maatschappelijk_rendement.intake.example import SETTINGS
from maatschappelijk_rendement.statistics.synthetic import (
    LINES_PER_CASE,
    PERIOD_MONTHS,
    PRICE_YEAR,
    CostShape,
    Population,
    as_caseload,
    cost_panel,
    expected_mean_cents,
    population,
)


@pytest.fixture(scope="module")
def invented() -> Population:
    return population(300, seed=7, shape=CostShape(sigma=1.2), effect=Decimal("-0.25"))


def test_the_engine_finds_the_truth_to_the_cent(invented: Population) -> None:
    tariffs = Tariffs.load().add(invented.tariffs)
    mode = Constant(PRICE_YEAR, IndexName.CPI)
    priced = price_usage(invented.usage, invented.cases, tariffs, mode=mode, period_months=PERIOD_MONTHS)
    found = (
        priced.lines.groupby(["case_id", "stream", "moment"])["in_window_cents"].sum().unstack(fill_value=0)
    )
    seen = invented.truth[invented.truth.observed].set_index(["case_id", "stream"]).sort_index()
    found = found.reindex(seen.index, fill_value=0)
    assert (found["voor"] == seen.before_cents).all()
    assert (found["na"] == seen.after_cents).all()
    assert not priced.findings


def test_the_true_effect_is_the_one_asked_for(invented: Population) -> None:
    without = invented.truth.without_cents.sum()
    assert (invented.truth.after_cents.sum() - without) / without == pytest.approx(-0.25, abs=1e-4)


def test_unobserved_streams_have_no_lines_and_are_not_named(invented: Population) -> None:
    hidden = invented.truth[~invented.truth.observed]
    assert 0.05 < len(hidden) / len(invented.truth) < 0.15
    named = invented.cases.set_index("case_id").observed_streams.str.split(";")
    assert all(
        stream not in named[case_id] for case_id, stream in zip(hidden.case_id, hidden.stream, strict=True)
    )
    assert min(map(len, named)) >= 1


def test_new_cases_had_no_help_before(invented: Population) -> None:
    types = invented.cases.set_index("case_id").case_type
    before = invented.usage[invented.usage.moment == "voor"]
    early = before[types[before.case_id].to_numpy() == "nieuw"]
    assert set(early.product_code) <= {"SYNTHETISCH.WIJKVERPLEGING", "SYNTHETISCH.UITVOERING"}


def test_residents_drop_out_at_the_repeat_and_keep_to_the_scale(invented: Population) -> None:
    answers = invented.scores.moment.value_counts()
    assert answers["herhaling"] < answers["na"] < answers["voor"]
    assert invented.scores.score_centi.between(100, 1000).all()


def test_everything_says_it_is_synthetic(invented: Population) -> None:
    assert invented.cases.wijk.str.contains("Synthetisch").all()
    assert invented.usage.product_code.str.startswith("SYNTHETISCH").all()
    assert all(
        "synthetisch" in tariff.source_text and tariff.kind == "voorbeeld" for tariff in invented.tariffs
    )


def test_a_case_has_at_most_the_stated_number_of_lines(invented: Population) -> None:
    assert invented.usage.groupby("case_id").size().max() <= LINES_PER_CASE
    assert not invented.usage.duplicated(["case_id", "moment", "product_code"]).any()


def test_the_same_seed_gives_the_same_population_and_another_does_not() -> None:
    first, again, other = population(50, seed=1), population(50, seed=1), population(50, seed=2)
    for name in ("cases", "usage", "scores", "truth"):
        pd.testing.assert_frame_equal(getattr(first, name), getattr(again, name))
    assert not first.truth.equals(other.truth)


def test_costs_are_lognormal_with_the_asked_spread_and_persistence() -> None:
    logs = np.log(cost_panel(40_000, 2, CostShape(sigma=1.5, persistence=0.6), seed=3))
    assert logs.std(axis=0) == pytest.approx([1.5, 1.5], rel=0.02)
    assert np.exp(logs.mean(axis=0)) == pytest.approx([1_000_000, 1_000_000], rel=0.03)
    assert np.corrcoef(logs.T)[0, 1] == pytest.approx(0.6, abs=0.02)


def test_few_cases_hold_much_of_the_cost() -> None:
    costs = np.sort(cost_panel(40_000, 1, CostShape(sigma=1.5), seed=3)[:, 0])[::-1]
    assert costs[:400].sum() / costs.sum() > 0.15


def test_selected_cases_fall_without_any_effect_as_the_formula_says() -> None:
    shape = CostShape(sigma=1.0, persistence=0.5, selected_share=0.25)
    panel = cost_panel(60_000, 3, shape, seed=4)
    first = expected_mean_cents(shape, first_period=True)
    later = expected_mean_cents(shape, first_period=False)
    assert panel.mean(axis=0) == pytest.approx([first, later, later], rel=0.03)
    assert later < 0.75 * first


def test_a_population_without_residents_or_missing_streams_can_be_made() -> None:
    small = population(1, seed=1, missing_share=0.0)
    assert small.truth.observed.all()
    assert len(small.cases) == 1


def test_an_invented_population_can_be_analysed_like_any_caseload(invented: Population) -> None:
    settings = replace(SETTINGS, price_year=PRICE_YEAR, period_months=PERIOD_MONTHS)
    analysis = analyse(as_caseload(invented, settings), Tariffs())
    (total,) = (g for g in analysis.groups if g.key == ("na", "bestaand", "totaal", "totaal"))
    seen = invented.truth[invented.truth.observed & invented.truth.case_id.isin(total.case_ids)]
    assert total.sum_cents() == int((seen.after_cents - seen.before_cents).sum())


def test_invented_data_cannot_pass_for_real(invented: Population) -> None:
    with pytest.raises(UsageError, match="synthetisch"):
        as_caseload(invented, replace(SETTINGS, title="Wijk Ruwaard"))
