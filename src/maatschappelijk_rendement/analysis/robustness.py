"""How much the difference of the existing cases hangs on a few cases and on what was assumed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from maatschappelijk_rendement.analysis.groups import at, existing_cases
from maatschappelijk_rendement.analysis.what_if import (
    missing_streams,
    municipal_prices,
    other_indices,
    shorter_periods,
)
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.vocabulary import Moment
from maatschappelijk_rendement.outcomes.per_wijk import GroupChange
from maatschappelijk_rendement.statistics.analytic import least_change_cents
from maatschappelijk_rendement.statistics.interval import Interval
from maatschappelijk_rendement.statistics.mean import interval_of_mean
from maatschappelijk_rendement.statistics.robustness import (
    LeaveOneOut,
    TornadoBar,
    leave_one_out,
    outlier_share,
    tornado,
    truncated_mean,
    winsorised_mean,
)
from maatschappelijk_rendement.statistics.skewness import cases_needed, is_probably_short

if TYPE_CHECKING:
    import pandas as pd

    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

CUTS = (Fraction(1, 20), Fraction(1, 10))
"""Parts of the cases at each end that are drawn in or left out: customary, not derived."""


@dataclass(frozen=True, eq=False)
class Robustness(Tabular):
    """What the difference of the existing cases rests on.

    Attributes:
        n: Number of existing cases; at the repeat those that have one.
        total_cents: After - before [euro cent].
        mean_cents: The same a case.
        interval: Interval of that mean; None for fewer than two cases or equal amounts.
        is_probably_short: That interval probably covers less often than it claims.
        cases_needed: Cases from which it would not, were others as skewed as these.
        least_change_cents: How far from zero the mean must lie to be more than chance [euro cent].
        left_out: Total and mean without one case.
        largest_share: Part of all change, falls and rises alike, that the case with the largest change holds.
        means: The plain mean beside winsorised and truncated ones: method, share, mean_cents.
        missing: See ``what_if.missing_streams``.
        prices: See ``what_if.municipal_prices``.
        indices: See ``what_if.other_indices``.
        periods: See ``what_if.shorter_periods``; no bar, for it is another amount and not another estimate.
        bars: The total under the low and high value of each assumption, widest first.
    """

    rows_in: ClassVar[str] = "bars"

    n: int
    total_cents: int
    mean_cents: int
    interval: Interval | None
    is_probably_short: bool
    cases_needed: int | None
    least_change_cents: int | None
    left_out: LeaveOneOut | None
    largest_share: Fraction | None
    means: pd.DataFrame
    missing: pd.DataFrame
    prices: pd.DataFrame
    indices: pd.DataFrame
    periods: pd.DataFrame
    bars: tuple[TornadoBar, ...]


def robustness(analysis: ExactAnalysis, *, moment: str = Moment.AFTER) -> Robustness:
    """Vary cases and assumptions; see ``MicroAnalysis.robustness``."""
    group = existing_cases(analysis, comparison=at(moment))
    deltas = group.amounts["delta_cents"]
    missing, prices = missing_streams(analysis, moment=moment), municipal_prices(analysis, moment=moment)
    indices, periods = other_indices(analysis, moment=moment), shorter_periods(analysis, moment=moment)
    return Robustness(
        n=group.n,
        total_cents=group.sum_cents(),
        mean_cents=group.mean_cents,
        interval=interval_of_mean(deltas),
        is_probably_short=is_probably_short(deltas),
        cases_needed=cases_needed(deltas),
        least_change_cents=least_change_cents(deltas),
        left_out=leave_one_out(deltas),
        largest_share=outlier_share(deltas, Fraction(1, group.n)),
        means=_means(group),
        missing=missing,
        prices=prices,
        indices=indices,
        periods=periods,
        bars=tuple(tornado(_bars(missing, prices, indices))),
    )


def _means(group: GroupChange) -> pd.DataFrame:
    import pandas as pd

    deltas = group.amounts["delta_cents"]
    rows: list[tuple[str, Fraction, int | None]] = [("gewoon", Fraction(0), group.mean_cents)]
    for cut in CUTS:
        rows.append(("bijgetrokken", cut, winsorised_mean(deltas, cut)))
        rows.append(("weggelaten", cut, truncated_mean(deltas, cut)))
    return pd.DataFrame(rows, columns=["method", "share", "mean_cents"])


def _bars(missing: pd.DataFrame, prices: pd.DataFrame, indices: pd.DataFrame) -> list[TornadoBar]:
    bars = [
        TornadoBar(f"{stream}: niet bekeken bij {n} casussen", low, high)
        for stream, n, low, high in _rows(missing, "stream", "n_missing")
    ]
    bars += [
        TornadoBar(f"Prijs van {category} per {unit}", low, high)
        for category, unit, low, high in _rows(prices, "category", "unit")
    ]
    totals = indices["total_cents"].dropna()
    if len(totals) > 1:
        names = ", ".join(indices.loc[totals.index, "index"])
        bars.append(TornadoBar(f"Index ({names})", int(totals.min()), int(totals.max())))
    return bars


def _rows(frame: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """Give the named columns of each row, then its bounds as whole numbers."""
    yield from zip(*(frame[name].tolist() for name in (*names, "low_cents", "high_cents")), strict=True)
