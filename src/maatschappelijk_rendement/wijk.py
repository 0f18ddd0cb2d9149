"""From cases to groups: sums and spread per wijk, stream and kind of case, existing and new apart.

The first function stays on the engine of its frame; the others take case-level frames, a row a case and
stream, and work in pandas, because order statistics (median, the largest case) are exact there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import narwhals as nw

from maatschappelijk_rendement.money import half_up

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

TOTAL = "totaal"


def sum_lines(lines: Any, by: Sequence[str]) -> Any:
    """Sum priced lines by any of their columns, with the number of distinct cases and lines.

    Args:
        lines: Priced lines, see ``price_usage``, on any engine.
        by: Columns to group by, such as wijk, stream, payer, moment, provision.

    Returns:
        The ``by`` columns, n_cases, n_lines, in_window_cents, one_off_cents, structural_cents, cost_cents.
    """
    amounts = ("in_window_cents", "one_off_cents", "structural_cents")
    grouped = nw.from_native(lines).group_by(*by)
    sums = grouped.agg(nw.col(*amounts).sum(), n_cases=nw.col("case_id").n_unique(), n_lines=nw.len())
    # Some engines sum integers to floats.
    sums = sums.with_columns(nw.col(*amounts, "n_cases", "n_lines").cast(nw.Int64))
    return sums.with_columns(cost_cents=nw.col("in_window_cents") + nw.col("one_off_cents")).to_native()


AMOUNTS = (
    "delta_cents",
    "in_window_cents",
    "one_off_cents",
    "structural_cents",
    "before_cents",
    "after_cents",
)


@dataclass(frozen=True, eq=False)
class Group:
    """What changed for one group of cases: one cell of the table of differences.

    Attributes:
        key: comparison, case_type, wijk (or "totaal"), stream (or "totaal").
        case_ids: The cases, in order of their id.
        amounts: For each name in ``AMOUNTS`` the amount of each case [euro cent, int64]: the delta, its
            recurring and one-off parts, what runs on per year, and the levels before and after.
        is_complete: No case left a stream out (only for stream "totaal").
    """

    key: tuple[str, str, str, str]
    case_ids: tuple[str, ...]
    amounts: Mapping[str, np.ndarray]
    is_complete: bool

    @property
    def n(self) -> int:
        """Number of cases."""
        return len(self.case_ids)

    def sum_cents(self, name: str = "delta_cents") -> int:
        """Sum of one amount over the cases."""
        return int(self.amounts[name].sum())

    @property
    def mean_cents(self) -> int:
        """Mean delta of a case, half-up."""
        return half_up(Fraction(self.sum_cents(), self.n))

    @property
    def median_cents(self) -> int:
        """Median delta, half-up between the two middle ones."""
        ordered = sorted(self.amounts["delta_cents"].tolist())
        middle = ordered[(self.n - 1) // 2] + ordered[self.n // 2]
        return half_up(Fraction(middle, 2))

    @property
    def n_risen(self) -> int:
        """Cases whose cost rose."""
        return int((self.amounts["delta_cents"] > 0).sum())

    @property
    def n_fallen(self) -> int:
        """Cases whose cost fell."""
        return int((self.amounts["delta_cents"] < 0).sum())

    @property
    def sum_without_largest_cents(self) -> int:
        """The sum without the case whose delta is largest in size."""
        return self.sum_cents() - int(max(self.amounts["delta_cents"].tolist(), key=abs))


def group_differences(deltas: pd.DataFrame, totals: pd.DataFrame) -> list[Group]:
    """Group case deltas by comparison, case type, wijk and stream, each with its margins.

    Args:
        deltas: As ``outcomes.case_deltas`` gives, in pandas.
        totals: As ``outcomes.case_totals`` gives, in pandas.

    Returns:
        One group for each key that occurs, in the order of the keys.
    """
    import pandas as pd

    whole = totals.assign(stream=TOTAL)
    rows = pd.concat([deltas.assign(is_complete=True), whole], ignore_index=True)
    rows = pd.concat([rows, rows.assign(wijk=TOTAL)], ignore_index=True)
    rows = rows.sort_values("case_id", kind="stable")
    key = ["comparison", "case_type", "wijk", "stream"]
    return [
        _group((str(a), str(b), str(c), str(d)), part) for (a, b, c, d), part in rows.groupby(key, sort=True)
    ]


def _group(key: tuple[str, str, str, str], part: pd.DataFrame) -> Group:
    return Group(
        key=key,
        case_ids=tuple(part["case_id"]),
        amounts={name: part[name].to_numpy("int64") for name in AMOUNTS},
        is_complete=bool(part["is_complete"].all()),
    )
