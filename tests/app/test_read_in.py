"""From a file of somebody else to a report: every cent accounted for, or nothing written."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatschappelijk_rendement.app import cli
from maatschappelijk_rendement.app.read_in import fitting_profile, read_in
from maatschappelijk_rendement.disclosure.ledger.pseudonyms import make_key
from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.door import read_workbook
from maatschappelijk_rendement.intake.own_formats import lines as line_reading
from maatschappelijk_rendement.intake.own_formats import read_source

SETTINGS = {"titel": "Proef", "gemeente": "Oss", "basis_na": "realisatie"}
GIVEN = [word for name, value in SETTINGS.items() for word in ("--instelling", f"{name}={value}")]


def text_of(rows: list[list[object]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(rows)
    return stream.getvalue().encode()


def save(path: Path, rows: list[list[object]]) -> Path:
    path.write_bytes(text_of(rows))
    return path


def sixty(path: Path) -> tuple[Path, Counter[str]]:
    """A sheet of 60 cases as people keep it: a title, empty cells, a total, a name, a row without MDO."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    head = [
        "Casusnr",
        "Naam bewoner",
        "Wijk",
        "Datum MDO",
        "Wmo voor",
        "Wmo na",
        "Zvw voor",
        "Zvw na",
        "Opmerking",
    ]
    sheet.append(["Overzicht casussen (verzonnen)"])
    sheet.append([])
    sheet.append(head)
    sums: Counter[str] = Counter()
    for number in range(60):
        amounts: list[int | None] = [1_000 + 37 * number, 900 + 11 * number, 400 + number, 380]
        if number in (7, 23):
            amounts[3] = None
        sheet.append(
            [
                f"2022-{number:03}",
                f"Pietersen {number}",
                ("Noord", "Zuid")[number % 2],
                f"{1 + number % 28}-3-2022",
                *amounts,
                "belt vaak",
            ]
        )
        for header, amount in zip(head[4:8], amounts, strict=True):
            sums[header] += amount or 0
    sheet.append(["2022-999", "Pietersen", "Noord", None, 5, 6, 7, 8, None])
    sheet.append(["Totaal", None, None, None, *(sums[header] for header in head[4:8])])
    book.save(path)
    return path, sums


def test_a_sheet_of_sixty_cases_becomes_a_report_in_two_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, sums = sixty(tmp_path / "overzicht.xlsx")
    target = tmp_path / "casussen.xlsx"
    assert cli.main(["inlezen", str(source), "--uit", str(target), *GIVEN]) == 0
    said = capsys.readouterr().out
    assert "Pietersen" not in said
    assert "kolom 2 (lijkt een persoonsgegeven)" in said
    assert "blad 1: 62 = 60 + 2 + 0 + 0" in said
    caseload = read_workbook(target)
    assert len(caseload.cases) == 60
    found: Counter[str] = Counter()
    for line in caseload.usage:
        found[f"{line.product_code.removeprefix('BEDRAG.').capitalize()} {line.moment.value}"] += int(
            line.quantity
        )
    # Two cases have a gap in the Zvw: both their amounts before are left out, and that is said.
    gone = 400 + 7 + 400 + 23
    assert found == {**sums, "Zvw voor": sums["Zvw voor"] - gone}
    assert f"'Zvw voor' (euro): bron {_dutch(2 * sums['Zvw voor'] + 7)}" in said
    assert {case.observed_streams for case in caseload.cases} == {("Wmo", "Zvw"), ("Wmo",)}
    assert cli.main(["rapport", str(target), "--uit", str(tmp_path / "uit")]) == 0
    shown = json.loads((tmp_path / "uit" / "resultaten.json").read_text(encoding="utf-8"))
    assert [row["code"] for row in shown["meldingen"]] == ["bedrag_zonder_product"]
    assert b"Pietersen" not in target.read_bytes()


