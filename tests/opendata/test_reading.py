"""Figures per area from files as users download them: one series, and nothing guessed."""

from __future__ import annotations

import csv
import io
import random
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.opendata.make_samples import FOLDER, texts

from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.opendata import (
    AreaSeries,
    read_areas,
    read_ggd,
    read_kwb,
    read_regional,
    read_wmo,
    read_youth,
)

WIJK = "WK082890"
FIVE = ("2017_83765NED", "2019_84583NED", "2020_84799NED", "2023_85618NED", "2024_85984NED")


def kwb(name: str) -> Path:
    return FOLDER / f"kwb_{name}_synthetisch.csv"


def values(series: AreaSeries, indicator: str) -> list[tuple[int, str | None]]:
    return [(row.year, None if row.value is None else str(row.value)) for row in series.of(indicator)]


def codes(error: pytest.ExceptionInfo[InputError]) -> set[str]:
    return {finding.code for finding in errors(error)}


def errors(error: pytest.ExceptionInfo[InputError]) -> list[Finding]:
    return [finding for finding in error.value.findings if finding.level == "fout"]


def written(folder: Path, text: str, name: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def changed(name: str, old: str, new: str, folder: Path, as_name: str | None = None) -> Path:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert old in text
    return written(folder, text.replace(old, new), as_name or name)


@pytest.mark.parametrize("name", sorted(texts()))
def test_a_sample_is_what_its_script_makes(name: str) -> None:
    assert (FOLDER / name).read_bytes().decode("utf-8") == texts()[name]


def test_five_yearly_layouts_give_one_series() -> None:
    series = read_kwb([kwb(name) for name in FIVE], WIJK)
    # By hand: 430 in 2017, 10 fewer each year; 12.100 people in 2017, 20 more each year.
    assert values(series, "bijstand") == [
        (2017, "430"), (2019, "410"), (2020, "400"), (2023, "370"), (2024, "360"),
    ]  # fmt: skip
    assert values(series, "inwoners") == [
        (2017, "12100"), (2019, "12140"), (2020, "12160"), (2023, "12220"), (2024, "12240"),
    ]  # fmt: skip
    assert values(series, "inkomen_per_inwoner") == [
        (2017, "22.4"), (2019, "22.4"), (2020, "22.4"), (2023, "22.4"), (2024, None),
    ]  # fmt: skip
    (unit,) = {row.unit for row in series.of("inkomen_per_inwoner")}
    assert unit == "1.000 euro"
    assert [(row.borders, row.table) for row in series.of("inwoners")] == [
        (2017, "83765NED"), (2019, "84583NED"), (2020, "84799NED"), (2023, "85618NED"), (2024, "85984NED"),
    ]  # fmt: skip
    assert {row.code for row in series.rows} == {WIJK}


def test_what_is_missing_in_the_layout_of_a_year_has_no_row_and_what_is_empty_has_no_value() -> None:
    series = read_kwb([kwb(name) for name in FIVE], WIJK)
    assert [year for year, _ in values(series, "wmo_clienten")] == [2019, 2020, 2023, 2024]
    (empty,) = [finding for finding in series.findings if finding.code == "kolom_leeg"]
    assert empty.sheet == "kwb_2024_85984NED_synthetisch.csv"
    assert "Nettoarbeidsparticipatie_71" in empty.text
    assert "GemiddeldInkomenPerInwoner_78" in empty.text


def test_every_column_that_is_not_used_is_named_with_its_file() -> None:
    series = read_kwb([kwb(name) for name in FIVE], WIJK)
    skipped = {(column.file, column.column) for column in series.skipped}
    first = "kwb_2017_83765NED_synthetisch.csv"
    assert {column for file, column in skipped if file == first} == {
        *("ID", "SoortRegio_2", "Ongehuwd_13", "Gehuwd_14", "Appartement_48", "Appartement_56"),
        *("AantalInkomensontvangers_64", "MeestVoorkomendePostcode_102"),
    }
    assert ("kwb_2024_85984NED_synthetisch.csv", "HboWo_69") in skipped


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("kwb_2020_84799NED_synthetisch.json", "2020_84799NED"),
        ("kwb-2024-synthetisch.xlsx", "2024_85984NED"),
        ("kwb-2017-synthetisch.xls", "2017_83765NED"),
        ("wijken_2023_kaart_synthetisch.geojson", "2023_85618NED"),
    ],
)
def test_another_format_of_the_same_year_gives_the_same_figures(other: str, same: str) -> None:
    found = {row.indicator: row.value for row in read_kwb(FOLDER / other, ["WK082890", "WK082891"]).rows}
    expected = {row.indicator: row.value for row in read_kwb(kwb(same), ["WK082890", "WK082891"]).rows}
    assert len(found) >= 8
    assert found == {name: expected[name] for name in found}


