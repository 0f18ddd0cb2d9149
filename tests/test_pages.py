"""The pages that follow from code and data: up to date, and each price with its source."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from maatschappelijk_rendement.domain.tables import PROGRAMME, USAGE, SheetColumn
from maatschappelijk_rendement.intake.workbook.cells import Type, Value
from maatschappelijk_rendement.intake.workbook.columns import NOTHING, Parsed, column_subject, parse
from maatschappelijk_rendement.intake.workbook.formats import GENERAL

SCRIPT = Path(__file__).resolve().parent.parent / ".ci" / "pages.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pages", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_are_up_to_date(script: ModuleType) -> None:
    assert sorted(script.stale_pages()) == []


def test_a_page_that_differs_is_stale(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "DOCS", tmp_path)
    (tmp_path / "werkmap.md").write_text(script.workbook_page(), encoding="utf-8")
    (tmp_path / "ontbrekende-prijzen.md").write_text("oud", encoding="utf-8")
    assert sorted(script.stale_pages()) == [
        "ontbrekende-prijzen.md",
        "register.md",
        "resultaten.md",
        "resultaten.schema.json",
        "tarieven.md",
        "waardering.schema.json",
        "wijk.schema.json",
        "wijzigingen.md",
    ]


def read(column: SheetColumn, text: str) -> Parsed:
    return parse(Value(Type.TEXT, text, GENERAL), column_subject(column), is_1904=False)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("DATES", USAGE.column("start")),
        ("NUMBERS", PROGRAMME.column("amount_eur")),
        ("YES_AND_NO", PROGRAMME.column("one_off")),
    ],
)
def test_what_the_workbook_page_shows_is_read_or_refused_as_it_says(
    script: ModuleType, name: str, column: SheetColumn
) -> None:
    good, bad, _ = getattr(script, name)
    if name == "NUMBERS":
        column = replace(column, bounds=replace(column.number_rule, minimum=Decimal(-10)))
    assert [text for text in good if read(column, text).meaning is None] == []
    assert [text for text in bad if not read(column, text).is_wrong] == []
    page = script.workbook_page()
    assert all(f"`{text}`" in page for text in (*good, *bad))


def test_the_words_for_nothing_on_the_workbook_page_are_nothing(script: ModuleType) -> None:
    good, bad, _ = script.NOTHING
    column = USAGE.column("quantity")
    assert {read(column, text) for text in good} == {NOTHING}
    assert all(read(column, text).is_wrong for text in bad)


def test_the_workbook_page_says_what_to_do_for_a_buurt(script: ModuleType) -> None:
    about = " ".join(script.workbook_page().partition("## Analyse")[0].split())
    assert "kolom `wijk`" in about
    assert "buurt" in about
    assert not [column for sheet in script.SHEETS for column in sheet.columns if "buurt" in column.header]


def test_the_price_page_gives_each_price_with_its_source(script: ModuleType) -> None:
    page = script.prices_page()
    line = next(line for line in page.splitlines() if line.startswith("| `WMO.HH.UUR.REF2022`"))
    assert "| 32,76 |" in line
    assert "kostenhandleiding-2024" in line
    assert "| kostenhandleiding-2024 | Kostenhandleiding" in page


def test_the_price_page_gives_every_product_its_first_and_last_day(script: ModuleType) -> None:
    _, part = script.prices_page().split("## Eerste en laatste dag van elk product")
    table = [line for line in part.split("## ")[0].splitlines() if line.startswith("| `")]
    assert len(table) == len(script.Tariffs.load().codes)
    assert "| `PW.BIJSTAND.GEHUWD` | 1-7-2014 | 31-12-2026 | 25 |" in table
    assert "| `WMO.HH.UUR.REF2022` | 1-1-2022 | 31-12-2022 | 1 |" in table


def test_the_workbook_page_tells_what_a_cell_may_hold(script: ModuleType) -> None:
    lines = script.workbook_page().splitlines()
    (quantity,) = [line for line in lines if line.startswith("| `aantal` |")]
    assert "van 0 tot en met 100.000, hooguit 3 decimalen" in quantity
    (moment, _) = [line for line in lines if line.startswith("| `moment` |")]
    assert "`voor`, `na`, `herhaling`, `nulalternatief`" in moment


def test_every_column_of_a_frame_has_its_meaning_and_every_table_its_columns(script: ModuleType) -> None:
    page = script.results_page("")
    frames = page.partition("## Tabellen in Python")[2]
    assert frames.count("\n### ") == 6
    assert not re.findall(r"^\| `[^`]+` \|  \|", frames, flags=re.MULTILINE)
    assert "| `bi95_laag_eur` |" in page
    assert "### balans" in page


def test_the_index_leads_to_pages_that_are_there(script: ModuleType) -> None:
    docs = SCRIPT.parent.parent / "docs"
    targets = {link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", script.index_page(""))}
    assert targets
    assert not [target for target in targets if not (docs / target).is_file()]
