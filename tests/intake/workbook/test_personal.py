import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.intake.workbook.personal import (
    PersonalKind,
    has_bsn,
    passes_elfproef,
    personal_kinds,
)


@pytest.mark.parametrize("digits", ["111222333", "123456782", "012345672", "12345672"])
def test_these_numbers_pass_the_elfproef(digits):
    assert passes_elfproef(digits)


@pytest.mark.parametrize(
    "digits", ["000000000", "111222334", "1234567", "1234567820", "\u0661" * 9, "12345678x"]
)
def test_these_numbers_do_not(digits):
    assert not passes_elfproef(digits)


@given(st.integers(1, 10**8 - 1), st.integers(1, 9))
def test_changing_one_digit_breaks_the_elfproef(start, change):
    digits = f"{start:08d}"
    total = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), digits, strict=True))
    check = total % 11
    if check < 10:  # ten has no digit: such a number is never given out
        assert passes_elfproef(f"{digits}{check}")
        assert not passes_elfproef(f"{digits}{(check + change) % 10}")


@pytest.mark.parametrize(
    "text", ["offerte 123456782", "BSN:123456782.", "1234.56.782", "123 456 782", "C123456782"]
)
def test_a_bsn_is_found_inside_a_text(text):
    assert has_bsn(text)


@pytest.mark.parametrize("text", ["1123456782", "offerte 12345678 9", "1234567821", "12-03-1951"])
def test_another_number_is_no_bsn(text):
    assert not has_bsn(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Jansen 12-03-1951", PersonalKind.BIRTH_DATE),
        ("12/3/1951", PersonalKind.BIRTH_DATE),
        ("12.03.51", PersonalKind.BIRTH_DATE),
        ("1951-03-12", PersonalKind.BIRTH_DATE),
        ("12 maart 1951", PersonalKind.BIRTH_DATE),
        ("5341 AB 12", PersonalKind.ADDRESS),
        ("5341AB12", PersonalKind.ADDRESS),
        ("5341ab 12", PersonalKind.ADDRESS),
        ("5341 ab 12", PersonalKind.ADDRESS),
        ("Dorpsstraat 12, 5341 AB Oss", PersonalKind.ADDRESS),
        ("j.jansen@voorbeeld.nl", PersonalKind.E_MAIL),
        ("06-12345678", PersonalKind.TELEPHONE),
        ("06 12 34 56 78", PersonalKind.TELEPHONE),
        ("0612345678", PersonalKind.TELEPHONE),
        ("+31612345678", PersonalKind.TELEPHONE),
        ("+31 (0)6 12345678", PersonalKind.TELEPHONE),
        ("0412-123456", PersonalKind.TELEPHONE),
        ("(0412) 123456", PersonalKind.TELEPHONE),
        ("073 123 45 67", PersonalKind.TELEPHONE),
        ("mw. de Vries", PersonalKind.SALUTATION),
        ("Mw de Vries", PersonalKind.SALUTATION),
        ("Mevr. X", PersonalKind.SALUTATION),
        ("mevrouw X", PersonalKind.SALUTATION),
        ("dhr Pietersen", PersonalKind.SALUTATION),
        ("dhr. Pietersen", PersonalKind.SALUTATION),
        ("de heer Pietersen", PersonalKind.SALUTATION),
        ("fam. Jansen", PersonalKind.SALUTATION),
        ("offerte 123456782", PersonalKind.BSN),
    ],
)
def test_personal_data_is_known_by_its_kind(text, kind):
    assert kind in personal_kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ruwaard",
        "'s-Hertogenbosch",
        "Wijk 12",
        "Dr. Schaepmanbuurt",
        "Heerhugowaard",
        "MW uur",
        "Gemeente Oss",
        "Kostenhandleiding 2024, tabel 12",
        "2021 en 2022",
        "Tarief 2022 en 2023",
        "Wmo 2015/2016",
        "MWO",
        "5341 AB",
        "https://voorbeeld.nl/tarieven?jaar=2018",
        "ZVW.HUISARTS.CONSULT_KORT.NZA",
        "Fase 1.2.3",
    ],
)
def test_ordinary_texts_are_left_alone(text):
    assert personal_kinds(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Raadsbesluit 1-2-2018",
        "1-1-2018 tot 31-12-2018",
        "Contract 06-12-2018 31-12-2018",
        "geldig 2018-01-01",
    ],
)
def test_a_date_of_this_century_in_a_source_is_no_birthday(text):
    assert personal_kinds(text, dates_are_common=True) == ()
    assert PersonalKind.BIRTH_DATE in personal_kinds(text)


@pytest.mark.parametrize("text", ["Jansen 12-03-1951", "geb. 1-2-2010", "geboren 1-2-2010"])
def test_a_birthday_in_a_source_is_found(text):
    assert PersonalKind.BIRTH_DATE in personal_kinds(text, dates_are_common=True)


@pytest.mark.parametrize("piece", ["x", "1 1 ", "a@a", "06 ", "5341 ab ", "123.", "1 jan "])
def test_a_long_text_is_judged_in_one_pass(piece):
    # In a time that grows with the square of the length this would take minutes.
    assert PersonalKind.E_MAIL not in personal_kinds(piece * (300_000 // len(piece)))


def test_an_e_mail_address_is_found_however_long_its_name_is():
    assert PersonalKind.E_MAIL in personal_kinds("x" * 70 + "@voorbeeld.nl")
