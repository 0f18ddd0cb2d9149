from __future__ import annotations

import io
import math
import os
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.report.conftest import PROVENANCE, internal

from maatschappelijk_rendement.report import sections
from maatschappelijk_rendement.report.xlsx import TOP, workbook
from maatschappelijk_rendement.report.xlsx_charts import _parts

HEADER = TOP + 1


def write(data: dict[str, Any]) -> bytes:
    return workbook(sections.build(data, PROVENANCE))


def opened(data: dict[str, Any]) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(write(data)))


def column(sheet: Worksheet, label: str) -> dict[str, Any]:
    """Give the cells under a label by the name in the first column."""
    heads = [cell.value for cell in sheet[HEADER]]
    place = heads.index(label) + 1
    rows = range(HEADER + 1, sheet.max_row + 1)
    return {sheet.cell(y, 1).value: sheet.cell(y, place) for y in rows if sheet.cell(y, 1).value}


def test_amounts_are_numbers_to_the_cent(example: dict[str, Any]) -> None:
    amounts = column(opened(example)["Verschil bestaand"], "Verschil")
    assert Decimal(str(amounts["totaal"].value)) == Decimal("-132394")
    assert Decimal(str(amounts["Wmo"].value)) == Decimal("-61250.4")


def test_amounts_are_dutch_euros_with_their_direction_and_without_red(example: dict[str, Any]) -> None:
    code = column(opened(example)["Verschil bestaand"], "Verschil")["Wmo"].number_format
    assert "€-413" in code
    assert "daling" in code
    assert "stijging" in code
    assert "red" not in code.lower()


def test_a_hidden_amount_is_the_word_and_not_a_number(example: dict[str, Any]) -> None:
    book = opened(example)
    assert column(book["Verschil bestaand"], "Verschil")["Wlz"].value == "onderdrukt"
    assert column(book["Stromen bestaand"], "Voor")["Wlz"].value == "onderdrukt"


def test_a_chart_stands_on_empty_cells_where_a_number_is_hidden(example: dict[str, Any]) -> None:
    """A chart draws a text as 0, so the columns it stands on may hold numbers and nothing only."""
    with zipfile.ZipFile(io.BytesIO(write(example))) as parts:
        charts = [
            parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")
        ]
    values = re.compile(r"<c:val><c:numRef><c:f>'([^']*)'!([^<]*)<")
    ranges = {found for chart in charts for found in values.findall(chart)}
    book = opened(example)
    for name in ("Stromen bestaand", "Verschil bestaand", "Welbevinden rapportcijfer"):
        mine = [place.replace("$", "") for sheet, place in ranges if sheet == name]
        assert mine
        for place in mine:
            cells = [cell.value for row in book[name][place] for cell in row]
            assert not [value for value in cells if isinstance(value, str)]
        assert any(cell.value is None for place in mine for row in book[name][place] for cell in row)


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "https://example.org", "\t=1", "{=1}"])
def test_a_text_never_becomes_a_formula_or_a_link(example: dict[str, Any], evil: str) -> None:
    example["analyse"].update(titel=evil, gemeente=evil, wijken=[evil])
    example["programma"][0].update(post=evil, financier=evil)
    example["tarieven"][0].update(code=evil, bron=evil, bron_adres=evil)
    book = opened(example)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert any(cell.value == evil for cell in cells)


def test_every_chart_has_words_for_who_cannot_see_it(example: dict[str, Any]) -> None:
    with zipfile.ZipFile(io.BytesIO(write(example))) as parts:
        drawings = [parts.read(name).decode() for name in parts.namelist() if "drawings/drawing" in name]
    words = [w for drawing in drawings for w in re.findall(r'<xdr:cNvPr [^>]*descr="([^"]*)"', drawing)]
    assert len(words) == 6
    assert all(len(text) > 50 for text in words)
    assert any("Wlz voor: onderdrukt" in text for text in words)


