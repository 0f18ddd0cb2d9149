"""A scenario: a contract, what each stream saved and put in, and what is uncertain about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.vocabulary import MoneyKind
from maatschappelijk_rendement.sharing.agreement import YearsAgreement
from maatschappelijk_rendement.sharing.chance import Noise
from maatschappelijk_rendement.sharing.contract import Contract, PayerKey
from maatschappelijk_rendement.sharing.exact import ZERO, Exact, Numbers, largest
from maatschappelijk_rendement.sharing.high_cost_cases import HighCost
from maatschappelijk_rendement.sharing.payment_forms import Service, Terms
from maatschappelijk_rendement.sharing.settlement import Settlement, settle
from maatschappelijk_rendement.sharing.split import PayerStream, Provider, Split, StopLoss, split

CENTS = 100
DRAWS = 100_000
SEED = 20180901
"""Start of the random numbers: the same scenario gives the same report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertainty:
    """What is not certain about a scenario.

    Attributes:
        noise: How far a measured saving may lie from the true one.
        confidence: What a board wants to be sure of, one-sided.
        part_real: Part of the measured saving that is taken as real; 1 takes all of it.
        quality_low: Lowest quality score to reckon with.
        quality_high: Highest quality score to reckon with.
        draws: Number of draws.
        sensitivity: By which part investment and share are varied in the tornado; None leaves them.
        seed: Start of the random numbers.
        half_credible_persons: Size at which a stream's own result counts for half beside that of all streams;
            None leaves credibility out.
    """

    noise: Noise
    confidence: Fraction
    part_real: Fraction = Fraction(1)
    quality_low: Fraction | None = None
    quality_high: Fraction | None = None
    draws: int = DRAWS
    sensitivity: Fraction | None = None
    seed: int = SEED
    half_credible_persons: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """The years ahead.

    Attributes:
        years: Number of years.
        growth: Growth of cost a year without the change, such as 0,03.
        rebase_after: Years after which the benchmark is set to the cost of then; None for never.
        invests_every_year: Whether the investment returns each year, or is made once.
    """

    years: int
    growth: Fraction
    rebase_after: int | None = None
    invests_every_year: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Tabular):
    """Everything a scenario needs.

    Attributes:
        title: Title of the report.
        is_synthetic: Whether the figures are made up; every page then says so.
        contract: The rules.
        streams: What each stream cost without and with the change, and what its payer put in.
        providers: Who divides the providers' pool.
        transfers: Streams that only move money (income transfers): shown, and not split. Such a stream among
            ``streams`` is set apart here.
        stop_losses: The most a payer bears of the loss of others, where the contract shares a loss.
        persons: Persons or cases over whom cost was measured.
        quality: Score from 0 to 1; None where the contract does not look at it.
        met_quality_standard: Whether the quality standard is met.
        met_alternative_standard: Whether at least the alternative standard is met.
        minimum_rate: Agreed threshold; None for the contract's own.
        provider_revenue_cents: Revenue of the providers, for a loss cap on revenue [cent].
        has_relief: Whether the providers have a right to the relief below the threshold.
        is_flagged: Whether a saving is marked as not to be paid (the guardrail).
        disaster_cents: Amount for disasters that comes off a loss [cent].
        uncertainty: What is uncertain; None leaves the odds out.
        horizon: The years ahead; None leaves them out.
        agreement: An agreement over years, on what was observed; None leaves it out.
        services: Use of products, for the payment forms.
        terms: Terms of the payment forms; None leaves them out.
        origin: Dutch sentences on where the amounts come from; empty where the file itself states them.
        is_confidential: Whether every page carries ``VERTROUWELIJK``, as with amounts of a few cases.
        months: Months before and after, where the amounts come from a caseload; else None.
        is_cut: Whether the cost of each person was cut as the contract says (``aftopping_eur``).
        high_cost: What high cost of single cases does, where the file asks for it; None leaves it out.
    """

    title: str
    is_synthetic: bool
    contract: Contract
    streams: tuple[PayerStream, ...]
    providers: tuple[Provider, ...] = ()
    transfers: tuple[PayerStream, ...] = ()
    stop_losses: tuple[StopLoss, ...] = ()
    persons: int
    quality: Fraction | None = None
    met_quality_standard: bool = True
    met_alternative_standard: bool = True
    minimum_rate: Fraction | None = None
    provider_revenue_cents: int | None = None
    has_relief: bool = False
    is_flagged: bool = False
    disaster_cents: int = 0
    uncertainty: Uncertainty | None = None
    horizon: Horizon | None = None
    agreement: YearsAgreement | None = None
    services: tuple[Service, ...] = ()
    terms: Terms | None = None
    origin: tuple[str, ...] = ()
    is_confidential: bool = False
    months: int | None = None
    is_cut: bool = False
    high_cost: HighCost | None = None

    def __post_init__(self) -> None:
        moved = [stream for stream in self.streams if stream.money is MoneyKind.TRANSFER]
        if moved:
            kept = tuple(stream for stream in self.streams if stream.money is not MoneyKind.TRANSFER)
            object.__setattr__(self, "streams", kept)
            object.__setattr__(self, "transfers", tuple(dict.fromkeys((*self.transfers, *moved))))
        if sum(stream.before_cents for stream in self.streams) <= 0:
            raise UsageError("Geef minstens een stroom met kosten zonder de verandering (zonder_eur).")

    @property
    def benchmark_cents(self) -> int:
        """Expected cost of all streams [cent]."""
        return sum(stream.before_cents for stream in self.streams)

    @property
    def saving_cents(self) -> int:
        """Expected minus actual cost of all streams: positive when cost fell [cent]."""
        return sum(stream.saving_cents for stream in self.streams)

    @property
    def saving_rate(self) -> Fraction:
        """Saving as a part of the expected cost."""
        return Fraction(self.saving_cents, self.benchmark_cents)

    @property
    def investment_cents(self) -> int:
        """What all payers put in [cent]."""
        return sum(stream.investment_cents for stream in self.streams)