def test_the_excel_version_has_the_name_of_the_wijk() -> None:
    series = read_kwb(FOLDER / "kwb-2024-synthetisch.xlsx", {WIJK: "Voorbeeldwijk"})
    assert {(row.name, row.municipality) for row in series.rows} == {("Wijk 90 Voorbeeldwijk", "Oss")}


def test_kept_secret_in_the_map_service_is_missing() -> None:
    series = read_kwb(FOLDER / "wijken_2023_kaart_synthetisch.geojson", "WK082892")
    assert {row.value for row in series.rows} == {None}


@given(seed=st.integers(0, 10**6), first=st.integers(1, 900), year=st.sampled_from(FIVE))
def test_a_shuffled_and_renumbered_file_gives_the_same_series(
    seed: int, first: int, year: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    draw = random.Random(seed)
    text = kwb(year).read_text(encoding="utf-8")
    head, *rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    order = list(range(len(head)))
    draw.shuffle(order)
    draw.shuffle(rows)
    numbers = draw.sample(range(first, first + 99), len(head))
    renamed = [
        f"{name.rpartition('_')[0]}_{number}" if name.rpartition("_")[2].isdigit() else name
        for name, number in zip(head, numbers, strict=True)
    ]
    path = tmp_path_factory.mktemp("anders") / kwb(year).name
    lines = [[renamed[place] for place in order], *([row[place] for place in order] for row in rows)]
    path.write_text("\n".join(";".join(line) for line in lines), encoding="utf-8")
    found, expected = read_kwb(path, [WIJK, "GM0828"]), read_kwb(kwb(year), [WIJK, "GM0828"])
    assert found.rows == expected.rows
    assert found.to_frame().equals(expected.to_frame())


def test_a_number_that_was_never_seen_is_said(tmp_path: Path) -> None:
    path = changed(kwb(FIVE[1]).name, "WmoClienten_89", "WmoClienten_412", tmp_path)
    (finding,) = [one for one in read_kwb(path, WIJK).findings if one.code == "achtervoegsel_nieuw"]
    assert (finding.sheet, finding.cell) == (path.name, "1")
    assert "WmoClienten_412" in finding.text


def test_a_wijk_of_another_year_is_refused_with_the_file_and_what_is_there() -> None:
    with pytest.raises(InputError) as error:
        read_kwb(kwb(FIVE[0]), "WK082801")
    (finding,) = errors(error)
    assert (finding.sheet, finding.code) == ("kwb_2017_83765NED_synthetisch.csv", "gebied_ontbreekt")
    assert "wel 2 andere" in finding.text


def test_a_wijk_of_another_municipality_is_refused() -> None:
    with pytest.raises(InputError) as error:
        read_kwb(kwb(FIVE[0]), "WK034401")
    assert codes(error) == {"gebied_ontbreekt"}
    assert "andere gebieden van deze gemeente staan niet in dit bestand" in str(error.value)


def test_a_code_under_another_name_than_was_asked_for_is_refused() -> None:
    with pytest.raises(InputError) as error:
        read_kwb(FOLDER / "kwb-2024-synthetisch.xlsx", {WIJK: "Ruwaard"})
    (finding,) = errors(error)
    assert (finding.code, finding.cell) == ("andere_naam", "3")
    assert "Kolom regio" in finding.text


def test_a_municipality_with_another_name_in_another_year_is_refused_unless_both_are_named(
    tmp_path: Path,
) -> None:
    later = changed(kwb(FIVE[3]).name, ";Oss ", ";Maashorst ", tmp_path)
    with pytest.raises(InputError) as error:
        read_kwb([kwb(FIVE[0]), later], WIJK)
    (finding,) = errors(error)
    assert (finding.code, finding.sheet) == ("andere_naam", later.name)
    assert "2023" in finding.text
    assert "2017" in finding.text
    series = read_kwb([kwb(FIVE[0]), later], [f"{WIJK}=Oss", f"{WIJK}=Maashorst"])
    assert [row.municipality for row in series.of("inwoners")] == ["Oss", "Maashorst"]


def test_a_divided_wijk_jumps_and_is_said(tmp_path: Path) -> None:
    # Half of the people left with the new wijk; the code stayed.
    text = (FOLDER / "kwb_2023_85618NED_synthetisch.csv").read_text(encoding="utf-8")
    text = text.replace(
        ";12220;6060;6160;1900;1500;2900;3300;2620;", ";6110;3030;3080;950;750;1450;1650;1310;"
    )
    later = written(tmp_path, text, "kwb_2023_85618NED_synthetisch.csv")
    findings = read_kwb([kwb(FIVE[0]), later], WIJK).findings
    assert "sprong" in {finding.code for finding in findings}


def test_what_the_source_says_of_its_own_borders_is_passed_on(tmp_path: Path) -> None:
    path = changed(kwb(FIVE[0]).name, "WK082890  ;1;", "WK082890  ;3;", tmp_path)
    (finding,) = [one for one in read_kwb(path, WIJK).findings if one.code == "indeling_gewijzigd"]
    assert (finding.sheet, finding.cell) == (path.name, "3")
    assert "IndelingswijzigingWijkenEnBuurten_4" in finding.text


def test_a_table_of_another_subject_is_refused_by_its_number() -> None:
    with pytest.raises(InputError) as error:
        read_kwb(FOLDER / "wmo_wijken_84751NED_synthetisch.csv", WIJK)
    (finding,) = errors(error)
    assert finding.code == "andere_tabel"
    assert "hoort bij soort wmo" in finding.text


@pytest.mark.parametrize(
    ("name", "kind", "seems"),
    [
        ("wmo_wijken_84751NED_synthetisch.csv", "kwb", "wmo"),
        ("ggd_50150NED_synthetisch.csv", "wmo", "ggd"),
        ("kwb_2019_84583NED_synthetisch.csv", "wmo", "kwb"),
        ("kwb_2019_84583NED_synthetisch.csv", "ggd", "kwb"),
        ("jeugd_wijken_86204NED_synthetisch.csv", "kwb", "jeugd"),
        ("vektis_2023_gemeente_synthetisch.csv", "kwb", "vektis"),
    ],
)
def test_a_table_of_another_subject_without_a_number_is_refused_by_its_columns(
    name: str, kind: str, seems: str, tmp_path: Path
) -> None:
    path = tmp_path / "download.csv"
    shutil.copy(FOLDER / name, path)
    with pytest.raises(InputError) as error:
        read_areas(kind, path, WIJK, years={"download.csv": 2019})
    (finding,) = errors(error)
    assert (finding.code, finding.sheet, finding.cell) == ("andere_tabel", "download.csv", "1")
    assert f"soort {seems}" in finding.advice


def test_a_name_and_a_table_number_of_different_years_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "kwb_2024_85618NED_synthetisch.csv"
    shutil.copy(kwb(FIVE[3]), path)
    with pytest.raises(InputError) as error:
        read_kwb(path, WIJK)
    assert codes(error) == {"jaar_onduidelijk"}
    assert "2023, 2024" in str(error.value)


def test_without_a_year_anywhere_the_user_has_to_say_it(tmp_path: Path) -> None:
    path = tmp_path / "download.csv"
    shutil.copy(kwb(FIVE[1]), path)
    with pytest.raises(InputError) as error:
        read_kwb(path, WIJK)
    assert codes(error) == {"jaar_onbekend"}
    series = read_kwb(path, WIJK, years={"download.csv": 2019})
    assert series.rows
    assert {(row.year, row.borders) for row in series.rows} == {(2019, 2019)}


def test_one_year_in_two_files_is_refused() -> None:
    files = [kwb(FIVE[2]), FOLDER / "kwb_2020_84799NED_synthetisch.json"]
    with pytest.raises(InputError) as error:
        read_kwb(files, WIJK)
    assert codes(error) == {"jaar_dubbel"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (";12140;6020;6120;", ";12140;6020;4120;", "som_klopt_niet"),  # men and women
        (";410;750;260;", ";4,1;750;260;", "waarde_onleesbaar"),  # a part of a person
        (";410;750;260;", ";-410;750;260;", "waarde_onleesbaar"),
        (";410;750;260;", ";n.b.;750;260;", "waarde_onleesbaar"),
        (";22.4;27.5;6.8;", ";22.4;27.5;168;", "waarde_onleesbaar"),  # a percentage above 100
    ],
)
def test_figures_that_cannot_be_are_refused(old: str, new: str, code: str, tmp_path: Path) -> None:
    path = changed(kwb(FIVE[1]).name, old, new, tmp_path)
    with pytest.raises(InputError) as error:
        read_kwb(path, WIJK)
    assert codes(error) == {code}
    assert error.value.findings[0].sheet == path.name
    assert error.value.findings[0].cell == "3"
    assert "olom" in error.value.findings[0].text


