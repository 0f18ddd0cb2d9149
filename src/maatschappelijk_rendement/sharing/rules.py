"""The rules of gain and loss: from a counted saving to what is paid, step by step.

Each function gives every level of the waterfall: nothing happens between two steps that cannot be shown.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing.contract import Band, CapOrder, Contract, LossRule, QualityRule
from maatschappelijk_rendement.sharing.exact import ONE, ZERO, Exact, Flags, choose, largest, smallest
from maatschappelijk_rendement.sharing.year import ContractYear

Levels = dict[str, Exact]
"""Amount that is left after each step, by the name of the step."""


def gain_levels(year: ContractYear, gains: Flags, relieved: Flags) -> Levels:
    """Give what is left of a saving after each step, up to the guardrail.

    Args:
        year: The figures.
        gains: Rows whose saving reached the threshold.
        relieved: Rows below it that are paid all the same, at a lower share.

    Source: 42 CFR 425.604(c)-(e), 425.605(c)-(e) and (h), 425.610(d)-(e).
    """
    contract, saving = year.contract, year.saving
    left = choose(relieved, saving, choose(gains, _counted(year, saving), ZERO))
    levels = {"threshold": left}
    caps = [] if contract.gain_cap is None else [year.benchmark * Exact.of(contract.gain_cap)]
    levels["cap_before_share"] = left = _capped(left, caps, contract.order is CapOrder.CAP_FIRST)
    levels["share"] = left = _shared(year, left)
    levels["quality"] = left = _after_quality(year, left, relieved)
    levels["levy"] = left = left * (ONE - Exact.of(contract.levy))
    levels["cap_after_share"] = left = _capped(left, caps, contract.order is CapOrder.SHARE_FIRST)
    levels["disaster"] = left
    levels["guardrail"] = choose(year.guardrail & (saving > ZERO), ZERO, left)
    return levels


def loss_levels(year: ContractYear, losses: Flags) -> Levels:
    """Give what is owed after each step, as negative amounts.

    Args:
        year: The figures.
        losses: Rows whose cost rose past the threshold.

    Source: 42 CFR 425.605(d), 425.606(f)-(g) and (i), 425.610(f)-(g) and (i).
    """
    contract = year.contract
    owed = choose(losses, _counted(year, -year.saving), ZERO)
    levels = {"threshold": owed}
    caps = _loss_caps(year)
    levels["cap_before_share"] = owed = _capped(owed, caps, contract.order is CapOrder.CAP_FIRST)
    levels["share"] = levels["quality"] = levels["levy"] = owed = _owed(year, owed)
    levels["cap_after_share"] = owed = _capped(owed, caps, contract.order is CapOrder.SHARE_FIRST)
    levels["disaster"] = levels["guardrail"] = largest(ZERO, owed - year.disaster)
    return {name: -level for name, level in levels.items()}


def relieved_rows(year: ContractYear, gains: Flags) -> Flags:
    """Find the rows that are paid below the threshold (42 CFR 425.605(h))."""
    if year.contract.relief is None:
        return np.zeros(1, dtype=np.bool_)
    is_large = year.persons >= year.contract.relief_persons
    return np.asarray(year.relief & is_large & ~gains & (year.saving > ZERO))


def bonus(year: ContractYear) -> Exact:
    """Give the quality bonus: a part of the benchmark times the quality score, whatever the cost did."""
    if year.contract.quality_bonus == 0:
        return ZERO
    return year.benchmark * Exact.of(year.contract.quality_bonus) * year.needed_quality()


def _counted(year: ContractYear, size: Exact) -> Exact:
    """What counts of a saving or loss that reached the threshold: all of it, or only the excess."""
    if year.contract.first_dollar:
        return size
    return size - year.benchmark * year.rates.as_exact()


def _capped(amount: Exact, caps: list[Exact], applies_here: bool) -> Exact:
    for cap in caps if applies_here else []:
        amount = smallest(amount, cap)
    return amount


def _shared(year: ContractYear, base: Exact) -> Exact:
    if year.share is not None:
        return base * year.share
    if year.contract.gain_bands:
        return _banded(base, year.benchmark, year.contract.gain_bands)
    return base * Exact.of(_agreed_share(year.contract))


def _after_quality(year: ContractYear, shared: Exact, relieved: Flags) -> Exact:
    """Apply quality and the relief; a final share (``year.share``) holds both, but opens no closed gate."""
    rule, is_final = year.contract.quality, year.share is not None
    if rule is QualityRule.MULTIPLIES:
        earned = shared if is_final else shared * year.needed_quality()
        shared = choose(year.met, earned, ZERO)
    if rule is QualityRule.GATE and not year.met.all():
        partly = shared if is_final else shared * year.needed_quality()
        shared = choose(year.met, shared, choose(year.met_alternative, partly, ZERO))
    if year.contract.relief is None or is_final or not relieved.any():
        return shared
    return choose(relieved, shared * Exact.of(year.contract.relief), shared)


def _owed(year: ContractYear, base: Exact) -> Exact:
    contract = year.contract
    match contract.loss:
        case LossRule.BANDS:
            return _banded(base, year.benchmark, contract.loss_bands)
        case LossRule.FLAT if contract.loss_rate is not None:
            return base * Exact.of(contract.loss_rate)
        case LossRule.COMPLEMENT:
            return base * _complement_rate(year)
        case _:
            return ZERO


def _complement_rate(year: ContractYear) -> Exact:
    """One minus share x quality, between the contract's floor and ceiling.

    The share of the contract counts here, also where quality is only a gate to a gain: a provider with better
    quality loses less. A provider that meets neither standard loses at the ceiling.
    """
    contract = year.contract
    floor, ceiling = Exact.of(contract.loss_rate_floor), Exact.of(contract.loss_rate_ceiling)
    if contract.quality is QualityRule.NONE:
        given = Exact.of(_agreed_share(contract)) if year.share is None else year.share
        return smallest(largest(ONE - given, floor), ceiling)
    earned = Exact.of(_agreed_share(contract)) * year.needed_quality()
    passed = year.met | year.met_alternative if contract.quality is QualityRule.GATE else year.met
    return choose(passed, smallest(largest(ONE - earned, floor), ceiling), ceiling)


def _loss_caps(year: ContractYear) -> list[Exact]:
    contract, caps = year.contract, []
    if contract.loss_cap is not None:
        caps.append(year.benchmark * Exact.of(contract.loss_cap))
    if contract.loss_cap_revenue is not None and year.revenue is not None:
        caps.append(year.revenue * Exact.of(contract.loss_cap_revenue))
    return caps


def _banded(base: Exact, benchmark: Exact, bands: tuple[Band, ...]) -> Exact:
    """Marginal bands: each slice of the saving has its own share."""
    total, lower = ZERO, ZERO
    for band in bands:
        limit = None if band.upper is None else benchmark * Exact.of(band.upper)
        reached = base if limit is None else smallest(base, limit)
        total = total + largest(ZERO, reached - lower) * Exact.of(band.share)
        lower = lower if limit is None else limit
    return total


def _agreed_share(contract: Contract) -> Fraction:
    if contract.share is None:
        raise UsageError(
            f"Contract '{contract.name}' noemt geen aandeel. Vul 'aandeel' in, of geef share mee: er is geen "
            "Nederlandse standaard."
        )
    return contract.share
