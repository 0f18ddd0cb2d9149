"""Subgroups without fishing: every comparison is counted, and each is corrected for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

import numpy as np

from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.statistics.analytic import mean_interval, variance_of_mean, welch_freedom
from maatschappelijk_rendement.statistics.interval import (
    IntArray,
    Interval,
    WholeNumbers,
    check_level,
    whole_numbers,
)


@dataclass(frozen=True, slots=True)
class Subgroup(Tabular):
    """One subgroup beside all other cases.

    Attributes:
        name: Its name.
        n: Number of cases.
        mean_cents: Mean delta [euro cent].
        interval: Interval of that mean, so wide that all intervals of the table hold together.
        p_value: Chance of at least this difference from the other cases, were there none; None where unknown.
        p_adjusted: The same, corrected for the number of comparisons.
    """

    name: str
    n: int
    mean_cents: int
    interval: Interval | None
    p_value: float | None
    p_adjusted: float | None


@dataclass(frozen=True, slots=True)
class SubgroupTable(Tabular):
    """Subgroups by name, and the number of comparisons that the corrections count."""

    rows_in: ClassVar[str] = "rows"

    rows: tuple[Subgroup, ...]
    comparisons: int


def compare_subgroups(deltas_cents: Mapping[str, WholeNumbers], *, level: float = 0.95) -> SubgroupTable:
    """Compare each subgroup with all other cases.

    Args:
        deltas_cents: Per subgroup one delta a case; a case stands in one subgroup [euro cent].
        level: Level at which all intervals hold together.

    Returns:
        The table. Empty subgroups are left out; all others count as a comparison, whatever they show.

    Source:
        S. Holm, Scandinavian Journal of Statistics 6 (1979) 65-70; intervals by Bonferroni; test by Welch.

    Example:
        >>> table = compare_subgroups({"Noord": [-500, -400, -450], "Zuid": [100, 0, 50], "Oost": [10, -10]})
        >>> table.comparisons, [row.name for row in table.rows]
        (3, ['Noord', 'Oost', 'Zuid'])
    """
    check_level(level)
    groups = {name: whole_numbers(deltas) for name, deltas in sorted(deltas_cents.items())}
    groups = {name: deltas for name, deltas in groups.items() if len(deltas)}
    p_values = {}
    for name, deltas in groups.items():
        others = [rest for other, rest in groups.items() if other != name]
        p_values[name] = _p_value(deltas, np.concatenate(others)) if others else None
    adjusted = _holm({name: p for name, p in p_values.items() if p is not None}, len(groups))
    together = 1 - (1 - level) / max(1, len(groups))
    rows = tuple(
        Subgroup(
            name=name,
            n=len(deltas),
            mean_cents=half_up(Fraction(int(deltas.sum()), len(deltas))),
            interval=mean_interval(deltas, level=together),
            p_value=p_values[name],
            p_adjusted=adjusted.get(name),
        )
        for name, deltas in groups.items()
    )
    return SubgroupTable(rows, len(groups))


def _p_value(deltas: IntArray, others: IntArray) -> float | None:
    """Test by Welch whether two means differ, two-sided; None where that cannot be computed."""
    from scipy.special import stdtr  # takes its time to load, and no report asks for it

    n, m = len(deltas), len(others)
    if min(n, m) < 2:
        return None
    first, second = variance_of_mean(deltas), variance_of_mean(others)
    if first + second == 0:
        return None
    freedom = welch_freedom(first, second, n, m)
    distance = abs(deltas.sum() / n - others.sum() / m) / (first + second) ** 0.5
    return 2 * float(stdtr(freedom, -distance))


def _holm(p_values: dict[str, float], comparisons: int) -> dict[str, float]:
    adjusted, largest = {}, 0.0
    for place, (name, p) in enumerate(sorted(p_values.items(), key=lambda pair: pair[1])):
        largest = max(largest, min(1.0, p * (comparisons - place)))
        adjusted[name] = largest
    return adjusted
