"""What the page asks becomes the call that ``mr`` makes: the same files, the same words, or nothing."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from maatschappelijk_rendement.app.cli import main
from maatschappelijk_rendement.app.page import NOTES, answer, options_of, serve, warm
from maatschappelijk_rendement.app.page_files import TOGETHER
from maatschappelijk_rendement.app.pipeline import make_template
from maatschappelijk_rendement.domain.errors import UsageError

CORPUS = Path(__file__).parents[1] / "corpus"
TODAY = "2026-11-29"
LIST = """Dossier;Achternaam;Wijk;MDO;Voorziening;Aantal;Frequentie;Van;Einddatum
D1;Jansen;Noord;1-3-2022;Hulp in huis;120;week;1-1-2022;28-2-2022
D1;Jansen;Noord;1-3-2022;Hulp in huis;60;week;1-3-2022;31-12-2022
"""
WIDE = """Dossier;Wijk;MDO;Kosten Wmo voor;Kosten Wmo na
D1;Noord;1-3-2022;100;50
D2;Zuid;1-3-2022;80;
"""
SETTINGS = {"titel": "Proef", "gemeente": "Oss", "periode_maanden": "12", "prijsmodus": "lopend"}
SETTINGS |= {"prijsbasis": "tarief", "vergelijking": "voor_na", "basis_na": "realisatie"}
SETTINGS |= {"mdo_kosten": "apart", "selectie": "onbekend"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("in", "uit"):
        (tmp_path / name).mkdir()
    return tmp_path


def ask(folder: Path, **request: Any) -> dict[str, Any]:
    return answer(request, folder / "in", folder / "uit")


def test_the_report_of_the_page_is_that_of_mr_also_of_a_workbook_it_has_checked(folder: Path) -> None:
    workbook = folder / "in" / "a.xlsx"
    make_template(workbook, example=True)
    assert main(["rapport", str(workbook), "--uit", str(folder / "mr"), "--voor", "bewoner"]) == 0
    expected = {path.name: path.read_bytes() for path in (folder / "mr").iterdir()}
    assert ask(folder, ask="check", file="a.xlsx", today=TODAY)["kind"] == "done"
    found = ask(folder, ask="report", file="a.xlsx", readers="bewoner")
    assert found["kind"] == "done"
    made = {path.name: path.read_bytes() for path in (folder / "uit").iterdir()}
    with zipfile.ZipFile(folder / "uit" / TOGETHER) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == expected
    del made[TOGETHER]
    assert made == expected


def test_another_workbook_under_the_same_name_is_read_anew(folder: Path) -> None:
    make_template(folder / "in" / "a.xlsx", example=True)
    assert ask(folder, ask="check", file="a.xlsx", today=TODAY)["kind"] == "done"
    (folder / "in" / "a.xlsx").write_bytes((CORPUS / "060_alleen_kop.xlsx").read_bytes())
    assert ask(folder, ask="report", file="a.xlsx")["kind"] == "input"
    assert [*(folder / "uit").iterdir()] == []


def test_findings_come_with_the_workbook_back_and_a_row_for_each_cause(folder: Path) -> None:
    (folder / "in" / "a.xlsx").write_bytes((CORPUS / "122_einde_voor_begin.xlsx").read_bytes())
    found = ask(folder, ask="check", file="a.xlsx", today=TODAY)
    assert found["kind"] == "input"
    assert found["text"].startswith("1 fout")
    assert [row["level"] for row in found["findings"]] == ["fout"]
    assert found["findings"][0]["where"].startswith("Gebruik!")
    assert (folder / "uit" / NOTES).exists()
    assert found["heaviest"] == found["foresight"] == []
    assert not found["carries"]
    assert not found["is_own"]


@pytest.mark.parametrize(
    ("file", "carries", "is_own"),
    [("140_lopend_prijs_ontbreekt.xlsx", True, False), ("062_blad_andere_naam.xlsx", False, True)],
)
def test_what_may_help_is_offered(folder: Path, file: str, carries: bool, is_own: bool) -> None:
    (folder / "in" / "a.xlsx").write_bytes((CORPUS / file).read_bytes())
    found = ask(folder, ask="check", file="a.xlsx", today=TODAY)
    assert (found["carries"], found["is_own"]) == (carries, is_own)
    if carries:
        assert not ask(folder, ask="check", file="a.xlsx", today=TODAY, carry=True)["carries"]


def test_only_when_asked_it_says_what_a_public_report_will_show(folder: Path) -> None:
    make_template(folder / "in" / "a.xlsx", example=True)
    assert ask(folder, ask="check", file="a.xlsx", today=TODAY)["foresight"] == []
    ahead = ask(folder, ask="check", file="a.xlsx", today=TODAY, ahead=True)
    assert ahead["foresight"][0] == "Wat een openbaar rapport laat zien:"


def test_an_intern_report_is_one_only_when_asked(folder: Path) -> None:
    make_template(folder / "in" / "a.xlsx", example=True)
    assert ask(folder, ask="report", file="a.xlsx", internal=True)["kind"] == "done"
    assert json.loads((folder / "uit" / "resultaten.json").read_bytes())["niveau"] == "intern"
    assert (folder / "uit" / "rapport-formules.xlsx").exists()


@pytest.mark.parametrize("internal", [False, True])
def test_each_file_says_what_it_is_and_a_confidential_one_also_in_its_name(
    folder: Path, internal: bool
) -> None:
    make_template(folder / "in" / "a.xlsx", example=True)
    found = ask(folder, ask="report", file="a.xlsx", internal=internal)
    assert {file["name"] for file in found["files"]} == {path.name for path in (folder / "uit").iterdir()}
    assert all(file["about"] for file in found["files"])
    assert {"VERTROUWELIJK" in file["save_as"] for file in found["files"]} == {internal}
    assert found["confidential"] == internal
    assert ("maar één keer" in found["notice"]) != internal


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("minimum", "veel", "Minste aantal casussen: geef een geheel getal, zoals 15."),
        ("date", "gisteren", "Datum van het rapport: "),
        ("readers", "wethouder", "Bladzijde voor: kies uit gemeente, verzekeraar, bewoner"),
        ("grid", "-5", "Afronden op: geef een geheel getal"),
    ],
)
def test_a_field_that_holds_something_else_is_refused_by_its_name(field: str, text: str, words: str) -> None:
    with pytest.raises(UsageError) as refused:
        options_of({field: text})
    assert str(refused.value).startswith(words)
    assert text not in str(refused.value)


def test_a_date_may_be_written_as_in_the_workbook_and_a_refused_field_is_named(folder: Path) -> None:
    assert str(options_of({"date": "29 november 2026"}).report_date) == "2026-11-29"
    make_template(folder / "in" / "a.xlsx", example=True)
    for wrong in ("gisteren", "29 november 9999", "31 juni 2026"):
        assert ask(folder, ask="report", file="a.xlsx", date=wrong)["field"] == "date", wrong


def test_fewer_than_the_minimum_is_refused_and_nothing_is_made(folder: Path) -> None:
    (folder / "in" / "a.xlsx").write_bytes((CORPUS / "001_goed.xlsx").read_bytes())
    found = ask(folder, ask="report", file="a.xlsx", minimum="15", reason="proef")
    assert found["kind"] in ("refused", "usage")
    assert found["text"]
    assert [*(folder / "uit").iterdir()] == []


def test_a_request_in_a_folder_gets_its_answer_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    request = {"ask": "template", "example": True}
    (folder / "request.json").write_text(json.dumps(request), encoding="utf-8")
    serve(str(folder))
    assert json.loads((folder / "answer.json").read_text(encoding="utf-8"))["kind"] == "done"
    (folder / "in" / "a.xlsx").write_bytes((folder / "uit" / "voorbeeld-synthetisch.xlsx").read_bytes())
    assert ask(folder, ask="check", file="a.xlsx", today=TODAY)["kind"] == "done"
    assert capsys.readouterr().out.splitlines() == [
        "stap: werkmap lezen",
        "stap: regels prijzen en vergelijken",
    ]


def test_what_is_loaded_beforehand_is_there_to_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.excepthook", None)
    warm()


def test_a_list_of_somebody_else_becomes_a_workbook_by_what_was_chosen(folder: Path) -> None:
    (folder / "in" / "lijst.csv").write_text(LIST, encoding="utf-8")
    asked = ask(folder, ask="propose", file="lijst.csv")
    chosen = {column["header"]: column["choice"] for column in asked["columns"]}
    assert chosen["Dossier"] == "casus_id"
    assert chosen["Frequentie"] == "per"
    assert "Achternaam" not in chosen
    assert asked["personal"] == 1
    assert [word["word"] for word in asked["words"]] == ["Hulp in huis"]
    answers = {"table": asked["table"], "columns": chosen, "codes": {}}
    answers |= {"words": {"Hulp in huis": "WMO.HH.UUR.REF2022"}, "streams": "Wmo"}
    found = ask(folder, ask="read_in", file="lijst.csv", settings=SETTINGS, answers=answers)
    assert found["kind"] == "done", found
    assert {path.name for path in (folder / "uit").iterdir()} == {
        *("casussen.xlsx", "eigen.toml", "inleesoverzicht.txt"),
    }
    # The profile is one that mr reads: with it mr makes the same workbook.
    words = ["--profiel", str(folder / "uit" / "eigen.toml"), "--uit", str(folder / "mr.xlsx")]
    assert main(["inlezen", str(folder / "in" / "lijst.csv"), *words]) == 0
    assert (folder / "mr.xlsx").read_bytes() == (folder / "uit" / "casussen.xlsx").read_bytes()


def test_a_file_that_a_profile_of_ours_fits_asks_for_settings_only(folder: Path) -> None:
    (folder / "in" / "breed.csv").write_text(WIDE.replace("Kosten ", ""), encoding="utf-8")
    assert ask(folder, ask="propose", file="breed.csv")["preset"] == "breed"
    assert ask(folder, ask="read_in", file="breed.csv", settings=SETTINGS, preset="breed")["kind"] == "done"


def test_of_a_file_that_a_profile_fits_all_that_is_left_out_and_chosen_is_told_before_it_is_read(
    folder: Path,
) -> None:
    text = "Dossier;Wijk;MDO;Wmo voor;Wmo na;Cijfer voor\nD1;Noord;1-3-2022;100;50;6\n;Zuid;;70;30;\n"
    (folder / "in" / "breed.csv").write_text(text, encoding="utf-8")
    asked = ask(folder, ask="propose", file="breed.csv")
    assert ["Wmo voor", "Gebruik, BEDRAG.WMO, voor"] in asked["becomes"]
    assert asked["left"] == ["'Cijfer voor' (lijkt een bedrag of aantal en telt niet mee!)"]
    assert len(asked["chosen"]) == 2
    values = {setting["name"]: setting["value"] for setting in asked["settings"]}
    assert (values["prijsmodus"], values["periode_maanden"]) == ("lopend", "12")
    # Whether the costs after were made or estimated only the user knows; the report says it as a fact.
    assert values["basis_na"] == ""
    without = {name: value for name, value in SETTINGS.items() if name != "basis_na"}
    refused = ask(folder, ask="read_in", file="breed.csv", settings=without, preset="breed")
    assert (refused["kind"], refused["text"]) == ("usage", "Vul nog in: basis_na.")
    own = SETTINGS | {"basis_na": "raming"}
    found = ask(folder, ask="read_in", file="breed.csv", settings=own, preset="breed")
    assert "instelling basis_na: raming" in found["account"]
    # A column, a row, and the money of that row.
    assert any("'Cijfer voor'" in loss for loss in found["losses"])
    assert "'Wmo voor' (euro): bron 170,00 = werkmap 100,00 + niet overgenomen 70,00" in found["losses"]
    assert json.dumps(found)


def test_what_no_column_says_can_be_the_same_for_every_case(folder: Path) -> None:
    (folder / "in" / "lijst.csv").write_text("Dossier;Wmo voor;Wmo na\nD1;100;50\n", encoding="utf-8")
    chosen = {"Dossier": "casus_id", "Wmo voor": "bedrag|Wmo|voor", "Wmo na": "bedrag|Wmo|na"}
    answers = {"table": "", "columns": chosen, "codes": {}, "words": {}}
    words = {"file": "lijst.csv", "settings": SETTINGS}
    found = ask(folder, ask="read_in", answers=answers, **words)
    told = {row["text"] for row in found["findings"]}
    assert {"Nog niet gekozen: wijk.", "Nog niet gekozen: mdo_datum."} <= told
    assert [*(folder / "uit").iterdir()] == []
    answers["fixed"] = {"wijk": "Noord", "mdo_datum": "1-3-2022"}
    assert ask(folder, ask="read_in", answers=answers, **words)["kind"] == "done"


def test_what_was_chosen_can_be_loaded_again(folder: Path) -> None:
    (folder / "in" / "breed.csv").write_text(WIDE, encoding="utf-8")
    asked = ask(folder, ask="propose", file="breed.csv")
    chosen = {column["header"]: column["choice"] for column in asked["columns"]}
    answers = {"table": "", "columns": chosen, "codes": {}, "words": {}}
    assert ask(folder, ask="read_in", file="breed.csv", settings=SETTINGS, answers=answers)["kind"] == "done"
    first = (folder / "uit" / "casussen.xlsx").read_bytes()
    (folder / "in" / "eigen.toml").write_bytes((folder / "uit" / "eigen.toml").read_bytes())
    for path in (folder / "uit").iterdir():
        path.unlink()
    assert ask(folder, ask="read_in", file="breed.csv", profile="eigen.toml")["kind"] == "done"
    assert (folder / "uit" / "casussen.xlsx").read_bytes() == first


def test_an_overview_that_is_chosen_as_a_workbook_is_known_as_one(folder: Path) -> None:
    (folder / "in" / "a.xlsx").write_bytes((CORPUS / "062_blad_andere_naam.xlsx").read_bytes())
    assert not ask(folder, ask="check", file="a.xlsx", today=TODAY)["is_own_only"]
    with Workbook(folder / "in" / "a.xlsx") as book:
        book.add_worksheet().write_row(0, 0, ["Casusnr", "Wijk"])
    found = ask(folder, ask="check", file="a.xlsx", today=TODAY)
    assert found["is_own_only"]
    assert "'Dit is een eigen overzicht'" in found["findings"][0]["advice"]


def test_of_each_product_it_is_told_of_which_years_a_price_is_known(folder: Path) -> None:
    found = {code: (what, years) for code, what, years, _ in ask(folder, ask="products")["codes"]}
    what, years = found["WMO.HH.UUR.REF2022"]
    assert "Wmo, per uur" in what
    assert "2022" in years
    # Valid to the end of 2014, which the store holds as the first day of 2015.
    assert found["OVERIG.HUISUITZETTING.HOOG"][1] == "2014"


def test_a_product_is_found_by_the_word_that_people_use(folder: Path) -> None:
    found = {code: words.split(", ") for code, _, _, words in ask(folder, ask="products")["codes"]}
    assert "hulp in de huishouding" in found["WMO.HH.UUR.REF2022"]
    assert "bijstand" not in found["WMO.HH.UUR.REF2022"]


def test_a_file_without_a_table_is_refused(folder: Path) -> None:
    (folder / "in" / "leeg.csv").write_text("\n\n", encoding="utf-8")
    assert ask(folder, ask="propose", file="leeg.csv")["kind"] == "input"
