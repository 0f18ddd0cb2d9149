"""Chain ladder: what a year that is not yet settled will cost in the end, and how sure that is.

Factors are volume weighted; the standard errors are those of Mack, which suppose no distribution. With
f_k the factor from development k to k + 1 and C the cumulative cost:
f_k = sum C_k+1 / sum C_k; sigma_k^2 = sum C_k (C_k+1 / C_k - f_k)^2 / (n - k - 2).

A library does the same (``chainladder``), but it brings pandas and scikit-learn to a machine that has to stay
small; these are the formulas of the paper, held against its published triangle.

Source: T. Mack, Distribution-free calculation of the standard error of chain ladder reserve estimates, ASTIN
    Bulletin 23(2), 1993, theorem 3 and its corollary; the last sigma by the rule given there.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.triangle import Triangle

MOST_TAIL = Fraction(2)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletedYear:
    """One origin year, completed [cent].

    Attributes:
        year: Calendar year.
        known_cents: Cost known so far.
        factor: Completion factor: all factors still to come, times the tail.
        ultimate_cents: Cost in the end.
        error_cents: Mack's standard error of what is still to come.
    """

    year: int
    known_cents: int
    factor: Fraction
    ultimate_cents: int
    error_cents: int

    @property
    def open_cents(self) -> int:
        """What is still to come (IBNR)."""
        return self.ultimate_cents - self.known_cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion(Tabular):
    """A completed triangle.

    Attributes:
        factors: Development factors, from the first year on.
        sigmas: Mack's sigma squared of each factor.
        tail: Factor after the last column.
        years: One an origin year.
        open_cents: What is still to come, all years.
        error_cents: Standard error of that, the errors that years share included.
    """

    factors: tuple[Fraction, ...]
    sigmas: tuple[float, ...]
    tail: Fraction
    years: tuple[CompletedYear, ...]
    open_cents: int
    error_cents: int

    def of(self, year: int) -> CompletedYear:
        """Give one origin year.

        Raises:
            UsageError: The triangle has no such year.
        """
        for one in self.years:
            if one.year == year:
                return one
        raise UsageError("jaar: dit jaar staat niet in de driehoek. Geef een jaar dat erin staat.")


def chain_ladder(triangle: Triangle, *, tail: Fraction = Fraction(1)) -> Completion:
    """Complete a triangle.

    Args:
        triangle: Cumulative cost.
        tail: Factor after the last column, from 1 to 2; taken as certain.

    Raises:
        UsageError: The tail is below 1 or above 2.

    Example:
        >>> triangle = Triangle((2021, 2022, 2023), ((100, 150, 165), (110, 165), (90,)))
        >>> done = chain_ladder(triangle)
        >>> [float(factor) for factor in done.factors], done.of(2023).ultimate_cents, done.open_cents
        ([1.5, 1.1], 149, 76)
    """
    if not 1 <= tail <= MOST_TAIL:
        raise UsageError("staartfactor: geef een getal van 1 tot 2, zoals 1.02.")
    rows = triangle.rows_cents
    count = len(rows)
    factors = []
    for column in range(count - 1):
        known = rows[: count - column - 1]
        factors.append(Fraction(sum(row[column + 1] for row in known), sum(row[column] for row in known)))
    sigmas = _sigmas(rows, factors)
    years = []
    for place, (origin, row) in enumerate(zip(triangle.origins, rows, strict=True)):
        factor = tail
        for one in factors[count - 1 - place :]:
            factor *= one
        ultimate = half_up(row[-1] * factor)
        error = sqrt(_squared_error(rows, factors, sigmas, place)) * float(tail)
        years.append(
            CompletedYear(
                year=origin,
                known_cents=row[-1],
                factor=factor,
                ultimate_cents=ultimate,
                error_cents=round(error),
            )
        )
    return Completion(
        factors=tuple(factors),
        sigmas=tuple(sigmas),
        tail=tail,
        years=tuple(years),
        open_cents=sum(year.open_cents for year in years),
        error_cents=round(sqrt(_total_squared_error(rows, factors, sigmas)) * float(tail)),
    )


def _sigmas(rows: tuple[tuple[int, ...], ...], factors: list[Fraction]) -> list[float]:
    count = len(rows)
    sigmas = []
    for column, factor in enumerate(factors[:-1]):
        squares = sum(
            row[column] * (row[column + 1] / row[column] - float(factor)) ** 2
            for row in rows[: count - column - 1]
        )
        sigmas.append(squares / (count - column - 2))
    # Of the last factor there is one observation. Mack: it follows the two before it, and is no larger.
    if len(sigmas) == 1:
        return [*sigmas, sigmas[0]]
    before, last = sigmas[-2:]
    return [*sigmas, min(last**2 / before, before, last) if before else 0.0]


def _ahead(row: tuple[int, ...], factors: list[Fraction]) -> list[float]:
    """The cumulative cost of a row in every column: as known, then as expected."""
    ahead = [float(amount) for amount in row]
    for factor in factors[len(row) - 1 :]:
        ahead.append(ahead[-1] * float(factor))
    return ahead


def _squared_error(
    rows: tuple[tuple[int, ...], ...], factors: list[Fraction], sigmas: list[float], place: int
) -> float:
    count = len(rows)
    ahead = _ahead(rows[place], factors)
    total = 0.0
    for column in range(count - 1 - place, count - 1):
        weight = sigmas[column] / float(factors[column]) ** 2
        total += weight * (1 / ahead[column] + 1 / _volume(rows, column))
    return ahead[-1] ** 2 * total


def _total_squared_error(
    rows: tuple[tuple[int, ...], ...], factors: list[Fraction], sigmas: list[float]
) -> float:
    """Add the errors of the years, with what they share: they were made with the same factors."""
    count = len(rows)
    last = [_ahead(row, factors)[-1] for row in rows]
    total = 0.0
    for place in range(1, count):
        total += _squared_error(rows, factors, sigmas, place)
        shared = sum(
            2 * sigmas[column] / float(factors[column]) ** 2 / _volume(rows, column)
            for column in range(count - 1 - place, count - 1)
        )
        total += last[place] * sum(last[place + 1 :]) * shared
    return total


def _volume(rows: tuple[tuple[int, ...], ...], column: int) -> float:
    return float(sum(row[column] for row in rows[: len(rows) - column - 1]))
