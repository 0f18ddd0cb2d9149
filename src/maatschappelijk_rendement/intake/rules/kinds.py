"""Kinds of products that exclude each other: both at once is nearly always a double count."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from maatschappelijk_rendement.domain.tariffs import Product
from maatschappelijk_rendement.domain.vocabulary import Stream, fold


class ProductKind(StrEnum):
    """Kinds for the rules on double counts; products of no kind have an empty one."""

    WLZ = "wlz"
    ENDED_BY_WLZ = "eindigt_met_wlz"
    BEWIND = "bewind"
    BUDGET_CARE = "budgetbeheer"
    NORM = "norm"
    HALF_DAYS = "dagbesteding"


EXCLUDES: Mapping[ProductKind, tuple[ProductKind, ...]] = {
    ProductKind.WLZ: (ProductKind.ENDED_BY_WLZ, ProductKind.HALF_DAYS),
    ProductKind.BEWIND: (ProductKind.BUDGET_CARE,),
    ProductKind.NORM: (ProductKind.NORM,),
    ProductKind.HALF_DAYS: (ProductKind.HALF_DAYS,),  # more of them than a week has
}
"""Which kinds are looked at beside which others of the same case, at the same moment."""


def can_exclude(kinds: Mapping[str, int]) -> bool:
    """Say whether any two lines of one case and moment are of kinds that exclude each other.

    Args:
        kinds: How many lines there are of each kind.

    Example:
        >>> can_exclude({"wlz": 1, "norm": 1}), can_exclude({"norm": 2})
        (False, True)
    """
    return any(
        kinds.get(one, 0) and kinds.get(other, 0) > (one is other)
        for one, others in EXCLUDES.items()
        for other in others
    )


# A household has one norm; who shares the costs of a home has a norm of one's own (Participatiewet, article
# 22a).
_NORMS = frozenset({"bijstand", "aio", "inrichtingsnorm", "jongerennorm"})


def kind_of(product: Product) -> str:
    """Name the kind of a product; empty for a product of no kind.

    Example:
        >>> from maatschappelijk_rendement.domain.tariffs import Tariffs
        >>> print(kind_of(Tariffs.load().product("PW.BIJSTAND.GEHUWD")))
        norm
        >>> print(kind_of(Tariffs.load().product("WMO.HH.UUR.REF2022")))
        eindigt_met_wlz
    """
    category, words = fold(product.category or ""), fold(f"{product.code} {product.description}")
    if product.stream == Stream.WLZ:
        return ProductKind.WLZ
    if category == "dagbesteding" and product.unit == "dagdeel":
        return ProductKind.HALF_DAYS
    if product.ends_with_wlz:
        return ProductKind.ENDED_BY_WLZ
    if "budgetbeheer" in words:
        return ProductKind.BUDGET_CARE
    if "bewind" in words and product.unit in ("maand", "jaar"):
        return ProductKind.BEWIND
    if product.stream == Stream.PARTICIPATIEWET and category in _NORMS:
        return ProductKind.NORM
    return ""
