"""mr wijk --gezondheid: a series of the GGD on sheet Gezondheid, and what cannot be joined."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from maatschappelijk_rendement.app.cli import main

SAMPLES = Path("voorbeelden/opendata")
GGD = SAMPLES / "ggd_50150NED_synthetisch.csv"


def card(folder: Path, *cells: tuple[str, str, object]) -> Path:
    path = folder / "wijk.xlsx"
    assert main(["sjabloon", str(path), "--soort", "wijk", "--voorbeeld"]) == 0
    book = openpyxl.load_workbook(path)
    for row in book["Kaart"].iter_rows(min_row=2):
        if row[0].value == "wijkcode":
            row[1].value = "WK082890"
    for sheet, cell, value in cells:
        book[sheet][cell] = value
    book.save(path)
    return path


def series(folder: Path, *codes: str, name: str = "reeks.csv") -> Path:
    path = folder / name
    assert main(["opendata", "ggd", str(GGD), "--wijk", *codes, "--uit", str(path)]) == 0
    return path


def changed(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def health(folder: Path, made: Path, reeks: Path) -> list[dict[str, Any]]:
    out = folder / "uit"
    assert main(["wijk", str(made), "--gezondheid", str(reeks), "--uit", str(out)]) == 0
    found: list[dict[str, Any]] = json.loads((out / "wijkrapport.json").read_text("utf-8"))["gezondheid"]
    return found


@pytest.mark.parametrize("name", ["reeks.csv", "reeks.xlsx"])
def test_a_series_fills_the_sheet_beside_the_municipality(name: str, tmp_path: Path) -> None:
    rows = health(tmp_path, card(tmp_path), series(tmp_path, "WK082890", "GM0828", name=name))
    (row,) = [
        row
        for row in rows
        if (row["criterium"], row["leeftijd"], row["jaar"])
        == ("Ervaren gezondheid goed of zeer goed", "18-64", 2016)
    ]
    assert (row["wijk"], row["wijk_laag"], row["wijk_hoog"]) == ("75.000", "72.000", "78.000")
    assert row["gemeente"] is not None
    assert row["aard"] == "gemodelleerd"
    joined = [each for each in rows if each["leeftijd"] != "19-64"]
    assert {each["leeftijd"] for each in joined} == {"18+", "18-64", "65+"}
    assert all("modelschatting, synthetisch" in each["bron"] for each in joined)  # as the name of its file


def test_a_row_of_the_card_goes_first_and_the_other_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = card(tmp_path)
    book = openpyxl.load_workbook(made)
    sheet = book["Gezondheid"]
    book["Gezondheid"]["B2"] = "18-64"
    criterion, year, value = sheet["A2"].value, sheet["C2"].value, sheet["E2"].value
    book.save(made)
    rows = health(tmp_path, made, series(tmp_path, "WK082890", "GM0828"))
    found = [r for r in rows if (r["criterium"], r["leeftijd"], r["jaar"]) == (criterion, "18-64", year)]
    assert [float(row["wijk"]) for row in found] == [float(value)]
    said = capsys.readouterr().err
    assert "staat ook op blad Gezondheid; de kaart gaat voor" in said
    assert "2012: buiten de jaren van de kaart" in said
    assert "geen criterium met deze stam op blad Criteria: ondergewicht" in said


@pytest.mark.parametrize(
    ("codes", "old", "new", "said"),
    [
        (("WK082891", "GM0828"), "", "", "reeks.csv: Kolom 'wijk' heeft geen rij van de wijk van de kaart."),
        (("WK082890",), "", "", "reeks.csv: Kolom 'wijk' heeft geen rij van de gemeente van de kaart."),
        (("WK082890", "GM0828"), ";Oss;", ";Geheimstad;", "reeks.csv!2: Kolom 'gemeente' noemt bij deze"),
        (("WK082890", "GM0828"), ";74,5;", ";veel;", "reeks.csv!2: Kolom 'waarde' is geen getal."),
        (("WK082890", "GM0828"), ";74,5;", ";90,5;", "reeks.csv!2: Kolom 'waarde' ligt niet tussen"),
        (("WK082890", "GM0828"), ";ja;50150NED", ";nee;50150NED", "reeks.csv!2: Kolom 'gemodelleerd'"),
        (("WK082890", "GM0828"), "2016;jaar", "2012;jaar", "reeks.csv!3: Deze wijk, indicator, leeftijd"),
        (("WK082890", "GM0828"), "uitsplitsing", "leeftijd", "uitsplitsing ontbreekt als kolom"),
    ],
)
def test_what_does_not_belong_is_refused_by_row_and_column(
    codes: tuple[str, ...],
    old: str,
    new: str,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    reeks, out = series(tmp_path, *codes), tmp_path / "uit"
    if old:
        changed(reeks, old, new)
    assert main(["wijk", str(card(tmp_path)), "--gezondheid", str(reeks), "--uit", str(out)]) == 3
    written = capsys.readouterr().err
    assert said in written
    assert "Geheimstad" not in written
    assert not out.exists()


def test_a_series_about_something_else_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reeks, out = tmp_path / "reeks.csv", tmp_path / "uit"
    kwb = SAMPLES / "kwb_2019_84583NED_synthetisch.csv"
    assert main(["opendata", "kwb", str(kwb), "--wijk", "WK082890", "GM0828", "--uit", str(reeks)]) == 0
    assert main(["wijk", str(card(tmp_path)), "--gezondheid", str(reeks), "--uit", str(out)]) == 3
    assert "Deze reeks gaat over iets anders dan gezondheid." in capsys.readouterr().err
    assert not out.exists()


def test_a_card_without_the_code_of_its_wijk_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = card(tmp_path)
    book = openpyxl.load_workbook(made)
    for row in book["Kaart"].iter_rows(min_row=2):
        if row[0].value == "wijkcode":
            row[1].value = None
    book.save(made)
    reeks, out = series(tmp_path, "WK082890", "GM0828"), tmp_path / "uit"
    assert main(["wijk", str(made), "--gezondheid", str(reeks), "--uit", str(out)]) == 3
    assert "Bij --gezondheid moet op blad Kaart staan welke wijk het is." in capsys.readouterr().err
    assert not out.exists()
