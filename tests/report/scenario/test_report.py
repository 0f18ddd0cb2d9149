"""The report of a scenario: true sentences, numbers that add up, and a workbook that computes the same."""

from __future__ import annotations

import io
import json
import re
import subprocess
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from maatschappelijk_rendement.plots import scenario as drawings
from maatschappelijk_rendement.report.document import Chart, ReportDocument, Table
from maatschappelijk_rendement.report.scenario import document, render
from maatschappelijk_rendement.report.scenario.figures import figures
from maatschappelijk_rendement.sharing.contract import (
    Contract,
    LossRule,
    PayerKey,
    ProviderKey,
    QualityRule,
)
from maatschappelijk_rendement.sharing.evaluation import Evaluation, evaluate
from maatschappelijk_rendement.sharing.ready_made import reach_professional
from maatschappelijk_rendement.sharing.scenario import Scenario, Uncertainty
from maatschappelijk_rendement.sharing.scenario_file import read_scenario

EXAMPLE = Path(__file__).resolve().parents[3] / "voorbeelden" / "scenario_wijk.toml"
AGREEMENT = EXAMPLE.with_name("afspraak_vijf_jaar.toml")
FEW_DRAWS = 2_000
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def with_few_draws(scenario: Scenario) -> Scenario:
    assert isinstance(scenario.uncertainty, Uncertainty)
    return replace(scenario, uncertainty=replace(scenario.uncertainty, draws=FEW_DRAWS))


@pytest.fixture(scope="module")
def example() -> Scenario:
    return with_few_draws(read_scenario(EXAMPLE))


@pytest.fixture(scope="module")
def evaluation(example: Scenario) -> Evaluation:
    return evaluate(example)


@pytest.fixture(scope="module")
def report(evaluation: Evaluation) -> ReportDocument:
    return document(evaluation)


def bare(scenario: Scenario, **contract: Any) -> Scenario:
    """Without anything optional."""
    terms = replace(scenario.contract, **contract)
    return replace(scenario, contract=terms, uncertainty=None, horizon=None, services=(), terms=None)


def page_of(scenario: Scenario) -> str:
    text = render(evaluate(scenario))["scenario.html"].decode()
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " "))


def tables(report: ReportDocument) -> list[Table]:
    blocks = [block for section in report.sections for block in section.blocks]
    return [
        block.table if isinstance(block, Chart) else block
        for block in blocks
        if isinstance(block, (Chart, Table))
    ]


