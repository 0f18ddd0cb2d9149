from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.report.conftest import EXAMPLE, PROVENANCE, internal

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.report import docx, sections
from maatschappelijk_rendement.report.house_style import ACCENT, INK, HouseStyle, contrast
from maatschappelijk_rendement.results.shown import Results

word = pytest.importorskip("docx")
qn = pytest.importorskip("docx.oxml.ns").qn
Cm = pytest.importorskip("docx.shared").Cm


@pytest.fixture(scope="module")
def content() -> bytes:
    return docx.document(sections.build(Results(EXAMPLE), PROVENANCE))


@pytest.fixture(scope="module")
def opened(content: bytes) -> Any:
    return word.Document(io.BytesIO(content))


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read(name).decode("utf-8")


def test_headings_are_real_headings(opened: Any) -> None:
    styles = [(p.style.name, p.text) for p in opened.paragraphs]
    assert styles[0] == ("Title", "Voorbeeld Ruwaard (synthetisch)")
    numbered = [text.split(".")[0] for style, text in styles if style == "Heading 1"]
    assert numbered == list("12345678")


def test_the_header_row_of_a_table_is_one_and_repeats_on_every_page(opened: Any) -> None:
    assert len(opened.tables) > 10
    for table in opened.tables:
        assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")


def test_a_row_never_stands_on_two_pages_and_has_a_line_under_it(opened: Any) -> None:
    for table in opened.tables:
        assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in table.rows)
        assert table._tbl.xpath("w:tblPr/w:tblBorders/w:insideH[@w:val='single']")


def test_a_title_a_short_table_and_a_note_stay_together(opened: Any) -> None:
    body = list(opened.element.body)
    for table in opened.tables:
        place = body.index(table._tbl)
        before, after = body[place - 1], body[place + 1]
        kept = [bool(row._tr.xpath(".//w:keepNext[not(@w:val='0')]")) for row in table.rows]
        assert before.xpath("w:pPr/w:keepNext")
        assert kept[:2] == [True] * 2 or len(kept) == 2
        assert kept[-1] == bool("".join(after.itertext()))
        assert all(kept[:-1]) or len(kept) > 13


def test_every_page_has_its_number_and_how_many_there_are(opened: Any) -> None:
    (first, *others) = opened.sections
    fields = first.footer._element.xpath(".//w:fldSimple")
    assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]
    assert first.footer.paragraphs[0]._p.xpath("string(.)") == "1 van 1"
    assert all(section.footer.is_linked_to_previous for section in others)


def test_the_status_is_the_widest_column_of_a_table_with_long_ones(opened: Any) -> None:
    table = next(t for t in opened.tables if t.cell(0, 2).text == "Voor")
    widths = [cell.width for cell in table.rows[0].cells]
    assert widths[-1] == max(widths)
    assert sum(widths) == pytest.approx(Cm(18), rel=0.001)


def test_no_word_of_a_table_is_wider_than_its_column(opened: Any) -> None:
    """In a wide font, such as DejaVu Sans: what a computer without Calibri may take."""
    for table in opened.tables:
        points = table.cell(0, 0).paragraphs[0].runs[0].font.size.pt
        for y, row in enumerate(table.rows):
            for x, cell in enumerate(row.cells):
                room = (cell.width.cm - 2 * docx.CELL_MARGIN_CM) / (points * CM_A_POINT)
                bold = 1.15 if not x or not y else 1
                for word in cell.text.split(" "):
                    if "/" not in word and len(word) < 32:
                        assert sum(map(width, word)) * bold <= room, (word, room)


# Parts of the size of the font, measured in DejaVu Sans.
CM_A_POINT = 2.54 / 72


def width(letter: str) -> float:
    if letter in ".,:;()-ijlt' \N{NO-BREAK SPACE}":
        return 0.36
    return 0.86 if letter in "MmWw" else 0.66 if letter.isupper() or letter.isdigit() else 0.59


@pytest.mark.parametrize("style", [None, HouseStyle(ink="#1a1a1a", accent="#7a1f5c")])
def test_every_style_has_a_colour_of_the_house_that_all_can_read(style: HouseStyle | None) -> None:
    made = docx.document(replace(sections.build(Results(EXAMPLE), PROVENANCE), style=style))
    styles = word.Document(io.BytesIO(made)).styles
    accent, ink = (style.accent, style.ink) if style else (ACCENT, INK)
    for name, colour in [
        ("Normal", ink),
        *((n, accent) for n in ("Title", "Caption", "Heading 1", "Heading 2")),
    ]:
        assert f"#{styles[name].font.color.rgb}".lower() == colour
        assert contrast(colour, "#ffffff") >= 4.5
        assert not styles[name].element.xpath(".//w:color[@w:themeColor]")
    (line,) = styles["Title"].element.xpath(".//w:pBdr/w:bottom")
    assert f"#{line.get(qn('w:color'))}".lower() == accent
    assert line.get(qn("w:themeColor")) is None


def test_no_cell_is_empty(opened: Any) -> None:
    assert all(cell.text for table in opened.tables for row in table.rows for cell in row.cells)


def test_amounts_and_hidden_cells_read_as_on_the_page(opened: Any) -> None:
    table = next(t for t in opened.tables if t.cell(0, 2).text == "Voor")
    rows = {
        row.cells[0].text: [c.text.replace("\N{NO-BREAK SPACE}", " ") for c in row.cells]
        for row in table.rows
    }
    assert rows["Wmo"][2:5] == ["€ 291.480,60", "€ 230.230,20", "€ -61.250,40 daling"]
    assert rows["Wlz"][1:5] == ["onderdrukt"] * 4


def test_every_picture_has_an_alternative(content: bytes) -> None:
    words = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', part(content, "word/document.xml"))
    assert len(words) == 7
    assert any("Wlz voor: onderdrukt" in text for text in words)


def test_the_language_is_dutch(content: bytes) -> None:
    assert 'w:val="nl-NL"' in part(content, "word/styles.xml")


def test_the_file_names_nobody_and_tells_no_time(content: bytes) -> None:
    properties = part(content, "docProps/core.xml")
    assert "python-docx" not in properties
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]*Z", properties)) == {"2000-01-01T00:00:00Z"}
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_internal_document_says_so_on_every_page_and_section() -> None:
    made = word.Document(io.BytesIO(docx.document(sections.build(Results(internal(EXAMPLE)), PROVENANCE))))
    assert "VERTROUWELIJK" in made.sections[0].header.paragraphs[0].text
    assert all(section.header.is_linked_to_previous for section in list(made.sections)[1:])
    assert [p.text for p in made.paragraphs].count("VERTROUWELIJK") == 8


def test_without_the_software_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UsageError, match=r"make formaten"):
        docx.document(sections.build(Results(EXAMPLE), PROVENANCE))


@pytest.mark.slow
def test_libreoffice_opens_the_document(content: bytes, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    file = tmp_path / "rapport.docx"
    file.write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profiel"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert (tmp_path / "rapport.pdf").read_bytes().startswith(b"%PDF")


def test_a_wide_table_after_a_wide_table_leaves_no_empty_page(opened: Any) -> None:
    """A page that was turned is turned back only when something stands on it."""
    body = list(opened.element.body)
    ends = [place for place, part in enumerate(body) if part.find(f".//{qn('w:sectPr')}") is not None]
    assert len(ends) > 1
    assert all(after - before > 1 for before, after in pairwise(ends))
