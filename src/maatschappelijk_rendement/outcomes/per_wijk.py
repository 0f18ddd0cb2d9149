"""From cases to groups: sums and spread per wijk, stream and kind of case, existing and new apart.

What sums lines stays on the engine of its frame; the rest takes case-level frames, a row a case and stream,
and works in pandas, because order statistics (median, the largest case) are exact there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING, Any, ClassVar

import narwhals as nw

from maatschappelijk_rendement.costing.engines import collected, require_columns, with_plain_texts
from maatschappelijk_rendement.costing.own_contribution import by_payer
from maatschappelijk_rendement.costing.per_key import sums_and_keys
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular, in_euros

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

TOTAL = "totaal"
LINES = "de tabel met regels"
LINE_AMOUNTS = ("in_window_cents", "one_off_cents", "structural_cents")
# No id may hold it (see ``tables``), so that two names never run together.
RESIDENT_SEPARATOR = "|"
FIRST_NUMBERS = 20_000


def sum_lines(lines: Any, by: Sequence[str]) -> Any:
    """Sum priced lines by any of their columns, with the number of distinct cases and lines.

    Args:
        lines: Priced lines, see ``price_usage``, on any engine; cases are counted by case_number, or by
            case_id where there is none.
        by: Column or columns to group by, such as wijk, stream, payer, case_type, moment, provision, or a
            column of your own such as a year, gemeente or provider.

    Returns:
        The ``by`` columns, n_cases, n_lines, in_window_cents, one_off_cents, structural_cents, cost_cents;
        and n_residents (distinct residents, each within a case) where lines name them.

    Raises:
        UsageError: A column is not there, or none is named.
    """
    given, by = nw.from_native(lines), _listed(by)
    require_columns(given, by, LINES)
    native = given.lazy() if given.implementation.is_polars() else given
    columns = native.collect_schema()
    case = _case_of(given)
    if native.implementation.is_ibis():
        return _in_two_steps(native, by, case)
    counts = {}
    if "resident" in columns and "resident" not in by:
        # B1 of another case is another person; a line that names nobody counts no one.
        whose = nw.concat_str(nw.col("case_id"), nw.col("resident"), separator=RESIDENT_SEPARATOR)
        is_named = nw.when(nw.col("resident").is_null()).then(nw.lit(1)).otherwise(nw.lit(0))
        native = native.with_columns(_whose=whose, _unnamed=is_named)
        counts = {"n_residents": nw.col("_whose").n_unique(), "_unnamed": nw.col("_unnamed").max()}
    sums = sums_and_keys(native, by, case, LINE_AMOUNTS, **counts)
    sums = sums.rename({"n_keys": "n_cases", "n_rows": "n_lines"})
    # Some engines sum integers to floats.
    sums = sums.with_columns(nw.col(*LINE_AMOUNTS, "n_cases", "n_lines", *counts).cast(nw.Int64))
    if "_unnamed" in counts:
        # Distinct values count an empty one as one more.
        sums = sums.with_columns(n_residents=nw.col("n_residents") - nw.col("_unnamed")).drop("_unnamed")
    sums = with_plain_texts(sums.with_columns(cost_cents=nw.col("in_window_cents") + nw.col("one_off_cents")))
    is_planned_here = isinstance(sums, nw.LazyFrame) and isinstance(given, nw.DataFrame)
    return (collected(sums) if is_planned_here else sums).to_native()


def _case_of(lines: Any) -> str:
    """Say by which column cases are counted: by number, which is twice as fast, unless numbers mean nothing.

    Each priced table numbers its own cases from 0. In tables laid under each other the first numbers are
    those of two cases, which is seen in memory; a plan would have to run for it.
    """
    columns = lines.collect_schema().names()
    if "case_number" not in columns:
        return "case_id"
    if isinstance(lines, nw.DataFrame) and "case_id" in columns:
        pair = lines.select("case_number", "case_id")
        pair = pair.filter(nw.col("case_number") < FIRST_NUMBERS).unique()
        if any(pair.get_column(name).n_unique() < len(pair) for name in pair.columns):
            return "case_id"
    return "case_number"


def _listed(by: Sequence[str]) -> list[str]:
    """Give each column once; one name may stand by itself."""
    return [by] if isinstance(by, str) else list(dict.fromkeys(by))


def _in_two_steps(lines: Any, by: Sequence[str], case: str) -> Any:
    """Sum the lines of each case first, where an engine does not count different values in a group.

    Residents are not counted there.
    """
    of_case = lines.group_by(*by, case).agg(nw.col(*LINE_AMOUNTS).sum(), n_lines=nw.len())
    sums = of_case.group_by(*by).agg(nw.col(*LINE_AMOUNTS, "n_lines").sum(), n_cases=nw.len())
    sums = sums.with_columns(nw.col(*LINE_AMOUNTS, "n_lines", "n_cases").cast(nw.Int64))
    return sums.with_columns(cost_cents=nw.col("in_window_cents") + nw.col("one_off_cents")).to_native()


def line_sums(lines: Any, by: Sequence[str]) -> Any:
    """Sum priced lines by any of their columns; by payer, what residents pay themselves stands apart.

    Args:
        lines: Priced lines, see ``price_usage``, on any engine.
        by: Columns to group by.

    Returns:
        The ``by`` columns, in_window_cents, one_off_cents, structural_cents [euro cent].

    Raises:
        UsageError: A column is not there, or none is named.
    """
    native, by = nw.from_native(lines), _listed(by)
    require_columns(native, by, LINES)
    native = by_payer(native) if "payer" in by else native
    # Some engines sum integers to floats.
    sums = native.group_by(*by).agg(nw.col(*LINE_AMOUNTS).sum())
    return sums.with_columns(nw.col(*LINE_AMOUNTS).cast(nw.Int64)).to_native()


def case_sums(lines: Any, by: Sequence[str]) -> Any:
    """Sum priced lines per case within each group: what ``describe_cases`` takes, on any engine.

    Args:
        lines: Priced lines, see ``price_usage``.
        by: Columns to group by.

    Returns:
        The ``by`` columns, case_id and cost_cents [euro cent], a row for each case with lines in the group.

    Raises:
        UsageError: A column is not there.
    """
    native, by = nw.from_native(lines), _listed(by)
    require_columns(native, (*by, "case_id"), LINES)
    cost = native.with_columns(cost_cents=nw.col("in_window_cents") + nw.col("one_off_cents"))
    sums = cost.group_by(*dict.fromkeys([*by, "case_id"])).agg(nw.col("cost_cents").sum())
    return with_plain_texts(sums.with_columns(nw.col("cost_cents").cast(nw.Int64))).to_native()


def describe_cases(
    sums: Any, by: Sequence[str], *, column: str = "cost_cents", cap_cents: int | None = None
) -> pd.DataFrame:
    """Describe how an amount is spread over the cases of each group.

    Args:
        sums: A row a case and group, as ``case_sums`` gives, on any engine.
        by: Column or columns to group by.
        column: The amount [euro cent].
        cap_cents: Count no case for more than this (high-cost truncation); nothing is capped when left out.

    Returns:
        The ``by`` columns; n_cases, sum_cents, mean_cents, median_cents (half-up); p10_cents to p99_cents
        (the value of nearest rank, an amount that occurs); sd_cents (of the cases, half-up); top_1_cents,
        top_5_cents and top_10_cents (what the costliest 1, 5 and 10 % of cases cost, at least one case);
        capped_sum_cents and n_capped.

    Example:
        >>> import pandas as pd
        >>> cases = pd.DataFrame({"wijk": ["Ruwaard"] * 4, "cost_cents": [100, 200, 400, 9300]})
        >>> row = describe_cases(cases, ["wijk"], cap_cents=1000).iloc[0]
        >>> int(row.sum_cents), int(row.median_cents), int(row.top_10_cents), int(row.capped_sum_cents)
        (10000, 300, 9300, 1700)
    """
    import pandas as pd

    opened, by = nw.from_native(sums), _listed(by)
    require_columns(opened, [*by, column], "de tabel met bedragen per casus")
    each = (opened.collect(backend="pandas") if isinstance(opened, nw.LazyFrame) else opened).to_pandas()
    rows = []
    for key, part in each.groupby(by, sort=True, dropna=False):
        amounts = _ordered(part[column])
        rows.append(dict(zip(by, key, strict=True)) | _described(amounts, cap_cents))
    return pd.DataFrame(rows)


def _ordered(amounts: pd.Series[Any]) -> list[int]:
    """The amounts from small to large, as whole numbers of Python: their squares do not fit in 64 bits."""
    return [int(amount) for amount in sorted(amounts.tolist())]


def _described(ordered: Sequence[int], cap_cents: int | None) -> dict[str, int]:
    n, total = len(ordered), sum(ordered)
    found = {
        "n_cases": n,
        "sum_cents": total,
        "mean_cents": half_up(Fraction(total, n)),
        "median_cents": half_up(Fraction(ordered[(n - 1) // 2] + ordered[n // 2], 2)),
    }
    found |= {f"p{percent}_cents": ordered[_rank(percent, n) - 1] for percent in (10, 25, 75, 90, 99)}
    squares = n * sum(amount * amount for amount in ordered) - total * total
    # isqrt of four times the variance is the deviation in halves.
    found["sd_cents"] = (isqrt(4 * squares // (n * n)) + 1) // 2
    found |= {f"top_{percent}_cents": sum(ordered[n - _rank(percent, n) :]) for percent in (1, 5, 10)}
    cap = ordered[-1] if cap_cents is None else cap_cents
    found["capped_sum_cents"] = sum(min(amount, cap) for amount in ordered)
    found["n_capped"] = sum(amount > cap for amount in ordered)
    return found


def _rank(percent: int, n: int) -> int:
    """Nearest rank: the smallest whole number of cases that is at least so many percent, and at least one."""
    return max(1, -(-percent * n // 100))


AMOUNTS = (
    "delta_cents",
    "in_window_cents",
    "one_off_cents",
    "structural_cents",
    "before_cents",
    "after_cents",
)
OF_SUMS = ("square_cents", "cube_cents")


@dataclass(frozen=True, eq=False)
class GroupChange(Tabular):
    """What changed for one group of cases: one cell of the table of differences.

    Attributes:
        key: comparison, case_type, wijk (or "totaal"), stream (or "totaal").
        cases: The id of each case, a column of pandas.
        amounts: For each name in ``AMOUNTS`` the amount of each case [euro cent, int64]: the delta, its
            recurring and one-off parts, what runs on per year, and the levels before and after.
        is_complete: No case left a stream out (only for stream "totaal").
        times: For how many cases each stands, where those of many that are alike stand together
            (``outcomes.folding``); ``amounts`` has their sums then, and square_cents and cube_cents of the
            delta of each. Each for itself when left out.
    """

    rows_in: ClassVar[str] = "cases"

    key: tuple[str, str, str, str]
    cases: pd.Series[str]
    amounts: Mapping[str, np.ndarray]
    is_complete: bool
    times: np.ndarray | None = None

    def to_frame(self, *, euros: bool = False) -> pd.DataFrame:
        """Give a pandas frame, a row a case.

        Args:
            euros: Amounts in euros as exact decimals, not in cents.

        Returns:
            case_id, and every name in ``AMOUNTS`` [euro cent].
        """
        import pandas as pd

        frame = pd.DataFrame({"case_id": self.cases.to_numpy(), **self.amounts})
        return in_euros(frame) if euros else frame

    @property
    def case_ids(self) -> tuple[str, ...]:
        """The cases, in the order of the amounts."""
        return tuple(self.cases)

    @property
    def n(self) -> int:
        """Number of cases."""
        return len(self.cases) if self.times is None else int(self.times.sum())

    def _number(self, which: np.ndarray) -> int:
        return int(which.sum()) if self.times is None else int(self.times[which].sum())

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
        import numpy as np

        places = [(self.n - 1) // 2, self.n // 2]
        middle = np.partition(self.amounts["delta_cents"], places)[places]
        return half_up(Fraction(int(middle[0]) + int(middle[1]), 2))

    @property
    def n_risen(self) -> int:
        """Cases whose cost rose."""
        return self._number(self.amounts["delta_cents"] > 0)

    @property
    def n_fallen(self) -> int:
        """Cases whose cost fell."""
        return self._number(self.amounts["delta_cents"] < 0)

    @property
    def sum_without_largest_cents(self) -> int:
        """The sum without the case whose delta is largest in size; a fall before an equal rise."""
        deltas = self.amounts["delta_cents"]
        return self.sum_cents() - max(int(deltas.min()), int(deltas.max()), key=abs)


def group_differences(deltas: pd.DataFrame, totals: pd.DataFrame) -> list[GroupChange]:
    """Group case deltas by comparison, case type, wijk and stream, each with its margins.

    Args:
        deltas: As ``outcomes.case_changes.case_deltas`` gives, in pandas; may have is_complete.
        totals: As ``outcomes.case_changes.case_totals`` gives, in pandas.

    Returns:
        One group for each key that occurs, in the order of the keys.
    """
    # Of streams that were taken together a case may know one and not the other.
    of_streams = deltas if "is_complete" in deltas else deltas.assign(is_complete=True)
    parts = (of_streams, totals.assign(stream=TOTAL))
    return sorted((group for rows in parts for group in _groups(rows)), key=lambda group: group.key)


def _groups(rows: pd.DataFrame) -> Iterator[GroupChange]:
    """Sort once, so that a wijk is a slice of its comparison, and a group a view that copies nothing."""
    whole = ["comparison", "case_type", "stream"]
    rows = rows.sort_values([*whole, "wijk", "case_id"], kind="stable", ignore_index=True)
    amounts = {name: rows[name].to_numpy("int64") for name in AMOUNTS}
    amounts |= {name: rows[name].to_numpy("float64") for name in OF_SUMS if name in rows}
    times = rows["times"].to_numpy("int64") if "times" in rows else None
    is_complete = rows["is_complete"].to_numpy("bool")
    for by in (whole, [*whole, "wijk"]):
        end = 0
        sizes = rows.groupby(by, sort=False, observed=True).size().reset_index(name="n")
        for comparison, case_type, stream, *wijk, n in sizes.to_numpy().tolist():
            place = slice(end, end + n)
            end += n
            yield GroupChange(
                key=(comparison, case_type, wijk[0] if wijk else TOTAL, stream),
                cases=rows["case_id"].iloc[place],
                amounts={name: cents[place] for name, cents in amounts.items()},
                is_complete=bool(is_complete[place].all()),
                times=None if times is None else times[place],
            )
