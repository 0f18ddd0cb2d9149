"""Which price each product has on the days that matter, and a refusal where a line has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import small
from maatschappelijk_rendement.costing.prices import (
    Current,
    PriceLine,
    PriceMode,
    constant_price,
    current_prices,
    missing_day,
)
from maatschappelijk_rendement.costing.survey import AskedLines
from maatschappelijk_rendement.costing.windows import Days
from maatschappelijk_rendement.domain.calendar import Period
from maatschappelijk_rendement.domain.errors import Finding, InputError, TariffMissingError
from maatschappelijk_rendement.domain.tariffs import Indices, Product, Tariffs


def price_lines(
    products: Mapping[str, Product],
    asked: Sequence[AskedLines],
    tariffs: Tariffs,
    mode: PriceMode,
    indices: Indices,
    days: Days,
) -> dict[str, PriceLine]:
    """Give the prices of each code that a line asks for without bringing its own.

    Nothing is refused here: a line outside its window needs no price, so what cannot be priced stays a gap
    until ``refuse_gaps`` has seen which days the lines use.
    """
    codes = {row.product_code for row in asked if row.own_prices < row.lines}
    whole = Period(date.fromordinal(days.first), date.fromordinal(days.end))
    found_lines = {}
    for code in sorted(codes):
        product, prices = products[code].code, tariffs.prices(code)
        found = PriceLine(code, ())
        if isinstance(mode, Current):
            found = current_prices(product, prices, mode, indices, [whole])
        else:
            with suppress(InputError):
                found = constant_price(product, prices, mode, indices)
        found_lines[code] = replace(found, code=code)
    return found_lines


def _on_line(finding: Finding, line: int) -> Finding:
    return replace(finding, sheet="Gebruik", cell=str(line) if line else "")


def refuse_gaps(
    lines: Any, prices: Mapping[str, PriceLine], tariffs: Tariffs, mode: PriceMode, indices: Indices
) -> None:
    """Raise when a line uses a day on which its product has no price; every product and first such line."""
    # As a sum over joined rows: by a comparison DuckDB joins both tables of days with each other first.
    gaps = nw.col("_end_gaps").fill_null(0) - nw.col("_start_gaps").fill_null(0)
    hit = lines.filter(gaps > 0)
    if "line" not in lines.collect_schema():
        hit = hit.with_columns(line=nw.lit(0))
    rows = small(
        hit.group_by("product_code").agg(
            line=nw.col("line").min(), first_day=nw.col("first_day").min(), end_day=nw.col("end_day").max()
        )
    )
    problems = []
    for row in sorted(rows, key=lambda row: (int(row["line"]), str(row["product_code"]))):
        code = str(row["product_code"])
        known = [(s.period.start.toordinal(), s.period.end.toordinal()) for s in prices[code].spans]
        day = next(
            number
            for number in range(int(row["first_day"]), int(row["end_day"]))
            if not any(start <= number < end for start, end in known)
        )
        missing = missing_day(code, date.fromordinal(day), tariffs.prices(code), mode, indices)
        problems += [_on_line(finding, int(row["line"])) for finding in missing]
    if problems:
        raise TariffMissingError(problems)
