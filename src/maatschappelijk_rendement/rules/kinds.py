"""Kinds of products that exclude each other: both at once is nearly always a double count."""

from __future__ import annotations

from enum import StrEnum

from maatschappelijk_rendement.tariffs import Product
from maatschappelijk_rendement.vocabulary import Stream, fold


class ProductKind(StrEnum):
    """Kinds for the rules on double counts; products of no kind have an empty one."""

    WLZ = "wlz"
    ENDED_BY_WLZ = "eindigt_met_wlz"
    BEWIND = "bewind"
    BUDGET_CARE = "budgetbeheer"
    NORM = "norm"
    HALF_DAYS = "dagbesteding"


# A household has one norm; who shares the costs of a home has a norm of one's own (Participatiewet, article
# 22a).
_NORMS = frozenset({"bijstand", "aio", "inrichtingsnorm", "jongerennorm"})


def kind_of(product: Product) -> str:
    """Name the kind of a product; empty for a product of no kind.

    Example:
        >>> from maatschappelijk_rendement.tariffs import Tariffs
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