def test_the_file_names_nobody_and_tells_no_time(example: dict[str, Any]) -> None:
    with zipfile.ZipFile(io.BytesIO(write(example))) as parts:
        properties = parts.read("docProps/core.xml").decode()
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "<dc:creator></dc:creator>" in properties
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in properties
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[^<]*", properties)) == {"2000-01-01T00:00:00Z"}


def test_there_are_sheets_for_account_and_origin(example: dict[str, Any]) -> None:
    book = opened(example)
    assert book.sheetnames[0] == "Samenvatting"
    assert {"Verantwoording", "Herkomst", "Tarieven", "Partijen"} <= set(book.sheetnames)
    formulas = column(book["Herkomst"], "Berekening")
    assert any("kosten na min kosten voor" in cell.value for cell in formulas.values())


def test_a_wrapped_text_on_the_sheet_of_origins_fits_its_row(example: dict[str, Any]) -> None:
    """LibreOffice keeps the height of a row: each line of the longest text needs its own 15 points."""
    sheet = opened(example)["Herkomst"]
    widths = {letter: held.width for letter, held in sheet.column_dimensions.items()}
    heights = []
    for row in sheet.iter_rows(min_row=5):
        needed = max(math.ceil(len(cell.value or "") / widths[cell.column_letter]) for cell in row)
        heights.append(sheet.row_dimensions[row[0].row].height or 15)  # 15 when it is not said
        assert heights[-1] >= 15 * needed
    assert max(heights) > 15


def test_a_heading_on_the_sheet_of_account_looks_like_one(example: dict[str, Any]) -> None:
    sheet = opened(example)["Verantwoording"]
    headings = {cell.value: cell for (cell,) in sheet.iter_rows(max_col=1) if cell.font.bold}
    assert {"Wat is onderdrukt", "Hoe zeker is dit"} <= set(headings)
    assert all(sheet.cell(headings[word].row, 2).value != word for word in headings)


def test_an_internal_workbook_says_so_on_every_sheet_and_page(example: dict[str, Any]) -> None:
    for sheet in opened(internal(example)):
        assert "VERTROUWELIJK" in sheet["A2"].value
        assert "VERTROUWELIJK" in sheet.oddHeader.right.text


def test_tab_names_stay_within_what_excel_allows(example: dict[str, Any]) -> None:
    names = opened(internal(example)).sheetnames
    assert all(len(name) <= 31 for name in names)
    assert len({name.casefold() for name in names}) == len(names)


@pytest.mark.parametrize(
    ("start", "end", "hidden", "seen"),
    [
        (0.0, -10.0, 0.0, -10.0),
        (-10.0, -4.0, -4.0, -6.0),
        (5.0, 8.0, 5.0, 3.0),
        (8.0, 5.0, 5.0, 3.0),
    ],
)
def test_a_bar_of_the_waterfall_starts_where_the_one_before_ended(
    start: float, end: float, hidden: float, seen: float
) -> None:
    parts = _parts(start, end, is_total=False)
    assert parts[0] == hidden
    assert sum(parts[1:]) == seen


def test_a_bar_through_zero_has_a_half_on_each_side() -> None:
    assert _parts(-3.0, 4.0, is_total=False) == (0.0, 0.0, 0.0, -3.0, 4.0, 0.0)


@pytest.mark.slow
def test_libreoffice_opens_the_workbook_and_reads_the_same_total(
    example: dict[str, Any], tmp_path: Path
) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    (tmp_path / "rapport.xlsx").write_bytes(write(example))
    subprocess.run(
        [
            program,
            f"-env:UserInstallation=file://{tmp_path}/profiel",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,true,false,false,1",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "rapport.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "LC_ALL": "nl_NL.UTF-8", "LANG": "nl_NL.UTF-8"},
    )
    (made,) = tmp_path.glob("*.csv")
    assert "-132.394,00 daling" in made.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
