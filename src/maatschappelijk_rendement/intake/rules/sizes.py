"""How much of a unit a person can use: bounds in ``sizes.csv``, each with its ground."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from maatschappelijk_rendement.domain.tariffs import Product
from maatschappelijk_rendement.domain.vocabulary import Per, fold

# A month has 28 to 31 days: a bound is only passed when it is passed in any month.
_SHORTEST = {Per.DAY: 1, Per.WEEK: 7, Per.FOUR_WEEKS: 28, Per.MONTH: 28, Per.QUARTER: 90, Per.YEAR: 365}
_LONGEST = {Per.DAY: 1, Per.WEEK: 7, Per.FOUR_WEEKS: 28, Per.MONTH: 31, Per.QUARTER: 92, Per.YEAR: 366}
_LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class Bound:
    """The most of a unit that one person uses in a period; empty words match every product."""

    stream: str
    category: str
    unit: str
    code: str
    most: int
    per: Per
    ground: str

    def matches(self, product: Product) -> bool:
        """Whether the bound is about a product."""
        pairs = (
            (self.stream, str(product.stream)),
            (self.category, product.category or ""),
            (self.unit, product.unit),
            (self.code, product.code),
        )
        return all(not wanted or fold(wanted) == fold(found) for wanted, found in pairs)


@cache
def bounds() -> tuple[Bound, ...]:
    """Read the bounds that come with the package."""
    text = files(__package__).joinpath("sizes.csv").read_text(encoding="utf-8")
    return tuple(
        Bound(
            row["stroom"],
            row["categorie"],
            row["eenheid"],
            row["code"],
            int(row["meest"]),
            Per(row["per"]),
            row["grond"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def bound_of(product: Product) -> Bound | None:
    """Give the bound that says most about a product: the last one that matches.

    Example:
        >>> from maatschappelijk_rendement.domain.tariffs import Tariffs
        >>> found = bound_of(Tariffs.load().product("PW.BIJSTAND.GEHUWD"))
        >>> found.most, found.per.value
        (1, 'maand')
    """
    found = [bound for bound in bounds() if bound.matches(product)]
    return found[-1] if found else None


def allowed_by_per(product: Product | None, period_months: int | None) -> Mapping[Per, int]:
    """Give the most that a line of a product says with each ``per`` [1/1000 unit]; nothing without a bound.

    Example:
        >>> from maatschappelijk_rendement.domain.tariffs import Tariffs
        >>> product = Tariffs.load().product("WMO.HH.UUR.REF2022")
        >>> allowed_by_per(product, 12)[Per.WEEK]
        168000
    """
    bound = bound_of(product) if product else None
    if bound is None:
        return {}
    most, shortest = 1000 * bound.most, _SHORTEST[bound.per]
    return {
        per: most if per is bound.per else most * days // shortest
        for per, days in longest_days(period_months).items()
    }


def longest_days(period_months: int | None) -> Mapping[Per, int]:
    """Give the most days that each ``per`` can have."""
    if period_months is None:
        return _LONGEST
    whole = _LONGEST_MONTH * period_months
    return {**_LONGEST, Per.TOTAL: whole, Per.ONE_OFF: whole}
