"""The interval that belongs to a mean of this many cases."""

from __future__ import annotations

from maatschappelijk_rendement.statistics.bootstrap import bca_interval
from maatschappelijk_rendement.statistics.interval import Interval, WholeNumbers

BOOTSTRAP_CASES = 20_000
"""Up to this many cases the interval is drawn, in about two seconds; beyond that drawing changes nothing."""


def interval_of_mean(values_cents: WholeNumbers, *, level: float = 0.95) -> Interval | None:
    """Give BCa's interval of the mean for cases, and Student's for a population; its method says which.

    Args:
        values_cents: One amount a case, such as its delta [euro cent].
        level: Coverage aimed at.

    Returns:
        The interval, or None for fewer than two cases or equal amounts.

    Example:
        >>> interval_of_mean([-500_00, 100_00, -300_00]).method
        'bca'
    """
    if len(values_cents) <= BOOTSTRAP_CASES:
        return bca_interval(values_cents, level=level)
    from maatschappelijk_rendement.statistics.analytic import mean_interval

    return mean_interval(values_cents, level=level)
