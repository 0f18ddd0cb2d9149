"""Whether two groups that are set against each other were alike before: without that, no comparison holds."""

from __future__ import annotations

import math
from dataclasses import dataclass

from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.statistics.interval import WholeNumbers, whole_numbers

ALIKE = 0.10
"""P. Austin, Statistics in Medicine 28 (2009) 3083-3107: up to this standardised difference groups match."""

FAR_APART = 0.25
"""E. Stuart, Statistical Science 25 (2010) 1-21: beyond this no regression can be trusted to mend it."""

NOT_ALIKE = (
    "Let op: vooraf verschilden de kosten van deze casussen van die van de groep ernaast. De uitkomst is "
    "daardoor waarschijnlijk scheef. Neem een grotere groep, of een die er meer op lijkt."
)
NO_COMPARISON = (
    "Deze vergelijking klopt niet: vooraf lagen de kosten van deze casussen ver van die van de groep "
    "ernaast. Gebruik de uitkomst niet. Neem een grotere groep, of een die er meer op lijkt."
)


@dataclass(frozen=True, slots=True)
class Likeness(Tabular):
    """How far the cost before of two groups lies apart.

    Attributes:
        standardised_difference: Difference of the means in standard deviations; above 0 the cases cost more.
    """

    standardised_difference: float

    @property
    def is_alike(self) -> bool:
        """Whether the groups were alike before."""
        return abs(self.standardised_difference) <= ALIKE

    @property
    def warning(self) -> str:
        """Dutch sentence that stands beside the effect; empty where the groups were alike."""
        if self.is_alike:
            return ""
        return NO_COMPARISON if abs(self.standardised_difference) > FAR_APART else NOT_ALIKE


def likeness(before_cents: WholeNumbers, reference_cents: WholeNumbers) -> Likeness:
    """Compare the cost before of cases with that of those they are set against.

    Args:
        before_cents: Cost before, one a case [euro cent]. At least one.
        reference_cents: The same of the reference cases that were chosen. At least one.

    Source:
        P. Austin (2009): the difference of the means over the root of the mean of both variances.

    Example:
        >>> likeness([300, 500], [200, 400]).standardised_difference
        0.7071067811865475
        >>> likeness([300, 500], [500, 300]).is_alike
        True
    """
    one, other = whole_numbers(before_cents), whole_numbers(reference_cents)
    apart = float(one.mean() - other.mean())
    spread = math.sqrt(sum(float(group.var(ddof=1)) if len(group) > 1 else 0.0 for group in (one, other)) / 2)
    if apart == 0:
        return Likeness(0.0)
    return Likeness(apart / spread if spread else math.copysign(math.inf, apart))
