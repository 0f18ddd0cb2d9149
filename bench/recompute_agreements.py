"""Edit the workbook of random agreements, let LibreOffice compute it again, and compare with the program.

Run:
    .venv/bin/python bench/recompute_agreements.py soffice

Each agreement has its own contract: threshold, share, quality, loss, caps, reserve, moving base years. Every
yellow cell of the sheet with the years is typed over with other numbers before LibreOffice opens the file.
Then the same for agreements from a caseload: there the amounts of the cases and every assumption are
typed over, and the later years follow by formula.
"""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

from maatschappelijk_rendement.report.scenario import render
from maatschappelijk_rendement.report.scenario.live import INPUTS as ONE_YEAR
from maatschappelijk_rendement.report.scenario.live_years import INPUTS, YEARS
from maatschappelijk_rendement.sharing import Scenario, read_scenario, settle_years
from maatschappelijk_rendement.sharing.agreement import AgreementYear, YearsRules
from maatschappelijk_rendement.sharing.case_assumptions import CaseYears
from maatschappelijk_rendement.sharing.case_years import years_from_cases
from maatschappelijk_rendement.sharing.contract import Contract, LossRule, QualityRule, ThresholdKind
from maatschappelijk_rendement.sharing.evaluation import evaluate

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "voorbeelden" / "afspraak_vijf_jaar.toml"
AGREEMENTS = 50
LATER = 4
"""Years after the measured one."""
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""
HEADS = {
    "Benchmark samen": "benchmark_cents",
    "Uitkering aan de aanbieders": "settled_cents",
    "Na plafond over jaren": "paid_cents",
    "Reserve aan het eind": "reserve_left_cents",
    "Aanbieders": "pool_cents",
    "Betalers houden over": "kept_cents",
}


def part(random: Random, most: int) -> Fraction:
    """Draw a part of 1 in thousandths."""
    return Fraction(random.randint(0, most), 1_000)


def a_contract(random: Random, start: Contract) -> Contract:
    """Draw the rules of one year."""
    loss = random.choice((LossRule.NONE, LossRule.FLAT))
    has_threshold = random.random() < 0.7
    return replace(
        start,
        share=part(random, 900),
        threshold=ThresholdKind.FIXED if has_threshold else ThresholdKind.NONE,
        minimum_rate=part(random, 30) if has_threshold else None,
        quality=random.choice((QualityRule.NONE, QualityRule.MULTIPLIES)),
        gain_cap=random.choice((None, part(random, 150))),
        loss=loss,
        loss_rate=part(random, 900) if loss is LossRule.FLAT else None,
        loss_cap=part(random, 50) if loss is LossRule.FLAT else None,
        reserve=part(random, 300),
        discount=part(random, 20),
        risk_ratio_cap=random.choice((None, part(random, 50))),
        investment_first=random.random() < 0.5,
    )


def some_rules(random: Random) -> YearsRules:
    """Draw the rules over years that decide the shape of the sheet, and their numbers."""
    return YearsRules(
        weights=(Fraction(1, 5), Fraction(3, 10), Fraction(1, 2)),
        renew_after=random.choice((None, 1, 2, 3)),
        cap_so_far=random.choice((None, part(random, 40))),
        loss_cap_so_far=random.choice((None, part(random, 40))),
        reserve_start_cents=random.choice((0, random.randint(0, 10**7))),
        reserve_cap_cents=random.choice((None, random.randint(10**7, 10**8))),
        reserve_covers_loss=random.random() < 0.5,
        reserve_released_after=random.choice((None, 1, 2, 4)),
        reserve_released_at_end=random.random() < 0.5,
        released_to_providers=part(random, 1_000),
    )


def with_other_numbers(random: Random, scenario: Scenario) -> Scenario:
    """Change every number of the years."""
    agreement = scenario.agreement
    assert agreement is not None

    def year(one: AgreementYear, *, is_base: bool) -> AgreementYear:
        streams = tuple(
            replace(
                stream,
                cost_cents=stream.cost_cents * random.randint(85, 112) // 100 + random.randint(0, 99),
                investment_cents=0 if is_base else random.randint(0, 4 * 10**7),
                growth=Fraction(random.randint(-80, 80), 1_000),
                error_cents=0,
            )
            for stream in one.streams
        )
        return replace(
            one,
            persons=random.randint(500, 9_000),
            risk=Fraction(random.randint(900, 1_100), 1_000),
            streams=streams,
        )

    return replace(
        scenario,
        agreement=replace(
            agreement,
            base_years=tuple(year(one, is_base=True) for one in agreement.base_years),
            years=tuple(year(one, is_base=False) for one in agreement.years),
        ),
    )


