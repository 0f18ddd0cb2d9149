import pytest

from maatschappelijk_rendement.intake.door import check_workbook
from maatschappelijk_rendement.intake.workbook.sheet_names import suggest_sheet

NAMES = ["Analyse", "Casussen", "Gebruik", "Tarieven", "Welbevinden", "MDO"]


@pytest.mark.parametrize(
    "written",
    [
        "Gebruik - Tabel 1",
        "Gebruik - Table 1",
        "Gebruik - Tabelle 1",
        "Gebruik - Tableau 1",
        "Gebruik \u2013 Tabel 1-1",
        "Blad 1 - Gebruik",
        "GEBRUIK - tabel 2",
        "Gebruk - Tabel 1",
        "Gebruik (2)",
        "Gebruik_1",
        "Kopie van Gebruik",
        "Gebruik 2018",
        "gebruiken",
    ],
)
def test_the_name_that_a_program_made_of_a_sheet_leads_back_to_it(written):
    assert suggest_sheet(written, NAMES) == "Bedoelde u 'Gebruik'?"


@pytest.mark.parametrize(
    "written", ["Tabel 1", "Blad1", "Export Summary", "Exportoverzicht", "", " - ", "x" * 100]
)
def test_other_names_get_no_suggestion(written):
    assert suggest_sheet(written, NAMES) == ""


def test_a_sheet_that_is_there_is_not_suggested():
    assert suggest_sheet("Gebruik - Tabel 2", ["Analyse"]) == ""


def test_a_name_that_holds_two_sheets_is_neither_for_sure():
    assert suggest_sheet("Gebruik Casussen Tarieven per jaar", NAMES) == ""


def test_a_workbook_of_numbers_is_told_which_sheet_each_may_be_without_their_names(draft):
    draft.sheets = {f"{name} - Tabel 1": rows for name, rows in draft.sheets.items()}
    caseload, findings = check_workbook(draft.save())
    assert caseload is None
    advice = [finding.advice for finding in findings if finding.code == "blad_onbekend"]
    assert advice == [f"Bedoelde u '{name}'?" for name in ("Analyse", "Casussen", "Gebruik", "Tarieven")]
    assert "Tabel 1" not in str(findings)


def test_a_workbook_without_one_sheet_of_the_contract_is_pointed_to_reading_an_own_file(draft):
    for sheet in list(draft.sheets):
        draft.sheets.pop(sheet)
    draft.sheets["Blad1"] = [["cliënt", "Wmo voor", "Wmo na"], ["1", 12300, 9000]]
    _, findings = check_workbook(draft.save())
    missed = [finding for finding in findings if finding.code == "blad_ontbreekt"]
    assert {finding.sheet for finding in missed} == {"Analyse", "Casussen", "Gebruik"}
    assert all("mr inlezen" in finding.advice for finding in missed)
