"""A CSV is read to the letter with the numbers of its rows, or refused with the place where it goes wrong."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.intake.folder.file_table import FileTable, SourceFile
from maatschappelijk_rendement.intake.folder.text_file import open_csv

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

HEADER = "casus_id;moment;aantal\n"


def read(
    *contents: bytes | str, folder: Path, is_folder: bool = False
) -> tuple[FileTable, list[tuple[Any, ...]]]:
    """Read a file, or the files of a folder; the rows in order, the number of each first."""
    paths = []
    for number, content in enumerate(contents):
        paths.append(folder / f"part-{number}.csv")
        paths[-1].write_bytes(content.encode() if isinstance(content, str) else content)
    with duckdb.connect() as connection:
        table = open_csv(connection, SourceFile("Gebruik", "csv", tuple(paths), is_folder), "source")
        if table.relation is None:
            assert connection.sql("show tables").fetchall() == []
            return table, []
        rows = table.relation.order("row").fetchall()
        assert table.relation.columns == [*table.headers, "row"]
        assert {str(kind) for kind in table.relation.types[:-1]} == {"VARCHAR"}
    return table, [(row[-1], *row[:-1]) for row in rows]


def errors(content: bytes | str, folder: Path) -> list[tuple[str, str]]:
    """Give the cell and the code of each error of a file that must be refused."""
    table, _ = read(content, folder=folder)
    assert table.relation is None
    return [(finding.cell, finding.code) for finding in table.findings if finding.level == "fout"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_cells_are_read_as_they_were_written(tmp_path: Path, delimiter: str, line_end: str) -> None:
    lines = ["casus_id;moment;aantal", "C1; voor ;1,5", 'C2;"na";', '"C;3";"zei ""nee""";"1', '2"']
    written = line_end.join(lines) + line_end
    if delimiter != ";":
        written = written.replace("1,5", '"1,5"').replace(";", delimiter)
    table, rows = read(written, folder=tmp_path)
    assert rows == [
        (2, "C1", " voor ", "1,5"),
        (3, "C2", "na", ""),
        (4, f"C{delimiter}3", 'zei "nee"', f"1{line_end}2"),
    ]
    assert table == FileTable(
        table.relation, ("casus_id", "moment", "aantal"), ("A", "B", "C"), 3, 0, (), (1,)
    )


def test_the_last_line_needs_no_end(tmp_path: Path) -> None:
    assert read(f"{HEADER}C1;voor;1", folder=tmp_path)[1] == [(2, "C1", "voor", "1")]
    assert read(f"{HEADER}C1;voor;1\r\nC2;na;2\r", folder=tmp_path)[1][1] == (3, "C2", "na", "2")


def test_a_file_of_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    table, rows = read(HEADER, folder=tmp_path)
    assert (table.relation is None, table.read, rows) == (False, 0, [])


def test_rows_that_hold_nothing_are_counted_and_the_others_keep_their_number(tmp_path: Path) -> None:
    nothing = '\n;;\n   \n" ";"";\n;\n\u00a0;;\n;;;;;\n'
    table, rows = read(f"\n{HEADER}{nothing}C1;voor;1\n\n;;\n", folder=tmp_path)
    # One above the header, seven under it, two at the end.
    assert (table.read, table.blank, table.findings) == (11, 10, ())
    assert rows == [(10, "C1", "voor", "1")]


def test_a_row_with_lines_in_a_cell_is_one_row_and_its_line_is_said_too(tmp_path: Path) -> None:
    table, _ = read(f'{HEADER}"C\n\n1";voor;1\nC2;na\n', folder=tmp_path)
    (finding,) = table.findings
    assert finding.cell == "3"
    assert finding.text == "Deze rij heeft 2 cellen en de kopregel 3 cellen (regel 5 in een teksteditor)."


def test_the_line_of_excel_that_names_the_delimiter_is_no_row(tmp_path: Path) -> None:
    _, rows = read("sep=|\r\ncasus_id|a;b,c\r\nC1|1\r\n", folder=tmp_path)
    assert rows == [(2, "C1", "1")]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_another_encoding_is_read_and_said(tmp_path: Path, encoding: str) -> None:
    table, rows = read(f"{HEADER}Súdwest €;voor;1\n".encode(encoding), folder=tmp_path)
    assert rows == [(2, "Súdwest €", "voor", "1")]
    (finding,) = table.findings
    assert (finding.level, finding.code) == ("waarschuwing", "codering")


