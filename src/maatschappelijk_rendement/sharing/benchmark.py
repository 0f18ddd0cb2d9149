"""What the population would have cost: benchmarks from data, or the reason why there is none.

Cost of persons is in whole cents and is cut at the same amount on both sides, in the benchmark and in the
actual cost: cutting one side only shows up as a saving that is not there. A benchmark that lacks what it
needs is ``niet_toetsbaar``, never a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular

Cents = npt.NDArray[np.int64]
LARGEST_CENTS = 10**11


@dataclass(frozen=True, slots=True)
class Benchmark(Tabular):
    """Expected cost.

    Attributes:
        mean_cents: Expected cost a person, exact [cent].
        standard_error_cents: Of ``mean_cents``; None where it comes from a norm or an agreement.
        explanation: Dutch sentence on how it was made.
    """

    mean_cents: Fraction
    standard_error_cents: float | None
    explanation: str

    def total_cents(self, persons: int) -> Fraction:
        """Give the expected cost of a number of persons [cent]."""
        return self.mean_cents * persons


@dataclass(frozen=True, slots=True)
class NotTestable(Tabular):
    """``niet_toetsbaar``: no benchmark can be made, and why, in Dutch."""

    reason: str


@dataclass(frozen=True, slots=True)
class MeasuredSaving(Tabular):
    """A saving against a benchmark, with what a statistical threshold needs.

    Attributes:
        saving_cents: (benchmark mean - actual mean) x persons, exact [cent].
        benchmark_cents: Benchmark of all persons [cent].
        standard_error_cents: Of the mean saving a person; None where the benchmark has none.
        persons: Number of persons measured.
    """

    saving_cents: Fraction
    benchmark_cents: Fraction
    standard_error_cents: float | None
    persons: int

    @property
    def z(self) -> float | None:
        """How many standard errors the saving is from nothing; None without a standard error."""
        if not self.standard_error_cents:
            return None
        return float(self.saving_cents / self.persons) / self.standard_error_cents

    def minimum_rate(self, z: float) -> Fraction | None:
        """Give the threshold as a part of the benchmark, for ``settle``: z standard errors."""
        if self.standard_error_cents is None:
            return None
        share = z * self.standard_error_cents * self.persons / float(self.benchmark_cents)
        return Fraction(share)


def truncated(costs_cents: Any, truncation_cents: int | None) -> Cents:
    """Cut each person's cost at an amount.

    Args:
        costs_cents: Cost of each person, 0 or more [cent].
        truncation_cents: Amount above which cost does not count; None cuts nothing.

    Raises:
        UsageError: A cost is missing, negative or not whole.

    Example:
        >>> truncated([100, 5_000], 2_250).tolist()
        [100, 2250]
    """
    costs = np.atleast_1d(np.asarray(costs_cents))
    if len(costs) == 0:
        return np.zeros(0, dtype=np.int64)
    if costs.dtype.kind not in "iu" or (costs < 0).any() or (costs > LARGEST_CENTS).any():
        raise UsageError("Kosten per persoon: geef hele centen, 0 of meer, voor ieder persoon.")
    return costs.astype(np.int64) if truncation_cents is None else np.minimum(costs, truncation_cents)


def historical(
    base_years: Sequence[Any],
    weights: Sequence[Fraction],
    *,
    trend: Fraction = Fraction(1),
    truncation_cents: int | None = None,
    risk_ratio: Fraction = Fraction(1),
    risk_ratio_cap: Fraction | None = None,
) -> Benchmark | NotTestable:
    """Make a benchmark from the population's own past.

    Args:
        base_years: For each base year the cost of each person [cent], at prices of the last base year.
        weights: Weight of each base year; together 1 (10, 30 and 60 % in a first American agreement).
        trend: Growth from the last base year to the measured year, as a factor.
        truncation_cents: See ``truncated``; use the same amount for the actual cost.
        risk_ratio: How much heavier the population's case mix became, as a factor.
        risk_ratio_cap: Most by which that factor may rise, such as 3 %; None for no cap. Falls are not cut.

    Returns:
        The benchmark, or ``NotTestable`` without persons in a base year.

    Raises:
        UsageError: Weights do not fit.

    Source: 42 CFR 425.601-425.603 and 425.652 (weights, truncation, cap on the risk ratio).
    """
    if len(base_years) != len(weights) or sum(weights) != 1 or min(weights) < 0:
        raise UsageError("Geef elk basisjaar een gewicht; samen zijn de gewichten 1.")
    years = [truncated(costs, truncation_cents) for costs in base_years]
    if any(len(costs) == 0 for costs in years):
        return NotTestable("Een basisjaar heeft geen personen: er is geen eigen verleden.")
    factor = trend * capped_risk_ratio(risk_ratio, risk_ratio_cap)
    mean = sum((weight * _mean(costs) for weight, costs in zip(weights, years, strict=True)), Fraction(0))
    variance = sum(
        float(weight) ** 2 * _variance_of_mean(costs) for weight, costs in zip(weights, years, strict=True)
    )
    return Benchmark(
        mean * factor,
        sqrt(variance) * float(factor),
        "Eigen kosten in de basisjaren, meegegroeid met de trend.",
    )


def capped_risk_ratio(ratio: Fraction, cap: Fraction | None) -> Fraction:
    """Limit how much a heavier case mix may raise the benchmark.

    Example:
        >>> capped_risk_ratio(Fraction("1.08"), Fraction("0.03"))
        Fraction(103, 100)
    """
    return ratio if cap is None else min(ratio, 1 + cap)


def control_trend(
    own_before: Any,
    control_before: Mapping[str, Any],
    control_after: Mapping[str, Any],
    own_mix: Mapping[str, Fraction],
    *,
    truncation_cents: int | None = None,
) -> Benchmark | NotTestable:
    """Let the population's own past grow as a control group of the same case mix did.

    Args:
        own_before: Cost of each person of the population before [cent].
        control_before: Cost of each person of the control group before, by stratum (such as age class).
        control_after: The same, after.
        own_mix: Part of the population in each stratum; together 1.
        truncation_cents: Cuts the population's and the control group's cost alike.

    Returns:
        The benchmark, or ``NotTestable`` without a control group, or with a stratum it does not have.

    Source: Hayen e.a. 2015; growth = standardised mean after / standardised mean before. The standard error
        is by the delta method and takes the samples as independent, which makes it too large rather than too
        small where persons stay.
    """
    if not control_before or not control_after:
        return NotTestable("Er is geen controlegroep: wat zonder de aanpak gebeurd was, is niet te zeggen.")
    if sum(own_mix.values()) != 1:
        raise UsageError("Zorgzwaarte: de delen van de groepen zijn samen 1.")
    own = truncated(own_before, truncation_cents)
    sides = []
    for control in (control_before, control_after):
        strata = {name: truncated(costs, truncation_cents) for name, costs in control.items()}
        if any(part > 0 and len(strata.get(name, ())) == 0 for name, part in own_mix.items()):
            return NotTestable("De controlegroep mist een groep waarin de populatie wel mensen heeft.")
        used = [(part, strata[name]) for name, part in own_mix.items() if part > 0]
        mean = sum((part * _mean(costs) for part, costs in used), Fraction(0))
        sides.append((mean, sum(float(part) ** 2 * _variance_of_mean(costs) for part, costs in used)))
    (before, before_variance), (after, after_variance) = sides
    if len(own) == 0 or not own.any() or before == 0 or after == 0:
        return NotTestable("De populatie of de controlegroep heeft geen kosten om een trend uit te halen.")
    mean = _mean(own) * after / before
    relative = (
        _variance_of_mean(own) / float(_mean(own)) ** 2
        + before_variance / float(before) ** 2
        + after_variance / float(after) ** 2
    )
    return Benchmark(
        mean, float(mean) * sqrt(relative), "Eigen kosten vooraf, gegroeid zoals de controlegroep."
    )


def norm(norm_cents: Any) -> Benchmark | NotTestable:
    """Take the norm cost of every insured person, whether they take part or not (Gesundes Kinzigtal).

    Args:
        norm_cents: Norm cost of each person [cent].
    """
    costs = truncated(norm_cents, None)
    if len(costs) == 0:
        return NotTestable("Er zijn geen normkosten gegeven.")
    return Benchmark(_mean(costs), None, "Normkosten van alle verzekerden.")


def measure(
    benchmark: Benchmark | NotTestable, actual_cents: Any, *, truncation_cents: int | None = None
) -> MeasuredSaving | NotTestable:
    """Compare the actual cost with a benchmark.

    Args:
        benchmark: What was expected.
        actual_cents: Cost of each person in the measured year [cent].
        truncation_cents: The same amount as in the benchmark.

    Returns:
        The saving, or ``NotTestable``.

    Source: S = (B - mean cost) x n; test statistic (B - mean cost) / se (Hayen e.a. 2015).

    Example:
        >>> measure(Benchmark(Fraction(1_000), None, ""), [900, 800]).saving_cents
        Fraction(300, 1)
    """
    if isinstance(benchmark, NotTestable):
        return benchmark
    actual = truncated(actual_cents, truncation_cents)
    if len(actual) == 0:
        return NotTestable("Er zijn geen personen in het gemeten jaar.")
    saving = (benchmark.mean_cents - _mean(actual)) * len(actual)
    error = benchmark.standard_error_cents
    spread = None if error is None else sqrt(error**2 + _variance_of_mean(actual))
    return MeasuredSaving(saving, benchmark.total_cents(len(actual)), spread, len(actual))


def _mean(costs: Cents) -> Fraction:
    return Fraction(int(costs.sum()), len(costs))


def _variance_of_mean(costs: Cents) -> float:
    return float(costs.var(ddof=1)) / len(costs) if len(costs) > 1 else 0.0