class TestPage:
    """What a reader sees."""

    def test_the_example_says_what_it_is_and_what_came_out(self, example: Scenario) -> None:
        page = page_of(example)
        assert "Synthetisch voorbeeld" in page
        # 830.000 saved on 21.060.000; after 240.000 and a reserve of 59.000, half of 531.000 x 0,85.
        assert "€ 830.000,00 minder" in page
        assert "De aanbieders krijgen samen € 225.675,00" in page
        assert "De betalers houden samen € 305.325,00 over" in page
        assert "gaat er financieel op achteruit: gemeente (Wmo)" in page
        assert "De verrekening tussen betalers is rekenkundig" in page
        # 305.325 kept, of which 350.000 is no money.
        assert "Er komt voor € 350.000,00 aan capaciteit vrij" in page
        assert "In geld komen de betalers samen € 44.675,00 tekort" in page
        assert "Bij 4.200 personen" in page
        assert "<script" not in page

    def test_a_page_without_the_optional_parts_says_so(self, example: Scenario) -> None:
        page = page_of(bare(example))
        assert "Over onzekerheid is niets ingevuld" in page
        assert "De jaren vooruit" not in page
        assert "betaalvormen" not in page

    def test_a_rise_is_said_to_be_a_rise(self, example: Scenario) -> None:
        streams = tuple(replace(one, after_cents=one.before_cents + 10_000_000) for one in example.streams)
        loss = {"loss": LossRule.FLAT, "loss_rate": Fraction(1, 2), "loss_cap_revenue": Fraction(1, 10)}
        page = page_of(bare(replace(example, streams=streams), **loss))
        assert "€ 300.000,00 meer" in page
        assert "De aanbieders betalen samen" in page
        assert "De betalers komen samen" in page
        assert "De omzet van de aanbieders is niet opgegeven" in page
        assert "Gemeten stijging" in page

    def test_no_change_is_said_to_be_none(self, example: Scenario) -> None:
        streams = tuple(replace(one, after_cents=one.before_cents) for one in example.streams)
        page = page_of(replace(example, streams=streams))
        assert "Samen geven de betalers evenveel uit als zonder de verandering." in page
        assert "Er is geen verschil gemeten." in page
        assert "Er komt voor" not in page

    def test_what_the_contract_asks_per_person_is_said_not_to_be_applied(self, example: Scenario) -> None:
        asked = page_of(bare(example, truncation_cents=50_000_00, exclusions=("tandartskosten",)))
        assert "kosten per persoon afgetopt op € 50.000,00 en zonder tandartskosten" in asked
        assert "niet toegepast" in asked
        assert "niet toegepast" not in page_of(bare(example, truncation_cents=None, exclusions=()))

    def test_a_growth_of_case_mix_that_an_agreement_follows_is_not_said_to_be_left_out(
        self, example: Scenario
    ) -> None:
        years = with_few_draws(read_scenario(AGREEMENT))
        capped = replace(years, contract=replace(years.contract, risk_ratio_cap=Fraction(3, 100)))
        assert years.agreement is not None
        assert any(year.risk != 1 for year in years.agreement.years)
        assert "zorgzwaarte begrensd" not in page_of(capped)
        assert "zorgzwaarte begrensd op 3" in page_of(replace(capped, agreement=None))

    def test_a_first_year_that_is_another_than_the_outcome_is_told(self) -> None:
        years = with_few_draws(read_scenario(AGREEMENT))
        assert "Let op: 2024" not in page_of(years)
        first, *others = years.streams
        other = replace(first, after_cents=first.after_cents - 1_00)
        assert "Let op: 2024 is in de afspraak een ander jaar" in page_of(
            replace(years, streams=(other, *others))
        )

    def test_a_saving_below_the_threshold_pays_nothing(self, example: Scenario) -> None:
        page = page_of(replace(bare(example), minimum_rate=Fraction(1, 5)))
        assert "haalt de drempel van het contract niet" in page
        assert "wat na de investering en de reserve overblijft" in page
        assert "De aanbieders krijgen en betalen niets" in page

    def test_a_contract_that_never_pays_has_no_break_even(self, example: Scenario) -> None:
        page = page_of(bare(example, share=Fraction(0)))
        assert "De aanbieders krijgen geld bij geen enkele daling." in page

    def test_bands_are_shown_in_words(self, example: Scenario) -> None:
        page = page_of(replace(bare(example), contract=reach_professional()))
        assert "tot 5,0 %: 50 %; tot 10,0 %: 35 %" in page
        assert "daarboven: 5 %" in page

    def test_an_unknown_result_of_a_provider_is_unknown(self, example: Scenario) -> None:
        assert example.terms is not None
        page = page_of(replace(example, terms=replace(example.terms, avoidable=None)))
        assert "onbekend" in page[page.index("Betaalvormen naast elkaar") :]

    def test_every_chart_has_words_and_a_table_with_its_numbers(self, report: ReportDocument) -> None:
        charts = [
            block for section in report.sections for block in section.blocks if isinstance(block, Chart)
        ]
        assert [chart.name for chart in charts] == [
            "afrekening",
            "partijen",
            "rooster",
            "gevoeligheid",
            "jaren",
        ]
        assert all(chart.alt and chart.table.rows for chart in charts)

    def test_tables_have_unique_names_and_full_rows(self, report: ReportDocument) -> None:
        names = [table.name for table in tables(report)]
        assert len(names) == len(set(names))
        for table in tables(report):
            assert {len(row) for row in table.rows} == {len(table.columns)}
            assert all(cell.text for row in table.rows for cell in row)

    def test_the_steps_add_up_to_the_payment(self, evaluation: Evaluation) -> None:
        assert sum(change for _, change in evaluation.steps) == evaluation.split.pool_cents

    def test_with_a_discount_and_without_investment_first_the_steps_still_add_up(
        self, example: Scenario
    ) -> None:
        for first in (True, False):
            made = evaluate(bare(example, discount=Fraction(1, 97), investment_first=first))
            assert sum(change for _, change in made.steps) == made.split.pool_cents
            assert made.steps[0] == ("Gemeten daling", example.saving_cents)

    def test_the_same_scenario_gives_the_same_bytes(self, example: Scenario, evaluation: Evaluation) -> None:
        assert render(evaluation) == render(evaluate(example))