def test_mixed_up_columns_show_in_the_rate_of_wmo(tmp_path: Path) -> None:
    path = changed(kwb(FIVE[1]).name, "WmoClientenRelatief_90", "Onzin_90", tmp_path)
    text = path.read_text(encoding="utf-8").replace(
        "PercentageJongerenMetJeugdzorg_88", "WmoClientenRelatief_88"
    )
    findings = read_kwb(written(tmp_path, text, path.name), WIJK).findings
    assert [finding.code for finding in findings if "1.000" in finding.text] == ["som_klopt_niet"]


def test_wijken_that_are_more_than_their_municipality_are_refused(tmp_path: Path) -> None:
    path = changed(kwb(FIVE[1]).name, ";36420;18060;18360;5700;4500;8700;9900;7620;",
                   ";18210;9030;9180;2850;2250;4350;4950;3810;", tmp_path)  # fmt: skip
    with pytest.raises(InputError) as error:
        read_kwb(path, WIJK)
    assert codes(error) == {"som_klopt_niet"}


def test_a_stem_that_comes_twice_is_refused(tmp_path: Path) -> None:
    path = changed(kwb(FIVE[1]).name, "MateVanStedelijkheid_116", "WmoClienten_116", tmp_path)
    with pytest.raises(InputError) as error:
        read_kwb(path, WIJK)
    assert "WmoClienten_89 en WmoClienten_116" in str(error.value)


