"""The lump sum of a wijk: from the cost of earlier years, raised each year, set again when that was agreed.

Source: the virtual budget of the Ruwaard: Wmo and welzijn in one sum from 1-1-2018, five years, based on the
cost of earlier years in the wijk (Leergeschiedenis Proeftuin Ruwaard, 2018).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.wijk.growth import BudgetIndex, index_factor


def lump_sum_base(costs: Mapping[int, int], to_year: int, *, index: BudgetIndex | str | None = None) -> int:
    """Give the mean cost of earlier years, in the prices of a year [cent].

    Args:
        costs: Real cost of each earlier year [cent].
        to_year: Year of whose prices the lump sum is.
        index: Index by which each year is carried; None keeps each in its own prices.

    Raises:
        UsageError: There is no earlier year, or its index is not known.

    Example:
        >>> lump_sum_base({2016: 100_000, 2017: 110_000}, 2018)
        105000
    """
    if not costs:
        raise UsageError("costs: geef de kosten van minstens één eerder jaar.")
    carried = [
        cents * (Fraction(1) if index is None else index_factor(index, year, to_year).factor)
        for year, cents in costs.items()
    ]
    return half_up(sum(carried, Fraction(0)) / len(carried))


def lump_sums(
    base_cents: int,
    first_year: int,
    growth: Sequence[Fraction],
    *,
    rebased: Iterable[int] = (),
    realised: Mapping[int, int] | None = None,
) -> dict[int, int]:
    """Give the lump sum of each year [cent].

    Args:
        base_cents: That of the first year [cent].
        first_year: Calendar year.
        growth: Growth to each following year, such as 0,02; one fewer than there are years.
        rebased: Years in which the sum is set to what the year before really cost, raised by the growth.
        realised: Real cost of each year [cent]; needed for the year before each of ``rebased``.

    Raises:
        UsageError: A year is set again without the real cost of the year before.

    Example:
        >>> lump_sums(100_000, 2018, [Fraction(1, 10)] * 2, rebased=[2020], realised={2019: 90_000})
        {2018: 100000, 2019: 110000, 2020: 99000}
    """
    real, again = realised or {}, set(rebased)
    years = range(first_year + 1, first_year + 1 + len(growth))
    if again - set(years):
        raise UsageError("rebased: herijken kan alleen in een jaar na het eerste, binnen de looptijd.")
    exact = Fraction(base_cents)
    found = {first_year: half_up(exact)}
    for year, grown in zip(years, growth, strict=True):
        if year in again:
            if year - 1 not in real:
                raise UsageError(
                    f"rebased: voor herijken in {year} zijn de kosten van {year - 1} nodig. "
                    "Geef ze bij realised."
                )
            exact = Fraction(real[year - 1])
        exact *= 1 + grown
        found[year] = half_up(exact)
    return found