def cents(amounts: Any) -> Exact:
    """Take a column of whole cents as exact euros."""
    column = Exact.of(np.atleast_1d(amounts))
    return Exact(column.numerators, column.denominator * CENTS, column.bound)


def settle_savings(
    scenario: Scenario,
    saving_cents: Any,
    *,
    benchmark_cents: Any | None = None,
    investment_cents: Any | None = None,
    quality: Numbers | None = None,
) -> tuple[Settlement, Any]:
    """Settle a scenario's contract for other outcomes than the measured one.

    Args:
        scenario: Gives everything that is not given here.
        saving_cents: Savings of all streams together, a column [cent].
        benchmark_cents: Expected cost, one or a column [cent].
        investment_cents: Investment, one or a column [cent].
        quality: Quality score, one or a column.

    Returns:
        The settlement, and the reserve by row [cent].
    """
    saving = cents(saving_cents)
    benchmark = cents(scenario.benchmark_cents if benchmark_cents is None else benchmark_cents)
    investment = cents(scenario.investment_cents if investment_cents is None else investment_cents)
    reserve_cents = (largest(ZERO, saving - investment) * Exact.of(scenario.contract.reserve)).cents()
    first = investment + cents(reserve_cents) if scenario.contract.investment_first else ZERO
    settled = settle(
        scenario.contract,
        benchmark=benchmark,
        expenditure=largest(ZERO, benchmark - saving + first),
        persons=scenario.persons,
        quality=scenario.quality if quality is None else quality,
        minimum_rate=scenario.minimum_rate,
        met_quality_standard=scenario.met_quality_standard,
        met_alternative_standard=scenario.met_alternative_standard,
        disaster_adjustment=Fraction(scenario.disaster_cents, CENTS),
        low_revenue_relief=scenario.has_relief,
        guardrail=scenario.is_flagged,
        provider_revenue=None
        if scenario.provider_revenue_cents is None
        else Fraction(scenario.provider_revenue_cents, CENTS),
    )
    return settled, reserve_cents


def settle_measured(scenario: Scenario) -> tuple[Settlement, int]:
    """Settle the measured outcome; the second value is the reserve [cent]."""
    settled, reserve = settle_savings(scenario, [scenario.saving_cents])
    return settled, int(reserve[0])


def split_measured(scenario: Scenario, key: PayerKey | None = None) -> Split:
    """Split the measured outcome, by the contract's key or another.

    Raises:
        UsageError: The key lacks its weights.
    """
    settled, reserve = settle_measured(scenario)
    return split(
        scenario.streams,
        pool_cents=int(settled.payment_cents[0]),
        reserve_cents=reserve,
        key=scenario.contract.payer_key if key is None else key,
        providers=scenario.providers,
        provider_key=scenario.contract.provider_key,
        shortfall=scenario.contract.shortfall,
        stop_losses=scenario.stop_losses,
    )


def possible_keys(scenario: Scenario) -> tuple[PayerKey, ...]:
    """Give the keys whose weights are there, in their fixed order."""
    lacking = set()
    if any(stream.budget_cents is None for stream in scenario.streams):
        lacking.add(PayerKey.BUDGET)
    if any(stream.agreed is None for stream in scenario.streams):
        lacking.add(PayerKey.NEGOTIATED)
    return tuple(key for key in PayerKey if key not in lacking)


def with_share(scenario: Scenario, share: Fraction) -> Scenario:
    """The same scenario with another share in its contract."""
    return replace(scenario, contract=replace(scenario.contract, share=share))


def grown(amounts_cents: Sequence[int], factor: Fraction) -> list[int]:
    """Let amounts grow by a factor, each rounded once [cent].

    Example:
        >>> grown([100, 50], Fraction("1.03"))
        [103, 52]
    """
    return [half_up(amount * factor) for amount in amounts_cents]
