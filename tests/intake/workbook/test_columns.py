import re
from datetime import date
from decimal import Decimal

import pytest

from maatschappelijk_rendement.domain.tables import ANALYSIS, CASES, PROGRAMME, TARIFFS, USAGE, WELLBEING
from maatschappelijk_rendement.intake.workbook.cells import Type, Value
from maatschappelijk_rendement.intake.workbook.columns import NOTHING, Subject, is_total_word, parse
from maatschappelijk_rendement.intake.workbook.formats import GENERAL, NumberFormat, Shape

DAY = NumberFormat(Shape.DATE)
PERCENT = NumberFormat(Shape.PERCENT)
HIDDEN = NumberFormat(Shape.NUMBER, hides_numbers=True, hides_text=True)


def read(table, name, written, kind=Type.TEXT, number_format=GENERAL, *, is_1904=False):
    column = table.column(name)
    return parse(
        Value(kind, written, number_format), Subject(f"kolom '{column.header}'", column), is_1904=is_1904
    )


def codes(parsed):
    return [fault.code for fault in parsed.faults]


@pytest.mark.parametrize(
    ("table", "name", "written", "kind", "number_format", "meaning"),
    [
        (USAGE, "quantity", "2.5", Type.NUMBER, GENERAL, Decimal("2.5")),
        (USAGE, "moment", " VOOR ", Type.TEXT, GENERAL, "voor"),
        (USAGE, "case_id", "007", Type.TEXT, GENERAL, "007"),
        (USAGE, "case_id", "7", Type.NUMBER, GENERAL, "7"),
        (USAGE, "case_id", "Cafe\u0301", Type.TEXT, GENERAL, "Caf\u00e9"),
        (USAGE, "start", "43101", Type.NUMBER, DAY, date(2018, 1, 1)),
        (USAGE, "end", "43101", Type.NUMBER, DAY, date(2018, 1, 2)),  # the last day counts: half-open
        (USAGE, "end", "2018-01-01", Type.DATE, GENERAL, date(2018, 1, 2)),
        (CASES, "wijk", "'s-Gravenzande (oost)", Type.TEXT, GENERAL, "'s-Gravenzande (oost)"),
        (CASES, "wijk", "12", Type.NUMBER, GENERAL, "12"),
        (CASES, "wijk_code", "wk082801", Type.TEXT, GENERAL, "WK082801"),
        (CASES, "observed_streams", "wmo; ZVW;Wmo;", Type.TEXT, GENERAL, ("Wmo", "Zvw")),
        (CASES, "observed_streams", "Alle", Type.TEXT, GENERAL, ("alle",)),
        (
            TARIFFS,
            "source_text",
            "https://voorbeeld.nl/a?b=1#c",
            Type.TEXT,
            GENERAL,
            "https://voorbeeld.nl/a?b=1#c",
        ),
        (TARIFFS, "source_text", "Raadsbesluit 1-2-2018", Type.TEXT, GENERAL, "Raadsbesluit 1-2-2018"),
    ],
)
def test_a_cell_is_read_by_the_kind_of_its_column(table, name, written, kind, number_format, meaning):
    parsed = read(table, name, written, kind, number_format)
    assert (parsed.meaning, parsed.faults) == (meaning, ())


NO_END = [
    ("31-12-9999", Type.TEXT, GENERAL, False),
    (" 31/12/9999 ", Type.TEXT, GENERAL, False),
    ("9999-12-31", Type.TEXT, GENERAL, False),
    ("9999-12-31", Type.DATE, GENERAL, False),
    ("9999-12-31T00:00:00", Type.DATE, GENERAL, False),
    ("2958465", Type.NUMBER, DAY, False),
    ("2958465.0", Type.NUMBER, DAY, False),
    ("2957003", Type.NUMBER, DAY, True),  # 1462 days less where days are counted from 1904
]


@pytest.mark.parametrize(("table", "name"), [(USAGE, "end"), (TARIFFS, "valid_until")])
@pytest.mark.parametrize(("written", "kind", "number_format", "is_1904"), NO_END)
def test_a_last_day_of_31_12_9999_is_no_end(table, name, written, kind, number_format, is_1904):
    assert read(table, name, written, kind, number_format, is_1904=is_1904) == NOTHING


@pytest.mark.parametrize(
    ("table", "name"),
    [(CASES, "mdo_date"), (CASES, "repeat_date"), (USAGE, "start"), (TARIFFS, "valid_from")],
)
@pytest.mark.parametrize(("written", "kind", "number_format", "is_1904"), NO_END)
def test_another_day_of_31_12_9999_is_a_slip(table, name, written, kind, number_format, is_1904):
    parsed = read(table, name, written, kind, number_format, is_1904=is_1904)
    assert (parsed.meaning, codes(parsed)) == (None, ["geen_datum"])


