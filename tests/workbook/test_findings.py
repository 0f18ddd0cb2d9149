from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.errors import Finding
from maatschappelijk_rendement.workbook.address import column_letters
from maatschappelijk_rendement.workbook.findings import Findings, did_you_mean, row_of, sort_findings

PLACES = st.tuples(st.integers(1, 100_000), st.integers(0, 199))


def fault(sheet="Gebruik", cell="A1", level="fout"):
    return Finding(level, sheet, cell, "code", "Tekst.")


@given(st.lists(PLACES, max_size=20))
def test_findings_of_a_sheet_are_sorted_by_row_and_then_by_column(places):
    found = sort_findings(fault(cell=f"{column_letters(column)}{row}") for row, column in places)
    assert [finding.cell for finding in found] == [f"{column_letters(c)}{r}" for r, c in sorted(places)]


def test_errors_come_before_warnings_and_the_file_before_its_sheets_in_the_order_of_the_contract():
    given_order = [
        fault("Tarieven"),
        fault("Analyse", level="waarschuwing"),
        fault("Gebruik"),
        fault("Casussen"),
        fault("", ""),
    ]
    found = [(finding.level, finding.sheet) for finding in sort_findings(given_order)]
    assert found == [
        ("fout", ""),
        ("fout", "Casussen"),
        ("fout", "Gebruik"),
        ("fout", "Tarieven"),
        ("waarschuwing", "Analyse"),
    ]


def test_the_same_finding_is_kept_once():
    found = Findings(limit=10)
    found.extend([fault(), fault()])
    assert len(found.sorted()) == 1


def test_past_the_limit_only_the_count_is_kept_but_the_rows_stay_known():
    found = Findings(limit=2)
    for row in range(1, 6):
        found.error("Gebruik", f"A{row}", "code", "Tekst.")
    assert [finding.code for finding in found.sorted()] == ["code", "code", "meer_meldingen"]
    assert "3" in found.sorted()[-1].text
    assert found.rows_with_errors("Gebruik") == {1, 2, 3, 4, 5}


def test_a_warning_rejects_no_row():
    found = Findings(limit=2)
    found.warning("Gebruik", "A1", "code", "Tekst.")
    assert not found.has_errors
    assert found.rows_with_errors("Gebruik") == frozenset()


def test_the_row_of_a_place_is_its_first():
    assert [row_of(cell) for cell in ("D50", "A50:A51", "4:5", "D:D", "")] == [50, 50, 4, 0, 0]


def test_a_suggestion_is_a_word_of_the_list_and_never_what_was_written():
    assert did_you_mean("Hulpp", ["hulp", "huis"]) == "Bedoelde u 'hulp'?"
    assert did_you_mean("Jansen 123456782", ["hulp", "huis"]) == ""
    assert did_you_mean("x" * 70_000, ["hulp"]) == ""
