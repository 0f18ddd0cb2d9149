"""What the products of a sum cost, by units that a reader may know to be whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import as_number, distinct, small
from maatschappelijk_rendement.disclosure.rules.whole_units import ALIKE, ANY_AMOUNT
from maatschappelijk_rendement.disclosure.tables.bought import Bought, Whole
from maatschappelijk_rendement.domain.vocabulary import Per
from maatschappelijk_rendement.publication.few_cases import cases_up_to, key_of

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

PARTS = (1_000, 500, 250, 100)
"""Quantities that people fill in: whole, halves, quarters and tenths [1/1000 unit]."""
MONTH = "maand"
MOST_PRICES = 20
"""Of a product with more different prices than these nobody knows which one a line has (our choice)."""
LISTED, ANY_OF_MANY = -1, -2
"""In the place of an own price: that of a list, and one of many."""
PLACE = ("case_type", "wijk", "stream", "payer", "money_kind", "moment")


def puzzles(analysis: ExactAnalysis, minimum: int, said: Callable[[Any], Any] = lambda word: word) -> Whole:
    """Give what was bought of each product, for the sums that a reader can make.

    Args:
        analysis: Exact results, in the design that is published.
        minimum: Fewest cases that use a product which is not a few.
        said: Replaces words that may not be shown.
    """
    lines = nw.from_native(analysis.usage.lines)
    cents = nw.col("in_window_cents") + nw.col("one_off_cents")
    lines = lines.with_columns(_cents=cents).filter((cents > 0) & (nw.col("quantity_milli") > 0))
    quantity = nw.col("quantity_milli")
    lines = lines.with_columns(
        _unit=nw.col("_cents") * 1000.0 / quantity,
        **{f"_off{part}": as_number(quantity % part != 0) for part in PARTS},
    )
    own = ["price_e4"] if "price_e4" in lines.collect_schema() else []
    lines = _with_few_prices(lines) if own else lines
    users = cases_up_to(lines, ["product_code", "moment"], minimum)
    usual = {str(code) for (code, _), number in users.items() if number >= minimum}
    by = [*PLACE, "category", "product_code", "per", *own]
    users = cases_up_to(lines, by, minimum)
    rows = small(
        lines.group_by(*by).agg(
            nw.col("in_window_cents").sum(),
            nw.col("structural_cents").sum(),
            nw.col("one_off_cents").sum(),
            least=nw.col("_unit").min(),
            most=nw.col("_unit").max(),
            **{f"off{part}": nw.col(f"_off{part}").sum() for part in PARTS},
        )
    )
    cases = nw.from_native(analysis.delivery.cases_by_usage)
    numbers: Counter[tuple[str, str]] = Counter()
    for row in small(cases.group_by("case_type", "wijk").agg(n=nw.len())):
        numbers[str(row["case_type"]), str(said(row["wijk"]))] += int(row["n"])
    months = analysis.settings.period_months
    bought = []
    for row in rows:
        code = str(row["product_code"])
        is_norm = code in analysis.tariffs and analysis.tariffs.product(code).unit == MONTH
        # Of what too few cases use, no price is printed; so a reader knows that.
        most_users = None if code in usual else minimum - 1
        n = users[key_of(row, by)]
        bought.append(_bought(row, n, said, months if is_norm else 0, most_users))
    # In one order, whatever the engine gives.
    bought.sort(key=lambda one: (one.place, one.code, one.step_cents, one.cents))
    return Whole(bought, numbers, minimum, months)


def _with_few_prices(lines: Any) -> Any:
    """Give each line the own price that a reader knows it by: of a product with many nobody knows which.

    What is bought of it at all of them together then comes in any amount.
    """
    price, code = nw.col("price_e4"), nw.col("product_code")
    lines = lines.with_columns(price_e4=price.fill_null(LISTED).cast(nw.Int64))
    prices = Counter(str(row["product_code"]) for row in small(distinct(lines, "product_code", "price_e4")))
    many = sorted(product for product, number in prices.items() if number > MOST_PRICES)
    if not many:
        return lines
    is_any = code.is_in(many) & (price != LISTED)
    return lines.with_columns(price_e4=nw.when(is_any).then(nw.lit(ANY_OF_MANY)).otherwise(price))


def _bought(row: Any, users: int, said: Callable[[Any], Any], months: int, most_users: int | None) -> Bought:
    """Give a row of what was bought; ``months`` is the length of the window, and 0 of what is no norm."""
    least, most = float(row["least"]), float(row["most"])
    part = next((one for one in PARTS if not int(row[f"off{one}"])), 0)
    is_known = part and most - least <= ALIKE * most
    step = round(most * part / 1000) if is_known else ANY_AMOUNT
    return Bought(
        place=tuple(str(said(row[name])) for name in PLACE),
        code=f"{row['product_code']} {row.get('price_e4', '')}",
        step_cents=max(step, ANY_AMOUNT),
        cents=(int(row["in_window_cents"]), int(row["structural_cents"]), int(row["one_off_cents"])),
        users=users,
        most_users=most_users if months else None,
        norm=f"{row['stream']} {row['category']}" if months else None,
        full_cents=round(most * (1 if row["per"] == Per.MONTH.value else months)) if months else 0,
    )