def _dutch(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") + ",00"


PRODUCTS = """\
versie = 1
gemaakt_voor = "Lijst van voorzieningen"

[analyse]
titel = "Proef"
gemeente = "Oss"
periode_maanden = 12
prijsmodus = "constant"
prijspeil = 2022
index = "CPI"
prijsbasis = "referentieprijs"
vergelijking = "voor_na"
basis_na = "realisatie"
mdo_kosten = "apart"
selectie = "alle"

[casussen]
casus_id = "Dossier"
wijk = { kolom = "Wijk", waarden = { "r'waard" = "Ruwaard" } }
casustype = { vast = "bestaand" }
mdo_datum = "MDO"
stromen_bekend = { vast = "Wmo" }

[producten]
"Huishoudelijke hulp" = { productcode = "WMO.HH.UUR.REF2022", eenheid = "minuut" }

[[gebruik]]
productcode = "Voorziening"
aantal = { kolom = "Aantal" }
per = "Frequentie"
moment = "Meting"
"""


def test_a_list_with_words_of_its_own_becomes_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "eigen.toml").write_text(PRODUCTS, encoding="utf-8")
    head: list[object] = ["Dossier", "Wijk", "MDO", "Voorziening", "Aantal", "Frequentie", "Meting"]
    rows: list[list[object]] = [head]
    for number in range(12):
        rows.append(
            [f"D{number}", "R'WAARD", "1-3-2022", "huishoudelijke  hulp", 90, "per week", "voormeting"]
        )
        rows.append(
            [f"D{number}", "r'waard", "1-3-2022", "Huishoudelijke hulp", "60", "wekelijks", "nameting"]
        )
    source = save(tmp_path / "lijst.csv", rows)
    result = read_in(source, str(tmp_path / "eigen.toml"), tmp_path / "uit.xlsx")
    assert "'Aantal': bron 1.800 = werkmap 1.800" in result.report
    caseload = read_workbook(tmp_path / "uit.xlsx")
    assert {case.wijk for case in caseload.cases} == {"Ruwaard"}
    assert {(line.moment.value, line.quantity, line.per.value) for line in caseload.usage} == {
        ("voor", Decimal("1.5"), "week"),
        ("na", Decimal(1), "week"),
    }


def test_an_id_that_may_be_a_bsn_is_refused_unless_it_becomes_a_pseudonym(tmp_path: Path) -> None:
    head: list[object] = ["Casusnr", "Wijk", "Datum MDO", "Wmo voor", "Wmo na"]
    source = save(tmp_path / "a.csv", [head, ["123456782", "Noord", "1-3-2022", 1, 2]])
    with pytest.raises(InputError, match="kan zijn") as refused:
        read_in(source, "breed", tmp_path / "uit.xlsx", settings=SETTINGS)
    assert "123456782" not in str(refused.value)
    assert not (tmp_path / "uit.xlsx").exists()
    make_key(tmp_path / "eigen.sleutel")
    profile = PRODUCTS.partition("[producten]")[0].replace(
        '"Dossier"', '{ kolom = "Casusnr", pseudoniem = true }'
    )
    profile = profile.replace('"MDO"', '"Datum MDO"').replace('stromen_bekend = { vast = "Wmo" }', "")
    profile += '[[gebruik]]\npatroon = "{stroom} {moment}"\nprijsbron = { vast = "Eigen" }\n'
    (tmp_path / "eigen.toml").write_text(profile, encoding="utf-8")
    asked = (source, str(tmp_path / "eigen.toml"), tmp_path / "uit.xlsx")
    with pytest.raises(InputError, match="sleutel"):
        read_in(*asked)
    read_in(*asked, key_file=tmp_path / "eigen.sleutel")
    (case,) = read_workbook(tmp_path / "uit.xlsx").cases
    assert case.case_id.startswith("P")
    assert case.case_id.isalpha()
    assert not (tmp_path / "uit.xlsx").read_bytes().count(b"123456782")


