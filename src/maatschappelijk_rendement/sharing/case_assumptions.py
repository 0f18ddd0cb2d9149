"""What the parties assume about the years after a caseload: nobody measured those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from maatschappelijk_rendement.domain.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseYears:
    """What the parties assume about the years after the measured one; one entry a year each.

    Attributes:
        first_year: What the measured year is called; the year before it is the base year.
        persons: Number of cases.
        kept: Part of the measured difference a case that is left: 1 all of it, 0 none.
        invested: Part of the measured investment that is put in again.
        risk: Index of case mix; 1 is that of the measured year.
        growth: Growth of cost a case since the year before, by stream, without the change.
    """

    first_year: int
    persons: tuple[int, ...]
    kept: tuple[Fraction, ...]
    invested: tuple[Fraction, ...]
    risk: tuple[Fraction, ...]
    growth: Mapping[str, tuple[Fraction, ...]]

    def __post_init__(self) -> None:
        lengths = {len(self.persons), len(self.kept), len(self.invested), len(self.risk)}
        if lengths | {len(rates) for rates in self.growth.values()} != {len(self.persons)}:
            raise UsageError("casusjaren: geef voor elk jaar na het eerste precies één getal.")

    @property
    def assumed_years(self) -> range:
        """The calendar years that are an assumption."""
        return range(self.first_year + 1, self.first_year + 1 + len(self.persons))
