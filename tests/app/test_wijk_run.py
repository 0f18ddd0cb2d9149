"""mr wijk: a card of a wijk in, a report out, or nothing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from maatschappelijk_rendement import read_workbook
from maatschappelijk_rendement.app.cli import main
from maatschappelijk_rendement.app.micro_analysis import analyse
from maatschappelijk_rendement.app.wijk_run import run_wijk
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.intake.workbook import write_workbook
from maatschappelijk_rendement.report.wijk.figures import schema


def example(folder: Path) -> Path:
    path = folder / "wijk.xlsx"
    assert main(["sjabloon", str(path), "--soort", "wijk", "--voorbeeld"]) == 0
    return path


def test_the_example_of_a_wijk_becomes_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    card, out = example(tmp_path), tmp_path / "uit"
    assert main(["wijk", str(card), "--uit", str(out)]) == 0
    names = ["wijkrapport.html", "wijkrapport.json", "wijkrapport.xlsx"]
    assert sorted(path.name for path in out.iterdir()) == names
    content = json.loads((out / "wijkrapport.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema()).iter_errors(content)) == []
    assert content["wijk"] == "Ruwaard"


def test_an_empty_card_is_refused_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card, out = tmp_path / "wijk.xlsx", tmp_path / "uit"
    assert main(["sjabloon", str(card), "--soort", "wijk"]) == 0
    assert main(["wijk", str(card), "--uit", str(out)]) == 3
    assert "Kaart: Deze kaart heeft op geen enkel blad regels." in capsys.readouterr().err
    assert not out.exists()


def test_the_card_of_a_wijk_is_not_valued_and_a_valuation_is_no_wijk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = example(tmp_path)
    assert main(["waardeer", str(card), "--uit", str(tmp_path / "uit")]) == 2
    assert "Gebruik mr wijk." in capsys.readouterr().err
    other = tmp_path / "kaart.xlsx"
    assert main(["sjabloon", str(other), "--soort", "mkba", "--voorbeeld"]) == 0
    assert main(["wijk", str(other), "--uit", str(tmp_path / "uit")]) == 2
    assert "geen kaart van een wijk" in capsys.readouterr().err
    assert not (tmp_path / "uit").exists()


def test_what_the_module_of_this_name_held_is_still_there() -> None:
    from maatschappelijk_rendement import wijk
    from maatschappelijk_rendement.outcomes import per_wijk

    assert wijk.sum_lines is per_wijk.sum_lines


def test_a_year_outside_the_report_is_named_by_its_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card, out = example(tmp_path), tmp_path / "uit"
    book = openpyxl.load_workbook(card)
    book["Indicatoren"]["G2"] = 2001
    book.save(card)
    assert main(["wijk", str(card), "--uit", str(out)]) == 3
    said = capsys.readouterr().err
    assert "Indicatoren!G2: Dit valt buiten de jaren van dit rapport." in said
    assert "2001" not in said
    assert not out.exists()


def test_cases_are_joined_by_their_published_figures_only(tmp_path: Path) -> None:
    write_workbook(ruwaard(), tmp_path / "casussen.xlsx")
    written, _ = run_wijk(example(tmp_path), tmp_path / "uit", ("html",), tmp_path / "casussen.xlsx")
    content = json.loads(written[-1].read_text(encoding="utf-8"))
    assert content["microanalyse"]["niveau"] == "openbaar"
    assert content["microanalyse"] == analyse(read_workbook(tmp_path / "casussen.xlsx")).publish().data
    text = written[0].read_text(encoding="utf-8")
    # 132.394 less over 32 cases, as the source says; rounded.
    assert "4.138 minder" in text
    assert "De casussen van de wijk" in text
    assert not any(f">{case.case_id}<" in text for case in ruwaard().cases)
    ids = re.findall(r' id="([^"]+)"', text)
    assert [name for name in ids if ids.count(name) > 1] == []


def test_cases_of_another_municipality_or_wijk_are_refused(tmp_path: Path) -> None:
    load = ruwaard()
    other = replace(load, settings=replace(load.settings, municipality="Tilburg"))
    write_workbook(other, tmp_path / "tilburg.xlsx")
    moved = replace(load, cases=[replace(case, wijk="Noord") for case in load.cases])
    write_workbook(moved, tmp_path / "noord.xlsx")
    card, out = example(tmp_path), tmp_path / "uit"
    with pytest.raises(UsageError, match="andere gemeente"):
        run_wijk(card, out, ("html",), tmp_path / "tilburg.xlsx")
    with pytest.raises(UsageError, match="niet alleen van de wijk"):
        run_wijk(card, out, ("html",), tmp_path / "noord.xlsx")
    assert not out.exists()