def test_a_row_that_comes_twice_is_refused(tmp_path: Path) -> None:
    text = kwb(FIVE[1]).read_text(encoding="utf-8")
    path = written(tmp_path, text + text.splitlines()[2] + "\n", kwb(FIVE[1]).name)
    with pytest.raises(InputError) as error:
        read_kwb(path, WIJK)
    (finding,) = errors(error)
    assert (finding.code, finding.cell) == ("rij_dubbel", "5")


def test_wmo_keeps_half_years_and_types_over_three_tables() -> None:
    files = [FOLDER / f"wmo_wijken_{table}_synthetisch.csv" for table in ("84751NED", "84908NED", "86158NED")]
    series = read_wmo(files, WIJK)
    totals = [row for row in series.of("wmo_clienten") if row.breakdown == "totaal" and row.period == "jaar"]
    # By hand: 960 in 2017, 15 more each year.
    assert [(row.year, str(row.value), row.borders) for row in totals] == [
        (2017, "960", 2017), (2020, "1005", 2020), (2025, "1080", 2025),
    ]  # fmt: skip
    halves = {row.period for row in series.rows}
    assert halves == {"jaar", "1e halfjaar", "2e halfjaar"}
    hidden = [row for row in series.of("wmo_clienten") if row.value is None]
    assert {(row.breakdown, row.period) for row in hidden} == {("verblijf en opvang", "1e halfjaar")}
    assert "grenzen_verschillen" in {finding.code for finding in series.findings}


