"""What cases used, as an amount at prices that never change: for who compares releases at unlike prices.

At fixed prices, none in a simple ratio to another, two amounts are alike only where the same was used. They
mean nothing else and are never shown. There are two sets of them, for use is the same in two ways:

- by product, with what lines bring in euros as it is: sees every change of a case, but takes a line for
  another one when its code or its own price is that of a next year;
- by stream and unit, without those euros: so many hours of Wmo are so many, whatever they are called.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import narwhals as nw

from maatschappelijk_rendement.analysis.exact import analyse_delivery
from maatschappelijk_rendement.costing.engines import distinct, small
from maatschappelijk_rendement.costing.lookups import looked_up
from maatschappelijk_rendement.costing.mdo import OWN_HOUR
from maatschappelijk_rendement.costing.own_contribution import CONTRIBUTION
from maatschappelijk_rendement.domain.tables import is_amount_code
from maatschappelijk_rendement.domain.vocabulary import fold

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

PRICE, ONE_EURO_E4, ONE_MILLI = "price_e4", 10_000, 1_000
# A unit costs more than of anything real, so that no own contribution exceeds its line; and pricing bears it.
LOWEST_E4, SPREAD_E4 = 5_000_000_000, 5_000_000_000


def at_fixed_prices(analysis: ExactAnalysis, months: int, *, by_product: bool) -> ExactAnalysis:
    """Analyse the same caseload at fixed prices.

    Args:
        analysis: Exact results.
        months: Length of the windows before and after the MDO.
        by_product: A price for each product, and what lines and hours bring in euros as it is. Else a price
            for each stream and unit, one for each hour of an MDO, an amount is one euro, and a resident pays
            nothing.
    """
    delivery = analysis.delivery
    usage, hours = nw.from_native(delivery.usage), nw.from_native(delivery.mdo)
    hours = hours.with_columns(product_code=nw.coalesce(nw.col("product_code"), nw.lit(OWN_HOUR.code)))
    if by_product:
        usage, hours = _priced(usage, fold, own_prices=True), _priced(hours, fold, own_prices=True)
    else:

        def stream_and_unit(code: str) -> str:
            product = analysis.tariffs.product(code)
            return f"{product.stream}\n{product.unit}"

        usage = _priced(usage, stream_and_unit, own_prices=False)
        hours = _priced(hours, lambda code: OWN_HOUR.code, own_prices=False)
        amounts = [code for code in _codes(usage) if is_amount_code(code)]
        is_amount = nw.col("product_code").is_in(amounts)
        one = nw.when(is_amount).then(nw.lit(ONE_MILLI)).otherwise(nw.col("quantity_milli"))
        usage = usage.with_columns(quantity_milli=one)
    # What residents pay is known for the windows of the delivery only.
    is_known = by_product and months == delivery.settings.period_months
    if CONTRIBUTION in usage.collect_schema() and not is_known:
        usage = usage.drop(CONTRIBUTION)
    bare = replace(
        delivery,
        settings=replace(delivery.settings, period_months=months),
        usage=usage.to_native(),
        mdo=hours.to_native(),
        tariffs=(),  # they are among those of the analysis
    )
    return analyse_delivery(
        bare,
        analysis.tariffs,
        carry=False,
        definitions=analysis.instruments,
        kind=type(analysis),
        indices=analysis.indices,
    )


def _priced(lines: Any, name: Callable[[str], str], *, own_prices: bool) -> Any:
    """Give each line a fixed price by a name for its product, or with ``own_prices`` its own."""
    codes = _codes(lines)
    if not codes:
        return lines
    prices = [ONE_EURO_E4 if is_amount_code(code) else _price_e4(name(code)) for code in codes]
    lines = looked_up(lines, {"product_code": codes, "_fixed": prices}, ["product_code"])
    has_own = own_prices and PRICE in lines.collect_schema()
    price = nw.coalesce(nw.col(PRICE).cast(nw.Int64), nw.col("_fixed")) if has_own else nw.col("_fixed")
    return lines.with_columns(price.alias(PRICE)).drop("_fixed")


def _codes(lines: Any) -> list[str]:
    return sorted(str(row["product_code"]) for row in small(distinct(lines, "product_code")))


def _price_e4(name: str) -> int:
    """Give a fixed price of a unit [1/10000 euro]."""
    return LOWEST_E4 + int.from_bytes(sha256(name.encode()).digest()[:8], "big") % SPREAD_E4
