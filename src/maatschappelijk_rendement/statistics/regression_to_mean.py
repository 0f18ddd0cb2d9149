"""What to expect without any effect, of cases or residents who were chosen when things went badly.

Costs multiply, so their correction works on ratios; scores add, so theirs works on points. Both take the link
between two periods from a group that was not chosen, or from a reliability the user names.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.statistics.analytic import interval_around, variance_of_mean
from maatschappelijk_rendement.statistics.assumptions import ComparisonDesign
from maatschappelijk_rendement.statistics.designs import DesignEffect
from maatschappelijk_rendement.statistics.interval import FloatArray, WholeNumbers, whole_numbers, whole_unit
from maatschappelijk_rendement.statistics.skewness import CASES_PER_SQUARED_SKEWNESS


@dataclass(frozen=True, slots=True)
class CostPersistence(Tabular):
    """How the cost of one period leads to that of the next: expected = factor x before ^ slope.

    Attributes:
        factor: Scale, in cents to the power 1 - slope.
        slope: How much of a relative difference remains: 1 all of it, 0 nothing.
        scatter: Variance of the logarithm of cost around what is expected.
        factor_variance: Relative variance of the factor, 0 where it was named and not learned.
        slope_variance: Variance of the slope, likewise.
        log_mean: Mean logarithm of the first cost of the group it was learned from.
    """

    factor: float
    slope: float
    scatter: float
    factor_variance: float = 0.0
    slope_variance: float = 0.0
    log_mean: float = 0.0


def persistence_from_pairs(first_cents: WholeNumbers, second_cents: WholeNumbers) -> CostPersistence:
    """Learn the link from a group that was not chosen on its cost and had no MDO: its cost in two periods.

    Args:
        first_cents: Cost in the first period, one a case, above 0 [euro cent].
        second_cents: Cost in the second period, in the same order, above 0.

    Raises:
        UsageError: Rows differ in length, hold a cost of 0, or have no spread.

    Source:
        Regression of logarithms; back to euros with N. Duan's smearing, JASA 78 (1983) 605-610, whose mean of
        exp(log second - slope x log first) is the factor.

    Example:
        >>> link = persistence_from_pairs([100, 200, 400], [200, 400, 800])
        >>> round(link.slope, 6), round(link.factor, 6)
        (1.0, 2.0)
    """
    first, second = _logarithms(first_cents), _logarithms(second_cents)
    if len(first) != len(second) or len(first) < 3 or np.ptp(first) == 0:
        raise UsageError(
            "Geef van minstens drie casussen de kosten in twee perioden, met verschil in kosten."
        )
    spread = first - first.mean()
    slope = float((spread * (second - second.mean())).sum() / (spread**2).sum())
    rest = second - slope * first
    scatter = float(rest.var(ddof=2))
    ratios = np.exp(rest - rest.mean())
    return CostPersistence(
        factor=float(np.exp(rest.mean()) * ratios.mean()),
        slope=slope,
        scatter=scatter,
        factor_variance=float(ratios.var(ddof=1) / ratios.mean() ** 2 / len(ratios)),
        slope_variance=scatter / float((spread**2).sum()),
        log_mean=float(first.mean()),
    )


def persistence_from_reliability(
    population_mean_cents: int, coefficient_of_variation: float, reliability: float
) -> CostPersistence:
    """Give the link for a stable, lognormal population with a named reliability.

    Args:
        population_mean_cents: Mean cost a case in the population the cases were chosen from [euro cent].
        coefficient_of_variation: Standard deviation / mean of that cost.
        reliability: Correlation of the logarithms of cost in two periods, 0 to 1.

    Raises:
        UsageError: A number is out of range.

    Source:
        A. Barnett e.a., International Journal of Epidemiology 34 (2005) 215-220, on logarithms.

    Example:
        Without any persistence everyone is expected at the mean:

        >>> link = persistence_from_reliability(100_00, 1.0, 0.0)
        >>> round(link.factor), link.slope
        (10000, 0.0)
    """
    if population_mean_cents <= 0 or coefficient_of_variation <= 0 or not 0 <= reliability <= 1:
        raise UsageError(
            "Geef een gemiddelde en een spreiding boven 0, en een betrouwbaarheid van 0 tot en met 1."
        )
    variance = np.log(1 + coefficient_of_variation**2)
    middle = np.log(population_mean_cents) - variance / 2
    factor = np.exp(middle * (1 - reliability) + variance * (1 - reliability**2) / 2)
    return CostPersistence(float(factor), reliability, float(variance * (1 - reliability**2)))


def corrected_change(
    before_cents: WholeNumbers,
    after_cents: WholeNumbers,
    persistence: CostPersistence,
    *,
    level: float = 0.95,
) -> DesignEffect:
    """Give the mean of after minus what was to be expected of such costs before.

    Args:
        before_cents: Cost before, one a case, above 0 [euro cent].
        after_cents: Cost after, in the same order.
        persistence: The link between two periods; where it was learned, its uncertainty is in the interval.
        level: Coverage aimed at.

    Raises:
        UsageError: Rows differ in length, or a cost before is 0: use a comparison group there.

    Example:
        >>> link = CostPersistence(factor=200.0, slope=0.5, scatter=0.1)
        >>> corrected_change([400_00, 900_00], [300_00, 500_00], link).effect_cents
        -10000
    """
    logs = _logarithms(before_cents)
    expected = persistence.factor * np.exp(persistence.slope * logs)
    after = whole_numbers(after_cents)
    if len(after) != len(expected) or len(after) == 0:
        raise UsageError("De twee reeksen horen bij dezelfde casussen en zijn dus even lang.")
    surplus = after - np.array([whole_unit(float(cents)) for cents in expected], dtype=np.int64)
    n, mean = len(surplus), float(surplus.sum() / len(surplus))
    interval = None
    if n > 1 and np.ptp(surplus) > 0:
        distance = float((expected * logs).sum() / expected.sum()) - persistence.log_mean
        relative = persistence.factor_variance + persistence.slope_variance * distance**2
        variance = variance_of_mean(surplus) + relative * float(expected.mean()) ** 2
        interval = interval_around(mean, variance, n - 1, level, n)
    return DesignEffect(
        ComparisonDesign.CORRECTED, whole_unit(mean), interval, n, n < _cases_needed(persistence.scatter)
    )


def expected_score(before_hundredths: int, population_mean_hundredths: int, reliability: float) -> int:
    """Give the mean score to expect at the next measurement without any effect.

    Args:
        before_hundredths: Mean score before of the chosen residents [1/100 point].
        population_mean_hundredths: Mean score of the group they were chosen from [1/100 point].
        reliability: Correlation of two measurements of the instrument, 0 to 1.

    Raises:
        UsageError: The reliability is out of range.

    Source:
        A. Barnett e.a., International Journal of Epidemiology 34 (2005) 215-220.

    Example:
        >>> expected_score(350, 750, 0.5)
        550
    """
    if not 0 <= reliability <= 1:
        raise UsageError("De betrouwbaarheid ligt van 0 tot en met 1.")
    pull = (1 - reliability) * (population_mean_hundredths - before_hundredths)
    return whole_unit(before_hundredths + pull)


def _cases_needed(scatter: float) -> float:
    """Give the cases from which the interval holds, by the skewness of a lognormal with this scatter.

    The sample's own skewness would not do: a sample that misses the long tail looks harmless.
    """
    skewness = (math.exp(scatter) + 2) * math.sqrt(math.exp(scatter) - 1)
    return CASES_PER_SQUARED_SKEWNESS * skewness**2


def _logarithms(costs_cents: WholeNumbers) -> FloatArray:
    costs = whole_numbers(costs_cents)
    if (costs <= 0).any():
        raise UsageError("Deze correctie werkt niet bij kosten van nul. Gebruik een vergelijkingsgroep.")
    return np.log(costs.astype(np.float64))
