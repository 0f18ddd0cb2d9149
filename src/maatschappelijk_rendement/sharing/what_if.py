"""What if: a grid of saving and quality, and which input matters most."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from statistics import NormalDist

import numpy as np

from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.break_even import BreakEven, break_even, pool_and_kept
from maatschappelijk_rendement.sharing.contract import QualityRule
from maatschappelijk_rendement.sharing.scenario import Scenario, settle_savings, with_share

__all__ = ["BreakEven", "Grid", "Swing", "break_even", "grid", "pool_and_kept", "tornado"]

GRID_STEPS = 8
QUALITY_STEPS = 5
TAIL = 0.95
PERCENT = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Grid(Tabular):
    """Payment to the providers for each saving and quality.

    Attributes:
        rates: Savings as a part of the benchmark, rising.
        qualities: Quality scores, rising; one entry where the contract does not look at quality.
        payments_cents: Qualities by rates [cent].
    """

    rates: tuple[Fraction, ...]
    qualities: tuple[Fraction | None, ...]
    payments_cents: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Swing(Tabular):
    """What one input does to what the payers keep and the providers get [cent].

    Attributes:
        label: Dutch name of the input.
        low: Its low value, in words.
        high: Its high value, in words.
        kept_low_cents: What the payers keep at the low value.
        kept_high_cents: At the high value.
        pool_low_cents: What the providers get at the low value.
        pool_high_cents: At the high value.
    """

    label: str
    low: str
    high: str
    kept_low_cents: int
    kept_high_cents: int
    pool_low_cents: int
    pool_high_cents: int

    @property
    def width_cents(self) -> int:
        """How far the two ends of what the payers keep lie apart."""
        return abs(self.kept_high_cents - self.kept_low_cents)


def grid(scenario: Scenario) -> Grid:
    """Settle the contract for savings and qualities around the measured ones.

    Args:
        scenario: Its measured saving decides how wide the grid is: to one and a half times its size, at least
            10 %, to both sides.
    """
    widest = max(10 * PERCENT, abs(scenario.saving_rate) * Fraction(3, 2))
    step = Fraction(-(-widest // (GRID_STEPS // 2 * PERCENT))) * PERCENT
    rates = tuple(step * number for number in range(-GRID_STEPS // 2, GRID_STEPS // 2 + 1))
    savings = np.array([half_up(rate * scenario.benchmark_cents) for rate in rates])
    qualities: tuple[Fraction | None, ...] = (scenario.quality,)
    if scenario.contract.quality is not QualityRule.NONE or scenario.contract.quality_bonus:
        qualities = tuple(Fraction(number, QUALITY_STEPS) for number in range(QUALITY_STEPS + 1))
    rows = []
    for quality in qualities:
        settled, _ = settle_savings(scenario, savings, quality=quality)
        rows.append(tuple(int(payment) for payment in settled.payment_cents))
    return Grid(rates, qualities, tuple(rows))


def tornado(scenario: Scenario) -> tuple[Swing, ...]:
    """Vary one input at a time, the widest swing first.

    Args:
        scenario: Its uncertainty says how far: the saving over its middle 90 %, quality from low to high,
            investment and share by the part in ``sensitivity``.

    Returns:
        A row an input; none where nothing is said about uncertainty.
    """
    uncertainty = scenario.uncertainty
    if uncertainty is None:
        return ()
    spread = half_up(
        Fraction(NormalDist().inv_cdf(TAIL) * uncertainty.noise.spread) * scenario.benchmark_cents
    )
    measured = scenario.saving_cents
    at_low, at_high = (scenario, measured - spread), (scenario, measured + spread)
    swings = [_swing("Gemeten daling", ("5 % laagste", "5 % hoogste"), at_low, at_high)]
    if uncertainty.quality_low is not None and uncertainty.quality_high is not None:
        ends = (uncertainty.quality_low, uncertainty.quality_high)
        at_low, at_high = ((replace(scenario, quality=quality), measured) for quality in ends)
        swings.append(_swing("Kwaliteit", _parts(ends), at_low, at_high))
    if uncertainty.sensitivity is not None:
        factors = (1 - uncertainty.sensitivity, 1 + uncertainty.sensitivity)
        at_low, at_high = ((_with_investment(scenario, factor), measured) for factor in factors)
        swings.append(_swing("Investering", _parts(factors), at_low, at_high))
        share = scenario.contract.share
        if share is not None:
            ends = (share * factors[0], min(Fraction(1), share * factors[1]))
            at_low, at_high = ((with_share(scenario, end), measured) for end in ends)
            swings.append(_swing("Aandeel aanbieders", _parts(ends), at_low, at_high))
    return tuple(sorted(swings, key=lambda swing: -swing.width_cents))


def _swing(
    label: str, ends: tuple[str, str], at_low: tuple[Scenario, int], at_high: tuple[Scenario, int]
) -> Swing:
    pools, kepts = [], []
    for scenario, saving in (at_low, at_high):
        pool, kept = pool_and_kept(scenario, np.array([saving]))
        pools.append(int(pool[0]))
        kepts.append(int(kept[0]))
    return Swing(label, ends[0], ends[1], kepts[0], kepts[1], pools[0], pools[1])


def _with_investment(scenario: Scenario, factor: Fraction) -> Scenario:
    streams = tuple(
        replace(stream, investment_cents=half_up(stream.investment_cents * factor))
        for stream in scenario.streams
    )
    return replace(scenario, streams=streams)


def _parts(ends: tuple[Fraction, Fraction]) -> tuple[str, str]:
    low, high = (f"{half_up(end * 100)} %" for end in ends)
    return low, high
