"""Measure a saving the way a contract says: its kind of benchmark, its truncation, its cap on case mix.

A contract whose benchmark lacks what it needs gives ``NotTestable``, never a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import NormalDist
from typing import Any

from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.benchmark import (
    Benchmark,
    MeasuredSaving,
    NotTestable,
    control_trend,
    historical,
    measure,
    norm,
)
from maatschappelijk_rendement.sharing.contract import BenchmarkKind, Contract, ThresholdKind


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CostData(Tabular):
    """Cost of persons, as far as it is there; each kind of benchmark needs its own part.

    Attributes:
        actual_cents: Cost of each person in the measured year [cent].
        base_years_cents: Cost of each person in each base year; the last one serves as "before" [cent].
        weights: Weight of each base year; None weighs them evenly.
        trend: Growth from the last base year to the measured year, as a factor.
        risk_ratio: How much heavier the case mix became, as a factor.
        control_before_cents: Cost of the control group before, by stratum [cent].
        control_after_cents: The same, after.
        own_mix: Part of the population in each stratum.
        norm_cents: Norm cost of each person [cent].
        agreed_mean_cents: Agreed cost a person [cent].
    """

    actual_cents: Any
    base_years_cents: Sequence[Any] = ()
    weights: Sequence[Fraction] | None = None
    trend: Fraction = Fraction(1)
    risk_ratio: Fraction = Fraction(1)
    control_before_cents: Mapping[str, Any] = field(default_factory=dict)
    control_after_cents: Mapping[str, Any] = field(default_factory=dict)
    own_mix: Mapping[str, Fraction] = field(default_factory=dict)
    norm_cents: Any = ()
    agreed_mean_cents: Fraction | None = None


def measure_saving(contract: Contract, data: CostData) -> MeasuredSaving | NotTestable:
    """Measure the saving against the contract's kind of benchmark.

    Args:
        contract: Decides the benchmark; its truncation cuts both sides, its cap limits the rise of case mix.
        data: What is known about cost.

    Returns:
        The saving, or why there is none.

    Example:
        >>> from maatschappelijk_rendement.sharing.ready_made import menzis_enschede
        >>> measure_saving(menzis_enschede(), CostData(actual_cents=[100], base_years_cents=[[100]])).reason
        'Er is geen controlegroep: wat zonder de aanpak gebeurd was, is niet te zeggen.'
    """
    return measure(
        contract_benchmark(contract, data), data.actual_cents, truncation_cents=contract.truncation_cents
    )


def contract_benchmark(contract: Contract, data: CostData) -> Benchmark | NotTestable:
    """Make the benchmark a contract asks for."""
    match contract.benchmark:
        case BenchmarkKind.CONTROL_TREND:
            return control_trend(
                data.base_years_cents[-1] if data.base_years_cents else (),
                data.control_before_cents,
                data.control_after_cents,
                data.own_mix,
                truncation_cents=contract.truncation_cents,
            )
        case BenchmarkKind.NORM:
            return norm(data.norm_cents)
        case BenchmarkKind.FIXED:
            if data.agreed_mean_cents is None:
                return NotTestable("Er is geen afgesproken bedrag per persoon.")
            return Benchmark(data.agreed_mean_cents, None, "Afgesproken bedrag per persoon.")
        case BenchmarkKind.HISTORICAL:
            years = len(data.base_years_cents)
            if years == 0:
                return NotTestable("Er zijn geen basisjaren: er is geen eigen verleden.")
            return historical(
                data.base_years_cents,
                [Fraction(1, years)] * years if data.weights is None else data.weights,
                trend=data.trend,
                truncation_cents=contract.truncation_cents,
                risk_ratio=data.risk_ratio,
                risk_ratio_cap=contract.risk_ratio_cap,
            )


def measured_threshold(contract: Contract, measured: MeasuredSaving) -> Fraction | None:
    """Give the statistical threshold from the spread that was measured, for ``settle`` (``minimum_rate``).

    Returns:
        z standard errors as a part of the benchmark; None where the contract has another threshold, names no
        confidence, or the benchmark has no standard error.
    """
    if contract.threshold is not ThresholdKind.STATISTICAL or contract.confidence is None:
        return None
    return measured.minimum_rate(NormalDist().inv_cdf(float(contract.confidence)))
