"""Workbooks of random contracts, recomputed by a spreadsheet program after every input is typed in again."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from tests.report.scenario.test_report import RECALCULATE
from tests.sharing.independent import settled
from tests.sharing.random_contracts import random_scenario

from maatschappelijk_rendement.report.scenario import render
from maatschappelijk_rendement.sharing.contract import Contract
from maatschappelijk_rendement.sharing.evaluation import evaluate
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.split import PayerStream

SEEDS = range(500, 515)
"""Fifty were looked at when this was made; a few of every kind are enough to keep it so."""


def recomputed(libreoffice: str, tmp_path: Path, books: dict[str, bytes]) -> Path:
    """Let LibreOffice compute workbooks anew; gives the folder with the results."""
    profile, source, out = tmp_path / "profile", tmp_path / "in", tmp_path / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    source.mkdir()
    for name, book in books.items():
        (source / f"{name}.xlsx").write_bytes(book)
    command = [libreoffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    files = [str(source / f"{name}.xlsx") for name in books]
    subprocess.run([*command, "--outdir", str(out), *files], check=True, capture_output=True)
    return out


def shown(sheets: Workbook, streams: int) -> tuple[str, str, list[str], list[str]]:
    """Give reserve, payment, and what each stream receives and ends with, as cents in words."""
    settlement = {row[0].value: row[1].value for row in sheets["Afrekening"].iter_rows()}
    rows = [*sheets["Verdeling"].iter_rows(values_only=True)]
    top = next(number for number, row in enumerate(rows) if row[0] == "Stroom") + 1
    table = rows[top : top + streams]
    return (
        cents(settlement["Reserve"]),
        cents(settlement["Uitkering aan de aanbieders"]),
        [cents(row[10]) for row in table],
        [cents(row[11]) for row in table],
    )


def cents(number: float) -> str:
    return f"{round(number * 100)}"


def expected(made: Scenario) -> tuple[str, str, list[str], list[str]]:
    found = settled(made, made.contract.payer_key.value)
    return (
        str(found.reserve),
        str(found.pool),
        [str(cent) for cent in found.side_payments],
        [str(cent) for cent in found.results],
    )


@pytest.mark.slow
def test_random_workbooks_compute_what_the_independent_computation_gives(
    libreoffice: str, tmp_path: Path
) -> None:
    made = {f"c{seed}": random_scenario(seed) for seed in SEEDS}
    books = {name: render(evaluate(one))["scenario.xlsx"] for name, one in made.items()}
    out = recomputed(libreoffice, tmp_path, books)
    for name, one in made.items():
        book = load_workbook(out / f"{name}.xlsx", data_only=True)
        assert shown(book, len(one.streams)) == expected(one), name
        for sheet, column in (("Afrekening", "D"), ("Verdeling", "N"), ("Rooster", None)):
            cells = book[sheet]
            last = column or cells.cell(1, cells.max_column).column_letter
            found = {cell.value for cell in cells[last] if isinstance(cell.value, (int, float))}
            assert found == {0}, (name, sheet)


@pytest.mark.slow
def test_a_workbook_that_is_edited_computes_the_new_amounts(libreoffice: str, tmp_path: Path) -> None:
    made, books = {}, {}
    for seed in SEEDS[:8]:
        one = random_scenario(seed)
        book = load_workbook(io.BytesIO(render(evaluate(one))["scenario.xlsx"]))
        sheet = book["Invoer"]
        first = next(row for row in sheet.iter_rows() if row[0].value == "Stroom")[0].row + 1
        streams = []
        for number, stream in enumerate(one.streams):
            after = stream.after_cents + 12_345 * (number + 1)
            sheet.cell(first + number, 4).value = after / 100
            streams.append(replace(stream, after_cents=after))
        buffer = io.BytesIO()
        book.save(buffer)
        books[f"c{seed}"] = buffer.getvalue()
        made[f"c{seed}"] = replace(one, streams=tuple(streams))
    out = recomputed(libreoffice, tmp_path, books)
    for name, one in made.items():
        assert shown(load_workbook(out / f"{name}.xlsx", data_only=True), len(one.streams)) == expected(
            one
        ), name


def test_half_a_cent_goes_up_in_the_workbook_as_in_the_engine(libreoffice: str, tmp_path: Path) -> None:
    # (43.504.030,33 - 42.378.204,58 - 282.519,60) / 2 = 421.653,075.
    stream = PayerStream(
        stream="Zvw",
        payer="zorgverzekeraar",
        before_cents=4_350_403_033,
        after_cents=4_237_820_458,
        investment_cents=28_251_960,
    )
    contract = Contract(name="Helft", source="B", share=Fraction(1, 2))
    made = Scenario(title="T", is_synthetic=True, contract=contract, streams=(stream,), persons=5_000)
    others = {
        f"c{odd}": replace(made, streams=(replace(stream, investment_cents=odd),))
        for odd in (1, 282_519_63, 29_999_999, 112_582_573)
    }
    scenarios = {"klein": made, **others}
    books = {name: render(evaluate(one))["scenario.xlsx"] for name, one in scenarios.items()}
    out = recomputed(libreoffice, tmp_path, books)
    assert shown(load_workbook(out / "klein.xlsx", data_only=True), 1)[1] == "42165308"
    for name, one in scenarios.items():
        assert shown(load_workbook(out / f"{name}.xlsx", data_only=True), 1) == expected(one), name
