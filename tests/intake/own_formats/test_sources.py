"""Every kind of file gives the same raw table, and what cannot be read is never passed over in silence."""

from __future__ import annotations

import io
import subprocess
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.intake.own_formats import RawTable, read_source
from maatschappelijk_rendement.intake.own_formats.raw import UNREADABLE
from maatschappelijk_rendement.intake.workbook.gate import Limits


def only(path: Path, **asked: object) -> RawTable:
    (table,) = read_source(path, **asked)  # type: ignore[arg-type]
    return table


def written(folder: Path, content: bytes, name: str = "bron.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def code_of(path: Path) -> str:
    with pytest.raises(InputError) as refused:
        read_source(path)
    return refused.value.findings[0].code


def workbook(folder: Path, rows: list[list[object]], merged: str = "") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Overzicht"
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    path = folder / "bron.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("Nr;Wijk\nC1;Curaçao\n".encode(), "UTF-8 met puntkomma's"),
        ("Nr;Wijk\nC1;Curaçao\n".encode("utf-8-sig"), "UTF-8 met BOM met puntkomma's"),
        ("Nr,Wijk\r\nC1,Curaçao\r\n".encode("cp1252"), "Windows-1252 met komma's"),
        ("Nr\tWijk\nC1\tCuraçao\n".encode("utf-16"), "UTF-16 met tabs"),
        ("sep=;\nNr;Wijk\nC1;Curaçao\n".encode(), "UTF-8 met puntkomma's"),
        ('"Nr";"Wijk"\n"C1";"Curaçao"'.encode(), "UTF-8 met puntkomma's"),
    ],
)
def test_a_csv_of_excel_is_read_and_said_how(tmp_path: Path, content: bytes, says: str) -> None:
    table = only(written(tmp_path, content))
    assert (table.headers, table.rows) == (("Nr", "Wijk"), (("C1", "Curaçao"),))
    assert says in table.said[0]


def test_a_separator_within_quotes_in_the_header_line_does_not_decide(tmp_path: Path) -> None:
    table = only(written(tmp_path, b'"Nr, oud, van, hier";Wijk\nC1;Noord\n'))
    assert table.headers == ("Nr, oud, van, hier", "Wijk")


def test_blank_rows_of_excel_stay_in_their_place(tmp_path: Path) -> None:
    table = only(written(tmp_path, b"Nr;Wijk\nC1;Noord\n;\n\nC2;Zuid\n;\n"))
    assert table.row_numbers == (2, 3, 4, 5)
    assert [table.is_blank(place) for place in range(4)] == [False, True, True, False]


def test_a_row_after_a_text_over_lines_has_the_number_of_its_first_line(tmp_path: Path) -> None:
    table = only(written(tmp_path, b'Nr;Wijk\nC1;"Noord\nwest"\nC2;Zuid\n'))
    assert [number for number, row in zip(table.row_numbers, table.rows, strict=True) if row[0]] == [2, 4]


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (b"Nr;Wijk\nC1;Noord\nC2\n", "rij_ongelijk", "3"),
        (b"Nr;Wijk\nC1;Noord;x\n", "rij_ongelijk", "2"),
        (b"Nr;Wijk\nC1;Noord\nNr;Wijk\nC2;Zuid\n", "kop_dubbel", "3"),
        (b"Nr;Wijk\nC1;Noord\nNr,Wijk\nC2,Zuid\n", "rij_ongelijk", "3"),
        (b'Nr;Wijk\nC1;"No"ord\n', "aanhalingsteken", "2"),
        (b'Nr;Wijk\nC1;"Noord\n', "aanhalingsteken", "2"),
        (b"Nr\nC1\n", "geen_scheiding", "1"),
        (b"Nr;Wijk\nC1;\x81\n", "tekens", "2"),
        (b"Nr;Wijk\n" + b"C1;Noord\n" * 900 + b"\x00", "geen_tekst", ""),
    ],
)
def test_a_csv_that_does_not_hang_together_is_refused_with_its_row(
    tmp_path: Path, content: bytes, code: str, row: str
) -> None:
    with pytest.raises(InputError) as refused:
        read_source(written(tmp_path, content))
    (finding,) = refused.value.findings
    assert (finding.code, finding.cell) == (code, row)


