"""Draw an agreement over years: what each party may have by the end of every year. Seeded and vectorised.

Each year has its own noise between persons. The noise of the benchmark hits all streams at once, and what it
was in one year partly returns in the next. Benchmarks that move along are made from the costs that were
drawn, so that chance in one year also moves a later benchmark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.agreement import AgreementYear, YearsAgreement
from maatschappelijk_rendement.sharing.exact import Numbers
from maatschappelijk_rendement.sharing.joint_result import payer_results
from maatschappelijk_rendement.sharing.largest_remainder import INT64_SAFE, Whole, divide_cents
from maatschappelijk_rendement.sharing.scenario import Scenario, Uncertainty
from maatschappelijk_rendement.sharing.simulation import (
    draw_quality,
    needed_uncertainty,
    party_name,
    percentiles,
)
from maatschappelijk_rendement.sharing.split import provider_weights
from maatschappelijk_rendement.sharing.years_engine import YearColumns, YearInput, run_years, year_scenario
from maatschappelijk_rendement.sharing.years_settled import check_streams, observed_costs, quality_of

MOST_NUMBERS = 60_000_000
"""Draws times parties times years: so many numbers are in memory at once."""
TOO_MANY = "trekkingen: zoveel trekkingen zijn te veel voor deze jaren en partijen. Geef er hoogstens {}."
TOO_LARGE = (
    "trekkingen: de bedragen zijn te groot om met zoveel trekkingen op te tellen. Controleer de bedragen, of "
    "geef minder trekkingen."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyByYear:
    """What one party may have by the end of a year [cent].

    Attributes:
        party: Stream with its payer, or provider.
        role: ``betaler`` or ``aanbieder``.
        mean_cents: Mean of this year alone.
        so_far_cents: p05, p50 and p95 of all years up to and including this one.
        odds_negative: Part of the draws in which the party is worse off so far.
    """

    party: str
    role: str
    mean_cents: int
    so_far_cents: tuple[int, ...]
    odds_negative: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnYear(Tabular):
    """One year over all draws.

    Attributes:
        year: Calendar year.
        odds_gain: Part of the draws in which the providers are paid.
        odds_loss: Part in which they pay.
        pool_so_far_cents: p05, p50 and p95 of the providers together, up to and including this year.
        payers_so_far_cents: The same for the payers together, beside the cost without the change.
        reserve_left_cents: p05, p50 and p95 of what is in the reserve.
        odds_paid_back: Part of the draws in which the payers are even or better by the end of this year.
        parties: Streams first, then providers.
    """

    year: int
    odds_gain: float
    odds_loss: float
    pool_so_far_cents: tuple[int, ...]
    payers_so_far_cents: tuple[int, ...]
    reserve_left_cents: tuple[int, ...]
    odds_paid_back: float
    parties: tuple[PartyByYear, ...]


def draw_years(scenario: Scenario, agreement: YearsAgreement) -> tuple[DrawnYear, ...]:
    """Draw the years of an agreement.

    Args:
        scenario: Needs ``uncertainty``.
        agreement: Years and rules; ``noise_correlation`` ties the noise of the benchmark over years.

    Raises:
        UsageError: The scenario says nothing about uncertainty, the streams do not fit, or it is too much to
            draw.
    """
    uncertainty = needed_uncertainty(scenario)
    _refuse_too_much(scenario, agreement, uncertainty)
    payers = [party_name(stream) for stream in scenario.streams]
    providers = [provider.name for provider in scenario.providers] or ["Aanbieders samen"]
    names = [*((name, "betaler") for name in payers), *((name, "aanbieder") for name in providers)]
    so_far: Whole = np.zeros((len(names), uncertainty.draws), dtype=np.int64)
    shares = provider_weights(scenario.providers, scenario.contract.provider_key)
    drawn = []
    for year, columns in _columns(scenario, agreement, uncertainty):
        parts = _small_enough(party_results(scenario, year, columns, shares))
        so_far += parts
        together = so_far[: len(payers)].sum(axis=0)
        drawn.append(
            DrawnYear(
                year=year.year,
                odds_gain=float((columns.pool_cents > 0).mean()),
                odds_loss=float((columns.pool_cents < 0).mean()),
                pool_so_far_cents=tuple(percentiles(so_far[len(payers) :].sum(axis=0))),
                payers_so_far_cents=tuple(percentiles(together)),
                reserve_left_cents=tuple(percentiles(columns.reserve_left_cents)),
                odds_paid_back=float((together >= 0).mean()),
                parties=tuple(
                    _party(name, role, this_year, total)
                    for (name, role), this_year, total in zip(names, parts, so_far, strict=True)
                ),
            )
        )
    return tuple(drawn)


def draw_totals(scenario: Scenario, agreement: YearsAgreement) -> Whole:
    """Draw the years, and give what each party has over all of them: the same draws as ``draw_years``.

    Args:
        scenario: Needs ``uncertainty``.
        agreement: Years and rules.

    Returns:
        Parties by draws: payers after their investment, then providers [cent].

    Raises:
        UsageError: As ``draw_years``.
    """
    uncertainty = needed_uncertainty(scenario)
    _refuse_too_much(scenario, agreement, uncertainty)
    shares = provider_weights(scenario.providers, scenario.contract.provider_key)
    total: Whole = np.zeros(
        (len(scenario.streams) + max(1, len(scenario.providers)), uncertainty.draws), dtype=np.int64
    )
    for year, columns in _columns(scenario, agreement, uncertainty):
        total += _small_enough(party_results(scenario, year, columns, shares))
    return _small_enough(total)


def _refuse_too_much(scenario: Scenario, agreement: YearsAgreement, uncertainty: Uncertainty) -> None:
    check_streams(scenario, agreement)
    columns_drawn = (len(scenario.streams) + len(scenario.providers)) * len(agreement.years)
    if uncertainty.draws * columns_drawn > MOST_NUMBERS:
        raise UsageError(TOO_MANY.format(MOST_NUMBERS // columns_drawn))


def _small_enough(parts: Whole) -> Whole:
    """Refuse amounts whose sum over all draws does not fit."""
    if int(np.abs(parts).max()) * parts.shape[1] >= INT64_SAFE:
        raise UsageError(TOO_LARGE)
    return parts


def party_results(
    scenario: Scenario, year: AgreementYear, columns: YearColumns, provider_shares: Whole
) -> Whole:
    """Split every row of a year; parties by rows: payers after their investment, then providers [cent].

    A payer also has what a benchmark that was set anew no longer counts as its saving.
    """
    this_year = year_scenario(scenario, year)
    savings, kept_together = columns.savings_cents, columns.kept_cents
    kept = payer_results(
        this_year.streams,
        kept_together,
        savings.sum(axis=1) - this_year.investment_cents - kept_together,
        scenario.contract.payer_key,
        shortfall=scenario.contract.shortfall,
        stop_losses=scenario.stop_losses,
        savings_cents=savings,
    )
    pool = divide_cents(columns.pool_cents, provider_shares)
    return np.ascontiguousarray(np.concatenate([kept + columns.absorbed_cents, pool], axis=1).T)


def _columns(
    scenario: Scenario, agreement: YearsAgreement, uncertainty: Uncertainty
) -> Iterator[tuple[AgreementYear, YearColumns]]:
    generator = np.random.default_rng(uncertainty.seed)
    truth = _true_costs(scenario, agreement, uncertainty.part_real)
    correlation = float(agreement.rules.noise_correlation)
    fresh = sqrt(1 - correlation**2)
    shared = np.zeros(uncertainty.draws)
    inputs = []
    for number, (year, expected) in enumerate(zip(agreement.years, truth, strict=True)):
        draw = generator.standard_normal(uncertainty.draws)
        shared = draw if number == 0 else correlation * shared + fresh * draw
        inputs.append(
            YearInput(
                cost_cents=_draw_costs(year, expected, uncertainty, generator),
                quality=_draw_quality(scenario, year, uncertainty, generator),
                noise=1 + uncertainty.noise.benchmark * shared if uncertainty.noise.benchmark else None,
            )
        )
    return zip(agreement.years, run_years(scenario, agreement, inputs), strict=True)


def _true_costs(scenario: Scenario, agreement: YearsAgreement, part_real: Fraction) -> list[Whole]:
    """Take back the part of each year's fall that is not real."""
    observed = [
        YearInput(cost_cents=observed_costs(year), quality=quality_of(scenario, year))
        for year in agreement.years
    ]
    if part_real == 1:
        return [one.cost_cents[0] for one in observed]
    truth = []
    for columns in run_years(scenario, agreement, observed):
        pairs = zip(columns.without_change_cents[0].tolist(), columns.cost_cents[0].tolist(), strict=True)
        truth.append(np.array([half_up(before - (before - cost) * part_real) for before, cost in pairs]))
    return truth


