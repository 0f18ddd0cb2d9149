"""How large a saving has to be before it is more than chance."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

from maatschappelijk_rendement.domain.errors import UsageError

INSURED_COST_VARIATION = 2.15
"""CV of a person's yearly cost in the statutory table of Medicare's shared savings (DeLia, 2012)."""

EVEN_COST_VARIATION = 1.0
"""CV of a group whose costs lie much closer together, as a friendlier bound."""

CONFIDENCE = 0.90
"""One-sided, as in that table."""


def least_saving_rate(cases: int, cost_variation: float, confidence: float = CONFIDENCE) -> float:
    """Give the saving from which chance alone is unlikely, as a part of the cost.

    Args:
        cases: Number of cases.
        cost_variation: Standard deviation of a case's cost divided by its mean (CV).
        confidence: Chance that a group without any true saving stays below it, one-sided.

    Returns:
        The rate; above 1 no saving could be large enough.

    Raises:
        UsageError: There is no case, or the variation or confidence is out of range.

    Source:
        rate = z x CV / sqrt(n): D. DeLia e.a., Medicare & Medicaid Research Review 2(4) (2012).

    Example:
        >>> [round(100 * least_saving_rate(32, variation), 1) for variation in (2.15, 1.0)]
        [48.7, 22.7]
    """
    if cases < 1 or cost_variation < 0 or not 0.5 <= confidence < 1:
        raise UsageError("Geef minstens 1 casus, een spreiding van 0 of meer en een zekerheid van 0.5 tot 1.")
    return NormalDist().inv_cdf(confidence) * cost_variation / sqrt(cases)