def test_more_clients_of_one_type_than_in_all_is_refused(tmp_path: Path) -> None:
    path = changed("wmo_wijken_84751NED_synthetisch.csv", "A019507;WK082890  ;2017JJ00;Oss",
                   "A019507;WK082890  ;2017HJ03;Oss", tmp_path)  # fmt: skip
    with pytest.raises(InputError) as error:
        read_wmo(path, WIJK)
    assert codes(error) == {"periode_onbekend"}
    path = changed("wmo_wijken_84751NED_synthetisch.csv", ";960;79", ";460;38", tmp_path)
    with pytest.raises(InputError) as error:
        read_wmo(path, WIJK)
    assert codes(error) == {"deel_groter_dan_geheel"}


def test_a_period_of_another_year_than_the_table_is_refused(tmp_path: Path) -> None:
    path = changed("wmo_wijken_84751NED_synthetisch.csv", "2017JJ00", "2019JJ00", tmp_path)
    with pytest.raises(InputError) as error:
        read_wmo(path, WIJK)
    assert codes(error) == {"jaar_past_niet"}
    assert "Kolom Perioden" in str(error.value)


def test_youth_care_reads_three_years_and_says_that_borders_are_not_known() -> None:
    names = ("2022", "2023", "86204NED")
    series = read_youth([FOLDER / f"jeugd_wijken_{name}_synthetisch.csv" for name in names], WIJK)
    totals = [row for row in series.rows if row.breakdown == "Totaal jeugdzorg"]
    assert [(row.year, str(row.value), row.borders) for row in totals] == [
        (2022, "375", None), (2023, "380", None), (2025, "390", 2025),
    ]  # fmt: skip


def test_health_has_bounds_and_is_modelled() -> None:
    series = read_ggd(FOLDER / "ggd_50150NED_synthetisch.csv", WIJK)
    lonely = [row for row in series.of("eenzaam") if row.breakdown == "18 jaar of ouder"]
    assert [row.year for row in lonely] == [2012, 2016, 2020, 2022, 2024]
    # By hand: 46 and one more each four years, with 3 on either side.
    assert [(str(row.low), str(row.value), str(row.high)) for row in lonely[1:3]] == [
        ("44.0", "47.0", "50.0"), ("45.0", "48.0", "51.0"),
    ]  # fmt: skip
    assert all(row.is_modelled for row in series.rows)
    assert {row.borders for row in series.rows} == {2024}
    assert {row.breakdown for row in series.rows} == {
        "18 jaar of ouder",
        "18 tot 65 jaar",
        "65 jaar of ouder",
    }
    assert "modelschatting" in series.notices[0]


def test_health_that_contradicts_itself_is_refused(tmp_path: Path) -> None:
    text = (FOLDER / "ggd_50120NED_synthetisch.csv").read_text(encoding="utf-8")
    swapped = text.replace("MOG0095", "MXX").replace("MBG0095", "MOG0095").replace("MXX", "MBG0095")
    with pytest.raises(InputError) as error:
        read_ggd(written(tmp_path, swapped, "ggd_50120NED.csv"), WIJK)
    assert "grenzen_kloppen_niet" in codes(error)
    mixed = text.replace("Overgewicht_9;ErnstigOvergewicht_10", "ErnstigOvergewicht_9;Overgewicht_10")
    with pytest.raises(InputError) as error:
        read_ggd(written(tmp_path, mixed, "ggd_50120NED.csv"), WIJK)
    assert codes(error) == {"deel_groter_dan_geheel", "som_klopt_niet"}


