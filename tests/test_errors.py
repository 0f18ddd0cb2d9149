"""Findings and what is said of them."""

from __future__ import annotations

from maatschappelijk_rendement.errors import MAX_FINDINGS_SHOWN, Finding, WorkbookError, describe


def finding(number: int, level: str = "fout") -> Finding:
    return Finding(level, "Gebruik", f"D{number}", "code", "Dit klopt niet.", "Verbeter het.")  # type: ignore[arg-type]


def test_a_finding_names_its_place_what_is_wrong_and_what_to_do() -> None:
    assert str(finding(5)) == "Gebruik!D5: Dit klopt niet. Verbeter het."
    assert Finding("fout", "Gebruik", "", "x", "Leeg.").place == "Gebruik"
    assert str(Finding("fout", "", "", "x", "Leeg.")) == "Leeg."


def test_the_head_counts_errors_and_warnings_apart() -> None:
    text = describe([finding(1), finding(2, "waarschuwing"), finding(3, "waarschuwing")])
    assert text.splitlines()[0] == "1 fout, 2 waarschuwingen"


def test_past_the_limit_the_rest_is_counted() -> None:
    lines = describe([finding(n) for n in range(MAX_FINDINGS_SHOWN + 7)]).splitlines()
    assert len(lines) == MAX_FINDINGS_SHOWN + 2
    assert "nog 7" in lines[-1]


def test_an_error_carries_every_finding_and_exit_code_3() -> None:
    error = WorkbookError([finding(1), finding(2)])
    assert len(error.findings) == 2
    assert error.exit_code == 3
