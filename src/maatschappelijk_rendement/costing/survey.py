"""What lines ask for, found in one pass before pricing: products, periods, moments, sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import as_number, small
from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.vocabulary import Moment, Per

# A larger quantity x price would not fit in 64 bits. Aantal is at most 100.000, prijs usually 1.000.000: in
# thousandths and ten-thousandths that is 10**18; see ``domain.tables.NUMBER_RULES``.
LARGEST_MULTIPLICAND = 1 << 62
KIND = ("product_code", "per", "moment")


@dataclass(frozen=True, slots=True)
class AskedLines:
    """The lines of one product, period and moment.

    Attributes:
        lines: How many.
        own_prices: How many of them bring their own price.
        dated: How many of them have a start or an end.
        largest_milli: Largest quantity [1/1000 unit].
        largest_price_e4: Largest own price [1/10000 euro]; 1 without one.
    """

    product_code: str
    per: Per
    moment: Moment
    lines: int
    own_prices: int
    dated: int
    largest_milli: int
    largest_price_e4: int


def survey(
    lines: Any, combinations: Sequence[tuple[str | None, ...]], *, has_own_price: bool
) -> list[AskedLines]:
    """Look over the lines once, and refuse what cannot be priced.

    Args:
        lines: case_id, case_number (empty or below 0: no such case), quantity_milli, _start and _end [day
            numbers], price_e4 where ``has_own_price``, and ``KIND`` or a number for it, _kind.
        combinations: The texts of each number _kind; empty where there is no such column.
        has_own_price: Whether the column price_e4 is there.

    Returns:
        One row for each product, period and moment, in a fixed order.

    Raises:
        InputError: A line misses a value that it needs, or holds one that is not allowed.
    """
    # NO_DAY is 0, so a line without both days sums to 0.
    dated, known = (nw.col("_start") + nw.col("_end")) > 0, nw.col("case_number") >= 0
    aggregates: dict[str, Any] = {
        "lines": nw.len(),
        "cases": nw.col("case_id").count(),
        "known": nw.col("_known").sum(),
        "quantities": nw.col("quantity_milli").count(),
        "smallest": nw.col("quantity_milli").min(),
        "largest": nw.col("quantity_milli").max(),
        "dated": nw.col("_dated").sum(),
    }
    if has_own_price:
        price = nw.col("price_e4")
        aggregates |= {
            "own_prices": price.count(),
            "smallest_price": price.min(),
            "largest_price": price.max(),
        }
    lines = lines.with_columns(_dated=as_number(dated), _known=as_number(known))
    rows = small(lines.group_by(*(("_kind",) if combinations else KIND)).agg(**aggregates))
    if combinations:
        rows = [row | dict(zip(KIND, combinations[row["_kind"]], strict=True)) for row in rows]
    problems = {problem for row in rows for problem in _problems(row)}
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.code))
    found = [
        AskedLines(
            product_code=row["product_code"],
            per=Per(row["per"]),
            moment=Moment(row["moment"]),
            lines=int(row["lines"]),
            own_prices=int(row.get("own_prices", 0)),
            dated=int(row["dated"]),
            largest_milli=int(row["largest"]),
            largest_price_e4=_largest_price(row),
        )
        for row in rows
    ]
    return sorted(found, key=lambda asked: (asked.product_code, asked.per, asked.moment))


def _problems(row: dict[str, Any]) -> Sequence[Finding]:
    problems = []
    if row["per"] not in set(Per) or row["moment"] not in set(Moment):
        problems.append(_problem("woord_onbekend", "een onbekend of leeg woord bij moment of per"))
    if not isinstance(row["product_code"], str):
        problems.append(_problem("productcode_leeg", "geen productcode"))
    if int(row["cases"]) != int(row["lines"]):
        problems.append(_problem("casus_leeg", "geen casus_id"))
    if int(row["known"] or 0) != int(row["cases"]):
        problems.append(_problem("casus_onbekend", "een casus die niet bij de casussen staat"))
    if int(row["quantities"]) != int(row["lines"]) or int(row["smallest"]) < 0:
        problems.append(_problem("aantal_ongeldig", "geen aantal of een negatief aantal"))
    elif int(row["largest"]) * _largest_price(row) > LARGEST_MULTIPLICAND:
        problems.append(_problem("regel_te_groot", "een te groot aantal of een te grote prijs"))
    if row.get("own_prices") and int(row["smallest_price"]) < 0:
        problems.append(_problem("prijs_ongeldig", "een negatieve prijs"))
    return problems


def _largest_price(row: dict[str, Any]) -> int:
    return max(1, int(row["largest_price"])) if row.get("own_prices") else 1


def _problem(code: str, what: str) -> Finding:
    return Finding(
        "fout", "Gebruik", "", code, f"Er zijn regels met {what}.", "Controleer deze kolom van het gebruik."
    )
