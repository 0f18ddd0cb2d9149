"""The threshold: how large a saving, or a loss, must be before it counts.

Either a fixed rate, the statutory table of the Medicare Shared Savings Program, or z x CV / sqrt(n): the
saving that chance alone exceeds with a stated probability.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from statistics import NormalDist
from typing import Any

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing.contract import Contract, ThresholdKind
from maatschappelijk_rendement.sharing.exact import INT64_SAFE, Exact, Flags, Integers, Numbers

# 42 CFR 425.604(b) and 425.605(b)(1), table by number of assigned persons, checked 2026-06 against the public
# results of 2014-2022: first and last size of a band, rate at each end in tenths of a percent.
STATUTORY_BANDS: tuple[tuple[int, int, int, int], ...] = (
    (500, 999, 122, 87),
    (1_000, 2_999, 87, 50),
    (3_000, 4_999, 50, 39),
    (5_000, 5_999, 39, 36),
    (6_000, 6_999, 36, 34),
    (7_000, 7_999, 34, 32),
    (8_000, 8_999, 32, 31),
    (9_000, 9_999, 31, 30),
    (10_000, 14_999, 30, 27),
    (15_000, 19_999, 27, 25),
    (20_000, 49_999, 25, 22),
    (50_000, 59_999, 22, 20),
)
RATE_BELOW = 122
RATE_ABOVE = 20
PER_MILLE = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class MinimumRate:
    """The threshold of each row as a fraction of the benchmark, ``numerators / denominators``.

    The denominators differ by row (each band of the table has its own), which is why this is no ``Exact``.
    """

    numerators: Integers
    denominators: Integers

    def is_reached(self, saving: Exact, benchmark: Exact) -> Flags:
        """Whether saving / benchmark is at or above the rate, exactly."""
        return saving * _integers(self.denominators) >= benchmark * _integers(self.numerators)

    def as_exact(self) -> Exact:
        """The same rates over one denominator."""
        return Exact.of([*map(Fraction, self.numerators.tolist(), self.denominators.tolist())])


def statutory_rate(persons: int) -> Fraction:
    """Look up the minimum savings rate of the one-sided table, unrounded.

    Args:
        persons: Number of persons.

    Returns:
        Fraction of the benchmark; straight lines between the sizes of the table.

    Example:
        >>> float(statutory_rate(5_000)), float(statutory_rate(60_000))
        (0.039, 0.02)
    """
    return statutory_rates(np.array([persons])).as_exact().fractions()[0]


def statutory_rates(persons: Integers) -> MinimumRate:
    """Look up the table for a column of sizes."""
    first, last, high, low = (np.array(column) for column in zip(*STATUTORY_BANDS, strict=True))
    band = np.clip(np.searchsorted(first, persons, side="right") - 1, 0, len(first) - 1)
    width = (last - first)[band]
    numerators = high[band] * width - (high - low)[band] * (persons - first[band])
    denominators = PER_MILLE * width
    below, above = persons < STATUTORY_BANDS[0][0], persons > STATUTORY_BANDS[-1][1]
    numerators = np.where(below, RATE_BELOW, np.where(above, RATE_ABOVE, numerators))
    return MinimumRate(numerators, np.where(below | above, PER_MILLE, denominators))


def statistical_rate(
    persons: float, cost_variation: float, confidence: float, benchmark_noise: float = 0.0
) -> Fraction:
    """Give the saving that chance alone exceeds with probability 1 - confidence.

    Args:
        persons: Number of persons or cases.
        cost_variation: Standard deviation of a person's yearly cost divided by its mean.
        confidence: One-sided, between 0,5 and 1.
        benchmark_noise: Noise of the benchmark that does not shrink with size [fraction of the benchmark].

    Returns:
        z x sqrt(CV^2 / n + tau^2), as it was computed and not rounded.

    Example:
        >>> round(float(statistical_rate(32, 2.15, 0.90)), 3)
        0.487
    """
    spread = sqrt(cost_variation**2 / persons + benchmark_noise**2)
    return Fraction(NormalDist().inv_cdf(confidence) * spread)


def contract_rates(contract: Contract, persons: Integers, minimum_rate: Numbers | None) -> MinimumRate:
    """Give the threshold a contract sets for each row.

    Args:
        contract: Its threshold decides, unless ``minimum_rate`` is given.
        persons: Number of persons by row.
        minimum_rate: A threshold agreed by row [fraction of the benchmark], or None.

    Raises:
        UsageError: The contract needs a figure that is not there.
    """
    if minimum_rate is not None:
        given = Exact.of(minimum_rate, "minimum_rate")
        if bool((given.numerators < 0).any()) or bool((given.numerators >= given.denominator).any()):
            raise UsageError("minimum_rate: geef een deel van de benchmark van 0 tot 1, zoals 0,02.")
        return _constant(given.numerators, given.denominator)
    if contract.threshold is ThresholdKind.TABLE:
        return statutory_rates(persons)
    if contract.threshold is ThresholdKind.FIXED and contract.minimum_rate is not None:
        rate = contract.minimum_rate
        return _constant(np.array([rate.numerator]), rate.denominator)
    if contract.threshold is ThresholdKind.STATISTICAL:
        if contract.cost_variation is None or contract.confidence is None:
            raise UsageError(
                "Een statistische drempel vraagt 'variatiecoefficient' en 'zekerheid' in het contract, "
                "of een gemeten drempel (minimum_rate)."
            )
        variation, confidence = float(contract.cost_variation), float(contract.confidence)
        sizes, row = np.unique(persons, return_inverse=True)
        rates = [statistical_rate(size, variation, confidence) for size in sizes.tolist()]
        exact = Exact.of(rates)
        return _constant(exact.numerators[row], exact.denominator)
    return _constant(np.array([0]), 1)


def _constant(numerators: Integers, denominator: int) -> MinimumRate:
    kind: Any = np.int64 if denominator < INT64_SAFE else object
    return MinimumRate(numerators, np.array([denominator], dtype=kind))


def _integers(numbers: Integers) -> Exact:
    return Exact(numbers, 1, 1).measured()
