"""The report of a wijk: a first page of half a minute, and nothing hidden in any file."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.positive_health import DIMENSIONS
from maatschappelijk_rendement.intake.cards import CardKind, read_card, write_card_template
from maatschappelijk_rendement.intake.cards.template import write_card
from maatschappelijk_rendement.report.document import (
    Bullets,
    Chart,
    Headlines,
    TableOfContents,
    tables_of,
)
from maatschappelijk_rendement.report.wijk import document, render
from maatschappelijk_rendement.report.wijk.pages import rows_of
from maatschappelijk_rendement.wijk import WijkReport, value_card

SETTINGS = {
    "title": "Wijk",
    "wijk": "Noord",
    "municipality": "Oss",
    "first_year": Decimal(2016),
    "last_year": Decimal(2020),
    "as_of": date(2021, 1, 1),
}
SHARE = {
    "perspective": "bewoners",
    "goal": "goed_leven",
    "indicator": "Tevreden",
    "unit": "procent",
    "direction": "hoger",
    "year": Decimal(2018),
    "state": "gemeten",
    "value": Decimal("91.25"),
    "against": "gemeente",
    "other": Decimal("80.5"),
    "n": Decimal(57),
    "nature": "gevraagd",
    "source": "eigen",
}


def report_of(**rows: list[dict[str, Any]]) -> WijkReport:
    stream = io.BytesIO()
    write_card(stream, CardKind.WIJK, SETTINGS, rows)
    return value_card(read_card(stream.getvalue()))


@pytest.fixture(scope="module")
def example() -> WijkReport:
    stream = io.BytesIO()
    write_card_template(stream, "wijk", example=True)
    return value_card(read_card(stream.getvalue()))


def texts(files: dict[str, bytes]) -> dict[str, str]:
    found = {}
    for name, content in files.items():
        if name.endswith((".xlsx", ".docx")):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                parts = [archive.read(part).decode("utf-8", "replace") for part in archive.namelist()]
            found[name] = "".join(parts)
        elif name.endswith(".pdf"):
            found[name] = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        else:
            found[name] = content.decode("utf-8")
    return found


def test_the_first_page_has_at_most_three_figures_six_points_and_one_picture(example: WijkReport) -> None:
    first = document(example, rows_of(example)).sections[0]
    large = [block for block in first.blocks if isinstance(block, Headlines)]
    points = [block for block in first.blocks if isinstance(block, Bullets)]
    assert [len(block.items) for block in large] == [3]
    assert 1 <= len(points[0].items) <= 6
    assert sum(isinstance(block, Chart) for block in first.blocks) == 1
    assert isinstance(first.blocks[-1], TableOfContents)


def test_the_picture_of_the_first_page_stands_once_and_every_id_is_one(example: WijkReport) -> None:
    page = render(example, ("html",))["wijkrapport.html"].decode("utf-8")
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert page.count("<figcaption>Van 10 afgesproken resultaten zijn er 3 opgetreden") == 1
    assert "Het plaatje hierbij staat op de eerste bladzijde." in page


def test_on_paper_the_example_is_at_most_fifteen_pages_and_names_what_is_elsewhere(
    example: WijkReport,
) -> None:
    found = PdfReader(io.BytesIO(render(example, ("pdf",))["wijkrapport.pdf"]))
    assert len(found.pages) <= 15
    words = " ".join(found.pages[-1].extract_text().split())
    assert "Niet op papier, wel in wijkrapport.html en wijkrapport.xlsx:" in words
    assert "Toegezegd en geleverd" in words


def test_the_dimensions_of_health_come_in_their_order_and_then_by_year(example: WijkReport) -> None:
    lines = [(row["dimensie"], row["leeftijd"], row["jaar"]) for row in rows_of(example)["dimensies"]]
    assert lines == sorted(lines, key=lambda line: (DIMENSIONS.index(line[0]), *line[1:]))


def test_each_subject_of_the_source_has_a_table_and_a_picture(example: WijkReport) -> None:
    report = document(example, rows_of(example))
    tables = {table.name for table in tables_of(report)}
    charts = {
        block.name for section in report.sections for block in section.blocks if isinstance(block, Chart)
    }
    assert {"resultaatgebieden", "blikken", "begroot_naar_doel", "wijkbudget", "routes"} <= tables
    assert {"voorzieningen", "voorziening_kosten"} <= tables
    assert {"eerst-resultaten", "blik-perspectief", "waaier_beeld", "routes_beeld"} <= charts
    assert "kantelpunt_beeld" in charts


def test_a_figure_of_few_people_stands_in_no_file() -> None:
    # 91 % of 57: 5 say no.
    found = texts(render(report_of(Indicatoren=[SHARE]), ("html", "xlsx", "docx", "pdf")))
    assert len(found) == 5
    assert [name for name, text in found.items() if "91,25" in text or "91.25" in text] == []
    assert "onderdrukt" in found["wijkrapport.html"]
    # What it is compared with is of others.
    assert "80,5" in found["wijkrapport.html"]


def test_the_same_figure_of_enough_people_stands_in_every_file() -> None:
    row = {**SHARE, "n": Decimal(570)}
    found = texts(render(report_of(Indicatoren=[row]), ("html", "xlsx", "docx", "pdf")))
    assert [name for name, text in found.items() if "91,25" not in text and "91.25" not in text] == []


def test_a_card_with_one_sheet_has_a_chapter_of_it_and_no_empty_ones() -> None:
    report = report_of(Indicatoren=[SHARE])
    names = [section.name for section in document(report, rows_of(report)).sections]
    assert names == ["samenvatting", "indicatoren", "blikken", "verantwoording"]


def test_the_same_card_gives_the_same_bytes(example: WijkReport) -> None:
    assert render(example) == render(example)


def test_the_workbook_has_the_criteria_of_health_on_one_sheet(example: WijkReport) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(example, ("xlsx",))["wijkrapport.xlsx"]))
    assert [name for name in book.sheetnames if name.startswith("Gezondheid")] == [
        "Gezondheid",
        "Gezondheid trends",
    ]
    # Title, mark, note and header stand above the rows.
    assert book["Gezondheid"].max_row == 4 + len(example.health.values)


def test_another_format_is_refused(example: WijkReport) -> None:
    with pytest.raises(UsageError, match="formaat"):
        render(example, ("odt",))


def test_what_was_made_up_is_marked_on_the_first_page(example: WijkReport) -> None:
    report = document(example, rows_of(example))
    assert "synthetisch" in report.marks[0].text
    (large,) = [block for block in report.sections[0].blocks if isinstance(block, Headlines)]
    made_up = [item for item in large.items if "gezondheid" in item.label]
    assert ["synthetisch" in item.label for item in made_up] == [True]
