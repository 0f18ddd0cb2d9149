"""A command that is used wrongly is answered in Dutch, with what to do."""

from __future__ import annotations

import argparse
from datetime import date

import pytest

from maatschappelijk_rendement.arguments import Parser, a_date, one_of, some_of


def complaint(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    parser = Parser(prog="mr")
    parser.add_argument("werkmap")
    parser.add_argument("--soort", choices=["a", "b"])
    with pytest.raises(SystemExit) as stopped:
        parser.parse_args(words)
    assert stopped.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "mr: dit ontbreekt: werkmap"),
        (("x", "y"), "dit is onbekend: y."),
        (("x", "--soort"), "--soort: hier hoort een waarde achter"),
        (("x", "--soort", "c"), "--soort: 'c' kan niet"),
    ],
)
def test_a_wrong_use_is_said_in_dutch(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], says: str
) -> None:
    said = complaint(capsys, *words)
    assert says in said
    assert said.endswith("Hulp: mr --help\n")


@pytest.mark.parametrize("text", ["", "html,word", ","])
def test_only_listed_words_are_taken(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="kies uit html, pdf"):
        some_of(("html", "pdf"), text)


@pytest.mark.parametrize("text", ["20-11-2024", "2024-11-20", " 20-11-2024 "])
def test_a_day_is_written_as_in_the_workbook(text: str) -> None:
    assert a_date(text) == date(2024, 11, 20)


def test_a_day_and_a_month_of_one_digit_need_no_nought() -> None:
    assert a_date("3-9-2018") == date(2018, 9, 3)


@pytest.mark.parametrize("text", ["", "20241120", "11/20/2024", "20-11-24", "2024-W47-3", "20 november 2024"])
def test_another_way_to_write_a_day_is_refused_with_how_to_write_it(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="d-m-jjjj of jjjj-mm-dd"):
        a_date(text)


@pytest.mark.parametrize("text", ["31-6-2024", "2024-13-01", "0-1-2024"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="bestaat niet"):
        a_date(text)


@pytest.mark.parametrize("text", ["1-1-0001", "31-12-9999", "0000-00-00", "1899-12-31", "1-1-2200"])
def test_a_day_of_a_year_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="kies een jaar van 1900 tot en met 2199"):
        a_date(text)


def test_a_word_from_a_list_is_found_whatever_its_capitals() -> None:
    assert one_of(("Wmo", "Zvw"), " zvw") == "Zvw"
    with pytest.raises(argparse.ArgumentTypeError, match="kies uit Wmo, Zvw"):
        one_of(("Wmo", "Zvw"), "zorg")
