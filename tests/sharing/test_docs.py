"""The page on shared savings says what the code does."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from maatschappelijk_rendement.domain.money import dutch_euro, dutch_number
from maatschappelijk_rendement.report.scenario.audit import audit
from maatschappelijk_rendement.sharing.contract import PayerKey, entries, meaning
from maatschappelijk_rendement.sharing.ready_made import READY_MADE
from maatschappelijk_rendement.sharing.scenario import split_measured
from maatschappelijk_rendement.sharing.scenario_file import read_scenario
from maatschappelijk_rendement.sharing.threshold import statistical_rate

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "gedeelde-besparing.md").read_text(encoding="utf-8")


def test_every_field_of_a_contract_is_on_the_page_with_its_meaning() -> None:
    for dutch, entry in entries().items():
        assert re.search(rf"\| `{dutch}` \| .* \| {re.escape(meaning(entry))} \|", PAGE), dutch


@pytest.mark.parametrize("name", READY_MADE)
def test_every_ready_made_contract_is_named(name: str) -> None:
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("key", PayerKey)
def test_the_table_of_keys_is_that_of_the_example(key: PayerKey) -> None:
    split = split_measured(read_scenario(ROOT / "voorbeelden" / "scenario_wijk.toml"), key)
    amounts = [dutch_euro(result.result_cents).replace("\N{NO-BREAK SPACE}", " ") for result in split.streams]
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{key}` |"))
    assert row.endswith(f"| {' | '.join(amounts)} |")


@pytest.mark.parametrize("persons", [32, 1_000, 5_000, 20_000, 60_000])
def test_the_table_of_chance_is_computed(persons: int) -> None:
    rates = [statistical_rate(persons, variation, 0.90) for variation in (2.15, 1.0)]
    shown = [f"{dutch_number(Decimal(str(float(rate * 100))), 1)} %" for rate in rates]
    assert f"| {dutch_number(persons)} | {' | '.join(shown)} |" in PAGE


YEARS_PAGE = (ROOT / "docs" / "afspraak-over-jaren.md").read_text(encoding="utf-8")


def test_every_rule_over_years_is_on_the_page() -> None:
    scenario = read_scenario(ROOT / "voorbeelden" / "afspraak_vijf_jaar.toml")
    told = audit(scenario)["meerjarenafspraak"]
    for field in told.keys() - {"basisjaren", "jaren"}:
        assert f"`{field}`" in YEARS_PAGE, field
    for field in (told["jaren"][0].keys() | told["jaren"][0]["stromen"][0].keys()) - {"stromen"}:
        assert f"`{field}`" in YEARS_PAGE, field


def test_the_python_of_the_page_on_years_gives_what_it_says() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", YEARS_PAGE, flags=re.DOTALL)
    names: dict[str, object] = {}
    exec(
        "\n".join(line for line in code.splitlines() if line.startswith(("from", "mixes", "relative"))), names
    )
    said = [line.split("  # ") for line in code.splitlines() if "  # " in line]
    assert len(said) == 3
    for expression, comment in said:
        value, _, _ = comment.partition(":")
        assert str(eval(expression, names)) == value
