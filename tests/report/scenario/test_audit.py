"""The account of a scenario, its tidy tables and its page for a board."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import fields, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.app.scenario_run import run_scenario
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.intake.workbook import write_workbook
from maatschappelijk_rendement.report.scenario import render
from maatschappelijk_rendement.report.scenario.audit import audit, exact, mark_file
from maatschappelijk_rendement.report.scenario.csv_tables import csv_bytes
from maatschappelijk_rendement.report.scenario.tidy import draw_files, tidy_files
from maatschappelijk_rendement.sharing import Scenario, read_scenario, simulate
from maatschappelijk_rendement.sharing.agreement import YearsRules
from maatschappelijk_rendement.sharing.evaluation import Evaluation, evaluate
from maatschappelijk_rendement.sharing.payment_forms import Terms
from maatschappelijk_rendement.sharing.scenario import Horizon, Uncertainty

EXAMPLES = Path(__file__).resolve().parents[3] / "voorbeelden"


def small(name: str) -> Scenario:
    scenario = read_scenario(EXAMPLES / name)
    assert scenario.uncertainty is not None
    return replace(scenario, uncertainty=replace(scenario.uncertainty, draws=1_000))


@pytest.fixture(scope="module")
def years() -> Evaluation:
    return evaluate(small("afspraak_vijf_jaar.toml"))


@pytest.fixture(scope="module")
def plain() -> Evaluation:
    return evaluate(small("scenario_wijk.toml"))


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8")), delimiter=";"))


@given(st.fractions())
def test_a_number_is_written_without_loss(number: Fraction) -> None:
    text = exact(number)
    assert text is not None
    assert Fraction(text) == number
    assert ("/" in text) == not_decimal(number)


def not_decimal(number: Fraction) -> bool:
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest != 1


def test_every_parameter_is_in_the_account(years: Evaluation, plain: Evaluation) -> None:
    told, other = audit(years.scenario), audit(plain.scenario)
    # Noise is three fields (persons, variation, benchmark) for one.
    assert len(told["onzekerheid"]) == len(fields(Uncertainty)) + 2
    # The rules, beside the base years and the years.
    assert len(told["meerjarenafspraak"]) == len(fields(YearsRules)) + 2
    assert len(other["betaalvormen"]) == len(fields(Terms))
    assert len(other["meerjarig"]) == len(fields(Horizon))
    assert other["meerjarenafspraak"] is None
    assert told["meerjarig"] is None
    assert other["prijzen"][0] == {
        "naam": "Wijkverpleging, uur",
        "prijs_eur": "62.40",
        "aantal_zonder": "6200",
        "aantal_met": "5400",
    }


def test_a_file_is_marked_by_its_bytes_and_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "Jansen.toml"
    path.write_bytes(b"abc")
    mark = mark_file("afspraak", path)
    assert (mark.sha256, mark.size_bytes) == (hashlib.sha256(b"abc").hexdigest(), 3)
    assert "Jansen" not in str(mark)


def test_the_files_of_an_agreement_are_marked_in_the_json(tmp_path: Path) -> None:
    run_scenario(EXAMPLES / "afspraak_vijf_jaar.toml", tmp_path)
    figures = json.loads((tmp_path / "scenario.json").read_text(encoding="utf-8"))
    marks = {one["rol"]: one["sha256"] for one in figures["verantwoording"]["bestanden"]}
    for role, name in (("afspraak", "afspraak_vijf_jaar.toml"), ("driehoek", "zvw_driehoek.csv")):
        assert marks[role] == hashlib.sha256((EXAMPLES / name).read_bytes()).hexdigest()
    assert figures["verantwoording"]["onzekerheid"]["startgetal"] == 20180901


def test_the_tables_are_tidy_and_add_up(years: Evaluation) -> None:
    files = tidy_files(years)
    steps = rows(files["scenario-afrekening.csv"])
    assert sum(Decimal(row["bedrag_eur"]) for row in steps[:-1]) == Decimal(steps[-1]["bedrag_eur"])
    matrix = [row for row in rows(files["scenario-verdeling.csv"]) if row["sleutel"] == "schadeloos_eerst"]
    side = sum(Decimal(row["bedrag_eur"]) for row in matrix if row["wat"] == "verrekening")
    paid = sum(Decimal(row["bedrag_eur"]) for row in matrix if row["rol"] in ("aanbieder", "reserve"))
    assert side + paid == 0
    by_year = {
        (row["jaar"], row["wat"]): Decimal(row["bedrag_eur"])
        for row in rows(files["scenario-jaren.csv"])
        if row["partij"] == "alle"
    }
    for year in range(2024, 2029):
        gone = {
            what: by_year[str(year), what]
            for what in (
                "benchmark",
                "kosten",
                "investering",
                "aanbieders",
                "betalers",
                "reserve_erin",
                "reserve_gebruikt",
                "reserve_vrij",
            )
        }
        assert gone["benchmark"] - gone["kosten"] == (
            gone["investering"]
            + gone["aanbieders"]
            + gone["betalers"]
            + gone["reserve_erin"]
            - gone["reserve_gebruikt"]
            - gone["reserve_vrij"]
        )


def test_a_table_without_rows_is_left_out(plain: Evaluation) -> None:
    assert "scenario-jaren.csv" not in tidy_files(plain)


def test_every_draw_is_written_and_is_the_draw_of_the_odds(plain: Evaluation) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    files = draw_files(plain)
    drawn = rows(files["scenario-trekkingen.csv"])
    odds = simulate(plain.scenario)
    assert len(drawn) == 1_000 * len(odds.parties)
    for party in odds.parties:
        amounts = [Decimal(row["bedrag_eur"]) for row in drawn if row["partij"] == party.party]
        assert abs(sum(amounts) / 1_000 - Decimal(party.mean_cents) / 100) < 1
    table = parquet.read_table(io.BytesIO(files["scenario-trekkingen.parquet"])).to_pylist()
    assert [Decimal(row["bedrag_centen"]) / 100 for row in table[:7]] == [
        Decimal(row["bedrag_eur"]) for row in drawn[:7]
    ]


def test_a_text_never_becomes_a_formula() -> None:
    content = csv_bytes([{"a": "=HYPERLINK(1)", "b": "-1.50"}, {"a": "@x", "b": "-x"}]).decode()
    assert content.splitlines()[1:] == ["'=HYPERLINK(1);-1.50", "'@x;'-x"]


def test_a_board_reads_five_steps_on_one_page(years: Evaluation) -> None:
    page = render(years)["scenario-bestuur.html"].decode().replace("\N{NO-BREAK SPACE}", " ")
    text = re.sub(r"<[^>]+>", " ", page)
    for step in (
        "1. Zonder de verandering",
        "2. Daling van de kosten",
        "3. Aanbieders krijgen",
        "4. Betalers houden samen over",
        "5. Na 5 jaar",
    ):
        assert step in text
    # The first year is that of the file; after five years the payers have the sum of their own totals.
    settled = years.settled_years
    assert settled is not None
    assert "€ 20.964.652" in text
    assert "€ 243.439" in text
    euros = f"{round(sum(settled.stream_totals()) / 100):,}".replace(",", ".")
    assert f"€ {euros}" in text
    assert "verwacht: 2026, 2027 en 2028" in text
    assert "Alle jaren samen; alleen 2024 en 2025 zijn gemeten." in text
    assert "Nog niet afgerekend, en voor een deel geschat: 2024." in text
    assert len(page) < 25_000


def test_a_scenario_of_one_year_has_four_steps(plain: Evaluation) -> None:
    page = render(plain)["scenario-bestuur.html"].decode()
    assert "4. Betalers houden samen over" in page
    assert "5. Na" not in page


def test_the_prices_of_a_caseload_are_in_the_account(tmp_path: Path) -> None:
    cases, contract = tmp_path / "casussen.xlsx", tmp_path / "afspraak.toml"
    write_workbook(ruwaard(), cases)
    contract.write_text(
        'titel = "Proef"\nsynthetisch = true\n[contract]\nnaam = "P"\nbron = "eigen"\naandeel = 0.5\n',
        encoding="utf-8",
    )
    run_scenario(contract, tmp_path / "uit", cases)
    told = json.loads((tmp_path / "uit" / "scenario.json").read_text(encoding="utf-8"))["verantwoording"]
    assert [one["rol"] for one in told["bestanden"]] == ["afspraak", "casussen"]
    price = next(one for one in told["prijzen_casussen"] if one["code"] == "LOKAAL.WIJKHUIS.DAGDEEL")
    assert (price["prijs_eur"], price["eenheid"], price["lokaal"]) == ("12.5", "dagdeel", True)
