"""What a contract asks of amounts per person and was not applied, is told in every output."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from maatschappelijk_rendement.report.scenario import render
from maatschappelijk_rendement.report.scenario.compared import render_comparison
from maatschappelijk_rendement.report.scenario.not_applied import not_applied
from maatschappelijk_rendement.sharing import Scenario, compare_contracts, read_scenario
from maatschappelijk_rendement.sharing.contract import BenchmarkKind
from maatschappelijk_rendement.sharing.evaluation import evaluate

EXAMPLES = Path(__file__).resolve().parents[3] / "voorbeelden"
SAYS = "de groei van de zorgzwaarte begrensd op 3,0 %"


def with_terms(scenario: Scenario, **terms: Any) -> Scenario:
    return replace(scenario, contract=replace(scenario.contract, **terms))


@pytest.fixture(scope="module")
def capped() -> Scenario:
    scenario = read_scenario(EXAMPLES / "scenario_wijk.toml")
    assert scenario.uncertainty is not None
    fewer = replace(scenario.uncertainty, draws=1_000)
    terms = {"benchmark": BenchmarkKind.HISTORICAL, "risk_ratio_cap": Fraction(3, 100)}
    return with_terms(replace(scenario, uncertainty=fewer, horizon=None, terms=None, services=()), **terms)


def test_every_output_tells_that_a_cap_on_case_mix_does_nothing_here(capped: Scenario) -> None:
    files = render(evaluate(capped))
    for name in ("scenario.html", "scenario-bestuur.html"):
        assert SAYS in files[name].decode().replace("\N{NO-BREAK SPACE}", " "), name
    assert SAYS in json.loads(files["scenario.json"])["uitkomst"]["niet_toegepast"][0]
    sheet = load_workbook(io.BytesIO(files["scenario.xlsx"]))["Lees mij"]
    assert any(SAYS in str(row[0].value) for row in sheet.iter_rows(max_col=1))


def test_a_comparison_tells_it_of_the_contract_it_holds_for(capped: Scenario) -> None:
    other = with_terms(capped, name="Zonder grens", risk_ratio_cap=None, exclusions=())
    files = render_comparison(compare_contracts(capped, other))
    assert f"'{capped.contract.name}': Het contract wil" in files["vergelijking.html"].decode().replace(
        "&#39;", "'"
    ).replace("&#x27;", "'")
    told = [one["niet_toegepast"] for one in json.loads(files["vergelijking.json"])["contracten"]]
    assert [len(one) for one in told] == [1, 0]


def test_years_with_a_case_mix_apply_it_and_cases_are_cut(capped: Scenario) -> None:
    agreed = read_scenario(EXAMPLES / "afspraak_vijf_jaar.toml")
    assert not_applied(agreed) == ()
    cut = with_terms(capped, risk_ratio_cap=None, exclusions=(), truncation_cents=100)
    assert len(not_applied(cut)) == 1
    assert not_applied(replace(cut, is_cut=True)) == ()
