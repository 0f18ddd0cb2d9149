"""Two readings of the same use, side by side: what it costs society, and what its payers pay for it.

The societal reading takes reference prices (integral cost). The financier's reading takes tariffs, less what
residents pay themselves, and says which part of that is cash (method.md, decision 15). A product seldom has
both prices, and a sum over half of a stream says nothing: a stream is read twice only where each of its lines
has both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import narwhals as nw

from maatschappelijk_rendement.costing import price_usage
from maatschappelijk_rendement.costing.engines import small
from maatschappelijk_rendement.costing.priced_delivery import price_mode
from maatschappelijk_rendement.domain.errors import InputError, TariffMissingError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.vocabulary import CaseType, Moment, MoneyKind, Payer, PriceBasis
from maatschappelijk_rendement.outcomes.per_wijk import line_sums

if TYPE_CHECKING:
    import pandas as pd

    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

MEASURED = (Moment.BEFORE.value, Moment.AFTER.value)
OWN_PRICE = "regels met een eigen prijs"
Codes = Mapping[str, str]
"""By the code of a line the code whose price it gets."""


@dataclass(frozen=True, eq=False)
class Readings(Tabular):
    """Existing cases, read twice.

    Attributes:
        streams: A row a stream in which every line has both prices: stream, societal_before_cents,
            societal_after_cents, societal_delta_cents; payer_before_cents, payer_after_cents and
            payer_delta_cents (at tariffs, less what residents pay themselves), and cash_delta_cents (the part
            of payer_delta_cents that is cash) [euro cent; delta is after - before].
        not_read: A row a stream that cannot be read twice: stream, reason [Dutch].
    """

    rows_in: ClassVar[str] = "streams"

    streams: pd.DataFrame
    not_read: pd.DataFrame


def readings(analysis: ExactAnalysis, *, carry: bool = False) -> Readings:
    """Read the use of the existing cases twice; see ``MicroAnalysis.readings``.

    Args:
        analysis: Exact results.
        carry: Under current prices, index a missing price instead of leaving its stream out.
    """
    import pandas as pd

    found: list[tuple[Any, ...]] = []
    missing: list[tuple[str, str]] = []
    for stream, codes in sorted(_codes(analysis).items()):
        both, lacking = _both(analysis, codes)
        if lacking:
            missing.append((stream, f"Zonder tweede prijs: {', '.join(lacking)}."))
            continue
        try:
            societal, paid = (_sums(analysis, both[basis], carry=carry) for basis in PriceBasis)
        except TariffMissingError:
            missing.append((stream, "Een van beide prijzen geldt niet op de dagen die nodig zijn."))
        except InputError:
            missing.append((stream, "Een eigen bijdrage is hoger dan wat de regel tegen het tarief kost."))
        else:
            found.append((stream, *_societal(societal), *_paid(paid)))
    sides = [(who, what) for who in ("societal", "payer") for what in ("before", "after", "delta")]
    columns = ["stream", *(f"{who}_{what}_cents" for who, what in sides)]
    return Readings(
        pd.DataFrame(found, columns=[*columns, "cash_delta_cents"]),
        pd.DataFrame(missing, columns=["stream", "reason"]),
    )


def _codes(analysis: ExactAnalysis) -> dict[str, set[str]]:
    """Give the product codes of the lines of each stream; an own price is of no product."""
    lines = nw.from_native(analysis.usage.lines)
    lines = lines.filter(
        (nw.col("case_type") == CaseType.EXISTING.value) & nw.col("moment").is_in(list(MEASURED))
    )
    has_own = ~nw.col("price_e4").is_null() if "price_e4" in lines.collect_schema() else nw.lit(value=False)
    named = lines.with_columns(_own=has_own).select("stream", "product_code", "_own").unique()
    codes: dict[str, set[str]] = defaultdict(set)
    for row in small(named):
        codes[str(row["stream"])].add(OWN_PRICE if row["_own"] else str(row["product_code"]))
    return codes


def _both(analysis: ExactAnalysis, codes: set[str]) -> tuple[dict[PriceBasis, Codes], list[str]]:
    """Give each product at each of its two prices, and what has only one."""
    both: dict[PriceBasis, dict[str, str]] = {basis: {} for basis in PriceBasis}
    lacking = []
    for code in sorted(codes):
        product = None if code == OWN_PRICE else analysis.tariffs.product(code)
        other = None if product is None else analysis.tariffs.counterpart(code)
        bases = {one.price_basis for one in (product, other) if one is not None}
        if product is None or other is None or bases != set(PriceBasis):
            lacking.append(code)
            continue
        for one in (product, other):
            both[PriceBasis(str(one.price_basis))][code] = one.code
    return dict(both), lacking


@dataclass(frozen=True, slots=True)
class _Sum:
    """What one payer pays of one kind of money at one moment [euro cent]."""

    moment: str
    payer: str
    money_kind: str
    cents: int


def _sums(analysis: ExactAnalysis, codes: Codes, *, carry: bool) -> list[_Sum]:
    """Price the lines of these products by the prices of others, and sum them by moment, payer and money."""
    usage = nw.from_native(analysis.delivery.usage)
    usage = usage.filter(nw.col("product_code").is_in(list(codes)) & nw.col("moment").is_in(list(MEASURED)))
    code = nw.col("product_code")
    for old, new in codes.items():
        code = nw.when(nw.col("product_code") == old).then(nw.lit(new)).otherwise(code)
    priced = price_usage(
        usage.with_columns(product_code=code).to_native(),
        analysis.delivery.cases_by_usage,
        analysis.tariffs,
        mode=price_mode(analysis.settings, carry=carry),
        period_months=analysis.settings.period_months,
        indices=analysis.indices,
        structural=False,
    )
    sums = nw.from_native(line_sums(priced.lines, ("case_type", "moment", "payer", "money_kind")))
    return [
        _Sum(
            str(row["moment"]),
            str(row["payer"]),
            str(row["money_kind"]),
            int(row["in_window_cents"]) + int(row["one_off_cents"]),
        )
        for row in small(sums.filter(nw.col("case_type") == CaseType.EXISTING.value))
    ]


def _societal(sums: Sequence[_Sum]) -> tuple[int, int, int]:
    before, after = (sum(one.cents for one in sums if one.moment == moment) for moment in MEASURED)
    return before, after, after - before


def _paid(sums: Sequence[_Sum]) -> tuple[int, int, int, int]:
    """What residents pay themselves is nobody's expense but theirs."""
    paid = [one for one in sums if one.payer != Payer.BEWONER.value]
    cash = [one for one in paid if one.money_kind == MoneyKind.CASH.value]
    return (*_societal(paid), _societal(cash)[2])
