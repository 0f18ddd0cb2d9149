"""Every file of the corpus of broken and hostile workbooks behaves as its manifest says."""

import json
import re
import traceback
import zipfile
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import maatschappelijk_rendement as mr
from maatschappelijk_rendement.app import pipeline
from maatschappelijk_rendement.domain.errors import WorkbookError, describe

CORPUS = Path(__file__).parents[2] / "corpus"
MANIFEST = json.loads((CORPUS / "manifest.json").read_text(encoding="utf-8"))
SUM = re.compile(r"som verschil totaal (-?[0-9.]+,[0-9]{2})")
ALSO = re.compile(r"ook (fout|waarschuwing): ([^;.]*)")


@pytest.fixture(params=MANIFEST, ids=lambda entry: entry["bestand"])
def entry(request):
    return request.param


@cache
def check(name):
    return pipeline.check(CORPUS / name)


@pytest.fixture
def outcome(entry):
    return check(entry["bestand"])


def rows_of(cell):
    numbers = [int(number) for number in re.findall(r"[0-9]+", cell)]
    return range(numbers[0], numbers[-1] + 1) if numbers else range(0)


def at(findings, place):
    """Findings at a place of the manifest: a cell, a range, a row or rows, a sheet, a part, the file."""
    if not place:
        return list(findings)
    sheet, _, cell = place.partition("!")
    if cell and cell[0].isdigit():
        return [f for f in findings if f.sheet == sheet and set(rows_of(f.cell)) & set(rows_of(cell))]
    return [f for f in findings if f.place == place]


def test_the_verdict_is_that_of_the_manifest(entry, outcome):
    analysis, findings = outcome
    levels = {finding.level for finding in findings}
    verdict = "fout" if "fout" in levels else "waarschuwing" if levels else "ok"
    assert verdict == entry["verwacht"], describe(findings)
    assert (analysis is None) == (verdict == "fout")


def test_a_finding_at_the_place_holds_the_words(entry, outcome):
    _, findings = outcome
    if entry["verwacht"] != "ok":
        texts = [str(finding).lower() for finding in at(findings, entry["plaats"])]
        assert any(all(word in text for word in entry["woorden"]) for text in texts), describe(findings)


def test_every_further_cell_named_has_its_finding(entry, outcome):
    _, findings = outcome
    match = ALSO.search(entry["toelichting"])
    sheet = ""
    for word in match[2].split() if match else ():
        before, mark, cell = word.rpartition("!")
        sheet = before if mark else sheet
        assert any(f.level == match[1] for f in at(findings, f"{sheet}!{cell}")), (sheet, cell)


def test_the_sum_of_the_differences_is_right(entry, outcome):
    match = SUM.search(entry["toelichting"])
    if match:
        analysis, _ = outcome
        expected = Decimal(match[1].replace(".", "").replace(",", "."))
        assert Decimal(int(analysis.totals["delta_cents"].sum())).scaleb(-2) == expected


def test_rows_read_are_used_rejected_or_blank(entry, outcome):
    analysis, _ = outcome
    if analysis is not None:
        for sheet in analysis.caseload.reading.sheets:
            assert sheet.read == sheet.used + sheet.rejected + sheet.blank
        assert all(sheet.rejected == 0 for sheet in analysis.caseload.reading.sheets)


@pytest.mark.parametrize("entry", [e for e in MANIFEST if e["verboden"]], ids=lambda entry: entry["bestand"])
def test_nothing_forbidden_is_repeated(entry, capsys):
    _, findings = check(entry["bestand"])
    told = json.dumps([str(finding) for finding in findings], ensure_ascii=False)
    try:
        mr.read_workbook(CORPUS / entry["bestand"])
    except WorkbookError as error:
        told += "".join(traceback.format_exception(error)) + repr(error)
    told += "".join(capsys.readouterr())
    for word in entry["verboden"]:
        assert word.lower() not in told.lower()


def test_one_blank_row_is_accounted_for():
    analysis, _ = check("058_lege_rij_midden.xlsx")
    usage = {sheet.sheet: sheet for sheet in analysis.caseload.reading.sheets}["Gebruik"]
    assert (usage.read, usage.used, usage.rejected, usage.blank) == (50, 49, 0, 1)


def test_a_date_system_of_1904_gives_the_same_dates():
    plain = mr.read_workbook(CORPUS / "001_goed.xlsx")
    old = mr.read_workbook(CORPUS / "088_datum_1904.xlsx")
    assert old.content == plain.content


def test_suggestions_are_those_of_the_manifest():
    for name, suggestion in (
        ("120_onbekende_productcode", "Bedoelde u 'LOKAAL.UUR'?"),
        ("130_onbekende_instelling", "Bedoelde u 'casussen_in_totaal'?"),
        ("132_moment_verschreven", "Bedoelde u 'voor'?"),
    ):
        _, findings = check(f"{name}.xlsx")
        assert any(suggestion in finding.advice for finding in findings), name


@pytest.mark.parametrize("name", ["101_persoon_in_eigenschappen", "112_bsn_in_prijsbron"])
@pytest.mark.parametrize("internal", [False, True])
def test_forbidden_texts_reach_no_published_file(name, internal, tmp_path):
    forbidden = next(e["verboden"] for e in MANIFEST if e["bestand"] == f"{name}.xlsx")
    analysis, _ = check(f"{name}.xlsx")
    for path in analysis.publish(internal=internal).save(tmp_path, ["html", "xlsx"]):
        data = path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                data += b"".join(map(archive.read, archive.namelist()))
        for word in forbidden:
            assert word.encode() not in data, path.name
