"""Formulas of the workbook: the same payment as the engine, for every kind of contract."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.report.scenario.expressions import (
    is_positive,
    larger,
    named,
    of,
    reaches,
    smaller,
    to_the_cent,
    when,
)
from maatschappelijk_rendement.report.scenario.formulas import LABELS, PAYMENT, settlement_steps
from maatschappelijk_rendement.report.scenario.inputs import workbook_inputs
from maatschappelijk_rendement.sharing.contract import (
    Band,
    CapOrder,
    Contract,
    LossRule,
    QualityRule,
    ThresholdKind,
)
from maatschappelijk_rendement.sharing.mssp import mssp_contract
from maatschappelijk_rendement.sharing.ready_made import (
    alternative_quality_contract,
    next_generation,
    reach_global,
    reach_professional,
)
from maatschappelijk_rendement.sharing.scenario import Scenario, settle_savings
from maatschappelijk_rendement.sharing.split import PayerStream

HALF = Fraction(1, 2)
PLAIN = Contract(name="Test", source="toets", share=HALF)
CONTRACTS = [
    PLAIN,
    replace(PLAIN, investment_first=False, levy=Fraction(1, 50), reserve=Fraction(1, 10)),
    replace(PLAIN, reserve=Fraction(1, 7), proration=Fraction(1, 3), discount=Fraction(1, 50)),
    replace(PLAIN, threshold=ThresholdKind.FIXED, minimum_rate=Fraction(3, 100), first_dollar=False),
    replace(PLAIN, quality=QualityRule.GATE, gain_cap=Fraction(1, 20), order=CapOrder.CAP_FIRST),
    replace(PLAIN, quality=QualityRule.MULTIPLIES, gain_cap=Fraction(1, 20)),
    replace(
        PLAIN, loss=LossRule.FLAT, loss_rate=HALF, loss_cap=Fraction(1, 50), loss_cap_revenue=Fraction(1, 25)
    ),
    replace(PLAIN, loss=LossRule.COMPLEMENT, loss_rate_floor=Fraction(3, 5)),
    replace(PLAIN, loss=LossRule.COMPLEMENT, quality=QualityRule.GATE, loss_rate_ceiling=Fraction(3, 4)),
    replace(PLAIN, loss=LossRule.FLAT, loss_rate=HALF, loss_cap=Fraction(1, 50), order=CapOrder.CAP_FIRST),
    replace(
        PLAIN, share=None, gain_bands=(Band(Fraction(1, 20), HALF), Band(Fraction(1, 10), Fraction(1, 5)))
    ),
    reach_global(discount=Fraction(35, 1_000)),
    reach_professional(),
    next_generation(share=Fraction(4, 5), gain_cap=Fraction(1, 10), discount=Fraction(1, 100)),
    alternative_quality_contract(share=HALF, loss_rate=HALF, quality_bonus=Fraction(1, 20)),
    *(mssp_contract(track, 2018) for track in ("TRACK1", "TRACK1+", "TRACK2", "TRACK3")),
    *(mssp_contract(track, 2022) for track in ("BASIC A", "BASIC D", "ENHANCED")),
]


def scenario(contract: Contract, **more: Any) -> Scenario:
    stream = PayerStream(
        stream="Wmo",
        payer="gemeente",
        before_cents=100_000_000,
        after_cents=90_000_000,
        investment_cents=1_234_567,
    )
    return Scenario(
        title="Toets",
        is_synthetic=True,
        contract=contract,
        streams=(stream,),
        persons=7_500,
        quality=Fraction(83, 100),
        **more,
    )


def paid_by_formulas(made: Scenario, saving_cents: int) -> Fraction:
    contract = made.contract
    if made.provider_revenue_cents is None:
        contract = replace(contract, loss_cap_revenue=None)
    values = {one.name: one.value for one in workbook_inputs(made)}
    values["benchmark"] = Fraction(made.benchmark_cents, 100)
    values["investering"] = Fraction(made.investment_cents, 100)
    values["daling"] = Fraction(saving_cents, 100)
    for name, step in settlement_steps(contract).items():
        values[name] = step.value(values)
    return values[PAYMENT]


@given(
    st.sampled_from(CONTRACTS),
    st.one_of(st.integers(-60_000_000, 60_000_000), st.sampled_from([0, 1_234_567, 3_000_000])),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, 40_000_000]),
)
def test_the_formulas_pay_what_the_engine_pays(
    contract: Contract, saving: int, met: bool, alternative: bool, revenue: int | None
) -> None:
    made = scenario(
        contract,
        met_quality_standard=met,
        met_alternative_standard=alternative,
        provider_revenue_cents=revenue,
    )
    settled, _ = settle_savings(made, np.array([saving]))
    assert paid_by_formulas(made, saving) * 100 == int(settled.payment_cents[0])


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.name)
def test_every_step_has_a_label_and_uses_what_is_there(contract: Contract) -> None:
    made = scenario(contract)
    known = {one.name for one in workbook_inputs(made)} | {"benchmark", "investering", "daling", "omzet"}
    for name, step in settlement_steps(contract).items():
        assert name in LABELS
        assert set(step.names()) <= known
        known.add(name)


def test_an_expression_is_a_formula_and_a_value() -> None:
    places, values = {"a": "B2", "b": "C2"}, {"a": Fraction(5), "b": Fraction(8)}
    a, b = named("a"), named("b")
    cases = [
        (larger(a, b) - 1, "(MAX(B2,C2)-1)", 7),
        (smaller(a, 3) * 2, "MIN(B2,3)*2", 6),
        (1 - a, "(1-B2)", -4),
        (-(a + b), "(-(B2+C2))", -13),
        (when(reaches(a, b), 1, 2), "IF(IF(ROUND(B2-C2,6)>=0,1,0)=1,1,2)", 2),
        (is_positive(of(0)), "IF(ROUND(0,6)>0,1,0)", 0),
        (to_the_cent(a, b), "ROUND(ROUND(B2,14-INT(LOG10(MAX(1,ABS(B2),C2)))),2)", 5),
    ]
    for expression, formula, value in cases:
        assert expression.formula(places) == formula
        assert expression.value(values) == value


def test_half_a_cent_is_rounded_away_from_zero_as_a_workbook_does() -> None:
    for cents, rounded in ((Fraction("0.005"), Fraction("0.01")), (Fraction("-0.005"), Fraction("-0.01"))):
        assert to_the_cent(named("x")).value({"x": cents}) == rounded
