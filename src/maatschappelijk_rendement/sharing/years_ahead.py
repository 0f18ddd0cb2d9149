"""The years ahead: the same contract year after year, with growth, chance and a benchmark that is set anew.

Rebasing takes the lower cost as the new benchmark: an old saving no longer pays the providers, while the
payers go on having it. That ratchet is what every party should see before it signs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.largest_remainder import Whole
from maatschappelijk_rendement.sharing.scenario import Scenario, settle_savings
from maatschappelijk_rendement.sharing.simulation import (
    draw_quality,
    draw_savings,
    needed_uncertainty,
    percentiles,
)

if TYPE_CHECKING:
    from maatschappelijk_rendement.sharing.split import PayerStream


@dataclass(frozen=True, slots=True)
class YearAhead(Tabular):
    """One year, and everything up to it [cent].

    Attributes:
        year: 1, 2, ...
        is_rebased: Whether the benchmark was set anew before this year.
        benchmark_cents: Benchmark of this year.
        pool_cents: p05, p50 and p95 of what the providers get this year.
        kept_cents: p05, p50 and p95 of what the payers keep this year after investment, reserve and pool,
            beside the cost without the change (a new benchmark does not take their saving away).
        kept_so_far_cents: p05, p50 and p95 of what the payers kept up to and including this year.
        pool_so_far_cents: The same for the providers.
        odds_paid_back: Part of the draws in which the payers are even or better by the end of this year.
    """

    year: int
    is_rebased: bool
    benchmark_cents: int
    pool_cents: tuple[int, ...]
    kept_cents: tuple[int, ...]
    kept_so_far_cents: tuple[int, ...]
    pool_so_far_cents: tuple[int, ...]
    odds_paid_back: float


def look_ahead(scenario: Scenario) -> tuple[YearAhead, ...]:
    """Simulate the years of the scenario's horizon.

    Args:
        scenario: Needs ``horizon`` and ``uncertainty``. The real part of the measured saving holds every
            year.

    Raises:
        UsageError: One of them is missing.
    """
    uncertainty, horizon = needed_uncertainty(scenario), scenario.horizon
    if horizon is None:
        raise UsageError("Dit scenario noemt geen jaren. Vul het onderdeel [meerjarig] in.")
    generator = np.random.default_rng(uncertainty.seed)
    pool_so_far: Whole = np.zeros(uncertainty.draws, dtype=np.int64)
    kept_so_far: Whole = np.zeros(uncertainty.draws, dtype=np.int64)
    years = []
    for year in range(1, horizon.years + 1):
        growth = (1 + horizon.growth) ** (year - 1)
        is_rebased = horizon.rebase_after is not None and year > horizon.rebase_after
        invests = year == 1 or horizon.invests_every_year
        this_year = _in_year(scenario, growth, uncertainty.part_real, invests=invests)
        already_in_benchmark = this_year.saving_cents if is_rebased else 0
        quality = draw_quality(scenario, uncertainty, generator)
        savings = draw_savings(this_year, uncertainty, generator, Fraction(1)).sum(axis=1)
        settled, reserve = settle_savings(
            this_year,
            savings - already_in_benchmark,
            benchmark_cents=this_year.benchmark_cents - already_in_benchmark,
            quality=quality,
        )
        pool: Whole = settled.payment_cents
        kept = savings - this_year.investment_cents - reserve - pool
        pool_so_far, kept_so_far = pool_so_far + pool, kept_so_far + kept
        years.append(
            YearAhead(
                year=year,
                is_rebased=is_rebased,
                benchmark_cents=this_year.benchmark_cents - already_in_benchmark,
                pool_cents=tuple(percentiles(pool)),
                kept_cents=tuple(percentiles(kept)),
                kept_so_far_cents=tuple(percentiles(kept_so_far)),
                pool_so_far_cents=tuple(percentiles(pool_so_far)),
                odds_paid_back=float((kept_so_far >= 0).mean()),
            )
        )
    return tuple(years)


def _in_year(scenario: Scenario, growth: Fraction, part_real: Fraction, *, invests: bool) -> Scenario:
    """The scenario in a later year: cost grown, only the real part of the saving, its investment."""

    def moved(stream: PayerStream) -> PayerStream:
        return replace(
            stream,
            before_cents=half_up(stream.before_cents * growth),
            after_cents=half_up((stream.before_cents - stream.saving_cents * part_real) * growth),
            investment_cents=stream.investment_cents if invests else 0,
        )

    return replace(scenario, streams=tuple(moved(stream) for stream in scenario.streams))