@pytest.mark.parametrize(
    ("table", "name"),
    [
        *((CASES, name) for name in ("mdo_date", "repeat_date")),
        *((USAGE, name) for name in ("start", "end")),
        *((TARIFFS, name) for name in ("valid_from", "valid_until")),
        (WELLBEING, "measured_on"),
    ],
)
@pytest.mark.parametrize(
    ("written", "kind"),
    [
        *(
            (text, Type.TEXT)
            for text in ("1-1-1", "1-1-0001", "0003-05-01", "30-12-9999", "infinity", "-infinity")
        ),
        *((text, Type.TEXT) for text in ("9999-99-99", "31-12-99999", "epoch", "now", "1e308")),
        *((text, Type.DATE) for text in ("0001-01-01", "0000-00-00", "9998-12-31", "10000-01-01")),
        *((text, Type.NUMBER) for text in ("2958464", "2958466", "-1", "1e308", "73051.5")),
    ],
)
def test_a_date_of_no_year_of_ours_is_an_error_everywhere(table, name, written, kind):
    parsed = read(table, name, written, kind, DAY if kind is Type.NUMBER else GENERAL)
    assert (parsed.meaning, codes(parsed)) == (None, ["geen_datum"])


@pytest.mark.parametrize("name", ["quantity", "start", "unit", "price_eur"])
@pytest.mark.parametrize("written", ["-", "n.v.t.", "N.V.T."])
def test_a_word_for_nothing_is_nothing(name, written):
    assert read(USAGE, name, written) == NOTHING


FORMULA_STARTS = ["=1+1", "+31", "-2", "@x", "\t=1", "(a", '"a', ";a", "%0A", "\uff1d1"]
ODD_CHARACTERS = ["a\x07b", "a\u202eb", "a\u200b", "\U0001f3e0", "a<b>"]


@pytest.mark.parametrize("text", FORMULA_STARTS + ODD_CHARACTERS)
def test_a_character_that_is_not_allowed_is_an_error_that_does_not_repeat_it(text):
    parsed = read(CASES, "wijk", text)
    assert parsed.meaning is None
    assert codes(parsed)[0] in ("teken", "persoonsgegeven")
    assert text.strip() not in " ".join(fault.text for fault in parsed.faults)


@pytest.mark.parametrize("name", ["case_id", "resident", "product_code"])
def test_excel_turning_an_id_into_a_date_is_an_error(name):
    assert codes(read(USAGE, name, "43101", Type.NUMBER, DAY)) == ["type"]


def test_a_percentage_is_no_amount():
    assert codes(read(USAGE, "quantity", "0.21", Type.NUMBER, PERCENT)) == ["percentage"]


def test_a_date_is_no_amount():
    assert codes(read(USAGE, "quantity", "43101", Type.NUMBER, DAY)) == ["datum_als_getal"]


@pytest.mark.parametrize(
    ("written", "kind", "number_format", "code"),
    [
        ("43101", Type.NUMBER, GENERAL, "getal_zonder_datumopmaak"),
        ("43101.5", Type.NUMBER, DAY, "geen_datum"),
        ("60", Type.NUMBER, DAY, "geen_datum"),
        ("12/31/2018", Type.TEXT, GENERAL, "geen_datum"),
        ("2018-01-01T12:00:00", Type.DATE, GENERAL, "geen_datum"),
        ("1", Type.BOOLEAN, GENERAL, "type"),
        ("#N/A", Type.ERROR, GENERAL, "foutwaarde"),
    ],
)
def test_what_is_no_date_is_an_error(written, kind, number_format, code):
    parsed = read(USAGE, "start", written, kind, number_format)
    assert codes(parsed) == [code]
    assert parsed.is_wrong


@pytest.mark.parametrize(
    ("written", "code", "words"),
    [
        ("15 maart 2022", "datum_als_tekst", "die is als datum gelezen"),
        ("15-3-22", "datum_kort_jaar", "een jaar van twee cijfers"),
        ("3/4/2022", "datum_dag_maand", "als dag/maand, niet als maand/dag"),
        ("3/4/22", "datum_dag_maand", "een jaar van twee cijfers; die is gelezen als dag/maand"),
    ],
)
def test_a_date_as_text_is_read_with_one_note_that_says_what_was_assumed(written, code, words):
    parsed = read(USAGE, "start", written)
    assert isinstance(parsed.meaning, date)
    assert codes(parsed) == [code]
    assert words in parsed.faults[0].text
    assert not re.search("[0-9]", parsed.faults[0].text)
    assert not parsed.is_wrong