def test_what_the_door_of_the_workbook_refuses_is_told_with_the_row_of_the_source(tmp_path: Path) -> None:
    head: list[object] = ["Casusnr", "Wijk", "Datum MDO", "Wmo voor", "Wmo na"]
    rows: list[list[object]] = [["C1", "Noord", "1-3-2022", -5, 2], ["C2", "Zu<id", "1-3-2022", 1, 2]]
    source = save(tmp_path / "a.csv", [head, *rows])
    with pytest.raises(InputError) as refused:
        read_in(source, "breed", tmp_path / "uit.xlsx", settings={"titel": "Proef", "basis_na": "raming"})
    told = [(finding.sheet, finding.code, finding.text) for finding in refused.value.findings]
    assert any(
        code == "getal_buiten_grenzen" and "kolom 'Wmo voor'" in text and "rij 2" in text
        for _, code, text in told
    )
    assert any(code == "teken" and "rij 3" in text for _, code, text in told)
    (setting,) = (finding for finding in refused.value.findings if finding.sheet == "Analyse")
    assert "'gemeente'" in setting.text
    assert "--instelling" in setting.advice
    assert not (tmp_path / "uit.xlsx").exists()


def test_a_cell_that_was_lost_on_the_way_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head: list[object] = ["Casusnr", "Wijk", "Datum MDO", "Wmo voor", "Wmo na"]
    source = save(
        tmp_path / "a.csv", [head, ["C1", "Noord", "1-3-2022", 7, 2], ["C2", "Noord", "1-3-2022", 3, 4]]
    )
    whole = line_reading.WideLines.read

    def loses_one(self: line_reading.WideLines, streams: line_reading.Streams) -> object:
        return list(whole(self, streams))[:-1]

    monkeypatch.setattr(line_reading.WideLines, "read", loses_one)
    with pytest.raises(InputError, match="Het totaal van kolom 'Wmo na'"):
        read_in(source, "breed", tmp_path / "uit.xlsx", settings=SETTINGS)
    assert not (tmp_path / "uit.xlsx").exists()


AMOUNT = st.one_of(
    st.none(),
    st.just("0"),
    st.just("-"),
    st.integers(0, 10**9).map(lambda cents: f"{cents // 100},{cents % 100:02}"),
)
ROW = st.tuples(st.sampled_from(["1-3-2022", None]), st.lists(AMOUNT, min_size=4, max_size=4))


@settings(max_examples=40, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=6))
def test_totals_never_change_in_silence(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str | None, list[str | None]]]
) -> None:
    folder = tmp_path_factory.mktemp("bron")
    head: list[object] = ["Casusnr", "Wijk", "Datum MDO", "Wmo voor", "Wmo na", "Zvw voor", "Zvw na"]
    source = save(
        folder / "a.csv", [head, *([f"C{n}", "Noord", day, *cells] for n, (day, cells) in enumerate(rows))]
    )
    expected: Counter[tuple[str, str]] = Counter()
    for day, cells in rows:
        for stream, pair in (("WMO", cells[:2]), ("ZVW", cells[2:])):
            numbers = [None if cell in (None, "-") else Decimal(str(cell).replace(",", ".")) for cell in pair]
            if day and None not in numbers:
                for moment, number in zip(("voor", "na"), numbers, strict=True):
                    expected[stream, moment] += number  # type: ignore[assignment,operator]
    if not any(day for day, _ in rows) or not expected:
        # Without any case that can be used there is nothing to write.
        with pytest.raises(InputError, match="geen enkele casus"):
            read_in(source, "breed", folder / "uit.xlsx", settings=SETTINGS)
        return
    read_in(source, "breed", folder / "uit.xlsx", settings=SETTINGS)
    found: Counter[tuple[str, str]] = Counter()
    for line in read_workbook(folder / "uit.xlsx").usage:
        found[line.product_code.removeprefix("BEDRAG."), line.moment.value] += line.quantity  # type: ignore[assignment]
    assert {key: value for key, value in found.items() if value} == {k: v for k, v in expected.items() if v}
    shutil.rmtree(folder)


