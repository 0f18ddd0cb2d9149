"""The scenario job: three files, or none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from maatschappelijk_rendement.app.scenario_run import run_scenario
from maatschappelijk_rendement.domain.errors import InputError

EXAMPLE = Path(__file__).resolve().parents[2] / "voorbeelden" / "scenario_wijk.toml"


@pytest.fixture
def scenario_file(tmp_path: Path) -> Path:
    path = tmp_path / "met spatie.toml"
    text = EXAMPLE.read_text(encoding="utf-8").replace("trekkingen = 100000", "trekkingen = 1000")
    path.write_text(text, encoding="utf-8")
    return path


def test_a_scenario_gives_a_page_a_workbook_and_json(scenario_file: Path, tmp_path: Path) -> None:
    written = run_scenario(scenario_file, tmp_path / "uit")
    assert [path.name for path in written] == ["scenario.html", "scenario.xlsx", "scenario.json"]
    assert all(path.stat().st_size > 1_000 for path in written)
    assert json.loads(written[2].read_text(encoding="utf-8"))["synthetisch"] is True


def test_a_file_with_mistakes_writes_nothing(scenario_file: Path, tmp_path: Path) -> None:
    text = scenario_file.read_text(encoding="utf-8").replace("aandeel = 0.5 ", "aandeel = 50 ")
    scenario_file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"bestand!contract\.aandeel"):
        run_scenario(scenario_file, tmp_path / "uit")
    assert not (tmp_path / "uit").exists()
