"""How a budget grows: by a published index, and by assumptions about population and ageing with a source.

An index of a year that is not published is refused, never guessed. What nobody knows yet is an assumption
with a low, a middle and a high value; every combination of them is computed, so there is no draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import product
from math import prod

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.tariffs.indices import (
    BUDGET_PARTS,
    IndexFigure,
    Indices,
    growth_figures,
)
from maatschappelijk_rendement.domain.vocabulary import IndexName

WEIGHTS = (Fraction(3, 10), Fraction(4, 10), Fraction(3, 10))
"""Low, middle and high as the 10th, 50th and 90th percentile: Swanson's rule. Source: Hurst, Brown and
Swanson, "Swanson's 30-40-30 Rule", AAPG Bulletin 84 (2000), 1883-1891."""
BAND = (Fraction(1, 10), Fraction(1, 2), Fraction(9, 10))
MOST_ASSUMPTIONS, MOST_YEARS = 6, 50
LOWEST, HIGHEST = Fraction(-1, 2), Fraction(1, 2)


class BudgetIndex(StrEnum):
    """Published indices that a budget may follow."""

    CPI = "CPI"
    OVA = "OVA"
    PPC = "PPC"
    VNG = "VNG"


@dataclass(frozen=True, slots=True)
class IndexFactor(Tabular):
    """From the prices of one year to those of another.

    Attributes:
        factor: Multiply an amount by it.
        is_preliminary: Whether a figure that it needs was not final yet.
        is_doubtful: Whether sources contradict each other about a figure that it needs.
        note: What a report says about it.
    """

    factor: Fraction
    is_preliminary: bool
    is_doubtful: bool
    note: str


def index_factor(index: BudgetIndex | str, from_year: int, to_year: int) -> IndexFactor:
    """Give the factor from one year to another, exactly.

    Args:
        index: ``CPI``, ``OVA``, ``PPC``, or ``VNG``: 0,9 OVA + 0,1 PPC.
        from_year: Year of the amount.
        to_year: Year wanted.

    Raises:
        UsageError: The figure of a year that is needed is not known; names the years that are.

    Example:
        >>> index_factor("PPC", 2022, 2024).factor == Fraction("1.0702") * Fraction("1.031")
        True
        >>> index_factor("VNG", 2023, 2024).factor == 1 + (9 * Fraction("0.06") + Fraction("0.031")) / 10
        True
    """
    index = BudgetIndex(index)
    figures = (
        Indices.load().figures[IndexName.CPI]
        if index is BudgetIndex.CPI
        else growth_figures(BUDGET_PARTS[index])
    )
    first, last = sorted((from_year, to_year))
    years = list(range(first + 1, last + 1))
    if index is BudgetIndex.CPI:
        years = [] if first == last else [first, last]
    missing = [year for year in years if year not in figures]
    if missing:
        known = ", ".join(str(year) for year in sorted(figures))
        raise UsageError(
            f"{index}: het cijfer van {', '.join(map(str, missing))} is niet bekend (wel: {known}). "
            "Kies een andere index, of geef een eigen aanname met een bron."
        )
    used = [figures[year] for year in years]
    note = f"geïndexeerd met {index} van {from_year} naar {to_year}"
    if any(figure.preliminary for figure in used):
        note += ", deels voorlopig"
    if any(figure.doubtful for figure in used):
        note += ", deels twijfelachtig"
    if any(figure.from_change for figure in used):
        note += ", deels uit een afgeronde jaarmutatie"
    return IndexFactor(
        _ratio(index, used, is_back=to_year < from_year),
        any(figure.preliminary for figure in used),
        any(figure.doubtful for figure in used),
        note,
    )


def _ratio(index: BudgetIndex, used: Sequence[IndexFigure], *, is_back: bool) -> Fraction:
    if not used:
        return Fraction(1)
    if index is BudgetIndex.CPI:  # a figure is the factor from its year to one and the same year
        found = used[0].value / used[-1].value
    else:
        found = prod((figure.value for figure in used), start=Fraction(1))
    return 1 / found if is_back else found


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthAssumption(Tabular):
    """Growth a year that nobody knows yet.

    Attributes:
        name: What grows, such as ``vergrijzing``.
        low: Low growth a year, 0,01 for 1 %: in one case of ten it is lower.
        middle: As likely to be too low as too high.
        high: High growth a year: in one case of ten it is higher.
        source: Where it stands, or who assumed it.
    """

    name: str
    low: Fraction
    middle: Fraction
    high: Fraction
    source: str

    def __post_init__(self) -> None:
        if not self.name or not self.source:
            raise UsageError(
                "GrowthAssumption: geef een naam en een bron. Een aanname zonder bron telt niet mee."
            )
        if not LOWEST <= self.low <= self.middle <= self.high <= HIGHEST:
            raise UsageError(
                "GrowthAssumption: geef laag, midden en hoog in die volgorde, tussen -0,5 en 0,5."
            )


@dataclass(frozen=True, slots=True)
class FanYear(Tabular):
    """What an amount grows to in one year [cent].

    Attributes:
        year: Calendar year.
        lowest_cents: Every assumption low.
        low_cents: In one of ten cases it is lower.
        middle_cents: The median.
        high_cents: In one of ten cases it is higher.
        highest_cents: Every assumption high.
    """

    year: int
    lowest_cents: int
    low_cents: int
    middle_cents: int
    high_cents: int
    highest_cents: int


def budget_fan(
    start_cents: int, first_year: int, years: int, assumptions: Iterable[GrowthAssumption]
) -> tuple[FanYear, ...]:
    """Let an amount grow under every combination of assumptions.

    Args:
        start_cents: Amount in the first year [cent].
        first_year: Calendar year.
        years: Number of years, the first included.
        assumptions: At most 6; each keeps its value for all years, and they do not depend on each other.

    Returns:
        A row a year. The first year has no spread.

    Formula: amount x product of (1 + g) to the power of years. Each combination weighs the product of its
        weights: 0,3 low, 0,4 middle, 0,3 high.

    Example:
        >>> ageing = GrowthAssumption(name="vergrijzing", low=Fraction(0), middle=Fraction(1, 100),
        ...                           high=Fraction(3, 100), source="aanname")
        >>> year = budget_fan(100_000, 2018, 2, [ageing])[1]
        >>> year.low_cents, year.middle_cents, year.high_cents
        (100000, 101000, 103000)
    """
    given = tuple(assumptions)
    if not 1 <= years <= MOST_YEARS or len(given) > MOST_ASSUMPTIONS:
        raise UsageError(f"Geef 1 tot {MOST_YEARS} jaren en hoogstens {MOST_ASSUMPTIONS} aannames.")
    combinations = [
        (
            prod((1 + growth for growth, _ in pairs), start=Fraction(1)),
            prod((w for _, w in pairs), start=Fraction(1)),
        )
        for pairs in product(*(zip((a.low, a.middle, a.high), WEIGHTS, strict=True) for a in given))
    ]
    combinations.sort()
    found = []
    for ahead in range(years):
        amounts = [(half_up(start_cents * factor**ahead), weight) for factor, weight in combinations]
        if start_cents < 0:
            amounts.reverse()
        low, middle, high = (_quantile(amounts, part) for part in BAND)
        found.append(FanYear(first_year + ahead, amounts[0][0], low, middle, high, amounts[-1][0]))
    return tuple(found)


def _quantile(amounts: Sequence[tuple[int, Fraction]], part: Fraction) -> int:
    """Give the smallest amount that is not exceeded in at least this part of the cases."""
    so_far = Fraction(0)
    for amount, weight in amounts:
        so_far += weight
        if so_far >= part:
            return amount
    return amounts[-1][0]
