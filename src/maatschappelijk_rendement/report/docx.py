"""Write the report as a document to edit: real headings, tables with header rows, charts with alt texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.report.document import (
    Block,
    Bullets,
    Chart,
    Heading,
    Headline,
    Headlines,
    Notice,
    Paragraph,
    ReportDocument,
    ShownValue,
    Table,
    TableOfContents,
)
from maatschappelijk_rendement.report.docx_widths import CELL_MARGIN_CM, column_widths, words_of
from maatschappelijk_rendement.report.house_style import HouseStyle
from maatschappelijk_rendement.report.paper import fitted, is_wide

if TYPE_CHECKING:
    from docx.document import Document

NOT_INSTALLED = (
    "Voor docx is extra software nodig. Installeer die met: make formaten (of: pip install python-docx), of "
    "kies een ander formaat."
)
LANGUAGE = "nl-NL"
TABLE_STYLE = "Light Shading"
# A fixed moment, so that the same report gives the same bytes; 1980 is the first year a zip file knows.
FIXED_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)
MOST_ROWS = 300  # Word gets slow with longer tables; the workbook has them all
SHORT = 12  # rows up to which a table stays on one page
A4_CM, MARGINS_CM, CHART_WIDTH_CM = (21.0, 29.7), (1.5, 1.0), 15.0  # upright, on its side
TOP_MARGIN_CM = 2.0
LOGO_HEIGHT_CM = 2.0
DOTS_PER_INCH = 150

ROW_MARGIN_CM = 0.05
TEXT_POINTS, TABLE_POINTS, WIDE_POINTS, HEADER_POINTS = 10.5, 7.5, 7, 8
NOTE_SPACE_POINTS, HEADLINE_POINTS, TITLE_POINTS, PARAGRAPH_SPACE_POINTS = 4, 16, 18, 6
LINE_RGB = "A0A8B2"
WARNING_RGB = (0x8A, 0x1C, 0x1C)


def document(report: ReportDocument) -> bytes:
    """Write the document.

    Args:
        report: The report.

    Returns:
        A ``.docx`` file.

    Raises:
        UsageError: python-docx is not installed.
    """
    made = load()()
    from docx.shared import Pt

    _prepare(made, report)
    _style(made, report.style or HouseStyle())
    made.add_heading(report.title, level=0).runs[0].font.size = Pt(TITLE_POINTS)
    made.add_paragraph(report.subtitle)
    for mark in report.marks:
        _notice(made, mark.text)
    titles = [f"{number}. {section.title}" for number, section in enumerate(report.sections, start=1)]
    for title, section in zip(titles, fitted(report).sections, strict=True):
        _turn(made, on_its_side=False)
        if report.confidential:
            _notice(made, "VERTROUWELIJK")
        _mark(made.add_heading(title, level=1), titles.index(title))
        for block in section.blocks:
            if isinstance(block, TableOfContents):
                _contents(made, titles)
            else:
                _block(made, block)
    out = io.BytesIO()
    made.save(out)
    return _without_clock(out.getvalue())


def load() -> Any:
    """Load python-docx and give what makes its documents.

    Raises:
        UsageError: python-docx is not installed.
    """
    try:
        from docx import Document
    except ImportError as error:
        raise UsageError(NOT_INSTALLED) from error
    return Document


def _prepare(made: Document, report: ReportDocument) -> None:
    """Set language, properties and the header of every page."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    properties = made.core_properties
    properties.title, properties.language = report.title, LANGUAGE
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = FIXED_MOMENT
    properties.revision = 1
    normal = made.styles["Normal"]
    normal.font.size = Pt(TEXT_POINTS)
    normal.font.name = "Calibri"
    normal.paragraph_format.space_after = Pt(PARAGRAPH_SPACE_POINTS)
    for level in ("Heading 1", "Heading 2"):
        made.styles[level].paragraph_format.keep_with_next = True
    for band in made.styles[TABLE_STYLE].element.findall(qn("w:tblStylePr")):
        if band.get(qn("w:type")) in ("band1Horz", "band1Vert"):
            made.styles[TABLE_STYLE].element.remove(band)
    defaults = made.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = defaults.find(qn("w:lang"))
    for kind in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{kind}"), LANGUAGE)
    page = made.sections[0]
    page.page_width, page.page_height = Cm(A4_CM[0]), Cm(A4_CM[1])
    page.left_margin = page.right_margin = Cm(MARGINS_CM[0])
    page.top_margin = page.bottom_margin = Cm(TOP_MARGIN_CM)
    words = [*(mark.text.partition(".")[0] for mark in report.marks), report.title]
    page.header.paragraphs[0].add_run(". ".join(words)).font.size = Pt(HEADER_POINTS)
    _number_pages(page.footer.paragraphs[0])