def _draw_costs(
    year: AgreementYear, expected: Whole, uncertainty: Uncertainty, generator: np.random.Generator
) -> Whole:
    """Draw cost around what is expected: noise between persons, and the error of an unsettled year."""
    errors = np.array([stream.error_cents for stream in year.streams], dtype=np.float64)
    cost = expected.astype(np.float64)
    own = uncertainty.noise.cost_variation / sqrt(year.persons) * np.sqrt(cost * cost.sum())
    spread = np.sqrt(own**2 + errors**2)
    noise = generator.standard_normal((uncertainty.draws, len(cost))) * spread
    drawn: Whole = np.maximum(np.rint(cost + noise), 0).astype(np.int64)
    return drawn


def _draw_quality(
    scenario: Scenario, year: AgreementYear, uncertainty: Uncertainty, generator: np.random.Generator
) -> Numbers | None:
    drawn = draw_quality(scenario, uncertainty, generator)
    return quality_of(scenario, year) if uncertainty.quality_low is None else drawn


def _party(name: str, role: str, this_year: Whole, so_far: Whole) -> PartyByYear:
    return PartyByYear(
        party=name,
        role=role,
        mean_cents=half_up(Fraction(int(this_year.sum()), len(this_year))),
        so_far_cents=tuple(percentiles(so_far)),
        odds_negative=float((so_far < 0).mean()),
    )
