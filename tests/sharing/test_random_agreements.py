"""Random agreements over years: equal to the cent to an independent computation, and nothing lost."""

from __future__ import annotations

from dataclasses import fields, replace
from fractions import Fraction

import pytest
from tests.sharing.agreement_over_years import random_agreement, year_disagreements
from tests.sharing.independent_years import settled_years

from maatschappelijk_rendement.sharing.agreement import YearsRules
from maatschappelijk_rendement.sharing.years_settled import settle_years

SEEDS = range(120)
"""``bench/years_random.py`` goes on to 2.000 and further."""


@pytest.mark.parametrize("start", range(0, len(SEEDS), 20))
def test_every_year_is_the_independent_computation_to_the_cent(start: int) -> None:
    found = {seed: list(year_disagreements(seed)) for seed in SEEDS[start : start + 20]}
    assert {seed: lines for seed, lines in found.items() if lines} == {}


def test_the_draws_use_every_rule_over_years() -> None:
    rules = [made.agreement.rules for made in map(random_agreement, SEEDS) if made.agreement is not None]
    for entry in fields(YearsRules):
        # The noise of the benchmark is of draws, and not of what is settled.
        if entry.name != "noise_correlation":
            assert len({getattr(one, entry.name) for one in rules}) > 1, entry.name


def test_another_cap_over_years_is_another_outcome() -> None:
    differs = 0
    for made in map(random_agreement, SEEDS):
        assert made.agreement is not None
        tight = replace(made.agreement, rules=replace(made.agreement.rules, cap_so_far=Fraction(1, 10_000)))
        expected = [year.pool for year in settled_years(made, made.contract.payer_key.value)]
        differs += [year.pool_cents for year in settle_years(made, tight).years] != expected
    assert differs > 10
