"""What the products of a sum cost, by units that a reader may know to be whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import as_number, small
from maatschappelijk_rendement.disclosure.rules.puzzles import Units
from maatschappelijk_rendement.domain.vocabulary import Moment
from maatschappelijk_rendement.outcomes.per_wijk import TOTAL

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

Place = tuple[str, str, str, str]
"""Kind of case, wijk, stream and moment: the key of a row of costs."""
MEASURED = (Moment.BEFORE.value, Moment.AFTER.value, Moment.REPEAT.value)
PARTS = (1_000, 500, 250, 100)
"""Quantities that people fill in: whole, halves, quarters and tenths [1/1000 unit]."""
ALIKE = 0.001
ANY_AMOUNT = 1


def puzzles(analysis: ExactAnalysis, minimum: int) -> Mapping[Place, Sequence[Units]]:
    """Give of each sum of costs of one stream what its products cost.

    Args:
        analysis: Exact results, in the design that is published.
        minimum: Fewest cases that use a product which is not a few.
    """
    lines = nw.from_native(analysis.usage.lines)
    cents = nw.col("in_window_cents") + nw.col("one_off_cents")
    lines = lines.with_columns(_cents=cents).filter(
        nw.col("moment").is_in(list(MEASURED)) & (cents > 0) & (nw.col("quantity_milli") > 0)
    )
    quantity = nw.col("quantity_milli")
    lines = lines.with_columns(
        _unit=nw.col("_cents") * 1000.0 / quantity,
        **{f"_off{part}": as_number(quantity % part != 0) for part in PARTS},
    )
    own = ["price_e4"] if "price_e4" in lines.collect_schema() else []
    lines = lines.with_columns(nw.col(*own).fill_null(-1)) if own else lines
    users = small(
        lines.group_by("case_type", "moment", "product_code").agg(n=nw.col("case_number").n_unique())
    )
    few = {
        (str(row["case_type"]), str(row["moment"]), str(row["product_code"]))
        for row in users
        if int(row["n"]) < minimum
    }
    by = ["case_type", "wijk", "stream", "moment", "product_code", "per", *own]
    rows = small(
        lines.group_by(*by).agg(
            nw.col("_cents").sum(),
            least=nw.col("_unit").min(),
            most=nw.col("_unit").max(),
            **{f"off{part}": nw.col(f"_off{part}").sum() for part in PARTS},
        )
    )
    found: dict[Place, dict[tuple[Any, ...], list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        group, wijk, stream, moment = (str(row[name]) for name in by[:4])
        for place in ((group, wijk, stream, moment), (group, TOTAL, stream, moment)):
            found[place][tuple(row[name] for name in by[4:])].append(row)
    return {
        place: [
            _units(same, is_few=(place[0], place[3], str(product[0])) in few)
            for product, same in products.items()
        ]
        for place, products in found.items()
    }


def _units(rows: Sequence[Mapping[str, Any]], *, is_few: bool) -> Units:
    least, most = min(row["least"] for row in rows), max(row["most"] for row in rows)
    part = next((one for one in PARTS if not any(int(row[f"off{one}"]) for row in rows)), None)
    is_known = part is not None and most - least <= ALIKE * most
    step = round(most * (part or 0) / 1000) if is_known else ANY_AMOUNT
    return Units(max(step, ANY_AMOUNT), sum(int(row["_cents"]) for row in rows), is_few)
