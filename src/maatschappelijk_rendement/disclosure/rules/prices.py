"""What may be said of prices: a user's own price and its source, and who pays a product.

A price of the store is public, and so is who pays it by default. An own price stands on the lines of one
caseload: its amount and its source could name a household, so they need as many cases as any figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from maatschappelijk_rendement.disclosure.rules import Rules


@dataclass(frozen=True, slots=True)
class OwnPrice:
    """An own price as it stands on lines.

    Attributes:
        product_code: The product.
        price_e4: Price [1/10000 euro]; None is hidden.
        source: Where it comes from, as written; None is hidden.
        cases: The cases with such a line; of more than any minimum they need not be named.
        lines: How many lines; None is hidden.
        n_cases: How many cases, where they are not named.
    """

    product_code: str
    price_e4: int | None
    source: str | None
    cases: frozenset[int]
    lines: int | None
    n_cases: int = 0

    def is_of(self, minimum: int) -> bool:
        """Whether so many cases have it."""
        return max(len(self.cases), self.n_cases) >= minimum


def public_own_prices(prices: Sequence[OwnPrice], rules: Rules) -> list[OwnPrice]:
    """Hide what too few cases share: of a product the price, or the price and its source.

    Prices that too few cases have are taken together, first those with the same source, then all that are
    left of the product. How many lines there are is never said.

    Args:
        prices: The own prices, each price and source of a product once.
        rules: The parameters.

    Example:
        >>> many, few = frozenset(range(10)), frozenset([11])
        >>> prices = [OwnPrice("A", 3000, "besluit", many, 10), OwnPrice("A", 3100, "offerte", few, 1)]
        >>> [(one.price_e4, one.source) for one in public_own_prices(prices, Rules())]
        [(3000, 'besluit'), (None, None)]
    """
    shown = [one for one in prices if one.is_of(rules.minimum)]
    rest = _together([replace(one, price_e4=None) for one in prices if not one.is_of(rules.minimum)])
    shown += [one for one in rest if one.is_of(rules.minimum)]
    shown += _together([replace(one, source=None) for one in rest if not one.is_of(rules.minimum)])
    return [replace(one, lines=None) for one in shown]


def _together(prices: Sequence[OwnPrice]) -> list[OwnPrice]:
    """Make one of the prices of a product that read the same."""
    last: dict[tuple[str, int | None, str | None], OwnPrice] = {}
    cases: dict[tuple[str, int | None, str | None], set[int]] = defaultdict(set)
    for one in prices:
        key = one.product_code, one.price_e4, one.source
        last[key] = one
        cases[key] |= one.cases
    return [replace(one, cases=frozenset(cases[key])) for key, one in last.items()]


@dataclass(frozen=True, slots=True)
class PriceUse:
    """Who pays and gets a product, and as what kind of money.

    Attributes:
        product_code: The product.
        for_mdo: Whether it prices hours of an MDO; else usage.
        payer: Who pays.
        receiver: Who gets the money; empty for nobody.
        money_kind: What kind of money it is.
        is_default: Whether the price list says so too.
        cases: In how many cases; of more than the minimum any number from there on will do.
    """

    product_code: str
    for_mdo: bool
    payer: str
    receiver: str
    money_kind: str
    is_default: bool
    cases: int


def public_uses(uses: Sequence[PriceUse], rules: Rules) -> list[PriceUse]:
    """Leave out what the price list does not say and too few cases have.

    Args:
        uses: How products are used.
        rules: The parameters.
    """
    return [use for use in uses if use.is_default or use.cases >= rules.minimum]
