"""Builds small workbooks part by part, so that a test can break exactly one thing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CORPUS = Path(__file__).parents[1] / "corpus"

Build = Callable[..., bytes]


def sheet_xml(rows: str, after: str = "", before: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def grid(rows: list[list[object]]) -> str:
    """Cells from plain values: text inline, numbers as they are, None left out; ready-made XML as it is."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = []
        for column, value in enumerate(row):
            reference = f"{chr(ord('A') + column)}{number}"
            if value is None:
                continue
            if isinstance(value, str) and value.startswith("<c"):
                cells.append(value)
            elif isinstance(value, str):
                cells.append(f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>')
            else:
                cells.append(f'<c r="{reference}"><v>{value}</v></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return "".join(lines)


def build(
    sheets: Mapping[str, str],
    *,
    parts: Mapping[str, str | bytes] | None = None,
    styles: str = "",
    strings: str = "",
    workbook_head: str = "",
    states: Mapping[str, str] | None = None,
    compression: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """Zip a workbook of these sheets (name -> sheet XML), with extra or replaced parts."""
    relations, entries = [], []
    content: dict[str, str | bytes] = {"[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>'}
    content["_rels/.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )
    for position, (name, xml) in enumerate(sheets.items(), 1):
        state = (states or {}).get(name, "visible")
        entries.append(
            f'<sheet name={quoteattr(name)} sheetId="{position}" state="{state}" r:id="rId{position}"/>'
        )
        relations.append(
            f'<Relationship Id="rId{position}" Type="{RELATIONS}/worksheet" '
            f'Target="worksheets/sheet{position}.xml"/>'
        )
        content[f"xl/worksheets/sheet{position}.xml"] = xml
    for kind, xml in (("styles", styles), ("sharedStrings", strings)):
        if xml:
            relations.append(f'<Relationship Id="{kind}" Type="{RELATIONS}/{kind}" Target="/xl/{kind}.xml"/>')
            content[f"xl/{kind}.xml"] = xml
    content["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{workbook_head}'
        f"<sheets>{''.join(entries)}</sheets></workbook>"
    )
    content["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(relations)}</Relationships>'
    )
    content.update(parts or {})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.fixture(name="build")
def _build() -> Build:
    return build


@pytest.fixture
def one_sheet() -> Callable[..., bytes]:
    """A workbook with one sheet, Blad, from the XML of its rows."""

    def make(rows: str, after: str = "", before: str = "", **options: object) -> bytes:
        return build({"Blad": sheet_xml(rows, after, before)}, **options)  # type: ignore[arg-type]

    return make


@pytest.fixture
def corpus() -> Path:
    return CORPUS
