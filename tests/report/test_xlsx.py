from __future__ import annotations

import io
import math
import os
import re
import subprocess
import zipfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.report.conftest import PROVENANCE, internal

from maatschappelijk_rendement.report import sections
from maatschappelijk_rendement.report.xlsx import TOP, workbook
from maatschappelijk_rendement.report.xlsx_charts import _parts
from maatschappelijk_rendement.results.shown import Results

HEADER = TOP + 1


def write(data: dict[str, Any]) -> bytes:
    return workbook(sections.build(Results(data), PROVENANCE))


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


def test_every_text_is_seen_whole(example: dict[str, Any]) -> None:
    """LibreOffice keeps the height of a row: each line of the longest text needs its own 15 points."""
    heights = []
    for sheet in opened(example):
        widths = column_widths(sheet)
        over = {cells.min_row: cells for cells in sheet.merged_cells.ranges}
        last = len(printed_widths(sheet))
        for cell in (cell for row in sheet.iter_rows(min_row=3, max_col=last) for cell in row):
            if not isinstance(cell.value, str) or cell.value in ("onderdrukt", "onbekend"):
                continue
            span = over.get(cell.row)
            places = range(span.min_col, span.max_col + 1) if span else [cell.column]
            width = sum(widths[x] for x in places)
            heights.append(sheet.row_dimensions[cell.row].height or 15)  # 15 when it is not said
            assert len(cell.value) <= width or cell.alignment.wrap_text, (sheet.title, cell.coordinate)
            assert heights[-1] >= 15 * math.ceil(len(cell.value) / width), (sheet.title, cell.coordinate)
    assert max(heights) > 60


def test_a_printed_letter_has_seven_points_or_more(example: dict[str, Any]) -> None:
    """In Excel: a column of n letters has 7n + 5 pixels, and A4 on its side 96 x 11,69 less the margins."""
    several = 0
    for sheet in opened(internal(example)):
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        number = int(sheet.page_setup.fitToWidth or 1)
        margins = sheet.page_margins.left + sheet.page_margins.right
        room = 96 * (11.69 - margins)
        wide = [7 * width + 5 for width in printed_widths(sheet)]
        keys = range_boundaries(sheet.print_title_cols)[2] if sheet.print_title_cols else 0
        assert (number - 1) * sum(wide[:keys]) + sum(wide) <= number * room * 11 / 7
        assert (number > 1) == bool(keys)
        several += number > 1
    assert several >= 2


def test_the_heads_stand_on_every_printed_page(example: dict[str, Any]) -> None:
    book = opened(example)
    loose = {"Samenvatting", "Verantwoording"}  # running text
    for sheet in book:
        has_rows = sheet.max_row > HEADER and sheet.title not in loose
        assert not has_rows or sheet.print_title_rows == f"${HEADER}:${HEADER}", sheet.title
    assert book["Bijlage verschil"].print_title_cols == "$A:$D"
    assert [cell.value for cell in book["Bijlage verschil"][HEADER][:4]] == [
        "Moment",
        "Groep",
        "Wijk",
        "Stroom",
    ]


def test_lines_part_the_rows_of_the_sheet_of_origins(example: dict[str, Any]) -> None:
    sheet = opened(example)["Herkomst"]
    for row in sheet.iter_rows(min_row=HEADER + 1):
        assert all(cell.border.bottom.style for cell in row)
        assert all(cell.alignment.indent and cell.alignment.horizontal == "left" for cell in row)


@pytest.mark.slow
def test_libreoffice_prints_every_sheet_at_seven_points_or_more(
    example: dict[str, Any], tmp_path: Path, libreoffice: str
) -> None:
    pypdf = pytest.importorskip("pypdf")
    for content, least, most in ((write(example), 8, 15), (without_print_areas(write(example)), 21, 99)):
        (tmp_path / "rapport.xlsx").write_bytes(content)
        profile = f"-env:UserInstallation=file://{tmp_path}/profiel"
        command = [libreoffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
        subprocess.run(
            [*command, str(tmp_path / "rapport.xlsx")], check=True, capture_output=True, timeout=180
        )
        pages = pypdf.PdfReader(tmp_path / "rapport.pdf").pages
        assert least <= len(pages) <= most
        assert min(map(usual_size, pages)) >= 7


def without_print_areas(content: bytes) -> bytes:
    """Print everything, as who clears the print area of a sheet does."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/workbook.xml":
                part = re.sub(
                    rb'<definedName name="_xlnm.Print_Area"[^>]*>[^<]*1000001</definedName>', b"", part
                )
            new.writestr(name, part)
    return out.getvalue()


def test_sheets_to_search_in_stay_off_paper_and_say_how_to_print_them(example: dict[str, Any]) -> None:
    book = opened(example)
    off = {sheet.title for sheet in book if "komt niet mee" in str(sheet["A2"].value)}
    assert {"Tarieven", "Herkomst", "Bijlage verschil", "Verschil bestaand"} <= off
    assert not {"Samenvatting", "Stromen bestaand", "Balans", "Verantwoording"} & off
    for sheet in book:
        assert ("afdrukbereik" in str(sheet.oddHeader.left.text)) == (sheet.title in off)
        if sheet.title in off:
            place = sheet.print_area.split("!")[-1].replace("$", "")
            assert range_boundaries(place)[1] > sheet.max_row


def test_an_internal_workbook_is_printed_whole(example: dict[str, Any]) -> None:
    assert not [s.title for s in opened(internal(example)) if "komt niet mee" in str(s["A2"].value)]


def usual_size(page: Any) -> float:
    """Give the size in which most letters of a page are printed."""
    letters: Counter[float] = Counter()

    def count(text: str, turn: Any, place: Any, _: Any, size: float) -> None:
        letters[round(abs(size * place[3] * turn[3]), 1)] += len(text.strip())

    page.extract_text(visitor_text=count)
    return letters.most_common(1)[0][0]


def column_widths(sheet: Worksheet) -> dict[int, float]:
    """Give the width of each column; the file says it once for equal neighbours."""
    held = sheet.column_dimensions.values()
    return {x: one.width for one in held for x in range(one.min, one.max + 1)}


def printed_widths(sheet: Worksheet) -> list[float]:
    """Give the widths of the columns that are printed: those beside a chart hold its numbers only."""
    beside = [cell.column for cell in sheet[TOP] if cell.value == "Kolommen voor de grafiek"]
    last = beside[0] - 3 if beside else sheet.max_column  # two empty columns stand between
    return [column_widths(sheet).get(x, 9) for x in range(1, last + 1)]


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
    example: dict[str, Any], tmp_path: Path, libreoffice: str
) -> None:
    (tmp_path / "rapport.xlsx").write_bytes(write(example))
    subprocess.run(
        [
            libreoffice,
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