@given(
    st.lists(
        st.tuples(st.text('ab;"\n, ', max_size=4), st.text('ab;"\n, ', max_size=4)), min_size=1, max_size=6
    )
)
def test_no_record_is_lost_however_it_is_quoted(records: list[tuple[str, str]]) -> None:
    from maatschappelijk_rendement.intake.own_formats.csv_source import read_csv

    lines = ["Nr;Wijk"]
    for record in records:
        cells = ['"' + cell.replace('"', '""') + '"' for cell in record]
        lines.append(";".join(cells))
    (table,) = read_csv("\n".join(lines).encode(), Limits())
    filled = [tuple(cell.strip() or None for cell in record) for record in records]
    assert [row for row in table.rows if any(row)] == [row for row in filled if any(row)]


def test_every_sheet_of_a_workbook_is_read_with_its_types(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        [
            ["Nr", "Dag", "Bedrag", "Ja"],
            ["C1", date(2022, 3, 1), 57.01, True],
            [7, datetime(2022, 3, 2, 9), None, False],  # noqa: DTZ001  a cell has no time zone
        ],
    )
    table = only(path)
    assert table.name == "Overzicht"
    assert table.rows == (
        ("C1", date(2022, 3, 1), Decimal("57.01"), "ja"),
        (Decimal(7), date(2022, 3, 2), None, "nee"),
    )
    assert table.said == ("Achter een datum stond een tijd; alleen de dag is gelezen.",)


def test_a_title_above_the_table_is_passed_over_and_said(tmp_path: Path) -> None:
    table = only(workbook(tmp_path, [["Overzicht 2022"], [], ["Nr", "Wijk", "Wmo"], ["C1", "Noord", 3]]))
    assert table.headers == ("Nr", "Wijk", "Wmo")
    assert table.said == ("De kop is gevonden in rij 3.",)


def test_the_row_of_the_header_can_be_given(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["a", "b"], ["Nr", "Wijk"], ["C1", "Noord"]])
    assert only(path, header_row=2).headers == ("Nr", "Wijk")


def test_a_cell_merged_over_rows_is_unreadable_and_one_over_columns_is_not(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Nr", "Wijk"], ["C1", "Noord"], ["C2", None]]
    assert [row[1] for row in only(workbook(tmp_path, rows, "B2:B3")).rows] == [UNREADABLE, UNREADABLE]
    assert [row[1] for row in only(workbook(tmp_path, rows, "A3:B3")).rows] == ["Noord", None]


def test_a_percentage_stays_a_percentage(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["Nr", "Deel"], ["C1", 0.125]])
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["B2"].number_format = "0.0%"
    book.save(path)
    assert only(path).rows == (("C1", "12.5%"),)


def test_a_formula_without_result_is_unreadable(tmp_path: Path) -> None:
    table = only(workbook(tmp_path, [["Nr", "Som"], ["C1", "=1+1"]]))
    assert table.rows == (("C1", UNREADABLE),)


@pytest.fixture
def ods(tmp_path: Path, libreoffice: str) -> Path:
    """A workbook saved by LibreOffice: dates, cents, a blank row, a title and equal cells side by side."""
    path = workbook(
        tmp_path,
        [
            ["Overzicht"],
            ["Nr", "Dag", "Wmo voor", "Wmo na", "Som"],
            ["C1", date(2022, 3, 1), 12.5, 12.5, "=C3+D3"],
            [],
            ["C2", date(2022, 3, 2), 0, 0, "=1/0"],
        ],
    )
    subprocess.run(
        [
            libreoffice,
            f"-env:UserInstallation=file://{tmp_path}/profiel",
            "--headless",
            "--convert-to",
            "ods",
            "--outdir",
            str(tmp_path),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return tmp_path / "bron.ods"


def test_an_ods_of_libreoffice_is_read_as_the_workbook_it_came_from(ods: Path) -> None:
    table = only(ods)
    assert table.headers == ("Nr", "Dag", "Wmo voor", "Wmo na", "Som")
    assert table.row_numbers == (3, 4, 5)
    assert table.rows[0] == ("C1", date(2022, 3, 1), Decimal("12.5"), Decimal("12.5"), Decimal(25))
    assert table.rows[2] == ("C2", date(2022, 3, 2), Decimal(0), Decimal(0), UNREADABLE)


_ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="A">'
)
_ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"


def made_ods(folder: Path, rows: str, head: str = _ODS_HEAD) -> Path:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED
        )
        archive.writestr("content.xml", head + rows + _ODS_TAIL)
    return written(folder, stream.getvalue(), "bron.ods")


