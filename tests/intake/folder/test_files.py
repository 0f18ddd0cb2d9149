"""Which files of a folder hold the sheets: in any case, once, and lying in the folder itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from maatschappelijk_rendement.domain.errors import Finding, UsageError
from maatschappelijk_rendement.domain.tables import USAGE
from maatschappelijk_rendement.intake.folder.files import file_of, find_files, hash_of, is_lake

NEEDED = ("analyse.csv", "casussen.csv", "gebruik.csv")


def filled(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("a;b\n", encoding="utf-8")
    return folder


def problems(folder: Path) -> list[tuple[str, str, str]]:
    return [(finding.level, finding.sheet, finding.code) for finding in find_files(folder)[1]]


def test_names_are_read_in_any_case(tmp_path: Path) -> None:
    filled(tmp_path, "Analyse.CSV", "CASUSSEN.csv", "Gebruik.Parquet", "mdo.csv")
    files, findings = find_files(tmp_path)
    found = {sheet: (source.format, [part.name for part in source.parts]) for sheet, source in files.items()}
    assert found == {
        "Analyse": ("csv", ["Analyse.CSV"]),
        "Casussen": ("csv", ["CASUSSEN.csv"]),
        "Gebruik": ("parquet", ["Gebruik.Parquet"]),
        "MDO": ("csv", ["mdo.csv"]),
    }
    assert findings == []


@pytest.mark.parametrize("name", ["Gebruik.csv", "CASUSSEN.PARQUET", "analyse.Csv", "mdo/part-0.parquet"])
def test_a_folder_with_one_sheet_is_a_folder_of_files(tmp_path: Path, name: str) -> None:
    assert is_lake(filled(tmp_path, name))


@pytest.mark.parametrize(
    "name", ["gebruik.xlsx", "gebruiken.csv", "gebruik/brief.docx", "gebruik", "x/gebruik.csv"]
)
def test_a_folder_without_a_sheet_is_none(tmp_path: Path, name: str) -> None:
    assert not is_lake(filled(tmp_path, name))
    assert not is_lake(tmp_path / "nergens")


def test_a_needed_sheet_that_is_not_there_is_said(tmp_path: Path) -> None:
    _, findings = find_files(filled(tmp_path, "gebruik.csv"))
    assert [str(finding) for finding in findings] == [
        "Analyse: Dit bestand ontbreekt. Zet het in de map, als analyse.csv.",
        "Casussen: Dit bestand ontbreekt. Zet het in de map, als casussen.csv.",
    ]


@pytest.mark.parametrize(
    "other", ["gebruik.parquet", "GEBRUIK.csv", "gebruik/part-0.csv", "gebruik.parquet/part-0.parquet"]
)
def test_a_sheet_that_stands_there_twice_is_refused(tmp_path: Path, other: str) -> None:
    filled(tmp_path, *NEEDED, other)
    files, _ = find_files(tmp_path)
    assert problems(tmp_path) == [("fout", "Gebruik", "bestand_dubbel")]
    assert "Gebruik" not in files


def test_the_message_of_two_files_says_which_kinds_there_are(tmp_path: Path) -> None:
    (finding,) = find_files(filled(tmp_path, *NEEDED, "gebruik.parquet"))[1]
    assert finding == Finding(
        "fout",
        "Gebruik",
        "",
        "bestand_dubbel",
        "Dit blad staat 2 keer in de map, als CSV en als Parquet.",
        "Haal weg wat niet meer geldt; laat er één staan.",
    )


def test_other_files_are_counted_and_not_named(tmp_path: Path) -> None:
    filled(
        tmp_path,
        *NEEDED,
        "jansen.csv",
        "oud/gebruik.csv",
        ".DS_Store",
        "~$gebruik.csv",
        "_SUCCESS",
        "Thumbs.db",
    )
    (finding,) = find_files(tmp_path)[1]
    assert (finding.level, finding.code) == ("waarschuwing", "bestand_niet_gelezen")
    assert (
        finding.text
        == "In de map staan nog 2 bestanden of mappen met een andere naam; die zijn niet gelezen."
    )
    assert "jansen" not in str(finding)


def test_one_other_file_is_said_in_the_singular(tmp_path: Path) -> None:
    (finding,) = find_files(filled(tmp_path, *NEEDED, "jansen.csv"))[1]
    assert finding.text == "In de map staat nog 1 bestand of map met een andere naam; dat is niet gelezen."


@pytest.mark.parametrize("name", ["gebruik.parquet", "Gebruik", "gebruik.csv"])
def test_a_folder_of_spark_gives_its_parts_in_the_order_of_their_names(tmp_path: Path, name: str) -> None:
    filled(tmp_path, "analyse.csv", "casussen.csv")
    spark = (
        "_SUCCESS",
        "._SUCCESS.crc",
        ".part-00000.crc",
        "part-00001-a.snappy.parquet",
        "part-00000-b.parquet",
    )
    filled(tmp_path / name, *spark)
    files, findings = find_files(tmp_path)
    source = files["Gebruik"]
    assert (source.format, source.is_folder, findings) == ("parquet", True, [])
    assert [part.name for part in source.parts] == ["part-00000-b.parquet", "part-00001-a.snappy.parquet"]


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (["part-0.csv", "part-1.parquet"], "map_gemengd"),
        (["part-0.csv", "part-1.csv.gz"], "map_gemengd"),
        (["wijk=Noord/part-0.parquet"], "map_gemengd"),
        (["map.csv/part-0.csv"], "map_gemengd"),
        (["_SUCCESS"], "map_leeg"),
        (["_temporary/0/x", "part-0.csv"], "map_onvolledig"),
    ],
)
def test_a_folder_that_is_not_only_parts_is_refused(tmp_path: Path, inside: list[str], code: str) -> None:
    filled(tmp_path, "analyse.csv", "casussen.csv")
    filled(tmp_path / "gebruik.csv", *inside)
    assert problems(tmp_path) == [("fout", "Gebruik", code)]


def test_a_link_to_a_place_outside_the_folder_is_refused(tmp_path: Path) -> None:
    filled(tmp_path, "elders.csv", "map/analyse.csv", "map/casussen.csv")
    (tmp_path / "map" / "gebruik.csv").symlink_to(tmp_path / "elders.csv")
    assert problems(tmp_path / "map") == [("fout", "Gebruik", "bestand_elders")]


def test_a_part_that_links_outside_is_refused(tmp_path: Path) -> None:
    filled(tmp_path, "elders.csv", "map/analyse.csv", "map/casussen.csv", "map/gebruik/part-0.csv")
    (tmp_path / "map" / "gebruik" / "part-1.csv").symlink_to(tmp_path / "elders.csv")
    assert problems(tmp_path / "map") == [("fout", "Gebruik", "bestand_elders")]


def test_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    filled(tmp_path, "analyse.csv", "casussen.csv", "_oud.csv")
    (tmp_path / "gebruik.csv").symlink_to("_oud.csv")
    assert problems(tmp_path) == []


@pytest.mark.parametrize("target", ["nergens.csv", "gebruik.csv"])
def test_a_link_to_nothing_or_to_itself_is_refused(tmp_path: Path, target: str) -> None:
    filled(tmp_path, "analyse.csv", "casussen.csv")
    (tmp_path / "gebruik.csv").symlink_to(target)
    assert problems(tmp_path) == [("fout", "Gebruik", "bestand_onleesbaar")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="dit systeem kent geen FIFO")
def test_a_pipe_is_no_file_and_nothing_waits_for_it(tmp_path: Path) -> None:
    filled(tmp_path, "analyse.csv", "casussen.csv")
    os.mkfifo(tmp_path / "gebruik.csv")
    assert is_lake(tmp_path)
    assert problems(tmp_path) == [("fout", "Gebruik", "geen_bestand")]


def test_settings_in_parquet_are_refused(tmp_path: Path) -> None:
    filled(tmp_path, "analyse.parquet", "casussen.csv", "gebruik.csv")
    assert problems(tmp_path) == [("fout", "Analyse", "bestand_soort")]


def test_a_folder_that_cannot_be_listed_is_said_in_dutch(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Deze map is niet te lezen"):
        find_files(tmp_path / "nergens")


def test_the_file_of_a_sheet_is_found_in_any_case(tmp_path: Path) -> None:
    assert file_of(tmp_path, USAGE) is None
    assert file_of(filled(tmp_path, "GEBRUIK.csv"), USAGE) == tmp_path / "GEBRUIK.csv"


def test_the_hash_tells_of_every_part(tmp_path: Path) -> None:
    filled(tmp_path, "analyse.csv", "casussen.csv", "gebruik/part-0.csv", "gebruik/part-1.csv")
    before = hash_of(tmp_path)
    (tmp_path / "gebruik" / "part-1.csv").write_text("a;c\n", encoding="utf-8")
    assert hash_of(tmp_path) != before
