"""The main job on real files: the corpus by its manifest, and the example from workbook to report."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.analysis.cases import case, line, load, product
from tests.publication.test_attacks import fallen

from maatschappelijk_rendement import write_workbook
from maatschappelijk_rendement.app import pipeline
from maatschappelijk_rendement.domain.errors import (
    InputError,
    PublicationRefusedError,
    UsageError,
    WorkbookError,
)
from maatschappelijk_rendement.domain.model import CaseLoad
from maatschappelijk_rendement.domain.money import to_cents
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.intake.workbook import write_template

JUDGED_ONCE = pytest.mark.usefixtures("verdicts_once")
CORPUS = Path(__file__).parents[1] / "corpus"
MANIFEST: list[dict[str, Any]] = json.loads((CORPUS / "manifest.json").read_text(encoding="utf-8"))
SUM = re.compile(r"som verschil totaal (-?[0-9.]+,[0-9]{2})")
ACCEPTED = [entry for entry in MANIFEST if entry["verwacht"] != "fout"]
REFUSED = [entry for entry in MANIFEST if entry["verwacht"] == "fout"]


@pytest.mark.parametrize("entry", ACCEPTED, ids=lambda entry: entry["bestand"])
def test_an_accepted_file_gives_the_sum_of_its_manifest(entry: dict[str, Any]) -> None:
    analysis, findings = pipeline.check(CORPUS / entry["bestand"])
    levels = {finding.level for finding in findings}
    assert levels == ({"waarschuwing"} if entry["verwacht"] == "waarschuwing" else set())
    (stated,) = SUM.findall(entry["toelichting"])
    cents = to_cents(Decimal(stated.replace(".", "").replace(",", ".")))
    total = next(g for g in analysis.groups if g.key == ("na", "bestaand", "totaal", "totaal"))
    assert total.sum_cents() == cents


@pytest.mark.parametrize("entry", REFUSED, ids=lambda entry: entry["bestand"])
def test_a_refused_file_writes_nothing(entry: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "uit"
    with pytest.raises(WorkbookError) as caught:
        pipeline.make_report(CORPUS / entry["bestand"], folder, pipeline.ReportOptions())
    words = " ".join(str(finding) for finding in caught.value.findings).lower()
    assert all(word in words for word in entry["woorden"])
    assert not any(word.lower() in words for word in entry["verboden"])
    assert not folder.exists()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("voorbeeld") / "voorbeeld-synthetisch.xlsx"
    write_template(path, example=True)
    return path


def report(workbook: Path, folder: Path, **options: Any) -> dict[str, Any]:
    pipeline.make_report(workbook, folder, pipeline.ReportOptions(**options))
    found: dict[str, Any] = json.loads((folder / "resultaten.json").read_text(encoding="utf-8"))
    return found


def one(rows: list[dict[str, Any]], **key: object) -> dict[str, Any]:
    (row,) = [row for row in rows if all(row[name] == value for name, value in key.items())]
    return row


TOTAL = {"moment": "na", "wijk": "totaal", "stroom": "totaal"}
SCORES = {"groep": "totaal", "wijk": "totaal", "instrument": "rapportcijfer"}


def test_the_internal_example_gives_the_published_figures_of_the_source(
    example: Path, tmp_path: Path
) -> None:
    results = report(example, tmp_path / "intern", internal=True)
    existing = one(results["verschil"], groep="bestaand", **TOTAL)
    assert (existing["n"], existing["som_eur"]) == (32, "-132394.00")
    assert one(results["verschil"], groep="nieuw", **TOTAL)["n"] == 10
    before = one(results["welbevinden"], moment="voor", **SCORES)
    after = one(results["welbevinden"], moment="na", **SCORES)
    repeat = one(results["welbevinden"], moment="herhaling", gepaard_met="voor", **SCORES)
    assert [before["n_bewoners"], before["n_casussen"]] == [23, 21]
    assert [Decimal(row["gemiddelde"]).quantize(Decimal("0.1")) for row in (before, after, repeat)] == [
        Decimal("3.5"),
        Decimal("8.3"),
        Decimal("8.5"),
    ]
    assert repeat["n_casussen"] == 9
    check = results["controle"]
    assert (
        check["regels_gelezen"] == check["regels_gebruikt"] + check["regels_afgewezen"] + check["regels_leeg"]
    )
    assert check["centen_in"] == check["centen_uit"]
    assert len({row["stroom"] for row in results["verschil"]} - {"totaal"}) >= 4


@JUDGED_ONCE
def test_the_published_example_shows_the_totals_and_hides_the_repeat_with_its_reason(
    example: Path, tmp_path: Path
) -> None:
    results = report(example, tmp_path / "openbaar")
    assert one(results["verschil"], groep="bestaand", **TOTAL)["som_eur"] == "-132400.00"
    assert one(results["welbevinden"], moment="voor", **SCORES)["gemiddelde"] == "3.50"
    repeats = [row for row in results["welbevinden"] if row["moment"] == "herhaling"]
    assert repeats
    assert all(row["gemiddelde"] is None and row["regel"] for row in repeats)
    assert results["kosten"] == []
    assert results["mdo"]["per_casus"] == []


@JUDGED_ONCE
def test_who_makes_a_report_that_is_mostly_hidden_hears_of_it(example: Path, tmp_path: Path) -> None:
    _, findings = pipeline.make_report(example, tmp_path / "uit", pipeline.ReportOptions())
    (found,) = [finding for finding in findings if finding.code == "veel_onderdrukt"]
    results = json.loads((tmp_path / "uit" / "resultaten.json").read_text(encoding="utf-8"))
    hidden = [row["status"] for row in results["verschil"]].count("onderdrukt")
    assert f"Verschil in kosten ({hidden} van de {len(results['verschil'])} rijen)" in found.text
    _, findings = pipeline.make_report(example, tmp_path / "intern", pipeline.ReportOptions(internal=True))
    assert "veel_onderdrukt" not in {finding.code for finding in findings}


@JUDGED_ONCE
def test_no_case_id_reaches_a_published_file(example: Path, tmp_path: Path) -> None:
    folder = tmp_path / "openbaar"
    report(example, folder)
    ids = [case.case_id for case in ruwaard().cases]
    for path in folder.glob("*.json"):
        text = path.read_text(encoding="utf-8")
        assert not [case_id for case_id in ids if f'"{case_id}"' in text]


@JUDGED_ONCE
def test_the_report_says_synthetisch_and_the_date_only_when_it_is_given(
    example: Path, tmp_path: Path
) -> None:
    report(example, tmp_path / "zonder")
    report(example, tmp_path / "met", report_date=date(2018, 9, 3))
    without = (tmp_path / "zonder" / "rapport.html").read_text(encoding="utf-8")
    dated = (tmp_path / "met" / "rapport.html").read_text(encoding="utf-8")
    assert "synthetisch" in without.lower()
    assert "3 september 2018" not in without
    assert "3 september 2018" in dated


def test_the_same_report_again_is_no_new_release_and_the_same_bytes(example: Path, tmp_path: Path) -> None:
    for name in ("eerst", "weer"):
        report(example, tmp_path / name, ledger=tmp_path / "register")
    first, again = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("eerst", "weer")
    )
    assert first == again
    assert len(list((tmp_path / "register").glob("uitgave-*.json"))) == 1


def test_a_caseload_too_small_to_publish_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    whole = ruwaard()
    few = tuple(case for case in whole.cases if case.case_type == "bestaand")[:4]
    kept = {case.case_id for case in few}
    small: CaseLoad = replace(
        whole,
        cases=few,
        usage=tuple(line for line in whole.usage if line.case_id in kept),
        scores=tuple(score for score in whole.scores if score.case_id in kept),
        mdo=tuple(effort for effort in whole.mdo if effort.case_id in kept),
    )
    path = tmp_path / "klein.xlsx"
    write_workbook(small, path)
    with pytest.raises(PublicationRefusedError):
        pipeline.make_report(path, tmp_path / "uit", pipeline.ReportOptions())
    assert not (tmp_path / "uit").exists()
    assert report(path, tmp_path / "intern", internal=True)["niveau"] == "intern"


@pytest.mark.parametrize(
    "wrong",
    [
        {"formats": ("xlsx",), "readers": ("bewoner",)},
        {"formats": ("html", "odt")},
        {"readers": ("bewoner",), "internal": True},
    ],
)
@JUDGED_ONCE
def test_a_choice_that_cannot_be_written_is_refused_before_the_ledger_knows_of_it(
    example: Path, tmp_path: Path, wrong: dict[str, Any]
) -> None:
    options = pipeline.ReportOptions(ledger=tmp_path / "register", **wrong)
    with pytest.raises(UsageError):
        pipeline.make_report(example, tmp_path / "uit", options)
    assert list(tmp_path.iterdir()) == []


def test_an_internal_report_without_its_formulas_says_why(tmp_path: Path) -> None:
    whole = ruwaard()
    bsn = "wijk 123456782"  # passes the elfproef, so it may be a BSN and is not shown
    cases = tuple(replace(case, wijk=bsn) for case in whole.cases)
    path = tmp_path / "werkmap.xlsx"
    write_workbook(replace(whole, cases=cases), path)
    options = pipeline.ReportOptions(internal=True, formats=("xlsx",))
    paths, findings = pipeline.make_report(path, tmp_path / "uit", options)
    assert "rapport-formules.xlsx" not in {path.name for path in paths}
    assert [f.level for f in findings if f.code == "formules_niet_gemaakt"] == ["waarschuwing"]
    assert bsn not in " ".join(map(str, findings))


def as_files(workbook: Path, folder: Path) -> Path:
    """Write the filled sheets of a workbook as CSV files."""
    for name, sheet in pd.read_excel(workbook, sheet_name=None, dtype=object, engine="openpyxl").items():
        if name == "Toelichting" or sheet.dropna(how="all").empty:
            continue
        # A price without a last day has an empty column that must be there.
        filled = sheet if name == "Tarieven" else sheet.dropna(axis=1, how="all")
        for column in filled.columns:
            if "datum" in column or column.startswith("geldig"):
                filled = filled.assign(**{column: pd.to_datetime(filled[column]).dt.strftime("%Y-%m-%d")})
        filled.astype("string").to_csv(folder / f"{name.lower()}.csv", index=False)
    return folder


@pytest.fixture(scope="module")
def files(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example once more, as a folder of CSV files."""
    return as_files(example, tmp_path_factory.mktemp("bestanden"))


