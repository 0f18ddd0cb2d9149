from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.workbook import dutch
from maatschappelijk_rendement.workbook.dutch import UnreadableError


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,56", "1234.56"),
        ("€ 1.234,56", "1234.56"),
        ("€1.234,56", "1234.56"),
        ("€\u00a01.234,56", "1234.56"),
        ("1,5", "1.5"),
        ("0,125", "0.125"),
        ("-1.234,56", "-1234.56"),
        ("\u22121.234,56", "-1234.56"),
        ("€ -1.234,56", "-1234.56"),
        ("-€ 5,00", "-5"),
        ("1.234.567,89", "1234567.89"),
        ("1.234.567", "1234567"),
        ("1 234,56", "1234.56"),
        ("1\u00a0234,56", "1234.56"),
        ("1\u202f234,56", "1234.56"),
        (" 12 ", "12"),
        ("007", "7"),
    ],
)
def test_a_dutch_number_in_text_is_read(text, number):
    assert dutch.number_from_text(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1234.56", "geen_getal"),
        ("1.234", "twee_lezingen"),
        ("-1.234", "twee_lezingen"),
        ("€ 1.234", "twee_lezingen"),
        ("1,234.56", "geen_getal"),
        ("1.23.456", "geen_getal"),
        ("1.234,56-", "geen_getal"),
        ("(1.234,56)", "geen_getal"),
        ("12,3%", "percentage"),
        ("1e3", "geen_getal"),
        ("\u0661\u0662", "geen_getal"),
        ("\uff11\uff12", "geen_getal"),
        ("veel", "geen_getal"),
        ("", "geen_getal"),
        ("--5", "geen_getal"),
        ("-€ -5", "geen_getal"),
        ("1 23", "geen_getal"),
        ("1.234 567", "geen_getal"),
        ("+5", "geen_getal"),
        ("1,", "geen_getal"),
        ("1_000", "geen_getal"),
        ("1\n", "1"),
    ],
)
def test_any_other_text_is_refused_with_the_reason(text, reason):
    if reason == "1":  # a trailing line end is trimmed as any blank
        assert dutch.number_from_text(text) == 1
        return
    with pytest.raises(UnreadableError, match=reason):
        dutch.number_from_text(text)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_what_dutch_people_write_reads_back(number):
    grouped = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))
    assert dutch.number_from_text(grouped) == number
    assert dutch.number_from_text(grouped.replace(".", " ")) == number


@pytest.mark.parametrize("text", ["", "  ", "-", "n.v.t.", "N.V.T. "])
def test_words_for_nothing_are_empty(text):
    assert dutch.is_empty_word(text)


@pytest.mark.parametrize("text", ["0", "nvt", "--", "geen"])
def test_other_words_are_not_empty(text):
    assert not dutch.is_empty_word(text)


@given(st.integers(0, 10**11), st.integers(0, 4))
def test_the_float_that_excel_stores_reads_as_what_it_shows(digits, decimals):
    number = Decimal(digits).scaleb(-decimals)
    stored = f"{float(number):.17g}"
    assert dutch.number_from_stored(stored) == number


@pytest.mark.parametrize(
    "written", ["veel", "NaN", "INF", "", " ", "1,5", "0x10", "1_0", "\u0661", "1e9999", "1e999"]
)
def test_a_number_cell_without_a_number_is_refused(written):
    with pytest.raises(UnreadableError, match="geen_getal"):
        dutch.number_from_stored(written)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3-9-2018", date(2018, 9, 3)),
        ("03-09-2018", date(2018, 9, 3)),
        (" 29-2-2020 ", date(2020, 2, 29)),
        ("2018-09-03", date(2018, 9, 3)),
    ],
)
def test_two_ways_to_write_a_date_are_read(text, day):
    assert dutch.date_from_text(text) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12/31/2018", "geen_datum"),
        ("1-2-18", "geen_datum"),
        ("31-2-2018", "geen_datum"),
        ("29-2-2019", "geen_datum"),
        ("2018-9-3", "geen_datum"),
        ("3 september 2018", "geen_datum"),
        ("2018-09-03T00:00:00", "geen_datum"),
        ("3.9.2018", "geen_datum"),
        ("\u0663-9-2018", "geen_datum"),
        ("1-1-0201", "jaar"),
        ("31-12-9999", "jaar"),
    ],
)
def test_other_dates_are_refused(text, reason):
    with pytest.raises(UnreadableError, match=reason):
        dutch.date_from_text(text)


