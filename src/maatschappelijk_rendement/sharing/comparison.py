"""Contracts side by side, on the same outcome and the same draws: what each party may expect, and regrets.

Regret is what a party misses in a draw because this contract was signed and not the one that is best for it
in that draw. Draws are shared, so a difference between two contracts is never a difference in luck.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import ClassVar

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.comparison_check import refuse_different
from maatschappelijk_rendement.sharing.exact import Numbers
from maatschappelijk_rendement.sharing.largest_remainder import Whole
from maatschappelijk_rendement.sharing.payment_forms import FormYear, compare_forms
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.scenario_file import read_scenario
from maatschappelijk_rendement.sharing.simulation import (
    draw_quality,
    draw_savings,
    needed_uncertainty,
    party_name,
    percentiles,
    split_draws,
)
from maatschappelijk_rendement.sharing.years_ahead import YearAhead, look_ahead
from maatschappelijk_rendement.sharing.years_drawn import draw_totals
from maatschappelijk_rendement.sharing.years_settled import settle_years

LEAST_CONTRACTS, MOST_CONTRACTS = 2, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyUnderContract(Tabular):
    """What one party may have under one contract [cent].

    Attributes:
        contract: Name of the contract.
        party: Stream with its payer, or provider.
        role: ``betaler`` or ``aanbieder``.
        measured_cents: At the measured outcome.
        mean_cents: Mean over all draws.
        spread_cents: Standard deviation over all draws.
        p05_cents: One in twenty draws is lower.
        p50_cents: The middle draw.
        p95_cents: One in twenty draws is higher.
        odds_negative: Part of the draws in which the party ends below nothing.
        odds_best: Part of the draws in which no other contract is better for it.
        regret_cents: Mean of what it misses beside the best contract of each draw.
        worst_regret_cents: One in twenty draws it misses more than this.
    """

    contract: str
    party: str
    role: str
    measured_cents: int
    mean_cents: int
    spread_cents: int
    p05_cents: int
    p50_cents: int
    p95_cents: int
    odds_negative: float
    odds_best: float
    regret_cents: int
    worst_regret_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractOdds(Tabular):
    """One contract over all draws [cent].

    Attributes:
        name: Name of the contract.
        pool_cents: To the providers at the measured outcome.
        kept_cents: What the payers keep at the measured outcome.
        mean_pool_cents: Mean to the providers.
        mean_kept_cents: Mean that the payers keep.
        odds_gain: Part of the draws in which the providers are paid.
        odds_loss: Part in which they pay.
        largest_regret_cents: The largest mean regret of any party: the smaller, the easier to sign.
    """

    name: str
    pool_cents: int
    kept_cents: int
    mean_pool_cents: int
    mean_kept_cents: int
    odds_gain: float
    odds_loss: float
    largest_regret_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsComparison(Tabular):
    """Contracts on the same draws of all years of an agreement.

    Attributes:
        years: The years, all together in every amount.
        expected: Those that were not measured.
        contracts: One a contract, in order; amounts over all years.
        parties: Party by party, each under every contract; amounts over all years.
    """

    rows_in: ClassVar[str] = "parties"

    years: tuple[int, ...]
    expected: tuple[int, ...]
    contracts: tuple[ContractOdds, ...]
    parties: tuple[PartyUnderContract, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractComparison(Tabular):
    """Contracts on the same draws.

    Attributes:
        title: Title of the first scenario.
        is_synthetic: Whether any of the figures are made up.
        scenarios: What was compared, in order.
        draws: Number of draws.
        seed: Start of the random numbers.
        contracts: One a contract, in order.
        parties: Party by party, each under every contract.
        years: The same over all years of the agreement; None where the contracts are of one year.
        ahead: The years ahead under each contract, in order; empty without a horizon.
        outcome: The outcome that all share, with what any file asks of it: high cost, other forms of payment,
            credibility.
        forms: Payment forms of that outcome; empty without terms.
    """

    rows_in: ClassVar[str] = "parties"

    title: str
    is_synthetic: bool
    scenarios: tuple[Scenario, ...]
    draws: int
    seed: int
    contracts: tuple[ContractOdds, ...]
    parties: tuple[PartyUnderContract, ...]
    outcome: Scenario
    years: YearsComparison | None = None
    ahead: tuple[tuple[YearAhead, ...], ...] = ()
    forms: tuple[FormYear, ...] = ()

    def of(self, party: str) -> tuple[PartyUnderContract, ...]:
        """Give one party under each contract.

        Raises:
            UsageError: There is no such party.
        """
        found = tuple(row for row in self.parties if row.party == party)
        if not found:
            raise UsageError("partij: deze partij is er niet. Kies er een uit 'parties'.")
        return found


def compare_contracts(*scenarios: Scenario | str | Path) -> ContractComparison:
    """Put contracts side by side on the same outcome and the same draws.

    Args:
        scenarios: Two to twelve scenarios, or the TOML files to read them from. They may differ in their
            contract, also in its rules over years, and in what that contract asks for; not in the outcome,
            the years or the uncertainty.

    Returns:
        What every party may expect under every contract, in one year and over all years of an agreement; and
        what the files ask beside it, on the same draws.

    Raises:
        InputError: A file has problems.
        UsageError: There are too few or too many contracts, two have one name, the outcomes differ, or the
            first says nothing about uncertainty.

    Example:
        >>> from dataclasses import replace
        >>> half = read_scenario(Path("voorbeelden/scenario_wijk.toml"))
        >>> half = replace(half, uncertainty=replace(half.uncertainty, draws=1_000))
        >>> third = replace(half, contract=replace(half.contract, name="Derde", share=Fraction(1, 3)))
        >>> [(one.name, one.pool_cents) for one in compare_contracts(half, third).contracts]
        [('Voorbeeldcontract wijk', 22567500), ('Derde', 15045000)]
    """
    if not LEAST_CONTRACTS <= len(scenarios) <= MOST_CONTRACTS:
        raise UsageError(f"Vergelijk {LEAST_CONTRACTS} tot {MOST_CONTRACTS} contracten tegelijk.")
    read = [one if isinstance(one, Scenario) else read_scenario(Path(one)) for one in scenarios]
    refuse_different(read)
    needed_uncertainty(read[0])
    read = _with_one_uncertainty(read)
    first, outcome = read[0], _outcome(read)
    uncertainty = needed_uncertainty(first)
    generator = np.random.default_rng(uncertainty.seed)
    looks = next((one for one in read if one.quality is not None), first)
    quality = draw_quality(looks, uncertainty, generator)
    savings = draw_savings(first, uncertainty, generator, uncertainty.part_real)
    measured = np.array([[stream.saving_cents for stream in first.streams]])
    contracts, parties = _compared(
        read,
        [[int(cents) for cents in _party_amounts(one, measured, one.quality)[:, 0]] for one in read],
        [_party_amounts(one, savings, quality) for one in read],
    )
    return ContractComparison(
        title=first.title,
        is_synthetic=any(one.is_synthetic for one in read),
        scenarios=tuple(read),
        draws=uncertainty.draws,
        seed=uncertainty.seed,
        contracts=contracts,
        parties=parties,
        outcome=outcome,
        years=_over_years(read),
        ahead=() if first.horizon is None else tuple(look_ahead(one) for one in read),
        forms=() if outcome.terms is None else compare_forms(outcome.services, outcome.terms),
    )


def _outcome(scenarios: Sequence[Scenario]) -> Scenario:
    """Take the first scenario, with what another file asks of the same outcome."""
    high_cost = next((one.high_cost for one in scenarios if one.high_cost is not None), None)
    asks = next((one for one in scenarios if one.terms is not None), scenarios[0])
    return replace(scenarios[0], high_cost=high_cost, services=asks.services, terms=asks.terms)


def _with_one_uncertainty(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Give every contract the draws of the first, with what any of them says and the first leaves open."""
    uncertainty = needed_uncertainty(scenarios[0])
    for one in scenarios:
        for name in ("quality_low", "quality_high", "sensitivity", "half_credible_persons"):
            given = None if one.uncertainty is None else getattr(one.uncertainty, name)
            if given is not None:
                uncertainty = replace(uncertainty, **{name: given})
    return [replace(one, uncertainty=uncertainty) for one in scenarios]


