"""Contracts side by side, on the same outcome and the same draws: what each party may expect, and regrets.

Regret is what a party misses in a draw because this contract was signed and not the one that is best for it
in that draw. Draws are shared, so a difference between two contracts is never a difference in luck.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import ClassVar

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.exact import Numbers
from maatschappelijk_rendement.sharing.largest_remainder import Whole
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
    """

    rows_in: ClassVar[str] = "parties"

    title: str
    is_synthetic: bool
    scenarios: tuple[Scenario, ...]
    draws: int
    seed: int
    contracts: tuple[ContractOdds, ...]
    parties: tuple[PartyUnderContract, ...]

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
            contract, and in what that contract asks for; not in the outcome. The uncertainty is the first's.

    Returns:
        What every party may expect under every contract.

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
    _refuse_different(read)
    first = read[0]
    uncertainty = needed_uncertainty(first)
    generator = np.random.default_rng(uncertainty.seed)
    quality = draw_quality(first, uncertainty, generator)
    savings = draw_savings(first, uncertainty, generator, uncertainty.part_real)
    measured = np.array([[stream.saving_cents for stream in first.streams]])
    amounts = [_party_amounts(one, savings, quality) for one in read]
    best = amounts[0].copy()
    for one in amounts[1:]:
        np.maximum(best, one, out=best)
    names = _names(first)
    rows: list[list[PartyUnderContract]] = []
    for scenario, drawn in zip(read, amounts, strict=True):
        now = _party_amounts(scenario, measured, scenario.quality)
        rows.append(
            [
                _row(scenario, name, role, int(now[place, 0]), drawn[place], best[place])
                for place, (name, role) in enumerate(names)
            ]
        )
    contracts = [
        _contract_odds(scenario, drawn, row, len(first.streams))
        for scenario, drawn, row in zip(read, amounts, rows, strict=True)
    ]
    return ContractComparison(
        title=first.title,
        is_synthetic=any(one.is_synthetic for one in read),
        scenarios=tuple(read),
        draws=uncertainty.draws,
        seed=uncertainty.seed,
        contracts=tuple(contracts),
        parties=tuple(row[place] for place in range(len(names)) for row in rows),
    )


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


def _refuse_different(scenarios: Sequence[Scenario]) -> None:
    """Refuse what makes a comparison unfair, by the number of the contract and the field."""
    names = [one.contract.name for one in scenarios]
    if len(set(names)) < len(names):
        raise UsageError("contract.naam: twee contracten heten hetzelfde. Geef elk contract een eigen naam.")
    first = _outcome(scenarios[0])
    for number, one in enumerate(scenarios[1:], start=2):
        for field, value in _outcome(one).items():
            if value != first[field]:
                raise UsageError(
                    f"{field}: contract {number} heeft een andere uitkomst dan het eerste. Vergelijken kan "
                    "alleen op dezelfde uitkomst: maak dit onderdeel gelijk."
                )


def _outcome(scenario: Scenario) -> dict[str, object]:
    streams = scenario.streams
    return {
        "stroom.naam": [stream.stream for stream in streams],
        "stroom.betaler": [stream.payer for stream in streams],
        "stroom.zonder_eur": [stream.before_cents for stream in streams],
        "stroom.met_eur": [stream.after_cents for stream in streams],
        "stroom.investering_eur": [stream.investment_cents for stream in streams],
        "stroom.geldstroom": [stream.money for stream in streams],
        "aanbieder.naam": [provider.name for provider in scenario.providers],
        "uitkomst.personen": scenario.persons,
    }


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
