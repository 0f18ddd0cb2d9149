"""A command that is used wrongly is answered in Dutch, with what to do."""

from __future__ import annotations

import argparse
import os
from datetime import date
from pathlib import Path

import pytest

from maatschappelijk_rendement.app.arguments import (
    LONGEST_MESSAGE,
    Parser,
    a_date,
    a_folder,
    a_path,
    a_reason,
    a_size,
    a_whole,
    one_of,
    some_of,
)


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
        (("x", "--soort", "c\nd"), "--soort: 'c"),
        (("x", "--help=ja"), "hier hoort geen waarde achter"),
    ],
)
def test_a_wrong_use_is_said_in_dutch(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], says: str
) -> None:
    said = complaint(capsys, *words)
    assert says in said
    assert said.endswith("Hulp: mr --help\n")


def test_what_was_typed_is_shown_on_one_line_without_signs_that_steer_a_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = complaint(capsys, "x", "\x1b[31m\ny\udce9" + 10_000 * "z")
    first, second = said.splitlines()
    assert first.startswith("mr: dit is onbekend: ?[31m?y?zzz")
    assert len(first) == len("mr: ") + LONGEST_MESSAGE + len("...")
    assert second == "Hulp: mr --help"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "deze is leeg"),
        ("  ", "deze is leeg"),
        ("a\0b", "kan niet bestaan"),
        ("half\ud83d", "kan niet bestaan"),
        ("x" * 256, "te lang"),
        ("é" * 128, "te lang"),
        ("a/" * 2_048 + "b", "te lang"),
    ],
)
def test_a_name_that_no_disk_can_have_is_refused(text: str, says: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=says):
        a_path(text)


@pytest.mark.parametrize("text", ["x" * 255, "a b", "-", ".", "caf\udce9", "map/" * 1_000])
def test_another_name_is_taken(text: str) -> None:
    assert a_path(text) == Path(text)


def test_a_folder_is_there_or_will_be_made(tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()
    os.mkfifo(tmp_path / "pijp")
    for name in ("bestand", "pijp"):
        with pytest.raises(argparse.ArgumentTypeError, match="dit is geen map"):
            a_folder(str(tmp_path / name))
    with pytest.raises(argparse.ArgumentTypeError, match="dit is geen map"):
        a_folder("/dev/null")
    for path in (tmp_path, tmp_path / "nieuw" / "dieper"):
        assert a_folder(str(path)) == path


@pytest.mark.parametrize("text", ["", "-1", "1,5", "1e3", "1_0", "\u0661", "9" * 5_000, "tien"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="geef een geheel getal"):
        a_whole(text)


@pytest.mark.parametrize("text", ["", "4", "GB", "0GB", "-1GB", "4 PB", "99999999GB", "4GB; drop", "4\nGB"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="geef een grootte, zoals 4GB"):
        a_size(text)


def test_a_size_is_read_however_it_is_written() -> None:
    assert [a_size(text) for text in ("4GB", " 1500 mb", "02tb")] == ["4GB", "1500MB", "2TB"]


@pytest.mark.parametrize("text", ["", " ", "a\nb", "a\0b", "\x1b[31m", "\ud83d", "\u202eab", "x" * 501])
def test_a_reason_is_plain_text_on_one_line(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="geef"):
        a_reason(text)


def test_a_reason_is_taken_as_it_was_written() -> None:
    assert a_reason(" besluit van B&W:\N{NO-BREAK SPACE}€ 3 ") == "besluit van B&W: € 3"


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