@pytest.mark.parametrize(
    ("table", "name", "written", "words"),
    [
        (USAGE, "start", "12/31/2017", "geen geldige datum: de maand bestaat niet"),
        (USAGE, "start", "31-4-2017", "geen geldige datum: de dag bestaat niet in die maand"),
        (USAGE, "start", "31-12-9999", "een jaar voor 1900 of na 2100"),
        (USAGE, "start", "3-4-2017 8:15", "een tijd achter de datum"),
        (USAGE, "quantity", "4 uur", "geen getal: er staat een letter in"),
        (USAGE, "quantity", "1234.56", "geen getal: een punt hoort alleen tussen groepen"),
        (PROGRAMME, "amount_eur", "1.250", "op twee manieren is te lezen"),
    ],
)
def test_a_refusal_names_the_sign_or_the_part_and_never_what_was_written(table, name, written, words):
    (fault,) = read(table, name, written).faults
    assert words in fault.text
    for part in re.split("[^0-9]+", written):
        assert len(part) < 3 or part not in f"{fault.text} {fault.advice}"


@pytest.mark.parametrize(
    ("written", "kind", "meaning"),
    [
        ("ja", Type.TEXT, "ja"),
        (" J ", Type.TEXT, "ja"),
        ("x", Type.TEXT, "ja"),
        ("X", Type.TEXT, "ja"),
        ("waar", Type.TEXT, "ja"),
        ("WAAR", Type.TEXT, "ja"),
        ("1", Type.BOOLEAN, "ja"),
        ("true", Type.BOOLEAN, "ja"),
        ("nee", Type.TEXT, "nee"),
        ("N", Type.TEXT, "nee"),
        ("onwaar", Type.TEXT, "nee"),
        ("0", Type.BOOLEAN, "nee"),
        ("false", Type.BOOLEAN, "nee"),
    ],
)
def test_yes_and_no_are_read_as_people_and_programs_write_them(written, kind, meaning):
    assert read(PROGRAMME, "one_off", written, kind) == (meaning, ())


@pytest.mark.parametrize("written", ["ja nee", "misschien", "jaja", "1", "xx"])
def test_other_words_are_no_yes_and_no(written):
    assert codes(read(PROGRAMME, "one_off", written)) == ["woord_onbekend"]


@pytest.mark.parametrize("written", ["j", "x", "n"])
def test_short_words_for_yes_and_no_hold_for_no_other_list(written):
    assert codes(read(USAGE, "moment", written)) == ["woord_onbekend"]


def test_a_date_of_the_1904_system_is_carried_over():
    assert read(USAGE, "start", "41639", Type.NUMBER, DAY, is_1904=True).meaning == date(2018, 1, 1)


@pytest.mark.parametrize(
    ("written", "kind", "code"),
    [("1,5", Type.TEXT, "getal_als_tekst"), ("1.5", Type.NUMBER, "verborgen_opmaak")],
)
def test_a_warning_stands_beside_the_meaning(written, kind, code):
    parsed = read(USAGE, "quantity", written, kind, HIDDEN if code == "verborgen_opmaak" else GENERAL)
    assert (parsed.meaning, codes(parsed), parsed.is_wrong) == (Decimal("1.5"), [code], False)


def test_a_possible_bsn_refuses_an_id_and_warns_elsewhere():
    assert codes(read(USAGE, "case_id", "123456782")) == ["bsn"]
    assert read(USAGE, "case_id", "123456782").is_wrong
    parsed = read(USAGE, "price_source", "offerte 123456782")
    assert (parsed.meaning, codes(parsed), parsed.is_wrong) == ("offerte 123456782", ["bsn"], False)


def test_other_personal_data_is_refused_everywhere_with_its_kind_and_not_its_value():
    parsed = read(USAGE, "price_source", "mw. Jansen")
    assert parsed.is_wrong
    assert "aanhef" in parsed.faults[0].text
    assert "Jansen" not in parsed.faults[0].text


def test_a_title_may_hold_dates_of_this_century():
    setting = ANALYSIS.column("value")
    titled = Subject("instelling 'titel'", type(setting)("title", "titel", setting.kind, ""))
    value = Value(Type.TEXT, "Ruwaard 1-1-2018 tot 31-12-2018", GENERAL)
    assert parse(value, titled, is_1904=False).faults == ()
    assert codes(read(CASES, "wijk", "Ruwaard 1-1-2018")) == ["persoonsgegeven"]


@pytest.mark.parametrize("text", ["Totaal", " TOTAAL: ", "subtotaal", "Som"])
def test_words_for_a_total_are_known(text):
    assert is_total_word(text)


@pytest.mark.parametrize("text", ["Totaalzorg", "C1", ""])
def test_other_words_are_no_total(text):
    assert not is_total_word(text)


def test_a_text_that_is_too_long_is_not_searched_any_further():
    assert codes(read(USAGE, "price_source", "mw. Jansen " * 20)) == ["te_lang"]
