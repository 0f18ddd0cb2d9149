"""Parquet keeps its types and numbers its rows through all parts; what holds no single value is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from maatschappelijk_rendement.intake.folder.file_table import FileTable, SourceFile
from maatschappelijk_rendement.intake.folder.parquet_file import open_parquet

duckdb = pytest.importorskip("duckdb")
pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def opened(paths: list[Path], *, is_folder: bool = False) -> tuple[FileTable, list[tuple[Any, ...]]]:
    with duckdb.connect() as connection:
        table = open_parquet(connection, SourceFile("Gebruik", "parquet", tuple(paths), is_folder))
        rows = table.relation.order("row").fetchall() if table.relation is not None else []
    return table, rows


def written(path: Path, **columns: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), path, row_group_size=2)
    return path


def refused(*paths: Path) -> list[tuple[str, str]]:
    table, _ = opened(list(paths), is_folder=len(paths) > 1)
    assert table.relation is None
    return [(finding.cell, finding.code) for finding in table.findings]


def test_rows_keep_their_types_and_are_numbered_from_one(tmp_path: Path) -> None:
    path = written(
        tmp_path / "gebruik.parquet",
        casus_id=["C1", None, "C3"],
        aantal=[1.5, 2.0, None],
        prijs=[Decimal("57.0100"), None, None],
        startdatum=[date(2018, 1, 1), None, None],
        moment=pa.array(["voor", "na", "na"]).dictionary_encode(),
    )
    table, rows = opened([path])
    assert rows == [
        ("C1", 1.5, Decimal("57.0100"), date(2018, 1, 1), "voor", 1),
        (None, 2.0, None, None, "na", 2),
        ("C3", None, None, None, "na", 3),
    ]
    assert table.headers == ("casus_id", "aantal", "prijs", "startdatum", "moment")
    assert (table.letters[-1], table.read, table.blank, table.findings) == ("E", 3, 0, ())


def test_the_parts_of_a_folder_are_numbered_in_order(tmp_path: Path) -> None:
    paths = [
        written(tmp_path / f"part-{n}.parquet", casus_id=ids)
        for n, ids in enumerate([["C1", "C2", "C3"], pa.array([], pa.string()), ["C4"], ["C5", "C6"]])
    ]
    table, rows = opened(paths, is_folder=True)
    assert rows == [("C1", 1), ("C2", 2), ("C3", 3), ("C4", 4), ("C5", 5), ("C6", 6)]
    assert (table.read, table.starts) == (6, (1, 4, 4, 5))
    assert (table.place(3), table.place(4), table.place(6)) == (
        "deel 1, rij 3",
        "deel 3, rij 1",
        "deel 4, rij 2",
    )


def test_signs_in_the_name_of_the_folder_are_no_pattern(tmp_path: Path) -> None:
    path = written(tmp_path / "a'[bc]*?{d,e}" / "gebruik.parquet", casus_id=["C1"])
    written(tmp_path / "a'b{d,e}" / "gebruik.parquet", casus_id=["C2"])
    assert opened([path])[1] == [("C1", 1)]


def test_a_part_of_a_path_is_no_column(tmp_path: Path) -> None:
    path = written(tmp_path / "wijk=Noord" / "gebruik.parquet", casus_id=["C1"])
    assert opened([path])[0].headers == ("casus_id",)


@pytest.mark.parametrize(
    "values", [[["C1"]], [{"a": 1}], pa.array([b"C1"], pa.binary()), pa.array([5], pa.time64("us"))]
)
def test_a_column_of_the_contract_without_single_values_is_refused(tmp_path: Path, values: Any) -> None:
    assert refused(written(tmp_path / "x.parquet", moment=["na"], Casus_ID=values)) == [
        ("B:B", "kolom_soort")
    ]


def test_an_unknown_column_may_hold_anything_for_it_is_not_read(tmp_path: Path) -> None:
    path = written(tmp_path / "x.parquet", casus_id=["C1"], lijst=[[1]])
    assert opened([path])[0].headers == ("casus_id", "lijst")


@pytest.mark.parametrize(
    ("name", "cell", "code"),
    [
        ("CASUS_id", "B:B", "kolom_dubbel"),
        ("", "B:B", "kolom_zonder_kop"),
        ("row", "B:B", "kolom_onbekend"),
        ("file_row_number", "B:B", "kolom_onbekend"),
    ],
)
def test_a_header_that_cannot_be_is_refused(tmp_path: Path, name: str, cell: str, code: str) -> None:
    assert refused(written(tmp_path / "x.parquet", casus_id=["C1"], **{name: [1]})) == [(cell, code)]


def test_a_column_that_stands_there_twice_to_the_letter_is_refused(tmp_path: Path) -> None:
    pq.write_table(
        pa.Table.from_arrays([pa.array([1]), pa.array([2])], ["aantal", "aantal"]), tmp_path / "x.parquet"
    )
    assert refused(tmp_path / "x.parquet") == [("B:B", "kolom_dubbel")]


@pytest.mark.parametrize("other", [{"aantal": [1]}, {"casus_id": [1]}, {"casus_id": ["C2"], "aantal": [1]}])
def test_parts_with_other_columns_or_types_are_refused(tmp_path: Path, other: dict[str, Any]) -> None:
    first = written(tmp_path / "0.parquet", casus_id=["C1"])
    table, _ = opened([first, written(tmp_path / "1.parquet", **other)], is_folder=True)
    assert [finding.text for finding in table.findings] == [
        "Deel 2 van de map heeft andere kolommen dan deel 1."
    ]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1 fortnight PAR1", b"casus_id;moment\n"])
def test_what_is_no_parquet_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.parquet").write_bytes(content)
    table, _ = opened([tmp_path / "x.parquet"])
    assert [finding.code for finding in table.findings] == ["bestand_onleesbaar"]
    assert "fortnight" not in str(table.findings)


def test_a_damaged_part_is_named(tmp_path: Path) -> None:
    (tmp_path / "1.parquet").write_bytes(b"PAR1")
    first = written(tmp_path / "0.parquet", casus_id=["C1"])
    table, _ = opened([first, tmp_path / "1.parquet"], is_folder=True)
    assert [finding.text for finding in table.findings] == [
        "Dit bestand is niet te lezen (deel 2 van de map)."
    ]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "nergens.parquet") == [("", "bestand_onleesbaar")]


def test_more_columns_than_a_sheet_may_have_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "x.parquet", **{f"k{number}": [1] for number in range(201)})
    assert refused(path) == [("", "grens_kolommen")]


def test_a_file_without_columns_is_refused(tmp_path: Path) -> None:
    assert refused(written(tmp_path / "x.parquet")) == [("", "bestand_leeg")]
