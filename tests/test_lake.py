"""A folder of files gives the same cents as the same caseload as objects, and refuses what a workbook
refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.costing.test_engines_agree import cents, together, usual

from maatschappelijk_rendement import frames
from maatschappelijk_rendement.costing import price_usage
from maatschappelijk_rendement.errors import InputError
from maatschappelijk_rendement.lake import caseload_of, is_lake, open_lake
from maatschappelijk_rendement.pricing import price_mode
from maatschappelijk_rendement.tariffs import Tariffs

pytest.importorskip("duckdb")

ANALYSE = """instelling;waarde
titel;Test (synthetisch)
gemeente;Oss
periode_maanden;12
prijsmodus;lopend
prijsbasis;tarief
vergelijking;voor_na
basis_na;realisatie
mdo_kosten;apart
selectie;onbekend
"""
CASUSSEN = "casus_id,wijk,casustype,mdo_datum,stromen_bekend\nC1,Ruwaard,Bestaand,2018-03-01,alle\n"
GEBRUIK = """casus_id,moment,productcode,aantal,per,startdatum,einddatum
c1,Voor,P1,"2,5",maand,2018-01-01,31-1-2018
"""


def folder(path: Path, *, usage: str = GEBRUIK, cases: str = CASUSSEN, analyse: str = ANALYSE) -> Path:
    (path / "analyse.csv").write_text(analyse, encoding="utf-8")
    (path / "casussen.csv").write_text(cases, encoding="utf-8")
    (path / "gebruik.csv").write_text(usage, encoding="utf-8")
    return path


def test_a_line_of_a_csv_is_read_as_a_frame_holds_it(tmp_path: Path) -> None:
    lake = open_lake(folder(tmp_path))
    names = 'case_id, moment, quantity_milli, per, start, "end", price_e4'
    (row,) = lake.usage.query("usage", f"select {names} from usage").fetchall()
    # 2,5 in thousandths; the last day, 31 January, becomes the day after it; ids compare without regard to
    # case.
    assert [str(value) for value in row] == [
        "c1",
        "voor",
        "2500",
        "maand",
        "2018-01-01",
        "2018-02-01",
        "None",
    ]
    assert lake.settings.municipality == "Oss"
    assert lake.rows == {"Casussen": 1, "Gebruik": 1}


def test_a_small_folder_becomes_a_caseload(tmp_path: Path) -> None:
    path = folder(tmp_path, cases=CASUSSEN.replace("alle", "Wmo ; Zvw"))
    (path / "programma.csv").write_text("post,financier,bedrag,jaar,eenmalig\nTeam,gemeente,15000,2018,nee\n")
    (path / "tarieven.csv").write_text(
        'code,stroom,eenheid,prijs_eur,geldig_van,geldig_tot,bron\nP1,wmo,uur,"57,01",1-1-2018,31-12-2018,Raad\n'
    )
    (path / "welbevinden.csv").write_text(
        'casus_id,bewoner,moment,datum,instrument,score\nC1,B1,voor,1-3-2018,rapportcijfer,"3,5"\n'
    )
    caseload = caseload_of(open_lake(path))
    assert caseload.cases[0].observed_streams == ("Wmo", "Zvw")
    assert str(caseload.usage[0].quantity) == "2.500"
    assert caseload.programme[0].one_off is False
    assert (caseload.tariffs[0].stream, str(caseload.tariffs[0].valid_until)) == ("Wmo", "2019-01-01")
    assert str(caseload.scores[0].score) == "3.50"
    assert [(sheet.sheet, sheet.read, sheet.used) for sheet in caseload.reading.sheets][:2] == [
        ("Casussen", 1, 1),
        ("Gebruik", 1, 1),
    ]


def test_parquet_files_give_the_hand_computed_cents(tmp_path: Path) -> None:
    worked = usual("lopend")
    caseload = together(worked, "lopend")
    usage = frames.usage_frame(caseload)
    table = usage[["case_id", "moment", "product_code", "per", "start"]].rename(
        columns={"case_id": "casus_id", "product_code": "productcode", "start": "startdatum"}
    )
    table["aantal"] = usage["quantity_milli"] / 1000
    table["einddatum"] = usage["end"] - frames_day()
    table["prijs"] = usage["price_e4"].astype("float64") / 10_000
    cases = frames.case_frame(caseload)[["case_id", "wijk", "case_type", "mdo_date", "observed_streams"]]
    headers = ["casus_id", "wijk", "casustype", "mdo_datum", "stromen_bekend"]
    (tmp_path / "analyse.csv").write_text(ANALYSE, encoding="utf-8")
    table.to_parquet(tmp_path / "gebruik.parquet")
    cases.set_axis(headers, axis=1).to_parquet(tmp_path / "casussen.parquet")
    lake = open_lake(tmp_path, memory="500MB", threads=1)
    priced = price_usage(
        lake.usage,
        lake.cases,
        Tariffs().add(caseload.tariffs),
        mode=price_mode(lake.settings, carry=False),
        period_months=lake.settings.period_months,
    )
    expected = [w.current for w in worked if w.column == "cost"]
    found = [amount for amount, w in zip(cents(priced), worked, strict=True) if w.column == "cost"]
    assert found == expected


def frames_day() -> object:
    import pandas as pd

    return pd.Timedelta(days=1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"usage": GEBRUIK.replace("productcode", "naam")}, "kolom_onbekend"),
        ({"usage": GEBRUIK.replace("maand", "fortnight")}, "waarde_onjuist"),
        ({"usage": GEBRUIK.replace('"2,5"', "2.5555")}, "waarde_onjuist"),
        ({"usage": GEBRUIK.replace('"2,5"', "-1")}, "waarde_onjuist"),
        ({"usage": GEBRUIK.replace("31-1-2018", "31-2-2018")}, "waarde_onjuist"),
        ({"cases": CASUSSEN.replace("C1", "")}, "waarde_onjuist"),
        ({"analyse": ANALYSE.replace("lopend", "constant")}, "instelling_onjuist"),
        ({"analyse": ANALYSE + "kleur;rood\n"}, "instelling_onjuist"),
    ],
)
def test_what_is_wrong_is_counted_and_never_repeated(
    tmp_path: Path, change: dict[str, str], code: str
) -> None:
    with pytest.raises(InputError) as caught:
        open_lake(folder(tmp_path, **change))
    assert caught.value.findings[0].code == code
    assert "fortnight" not in str(caught.value)
    assert "rood" not in str(caught.value)


def test_a_folder_without_usage_is_no_lake(tmp_path: Path) -> None:
    assert not is_lake(tmp_path)
    assert is_lake(folder(tmp_path))