def _number_pages(paragraph: Any) -> None:
    """Write which page it is, of how many: Word and LibreOffice fill that in."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for before, name in (("", "PAGE"), (" van ", "NUMPAGES")):
        paragraph.add_run(before).font.size = Pt(HEADER_POINTS)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), name)
        shown = paragraph.add_run("1")  # until a program has counted
        shown.font.size = Pt(HEADER_POINTS)
        field.append(shown._r)
        paragraph._p.append(field)


def _style(made: Document, style: HouseStyle) -> None:
    """Put logo and name on top, and the colours in the styles."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, RGBColor

    accent = style.accent[1:].upper()
    made.styles["Normal"].font.color.rgb = RGBColor.from_string(style.ink[1:].upper())
    for name in ("Title", "Heading 1", "Heading 2", "Caption"):
        made.styles[name].font.color.rgb = RGBColor.from_string(accent)
    for line in made.styles["Title"].element.iter(qn("w:bottom")):
        line.set(qn("w:color"), accent)
        line.attrib.pop(qn("w:themeColor"), None)
    if style.logo:
        picture = made.add_picture(io.BytesIO(style.logo.content), height=Cm(LOGO_HEIGHT_CM))
        picture._inline.docPr.set("descr", style.logo.alt)
    if style.name:
        made.add_paragraph().add_run(style.name).bold = True


def _block(made: Document, block: Block) -> None:
    if not isinstance(block, Table):
        _turn(made, on_its_side=False)
    if isinstance(block, Paragraph):
        made.add_paragraph(block.text)
    elif isinstance(block, Heading):
        made.add_heading(block.text, level=2)
    elif isinstance(block, Notice):
        _notice(made, f"Let op. {block.text}")
    elif isinstance(block, Bullets):
        for item in block.items:
            made.add_paragraph(item, style="List Bullet")
    elif isinstance(block, Headlines):
        for headline in block.items:
            _headline(made, headline)
    elif isinstance(block, Table):
        _table(made, block)
    elif isinstance(block, Chart):
        _chart(made, block)
        if not block.is_alone:
            _table(made, block.table)


