"""Where the unrounded rule of a contract may bend: thresholds, bands and caps, as amounts of saving."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from maatschappelijk_rendement.sharing.contract import Band
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.threshold import contract_rates


def bends(scenario: Scenario) -> list[Fraction]:
    """Give every saving at which the payment may bend or jump, and perhaps some where it does not.

    Args:
        scenario: All but its savings count.

    Returns:
        Savings as the contract counts them, losses negative [cent].
    """
    contract = scenario.contract
    benchmark = scenario.benchmark_cents * (1 - contract.discount)
    rates = contract_rates(contract, np.array([scenario.persons]), scenario.minimum_rate)
    edge = rates.as_exact().fractions()[0] * benchmark
    caps = [benchmark * cap for cap in (contract.gain_cap, contract.loss_cap) if cap is not None]
    if contract.loss_cap_revenue is not None and scenario.provider_revenue_cents is not None:
        caps.append(contract.loss_cap_revenue * scenario.provider_revenue_cents)
    # A cap bends where the amount before the share reaches it, or where the amount after the share does.
    owed = [*caps, Fraction(scenario.disaster_cents)]
    sizes = [Fraction(0), *caps]
    for ladder in (contract.gain_bands, contract.loss_bands):
        sizes += [band.upper * benchmark for band in ladder if band.upper is not None]
        for target in owed:
            sizes += [_reaching(ladder, benchmark, target / factor) for factor in _factors(scenario)]
    sizes += [target / rate for target in owed for rate in _rates(scenario)]
    return [sign * (size + shift) for size in sizes for shift in (0, edge) for sign in (1, -1)]


def _factors(scenario: Scenario) -> list[Fraction]:
    """What the shared amount may be multiplied by before a cap comes."""
    contract = scenario.contract
    qualities = {Fraction(1), scenario.quality or Fraction(1)}
    reliefs = {Fraction(1), contract.relief or Fraction(1)}
    left = 1 - contract.levy
    return [
        factor
        for quality in qualities
        for relief in reliefs
        for factor in (quality * relief, quality * relief * left)
        if factor > 0
    ]


def _rates(scenario: Scenario) -> list[Fraction]:
    """Flat parts of a saving or loss that a cap may cut."""
    contract = scenario.contract
    share, quality = contract.share, scenario.quality or Fraction(1)
    parts: list[Fraction] = []
    if share is not None:
        parts += [share * factor for factor in _factors(scenario)]
        parts += [1 - share, 1 - share * quality, contract.loss_rate_floor, contract.loss_rate_ceiling]
    if contract.loss_rate is not None:
        parts.append(contract.loss_rate)
    return [part for part in parts if part > 0]


def _reaching(ladder: Iterable[Band], benchmark: Fraction, target: Fraction) -> Fraction:
    """Give the amount at which marginal bands together pay a target; 0 where they never do."""
    paid, lower = Fraction(0), Fraction(0)
    for band in ladder:
        upper = None if band.upper is None else band.upper * benchmark
        if band.share > 0 and (upper is None or paid + (upper - lower) * band.share >= target):
            return lower + (target - paid) / band.share
        if upper is not None:
            paid, lower = paid + (upper - lower) * band.share, upper
    return Fraction(0)
