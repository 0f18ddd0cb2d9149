"""mr waardeer: a card in, three files out, or nothing."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from maatschappelijk_rendement.app.cli import main


@pytest.mark.parametrize("kind", ["sroi", "mkba", "effecten"])
def test_a_template_with_the_example_is_valued(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card, out = tmp_path / "kaart.xlsx", tmp_path / "uit"
    assert main(["sjabloon", str(card), "--soort", kind, "--voorbeeld"]) == 0
    assert main(["waardeer", str(card), "--uit", str(out)]) == 0
    names = ["waardering.html", "waardering.json", "waardering.xlsx"]
    assert sorted(path.name for path in out.iterdir()) == names
    assert capsys.readouterr().out.split() == [
        str(card),
        *(str(out / name) for name in ("waardering.html", "waardering.xlsx", "waardering.json")),
    ]


def test_a_card_with_an_error_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    card, out = tmp_path / "kaart.xlsx", tmp_path / "uit"
    assert main(["sjabloon", str(card), "--soort", "mkba", "--voorbeeld"]) == 0
    book = openpyxl.load_workbook(card)
    book["Effecten"]["C4"] = "Jansen"
    book.save(card)
    assert main(["waardeer", str(card), "--uit", str(out)]) == 3
    said = capsys.readouterr().err
    assert "Effecten!C4: Deze partij staat niet op blad Partijen." in said
    assert "Jansen" not in said
    assert not out.exists()