def _mark(heading: Any, number: int) -> None:
    """Give a heading a name, so that the contents can lead to it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), f"deel{number}")
    heading._p.insert(heading._p.index(heading._p.pPr) + 1, start)
    heading._p.append(end)


def _contents(made: Document, titles: Sequence[str]) -> None:
    """List the sections with links, and end the first page."""
    from docx.enum.text import WD_BREAK
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = made.add_paragraph("Inhoud: ")
    for number, title in enumerate(titles):
        if number:
            paragraph.add_run("; ")
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"deel{number}")
        link.append(paragraph.add_run(title.replace(" ", "\N{NO-BREAK SPACE}", 1))._r)
        paragraph._p.append(link)
    paragraph.add_run().add_break(WD_BREAK.PAGE)


def _headline(made: Document, headline: Headline) -> None:
    from docx.shared import Pt

    paragraph = made.add_paragraph(headline.label)
    paragraph.add_run().add_break()
    value = paragraph.add_run(headline.value)
    value.bold, value.font.size = True, Pt(HEADLINE_POINTS)
    paragraph.add_run().add_break()
    paragraph.add_run(headline.text)


def _notice(made: Document, text: str) -> None:
    from docx.shared import RGBColor

    run = made.add_paragraph().add_run(text)
    run.bold = True
    run.font.color.rgb = RGBColor(*WARNING_RGB)


def _table(made: Document, table: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    if not table.rows:
        made.add_paragraph(f"{table.title}: {table.empty}")
        return
    lies = is_wide(table)
    _turn(made, on_its_side=lies)
    made.add_paragraph(table.title, style="Caption").paragraph_format.keep_with_next = True
    rows = table.rows[:MOST_ROWS]
    grid = made.add_table(rows=1 + len(rows), cols=len(table.columns), style=TABLE_STYLE)
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    heads = tuple(ShownValue(column.label) for column in table.columns)
    points = WIDE_POINTS if lies else TABLE_POINTS
    widths = column_widths(table.columns, (heads, *rows), A4_CM[lies] - 2 * MARGINS_CM[lies], points)
    _look(grid)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Cm(width)
    for y, (place, cells) in enumerate(zip(grid.rows, (heads, *rows), strict=True)):
        # In the order of the format: a row that stays whole comes before one that repeats.
        place._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        for kind, cell, box, width in zip(table.columns, cells, place.cells, widths, strict=True):
            box.width = Cm(width)
            _write(box.paragraphs[0], cell, Pt(points), to_the_right=kind.is_number)
            box.paragraphs[0].paragraph_format.keep_with_next = _stays(
                y, len(rows), has_note=bool(table.note)
            )
    if len(table.rows) > MOST_ROWS:
        made.add_paragraph(f"Deze tabel heeft {len(table.rows)} regels. De rest staat in rapport.xlsx.")
    made.add_paragraph(table.note).paragraph_format.space_before = Pt(NOTE_SPACE_POINTS)


def _stays(y: int, rows: int, *, has_note: bool) -> bool:
    """Say whether a row stays with what comes after it: no title, head or note stands alone on a page.

    Example:
        >>> [_stays(y, 3, has_note=False) for y in range(4)]
        [True, True, True, False]
        >>> [y for y in range(100) if _stays(y, 99, has_note=True)]
        [0, 1, 98, 99]
    """
    return has_note if y == rows else rows <= SHORT or y <= 1 or (has_note and y == rows - 1)


def _look(grid: Any) -> None:
    """Leave little room at the sides of each cell, and draw a line under each row."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    borders, line = OxmlElement("w:tblBorders"), OxmlElement("w:insideH")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE_RGB)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side, width in zip(
        ("top", "left", "bottom", "right"), (ROW_MARGIN_CM, CELL_MARGIN_CM) * 2, strict=True
    ):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(Cm(width).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = grid._tbl.tblPr.find(qn("w:tblLook"))
    for part in (borders, margins):
        look.addprevious(part)


def _write(paragraph: Any, cell: ShownValue, size: Any, *, to_the_right: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.paragraph_format.space_after = 0
    run = paragraph.add_run(words_of(cell))
    run.font.size = size
    run.italic = bool(cell.absent)
    if to_the_right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _turn(made: Document, *, on_its_side: bool) -> None:
    """Go on on a page upright or on its side, where it is not already."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    current = made.sections[-1]
    if (current.orientation == WD_ORIENT.LANDSCAPE) == on_its_side:
        return
    fresh = made.add_section()
    fresh.orientation = WD_ORIENT.LANDSCAPE if on_its_side else WD_ORIENT.PORTRAIT
    fresh.page_width, fresh.page_height = current.page_height, current.page_width
    fresh.left_margin = fresh.right_margin = Cm(MARGINS_CM[on_its_side])


def _chart(made: Document, chart: Chart) -> None:
    from docx.shared import Cm

    made.add_paragraph(chart.title, style="Caption").paragraph_format.keep_with_next = True
    picture = made.add_picture(io.BytesIO(_png(chart)), width=Cm(CHART_WIDTH_CM))
    words = picture._inline.docPr
    words.set("descr", f"{chart.title}. {chart.alt}")
    words.set("name", chart.name)


def _png(chart: Chart) -> bytes:
    from maatschappelijk_rendement import plots

    axes = plots.draw(plots.new_axes(height=chart.drawing.height), chart.drawing)
    out = io.BytesIO()
    figure = axes.get_figure(root=True)
    if figure is None:
        raise TypeError("axes without a figure")
    figure.savefig(out, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return out.getvalue()


def _without_clock(content: bytes) -> bytes:
    """Write the parts of a zip file again with one fixed time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, ZIP_MOMENT), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
