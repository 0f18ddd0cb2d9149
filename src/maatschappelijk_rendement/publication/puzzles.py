"""What the products of a sum cost, by units that a reader may know to be whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

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


@dataclass(frozen=True, slots=True)
class _Bought:
    """What was bought of one product in one wijk.

    Attributes:
        least: What a unit costs at least [euro cent].
        most: What it costs at most.
        part: Every quantity is a multiple of it [1/1000 unit]; 0 where it is of none of ``PARTS``.
        cents: What all costs [euro cent].
    """

    least: float
    most: float
    part: int
    cents: int


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
    found: dict[Place, dict[tuple[str, ...], list[_Bought]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        group, wijk, stream, moment = (str(row[name]) for name in by[:4])
        part = next((one for one in PARTS if not int(row[f"off{one}"])), 0)
        bought = _Bought(float(row["least"]), float(row["most"]), part, int(row["_cents"]))
        for place in ((group, wijk, stream, moment), (group, TOTAL, stream, moment)):
            found[place][tuple(str(row[name]) for name in by[4:])].append(bought)
    return {
        place: [
            _units(same, is_few=(place[0], place[3], product[0]) in few) for product, same in products.items()
        ]
        for place, products in found.items()
    }


def _units(found: Sequence[_Bought], *, is_few: bool) -> Units:
    least, most = min(one.least for one in found), max(one.most for one in found)
    part = min(one.part for one in found)
    is_known = part and most - least <= ALIKE * most
    step = round(most * part / 1000) if is_known else ANY_AMOUNT
    return Units(max(step, ANY_AMOUNT), sum(one.cents for one in found), is_few)
