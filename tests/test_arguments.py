"""A command that is used wrongly is answered in Dutch, with what to do."""

from __future__ import annotations

import argparse

import pytest

from maatschappelijk_rendement.arguments import Parser, a_date, some_of


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


def test_a_day_is_written_with_the_year_first() -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="JJJJ-MM-DD"):
        a_date("3-9-2018")
