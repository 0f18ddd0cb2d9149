"""Findings and what is said of them."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace

import pytest

from maatschappelijk_rendement.domain.errors import (
    Finding,
    InputError,
    ObjectError,
    TariffMissingError,
    WorkbookError,
    causes_of,
    describe,
)


def finding(number: int, level: str = "fout") -> Finding:
    return Finding(level, "Gebruik", f"D{number}", "code", "Dit klopt niet.", "Verbeter het.")  # type: ignore[arg-type]


def test_a_finding_names_its_place_what_is_wrong_and_what_to_do() -> None:
    assert str(finding(5)) == "Gebruik!D5: Dit klopt niet. Verbeter het."
    assert Finding("fout", "Gebruik", "", "x", "Leeg.").place == "Gebruik"
    assert str(Finding("fout", "", "", "x", "Leeg.")) == "Leeg."


@pytest.mark.parametrize("kind", [InputError, WorkbookError, TariffMissingError, ObjectError])
def test_an_error_with_findings_comes_back_whole_from_another_process(kind: type[InputError]) -> None:
    error = kind([finding(1), finding(2, "waarschuwing")])
    error.add_note("rij 2")
    found = pickle.loads(pickle.dumps(error))
    assert type(found) is kind
    assert (found.findings, str(found), found.__notes__) == (error.findings, str(error), ["rij 2"])
    assert copy.copy(error).findings == error.findings


def test_the_head_counts_errors_and_warnings_apart_and_what_causes_them() -> None:
    text = describe([finding(1), finding(2, "waarschuwing"), finding(3, "waarschuwing")])
    assert text.splitlines()[0] == "1 fout, 2 waarschuwingen door 1 oorzaak"


def test_without_repetition_the_head_says_nothing_of_causes() -> None:
    other = Finding("fout", "MDO", "D1", "code", "Dit klopt niet.")
    assert describe([finding(1), other]).splitlines()[0] == "2 fouten, 0 waarschuwingen"


def test_one_cause_is_one_line_with_its_number_and_first_places() -> None:
    text = "Kolom 'startdatum' heeft geen geldige datum."
    many = [Finding("fout", "Gebruik", f"F{row}", "geen_datum", text, "Vul in.") for row in range(12, 106)]
    assert describe(many).splitlines() == [
        "94 fouten door 1 oorzaak, 0 waarschuwingen",
        f"- fout: Gebruik, kolom startdatum: 94 cellen, eerst F12, F13, F14: {text} Vul in.",
    ]


def test_places_that_are_no_longer_kept_are_counted_as_well() -> None:
    kept = [finding(1), finding(2), replace(finding(3), count=11_998)]
    assert describe(kept).splitlines() == [
        "12.000 fouten door 1 oorzaak, 0 waarschuwingen",
        "- fout: Gebruik, kolom D: 12.000 cellen, eerst D1, D2, D3: Dit klopt niet. Verbeter het.",
    ]


def test_no_cause_is_left_out_however_many_there_are() -> None:
    many = [replace(finding(1), advice=f"Advies {letter}{n}.") for letter in "abcdefghij" for n in range(100)]
    lines = describe(many).splitlines()
    assert len(lines) == 1001
    assert lines[-1] == "- fout: Gebruik!D1: Dit klopt niet. Advies j99."


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        (["D5"], "Gebruik!D5"),
        (["D5", "D6"], "Gebruik, kolom D: 2 cellen, D5, D6"),
        (["D5", "D6", "D7", "D9"], "Gebruik, kolom D: 4 cellen, eerst D5, D6, D7"),
        (["5", "9"], "Gebruik: 2 rijen, 5, 9"),
        (["5:6", "9"], "Gebruik: 2 plaatsen, 5:6, 9"),
        (["A5:B6", "A9:B9"], "Gebruik, kolom A: 2 plaatsen, A5:B6, A9:B9"),
        (["", ""], "Gebruik: 2 keer"),
    ],
)
def test_where_a_cause_shows_is_said_in_the_words_of_a_sheet(cells: list[str], where: str) -> None:
    (cause,) = causes_of(Finding("fout", "Gebruik", cell, "code", "Dit klopt niet.") for cell in cells)
    assert cause.where == where


def test_a_cause_of_the_whole_file_has_no_place() -> None:
    (cause,) = causes_of([Finding("fout", "", "", "code", "Leeg.")])
    assert str(cause) == "Leeg."


def test_one_mistake_with_ever_another_row_in_its_text_is_one_line_without_that_row() -> None:
    double = [
        Finding("fout", "Gebruik", str(r), "dubbel", f"Gelijk aan rij {r - 40}.") for r in range(50, 66)
    ]
    assert describe(double).splitlines() == [
        "16 fouten door 1 oorzaak, 0 waarschuwingen",
        "- fout: Gebruik: 16 rijen, eerst 50, 51, 52: Gelijk aan een eerdere rij.",
    ]
    assert "Gelijk aan rij 10." in describe(double[:1])


def test_errors_and_warnings_of_one_column_are_two_causes() -> None:
    assert len(causes_of([finding(1), finding(2, "waarschuwing"), finding(3)])) == 2


def test_an_error_carries_every_finding_and_exit_code_3() -> None:
    error = WorkbookError([finding(1), finding(2)])
    assert len(error.findings) == 2
    assert error.exit_code == 3
