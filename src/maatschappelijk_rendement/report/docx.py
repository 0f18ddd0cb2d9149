"""Write the report as a document to edit: real headings, tables with header rows, charts with alt texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement.errors import UsageError
from maatschappelijk_rendement.report.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Heading,
    Notice,
    Paragraph,
    Report,
    Table,
)

if TYPE_CHECKING:
    from docx.document import Document

    from maatschappelijk_rendement.report.house_style import HouseStyle

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
WIDE = 9  # a table of more columns stands on a page on its side
A4_CM, MARGINS_CM, CHART_WIDTH_CM = (21.0, 29.7), (2.0, 1.0), 16.0  # upright, on its side
LOGO_HEIGHT_CM = 2.0
DOTS_PER_INCH = 150

LONGEST_WORD, LONGEST = 20, 40  # letters up to which the width of a column follows its words and its text
CELL_MARGIN_CM = 0.1
CM_A_LETTER = 0.021  # for each point of its size: 0,6 of it, and a point is 0,0353 cm
TEXT_POINTS, TABLE_POINTS, WIDE_POINTS, HEADER_POINTS = 10.5, 8, 6, 8
WARNING_RGB = (0x8A, 0x1C, 0x1C)


def document(report: Report) -> bytes:
    """Write the document.

    Args:
        report: The report.

    Returns:
        A ``.docx`` file.

    Raises:
        UsageError: python-docx is not installed.
    """
    made = load()()
    _prepare(made, report)
    if report.style:
        _style(made, report.style)
    made.add_heading(report.title, level=0)
    made.add_paragraph(report.subtitle)
    for mark in report.marks:
        _notice(made, mark.text)
    for number, section in enumerate(report.sections, start=1):
        _turn(made, on_its_side=False)
        if report.confidential:
            _notice(made, "VERTROUWELIJK")
        made.add_heading(f"{number}. {section.title}", level=1)
        for block in section.blocks:
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


def _prepare(made: Document, report: Report) -> None:
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
    for band in made.styles[TABLE_STYLE].element.findall(qn("w:tblStylePr")):
        if band.get(qn("w:type")) in ("band1Horz", "band1Vert"):
            made.styles[TABLE_STYLE].element.remove(band)
    defaults = made.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = defaults.find(qn("w:lang"))
    for kind in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{kind}"), LANGUAGE)
    page = made.sections[0]
    page.page_width, page.page_height = Cm(A4_CM[0]), Cm(A4_CM[1])
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(MARGINS_CM[0])
    words = [*(mark.text.partition(".")[0] for mark in report.marks), report.title]
    page.header.paragraphs[0].add_run(". ".join(words)).font.size = Pt(HEADER_POINTS)


def _style(made: Document, style: HouseStyle) -> None:
    """Put logo and name on top, and the colours in the styles."""
    from docx.shared import Cm, RGBColor

    for name, colour in (("Normal", style.ink), ("Heading 1", style.accent), ("Heading 2", style.accent)):
        made.styles[name].font.color.rgb = RGBColor.from_string(colour[1:].upper())
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
    elif isinstance(block, Table):
        _table(made, block)
    else:
        _chart(made, block)
        _table(made, block.table)


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
    is_wide = len(table.columns) > WIDE
    _turn(made, on_its_side=is_wide)
    made.add_paragraph(table.title, style="Caption").paragraph_format.keep_with_next = True
    rows = table.rows[:MOST_ROWS]
    grid = made.add_table(rows=1 + len(rows), cols=len(table.columns), style=TABLE_STYLE)
    repeats = OxmlElement("w:tblHeader")
    grid.rows[0]._tr.get_or_add_trPr().append(repeats)
    heads = tuple(Cell(column.label) for column in table.columns)
    points = WIDE_POINTS if is_wide else TABLE_POINTS
    widths = _widths((heads, *rows), A4_CM[is_wide] - 2 * MARGINS_CM[is_wide], points)
    _narrow_margins(grid)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Cm(width)
    for place, cells in zip(grid.rows, (heads, *rows), strict=True):
        for kind, cell, box, width in zip(table.columns, cells, place.cells, widths, strict=True):
            box.width = Cm(width)
            _write(box.paragraphs[0], cell, Pt(points), to_the_right=kind.is_number)
    if len(table.rows) > MOST_ROWS:
        made.add_paragraph(f"Deze tabel heeft {len(table.rows)} regels. De rest staat in rapport.xlsx.")
    made.add_paragraph(table.note)


def _narrow_margins(grid: Any) -> None:
    """Leave little room at the sides of each cell: a wide table needs it for its words."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(Cm(CELL_MARGIN_CM).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    grid._tbl.tblPr.append(margins)


def _widths(rows: Sequence[Sequence[Cell]], total_cm: float, points: float) -> list[float]:
    """Share a width out over columns: each its longest word, the rest by their longest text.

    Example:
        >>> rows = [[Cell("Stroom"), Cell("een zin van zes korte woorden")], [Cell("Wmo"), Cell("y")]]
        >>> [round(width, 1) for width in _widths(rows, 4.2, 8)]
        [1.2, 3.0]
    """
    texts = [[_words(row[place]) for row in rows] for place in range(len(rows[0]))]
    margins = 2 * CELL_MARGIN_CM / (points * CM_A_LETTER)
    # A narrow space in a text holds it together, so only a plain one is a place to break.
    words = [max(len(word) for text in column for word in text.split(" ")) for column in texts]
    needs = [min(longest, LONGEST_WORD) + margins for longest in words]
    wants = [min(max(map(len, column)), LONGEST) + margins for column in texts]
    spare = max(total_cm / (points * CM_A_LETTER) - sum(needs), 0)
    more = [max(want - need, 0) for want, need in zip(wants, needs, strict=True)]
    weights = [need + spare * extra / max(sum(more), 1) for need, extra in zip(needs, more, strict=True)]
    return [total_cm * weight / sum(weights) for weight in weights]


def _words(cell: Cell) -> str:
    return f"{cell.text} {cell.direction}".strip()


def _write(paragraph: Any, cell: Cell, size: Any, *, to_the_right: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    run = paragraph.add_run(_words(cell))
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
