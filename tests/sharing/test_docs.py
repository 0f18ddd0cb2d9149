"""The page on shared savings says what the code does."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from maatschappelijk_rendement.domain.money import dutch_euro, dutch_number
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