def _over_years(scenarios: Sequence[Scenario]) -> YearsComparison | None:
    """Compare over all years of the agreement; nothing where the files hold one year."""
    agreements = [one.agreement for one in scenarios if one.agreement is not None]
    if not agreements:
        return None
    pairs = list(zip(scenarios, agreements, strict=True))
    measured = []
    for scenario, agreement in pairs:
        settled = settle_years(scenario, agreement)
        measured.append([*settled.stream_totals(), *settled.provider_totals()])
    contracts, parties = _compared(scenarios, measured, [draw_totals(*pair) for pair in pairs])
    return YearsComparison(
        years=tuple(year.year for year in agreements[0].years),
        expected=tuple(year.year for year in agreements[0].years if year.is_expected),
        contracts=contracts,
        parties=parties,
    )


def _compared(
    scenarios: Sequence[Scenario], measured: Sequence[Sequence[int]], amounts: Sequence[Whole]
) -> tuple[tuple[ContractOdds, ...], tuple[PartyUnderContract, ...]]:
    """Put parties by draws of each contract side by side."""
    best = amounts[0].copy()
    for one in amounts[1:]:
        np.maximum(best, one, out=best)
    names = _names(scenarios[0])
    rows = [
        [
            _row(scenario, name, role, now[place], drawn[place], best[place])
            for place, (name, role) in enumerate(names)
        ]
        for scenario, now, drawn in zip(scenarios, measured, amounts, strict=True)
    ]
    contracts = tuple(
        _contract_odds(scenario, drawn, row, len(scenario.streams))
        for scenario, drawn, row in zip(scenarios, amounts, rows, strict=True)
    )
    return contracts, tuple(row[place] for place in range(len(names)) for row in rows)


