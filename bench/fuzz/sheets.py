"""Workbooks built by Hypothesis: sheets of the contract with any cells, of any type, in any order.

Half of the workbooks hold what their columns ask for, so that many rows pass every check and become objects.
"""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

from maatschappelijk_rendement.domain.tables import (
    ANALYSIS,
    SETTINGS,
    SHEETS,
    CellKind,
    SheetColumn,
    SheetTable,
)
from maatschappelijk_rendement.intake.workbook.address import column_letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

COLUMNS = [*SETTINGS, *(column for table in SHEETS for column in table.columns)]
WORDS = sorted(
    {word for column in COLUMNS for word in (column.header, column.example, *column.words)}
    | {"C1", "C2", "B1", "LOKAAL.HULP", "alle", "Wmo;Zvw", "1-1-2018", "1.234,56", "totaal", "n.v.t."}
)
# Characters that XML can hold; the rest is the business of the byte mutations.
ANY_TEXT = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\ufffe\uffff"), max_size=30
).map(lambda text: "".join(c for c in text if c in "\t\n" or ord(c) >= ord(" ")))
NUMBERS = st.one_of(
    st.integers(-10, 60_000).map(str),
    st.floats().map(repr),
    st.decimals(allow_nan=True, allow_infinity=True).map(str),
    st.sampled_from(("1E5", "43101.5", "0.1234", "+1", ".5", "1_0", " 7 ", "")),
)
CONTENTS = st.one_of(st.sampled_from(WORDS), NUMBERS, ANY_TEXT)

DATES = ("1-3-2018", "2018-12-31", "28-2-2019", "1-1-1900", "31-12-2100")
SENSIBLE: dict[CellKind, tuple[str, ...]] = {
    CellKind.ID: ("C1", "C2", "c1", "B1"),
    CellKind.CODE: ("LOKAAL.HULP", "lokaal.hulp", "LOKAAL.ZORG", "WMO.HH.UUR.REF2022"),
    CellKind.NAME: ("Ruwaard", "'s-Hertogenbosch", "gemeente", "offerte 123456782"),
    CellKind.SOURCE: ("Contract 2018", "https://voorbeeld.nl/?a=1#b"),
    CellKind.STREAMS: ("alle", "Wmo;Zvw", "Wlz"),
    CellKind.REGION_GM: ("GM0828",),
    CellKind.REGION_WK: ("WK082800",),
    CellKind.DATE: DATES,
    CellKind.LAST_DAY: DATES,
    CellKind.SCORE: ("0", "3,5", "7", "1000"),
    CellKind.WHOLE: ("1", "12", "2018", "2022"),
}
AMOUNTS = ("0", "0,001", "1", "2,5", "1.234,56", "100000")


def text_cell(content: str) -> str:
    return f'<c t="inlineStr"><is><t>{escape(content)}</t></is></c>'


def sensible(column: SheetColumn) -> st.SearchStrategy[str]:
    """A cell that its column accepts by itself; a column that may be empty sometimes is."""
    contents = st.sampled_from(column.words or SENSIBLE.get(column.kind, AMOUNTS)).map(text_cell)
    return contents if column.required else st.one_of(st.just("<c/>"), contents)


@st.composite
def sound_settings(draw: st.DrawFn) -> str:
    """Sheet Analyse as it should be."""
    rows = [("instelling", "waarde")]
    rows += [(column.header, draw(st.sampled_from(column.words or (column.example,)))) for column in SETTINGS]
    lines = "".join(f"<row>{text_cell(name)}{text_cell(value)}</row>" for name, value in rows)
    return f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'


@st.composite
def cell(draw: st.DrawFn, column: int, row: int) -> str:
    """One cell: usually at its place and of a sensible type, sometimes not."""
    kind = draw(st.sampled_from(("inlineStr", "inlineStr", "str", "n", "n", "b", "e", "d", "s", "zz")))
    content = escape(draw(NUMBERS if kind in ("n", "b", "s") else CONTENTS))
    place = f" r={quoteattr(column_letters(column) + str(row))}" if draw(st.booleans()) else ""
    style = draw(st.sampled_from(("", "", ' s="1"', ' s="2"', ' s="3"', ' s="99"')))
    formula = draw(
        st.sampled_from(
            ("",) * 8 + ("<f>1+1</f>", "<f>SUM(A1:A9)</f>", "<f>[1]X!A1</f>", '<f t="shared" si="0"/>')
        )
    )
    inner = f"<is><t>{content}</t></is>" if kind == "inlineStr" else f"<v>{content}</v>"
    return f'<c{place}{style} t="{kind}">{formula}{inner if draw(st.integers(0, 9)) else ""}</c>'


@st.composite
def orderly_sheet(draw: st.DrawFn, table: SheetTable) -> str:
    """A sheet with all its headers, and some rows of which each cell is accepted by itself."""
    if table is ANALYSIS:
        return draw(sound_settings())
    rows = [[text_cell(column.header) for column in table.columns]]
    rows += [[draw(sensible(column)) for column in table.columns] for _ in range(draw(st.integers(1, 4)))]
    lines = "".join(f"<row>{''.join(cells)}</row>" for cells in rows)
    return f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'


@st.composite
def disorderly_sheet(draw: st.DrawFn, table: SheetTable) -> str:
    """The rows of one sheet: its headers, usually all of them, and some rows of any cells."""
    headers = [column.header for column in table.columns if draw(st.integers(0, 19))]
    if draw(st.integers(0, 9)) == 0:
        headers = [*draw(st.permutations(headers)), draw(CONTENTS)]
    rows = [f'<row r="1">{"".join(map(text_cell, headers))}</row>']
    number = 1
    for _ in range(draw(st.integers(0, 6))):
        number += draw(st.sampled_from((1, 1, 1, 1, 2, 0, -1, 200_000)))
        places = [place for place in range(len(headers) + 1) if draw(st.integers(0, 3))]
        content = "".join(draw(cell(place, number)) for place in places)
        hidden = draw(st.sampled_from(("", "", ' hidden="1"')))
        rows.append(f'<row r="{number}"{hidden}>{content}</row>')
    after = draw(st.sampled_from(("", "", '<mergeCells><mergeCell ref="A2:B3"/></mergeCells>')))
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'


@st.composite
def workbooks(draw: st.DrawFn) -> bytes:
    """A whole workbook."""
    is_orderly = draw(st.booleans())
    tables = [table for table in SHEETS if draw(st.integers(0, 29))]
    names = [table.sheet for table in tables]
    parts = {}
    for n, table in enumerate(tables, 1):
        make = orderly_sheet if is_orderly or draw(st.booleans()) else disorderly_sheet
        parts[f"xl/worksheets/sheet{n}.xml"] = draw(make(table))
    if draw(st.integers(0, 9)) == 0:
        names.append(draw(ANY_TEXT))
    entries = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    date_system = draw(st.sampled_from(("", '<workbookPr date1904="1"/>')))
    parts["[Content_Types].xml"] = "<Types/>"
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    )
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{date_system}<sheets>{entries}</sheets></workbook>'
    )
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/>'
        '<xf numFmtId="20"/></cellXfs></styleSheet>'
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}">{links}<Relationship Id="s" Type="{RELATIONS}/styles" '
        'Target="styles.xml"/></Relationships>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()
