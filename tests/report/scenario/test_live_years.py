"""The sheets of an agreement over years: as the program computed them, and again after an edit."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from maatschappelijk_rendement.report.scenario import render
from maatschappelijk_rendement.report.scenario.live_years import INPUTS, YEARS
from maatschappelijk_rendement.sharing import Scenario, read_scenario
from maatschappelijk_rendement.sharing.agreement import AgreementYear, YearsAgreement
from maatschappelijk_rendement.sharing.evaluation import evaluate
from maatschappelijk_rendement.sharing.years_settled import settle_years

EXAMPLE = Path(__file__).resolve().parents[3] / "voorbeelden" / "afspraak_vijf_jaar.toml"
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""
EDITED = 6


@pytest.fixture(scope="module")
def example() -> Scenario:
    scenario = read_scenario(EXAMPLE)
    assert scenario.uncertainty is not None
    return replace(scenario, uncertainty=None)


def varied(scenario: Scenario, random: Random) -> Scenario:
    """The same agreement with other numbers in every cell that may be changed."""
    agreement = scenario.agreement
    assert agreement is not None

    def year(one: AgreementYear, *, is_base: bool) -> AgreementYear:
        streams = tuple(
            replace(
                stream,
                cost_cents=stream.cost_cents * random.randint(90, 110) // 100 + random.randint(0, 99),
                investment_cents=0 if is_base else random.randint(0, 3 * 10**7),
                growth=Fraction(random.randint(-5, 8), 100),
                error_cents=0,
            )
            for stream in one.streams
        )
        return replace(
            one,
            persons=random.randint(3_000, 5_000),
            risk=Fraction(random.randint(95, 108), 100),
            streams=streams,
            quality=None if is_base else Fraction(random.randint(50, 100), 100),
        )

    first = Fraction(random.randint(0, 50), 100)
    rules = replace(
        agreement.rules,
        weights=(first, Fraction(1, 2) - first, Fraction(1, 2)),
        cap_so_far=Fraction(random.randint(1, 6), 200),
        released_to_providers=Fraction(random.randint(0, 4), 4),
        reserve_start_cents=random.randint(0, 10**7),
    )
    return replace(
        scenario,
        agreement=replace(
            agreement,
            base_years=tuple(year(one, is_base=True) for one in agreement.base_years),
            years=tuple(year(one, is_base=False) for one in agreement.years),
            rules=rules,
        ),
    )


def contract_variants(scenario: Scenario) -> list[Scenario]:
    agreement = scenario.agreement
    assert agreement is not None
    shapes = (
        {},
        {"renew_after": 1},
        {"renew_after": None, "reserve_released_after": 1},
        {"loss_cap_so_far": Fraction(1, 100), "reserve_cap_cents": 2 * 10**7},
        {"reserve_released_at_end": False},
        {"reserve_covers_loss": False, "renew_after": 2},
    )
    return [
        replace(scenario, agreement=replace(agreement, rules=replace(agreement.rules, **shape)))  # type: ignore[arg-type]
        for shape in shapes
    ]


def test_every_difference_is_nothing_and_the_sheets_name_the_years(example: Scenario) -> None:
    for scenario in contract_variants(example):
        book = load_workbook(io.BytesIO(render(evaluate(scenario))["scenario.xlsx"]), data_only=True)
        sheet = book[YEARS]
        heads = [cell.value for cell in sheet[4]]
        rows = list(sheet.iter_rows(min_row=5, values_only=True))
        assert [row[0] for row in rows] == [2024, 2025, 2026, 2027, 2028]
        for place, head in enumerate(heads):
            if head == "Verschil":
                assert all(row[place] == 0 for row in rows)
            if head in ("Uitkering aan de aanbieders",):
                settled = settle_years(scenario, needed(scenario))
                assert [round(row[place] * 100) for row in rows] == [
                    year.settled_cents for year in settled.years
                ]


def needed(scenario: Scenario) -> YearsAgreement:
    assert scenario.agreement is not None
    return scenario.agreement


def test_a_spreadsheet_computes_the_years_again_after_an_edit(
    libreoffice: str, example: Scenario, tmp_path: Path
) -> None:
    random = Random(18)
    edited: dict[str, Scenario] = {}
    for number, shape in enumerate(contract_variants(example)[:EDITED]):
        before, after = evaluate(shape), varied(shape, random)
        book = load_workbook(io.BytesIO(render(before)["scenario.xlsx"]))
        put_in(book[INPUTS], render(evaluate(after))["scenario.xlsx"])
        book.save(tmp_path / f"{number}.xlsx")
        edited[f"{number}.xlsx"] = after
    profile = tmp_path / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    command = [libreoffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    files = [str(tmp_path / name) for name in edited]
    subprocess.run([*command, "--outdir", str(tmp_path / "uit"), *files], check=True, capture_output=True)
    for name, scenario in edited.items():
        sheet = load_workbook(tmp_path / "uit" / name, data_only=True)[YEARS]
        heads = [cell.value for cell in sheet[4]]
        settled = settle_years(scenario, needed(scenario))
        for row, year in zip(sheet.iter_rows(min_row=5, values_only=True), settled.years, strict=True):
            shown = {head: row[place] for place, head in enumerate(heads)}
            for head, cents in (
                ("Benchmark samen", year.benchmark_cents),
                ("Uitkering aan de aanbieders", year.settled_cents),
                ("Na plafond over jaren", year.paid_cents),
                ("Reserve aan het eind", year.reserve_left_cents),
                ("Aanbieders", year.pool_cents),
                ("Betalers houden over", year.kept_cents),
            ):
                assert round(shown[head] * 100) == cents, (name, year.year, head)


def put_in(sheet, source: bytes) -> None:  # type: ignore[no-untyped-def]
    """Type over every yellow cell what the other workbook has there."""
    other = load_workbook(io.BytesIO(source))[INPUTS]
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
                cell.value = other[cell.coordinate].value
