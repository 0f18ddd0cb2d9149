"""The same event has one number, and what the rules over years change has a sentence."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from maatschappelijk_rendement.report.document import Bullets
from maatschappelijk_rendement.report.scenario.agreement_years import agreement_years
from maatschappelijk_rendement.sharing.agreement import YearsRules
from maatschappelijk_rendement.sharing.case_assumptions import CaseYears
from maatschappelijk_rendement.sharing.case_years import years_from_cases
from maatschappelijk_rendement.sharing.chance import Noise
from maatschappelijk_rendement.sharing.contract import Contract
from maatschappelijk_rendement.sharing.evaluation import Evaluation, evaluate
from maatschappelijk_rendement.sharing.first_year import is_the_outcome
from maatschappelijk_rendement.sharing.scenario import Scenario, Uncertainty
from maatschappelijk_rendement.sharing.split import PayerStream

WMO = PayerStream(
    stream="Wmo", payer="gemeente", before_cents=1_000_00, after_cents=900_00, investment_cents=50_00
)
ONE = Fraction(1)


def scenario(**rules: Any) -> Scenario:
    """Cases that saved 100 of 1.000, and a year after it."""
    assumed = CaseYears(
        first_year=2024, persons=(20,), kept=(ONE,), invested=(ONE,), risk=(ONE,), growth={"Wmo": (ONE / 10,)}
    )
    return Scenario(
        title="Toets",
        is_synthetic=True,
        contract=Contract(
            name="C", source="B", share=Fraction(1, 2), reserve=Fraction(1, 10), investment_first=True
        ),
        streams=(WMO,),
        persons=20,
        months=12,
        agreement=years_from_cases([WMO], 20, assumed, YearsRules(weights=(ONE,), **rules)),
        uncertainty=Uncertainty(noise=Noise(20, 1.0, 0.01), confidence=Fraction(9, 10), draws=5_000),
    )


def said(evaluation: Evaluation) -> str:
    bullets = agreement_years(evaluation)[0]
    assert isinstance(bullets, Bullets)
    return " ".join(bullets.items)


def test_the_first_year_has_the_odds_of_the_outcome_it_is() -> None:
    made = evaluate(scenario(renew_after=1, noise_correlation=ONE / 2))
    assert made.odds is not None
    assert made.drawn_years[0].odds_gain == made.odds.odds_gain
    assert made.drawn_years[0].odds_loss == made.odds.odds_loss
    assert made.drawn_years[1].odds_gain != made.odds.odds_gain
    assert "Is het meer dan toeval?" not in said(made)


@pytest.mark.parametrize(
    "rules",
    [
        {"cap_so_far": ONE / 10},
        {"loss_cap_so_far": ONE / 10},
        {"reserve_start_cents": 1},
        {"reserve_cap_cents": 1},
    ],
)
def test_a_rule_over_years_makes_it_another_event(rules: dict[str, Any]) -> None:
    made = evaluate(scenario(**rules))
    assert made.settled_years is not None
    assert made.scenario.agreement is not None
    assert not is_the_outcome(made.scenario, made.scenario.agreement, made.settled_years)


def test_another_number_is_explained() -> None:
    # The reserve pays the providers from the start on, whatever happens.
    made = evaluate(scenario(reserve_start_cents=100_00, reserve_released_after=1, released_to_providers=ONE))
    assert made.odds is not None
    assert made.drawn_years[0].odds_gain == 1.0 > made.odds.odds_gain
    assert "De kans op uitkering in 2024 is hier 100 %, en bij 'Is het meer dan toeval?'" in said(made)


def test_a_first_year_of_other_cases_is_another_event() -> None:
    made = evaluate(replace(scenario(), persons=21))
    assert made.settled_years is not None
    assert made.scenario.agreement is not None
    assert not is_the_outcome(made.scenario, made.scenario.agreement, made.settled_years)
