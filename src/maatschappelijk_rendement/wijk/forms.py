"""What was paid beside what would have been: had it stayed PxQ, and had nothing changed.

Three amounts a year, side by side: the lump sum, PxQ on the real use, and PxQ on the use there was before,
grown with the population. The difference between the last two is use that no longer happens: under a lump
sum that frees capacity, and is no cash of the payer until the sum is set again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.payment_forms import Service, Terms, compare_forms


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedUse(Tabular):
    """A post with its price and use: what PxQ needs.

    Attributes:
        name: Partner and post.
        price_cents: Price of an hour in the year before the lump sum [cent]; None refuses the comparison.
        before_milli: Hours in the year before the lump sum [1/1000 hour].
        real_milli: Real hours of each year [1/1000 hour]; a year that is not there is unknown.
    """

    name: str
    price_cents: int | None
    before_milli: int
    real_milli: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidPost(Tabular):
    """A post without hours, such as rent: under PxQ it is paid as it is.

    Attributes:
        before_cents: Real amount in the year before the lump sum [cent].
        real_cents: Real amount of each year [cent]; a year that is not there is unknown.
    """

    before_cents: int
    real_cents: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class FormsOfYear(Tabular):
    """A year under three readings [cent]; None where the real use is unknown.

    Attributes:
        year: Calendar year.
        lump_sum_cents: What is paid.
        pxq_cents: What PxQ would have paid for the real use.
        unchanged_cents: What PxQ would have paid had nothing changed but prices and population.
        freed_cents: Value of use that no longer happens while it is paid all the same. No cash.
    """

    year: int
    lump_sum_cents: int
    pxq_cents: int | None
    unchanged_cents: int
    freed_cents: int | None

    @property
    def cash_cents(self) -> int:
        """Lump sum minus unchanged: what the payer's cash differs. Below zero it pays less."""
        return self.lump_sum_cents - self.unchanged_cents

    @property
    def pxq_cash_cents(self) -> int | None:
        """PxQ minus unchanged: what the payer's cash would differ under PxQ."""
        return None if self.pxq_cents is None else self.pxq_cents - self.unchanged_cents


def forms_by_year(
    use: Sequence[PricedUse],
    sums: Mapping[int, int],
    *,
    posts: Sequence[PaidPost] = (),
    prices: Mapping[int, Fraction] = MappingProxyType({}),
    volumes: Mapping[int, Fraction] = MappingProxyType({}),
) -> tuple[FormsOfYear, ...]:
    """Put the lump sum of each year beside PxQ and beside nothing changed.

    Args:
        use: Posts with price and hours.
        sums: Lump sum of each year [cent].
        posts: Posts without hours.
        prices: Price level of a year against the year before the lump sum; 1 where left out.
        volumes: Level of population and ageing against the year before; 1 where left out.

    Raises:
        UsageError: A post has hours and no price.

    Example:
        >>> hours = PricedUse(name="Begeleiding", price_cents=100, before_milli=10_000,
        ...                   real_milli={2018: 8_000})
        >>> (year,) = forms_by_year([hours], {2018: 1_000})
        >>> year.unchanged_cents, year.pxq_cents, year.freed_cents, year.cash_cents
        (1000, 800, 200, 0)
    """
    for place, each in enumerate(use, 1):
        if each.price_cents is None:
            raise UsageError(
                f"use[{place}]: hier staan uren zonder prijs. Geef een prijs per uur, of laat deze post weg."
            )
    found = []
    for year, paid in sorted(sums.items()):
        is_known = all(year in each.real_milli for each in use) and all(
            year in post.real_cents for post in posts
        )
        price = prices.get(year, Fraction(1))
        services = [
            Service(
                name=each.name,
                price_cents=half_up((each.price_cents or 0) * price),
                before_milli=(before := half_up(each.before_milli * volumes.get(year, Fraction(1)))),
                after_milli=each.real_milli.get(year, before),
            )
            for each in use
        ]
        (pxq,) = compare_forms(services, Terms(years=1))
        unchanged = pxq.paid_before_cents + sum(half_up(post.before_cents * price) for post in posts)
        real = pxq.paid_after_cents + sum(post.real_cents.get(year, 0) for post in posts)
        freed = max(0, unchanged - real - max(0, unchanged - paid))
        found.append(
            FormsOfYear(year, paid, real if is_known else None, unchanged, freed if is_known else None)
        )
    return tuple(found)
