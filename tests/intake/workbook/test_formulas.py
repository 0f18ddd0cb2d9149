import pytest

from maatschappelijk_rendement.intake.workbook.formulas import Reach, is_placeholder, is_total, reach


@pytest.mark.parametrize(
    "formula",
    [
        "1+1",
        "SUM(D2:D4)",
        "Tarieven!A1*2",
        "Tabel1[prijs]*2",
        "Tabel1[[#This Row],[prijs]]+Blad!A1",
        "'Mijn blad'!A1",
        'IF(A1="a|b",1,2)',
        'IF(A1="[1]x!",1,2)',
        "CALLE",
        "ALLROUND(1)",
        'HYPERLINK("https://x")',
    ],
)
def test_an_ordinary_formula_stays_within(formula):
    assert reach(formula) is Reach.WITHIN


@pytest.mark.parametrize(
    "formula", ["[1]Tarieven!A1", "'[1]Blad 1'!A1", "SUM([2]X!A1:A9)", r"'C:\map\[a.xlsx]B'!A1"]
)
def test_another_workbook_is_seen(formula):
    assert reach(formula) is Reach.OTHER_WORKBOOK


@pytest.mark.parametrize(
    "formula",
    [
        "cmd|'/C calc'!A0",
        "cmd |'x'!A",
        "'cmd'|x!A",
        'WEBSERVICE("x")',
        'webservice ("x")',
        "RTD(1)",
        "CALL(1)",
        "REGISTER.ID(1)",
        "_xlfn.WEBSERVICE(A1)",
        "[1]X!A1+cmd|'x'!A",
    ],
)
def test_a_call_outside_is_seen_before_all_else(formula):
    assert reach(formula) is Reach.OUTSIDE


@pytest.mark.parametrize(
    ("formula", "total"),
    [
        ("SUM(A1:A9)", True),
        (" sum (A1)", True),
        ("SUBTOTAL(9,A1:A9)", True),
        ("SUMIF(A1)", False),
        ("A1+A2", False),
    ],
)
def test_a_total_is_known_by_its_function(formula, total):
    assert is_total(formula) is total


@pytest.mark.parametrize(
    "stored", ["", " ", "0", "-0", "+0.00", "0E0", "0e-400", "false", "FALSE", ".0", "0."]
)
def test_what_a_program_stores_that_does_not_calculate_is_a_placeholder(stored):
    assert is_placeholder(stored)


@pytest.mark.parametrize(
    "stored", ["1", "0.5", "1e-400", "10", "-", ".", "e", "true", "nee", "#DIV/0!", "n.v.t.", "00x"]
)
def test_any_other_stored_result_is_no_placeholder(stored):
    assert not is_placeholder(stored)
