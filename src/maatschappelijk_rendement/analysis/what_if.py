"""What the difference becomes under another price, index or period: one assumption at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import narwhals as nw

from maatschappelijk_rendement.analysis.groups import at, existing_cases
from maatschappelijk_rendement.costing.engines import small
from maatschappelijk_rendement.costing.prices import Constant, constant_price
from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.vocabulary import CaseType, IndexName, Moment, PriceMode
from maatschappelijk_rendement.outcomes import case_changes
from maatschappelijk_rendement.outcomes.per_wijk import TOTAL, line_sums
from maatschappelijk_rendement.statistics.robustness import AmountBounds, missing_bounds

if TYPE_CHECKING:
    import pandas as pd

    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

COUNTRY = "Nederland"
MUNICIPAL_BASIS, EXAMPLE = "tarief", "voorbeeld"
"""A price of a municipality is a contract price; a norm, a pgb and an example are not compared with it."""

RANGE = 2
"""Fewest prices that make a range."""


def missing_streams(analysis: ExactAnalysis, *, moment: str = Moment.AFTER) -> pd.DataFrame:
    """Bound the difference by what cases may have used in streams that nobody looked at.

    Args:
        analysis: The exact results.
        moment: ``na`` or ``herhaling``.

    Returns:
        A row a stream that an existing case left out: stream, n_missing, lowest_cents and highest_cents of
        the cases that were observed, low_cents and high_cents of the total when all others are like those
        [euro cent].
    """
    import pandas as pd

    total = existing_cases(analysis, comparison=at(moment))
    rows = []
    for group in analysis.groups:
        comparison, case_type, wijk, stream = group.key
        is_part = (comparison, case_type, wijk) == total.key[:3] and stream != TOTAL
        if is_part and stream in _streams(analysis) and group.n < total.n:
            deltas = group.amounts["delta_cents"]
            plausible = AmountBounds(int(deltas.min()), int(deltas.max()))
            bounds = missing_bounds(total.sum_cents(), total.n - group.n, plausible)
            lowest, highest = plausible.low_cents, plausible.high_cents
            rows.append((stream, total.n - group.n, lowest, highest, bounds.low_cents, bounds.high_cents))
    columns = ["stream", "n_missing", "lowest_cents", "highest_cents", "low_cents", "high_cents"]
    return pd.DataFrame(rows, columns=columns)


def _streams(analysis: ExactAnalysis) -> set[str]:
    """Give the streams of usage; the MDO's own cost was looked at in every case."""
    return set(case_changes.used_streams(analysis.usage.lines))


def other_indices(analysis: ExactAnalysis, *, moment: str = Moment.AFTER) -> pd.DataFrame:
    """Give the difference under each index.

    Args:
        analysis: The exact results.
        moment: ``na`` or ``herhaling``.

    Returns:
        A row an index: index, total_cents [euro cent; empty where the series lacks a year]. No rows under
        current prices, which use no index.
    """
    import pandas as pd

    settings = analysis.settings
    rows: list[tuple[str, int | None]] = []
    for name in IndexName if settings.price_mode == PriceMode.CONSTANT else ():
        is_same = name == settings.index or not _is_indexed(analysis)
        try:
            other = analysis if is_same else analysis.under(index=name)
            total = existing_cases(other, comparison=at(moment)).sum_cents()
            rows.append((name.value, total))
        except InputError:
            rows.append((name.value, None))
    return pd.DataFrame(rows, columns=["index", "total_cents"]).astype({"total_cents": "Int64"})


def _is_indexed(analysis: ExactAnalysis) -> bool:
    """Say whether a price was carried to another year; otherwise the index changes nothing."""
    lines = (line for priced in (analysis.usage, analysis.mdo) for line in priced.prices)
    return any(span.index_note for line in lines for span in line.spans)


