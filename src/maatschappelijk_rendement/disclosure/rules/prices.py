"""What may be said of who pays a product: what the price list says too, and what enough cases have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maatschappelijk_rendement.disclosure.rules import Rules


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
