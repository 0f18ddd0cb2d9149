"""Random contracts over every option: equal to the cent, nothing lost, nobody wronged, never falling."""

from __future__ import annotations

from dataclasses import fields

import pytest
from tests.sharing.agreement import disagreements
from tests.sharing.random_contracts import random_scenario

from maatschappelijk_rendement.sharing.contract import Contract

SEEDS = range(200)
"""``bench/sharing_random.py`` goes on to 2.000 and further."""


@pytest.mark.parametrize("start", range(0, len(SEEDS), 20))
def test_the_engine_is_the_independent_computation_to_the_cent(start: int) -> None:
    found = {seed: list(disagreements(seed)) for seed in SEEDS[start : start + 20]}
    assert {seed: lines for seed, lines in found.items() if lines} == {}


def test_the_draws_use_every_option_of_a_contract() -> None:
    made = [random_scenario(seed).contract for seed in SEEDS]
    for entry in fields(Contract):
        if entry.name not in ("name", "source", "population"):
            assert len({getattr(contract, entry.name) for contract in made}) > 1, entry.name
