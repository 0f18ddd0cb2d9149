import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.tables import TEXT_RULES, CellKind
from maatschappelijk_rendement.intake.own_formats.pseudonymise import NoBsnError, Pseudonyms, bsn_digits
from maatschappelijk_rendement.intake.workbook.personal import personal_kinds

KEY = bytes(range(32))


def test_without_a_key_people_are_numbered_in_order_of_first_appearance() -> None:
    pseudonyms = Pseudonyms()
    people = ["999900006", "999900018", "999900006"]
    assert [pseudonyms.of(bsn) for bsn in people] == ["C001", "C002", "C001"]
    assert not pseudonyms.is_keyed


def test_without_a_key_a_second_run_numbers_anew() -> None:
    first, second = Pseudonyms(), Pseudonyms()
    first.of("999900006")
    assert first.of("999900018") != second.of("999900018")


def test_with_a_key_a_person_is_the_same_in_every_run_whatever_came_before() -> None:
    first, second = Pseudonyms(KEY), Pseudonyms(KEY)
    first.of("999900006")
    assert first.of("999900018") == second.of("999900018")


def test_another_key_gives_another_pseudonym() -> None:
    assert Pseudonyms(KEY).of("999900006") != Pseudonyms(bytes(32)).of("999900006")


@pytest.mark.parametrize("written", ["012345672", "12345672", " 0123.45.672 ", "012-345-672"])
def test_a_lost_zero_or_a_point_makes_no_other_person(written: str) -> None:
    assert bsn_digits(written) == "012345672"


@pytest.mark.parametrize(
    "written", ["", "1234567", "1234567890", "12345678a", "000000000", "１２３４５６７８２"]
)
def test_what_is_no_bsn_is_refused_without_being_repeated(written: str) -> None:
    with pytest.raises(NoBsnError) as caught:
        Pseudonyms().of(written)
    assert written == "" or written not in str(caught.value)


@given(st.integers(min_value=1, max_value=999_999_999), st.binary(min_size=32, max_size=32))
def test_a_pseudonym_may_stand_in_the_workbook_and_looks_like_no_personal_data(
    number: int, key: bytes
) -> None:
    pseudonym = Pseudonyms(key).of(f"{number:09d}")
    assert TEXT_RULES[CellKind.ID].problem(pseudonym) is None
    assert personal_kinds(pseudonym) == ()
    assert re.fullmatch(r"P[bcdfghjklmnpqrstvwxz]{14}", pseudonym)


def test_neither_key_nor_bsn_shows_when_it_is_printed() -> None:
    pseudonyms = Pseudonyms(KEY)
    pseudonyms.of("999900006")
    assert "999900006" not in repr(pseudonyms)
    assert KEY.hex() not in repr(pseudonyms)
    assert repr(KEY) not in repr(pseudonyms)