def test_the_mark_of_excel_before_utf_8_is_not_said(tmp_path: Path) -> None:
    table, rows = read(f"\ufeff{HEADER}é;voor;1\n", folder=tmp_path)
    assert (table.headers[0], rows, table.findings) == ("casus_id", [(2, "é", "voor", "1")], ())


@pytest.mark.parametrize(
    ("rest", "cell", "code"),
    [
        ("C1;voor;1\nC2;na\n", "3", "rij_ongelijk"),
        ("C1;voor;1\nC2;na;1;\n", "3", "rij_ongelijk"),
        ("C1;voor;1\nC2;na;1,5;\n", "3", "rij_ongelijk"),
        ("C1;voor;1\nC2", "3", "rij_ongelijk"),
        ("C1;voor;1\ncasus_id,moment,aantal\nC2,na,2\n", "3", "scheidingsteken_wisselt"),
        ("C1;voor;1\nC2\tna\t2\n", "3", "scheidingsteken_wisselt"),
        (f"C1;voor;1\n{HEADER}C2;na;2\n", "3", "kop_herhaald"),
        ("C1;voor;1\n Aantal;;CASUS_ID \nC2;na;2\n", "3", "kop_herhaald"),
        (f"C1;voor;1\n\ufeff{HEADER}C2;na;2\n", "3", "bestanden_geplakt"),
        ('C1;voor;1\nC2;5" buis;2\nC3;"x";"y"\n', "3", "aanhalingsteken_open"),
        ('C1;voor;1\nC2;5" x 3" buis;2\n', "3", "aanhalingsteken"),
        ('C1;voor;1\nC2;"na" ;2\n', "3", "aanhalingsteken"),
        ('C1;voor;1\n"C2;na;2\nC3;na;3\n', "3", "aanhalingsteken_open"),
        ("C1;voor;1\nC2;na\r;2\n", "3", "regeleinde"),
        ("C1;voor;1\nC2;\0;2\n", "3", "geen_tekst"),
        (f"C1;voor;1\nC2;{'x' * 1001};2\n", "B3", "grens_tekens"),
        ("C1;voor;1\nC2;\x81ë;2\n".encode("latin-1"), "3", "codering_onbekend"),
        ("C1;ë;1\n".encode() + "C2;ë;2\n".encode("cp1252"), "2", "codering_gemengd"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_with_its_number(
    tmp_path: Path, rest: str | bytes, cell: str, code: str
) -> None:
    content = HEADER.encode() + (rest.encode() if isinstance(rest, str) else rest)
    assert errors(content, tmp_path) == [(cell, code)]


@pytest.mark.parametrize(
    ("content", "cell", "code"),
    [
        ("", "", "bestand_leeg"),
        ("\n;;\n", "", "bestand_leeg"),
        ("\u00a0;\u00a0\n", "", "bestand_leeg"),
        ("casus_id\nC1\n", "", "scheidingsteken_onbekend"),
        ("casus_id;Aantal;áántal\nC1;1;1\n", "C1", "kolom_dubbel"),
        ("casus_id;;aantal\nC1;;1\nC2;x;1\n", "B3", "kolom_zonder_kop"),
        ("casus_id;ROW\nC1;1\n", "B1", "kolom_onbekend"),
        (";".join(f"k{number}" for number in range(201)) + "\n", "", "grens_kolommen"),
        (f"casus_id;{'x' * 1001}\n", "B1", "grens_tekens"),
        ('casus_id;"aantal\nC1;1\n', "1", "aanhalingsteken_open"),
        ("casus_id;moment\n".encode("utf-16")[:-1], "", "codering_onbekend"),
        ("casus_id;moment\n".encode("utf-16-le"), "1", "geen_tekst"),
        (b"PK\x03\x04;\0\0\n", "1", "geen_tekst"),
    ],
)
def test_a_file_without_a_sound_header_is_refused(
    tmp_path: Path, content: str | bytes, cell: str, code: str
) -> None:
    assert errors(content, tmp_path) == [(cell, code)]


def test_a_file_that_is_not_there_is_refused_in_dutch(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        table = open_csv(connection, SourceFile("Gebruik", "csv", (tmp_path / "x.csv",)), "source")
    assert [finding.code for finding in table.findings] == ["bestand_onleesbaar"]


def test_a_row_of_megabytes_is_refused_before_memory_runs_out(tmp_path: Path) -> None:
    assert errors(HEADER + "x" * (3 * 1024 * 1024), tmp_path) == [("2", "rij_ongelijk")]
    assert errors(HEADER + "C1;voor;1\n" + "x" * (21 * 1024 * 1024), tmp_path) == [("3", "grens_regel")]
    assert errors(f"{HEADER}C1;voor;{'x' * (3 * 1024 * 1024)}\n", tmp_path) == [("C2", "grens_tekens")]


def test_rows_of_one_cause_are_one_message_with_their_number(tmp_path: Path) -> None:
    pasted = "".join(f"C{number},na,2\n" for number in range(60))
    table, _ = read(f"{HEADER}C1;voor;1\n{pasted}", folder=tmp_path)
    assert table.findings == (
        Finding(
            "fout",
            "Gebruik",
            "3",
            "scheidingsteken_wisselt",
            "Vanaf deze rij staat een ander scheidingsteken tussen de cellen dan in de kopregel. "
            "In totaal zijn er 60 zulke rijen.",
            "Zijn er twee exports onder elkaar geplakt? Controleer of hun kolommen gelijk zijn, en maak er "
            "één bestand van met één kopregel en één scheidingsteken.",
            60,
        ),
    )
    assert table.read == 61


def test_a_message_never_repeats_a_cell(tmp_path: Path) -> None:
    for rest in (
        'fortnight"x;1;2\n',
        "fortnight\n",
        "fortnight;" + "fortnight" * 200 + ";2\n",
        "fortnight,1,2\n",
    ):
        table, _ = read(HEADER + rest, folder=tmp_path)
        assert table.findings
        assert "fortnight" not in " ".join(map(str, table.findings))


def test_a_column_without_header_and_without_cells_is_left_out(tmp_path: Path) -> None:
    table, rows = read("casus_id;; ;aantal;\nC1;;;1;\n", folder=tmp_path)
    assert (table.headers, table.letters) == (("casus_id", "aantal"), ("A", "D"))
    assert (rows, table.findings) == ([(2, "C1", "1")], ())


def test_a_thousand_characters_of_more_than_a_byte_fit_in_a_cell(tmp_path: Path) -> None:
    _, rows = read(f"{HEADER}C1;{'ë' * 1000};1\n", folder=tmp_path)
    assert len(rows[0][2]) == 1000


def test_the_parts_of_a_folder_are_one_table(tmp_path: Path) -> None:
    parts = (f"{HEADER}C1;voor;1\n\n", "", "\ufeffcasus_id,moment,aantal\nC2,na,2\n", HEADER)
    table, rows = read(*parts, folder=tmp_path, is_folder=True)
    # Three records in the first part; the third begins at number 4.
    assert rows == [(2, "C1", "voor", "1"), (5, "C2", "na", "2")]
    assert (table.read, table.blank, table.starts) == (3, 1, (1, 4, 4, 6))
    assert [table.place(row[0]) for row in rows] == ["deel 1, rij 2", "deel 3, rij 2"]


@pytest.mark.parametrize(
    ("second", "cell", "code"),
    [
        ("casus_id;aantal;moment\nC2;2;na\n", "1", "kop_verschilt"),
        ("casus_id;moment\nC2;na\n", "1", "kop_verschilt"),
        (f"{HEADER}C2;na\n", "2", "rij_ongelijk"),
        ("\n", "", "bestand_leeg"),
    ],
)
def test_a_part_that_does_not_fit_is_named(tmp_path: Path, second: str, cell: str, code: str) -> None:
    table, _ = read(f"{HEADER}C1;voor;1\n", second, folder=tmp_path, is_folder=True)
    (finding,) = table.findings
    assert (finding.cell, finding.code) == (cell, code)
    assert "deel 2 van de map" in finding.text


def test_a_folder_of_empty_parts_is_empty(tmp_path: Path) -> None:
    table, _ = read("", "", folder=tmp_path, is_folder=True)
    assert [finding.code for finding in table.findings] == ["bestand_leeg"]


def text_of(rows: Sequence[Sequence[str]], delimiter: str, line_end: str, *, quotes_all: bool) -> str:
    stream = io.StringIO()
    quoting = csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n", quoting=quoting)
    for row in rows:
        writer.writerow(row)
    written = stream.getvalue()
    # A file in which a cell holds a return keeps both, for Python quotes what is in its line end.
    return (
        written
        if line_end == "\r\n" or "\r" in "".join(map("".join, rows))
        else written.replace("\r\n", "\n")
    )


PLAIN = "ab1 ;,|\t\"'\n\r.-"
cells = st.text(PLAIN + "éëïöüç", max_size=6)


@given(
    rows=st.lists(st.lists(cells, min_size=3, max_size=3), max_size=8),
    delimiter=st.sampled_from(";,\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    quotes_all=st.booleans(),
)
def test_any_table_that_python_writes_is_read_back(
    rows: list[list[str]],
    delimiter: str,
    encoding: str,
    line_end: str,
    quotes_all: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    header = ["casus_id", "moment", "aantal"]
    written = text_of([header, *rows], delimiter, line_end, quotes_all=quotes_all).encode(encoding)
    table, found = read(written, folder=tmp_path_factory.mktemp("map"))
    filled = [(number, *row) for number, row in enumerate(rows, 2) if any(cell.strip() for cell in row)]
    assert [finding for finding in table.findings if finding.level == "fout"] == []
    assert found == filled
    assert (table.read, table.blank) == (len(rows), len(rows) - len(filled))


@given(
    rows=st.lists(
        st.lists(
            st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"])),
            min_size=2,
            max_size=2,
        ),
        max_size=4,
    )
)
def test_any_letter_of_unicode_is_read_back(
    rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    written = text_of([["casus_id", "moment"], *rows], ";", "\r\n", quotes_all=True)
    _, found = read(written, folder=tmp_path_factory.mktemp("map"))
    assert found == [(n, *row) for n, row in enumerate(rows, 2) if any(cell.strip() for cell in row)]


GOOD = (
    'casus_id;moment;aantal\r\nC1;voor;1,5\r\nC2;"na";"2"\r\n\r\n'
    'C3;"zei ""nee""";3\r\n;;\r\n"C\r\n4";voor;4\r\n'
)


def read_by_python(content: bytes, table: FileTable) -> list[tuple[Any, ...]] | None:
    """Read a file with the module csv of Python, with the delimiter that gives the same headers."""
    codes = {finding.code: finding.text for finding in table.findings}
    encoding = "utf-8-sig"
    if "codering" in codes:
        encoding = "utf-16" if "UTF-16" in codes["codering"] else "cp1252"
    text = content.decode(encoding)
    if text[:4].lower() == "sep=":
        text = text[5:].lstrip("\r\n")
    for delimiter in ";,\t|":
        lines = list(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1))
        filled = [(number, *line) for number, line in lines if any(cell.strip() for cell in line)]
        if filled and [cell for cell in filled[0][1:] if cell.strip()] == list(table.headers):
            return filled[1:]
    return None


@given(seed=st.integers(0, 2**32), times=st.integers(1, 4))
def test_a_file_with_any_bytes_changed_is_refused_or_read_as_python_reads_it(
    seed: int, times: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rng = random.Random(seed)
    content = bytearray(GOOD.encode())
    for _ in range(times):
        place = rng.randrange(len(content))
        byte = rng.choice(b'";,\r\n\t| a\0\xe9\xc3\xab\xef')
        content[place : place + rng.randrange(3)] = bytes([byte]) * rng.randrange(3)
    table, rows = read(bytes(content), folder=tmp_path_factory.mktemp("map"))
    if table.relation is None:
        assert any(finding.level == "fout" for finding in table.findings)
        return
    assert table.headers
    expected = read_by_python(bytes(content), table)
    assert expected is not None
    named = [ord(letter) - ord("A") + 1 for letter in table.letters]
    assert rows == [(row[0], *(row[position] for position in named)) for row in expected]
    assert len(rows) == len(expected) == table.read - table.blank
