"""The interval that belongs to a mean: Student's, unless an analyst asks for a drawn one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.statistics.analytic import mean_interval
from maatschappelijk_rendement.statistics.bootstrap import bca_interval, bootstrap_t_interval
from maatschappelijk_rendement.statistics.interval import Interval, WholeNumbers

STUDENT = "t"
KINDS: Mapping[str, Callable[..., Interval | None]] = {
    STUDENT: mean_interval,
    "bca": bca_interval,
    "bootstrap-t": bootstrap_t_interval,
}
"""Every interval of a mean by its name; the first is the one that is published."""


def interval_of_mean(
    values_cents: WholeNumbers, *, level: float = 0.95, kind: str = STUDENT
) -> Interval | None:
    """Give the interval of the mean over cases.

    Args:
        values_cents: One amount a case, such as its delta [euro cent].
        level: Coverage aimed at.
        kind: ``t`` (Student's, the one of every report), ``bca`` or ``bootstrap-t``.

    Returns:
        The interval, or None for fewer than two cases or equal amounts.

    Raises:
        UsageError: There is no such kind, the amounts are not whole cents, or the level is none.

    Example:
        >>> interval_of_mean([-500_00, 100_00, -300_00]).method
        't'
    """
    if kind not in KINDS:
        raise UsageError(f"Kies als soort marge: {', '.join(KINDS)}.")
    return KINDS[kind](values_cents, level=level)