def drawn_parties(scenario: Scenario) -> tuple[list[tuple[str, str]], Whole]:
    """Give every draw of a scenario, the same ones as ``simulate`` makes.

    Args:
        scenario: Needs ``uncertainty``.

    Returns:
        Name and role of each party, and parties by draws [cent].

    Raises:
        UsageError: The scenario says nothing about uncertainty.
    """
    uncertainty = needed_uncertainty(scenario)
    generator = np.random.default_rng(uncertainty.seed)
    quality = draw_quality(scenario, uncertainty, generator)
    savings = draw_savings(scenario, uncertainty, generator, uncertainty.part_real)
    return _names(scenario), _party_amounts(scenario, savings, quality)


def _names(scenario: Scenario) -> list[tuple[str, str]]:
    payers = [party_name(stream) for stream in scenario.streams]
    providers = [provider.name for provider in scenario.providers] or ["Aanbieders samen"]
    return [*((name, "betaler") for name in payers), *((name, "aanbieder") for name in providers)]


def _party_amounts(scenario: Scenario, savings: Whole, quality: Numbers | None) -> Whole:
    """Settle and split every draw; parties by draws, payers after their investment [cent]."""
    parts, shares = split_draws(scenario, savings, quality)
    return np.ascontiguousarray(np.concatenate([parts, shares], axis=1).T.astype(np.int64))


def _row(
    scenario: Scenario, name: str, role: str, measured_cents: int, drawn: Whole, best: Whole
) -> PartyUnderContract:
    low, middle, high = percentiles(drawn)
    missed = best - drawn
    return PartyUnderContract(
        contract=scenario.contract.name,
        party=name,
        role=role,
        measured_cents=measured_cents,
        mean_cents=_mean(drawn),
        spread_cents=round(float(drawn.std())),
        p05_cents=low,
        p50_cents=middle,
        p95_cents=high,
        odds_negative=float((drawn < 0).mean()),
        odds_best=float((missed == 0).mean()),
        regret_cents=_mean(missed),
        worst_regret_cents=percentiles(missed)[-1],
    )


def _contract_odds(
    scenario: Scenario, drawn: Whole, rows: Sequence[PartyUnderContract], payers: int
) -> ContractOdds:
    pool = drawn[payers:].sum(axis=0)
    return ContractOdds(
        name=scenario.contract.name,
        pool_cents=sum(row.measured_cents for row in rows[payers:]),
        kept_cents=sum(row.measured_cents for row in rows[:payers]),
        mean_pool_cents=_mean(pool),
        mean_kept_cents=_mean(drawn[:payers].sum(axis=0)),
        odds_gain=float((pool > 0).mean()),
        odds_loss=float((pool < 0).mean()),
        largest_regret_cents=max(row.regret_cents for row in rows),
    )


def _mean(column: Whole) -> int:
    return half_up(Fraction(int(column.sum()), len(column)))
