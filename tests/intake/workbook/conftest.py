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
CORPUS = Path(__file__).parents[2] / "corpus"

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


class Draft:
    """A small sound workbook as rows per sheet, to be changed by a test before it is zipped."""

    def __init__(self) -> None:
        self.sheets: dict[str, list[list[object]]] = {
            "Analyse": [
                ["instelling", "waarde"],
                ["titel", "Proef"],
                ["gemeente", "Oss"],
                ["periode_maanden", 12],
                ["prijsmodus", "constant"],
                ["prijspeil", 2022],
                ["index", "CPI"],
                ["prijsbasis", "referentieprijs"],
                ["vergelijking", "voor_na"],
                ["basis_na", "realisatie"],
                ["mdo_kosten", "apart"],
                ["selectie", "onbekend"],
            ],
            "Casussen": [
                ["casus_id", "wijk", "casustype", "mdo_datum", "stromen_bekend"],
                ["C1", "Ruwaard", "bestaand", "1-3-2018", "alle"],
                ["C2", "Ussen", "nieuw", "1-4-2018", "Wmo;Wlz"],
            ],
            "Gebruik": [
                ["casus_id", "moment", "productcode", "aantal", "per"],
                ["C1", "voor", "LOKAAL.HULP", 4, "week"],
                ["C1", "na", "LOKAAL.HULP", 2, "week"],
                ["C2", "na", "LOKAAL.HULP", 1, "week"],
            ],
            "Tarieven": [
                ["code", "stroom", "eenheid", "prijs_eur", "geldig_van", "geldig_tot", "bron"],
                ["LOKAAL.HULP", "Wmo", "uur", 50, "1-1-2015", "31-12-2030", "Contract"],
            ],
        }
        self.options: dict[str, object] = {}

    def __getitem__(self, sheet: str) -> list[list[object]]:
        return self.sheets[sheet]

    def add_column(self, sheet: str, header: str, *values: object) -> int:
        """Put a column at the end; values for the rows below the header, from the first. Gives its place."""
        place = max(len(row) for row in self.sheets[sheet])
        for row, value in zip(self.sheets[sheet], (header, *values), strict=False):
            row.extend([None] * (place - len(row)))
            row.append(value)
        return place

    def set(self, setting: str, value: object) -> None:
        """Give a setting another value; None takes its row away."""
        rows = self.sheets["Analyse"]
        place = next(index for index, row in enumerate(rows) if row[0] == setting)
        if value is None:
            del rows[place]
        else:
            rows[place] = [setting, value]

    def save(self) -> bytes:
        return build({name: sheet_xml(grid(rows)) for name, rows in self.sheets.items()}, **self.options)  # type: ignore[arg-type]


@pytest.fixture
def draft() -> Draft:
    return Draft()
