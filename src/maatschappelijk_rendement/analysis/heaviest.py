"""The lines that weigh most: where a slip of a hundred times stands out at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import narwhals as nw

from maatschappelijk_rendement.costing.engines import small
from maatschappelijk_rendement.domain.money import dutch_euro, dutch_number

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

MOST = 10


@dataclass(frozen=True, slots=True)
class HeavyLine:
    """One line with what it costs in its window.

    Attributes:
        line: Row on the sheet, or number of the line.
        moment: When it belongs.
        product_code: What it is.
        cents: Cost in its window [euro cent].
        share: Part of the cost of all lines of its moment, 0 to 1.
    """

    line: int
    moment: str
    product_code: str
    cents: int
    share: float

    def __str__(self) -> str:
        percent = dutch_number(round(self.share * 100), 0)
        what = f"{self.moment}, {self.product_code}, {dutch_euro(self.cents)} ({percent} %)"
        return f"Gebruik rij {self.line}: {what}"


def heaviest_lines(analysis: ExactAnalysis, most: int = MOST) -> tuple[HeavyLine, ...]:
    """Give the lines that cost most, the heaviest first.

    Args:
        analysis: Exact results.
        most: How many.

    Example:
        >>> from maatschappelijk_rendement.app.micro_analysis import analyse
        >>> from maatschappelijk_rendement.intake.example import ruwaard
        >>> len(heaviest_lines(analyse(ruwaard()), 3))
        3
    """
    lines = nw.from_native(analysis.usage.lines)
    if "line" not in lines.collect_schema().names():
        return ()
    lines = lines.select(
        "line", "moment", "product_code", cents=nw.col("in_window_cents") + nw.col("one_off_cents")
    )
    totals = {
        str(row["moment"]): int(row["total"])
        for row in small(lines.group_by("moment").agg(total=nw.col("cents").sum()))
    }
    rows = small(lines.filter(nw.col("cents") > 0).sort("cents", "line", descending=[True, False]).head(most))
    return tuple(
        HeavyLine(
            int(row["line"]),
            str(row["moment"]),
            str(row["product_code"]),
            int(row["cents"]),
            int(row["cents"]) / totals[str(row["moment"])],
        )
        for row in rows
    )
