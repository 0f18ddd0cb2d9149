"""Random scenarios over every option of a contract, from a seed: the same seed gives the same scenario."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

from maatschappelijk_rendement.domain.vocabulary import MoneyKind
from maatschappelijk_rendement.sharing.contract import (
    Band,
    BenchmarkKind,
    CapOrder,
    Contract,
    LossRule,
    PayerKey,
    ProviderKey,
    QualityRule,
    ShortfallRule,
    ThresholdKind,
)
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.split import PayerStream, Provider, StopLoss


def random_scenario(seed: int) -> Scenario:
    """Make one scenario."""
    draw = Random(seed)
    contract = _contract(draw)
    streams = _streams(draw)
    payers = sorted({stream.payer for stream in streams})
    limits = [StopLoss(payer, draw.randrange(0, 10**8)) for payer in payers if draw.random() < 0.5]
    is_shared = contract.shortfall is ShortfallRule.TOGETHER
    made = Scenario(
        title=f"Trekking {seed}",
        is_synthetic=True,
        contract=contract,
        streams=streams,
        providers=tuple(
            Provider(f"Aanbieder {number}", Fraction(draw.randrange(0, 101), 100))
            for number in range(draw.randrange(0, 5))
        ),
        stop_losses=tuple(limits) if is_shared else (),
        persons=draw.choice([1, 32, 480, 500, 4_999, 5_000, draw.randrange(500, 70_000), 10**6]),
        quality=_part(draw, 0, 100),
        met_quality_standard=draw.random() < 0.6,
        met_alternative_standard=draw.random() < 0.5,
        minimum_rate=_rate(draw)
        if contract.threshold is ThresholdKind.TABLE and draw.random() < 0.3
        else None,
        provider_revenue_cents=draw.choice([None, draw.randrange(0, 10**10)]),
        has_relief=contract.relief is not None and draw.random() < 0.7,
        is_flagged=contract.guardrail and draw.random() < 0.5,
        disaster_cents=draw.randrange(0, 10**7) if contract.disaster_offset else 0,
    )
    return _on_an_edge(draw, made)


def _contract(draw: Random) -> Contract:
    terms: dict[str, Any] = {
        "name": "Trekking",
        "source": "Verzonnen",
        "benchmark": draw.choice(list(BenchmarkKind)),
        "discount": draw.choice([Fraction(0), Fraction(0), _part(draw, 0, 10)]),
        "quality": draw.choice(list(QualityRule)),
        "levy": draw.choice([Fraction(0), Fraction(1, 50), _part(draw, 0, 30)]),
        "quality_bonus": draw.choice([Fraction(0), Fraction(0), _part(draw, 0, 3)]),
        "investment_first": draw.random() < 0.6,
        "reserve": draw.choice([Fraction(0), Fraction(1, 10), _part(draw, 0, 100)]),
        "payer_key": draw.choice(list(PayerKey)),
        "provider_key": draw.choice(list(ProviderKey)),
        "shortfall": draw.choice(list(ShortfallRule)),
        "proration": draw.choice([Fraction(1), Fraction(1), Fraction(draw.randrange(1, 13), 12)]),
        "guardrail": draw.random() < 0.2,
        "truncation_cents": draw.choice([None, 2_250_000]),
        "exclusions": draw.choice([(), ("tandartskosten",)]),
    }
    threshold = draw.choice(list(ThresholdKind))
    terms["threshold"] = threshold
    if threshold is ThresholdKind.FIXED:
        terms["minimum_rate"] = _rate(draw)
    if threshold is ThresholdKind.STATISTICAL:
        terms |= {"confidence": Fraction(draw.randrange(51, 100), 100), "cost_variation": _part(draw, 1, 300)}
    if threshold is not ThresholdKind.NONE:
        terms["first_dollar"] = draw.random() < 0.6
        if draw.random() < 0.4:
            terms |= {"relief": _part(draw, 0, 100), "relief_persons": draw.choice([0, 5_000])}
    terms |= _gain_and_loss(draw)
    if terms["benchmark"] is BenchmarkKind.HISTORICAL:
        terms["risk_ratio_cap"] = draw.choice([None, Fraction(3, 100)])
    return Contract(**terms)


def _gain_and_loss(draw: Random) -> dict[str, Any]:
    terms: dict[str, Any] = {}
    loss = draw.choice(list(LossRule))
    if draw.random() < 0.3 and loss is not LossRule.COMPLEMENT:
        terms["gain_bands"] = _bands(draw)
    else:
        terms["share"] = draw.choice([Fraction(1, 2), _part(draw, 0, 100), Fraction(1), Fraction(1, 3)])
    if draw.random() < 0.5:
        terms["gain_cap"] = _part(draw, 0, 20)
    terms["loss"] = loss
    if loss is LossRule.FLAT:
        terms["loss_rate"] = _part(draw, 0, 100)
    if loss is LossRule.BANDS:
        terms["loss_bands"] = _bands(draw)
    if loss is LossRule.COMPLEMENT and draw.random() < 0.6:
        low, high = sorted((_part(draw, 0, 100), _part(draw, 0, 100)))
        terms |= {"loss_rate_floor": low, "loss_rate_ceiling": high}
    if loss is not LossRule.NONE:
        terms["loss_cap"] = draw.choice([None, _part(draw, 0, 20)])
        terms["loss_cap_revenue"] = draw.choice([None, _part(draw, 0, 20)])
        terms["disaster_offset"] = draw.random() < 0.4
    if any(terms.get(cap) is not None for cap in ("gain_cap", "loss_cap", "loss_cap_revenue")):
        terms["order"] = draw.choice(list(CapOrder))
    return terms


def _streams(draw: Random) -> tuple[PayerStream, ...]:
    size = draw.choice([10**4, 10**7, 10**9, 5 * 10**10])
    trend = draw.choice([-15, -3, 0, 0, 3, 15])
    found = []
    for number in range(1, draw.randrange(2, 7)):
        before = draw.randrange(size // 10, size)
        change = Fraction(draw.randrange(-60, 61) + 10 * trend, 1_000)
        found.append(
            PayerStream(
                stream=f"Stroom {number}",
                payer=draw.choice(["gemeente", "zorgverzekeraar", "zorgkantoor"]),
                before_cents=before,
                after_cents=max(0, before - int(before * change)),
                investment_cents=draw.choice([0, draw.randrange(0, size // 20)]),
                budget_cents=draw.choice([0, draw.randrange(0, 10**9)]),
                agreed=_part(draw, 0, 100),
                money=draw.choice([MoneyKind.CASH, MoneyKind.CAPACITY]),
            )
        )
    return tuple(found)


def _on_an_edge(draw: Random, made: Scenario) -> Scenario:
    """Now and then put the saving exactly where something changes: nothing saved, or just paid back."""
    target = draw.choice([None, None, None, 0, made.investment_cents])
    if target is None:
        return made
    last = made.streams[-1]
    after = last.after_cents + made.saving_cents - target
    if after < 0:
        return made
    return replace(made, streams=(*made.streams[:-1], replace(last, after_cents=after)))


def _part(draw: Random, low: int, high: int) -> Fraction:
    """A part in percents, sometimes with more decimals."""
    decimals = draw.choice([1, 1, 10, 1_000])
    return Fraction(draw.randrange(low * decimals, high * decimals + 1), 100 * decimals)


def _rate(draw: Random) -> Fraction:
    return draw.choice([Fraction(0), Fraction(1, 100), Fraction(draw.randrange(0, 1_500), 10_000)])


def _bands(draw: Random) -> tuple[Band, ...]:
    ends = sorted(draw.sample(range(1, 60), draw.randrange(1, 4)))
    bands = [Band(Fraction(end, 200), _part(draw, 0, 100)) for end in ends]
    return (*bands, Band(None, _part(draw, 0, 100))) if draw.random() < 0.5 else tuple(bands)