class TestDrawings:
    """What is drawn."""

    def test_the_heat_map_has_a_cell_for_each_payment(self, evaluation: Evaluation) -> None:
        drawn = drawings.heat_map(evaluation.grid)
        cells = len(evaluation.grid.rates) * len(evaluation.grid.qualities)
        assert len(drawn.marks) == 2 * cells
        assert len(drawn.under_names) == len(evaluation.grid.rates)

    def test_the_fan_reaches_every_draw_it_tells_of(self, evaluation: Evaluation) -> None:
        drawn = drawings.fan(evaluation.years)
        ends = [cents for year in evaluation.years for cents in year.kept_so_far_cents]
        assert drawn.bottom <= min(ends)
        assert drawn.top >= max(ends)

    def test_a_party_that_loses_is_hatched(self, evaluation: Evaluation) -> None:
        bars = [mark for mark in drawings.who_gains(evaluation.split).marks if isinstance(mark, drawings.Bar)]
        assert [bar.hatched for bar in bars][:2] == [True, False]


class TestFigures:
    """The JSON."""

    def test_the_numbers_add_up_and_keep_the_sign_of_the_house(self, evaluation: Evaluation) -> None:
        data = json.loads(json.dumps(figures(evaluation)))
        assert data["uitkomst"]["verschil_eur"] == "-830000.00"
        for split in [data["verdeling"], *data["per_sleutel"]]:
            side = sum(Decimal(one["verrekening_eur"]) for one in split["stromen"])
            assert side + Decimal(split["aanbieders_eur"]) + Decimal(split["reserve_eur"]) == 0
        assert {one["sleutel"] for one in data["per_sleutel"]} == {str(key) for key in PayerKey}
        assert data["contract"]["aandeel"] == 0.5
        assert len(data["jaren"]) == 5

    def test_what_was_not_asked_is_null(self, example: Scenario) -> None:
        data = figures(evaluate(bare(example)))
        assert (data["kansen"], data["jaren"], data["betaalvormen"]) == (None, [], [])


def cached(workbook: bytes) -> dict[str, dict[str, Any]]:
    """Give the stored value of every cell with a formula."""
    formulas, values = (
        load_workbook(io.BytesIO(workbook)),
        load_workbook(io.BytesIO(workbook), data_only=True),
    )
    return {
        sheet.title: {
            cell.coordinate: values[sheet.title][cell.coordinate].value
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str) and cell.value.startswith("=")
        }
        for sheet in formulas
    }


class TestWorkbook:
    """The workbook with live formulas."""

    def test_the_stored_differences_with_the_program_are_zero(self, evaluation: Evaluation) -> None:
        book = load_workbook(io.BytesIO(render(evaluation)["scenario.xlsx"]), data_only=True)
        for name, column in (("Afrekening", "D"), ("Verdeling", "N")):
            shown = [cell.value for cell in book[name][column] if isinstance(cell.value, (int, float))]
            assert shown
            assert set(shown) == {0}

    def test_a_text_that_looks_like_a_formula_stays_a_text(self, example: Scenario) -> None:
        streams = (replace(example.streams[0], stream="=1+1"), *example.streams[1:])
        book = load_workbook(io.BytesIO(render(evaluate(replace(example, streams=streams)))["scenario.xlsx"]))
        texts = [cell for row in book["Invoer"].iter_rows() for cell in row if cell.value == "=1+1"]
        assert [cell.data_type for cell in texts] == ["s"]

    def test_a_spreadsheet_program_computes_the_same(
        self, libreoffice: str, example: Scenario, tmp_path: Path
    ) -> None:
        two_sided = {
            "loss": LossRule.COMPLEMENT,
            "quality": QualityRule.GATE,
            "loss_rate_floor": Fraction(2, 5),
        }
        risen = tuple(replace(one, after_cents=one.after_cents + 99_999_999) for one in example.streams)
        contracts: dict[str, Contract] = {
            **{key: replace(example.contract, payer_key=key) for key in PayerKey},
            "providers": replace(example.contract, provider_key=ProviderKey.EQUAL),
        }
        made = {name: replace(example, contract=contract) for name, contract in contracts.items()}
        made["loss"] = bare(replace(example, streams=risen), **two_sided)
        made["bands"] = replace(bare(example), contract=reach_professional())
        profile = tmp_path / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
        sources = {}
        for name, scenario in made.items():
            sources[name] = tmp_path / f"{name}.xlsx"
            sources[name].write_bytes(render(evaluate(bare(scenario)))["scenario.xlsx"])
        command = [
            libreoffice,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
        ]
        out = tmp_path / "out"
        subprocess.run(
            [*command, "--outdir", str(out), *map(str, sources.values())], check=True, capture_output=True
        )
        for name, source in sources.items():
            computed = load_workbook(out / source.name, data_only=True)
            for sheet, cells in cached(source.read_bytes()).items():
                for place, value in cells.items():
                    shown = computed[sheet][place].value
                    if isinstance(value, str):
                        assert shown == value, (name, sheet, place)
                    else:
                        assert shown == pytest.approx(value, rel=1e-9, abs=1e-6), (name, sheet, place)
