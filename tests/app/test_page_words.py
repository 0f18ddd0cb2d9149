"""What a message says on the page: no word of the command line that nobody there can type."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import maatschappelijk_rendement
from maatschappelijk_rendement.app.page import answer
from maatschappelijk_rendement.app.page_words import ON_THE_PAGE, OWN_FORMAT, of_own_format, on_the_page
from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.intake.own_formats import values

SOURCE = Path(maatschappelijk_rendement.__file__).parent
CORPUS = Path(__file__).parents[1] / "corpus"
A_COMMAND = re.compile(r"--[a-z]+|\bmr [a-z]+|afzender")
# What can say something of a workbook on the page. The rest asks for a folder, messages, a card, a register
# or a key, or is the command itself.
SPEAKS = (
    *("intake/workbook", "intake/rules", "intake/door.py", "intake/doors/workbook.py", "costing"),
    *("domain/tables.py", "domain/tariffs/store.py", "disclosure/rules", "disclosure/tables"),
    *("publication", "report/render.py", "intake/own_formats/checked.py"),
)
# These stand in a file: the workbook, or the report, where they are the same as those of mr.
NEVER_THERE = ("Kies bij --voor ook html, pdf of docx als formaat.",)  # the page always makes html
IN_A_FILE = ("intake/workbook/legend.py", "intake/workbook/sheets.py")


def sentences() -> Iterator[tuple[str, str]]:
    """Every text in the modules that speak, without docstrings."""
    for place in SPEAKS:
        found = SOURCE / place
        for path in [found] if found.is_file() else sorted(found.rglob("*.py")):
            name = path.relative_to(SOURCE).as_posix()
            if name in IN_A_FILE:
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            inner = {
                id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
            }
            for node in ast.walk(tree):
                if isinstance(node, ast.JoinedStr):
                    yield (
                        name,
                        "".join(
                            str(getattr(part, "value", ""))
                            for part in node.values
                            if isinstance(part, ast.Constant)
                        ),
                    )
                elif (
                    isinstance(node, ast.Constant)
                    and isinstance(node.value, str)
                    and not {id(node)} & (told | inner)
                ):
                    yield name, node.value


def test_no_message_on_the_page_asks_for_a_word_of_the_command_line() -> None:
    texts = [*sentences()]
    assert len([text for _, text in texts if A_COMMAND.search(text)]) > 10
    left = {text for _, text in texts if A_COMMAND.search(on_the_page(text))}
    assert left == set(NEVER_THERE)


def test_every_word_that_is_replaced_is_one_that_some_message_has() -> None:
    said = "\n".join(
        "".join(
            part.value
            for part in ast.walk(node)
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
        )
        for path in SOURCE.rglob("*.py")
        if path.name != "page_words.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant | ast.JoinedStr)
    )
    assert [words for words in ON_THE_PAGE if words not in said] == []


def test_whoever_clicks_is_never_sent_to_a_profile() -> None:
    assert set(values._ADVICE) <= set(OWN_FORMAT)
    assert not [advice for advice in OWN_FORMAT.values() if re.search("profiel|--|\\[", advice)]
    asked = Finding(
        "fout", "profiel", "casussen.wijk", "veld_ontbreekt", "Het profiel zegt niets.", "Zet bij [x]."
    )
    told = of_own_format([asked])[0]
    assert (told.place, told.text) == ("", "Nog niet gekozen: wijk.")
    cell = Finding(
        "fout", "blad 1", "", "geen_getal", "Kolom 'x' is geen getal.", "Zet bij waarden. (profiel: x)"
    )
    assert "profiel" not in of_own_format([cell])[0].advice


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("010_leeg_0bytes.xlsx", "Open het in Excel"),
        (
            "120_onbekende_productcode.xlsx",
            "Bedoelde u 'LOKAAL.UUR'? Zoek de code bij 'Zoek een productcode'",
        ),
        ("140_lopend_prijs_ontbreekt.xlsx", "kies de knop 'Opnieuw, met prijzen die zijn geïndexeerd'"),
    ],
)
def test_a_finding_says_where_on_the_page_to_do_it(tmp_path: Path, file: str, words: str) -> None:
    found = answer({"ask": "check", "file": file, "today": "2026-11-29"}, CORPUS, tmp_path)
    assert words in found["findings"][0]["advice"]
    assert words in found["text"]


def test_a_refusal_says_in_which_field(tmp_path: Path) -> None:
    asked = {"ask": "report", "file": "001_goed.xlsx", "minimum": "15"}
    said = answer(asked, CORPUS, tmp_path)["text"]
    assert "Vul haar in bij 'Reden voor een ander aantal'." in said
    assert not A_COMMAND.search(said)
