"""From a caseload to years: one is measured, the others follow from what was assumed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.sharing import (
    AgreementYear,
    Contract,
    PayerStream,
    Scenario,
    YearsRules,
    settle_years,
)
from maatschappelijk_rendement.sharing.case_assumptions import CaseYears
from maatschappelijk_rendement.sharing.case_years import years_from_cases
from maatschappelijk_rendement.sharing.scenario import split_measured

HALF = Contract(name="Half", source="eigen", share=Fraction(1, 2))
WMO = PayerStream(
    stream="Wmo", payer="gemeente", before_cents=100_000, after_cents=120_000, investment_cents=10_000
)
ZVW = PayerStream(stream="Zvw", payer="verzekeraar", before_cents=300_000, after_cents=240_000)
ONE = YearsRules(weights=(Fraction(1),))


def assumed(**changed: Any) -> CaseYears:
    parts: dict[str, Any] = {
        "first_year": 2024,
        "persons": (10, 20),
        "kept": (Fraction(1), Fraction(1, 2)),
        "invested": (Fraction(1, 2), Fraction(0)),
        "risk": (Fraction(1), Fraction(1)),
        "growth": {"Wmo": (Fraction(0), Fraction(0)), "Zvw": (Fraction(1, 10), Fraction(1, 10))},
    }
    return CaseYears(**parts | changed)


def amounts(year: AgreementYear) -> list[tuple[int, int]]:
    return [(one.cost_cents, one.investment_cents) for one in year.streams]


def test_years_follow_from_the_cases_and_the_assumptions_by_hand() -> None:
    made = years_from_cases([WMO, ZVW], 10, assumed(), ONE)
    base, measured, second, third = made.all_years
    assert [(one.year, one.persons, one.is_expected) for one in made.all_years] == [
        (2023, 10, False),
        (2024, 10, False),
        (2025, 10, True),
        (2026, 20, True),
    ]
    assert [one.cost_cents for one in base.streams] == [100_000, 300_000]
    assert [one.cost_cents for one in measured.streams] == [120_000, 240_000]
    # All of the difference stays: 120.000, and 240.000 grown by 10 %. Half of the investment.
    assert amounts(second) == [
        (120_000, 5_000),
        (264_000, 0),
    ]
    # Half stays: 110.000 and 270.000; twice as many cases; Zvw grown by 21 %.
    assert amounts(third) == [(220_000, 0), (653_400, 0)]
    settled = settle_years(
        Scenario(title="", is_synthetic=True, contract=HALF, streams=(WMO, ZVW), persons=10), made
    )
    # Benchmarks: 400.000; 100.000 + 330.000; (100.000 + 363.000) x 2.
    assert [year.benchmark_cents for year in settled.years] == [400_000, 430_000, 926_000]
    # Half of what is left: 40.000 - 10.000; 46.000 - 5.000; 52.600.
    assert [year.pool_cents for year in settled.years] == [15_000, 20_500, 26_300]
    assert [year.standing for year in settled.years] == ["", "aanname", "aanname"]


def test_the_measured_year_is_the_settlement_of_the_cases() -> None:
    scenario = Scenario(title="", is_synthetic=True, contract=HALF, streams=(WMO, ZVW), persons=10)
    first = settle_years(scenario, years_from_cases([WMO, ZVW], 10, assumed(), ONE)).years[0]
    assert first.split == split_measured(scenario)


def test_a_heavier_case_mix_raises_cost_and_benchmark_alike() -> None:
    made = years_from_cases([WMO, ZVW], 10, assumed(risk=(Fraction(2), Fraction(1))), ONE)
    assert [one.cost_cents for one in made.years[1].streams] == [240_000, 528_000]


def test_a_year_without_its_number_is_refused() -> None:
    with pytest.raises(UsageError, match="precies één getal"):
        assumed(kept=(Fraction(1),))


PARTS = st.fractions(0, 1, max_denominator=100)
RATES = st.fractions(-Fraction(1, 2), Fraction(1, 2), max_denominator=100)


# A cent over 500 cases would round to a year without cost, which is refused.
@given(
    st.lists(st.tuples(st.integers(10**5, 10**9), st.integers(10**5, 10**9)), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(1, 500), PARTS, PARTS, RATES), min_size=1, max_size=5),
    st.integers(1, 500),
)
def test_nothing_left_is_no_saving_and_all_left_is_the_measured_one(
    costs: list[tuple[int, int]], figures: list[tuple[int, Fraction, Fraction, Fraction]], persons: int
) -> None:
    streams = [
        PayerStream(stream=f"S{n}", payer=f"P{n}", before_cents=before, after_cents=after)
        for n, (before, after) in enumerate(costs)
    ]
    scenario = Scenario(title="", is_synthetic=True, contract=HALF, streams=tuple(streams), persons=persons)
    counts = tuple(count for count, *_ in figures)
    growth = {one.stream: tuple(rate for *_, rate in figures) for one in streams}
    for left in (Fraction(0), Fraction(1), None):
        kept = tuple(part if left is None else left for _, part, _, _ in figures)
        made = years_from_cases(
            streams,
            persons,
            CaseYears(
                first_year=2020,
                persons=counts,
                kept=kept,
                invested=tuple(part for _, _, part, _ in figures),
                risk=tuple(Fraction(1) for _ in figures),
                growth=growth,
            ),
            ONE,
        )
        grown = Fraction(1)
        for place, year in enumerate(settle_years(scenario, made).years[1:]):
            grown *= 1 + figures[place][3]
            size = Fraction(counts[place], persons) * grown
            for stream, result in zip(streams, year.split.streams, strict=True):
                assert result.stream.before_cents == half_up(stream.before_cents * size)
                exact = (stream.before_cents - kept[place] * stream.saving_cents) * size
                assert result.stream.after_cents == half_up(exact)
            if left == 0:
                assert (year.pool_cents, year.kept_cents) == (0, 0)