def test_the_profile_that_fits_is_found_and_said(tmp_path: Path) -> None:
    source, _ = sixty(tmp_path / "a.xlsx")
    assert fitting_profile(read_source(source), Tariffs.load()) == "breed"
    other = save(tmp_path / "b.csv", [["a", "b"], [1, 2]])
    with pytest.raises(UsageError, match="Geen profiel past"):
        fitting_profile(read_source(other), Tariffs.load())


def test_an_older_file_is_never_overwritten_and_the_same_one_is_no_problem(tmp_path: Path) -> None:
    source, _ = sixty(tmp_path / "a.xlsx")
    target = tmp_path / "uit.xlsx"
    read_in(source, "breed", target, settings=SETTINGS)
    before = target.read_bytes()
    read_in(source, "breed", target, settings=SETTINGS)
    with pytest.raises(UsageError, match="bestaat al"):
        read_in(source, "breed", target, settings={**SETTINGS, "gemeente": "Tilburg"})
    assert target.read_bytes() == before
    (tmp_path / "p.toml").write_text("versie = 1")
    assert cli.main(["inlezen", str(source), "--stel-voor", str(tmp_path / "p.toml")]) == 2
    assert (tmp_path / "p.toml").read_text() == "versie = 1"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--uit", "uit.xlsx", "--stel-voor", "p.toml"], "Kies --uit"),
        ([], "Kies --uit"),
        (["--uit", "uit.csv", "--profiel", "breed"], "eindigt op .xlsx"),
        (["--stel-voor", "p.txt"], "eindigt op .toml"),
        (["--uit", "uit.xlsx", "--profiel", "bred"], "Bedoelde u 'breed'?"),
        (
            ["--uit", "uit.xlsx", "--profiel", "breed", "--instelling", "gemeent=Oss"],
            "Bedoelde u 'gemeente'?",
        ),
        (["--uit", "uit.xlsx", "--profiel", "breed", "--sleutel", "geen"], "sleutel"),
    ],
)
def test_wrong_use_is_said_and_nothing_is_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    says: str,
) -> None:
    source, _ = sixty(tmp_path / "a.xlsx")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["inlezen", str(source), *words]) in (1, 2)
    assert says in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_whether_the_use_after_is_real_is_never_chosen_for_the_user(tmp_path: Path) -> None:
    source = tmp_path / "overzicht.csv"
    source.write_text("Nr;Wijk;MDO;Wmo voor;Wmo na\nC1;Noord;1-3-2022;100;50\n", encoding="utf-8")
    without = {name: value for name, value in SETTINGS.items() if name != "basis_na"}
    with pytest.raises(InputError) as refused:
        read_in(source, "breed", tmp_path / "uit.xlsx", settings=without)
    (finding,) = refused.value.findings
    assert "basis_na" in finding.text
    assert "gepland (raming) of echt gebruikt (realisatie)?" in finding.advice
    assert "--instelling" in finding.advice


def test_a_row_that_is_a_total_is_told_apart_and_a_message_names_rows_of_the_source_only(
    tmp_path: Path,
) -> None:
    source = tmp_path / "overzicht.csv"
    rows = ["Nr;Wijk;MDO;Wmo voor;Wmo na", "C1;Noord;1-3-2022;100;50", "C2;noord;1-3-2022;10;5"]
    rows += ["Totaal;;;110;55", "C3;;;7;7"]
    source.write_text("\n".join(rows) + "\n", encoding="utf-8")
    found = read_in(source, "breed", tmp_path / "uit.xlsx", settings=SETTINGS)
    said = "bron 227,00 = werkmap 110,00 + niet overgenomen 117,00 (waarvan 110,00 in totaalrijen)"
    assert f"'Wmo voor' (euro): {said}" in found.report
    (wijk,) = (one for one in found.warnings if one.code == "wijk_twee_schrijfwijzen")
    assert "van die in een eerdere rij. Zie rij van de bron: in rij 3" in wijk.text
