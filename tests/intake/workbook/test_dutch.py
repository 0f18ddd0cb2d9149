from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.intake.workbook import dutch
from maatschappelijk_rendement.intake.workbook.dutch import UnreadableError


def outcome(read, text):
    """What reading gave: a value and no refusal, or nothing and the refusal."""
    try:
        return read(text), None
    except UnreadableError as error:
        return None, error


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
        ("1\u2009234\u2007567", "1234567"),
        ("\u00a012\u00a0", "12"),
        (" 12 ", "12"),
        ("007", "7"),
        ("€ 68,5", "68.5"),
        ("68,5 €", "68.5"),
        ("68,5€", "68.5"),
        ("EUR 68,50", "68.5"),
        ("eur68,50", "68.5"),
        ("68,50 euro", "68.5"),
        ("€ 1.234,-", "1234"),
        ("1.250,-", "1250"),
        ("€ 68,--", "68"),
        ("1.234,\u2014", "1234"),
        ("1.234,\u2013", "1234"),
    ],
)
def test_a_dutch_number_in_text_is_read(text, number):
    assert dutch.number_from_text(text) == Decimal(number)


LETTER = "er staat een letter in"
POINT = "een punt hoort alleen tussen groepen van drie cijfers te staan"
BLANK = "een spatie hoort alleen tussen groepen van drie cijfers te staan"
MINUS = "het minteken staat niet vooraan"


@pytest.mark.parametrize(
    ("text", "reason", "part"),
    [
        ("1234.56", "geen_getal", POINT),
        ("1.234", "twee_lezingen", ""),
        ("-1.234", "twee_lezingen", ""),
        ("€ 1.234", "twee_lezingen", ""),
        ("-€ 1.234", "twee_lezingen", ""),
        ("1.250 EUR", "twee_lezingen", ""),
        ("\u00a01.250\u202f", "twee_lezingen", ""),
        ("1,234.56", "geen_getal", POINT),
        ("1.23.456", "geen_getal", POINT),
        ("1.234 567", "geen_getal", POINT),
        ("1.234,56-", "geen_getal", MINUS),
        ("--5", "geen_getal", MINUS),
        ("\u20135", "geen_getal", MINUS),
        ("(1.234,56)", "geen_getal", "er staat een haakje in"),
        ("12,3%", "percentage", ""),
        ("1e3", "geen_getal", LETTER),
        ("veel", "geen_getal", LETTER),
        ("4 uur", "geen_getal", LETTER),
        ("\u0661\u0662", "geen_getal", "er staat een cijfer van een ander schrift in"),
        ("\uff11\uff12", "geen_getal", "er staat een cijfer van een ander schrift in"),
        ("5\u200b", "geen_getal", "er staat een onzichtbaar teken in"),
        ("", "geen_getal", "er staat geen cijfer in"),
        ("€", "geen_getal", "er staat geen cijfer in"),
        ("-€ -5", "geen_getal", "het euroteken staat niet vooraan of achteraan"),
        ("€ 5 €", "geen_getal", "het euroteken of het minteken staat er dubbel"),
        ("1 23", "geen_getal", BLANK),
        ("- 5", "geen_getal", BLANK),
        ("+5", "geen_getal", "er staat een plusteken in"),
        ("<5", "geen_getal", "er staat een vergelijking in, zoals meer dan of ongeveer"),
        ("1,", "geen_getal", "achter de komma staat geen cijfer"),
        (",5", "geen_getal", "voor de komma staat geen cijfer"),
        ("1,2,3", "geen_getal", "er staat meer dan één komma in"),
        ("1_000", "geen_getal", "er staat een laag streepje in"),
        ("1'000", "geen_getal", "er staat een apostrof in"),
        ("1/2", "geen_getal", "er staat een schuine streep in"),
        ("\u00bd", "geen_getal", "er staat een breukteken in"),
        ("10:30", "geen_getal", "er staat een dubbele punt in"),
        ("1;2", "geen_getal", "er staat een puntkomma in"),
        ("$5", "geen_getal", "er staat een teken in dat niet in een getal hoort"),
    ],
)
def test_any_other_text_is_refused_with_the_sign_that_is_the_trouble(text, reason, part):
    with pytest.raises(UnreadableError) as caught:
        dutch.number_from_text(text)
    assert (caught.value.reason, caught.value.part) == (reason, part)
    assert str(caught.value) == reason


def test_a_line_end_behind_a_number_is_trimmed_as_any_blank():
    assert dutch.number_from_text("1\n") == 1


THREE_DECIMALS = st.integers(-(10**12), 10**12).map(lambda milli: Decimal(milli).scaleb(-3))


