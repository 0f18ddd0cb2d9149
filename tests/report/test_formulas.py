"""The workbook with formulas: a spreadsheet program computes every amount again, to the cent."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from tests.analysis.cases import SETTINGS, case, line, load, product

from maatschappelijk_rendement import CaseLoad, analyse
from maatschappelijk_rendement.domain.vocabulary import MdoCosts, Moment, PriceMode
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.publication import Report
from maatschappelijk_rendement.report import formula_sheets, render
from maatschappelijk_rendement.report.layouts import MDO
from maatschappelijk_rendement.report.rows import ordered
from maatschappelijk_rendement.results import balance, costs
from maatschappelijk_rendement.results.columns import Kind
from maatschappelijk_rendement.results.counts import MDO_OF_CASES
from maatschappelijk_rendement.results.sections import CASE_COSTS
from maatschappelijk_rendement.results.table import ResultTable

# Reading a file made elsewhere, LibreOffice computes again only when told to: the stored values must not do.
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""
FIRST_ROW = 5
TABLES = (
    CASE_COSTS,
    costs.LEVELS,
    costs.DIFFERENCES,
    costs.AVERTED,
    costs.SOCIETAL,
    costs.OF_MONEY_KINDS,
    costs.PARTIES,
    balance.BALANCE,
)
DRAWN = {"bi95_laag_eur", "bi95_hoog_eur"}
"""Bounds come from resampling: no formula gives them."""


def with_alternative() -> CaseLoad:
    """The example with, for some cases, what would have happened without MDO: their use from before."""
    caseload = ruwaard()
    earlier = [use for use in caseload.usage if use.moment is Moment.BEFORE and use.case_id < "C09"]
    moved = [replace(use, moment=Moment.NULL_ALTERNATIVE, start=None, end=None) for use in earlier]
    return replace(caseload, usage=(*caseload.usage, *moved))


def with_contributions() -> CaseLoad:
    """The example in which residents pay 12,34 of every second line that costs that much in its window."""
    caseload = ruwaard()
    lines = analyse(caseload).usage.to_frame()
    enough = lines["in_window_cents"] + lines["one_off_cents"] >= 1234
    some = set(lines.loc[enough & (lines["money_kind"] != "inkomensoverdracht"), "line"].tolist()[::2])
    numbers = caseload.reading.usage_rows or range(1, len(caseload.usage) + 1)
    own = Decimal("12.34")
    return replace(
        caseload,
        usage=tuple(
            replace(use, own_contribution_eur=own) if number in some else use
            for number, use in zip(numbers, caseload.usage, strict=True)
        ),
    )


def written(report: Report) -> bytes:
    files = render(report.published, provenance=report.provenance, formats=("xlsx",), lines=report.lines)
    return files["rapport-formules.xlsx"]


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    analysis = analyse(ruwaard())
    made = {
        "apart": analysis,
        "meegerekend": analysis.under(mdo_costs=MdoCosts.INCLUDED, period_months=6),
        "nulalternatief": analyse(with_alternative()),
        "eigen_bijdrage": analyse(with_contributions()),
    }
    return {name: one.publish(internal=True) for name, one in made.items()}


def amounts(results: dict[str, Any]) -> dict[tuple[str, int, str], str]:
    """Give every amount of the results by table, row and column."""
    found = {}
    tables = [(layout, ordered(results[layout.name])) for layout in TABLES]
    tables[0] = (CASE_COSTS, results["kosten"])
    tables[4] = (costs.SOCIETAL, results["maatschappelijk"])
    tables[6] = (costs.PARTIES, results["partijen"])
    tables += [(MDO, [results["mdo"]]), (MDO_OF_CASES, results["mdo"]["per_casus"])]
    for layout, rows in tables:
        for y, row in enumerate(rows):
            for column in layout.read:
                if column.kind in (Kind.EURO, Kind.DELTA) and row[column.key] is not None:
                    found[layout.name, y, column.key] = row[column.key]
    return found


def place(book: Workbook, table: str, y: int, key: str) -> Any:
    layout = next(one for one in (*TABLES, MDO, MDO_OF_CASES) if one.name == table)
    x = [column.key for column in layout.read].index(key)
    return book[table.replace("_", " ").capitalize()].cell(y + FIRST_ROW, x + 1)


def test_every_amount_of_the_results_is_a_formula(reports: dict[str, Report]) -> None:
    for report in reports.values():
        book = openpyxl.load_workbook(io.BytesIO(written(report)))
        wanted = {where: value for where, value in amounts(report.data).items() if where[2] not in DRAWN}
        assert len(wanted) > 1000
        assert [where for where in wanted if place(book, *where).data_type != "f"] == []


def test_what_is_stored_beside_a_formula_is_the_amount_of_the_results(reports: dict[str, Report]) -> None:
    for report in reports.values():
        book = openpyxl.load_workbook(io.BytesIO(written(report)), data_only=True)
        for where, value in amounts(report.data).items():
            assert round(place(book, *where).value * 100) == Decimal(value) * 100, where


def test_a_spreadsheet_program_computes_every_amount_again_to_the_cent(
    libreoffice: str, reports: dict[str, Report], tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    sources = {name: tmp_path / f"{name}.xlsx" for name in reports}
    for name, report in reports.items():
        sources[name].write_bytes(without_stored_values(written(report)))
    program = [libreoffice, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command = [*program, "--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, *map(str, sources.values())], check=True, capture_output=True, timeout=300)
    for name, report in reports.items():
        computed = openpyxl.load_workbook(tmp_path / "out" / f"{name}.xlsx", data_only=True)
        wrong = {
            where: (value, place(computed, *where).value)
            for where, value in amounts(report.data).items()
            if Decimal(str(place(computed, *where).value)) != Decimal(value)
        }
        assert wrong == {}, name
        for key in LINE_AMOUNTS:
            shown = [cell.value for cell in line_cells(computed, key)]
            wanted = [Decimal(row[key]).scaleb(-2) for row in report.lines.lines]
            assert [Decimal(str(value)) for value in shown] == wanted, name


LINE_AMOUNTS = ("in_venster_eur", "eenmalig_eur", "structureel_per_jaar_eur")


def line_cells(book: Workbook, key: str, table: ResultTable[Any] = formula_sheets.LINES) -> list[Any]:
    x = [column.key for column in table.read].index(key) + 1
    sheet = book[table.name.replace("-", " ").capitalize()]
    return [sheet.cell(y, x) for y in range(FIRST_ROW, sheet.max_row + 1)]


def test_the_amount_of_every_line_and_hour_is_a_product_to_follow_or_says_why_not(
    reports: dict[str, Report],
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(reports["apart"])))
    rows = reports["apart"].lines.lines
    assert {row["berekening"] for row in rows} == {"aantal x keer x prijs"}
    first = line_cells(book, "in_venster_eur")[0].value
    assert first == f"=ROUND(G{FIRST_ROW}*I{FIRST_ROW}*J{FIRST_ROW},2)"
    for row, recurring, one_off in zip(
        rows, line_cells(book, "in_venster_eur"), line_cells(book, "eenmalig_eur"), strict=True
    ):
        assert (one_off if row["per"] == "eenmalig" else recurring).data_type == "f"
    assert {cell.data_type for cell in line_cells(book, "mdo_eur", formula_sheets.HOURS)} == {"f"}


def test_a_line_whose_price_changes_is_a_number_and_says_why() -> None:
    change, end = date(2018, 7, 1), date(2020, 1, 1)
    prices = (
        product("W", "Wmo", "10", valid_until=change),
        product("W", "Wmo", "12", valid_from=change, valid_until=end),
    )
    usage = [line("a", "voor", 1, per="maand"), line("a", "na", 1, per="maand")]
    settings = replace(SETTINGS, price_mode=PriceMode.CURRENT)
    analysis = analyse(load([case("a")], usage, tariffs=prices, settings=settings))
    report = analysis.publish(internal=True)
    book = openpyxl.load_workbook(io.BytesIO(written(report)))
    found = {
        row["moment"]: (how.value, amount.data_type, price.value)
        for row, how, amount, price in zip(
            report.lines.lines,
            line_cells(book, "berekening"),
            line_cells(book, "in_venster_eur"),
            line_cells(book, "prijs_eur"),
            strict=True,
        )
    }
    assert found == {
        "voor": ("aantal x keer x prijs", "f", 10),
        "na": ("een getal: de prijs verandert in de periode", "n", "zie de laatste kolom"),
    }


def without_stored_values(content: bytes) -> bytes:
    """Write the formulas alone, so that what comes back was computed."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_reports_hold_what_the_formulas_are_about(reports: dict[str, Report]) -> None:
    assert reports["nulalternatief"].data["vermeden"]
    assert {row["stroom"] for row in reports["meegerekend"].data["kosten"]} >= {"MDO"}
    assert {row["moment"] for row in reports["apart"].data["verschil"]} == {"na", "herhaling"}


def test_every_sheet_says_that_it_is_confidential(reports: dict[str, Report]) -> None:
    for sheet in openpyxl.load_workbook(io.BytesIO(written(reports["apart"]))):
        assert "VERTROUWELIJK" in sheet["A2"].value


def test_a_public_report_has_no_lines_and_no_workbook_of_them() -> None:
    report = analyse(ruwaard()).publish()
    assert report.lines is None
    assert "rapport-formules.xlsx" not in render(report.published, provenance={}, formats=("xlsx",))


def test_lines_beside_published_results_are_refused(reports: dict[str, Report]) -> None:
    public = analyse(ruwaard()).publish()
    with pytest.raises(ValueError, match="internal report only"):
        render(public.published, provenance={}, formats=("xlsx",), lines=reports["apart"].lines)
