"""What deserves a look in a folder is said in the words of a workbook, with the number of rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.intake.folder.test_opening import ANALYSE, CASUSSEN, GEBRUIK, WELBEVINDEN, folder

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.intake.doors.folder import open_lake

CODES = {
    "aantal_ongewoon",
    "bestaand_zonder_voor",
    "naam_mogelijk",
    "wijk_twee_schrijfwijzen",
    "totaal_te_laag",
    "gemeentecode_van_voorbeeld",
}


def case(case_id: str, wijk: str, kind: str) -> str:
    return f"{case_id},{wijk},{kind},2018-03-01,Wmo ; Zvw\n"


def warned(path: Path, **files: str) -> list[Finding]:
    with open_lake(folder(path, **files)) as lake:
        return [finding for finding in lake.delivery.reading.warnings if finding.code in CODES]


def test_a_plain_folder_gives_no_warning(tmp_path: Path) -> None:
    assert warned(tmp_path) == []


@pytest.mark.parametrize(
    ("quantity", "per", "is_odd"),
    [
        ("168", "week", False),
        ('"168,001"', "week", True),
        ("744", "maand", False),
        ("745", "maand", True),
        ("8928", "totaal", False),
        ("8929", "totaal", True),
        ("8928", "eenmalig", False),
        ("8929", "eenmalig", True),
    ],
)
def test_more_hours_than_a_period_has_deserve_a_look(
    tmp_path: Path, quantity: str, per: str, is_odd: bool
) -> None:
    line = f"C1,na,P1,{quantity},{per},2018-03-01,31-1-2019"
    if per == "eenmalig":
        line = f"C1,na,P1,{quantity},{per},2018-03-01,"
    found = warned(tmp_path, gebruik=f"{GEBRUIK}{line}\n")
    # Row 1 is the header, row 2 the line that is there already.
    expected = [("aantal_ongewoon", "Gebruik!3", 1)] if is_odd else []
    assert [(finding.code, finding.place, finding.count) for finding in found] == expected
    assert all("de eenheid 'uur'" in finding.text for finding in found)


def test_existing_cases_without_a_line_before_are_counted(tmp_path: Path) -> None:
    more = case("C2", "Ruwaard", "bestaand") + case("C3", "Ruwaard", "bestaand")
    found = warned(tmp_path, casussen=CASUSSEN + more + case("C4", "Ruwaard", "nieuw"))
    assert {finding.code for finding in found} == {"bestaand_zonder_voor"}
    assert [(finding.place, finding.count) for finding in found] == [("Casussen!3", 1), ("Casussen!4", 1)]


def test_a_case_id_of_two_words_may_be_a_name_and_is_not_repeated(tmp_path: Path) -> None:
    name = "Jan Fortnight"
    (finding,) = warned(
        tmp_path,
        casussen=CASUSSEN.replace("C1", name),
        gebruik=GEBRUIK.replace("c1", name),
        welbevinden=WELBEVINDEN.replace("C1", name),
    )
    assert (finding.level, finding.code) == ("waarschuwing", "naam_mogelijk")
    assert "Fortnight" not in str(finding)


def test_a_wijk_that_differs_in_capitals_alone_is_named_with_its_row(tmp_path: Path) -> None:
    more = case("C2", "ruwaard ", "nieuw") + case("C3", "Schadewijk", "nieuw")
    (finding,) = warned(tmp_path, casussen=CASUSSEN + more)
    assert (finding.code, finding.place) == ("wijk_twee_schrijfwijzen", "Casussen!3")
    assert "rij 2" in finding.text


@pytest.mark.parametrize(("total", "codes"), [(1, ["totaal_te_laag"]), (2, [])])
def test_fewer_cases_worked_on_than_there_are_deserves_a_look(
    tmp_path: Path, total: int, codes: list[str]
) -> None:
    analysis = f"{ANALYSE}casussen_in_totaal;{total}\n"
    found = warned(tmp_path, analyse=analysis, casussen=CASUSSEN + case("C2", "Ruwaard", "nieuw"))
    assert [finding.code for finding in found] == codes


@pytest.mark.parametrize(
    ("code", "name", "codes"),
    [
        ("GM0828", "Veldhoven", ["gemeentecode_van_voorbeeld"]),
        ("GM0828", "Gemeente OSS", []),
        ("GM9999", "Veldhoven", []),
        ("", "Veldhoven", []),
    ],
)
def test_the_code_of_the_example_under_another_name_deserves_a_look(
    tmp_path: Path, code: str, name: str, codes: list[str]
) -> None:
    analysis = ANALYSE.replace("gemeente;Oss", f"gemeente;{name}") + f"gemeentecode;{code}\n"
    assert f"gemeente;{name}" in analysis
    assert [finding.code for finding in warned(tmp_path, analyse=analysis)] == codes