def shorter_periods(analysis: ExactAnalysis, *, moment: str = Moment.AFTER) -> pd.DataFrame:
    """Give the difference over the first quarter, half and three quarters of the period, as measured.

    A longer period was not measured, and nothing is scaled up (method.md, decision 7): these are amounts of
    shorter windows around the MDO, not other estimates of the same amount. A line without dates fills its
    window by convention, so only dated lines tell when the change came.

    Args:
        analysis: The exact results.
        moment: ``na`` or ``herhaling``.

    Returns:
        A row a period, the whole one last: months, total_cents, before_cents [euro cent].
    """
    import pandas as pd

    whole = analysis.settings.period_months
    rows = []
    for months in sorted({whole // 4, whole // 2, 3 * whole // 4} - {0, whole}):
        group = existing_cases(analysis.under(period_months=months), comparison=at(moment))
        rows.append((months, group.sum_cents(), group.sum_cents("before_cents")))
    group = existing_cases(analysis, comparison=at(moment))
    rows.append((whole, group.sum_cents(), group.sum_cents("before_cents")))
    return pd.DataFrame(rows, columns=["months", "total_cents", "before_cents"])


def municipal_prices(analysis: ExactAnalysis, *, moment: str = Moment.AFTER) -> pd.DataFrame:
    """Give the difference at the lowest and the highest price of a municipality, one product category a time.

    Only lines that were priced from the store count, and only categories for which the store holds prices of
    municipalities in the same unit. The range holds light and heavy variants of a category too.

    Args:
        analysis: The exact results.
        moment: ``na`` or ``herhaling``.

    Returns:
        A row a category: stream, category, unit, n_prices, delta_cents, low_cents and high_cents: the total
        at the lowest and at the highest price [euro cent]. No rows under current prices without an index, for
        prices of another year cannot be compared then.

    Source:
        The shipped prices with an area and the basis ``tarief``, carried to the price year by the analysis's
        own index; see docs/tarieven.md.
    """
    import pandas as pd

    columns = ["stream", "category", "unit", "n_prices", "delta_cents", "low_cents", "high_cents"]
    mode = _price_year(analysis)
    if mode is None:
        return pd.DataFrame(columns=columns)
    total = existing_cases(analysis, comparison=at(moment)).sum_cents()
    by_kind: dict[tuple[str, str, str], list[tuple[str, int]]] = defaultdict(list)
    for code, delta in sorted(_delta_by_product(analysis, at(moment)).items()):
        product = analysis.tariffs.product(code)
        if product.category:
            by_kind[product.stream.value, product.category, product.unit].append((code, delta))
    rows = []
    for kind, products in sorted(by_kind.items()):
        prices = _prices(analysis, _municipal_codes(analysis, kind), mode)
        used = {code: price for code, _ in products for price in _prices(analysis, [code], mode) if price}
        if len(prices) < RANGE or not used:
            continue
        low, high = (
            total + sum(half_up((price / used[code] - 1) * delta) for code, delta in products if code in used)
            for price in (min(prices), max(prices))
        )
        rows.append((*kind, len(prices), sum(delta for _, delta in products), low, high))
    return pd.DataFrame(rows, columns=columns)


def _price_year(analysis: ExactAnalysis) -> Constant | None:
    """Give the year and index at which prices are compared; under current prices the year of the last MDO."""
    settings = analysis.settings
    if settings.index is None:
        return None
    last = int(analysis.delivery.cases["mdo_date"].max().year)
    year = settings.price_year if settings.price_mode == PriceMode.CONSTANT else last
    return Constant(year, settings.index) if year else None


def _delta_by_product(analysis: ExactAnalysis, moment: str) -> dict[str, int]:
    """Sum after - before of the existing cases by product, of lines that have no price of their own."""
    lines = nw.from_native(analysis.usage.lines)
    is_measured = nw.col("moment").is_in([Moment.BEFORE.value, moment])
    if moment == Moment.REPEAT:
        # Only some cases have a repeat: what the others had before is in no difference.
        again = lines.filter(nw.col("moment") == moment).select("case_id").unique()
        lines = lines.join(again, on="case_id", how="inner")
    is_existing = nw.col("case_type") == CaseType.EXISTING.value
    lines = lines.filter(is_measured, is_existing, nw.col("price_e4").is_null())
    found: dict[str, int] = defaultdict(int)
    for row in small(nw.from_native(line_sums(lines.to_native(), ["product_code", "moment"]))):
        sign = -1 if row["moment"] == Moment.BEFORE.value else 1
        found[row["product_code"]] += sign * (int(row["in_window_cents"]) + int(row["one_off_cents"]))
    return found


def _municipal_codes(analysis: ExactAnalysis, kind: tuple[str, str, str]) -> list[str]:
    rows = (row for row in analysis.tariffs.shipped if row.area not in (None, COUNTRY))
    return sorted(
        {
            row.code
            for row in rows
            if row.price_basis == MUNICIPAL_BASIS
            and row.kind != EXAMPLE
            and (row.stream.value, row.category, row.unit) == kind
        }
    )


def _prices(analysis: ExactAnalysis, codes: Sequence[str], mode: Constant) -> list[Fraction]:
    """Price products in one year; one that cannot be carried there is left out."""
    indices = analysis.indices
    found = []
    for code in codes:
        try:
            line = constant_price(code, analysis.tariffs.prices(code), mode, indices)
        except InputError:
            continue
        found.append(line.spans[0].price_eur)
    return found