def test_an_estimate_without_its_bounds_is_said(tmp_path: Path) -> None:
    lines = (FOLDER / "ggd_50120NED_synthetisch.csv").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if "MOG0095" not in line and "MBG0095" not in line)
    series = read_ggd(written(tmp_path, text, "ggd_50120NED.csv"), WIJK)
    assert "grenzen_ontbreken" in {finding.code for finding in series.findings}
    both = read_ggd(FOLDER / "ggd_50120NED_synthetisch.csv", WIJK)
    assert "grenzen_ontbreken" not in {finding.code for finding in both.findings}


def test_regional_costs_come_by_year_and_other_columns_are_named() -> None:
    series = read_regional(FOLDER / "regiobeeld_50149NED_synthetisch.csv", WIJK)
    assert values(series, "zorg_huisarts") == [(2021, "210"), (2022, "220"), (2023, "230")]
    assert "SesWoaScore_20" in {column.column for column in series.skipped}


def test_a_column_that_is_not_declared_is_read_when_the_user_says_what_it_is(tmp_path: Path) -> None:
    path = changed("regiobeeld_50149NED_synthetisch.csv", "KostenHuisartsenzorg_8", "Huisarts_8", tmp_path)
    assert not read_regional(path, WIJK).of("zorg_huisarts")
    series = read_regional(path, WIJK, columns={"Huisarts": "zorg_huisarts"})
    assert values(series, "zorg_huisarts")[0] == (2021, "210")
    with pytest.raises(UsageError, match="Bedoelde u 'zorg_huisarts'"):
        read_regional(path, WIJK, columns={"Huisarts": "zorg_huisart"})


@pytest.mark.parametrize("areas", [[], "Ruwaard", ["WK8281"], {"BU123": "x"}])
def test_what_is_no_code_is_refused_without_repeating_it(areas: object) -> None:
    with pytest.raises(UsageError) as error:
        read_kwb(kwb(FIVE[0]), areas)  # type: ignore[arg-type]
    assert "Ruwaard" not in str(error.value).replace("WK082801=Ruwaard", "")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("leeg.csv", b"  \n", "leeg"),
        ("pagina.csv", b"<html><body>tabel</body></html>", "geen_tabel"),
        ("stuk.json", b'{"value": [', "geen_json"),
        ("diep.json", b"[" * 200_000, "geen_json"),
        ("nan.json", b'{"value": [{"a": NaN}]}', "geen_json"),
        ("lijst.json", b'{"value": [1, 2]}', "geen_rijen"),
        ("stuk.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 900, "beschadigd"),
        ("een.csv", b"alleen een regel", "geen_scheiding"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_name(
    name: str, content: bytes, code: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as error:
        read_kwb(path, WIJK)
    assert codes(error) == {code}
    assert error.value.findings[0].sheet == name
    assert str(tmp_path) not in str(error.value)


def test_every_error_of_every_file_comes_in_one_go(tmp_path: Path) -> None:
    one = changed(kwb(FIVE[1]).name, ";410;750;260;", ";-410;750;260;", tmp_path)
    with pytest.raises(InputError) as error:
        read_kwb([one, FOLDER / "wmo_wijken_84751NED_synthetisch.csv", kwb(FIVE[0])], WIJK)
    assert codes(error) == {"waarde_onleesbaar", "andere_tabel"}


def test_an_old_excel_file_without_its_reader_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    with pytest.raises(InputError) as error:
        read_kwb(FOLDER / "kwb-2017-synthetisch.xls", WIJK)
    (finding,) = errors(error)
    assert (finding.code, finding.sheet) == ("xls_lezer", "kwb-2017-synthetisch.xls")
    assert "bewaar het als xlsx" in finding.advice


def test_the_frame_has_exact_values_and_the_source_of_each() -> None:
    frame = read_kwb(kwb(FIVE[1]), WIJK).to_frame()
    row = frame[frame["indicator"] == "laag_inkomen"].iloc[0]
    assert row["waarde"] == Decimal("6.8")
    assert (row["eenheid"], row["tabel"], row["bestand"], row["grenzen"]) == (
        "%", "84583NED", "kwb_2019_84583NED_synthetisch.csv", 2019,
    )  # fmt: skip
