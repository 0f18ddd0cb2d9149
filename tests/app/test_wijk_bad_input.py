"""Each kind of bad input of a wijk, through the command: a finding with its file, column and row."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from tests.opendata.make_samples import FOLDER

from maatschappelijk_rendement.app.cli import main

OLD, MIDDLE, NEW = (
    f"kwb_{name}_synthetisch.csv" for name in ("2017_83765NED", "2019_84583NED", "2023_85618NED")
)
RECENT, WMO = "kwb_2024_85984NED_synthetisch.csv", "wmo_wijken_84751NED_synthetisch.csv"
HALF = (";12220;6060;6160;1900;1500;2900;3300;2620;", ";6110;3030;3080;950;750;1450;1650;1310;")
WIJK = "WK082890"


def given(name: str, old: str, new: str, folder: Path) -> str:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert old in text
    path = folder / name
    path.write_text(text.replace(old, new), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("files", "wijk", "said"),
    [
        (
            [(OLD, "", "")],
            "WK082801",  # of another year
            ["kwb_2017_83765NED_synthetisch.csv: Kolom Codering_3: gebied WK082801 staat niet"],
        ),
        ([(OLD, "", "")], "WK034401", ["Kolom Codering_3: gebied WK034401 en andere gebieden"]),
        (
            [(OLD, "", ""), (NEW, ";Oss ", ";Maashorst ")],
            WIJK,  # renamed
            ["kwb_2023_85618NED_synthetisch.csv!3:", "een andere gemeente dan in 2017", "met de gemeente."],
        ),
        ([(WMO, "", "")], WIJK, ["Tabel 84751NED hoort bij soort wmo, niet bij kwb."]),
        (
            [(MIDDLE, ";12140;6020;6120;", ";12140;6020;4120;")],
            WIJK,
            ["kwb_2019_84583NED_synthetisch.csv!3:", "Zie kolom AantalInwoners_5."],
        ),
    ],
)
def test_open_data_that_does_not_belong_is_refused_and_nothing_is_written(
    files: list[tuple[str, str, str]],
    wijk: str,
    said: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    paths, out = [given(*file, tmp_path) for file in files], tmp_path / "uit.csv"
    assert main(["opendata", "kwb", *paths, "--wijk", wijk, "--uit", str(out)]) == 3
    written = capsys.readouterr().err
    assert [words for words in said if words not in written] == []
    assert not out.exists()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            [(OLD, "", ""), (NEW, *HALF)],
            ["kwb_2023_85618NED_synthetisch.csv!3:", "AantalInwoners_5"],
        ),  # divided
        ([(RECENT, "", "")], ["kwb_2024_85984NED_synthetisch.csv: Deze kolommen zijn leeg", "Inkomen_83"]),
        ([(MIDDLE, "WmoClienten_89", "WmoClienten_412")], ["synthetisch.csv!1:", "WmoClienten_412"]),
    ],
)
def test_what_may_be_right_is_read_and_said(
    files: list[tuple[str, str, str]], said: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths, out = [given(*file, tmp_path) for file in files], tmp_path / "uit.csv"
    assert main(["opendata", "kwb", *paths, "--wijk", WIJK, "--uit", str(out)]) == 0
    written = capsys.readouterr().err
    assert [words for words in said if words not in written] == []
    assert out.exists()


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "said"),
    [
        ("Begroting", "B2", "Geheime Zorg", "Begroting!B2: Deze partner heeft geen enkele definitie."),
        ("Resultaatgebieden", "D2", None, "Resultaatgebieden!D2: "),
        ("Totalen", "C2", 1, "Totalen!C2: Dit totaal is niet gelijk aan de som van de posten."),
    ],
)
def test_a_card_that_does_not_fit_is_refused_by_its_cell(
    sheet: str, cell: str, value: object, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "wijk.xlsx", tmp_path / "uit"
    assert main(["sjabloon", str(path), "--soort", "wijk", "--voorbeeld"]) == 0
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    assert main(["wijk", str(path), "--uit", str(out)]) == 3
    written = capsys.readouterr().err
    assert said in written
    assert "Geheim" not in written
    assert not out.exists()
