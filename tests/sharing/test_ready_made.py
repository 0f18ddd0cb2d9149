"""Ready-made contracts: published terms, and an open question where a term is not public."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing import settle
from maatschappelijk_rendement.sharing.contract import BenchmarkKind, PayerKey, ThresholdKind
from maatschappelijk_rendement.sharing.ready_made import (
    alternative_quality_contract,
    flat,
    gesundes_kinzigtal,
    menzis_enschede,
    next_generation,
    reach_global,
    reach_professional,
    syntein,
)


def test_reach_global_after_discount() -> None:
    paid = settle(
        reach_global(discount=Fraction(35, 1_000)), benchmark=100, expenditure=90, persons=5_000, quality=None
    )
    assert paid.payment == Decimal("6.50")


def test_reach_professional_in_savings_and_losses() -> None:
    paid = settle(reach_professional(), benchmark=100, expenditure=[90, 108, 70], persons=5_000, quality=None)
    # 5 x 50 % + 5 x 35 %; the same for a loss of 8; of 30 the last 15 count for 5 %.
    assert paid.payment.tolist() == [Decimal("4.25"), Decimal("-3.55"), Decimal("5.75")]


def test_reach_global_shares_less_beyond_each_corridor() -> None:
    paid = settle(
        reach_global(discount=Fraction(0)),
        benchmark=100,
        expenditure=[70, 55, 40],
        persons=5_000,
        quality=None,
    )
    # 25 + 5 x 50 %; 25 + 5 + 10 x 25 %; 25 + 5 + 3,75 + 10 x 10 %.
    assert paid.payment.tolist() == [Decimal("27.50"), Decimal("32.50"), Decimal("34.75")]


def test_next_generation_caps_the_saving_before_the_share() -> None:
    contract = next_generation(share=Fraction(4, 5), gain_cap=Fraction(1, 10), discount=Fraction(1, 100))
    # Benchmark 990: savings of 190 count for 99; 99 x 0,8 x 0,98. A loss of 210 counts for 99, without levy.
    paid = settle(contract, benchmark=1_000, expenditure=[800, 1_200], persons=9, quality=None).payment
    assert paid.tolist() == [Decimal("77.62"), Decimal("-79.20")]


def test_a_global_budget_with_a_quality_bonus() -> None:
    contract = alternative_quality_contract(
        share=Fraction(1, 2), loss_rate=Fraction(3, 4), quality_bonus=Fraction(1, 20)
    )
    paid = settle(contract, benchmark=100, expenditure=[90, 104], persons=9, quality=0.8).payment
    assert paid.tolist() == [5 + 4, -3 + 4]


def test_menzis_pays_only_what_is_more_than_chance() -> None:
    contract = menzis_enschede(share=Fraction(1, 2))
    assert contract.truncation_cents == 2_250_000
    assert contract.benchmark is BenchmarkKind.CONTROL_TREND
    assert contract.threshold is ThresholdKind.STATISTICAL
    figures = {"benchmark": 1_000, "expenditure": 960, "persons": 500, "quality": 0.9}
    assert settle(contract, **figures, minimum_rate=0.03).payment == 18
    assert settle(contract, **figures, minimum_rate=0.05).payment == 0
    with pytest.raises(UsageError, match="statistische drempel"):
        settle(contract, **figures)


def test_kinzigtal_2013_a_person() -> None:
    # 5,5 million over 33.000 insured.
    settled = settle(
        gesundes_kinzigtal(share=Fraction(1)),
        benchmark=100_000_000,
        expenditure=94_500_000,
        persons=33_000,
        quality=None,
    )
    assert round(settled.payment / 33_000, 2) == Decimal("166.67")


@pytest.mark.parametrize("contract", [flat(), syntein(), gesundes_kinzigtal()])
def test_a_share_that_is_not_public_is_asked_for(contract: object) -> None:
    with pytest.raises(UsageError, match="geen aandeel"):
        settle(contract, benchmark=100, expenditure=90, persons=9, quality=None)


def test_syntein_pays_the_project_back_first() -> None:
    assert syntein().investment_first
    assert syntein().payer_key is PayerKey.NEGOTIATED
