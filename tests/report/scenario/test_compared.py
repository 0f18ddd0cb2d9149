"""A comparison shows, or says it does not show, whatever the files of its contracts ask."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from maatschappelijk_rendement.analysis.scenario_outcome import case_outcome
from maatschappelijk_rendement.app.cli import main
from maatschappelijk_rendement.app.micro_analysis import analyse
from maatschappelijk_rendement.app.scenario_run import run_comparison
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.report.scenario.compared import comparison_document, render_comparison
from maatschappelijk_rendement.report.scenario.figures import ahead_figures, figures
from maatschappelijk_rendement.sharing import Scenario, compare_contracts, read_scenario
from maatschappelijk_rendement.sharing.comparison import ContractComparison
from maatschappelijk_rendement.sharing.evaluation import evaluate

EXAMPLES = Path(__file__).resolve().parents[3] / "voorbeelden"


def smaller(scenario: Scenario, **changes: Any) -> Scenario:
    assert scenario.uncertainty is not None
    return replace(scenario, uncertainty=replace(scenario.uncertainty, draws=1_000, **changes))


def third(scenario: Scenario) -> Scenario:
    return replace(scenario, contract=replace(scenario.contract, name="Derde", share=Fraction(1, 3)))


@pytest.fixture(scope="module")
def half() -> Scenario:
    return smaller(read_scenario(EXAMPLES / "scenario_wijk.toml"), half_credible_persons=5_000)


@pytest.fixture(scope="module")
def comparison(half: Scenario) -> ContractComparison:
    return compare_contracts(half, third(half))


def text_of(page: bytes) -> str:
    return re.sub(r"<[^>]+>", " ", page.decode("utf-8")).replace("\N{NO-BREAK SPACE}", " ")


def test_the_years_ahead_are_those_of_each_contract_alone(
    half: Scenario, comparison: ContractComparison
) -> None:
    for scenario, years in zip((half, third(half)), comparison.ahead, strict=True):
        assert ahead_figures(years) == figures(evaluate(scenario))["jaren"]


def test_every_part_of_the_files_has_its_place_in_every_output(comparison: ContractComparison) -> None:
    files = render_comparison(comparison)
    page, told = text_of(files["vergelijking.html"]), json.loads(files["vergelijking.json"])
    names = ["samenvatting", "partijen", "vooruit", "toeval", "betaalvormen"]
    assert [section.name for section in comparison_document(comparison).sections] == names
    for words in (
        "De jaren vooruit",
        "Hoe zeker is de daling",
        "andere betaalvormen",
        "Gewogen met de andere",
    ):
        assert words in page
    assert "gevoeligheid) staat niet in een vergelijking" in page
    assert "€ 350.000,00 van de daling is vrijgekomen capaciteit en geen geld." in page
    assert [one["contract"] for one in told["jaren"]] == ["Voorbeeldcontract wijk", "Derde"]
    assert all(told[name] for name in ("jaren", "zekerheid", "geloofwaardigheid", "betaalvormen"))
    assert [one["contract"]["aandeel"] for one in told["verantwoording"]] == ["0.5", "1/3"]
    book = load_workbook(io.BytesIO(files["vergelijking.xlsx"]))
    sentences = " ".join(str(row[0].value) for row in book.worksheets[0].iter_rows(max_col=1))
    assert "gevoeligheid) staat niet in een vergelijking" in sentences
    assert "Spijt is wat een partij gemiddeld misloopt" in sentences
    assert len(book.sheetnames) == 8


def test_what_only_one_file_asks_of_the_outcome_is_shown(half: Scenario) -> None:
    bare = replace(half, terms=None, services=())
    done = compare_contracts(bare, third(half))
    assert done.forms
    assert compare_contracts(bare, third(bare)).forms == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"horizon": None}, "meerjarig"),
        ({"terms": {"years": 4}}, "betaalvormen"),
        ({"horizon": {"growth": Fraction(1, 10)}}, "meerjarig.groei"),
        ({"horizon": {"invests_every_year": False}}, "meerjarig.investering"),
        ({"uncertainty": {"half_credible_persons": 1}}, "onzekerheid.halfwaarde_personen"),
        ({"uncertainty": {"sensitivity": Fraction(1, 10)}}, "onzekerheid.gevoeligheid"),
    ],
)
def test_another_look_ahead_is_refused_by_its_field(
    half: Scenario, changes: dict[str, Any], field: str
) -> None:
    given = {
        name: value if value is None else replace(getattr(half, name), **value)
        for name, value in changes.items()
    }
    with pytest.raises(UsageError) as caught:
        compare_contracts(half, third(replace(half, **given)))
    assert str(caught.value).startswith(f"{field}: contract 2 ")


def test_when_a_benchmark_is_set_anew_is_a_rule_of_the_contract(half: Scenario) -> None:
    assert half.horizon is not None
    never = third(replace(half, horizon=replace(half.horizon, rebase_after=None)))
    done = compare_contracts(half, never)
    assert [any(year.is_rebased for year in years) for years in done.ahead] == [True, False]


def test_dear_cases_and_where_amounts_come_from_are_shown(tmp_path: Path) -> None:
    text = (EXAMPLES / "casussen_vijf_jaar.toml").read_text(encoding="utf-8")
    text = text.replace("trekkingen = 20000", "trekkingen = 1000")
    cases = case_outcome(analyse(ruwaard()))
    read = []
    for name, share in (("Een", "0.4"), ("Twee", "0.3")):
        path = tmp_path / f"{name}.toml"
        path.write_text(
            text.replace("Voorbeeldafspraak casussen", name).replace("aandeel = 0.4", f"aandeel = {share}"),
            encoding="utf-8",
        )
        read.append(read_scenario(path, cases=cases))
    files = render_comparison(compare_contracts(*read))
    page, told = text_of(files["vergelijking.html"]), json.loads(files["vergelijking.json"])
    assert "Een dure casus verzekeren" in page
    assert [one["grens_eur"] for one in told["hoge_kosten"]] == ["30000.00", "40000.00"]
    rows = files["vergelijking-jaren.csv"].decode("utf-8").splitlines()
    assert rows[0].startswith("jaren;niet_gemeten;partij;")
    assert all(row.startswith("2018 tot en met 2022;2019, 2020, 2021, 2022;") for row in rows[1:])
    odds = {one["partij"]: one["toeval_eigen_kosten"] for one in told["partijen"]}
    assert (odds["Welzijn (gemeente)"], odds["Wijkteam"]) == ("niet bekend", None)
    assert read[0].origin
    assert told["herkomst"] == list(read[0].origin)
    for sentence in (
        *read[0].origin,
        "Aan inkomensoverdrachten",
        "Welzijn (gemeente) had vooraf geen kosten.",
    ):
        assert sentence.replace("\N{NO-BREAK SPACE}", " ") in page


def test_the_files_of_every_contract_are_marked(tmp_path: Path) -> None:
    text = (EXAMPLES / "scenario_wijk.toml").read_text(encoding="utf-8").replace("= 100000", "= 1000")
    paths = [tmp_path / "een.toml", tmp_path / "twee.toml"]
    for path in paths:
        path.write_text(text.replace("Voorbeeldcontract wijk", path.stem), encoding="utf-8")
    run_comparison(paths, tmp_path / "uit")
    told = json.loads((tmp_path / "uit" / "vergelijking.json").read_text(encoding="utf-8"))
    marks = [one["bestanden"][0]["sha256"] for one in told["verantwoording"]]
    assert len(set(marks)) == 2


def test_draws_are_of_one_contract(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    one = str(EXAMPLES / "scenario_wijk.toml")
    assert main(["scenario", one, one, "--trekkingen", "--uit", str(tmp_path / "uit")]) != 0
    assert "--trekkingen hoort bij één contract" in capsys.readouterr().err
    assert not (tmp_path / "uit").exists()
