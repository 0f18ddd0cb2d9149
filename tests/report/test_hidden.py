"""What is hidden so much that pages count it and no longer show it row by row."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from tests.report.conftest import PROVENANCE, published

from maatschappelijk_rendement.report import render, sections
from maatschappelijk_rendement.report.document import Paragraph, ReportDocument, Table
from maatschappelijk_rendement.report.hidden import mostly_hidden, without_hidden_rows
from maatschappelijk_rendement.results.counts import COMPLETENESS
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.results.tables import ANNEX


def hide(row: dict[str, Any]) -> None:
    figures = [key for key in row if key.endswith("_eur") or key.startswith("n")]
    row.update(dict.fromkeys(figures), status="onderdrukt", regel="minder dan 10 casussen")


def annex(report: ReportDocument) -> list[Any]:
    return list(report.sections[-1].blocks)


def table(report: ReportDocument, name: str) -> Table:
    return next(block for block in annex(report) if isinstance(block, Table) and block.name == name)


def paragraphs(report: ReportDocument) -> list[str]:
    return [block.text for block in annex(report) if isinstance(block, Paragraph)]


def count(example: dict[str, Any], name: str, hidden: int, rows: int) -> None:
    one = {"tabel": name, "cellen": rows, "onderdrukt": hidden, "samengevoegd": 0, "advies": ""}
    example["openbaarmaking"]["tabellen"] = [one]


def test_a_row_that_is_hidden_as_a_whole_is_counted_and_not_shown(example: dict[str, Any]) -> None:
    shown = [row for row in example["stromen"] if row["status"] != "onderdrukt"]
    before = len(example["stromen"])
    hide(shown[0])
    folded = table(without_hidden_rows(sections.build(Results(example), PROVENANCE)), "bijlage-stromen")
    assert len(folded.rows) == len(shown) - 1
    hidden = before - len(shown) + 1
    assert f"zijn {hidden} van de {before} rijen onderdrukt" in folded.note
    assert all(any(cell.value is not None for cell in row) for row in folded.rows)


def test_a_row_of_which_one_number_is_shown_or_unknown_numbers_stay(example: dict[str, Any]) -> None:
    for row in example["geldsoort"]:
        row.update(status="getoond", n=12, som_eur=None, onderdrukt=["som_eur"])
    for row in example["volledigheid"]:
        row.update(status="onbekend", n_bekend=None, n_onbekend=None, onderdrukt=[])
    folded = without_hidden_rows(sections.build(Results(example), PROVENANCE))
    assert len(table(folded, "bijlage-geldsoort").rows) == len(example["geldsoort"])
    assert len(table(folded, "bijlage-volledigheid").rows) == len(example["volledigheid"])


def test_a_table_that_is_hidden_as_a_whole_becomes_one_sentence(example: dict[str, Any]) -> None:
    for row in example["stromen"]:
        hide(row)
    folded = without_hidden_rows(sections.build(Results(example), PROVENANCE))
    rows = len(example["stromen"])
    assert f"Kosten per stroom en moment: alle {rows} rijen zijn onderdrukt." in paragraphs(folded)
    assert "bijlage-stromen" not in [block.name for block in annex(folded) if isinstance(block, Table)]


def test_a_page_counts_and_the_workbook_and_the_results_keep_every_row(example: dict[str, Any]) -> None:
    for row in example["stromen"]:
        hide(row)
    files = render(published(example), provenance=PROVENANCE, formats=("html", "xlsx"))
    page = files["rapport.html"].decode()
    rows = len(example["stromen"])
    assert f"alle {rows} rijen zijn onderdrukt" in page
    assert "rapport.xlsx en resultaten.json" in page
    sheet = openpyxl.load_workbook(BytesIO(files["rapport.xlsx"]))["Bijlage stromen"]
    assert [cell.value for cell in sheet["G"]].count("onderdrukt: te herleiden") == rows
    assert len(json.loads(files["resultaten.json"])["stromen"]) == rows


def test_nothing_is_said_of_hidden_rows_where_there_are_none(example: dict[str, Any]) -> None:
    for table in ANNEX:
        rows = example[table.name]
        example[table.name] = [
            row for row in rows if row["status"] != "onderdrukt" and not row.get("onderdrukt")
        ]
    report = sections.build(Results(example), PROVENANCE)
    assert without_hidden_rows(report) == report


@pytest.mark.parametrize(("hidden", "warns"), [(59, False), (60, False), (61, True), (120, True)])
def test_who_makes_the_report_hears_of_a_table_of_which_more_than_half_is_hidden(
    example: dict[str, Any], hidden: int, warns: bool
) -> None:
    count(example, "verschil", hidden, 120)
    found = mostly_hidden(Results(example))
    assert bool(found) is warns
    if warns:
        assert f"Verschil in kosten ({hidden} van de 120 rijen)" in found[0].text
        assert "kolom wijk" in found[0].advice
        assert found[0].level == "waarschuwing"


def test_wijken_are_no_advice_where_there_is_one(example: dict[str, Any]) -> None:
    count(example, "verschil", 120, 120)
    example["analyse"]["wijken"] = ["Ruwaard"]
    (found,) = mostly_hidden(Results(example))
    assert "wijk" not in found.advice
    assert found.advice


def test_the_account_names_the_tables_that_were_merged(example: dict[str, Any]) -> None:
    count(example, "verschil", 100, 120)
    example["openbaarmaking"]["tabellen"][0]["samengevoegd"] = 7
    account = next(
        s for s in sections.build(Results(example), PROVENANCE).sections if s.name == "verantwoording"
    )
    said = [block.text for block in account.blocks if isinstance(block, Paragraph)]
    assert any("staan samen in deze tabellen: Verschil in kosten." in text for text in said)


def test_a_table_or_chart_in_the_body_without_a_single_number_is_one_sentence(
    example: dict[str, Any],
) -> None:
    for row in example["volledigheid"]:
        hide(row)
    example["analyse"].update(n_casussen=None)
    report = sections.build(Results(example), PROVENANCE)
    measured = next(section for section in report.sections if section.title == "Wat is gemeten en bij wie")
    folded = next(s for s in without_hidden_rows(report).sections if s.name == measured.name)
    completeness = COMPLETENESS.title
    assert completeness in [block.title for block in measured.blocks if isinstance(block, Table)]
    assert completeness not in [block.title for block in folded.blocks if isinstance(block, Table)]
    (said,) = [b.text for b in folded.blocks if isinstance(b, Paragraph) and b.text.startswith(completeness)]
    assert said.endswith("onderdrukt (te herleiden). In rapport.xlsx en resultaten.json staan alle rijen.")


def test_a_table_in_the_body_of_which_one_row_is_shown_has_that_row(example: dict[str, Any]) -> None:
    for row in example["volledigheid"][1:]:
        hide(row)
    report = sections.build(Results(example), PROVENANCE)
    body = [block for section in without_hidden_rows(report).sections for block in section.blocks]
    (found,) = [
        b
        for b in body
        if isinstance(b, Table) and b.title == COMPLETENESS.title and not b.name.startswith("bijlage")
    ]
    assert len(found.rows) == 1
    rows = len(example["volledigheid"])
    are = "is 1" if rows == 2 else f"zijn {rows - 1}"
    assert found.note.endswith(f"Van deze tabel {are} van de {rows} rijen onderdrukt.")
