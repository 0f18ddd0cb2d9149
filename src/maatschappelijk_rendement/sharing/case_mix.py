"""Case mix: how much heavier a population is than in its base years, and how much of that may count.

An index is the mean of the relative cost of each group, weighed by how many persons are in it. Between two
years only the ratio of their indexes matters; a contract may cap how far that ratio rises.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.benchmark import capped_risk_ratio

LARGEST_RELATIVE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMixYear(Tabular):
    """Case mix of one year.

    Attributes:
        year: Calendar year.
        index: Mean relative cost of its persons.
        ratio: Beside the base year.
        counted: The ratio that counts, after the cap.
    """

    year: int
    index: Fraction
    ratio: Fraction
    counted: Fraction


def case_mix_index(persons: Mapping[str, int], relative_cost: Mapping[str, Fraction]) -> Fraction:
    """Give the mean relative cost of a population.

    Args:
        persons: Number of persons in each group.
        relative_cost: Cost of each group beside the mean, such as 0,6 and 2,4.

    Raises:
        UsageError: A group has no relative cost, a number is out of bounds, or there is nobody.

    Example:
        >>> case_mix_index({"jong": 75, "oud": 25}, {"jong": Fraction("0.5"), "oud": Fraction(2)})
        Fraction(7, 8)
    """
    if any(group not in relative_cost for group in persons):
        raise UsageError(
            "zorgzwaarte: een groep met personen heeft geen gewicht. Geef elke groep een gewicht."
        )
    if any(not 0 < cost <= LARGEST_RELATIVE for cost in relative_cost.values()):
        raise UsageError("zorgzwaarte: geef gewichten boven 0, tot 1000.")
    if any(isinstance(count, bool) or count < 0 for count in persons.values()) or not sum(persons.values()):
        raise UsageError("zorgzwaarte: geef in elke groep 0 of meer personen, samen minstens 1.")
    weighed = sum((count * relative_cost[group] for group, count in persons.items()), Fraction(0))
    return weighed / sum(persons.values())


def case_mix_years(
    mixes: Mapping[int, Mapping[str, int]],
    relative_cost: Mapping[str, Fraction],
    *,
    base_year: int,
    cap: Fraction | None = None,
) -> tuple[CaseMixYear, ...]:
    """Follow the case mix over years.

    Args:
        mixes: Persons in each group, by year.
        relative_cost: Cost of each group beside the mean.
        base_year: The year that the others are set beside.
        cap: Most by which the ratio may rise, such as 0,03; falls are not cut.

    Raises:
        UsageError: The base year is not among the years.

    Source: 42 CFR 425.601-425.603 and 425.652 (cap on the risk ratio), as in ``benchmark.historical``.

    Example:
        >>> mixes = {2023: {"jong": 75, "oud": 25}, 2024: {"jong": 65, "oud": 35}}
        >>> relative = {"jong": Fraction("0.5"), "oud": Fraction(2)}
        >>> [(str(year.ratio), str(year.counted))
        ...  for year in case_mix_years(mixes, relative, base_year=2023, cap=Fraction(3, 100))]
        [('1', '1'), ('41/35', '103/100')]
    """
    if base_year not in mixes:
        raise UsageError("zorgzwaarte: het basisjaar staat niet bij de jaren. Geef ook dat jaar.")
    if cap is not None and not 0 <= cap <= 1:
        raise UsageError("risicoplafond: geef een deel van 0 tot 1, zoals 0.03.")
    indexes = {year: case_mix_index(persons, relative_cost) for year, persons in sorted(mixes.items())}
    base = indexes[base_year]
    return tuple(
        CaseMixYear(year=year, index=index, ratio=index / base, counted=capped_risk_ratio(index / base, cap))
        for year, index in indexes.items()
    )
