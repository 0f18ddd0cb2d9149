"""Monte Carlo: what each party may get when a measured saving is partly chance. Seeded and vectorised.

A stream's measured saving is its true saving plus noise. The noise of all streams together has the spread of
``chance.Noise``; each stream bears it in proportion to its cost (independent part) or fully with the others
(the benchmark's own noise). Money in each draw is settled and split exactly, to the cent, as a real outcome
is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import ClassVar

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.exact import Exact, Numbers
from maatschappelijk_rendement.sharing.joint_result import payer_results
from maatschappelijk_rendement.sharing.largest_remainder import Whole, divide_cents
from maatschappelijk_rendement.sharing.scenario import Scenario, Uncertainty, settle_savings
from maatschappelijk_rendement.sharing.split import PayerStream, provider_weights

QUALITY_STEPS = 1_000
PERCENTILES = (0.05, 0.50, 0.95)


@dataclass(frozen=True, slots=True)
class PartyOdds(Tabular):
    """What one party may get [cent].

    Attributes:
        party: Stream or provider.
        role: ``betaler`` or ``aanbieder``.
        mean_cents: Mean over all draws.
        p05_cents: One in twenty draws is lower.
        p50_cents: The middle draw.
        p95_cents: One in twenty draws is higher.
        odds_negative: Part of the draws in which the party ends below nothing.
    """

    party: str
    role: str
    mean_cents: int
    p05_cents: int
    p50_cents: int
    p95_cents: int
    odds_negative: float


@dataclass(frozen=True, slots=True)
class Odds(Tabular):
    """Outcome of a simulation.

    Attributes:
        draws: Number of draws.
        odds_gain: Part of the draws in which the providers are paid.
        odds_loss: Part in which they pay.
        odds_false_gain: Part in which they would be paid if nothing had changed in truth.
        parties: Streams first, then providers.
    """

    rows_in: ClassVar[str] = "parties"

    draws: int
    odds_gain: float
    odds_loss: float
    odds_false_gain: float
    parties: tuple[PartyOdds, ...]


def simulate(scenario: Scenario) -> Odds:
    """Draw outcomes and settle and split each one.

    Args:
        scenario: Needs ``uncertainty``.

    Returns:
        The odds; payers' amounts are what they keep after their own investment.

    Raises:
        UsageError: The scenario says nothing about uncertainty.
    """
    uncertainty = needed_uncertainty(scenario)
    generator = np.random.default_rng(uncertainty.seed)
    quality = draw_quality(scenario, uncertainty, generator)
    savings = draw_savings(scenario, uncertainty, generator, uncertainty.part_real)
    parts, shares = split_draws(scenario, savings, quality)
    pool = shares.sum(axis=1)
    without_effect = draw_savings(scenario, uncertainty, generator, Fraction(0)).sum(axis=1)
    false_pool, _ = settle_draws(scenario, without_effect, quality)
    payers = [party_name(stream) for stream in scenario.streams]
    providers = [provider.name for provider in scenario.providers] or ["Aanbieders samen"]
    return Odds(
        draws=uncertainty.draws,
        odds_gain=float((pool > 0).mean()),
        odds_loss=float((pool < 0).mean()),
        odds_false_gain=float((false_pool > 0).mean()),
        parties=(*_odds(payers, "betaler", parts), *_odds(providers, "aanbieder", shares)),
    )


def split_draws(scenario: Scenario, savings: Whole, quality: Numbers | None) -> tuple[Whole, Whole]:
    """Settle and split each draw: what each payer keeps after its investment, and what each provider gets.

    Args:
        scenario: Its contract and parties.
        savings: Draws by streams [cent].
        quality: One score, or one a draw.

    Returns:
        Draws by streams, and draws by providers [cent].
    """
    pool, kept = settle_draws(scenario, savings.sum(axis=1), quality)
    parts = payer_results(
        scenario.streams,
        kept,
        savings.sum(axis=1) - scenario.investment_cents - kept,
        scenario.contract.payer_key,
        shortfall=scenario.contract.shortfall,
        stop_losses=scenario.stop_losses,
        savings_cents=savings,
    )
    shares = divide_cents(pool, provider_weights(scenario.providers, scenario.contract.provider_key))
    return parts, shares


def party_name(stream: PayerStream) -> str:
    """Name a payer with its stream, once where the stream already names its payer.

    Example:
        >>> wmo = PayerStream(stream="Wmo", payer="gemeente", before_cents=1, after_cents=1)
        >>> party_name(wmo)
        'Wmo (gemeente)'
    """
    return stream.stream if stream.label == stream.stream else f"{stream.stream} ({stream.payer})"


def without_known_noise(scenario: Scenario) -> tuple[str, ...]:
    """Name the payers' streams whose cost does vary, and by how much nobody knows: they had none before.

    The noise of a stream follows its cost without the change, so these stand still in every draw.

    Example:
        >>> from maatschappelijk_rendement.sharing.contract import Contract
        >>> streams = tuple(PayerStream(stream=name, payer="g", before_cents=cents, after_cents=100)
        ...                 for name, cents in (("Wmo", 200), ("Welzijn", 0)))
        >>> without_known_noise(Scenario(title="", is_synthetic=True, persons=10, streams=streams,
        ...                              contract=Contract(name="C", source="B", share=Fraction(1, 2))))
        ('Welzijn (g)',)
    """
    return tuple(
        party_name(stream) for stream in scenario.streams if stream.before_cents == 0 and stream.after_cents
    )


def needed_uncertainty(scenario: Scenario) -> Uncertainty:
    """Give what is uncertain.

    Raises:
        UsageError: The scenario says nothing about it.
    """
    if scenario.uncertainty is None:
        raise UsageError("Dit scenario noemt geen onzekerheid. Vul het onderdeel [onzekerheid] in.")
    return scenario.uncertainty


def draw_savings(
    scenario: Scenario, uncertainty: Uncertainty, generator: np.random.Generator, part_real: Fraction
) -> Whole:
    """Draw measured savings.

    Args:
        scenario: Its streams are the columns.
        uncertainty: Its noise and number of draws.
        generator: Source of random numbers.
        part_real: Part of the measured saving that is real.

    Returns:
        Draws by streams [cent].
    """
    before = np.array([stream.before_cents for stream in scenario.streams], dtype=np.float64)
    truth = np.array([half_up(stream.saving_cents * part_real) for stream in scenario.streams])
    noise = uncertainty.noise
    own_spread = noise.cost_variation / sqrt(noise.persons) * np.sqrt(before * before.sum())
    own = generator.standard_normal((uncertainty.draws, len(before))) * own_spread
    shared = generator.standard_normal((uncertainty.draws, 1)) * (noise.benchmark * before)
    drawn: Whole = truth + np.rint(own + shared).astype(np.int64)
    return drawn


def draw_quality(
    scenario: Scenario, uncertainty: Uncertainty, generator: np.random.Generator
) -> Numbers | None:
    """Draw quality scores evenly between the lowest and highest, in thousandths; else the measured one."""
    low, high = uncertainty.quality_low, uncertainty.quality_high
    if low is None or high is None:
        return scenario.quality
    ends = [half_up(part * QUALITY_STEPS) for part in (low, high)]
    return Exact(generator.integers(ends[0], ends[1] + 1, uncertainty.draws), QUALITY_STEPS, QUALITY_STEPS)


def settle_draws(scenario: Scenario, savings_cents: Whole, quality: Numbers | None) -> tuple[Whole, Whole]:
    """Settle each draw; gives the providers' pool and what the payers keep [cent]."""
    settled, reserve = settle_savings(scenario, savings_cents, quality=quality)
    pool = settled.payment_cents
    return pool, savings_cents - scenario.investment_cents - reserve - pool


def percentiles(column: Whole) -> list[int]:
    """Give p05, p50 and p95 as amounts that occur among the draws.

    Example:
        >>> percentiles(np.arange(1, 101))
        [5, 50, 95]
    """
    return [int(value) for value in np.quantile(column, PERCENTILES, method="inverted_cdf")]


def _odds(names: Sequence[str], role: str, amounts: Whole) -> list[PartyOdds]:
    rows = []
    for name, column in zip(names, amounts.T, strict=True):
        mean = half_up(Fraction(int(column.sum()), len(column)))
        low, middle, high = percentiles(column)
        rows.append(PartyOdds(name, role, mean, low, middle, high, float((column < 0).mean())))
    return rows
