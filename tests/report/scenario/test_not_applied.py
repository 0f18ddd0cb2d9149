"""What a contract asks of amounts per person and was not applied, is told in every output."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from openpyxl import load_workbook

from maatschappelijk_rendement.analysis.scenario_outcome import case_outcome
from maatschappelijk_rendement.app.micro_analysis import analyse
from maatschappelijk_rendement.intake.example import ruwaard
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


def test_a_cap_in_years_without_a_case_mix_says_where_to_fill_it_in(capped: Scenario) -> None:
    years = read_scenario(EXAMPLES / "afspraak_vijf_jaar.toml").agreement
    assert years is not None
    flat = replace(years, years=tuple(replace(year, risk=Fraction(1)) for year in years.years))
    (told,) = not_applied(with_terms(replace(capped, agreement=flat), exclusions=()))
    assert told.startswith("Het contract begrenst de groei van de zorgzwaarte op 3,0 %.")
    assert told.endswith("vul dan 'zorgzwaarte' in bij [[jaar]].")
    assert "casussen" not in told
    text = (EXAMPLES / "casussen_vijf_jaar.toml").read_text(encoding="utf-8")
    cases = case_outcome(analyse(ruwaard()))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "c.toml"
        path.write_text(
            text.replace("aandeel = 0.4", "risicoplafond = 0.03\naandeel = 0.4"), encoding="utf-8"
        )
        (told,) = not_applied(read_scenario(path, cases=cases))
    assert told.endswith("vul dan 'zorgzwaarte' in bij [casusjaren].")


def test_years_with_a_case_mix_apply_it_and_cases_are_cut(capped: Scenario) -> None:
    agreed = read_scenario(EXAMPLES / "afspraak_vijf_jaar.toml")
    assert not_applied(agreed) == ()
    cut = with_terms(capped, risk_ratio_cap=None, exclusions=(), truncation_cents=100)
    assert len(not_applied(cut)) == 1
    assert not_applied(replace(cut, is_cut=True)) == ()
