from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.vocabulary import did_you_mean
from maatschappelijk_rendement.intake.workbook.address import column_letters
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings, row_of, sort_findings

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
    found = CollectedFindings(limit=10)
    found.extend([fault(), fault()])
    assert len(found.sorted()) == 1


def test_past_the_limit_the_first_places_are_kept_the_rest_is_counted_and_the_rows_stay_known():
    found = CollectedFindings(limit=2)
    for row in range(1, 9):
        found.error("Gebruik", f"A{row}", "code", "Tekst.")
    assert [(finding.cell, finding.count) for finding in found.sorted()] == [("A1", 1), ("A2", 1), ("A3", 6)]
    assert found.rows_with_errors("Gebruik") == set(range(1, 9))


def test_a_cause_with_many_places_takes_no_room_from_another():
    found = CollectedFindings(limit=5)
    for row in range(1, 101):
        found.error("Gebruik", f"A{row}", "code", "Tekst.")
    for row in range(1, 11):
        found.warning("Gebruik", f"B{row}", "andere", "Iets anders.")
    kept = found.sorted()
    assert [(f.cell, f.count) for f in kept if f.level == "fout"] == [
        *((f"A{row}", 1) for row in range(1, 5)),
        ("A5", 96),
    ]
    assert [(f.cell, f.count) for f in kept if f.level == "waarschuwing"] == [("B1", 1), ("B2", 1), ("B3", 8)]


def test_a_cell_that_is_named_twice_in_a_row_counts_once():
    found = CollectedFindings(limit=1)
    for cell in ("A1", "A1", "A2", "A3", "A4", "A4", "A5"):
        found.error("Gebruik", cell, "code", "Tekst.")
    assert [(finding.cell, finding.count) for finding in found.sorted()] == [("A1", 1), ("A2", 1), ("A3", 3)]


def test_the_row_that_a_text_names_makes_no_other_cause():
    found = CollectedFindings(limit=3)
    for row in range(10, 20):
        found.error("Gebruik", str(row), "dubbel", f"Deze rij is gelijk aan rij {row - 5}.")
    assert [(finding.cell, finding.count) for finding in found.sorted()] == [("10", 1), ("11", 1), ("12", 8)]


def test_a_column_of_nonsense_with_ever_another_advice_stays_bounded():
    found = CollectedFindings(limit=10)
    for row in range(1, 1001):
        found.error("Gebruik", f"C{row}", "onbekend", "Onbekend.", f"Bedoelde u '{row}'?")
    assert len(found.sorted()) <= 10 + 3
    assert sum(finding.count for finding in found.sorted()) == 1000


CAUSES = st.tuples(
    st.sampled_from(["fout", "waarschuwing"]),
    st.sampled_from(["Gebruik", "MDO"]),
    st.sampled_from("ABCDEF"),
    st.integers(1, 30),
    st.sampled_from(["een", "twee"]),
)


@given(st.lists(CAUSES, max_size=80, unique=True), st.integers(0, 30))
def test_whatever_the_limit_the_counts_together_are_the_number_of_findings(places, limit):
    found = CollectedFindings(limit)
    for level, sheet, letter, row, code in places:
        found.add(Finding(level, sheet, f"{letter}{row}", code, "Tekst."))
    kept = found.sorted()
    assert list(kept) == sort_findings(kept)
    for level in ("fout", "waarschuwing"):
        assert sum(f.count for f in kept if f.level == level) == sum(place[0] == level for place in places)


def test_a_warning_rejects_no_row():
    found = CollectedFindings(limit=2)
    found.warning("Gebruik", "A1", "code", "Tekst.")
    assert not found.has_errors
    assert found.rows_with_errors("Gebruik") == frozenset()


def test_the_row_of_a_place_is_its_first():
    assert [row_of(cell) for cell in ("D50", "A50:A51", "4:5", "D:D", "")] == [50, 50, 4, 0, 0]


def test_a_suggestion_is_a_word_of_the_list_and_never_what_was_written():
    assert did_you_mean("Hulpp", ["hulp", "huis"]) == "Bedoelde u 'hulp'?"
    assert did_you_mean("Jansen 123456782", ["hulp", "huis"]) == ""
    assert did_you_mean("x" * 70_000, ["hulp"]) == ""
