"""The scenario job: three files, or none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from maatschappelijk_rendement.app.cli import main
from maatschappelijk_rendement.app.scenario_run import run_comparison, run_scenario
from maatschappelijk_rendement.domain.errors import InputError, UsageError

EXAMPLE = Path(__file__).resolve().parents[2] / "voorbeelden" / "scenario_wijk.toml"


@pytest.fixture
def scenario_file(tmp_path: Path) -> Path:
    path = tmp_path / "met spatie.toml"
    text = EXAMPLE.read_text(encoding="utf-8").replace("trekkingen = 100000", "trekkingen = 1000")
    path.write_text(text, encoding="utf-8")
    return path


def test_a_scenario_gives_pages_a_workbook_json_and_tables(scenario_file: Path, tmp_path: Path) -> None:
    written = run_scenario(scenario_file, tmp_path / "uit")
    assert [path.name for path in written] == [
        *("scenario.html", "scenario.xlsx", "scenario.json", "scenario-bestuur.html"),
        *("scenario-afrekening.csv", "scenario-verdeling.csv", "scenario-kansen.csv"),
    ]
    assert all(path.stat().st_size > 1_000 for path in written[:4])
    assert json.loads(written[2].read_text(encoding="utf-8"))["synthetisch"] is True


def test_a_file_with_mistakes_writes_nothing(scenario_file: Path, tmp_path: Path) -> None:
    text = scenario_file.read_text(encoding="utf-8").replace("aandeel = 0.5 ", "aandeel = 50 ")
    scenario_file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"bestand!contract\.aandeel"):
        run_scenario(scenario_file, tmp_path / "uit")
    assert not (tmp_path / "uit").exists()


@pytest.fixture
def two_contracts(scenario_file: Path) -> list[Path]:
    other = scenario_file.with_name("derde.toml")
    text = scenario_file.read_text(encoding="utf-8").replace("Voorbeeldcontract wijk", "Een derde")
    other.write_text(text.replace("aandeel = 0.5 ", "aandeel = 0.3333 "), encoding="utf-8")
    return [scenario_file, other]


def test_two_contracts_give_a_comparison(two_contracts: list[Path], tmp_path: Path) -> None:
    written = run_comparison(two_contracts, tmp_path / "uit")
    names = ["vergelijking.html", "vergelijking.xlsx", "vergelijking.json", "vergelijking.csv"]
    assert [path.name for path in written] == names
    figures = json.loads(written[2].read_text(encoding="utf-8"))
    assert [one["contract"]["naam"] for one in figures["contracten"]] == [
        "Voorbeeldcontract wijk",
        "Een derde",
    ]
    # Three streams and three providers under two contracts, under one heading.
    rows = written[3].read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + len(figures["partijen"]) == 1 + 6 * 2
    page = written[0].read_text(encoding="utf-8")
    assert "de minste spijt" in page


def test_the_same_command_takes_one_contract_or_more(
    two_contracts: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scenario", *map(str, two_contracts), "--uit", str(tmp_path / "uit")]) == 0
    assert capsys.readouterr().out.count("vergelijking.") == 4
    assert main(["scenario", str(two_contracts[0]), "--uit", str(tmp_path / "een")]) == 0
    assert capsys.readouterr().out.count("scenario.") == 3


def test_draws_are_written_when_asked_for_and_go_when_not(scenario_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "uit"
    names = {path.name for path in run_scenario(scenario_file, folder, with_draws=True)}
    assert "scenario-trekkingen.csv" in names
    run_scenario(scenario_file, folder)
    assert not (folder / "scenario-trekkingen.csv").exists()


def test_another_outcome_writes_nothing(two_contracts: list[Path], tmp_path: Path) -> None:
    text = two_contracts[1].read_text(encoding="utf-8").replace("met_eur = 3250000", "met_eur = 3250001")
    two_contracts[1].write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"stroom\.met_eur: contract 2"):
        run_comparison(two_contracts, tmp_path / "uit")
    assert not (tmp_path / "uit").exists()
