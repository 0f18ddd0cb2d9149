"""Prices that stand on lines themselves, with their source, and what may be said of them.

A price of the store is public. An own price stands on the lines of one caseload: its amount and its source
could name a household, so they need as many cases as any figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import distinct, small, worked_out

CODE, PRICE, SOURCE = OWN = ("product_code", "price_e4", "price_source")


@dataclass(frozen=True, slots=True)
class OwnPrice:
    """An own price as it stands on lines.

    Attributes:
        product_code: The product.
        price_e4: Price [1/10000 euro]; None is hidden.
        source: Where it comes from, as written; None is hidden.
        lines: How many lines; None is hidden.
    """

    product_code: str
    price_e4: int | None
    source: str | None
    lines: int | None = None


def own_prices(lines: Any) -> list[OwnPrice]:
    """Give every own price: each price and source of a product once, in a fixed order.

    Args:
        lines: Priced lines, on any engine.
    """
    own = _own(lines)
    if own is None:
        return []
    prices = small(own.group_by(*OWN).agg(n=nw.len()).sort(*OWN))
    return [OwnPrice(str(row[CODE]), int(row[PRICE]), str(row[SOURCE]), int(row["n"])) for row in prices]


def public_own_prices(lines: Any, minimum: int) -> list[OwnPrice]:
    """Hide what too few cases share: of a product the price, or the price and its source.

    Prices that too few cases have are taken together, first those with the same source, then all that are
    left of the product. There may be as many of those as there are lines, so that is done where the lines
    are. How many lines there are is never said.

    Args:
        lines: Priced lines, on any engine.
        minimum: Fewest cases that share what is said.
    """
    own = _own(lines)
    if own is None:
        return []
    n_cases, is_many = nw.col("case_number").n_unique(), nw.col("n_cases") >= minimum
    prices = worked_out(own.group_by(*OWN).agg(n_cases=n_cases))
    found = [_said(row) for row in small(prices.filter(is_many).sort(*OWN))]
    rest = own.join(prices.filter(~is_many).select(*OWN), on=list(OWN), how="inner")
    by_source = worked_out(rest.group_by(CODE, SOURCE).agg(n_cases=n_cases))
    found += [_said(row) for row in small(by_source.filter(is_many).sort(CODE, SOURCE).select(CODE, SOURCE))]
    return [*found, *map(_said, small(distinct(by_source.filter(~is_many), CODE).sort(CODE)))]


def _own(lines: Any) -> Any:
    """Give the lines with a price of their own; None where no line can have one."""
    if not set(OWN) <= set(lines.collect_schema().names()):
        return None
    return lines.filter(~nw.col(PRICE).is_null()).select(*OWN, "case_number")


def _said(row: Any) -> OwnPrice:
    price = int(row[PRICE]) if PRICE in row else None
    return OwnPrice(str(row[CODE]), price, str(row[SOURCE]) if SOURCE in row else None)