@pytest.mark.parametrize(
    ("serial", "is_1904", "day"),
    [
        ("1", False, date(1900, 1, 1)),
        ("59", False, date(1900, 2, 28)),
        ("61", False, date(1900, 3, 1)),
        ("43101", False, date(2018, 1, 1)),
        ("43101.0", False, date(2018, 1, 1)),
        ("0", True, date(1904, 1, 1)),
        ("41639", True, date(2018, 1, 1)),
    ],
)
def test_a_serial_number_is_a_day(serial, is_1904, day):
    assert dutch.date_from_serial(serial, is_1904=is_1904) == day


@pytest.mark.parametrize(
    ("serial", "is_1904", "reason"),
    [
        ("60", False, "geen_datum"),
        ("0", False, "geen_datum"),
        ("-1", False, "geen_datum"),
        ("43101.5", False, "tijd"),
        ("2958465", False, "jaar"),
        ("-1", True, "jaar"),
    ],
)
def test_a_serial_number_that_is_no_day_is_refused(serial, is_1904, reason):
    with pytest.raises(UnreadableError, match=reason):
        dutch.date_from_serial(serial, is_1904=is_1904)


@given(st.dates(date(1904, 1, 1), date(2199, 12, 31)))
def test_the_two_date_systems_are_1462_days_apart(day):
    serial = (day - date(1899, 12, 30)).days
    assert dutch.date_from_serial(str(serial - 1462), is_1904=True) == day
    if day >= date(1900, 3, 1):
        assert dutch.date_from_serial(str(serial), is_1904=False) == day
    assert day - timedelta(days=serial) == date(1899, 12, 30)


@pytest.mark.parametrize("written", ["2018-09-03", "2018-09-03T00:00:00", "2018-09-03T00:00:00Z"])
def test_an_iso_date_at_midnight_is_that_day(written):
    assert dutch.date_from_iso(written) == date(2018, 9, 3)


@pytest.mark.parametrize(("written", "reason"), [("2018-09-03T12:00:00", "tijd"), ("x", "geen_datum")])
def test_an_iso_date_with_a_time_is_refused(written, reason):
    with pytest.raises(UnreadableError, match=reason):
        dutch.date_from_iso(written)


def test_a_number_larger_than_excel_holds_is_refused():
    assert dutch.number_from_stored("9.99999999999999e307") == Decimal("9.99999999999999e307")
    with pytest.raises(dutch.UnreadableError):
        dutch.number_from_stored("1.7976931348623157e308")


@pytest.mark.parametrize(
    "written", ["1e-400", "-1e-400", "0.001e-399", f"0.{'0' * 400}1", "5e-324", "2.2e-308"]
)
def test_a_number_too_close_to_0_for_excel_is_refused_and_never_read_as_0(written):
    with pytest.raises(dutch.UnreadableError, match="geen_getal"):
        dutch.number_from_stored(written)


@pytest.mark.parametrize("written", ["0", "-0", "0.000", "0e-400", "+0E5", ".0"])
def test_a_written_0_stays_0(written):
    assert dutch.number_from_stored(written) == 0


def test_the_smallest_number_that_excel_holds_is_read():
    assert dutch.number_from_stored("2.2251e-308") == Decimal("2.2251e-308")


def test_a_long_run_of_digits_is_refused_in_one_pass():
    # In a time that grows with the square of the length this would take minutes.
    with pytest.raises(dutch.UnreadableError):
        dutch.number_from_stored("1" * 200_000 + "x")