def from_cases(random: Random, scenario: Scenario, rules: YearsRules) -> Scenario:
    """Give random streams to a caseload, and random assumptions about four years after it."""
    streams = tuple(
        replace(
            one,
            before_cents=random.randint(0, 5 * 10**7),
            after_cents=random.randint(1, 5 * 10**7),
            investment_cents=random.randint(0, 10**6),
        )
        for one in scenario.streams
    )
    persons = random.randint(20, 200)
    assumed = CaseYears(
        first_year=2018,
        persons=tuple(random.randint(10, 300) for _ in range(LATER)),
        kept=tuple(part(random, 1_000) for _ in range(LATER)),
        invested=tuple(part(random, 1_500) for _ in range(LATER)),
        risk=tuple(Fraction(random.randint(900, 1_100), 1_000) for _ in range(LATER)),
        growth={
            one.stream: tuple(Fraction(random.randint(-80, 80), 1_000) for _ in range(LATER))
            for one in streams
        },
    )
    agreement = years_from_cases(streams, persons, assumed, rules)
    return replace(scenario, streams=streams, persons=persons, agreement=agreement, months=12)


def both(random: Random, example: Scenario, *, is_from_cases: bool) -> tuple[Scenario, Scenario]:
    """Give an agreement, and the same one with other numbers."""
    agreement = example.agreement
    assert agreement is not None
    rules = some_rules(random)
    contract = a_contract(random, example.contract)
    if not is_from_cases:
        before = replace(example, contract=contract, agreement=replace(agreement, rules=rules))
        return before, with_other_numbers(random, before)
    rules = replace(rules, weights=(Fraction(1),))
    made = replace(example, contract=contract)
    return from_cases(random, made, rules), from_cases(random, made, rules)


def main(office: str) -> None:
    for is_from_cases in (False, True):
        recompute(office, is_from_cases=is_from_cases)


def recompute(office: str, *, is_from_cases: bool) -> None:
    """Edit the workbooks, compute them again and print what differs."""
    random = Random(2026)
    example = replace(read_scenario(EXAMPLE), uncertainty=None)
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
        edited = {}
        for number in range(AGREEMENTS):
            before, after = both(random, example, is_from_cases=is_from_cases)
            book, other = (
                load_workbook(io.BytesIO(render(evaluate(one))["scenario.xlsx"])) for one in (before, after)
            )
            for sheet in (INPUTS, *((ONE_YEAR,) if is_from_cases else ())):
                for row in book[sheet].iter_rows():
                    for cell in row:
                        if isinstance(cell.value, (int, float)):
                            cell.value = other[sheet][cell.coordinate].value
            book.save(folder / f"{number}.xlsx")
            edited[f"{number}.xlsx"] = after
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        files = [str(folder / one) for one in edited]
        command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "uit")]
        subprocess.run([*command, *files], check=True, capture_output=True)
        amounts, wrong = 0, []
        for one, scenario in edited.items():
            assert scenario.agreement is not None
            sheet = load_workbook(folder / "uit" / one, data_only=True)[YEARS]
            heads = [cell.value for cell in sheet[4]]
            years = settle_years(scenario, scenario.agreement).years
            for row, year in zip(sheet.iter_rows(min_row=5, values_only=True), years, strict=True):
                for head, field in HEADS.items():
                    amounts += 1
                    difference = round(row[heads.index(head)] * 100) - getattr(year, field)
                    if difference:
                        wrong.append((one, year.year, head, difference))
    kind = "from a caseload" if is_from_cases else "of given years"
    print(f"{AGREEMENTS} agreements {kind}, {amounts} amounts after an edit, {len(wrong)} differ")
    for found in wrong:
        print("  ", *found)


if __name__ == "__main__":
    main(sys.argv[1])
