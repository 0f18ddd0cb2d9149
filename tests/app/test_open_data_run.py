"""``mr opendata``: a series and a map from downloaded files, or nothing and every problem in Dutch."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.opendata.make_samples import FOLDER

from maatschappelijk_rendement.app.cli import main

KWB = [
    str(FOLDER / f"kwb_{name}_synthetisch.csv")
    for name in ("2017_83765NED", "2019_84583NED", "2020_84799NED", "2023_85618NED", "2024_85984NED")
]
MAP = str(FOLDER / "wijken_2023_kaart_synthetisch.geojson")
WIJK = "WK082890"


def test_five_files_become_one_csv_and_every_skipped_column_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "reeks.csv"
    assert main(["opendata", "kwb", *KWB, "--wijk", WIJK, "--uit", str(out)]) == 0
    text = out.read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["waarde"] for row in rows if row["indicator"] == "bijstand"] == [
        *("430", "410", "400", "370", "360"),
    ]
    assert {row["waarde"] for row in rows if row["indicator"] == "inkomen_per_inwoner"} == {"22,4", ""}
    shown = capsys.readouterr()
    assert "Appartement_48, Appartement_56" in shown.out
    assert "Bron: CBS" in shown.out
    assert shown.out.rstrip().endswith(str(out))
    assert "kolom" in shown.err


def test_a_workbook_has_its_sources_on_a_sheet(tmp_path: Path) -> None:
    out = tmp_path / "zorg.xlsx"
    files = [str(FOLDER / f"vektis_{year}_gemeente_synthetisch.csv") for year in (2015, 2020, 2023)]
    assert main(["opendata", "vektis", *files, "--gemeente", "Oss", "--uit", str(out)]) == 0
    book = load_workbook(out)
    assert book.sheetnames == ["Cijfers", "Bron en lezen"]
    assert "sluiten commercieel gebruik uit" in book["Bron en lezen"]["A1"].value
    head = [cell.value for cell in book["Cijfers"][1]]
    assert head[:4] == ["jaar", "periode", "wijk", "naam"]


def test_vektis_is_compared_by_age_and_sex_and_the_licence_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(FOLDER / "vektis_2023_gemeente_synthetisch.csv")
    assert main(["opendata", "vektis", file, "--gemeente", "Oss", "--uit", str(tmp_path / "z.csv")]) == 0
    out = capsys.readouterr().out
    assert "Oss, 2023: 1,033 keer wat verwacht is naar leeftijd en geslacht" in out
    assert "0,4 % van de verzekerdejaren staat in de restrij" in out
    assert "sluiten commercieel gebruik uit" in out


def test_a_map_stands_beside_the_series(tmp_path: Path) -> None:
    out = tmp_path / "reeks.csv"
    words = ["--kaart", MAP, "--indicator", "bijstand", "--uit", str(out)]
    assert main(["opendata", "kwb", MAP, "--wijk", WIJK, "WK082891", *words]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["reeks.csv", "reeks.svg"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["kwb", KWB[0], "--wijk", "WK082801"], 3),  # a wijk of another year
        (["wmo", KWB[0], "--wijk", WIJK], 3),  # a table of another subject
        (["kwb", KWB[0]], 2),  # no area
        (["kwb", KWB[0], "--wijk", "Ruwaard"], 2),
        (["kwb", KWB[0], "--wijk", WIJK, "--gemeente", "Oss"], 2),
        (["kwb", *KWB, "--wijk", WIJK, "--jaar", "2019"], 2),
        (["kwb", MAP, "--wijk", WIJK, "--kaart", MAP], 2),  # a map of what?
        (["kwb", MAP, "--wijk", WIJK, "--kaart", MAP, "--indicator", "geluk"], 2),
        (["vektis", KWB[0], "--wijk", WIJK], 2),
        (["vektis", KWB[0], "--gemeente", "Oss"], 3),
        (["kwb", "er-is-niets.csv", "--wijk", WIJK], 2),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    words: list[str], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["opendata", *words, "--uit", str(tmp_path / "uit.csv")]) == code
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr().err


def test_findings_come_as_json_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "reeks.csv"
    assert main(["opendata", "kwb", KWB[4], "--wijk", WIJK, "--uit", str(out), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["code"], row["blad"]) == ("kolom_leeg", "kwb_2024_85984NED_synthetisch.csv")


@pytest.mark.parametrize("name", ["reeks.csv", "reeks.txt"])
def test_a_name_that_is_taken_or_ends_otherwise_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "reeks.csv").write_text("oud", encoding="utf-8")
    assert main(["opendata", "kwb", KWB[0], "--wijk", WIJK, "--uit", str(tmp_path / name)]) == 2
    assert (tmp_path / "reeks.csv").read_text(encoding="utf-8") == "oud"


def test_a_name_that_looks_like_a_formula_is_written_as_text(tmp_path: Path) -> None:
    source = tmp_path / "kwb_2019_84583NED.csv"
    text = Path(KWB[1]).read_text(encoding="utf-8").replace(";Oss ", ";=1+1 ")
    source.write_text(text, encoding="utf-8")
    for name in ("reeks.csv", "reeks.xlsx"):
        assert main(["opendata", "kwb", str(source), "--wijk", WIJK, "--uit", str(tmp_path / name)]) == 0
    assert ";'=1+1;" in (tmp_path / "reeks.csv").read_text(encoding="utf-8-sig")
    cell = load_workbook(tmp_path / "reeks.xlsx")["Cijfers"]["E2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_comparison_by_age_and_sex_goes_into_the_series_when_asked(tmp_path: Path) -> None:
    out = tmp_path / "zorgkosten.csv"
    vektis = str(FOLDER / "vektis_2023_gemeente_synthetisch.csv")
    assert (
        main(["opendata", "vektis", vektis, "--gemeente", "Oss", "--standaardiseer", "--uit", str(out)]) == 0
    )
    rows = [line.split(";") for line in out.read_text(encoding="utf-8-sig").splitlines()]
    value = {row[5]: row[8] for row in rows if row[3] == "Oss"}
    assert value["zvw_totaal_verhouding"] == "1,033"
    seen, hoped, gap = (
        Decimal(value[f"zvw_totaal{end}"].replace(",", ".")) for end in ("", "_verwacht", "_verschil")
    )
    assert abs(seen - hoped - gap) <= Decimal("0.01")
    assert {row[7] for row in rows if row[5].endswith("_verhouding")} == {"naar leeftijd en geslacht"}


def test_only_vektis_is_compared_by_age_and_sex(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, ggd = tmp_path / "reeks.csv", str(FOLDER / "ggd_50150NED_synthetisch.csv")
    assert main(["opendata", "ggd", ggd, "--wijk", "WK082890", "--standaardiseer", "--uit", str(out)]) == 2
    assert "--standaardiseer is er alleen voor vektis" in capsys.readouterr().err
    assert not out.exists()