def dutch_forms(number):
    """Write a number in every Dutch form: sign, groups, decimals, currency."""
    sign, size = ("-" if number < 0 else ""), abs(number)
    whole, _, decimals = f"{size:f}".partition(".")
    grouped = f"{int(whole):,}"
    tails = [f",{decimals}", f",{decimals.rstrip('0')}"] if decimals.strip("0") else [f",{decimals}"]
    if not decimals.strip("0"):
        tails += [",-", ",--", ",\u2014"]
        # With one group and no decimals a point has two readings; nothing else does.
        yield from (f"{sign}{grouped.replace(',', separator)}" for separator in " \u00a0\u202f")
    for tail in tails:
        for separator in ("", ".", " ", "\u00a0", "\u202f"):
            written = grouped.replace(",", separator) + tail
            yield sign + written
            yield from (f"{sign}€ {written}", f"€{sign}{written}", f"EUR\u00a0{sign}{written}")
            yield from (f"{sign}{written} €", f"{sign}{written}\u202feuro", f" \u00a0{sign}{written}\t")


@given(THREE_DECIMALS)
def test_a_number_with_three_decimals_reads_back_from_every_dutch_form(number):
    for text in dutch_forms(number):
        assert dutch.number_from_text(text) == number, text


@given(
    st.integers(1000, 999_999), st.sampled_from(["{}", "-{}", "€ {}", "-€ {}", "{} €", "EUR {}", " {}\u00a0"])
)
def test_one_point_before_three_digits_has_two_readings_in_every_form(number, form):
    with pytest.raises(UnreadableError, match="twee_lezingen"):
        dutch.number_from_text(form.format(f"{number:,}".replace(",", ".")))


@given(st.text(max_size=30) | st.text("0123456789.,-€ EURe+\u00a0", max_size=12))
def test_any_text_is_a_number_or_a_reason_that_repeats_nothing(text):
    number, refusal = outcome(dutch.number_from_text, text)
    if refusal is None:
        assert number.is_finite()
    else:
        assert refusal.reason in ("geen_getal", "twee_lezingen", "percentage")
        assert (refusal.reason == "geen_getal") == bool(refusal.part)


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


MARCH_15 = date(2022, 3, 15)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3-9-2018", date(2018, 9, 3)),
        ("03-09-2018", date(2018, 9, 3)),
        (" 29-2-2020 ", date(2020, 2, 29)),
        ("2018-09-03", date(2018, 9, 3)),
        ("15/03/2022", MARCH_15),
        ("15.3.2022", MARCH_15),
        ("15 - 3 - 2022", MARCH_15),
        ("15 maart 2022", MARCH_15),
        ("15 Maart 2022", MARCH_15),
        ("15 mrt 2022", MARCH_15),
        ("15 mrt. 2022", MARCH_15),
        ("15-mrt-2022", MARCH_15),
        ("15mrt2022", MARCH_15),
        ("\u00a015\u00a0maart\u202f2022 ", MARCH_15),
        ("1 febr. 2022", date(2022, 2, 1)),
        ("1 sept 2022", date(2022, 9, 1)),
        ("di 15 maart 2022", MARCH_15),
        ("di. 15-3-2022", MARCH_15),
        ("Dinsdag, 15 maart 2022", MARCH_15),
        ("2022-03-15T00:00:00", MARCH_15),
        ("2022-03-15 00:00:00", MARCH_15),
        ("2022-03-15T00:00:00.000Z", MARCH_15),
        ("15-3-2022 0:00", MARCH_15),
        ("15-03-2022 00:00:00", MARCH_15),
        ("20220315", MARCH_15),
        ("1-1-1900", date(1900, 1, 1)),
        ("31-12-2100", date(2100, 12, 31)),
    ],
)
def test_a_date_is_read_as_people_write_it_with_nothing_assumed(text, day):
    assert dutch.read_date(text) == dutch.WrittenDate(day)
    assert dutch.date_from_text(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15-3-22", MARCH_15),
        ("15/3/22", MARCH_15),
        ("15 mrt '22", MARCH_15),
        ("1-1-49", date(2049, 1, 1)),
        ("1-1-50", date(1950, 1, 1)),
        ("1-1-00", date(2000, 1, 1)),
        ("31-12-99", date(1999, 12, 31)),
    ],
)
def test_a_year_of_two_digits_lies_from_1950_to_2049_and_that_is_told(text, day):
    assert dutch.read_date(text) == dutch.WrittenDate(day, is_short_year=True)


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("3/4/2022", True),  # 3 April; 4 March elsewhere
        ("12/11/2022", True),
        ("13/4/2022", False),  # no month 13
        ("4/4/2022", False),  # the same day both ways
        ("3-4-2022", False),  # nobody writes a month first with this sign
        ("3.4.2022", False),
    ],
)
def test_a_date_with_slashes_that_could_start_with_a_month_starts_with_the_day(text, is_told):
    written = dutch.read_date(text)
    assert written.is_day_first == is_told
    assert written.day.day == int(text.replace("-", "/").replace(".", "/").split("/")[0])


MONTH = "de maand bestaat niet: die loopt van 1 tot en met 12"
DAY = "de dag bestaat niet in die maand"
INCOMPLETE = "de dag, de maand of het jaar ontbreekt"
EIGHT = "acht cijfers zijn een jaar, een maand en een dag"