_SPACED = 'No<text:s text:c="2"/>ord'


def _cell(text: str, repeated: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def test_a_comment_in_an_ods_is_not_read_as_its_cell(tmp_path: Path) -> None:
    noted = _cell("C1").replace(
        "<text:p>", "<office:annotation><text:p>Jan</text:p></office:annotation><text:p>"
    )
    path = made_ods(
        tmp_path,
        f"<table:table-row>{_cell('Nr')}{_cell('Wijk')}</table:table-row>"
        f"<table:table-row>{noted}{_cell(_SPACED)}</table:table-row>",
    )
    assert only(path).rows == (("C1", "No  ord"),)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (f"<table:table-row>{_cell('x', 9_999_999)}</table:table-row>", "grens_kolommen"),
        (
            f'<table:table-row table:number-rows-repeated="9999999">{_cell("x")}</table:table-row>',
            "grens_rijen",
        ),
        (f'<table:table-row table:number-rows-repeated="-1">{_cell("x")}</table:table-row>', "beschadigd"),
        ("<table:table-row>" * 70, "beschadigd"),
        ("<table:table-row>", "beschadigd"),
    ],
)
def test_repeats_and_depth_of_an_ods_are_bounded(tmp_path: Path, rows: str, code: str) -> None:
    assert code_of(made_ods(tmp_path, rows)) == code


def test_blank_repeats_of_an_ods_cost_nothing(tmp_path: Path) -> None:
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    table = only(made_ods(tmp_path, f"<table:table-row>{_cell('Nr')}</table:table-row>{blank}"))
    assert (table.headers, table.rows) == (("Nr",), ())


def test_a_document_type_in_an_ods_is_refused(tmp_path: Path) -> None:
    assert code_of(made_ods(tmp_path, "", '<!DOCTYPE a [<!ENTITY b "c">]>' + _ODS_HEAD)) == "doctype"


def test_parquet_is_read_as_a_file_and_as_a_folder_of_parts(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    table = pa.table(
        {"Nr": ["C1", None], "Wmo voor": [64.1, float("nan")], "Dag": [date(2022, 3, 1), None], "n": [1, 2]}
    )
    folder = tmp_path / "deel"
    folder.mkdir()
    (folder / "_SUCCESS").touch()
    for name in ("part-1.parquet", "part-0.parquet"):
        pq.write_table(table, folder / name)
    found = only(folder / "part-0.parquet")
    assert found.headers == ("Nr", "Wmo voor", "Dag", "n")
    assert found.rows == (
        ("C1", Decimal("64.1"), date(2022, 3, 1), Decimal(1)),
        (None, None, None, Decimal(2)),
    )
    assert only(folder).rows == found.rows * 2
    assert only(folder).row_numbers == (1, 2, 3, 4)


def test_a_folder_with_parts_that_differ_or_with_something_else_is_refused(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    assert code_of(tmp_path) == "map"
    pq.write_table(pa.table({"a": [1]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"b": [1]}), tmp_path / "b.parquet")
    assert code_of(tmp_path) == "kolommen_verschillen"
    (tmp_path / "lees.txt").touch()
    assert code_of(tmp_path) == "map"


def test_a_broken_parquet_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    assert code_of(written(tmp_path, b"PAR1" + b"\x00" * 100 + b"PAR1", "a.parquet")) == "beschadigd"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "geen_werkmap"),
        (b"%PDF-1.7", "geen_werkmap"),
        (b"\x00\x01\x02", "geen_werkmap"),
        (b"<html><table><tr><td>Nr</td></tr></table></html>", "geen_werkmap"),
        (b"<?xml version='1.0'?><x/>", "xml_onbekend"),
    ],
)
def test_what_is_no_table_is_refused_by_what_it_is(tmp_path: Path, content: bytes, code: str) -> None:
    assert code_of(written(tmp_path, content)) == code


def test_the_name_of_a_file_says_nothing(tmp_path: Path) -> None:
    assert only(written(tmp_path, b"Nr;Wijk\nC1;Noord\n", "bron.xlsx")).headers == ("Nr", "Wijk")


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="er niet"):
        read_source(tmp_path / "geen.csv")