@pytest.mark.parametrize("internal", [False, True])
def test_a_folder_gives_the_very_same_results_as_the_workbook(
    example: Path, files: Path, tmp_path: Path, internal: bool
) -> None:
    options = pipeline.ReportOptions(internal=internal)
    found = []
    for source in (files, example):
        steps: list[str] = []
        pipeline.make_report(source, tmp_path / source.name, options, steps.append)
        assert len(steps) == pipeline.steps_in(source, to_report=True)
        found.append(json.loads((tmp_path / source.name / "resultaten.json").read_text(encoding="utf-8")))
    assert found[0] == found[1]


def test_a_folder_is_taken_together_as_the_workbook_is(tmp_path: Path) -> None:
    """Seven in one wijk and six in another go together, and four new cases stand in a sentence."""
    sizes = {"Noord": 24, "Oost": 6, "Zuid": 7}
    old = [case(f"{wijk}{n:02}", wijk=wijk) for wijk, size in sizes.items() for n in range(size)]
    new = [case(f"n{n}", wijk="Noord", case_type="nieuw") for n in range(4)]
    usage = [one for n, each in enumerate(old) for one in fallen(each.case_id, n)]
    usage += [line(each.case_id, "na", 500 + n) for n, each in enumerate(new)]
    workbook, folder = tmp_path / "casussen.xlsx", tmp_path / "bestanden"
    write_workbook(load([*old, *new], usage, tariffs=(product("W", "Wmo"),)), workbook)
    folder.mkdir()
    found = [
        report(source, tmp_path / f"uit {source.stem}") for source in (workbook, as_files(workbook, folder))
    ]
    assert found[0] == found[1]
    assert {row["wijk"] for row in found[0]["verschil"]} == {"Noord", "overige wijken", "totaal"}
    assert {row["groep"] for row in found[0]["verschil"]} == {"bestaand"}


def test_a_folder_with_an_error_says_it_and_writes_nothing(files: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "fout"
    shutil.copytree(files, wrong)
    usage = wrong / "gebruik.csv"
    usage.write_text(usage.read_text(encoding="utf-8").replace(",voor,", ",vooor,", 1), encoding="utf-8")
    with pytest.raises(InputError, match="Kolom 'moment'"):
        report(wrong, tmp_path / "uit")
    assert not (tmp_path / "uit").exists()


def test_a_folder_is_not_read_in_a_bounded_process(files: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--veilig is voor een werkmap"):
        report(files, tmp_path / "uit", bounded=True)


@pytest.mark.parametrize(
    ("options", "words"), [({"internal": True}, "--intern"), ({"ledger": Path("register")}, "--register")]
)
def test_what_shows_or_registers_each_case_has_a_limit(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any], words: str
) -> None:
    monkeypatch.setattr(pipeline, "DEFAULT_LIMITS", replace(pipeline.DEFAULT_LIMITS, rows=41))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=f"tot 41 .*Laat {words} weg"):
        report(files, tmp_path / "uit", **options)
    assert list(tmp_path.iterdir()) == []