@pytest.mark.parametrize(
    ("text", "reason", "part"),
    [
        ("12/31/2018", "geen_datum", MONTH),
        ("1-0-2018", "geen_datum", MONTH),
        ("2018-13-01", "geen_datum", MONTH),
        ("31-2-2018", "geen_datum", DAY),
        ("29-2-2019", "geen_datum", DAY),
        ("0-1-2018", "geen_datum", DAY),
        ("32 mei 2018", "geen_datum", DAY),
        ("2018-9-3", "geen_datum", "dag en maand hebben elk hooguit twee cijfers"),
        ("1-1-202", "geen_datum", "het jaar heeft geen vier cijfers"),
        ("1-1-1", "geen_datum", "het jaar heeft geen vier cijfers"),
        ("3 setpember 2018", "geen_datum", "de naam van de maand is niet bekend"),
        ("ma 15 maart 2022", "geen_datum", "de dag van de week past niet bij de datum"),
        ("15 maart", "geen_datum", INCOMPLETE),
        ("maart 2022", "geen_datum", INCOMPLETE),
        ("3-2022", "geen_datum", INCOMPLETE),
        ("15032022", "geen_datum", EIGHT),
        ("20221315", "geen_datum", EIGHT),
        ("15-3/2022", "geen_datum", ""),
        ("\u0663-9-2018", "geen_datum", ""),
        ("infinity", "geen_datum", ""),
        ("", "geen_datum", ""),
        ("2018-09-03T12:00:00", "tijd", ""),
        ("3-9-2018 8:30", "tijd", ""),
        ("3 september 2018 00:01", "tijd", ""),
        ("1-1-0201", "jaar", ""),
        ("31-12-9999", "jaar", ""),
        ("31-12-1899", "jaar", ""),
        ("1 januari 2101", "jaar", ""),
        ("2101-01-01", "jaar", ""),
    ],
)
def test_other_dates_are_refused_with_the_part_that_is_the_trouble(text, reason, part):
    with pytest.raises(UnreadableError) as caught:
        dutch.date_from_text(text)
    assert (caught.value.reason, caught.value.part) == (reason, part)


MONTHS = ["januari", "februari", "maart", "april", "mei", "juni"]
MONTHS += ["juli", "augustus", "september", "oktober", "november", "december"]
SHORT = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
WEEKDAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]


def written_dates(day):
    """Write a date in every form that has four digits for the year."""
    d, m, y = day.day, day.month, day.year
    long, short, weekday = MONTHS[m - 1], SHORT[m - 1], WEEKDAYS[day.weekday()]
    yield from (f"{d}{sign}{m}{sign}{y}" for sign in "-/.")
    yield from (f"{d:02}{sign}{m:02}{sign}{y}" for sign in "-/.")
    yield from (f"{d} {long} {y}", f"{d} {long.upper()} {y}", f"{d} {short} {y}", f"{d} {short}. {y}")
    yield from (f"{d}-{short}-{y}", f"{weekday} {d} {long} {y}", f"{weekday[:2]} {d}-{m}-{y}")
    yield from (f"{y}-{m:02}-{d:02}", f"{y}{m:02}{d:02}", f"{y}-{m:02}-{d:02}T00:00:00", f"{d}-{m}-{y} 00:00")
    yield f"\u00a0{d}\u00a0{long}\u202f{y}\u00a0"


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_date_reads_back_from_each_form(day):
    for text in written_dates(day):
        assert dutch.date_from_text(text) == day, text


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_every_date_of_those_hundred_years_reads_back_with_two_digits_for_the_year(day):
    month, year = SHORT[day.month - 1], f"{day.year % 100:02}"
    for text in (*(f"{day.day}{sign}{day.month}{sign}{year}" for sign in "-/."), f"{day.day} {month} {year}"):
        assert dutch.read_date(text)[0::2] == (day, True), text


@given(st.text(max_size=30) | st.text("0123456789-/. :Tmaardi\u00a0", max_size=20))
def test_any_text_is_a_date_of_these_centuries_or_a_reason(text):
    day, refusal = outcome(dutch.date_from_text, text)
    if refusal is None:
        assert 1900 <= day.year <= 2100
    else:
        assert refusal.reason in ("geen_datum", "tijd", "jaar")


@given(st.from_regex(r"[0-9]{8}", fullmatch=True))
def test_eight_digits_never_have_a_second_reading_with_the_day_in_front(digits):
    _, refusal = outcome(dutch.date_from_text, digits)
    year, month = int(digits[4:]), int(digits[2:4])
    assert refusal or not (1 <= month <= 12 and 1900 <= year <= 2100)


@given(st.integers(-(10**12), 10**12), st.booleans())
def test_any_serial_number_is_a_day_of_these_centuries_or_a_reason(serial, is_1904):
    day, refusal = outcome(lambda written: dutch.date_from_serial(written, is_1904=is_1904), str(serial))
    if refusal is None:
        assert 1900 <= day.year <= 2100
    else:
        assert refusal.reason in ("geen_datum", "jaar")


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


@given(st.dates(date(1904, 1, 1), date(2100, 12, 31)))
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
