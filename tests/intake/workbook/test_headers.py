"""Which column an unknown header may have meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.tables import (
    CASES,
    MDO,
    PROGRAMME,
    SETTINGS,
    SHEETS,
    TARIFFS,
    USAGE,
    WELLBEING,
)
from maatschappelijk_rendement.domain.vocabulary import fold_header
from maatschappelijk_rendement.intake.workbook.headers import SYNONYMS, guess_columns, likeness

COLUMNS = [(table, column) for table in SHEETS for column in table.columns]


def guess(table, *written, present=()):
    absent = [column for column in table.columns if column.header not in present]
    found = guess_columns(dict(enumerate(written)), absent)
    return [(found[n].column.header, found[n].is_only) if n in found else None for n in range(len(written))]


@pytest.mark.parametrize(
    ("table", "written", "header"),
    [
        (USAGE, "Aantal uren", "aantal"),
        (USAGE, "aantall", "aantal"),
        (USAGE, "hoeveelheid", "aantal"),
        (USAGE, "Prijs (\u20ac)", "prijs"),
        (USAGE, "prijs per uur", "prijs"),
        (USAGE, "begin", "startdatum"),
        (USAGE, "Start datum", "startdatum"),
        (USAGE, "datum tot", "einddatum"),
        (USAGE, "product", "productcode"),
        (CASES, "Casus ID", "casus_id"),
        (CASES, "CASUSID", "casus_id"),
        (CASES, "dossiernummer", "casus_id"),
        (CASES, "datum", "mdo_datum"),
        (CASES, "datum van het MDO", "mdo_datum"),
        (CASES, "naam van de wijk", "wijk"),
        (CASES, "wijkcode CBS", "wijkcode"),
        (WELLBEING, "cijfer", "score"),
        (MDO, "aantal uren", "uren"),
        (PROGRAMME, "bedrag in euro", "bedrag"),
        (TARIFFS, "tarief", "prijs_eur"),
        (TARIFFS, "ingangsdatum", "geldig_van"),
    ],
)
def test_a_header_in_other_words_is_recognised(table, written, header):
    assert guess(table, written) == [(header, True)]


@pytest.mark.parametrize("table", [CASES, USAGE, WELLBEING, MDO, PROGRAMME, TARIFFS])
@pytest.mark.parametrize(
    "written", ["kleur", "opmerkingen", "leeftijd", "geslacht", "x", "", "\u20ac", "kolom1"]
)
def test_a_header_that_looks_like_nothing_gives_no_guess(table, written):
    assert guess(table, written) == [None]


@pytest.mark.parametrize(
    "written",
    [
        *("naam", "naam bewoner", "bewoner naam", "BSN", "bsn bewoner", "geboortedatum", "adres", "voornaam"),
        *("postcode bewoner", "e-mail bewoner", "telefoon bewoner", "mw. Jansen", "bewoner 123456782"),
        "Jan 1-2-1950",
    ],
)
@pytest.mark.parametrize("table", [CASES, USAGE, WELLBEING, MDO, PROGRAMME, TARIFFS])
def test_a_header_that_may_be_personal_is_never_matched(table, written):
    assert guess(table, written) == [None]


def test_two_headers_that_may_both_be_one_column_are_no_certain_guess():
    assert guess(USAGE, "aantal uren", "aantal dagen") == [("aantal", False), ("aantal", False)]


def test_a_header_that_is_clearly_nearer_takes_the_column():
    assert guess(USAGE, "Aantal", "aantal mensen in het hele huishouden") == [("aantal", True), None]


def test_a_column_that_is_there_is_no_guess():
    assert guess(USAGE, "aantal uren", present=("aantal",)) == [None]


def test_a_very_long_header_is_not_compared():
    assert guess(USAGE, "aantal " * 5000) == [None]


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[f"{t.sheet}.{c.header}" for t, c in COLUMNS])
def test_a_header_without_its_signs_is_its_own_column(table, column):
    assert guess(table, column.header.replace("_", " ").title()) == [(column.header, True)]


def test_every_list_of_other_words_is_about_a_column_and_says_nothing_twice():
    fields = {column.name for _, column in COLUMNS}
    assert set(SYNONYMS) <= fields
    for table in SHEETS:
        for column in table.columns:
            words = SYNONYMS.get(column.name, ())
            assert len(set(words)) == len(words)
            assert all(word == fold_header(word) for word in words)


@given(st.text(max_size=70), st.sampled_from([column for _, column in COLUMNS]))
def test_any_header_has_a_likeness_from_none_to_all(written, column):
    assert 0 <= likeness(written, column) <= 1


def test_a_setting_is_recognised_as_a_column_is():
    found = guess_columns({4: "periode in maanden", 9: "kleur"}, SETTINGS)
    assert {place: found[place].column.header for place in found} == {4: "periode_maanden"}
