"""An exact analysis under the labels of a coarser design, so that every table is built from what it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import narwhals as nw

from maatschappelijk_rendement.disclosure.matrix.design import FINEST, Design
from maatschappelijk_rendement.domain.vocabulary import CaseType, Moment
from maatschappelijk_rendement.outcomes.case_changes import AMOUNTS
from maatschappelijk_rendement.outcomes.per_wijk import TOTAL
from maatschappelijk_rendement.publication.built import Built

if TYPE_CHECKING:
    import pandas as pd

    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

_LEVELS = ("before_cents", "after_cents", "delta_cents")


def recoded(analysis: ExactAnalysis, design: Design) -> ExactAnalysis:
    """Give the analysis with the wijken, streams, cases and moments of a design.

    Args:
        analysis: Exact results.
        design: How fine the publication is.

    Returns:
        The same sums under other labels; a case that a design leaves out is in none of its frames.
    """
    if replace(design, has_wijken=True, has_parts=True).key == FINEST.key:
        # What else a design leaves out is left out of the tables (``in_design``).
        return analysis
    delivery = analysis.delivery
    every_case = delivery

    def cases() -> pd.DataFrame:
        found = _of_cases(every_case.cases, design)
        # As texts: a folder has its wijken as a category, which takes no new name.
        found = found.assign(wijk=found["wijk"].astype("str").replace(dict(design.wijken)))
        whole: pd.DataFrame = found.reset_index(drop=True)
        return whole

    delivery = replace(
        delivery,
        given_cases=cases,
        cases_by_usage=_relabelled(delivery.cases_by_usage, design),
        usage=_of_known(delivery.usage, delivery.cases_by_usage, design),
        scores=_of_moments(delivery.scores, design),
        mdo=_of_known(delivery.mdo, delivery.cases_by_usage, design),
    )
    return replace(
        analysis,
        delivery=delivery,
        usage=replace(analysis.usage, lines=_relabelled(analysis.usage.lines, design)),
        mdo=replace(analysis.mdo, lines=_relabelled(analysis.mdo.lines, design)),
        costs=delivery.keep(_costs(_relabelled(analysis.costs, design), design), "recoded costs"),
        deltas_by_usage=_deltas(_relabelled(analysis.deltas_by_usage, design), design),
        totals_by_usage=_relabelled(analysis.totals_by_usage, design),
    )


def in_design(built: Built, design: Design) -> Built:
    """Leave out the rows of a table that a design does not have."""
    if design.has_wijken or "wijk" not in built.table.key:
        return built
    place = built.table.key.index("wijk")
    behind = {(column, key): one for (column, key), one in built.behind.items() if key[place] == TOTAL}
    return replace(built, rows=[row for row in built.rows if row["wijk"] == TOTAL], behind=behind)


def _of_cases(frame: Any, design: Design) -> Any:
    native = nw.from_native(frame)
    return frame if design.has_new else native.filter(nw.col("case_type") != CaseType.NEW.value).to_native()


def _of_known(frame: Any, cases: Any, design: Design) -> Any:
    """Leave out the rows of cases that are left out."""
    if design.has_new:
        return frame
    known = nw.from_native(_of_cases(cases, design)).select("case_id")
    return nw.from_native(frame).join(known, on="case_id", how="semi").to_native()


def _of_moments(frame: Any, design: Design) -> Any:
    if design.has_repeat:
        return frame
    native = nw.from_native(frame)
    at = "comparison" if "comparison" in native.collect_schema() else "moment"
    return native.filter(nw.col(at) != Moment.REPEAT.value).to_native()


def _relabelled(frame: Any, design: Design) -> Any:
    """Give a frame with case_type, wijk and perhaps stream and moment its labels."""
    native = nw.from_native(_of_cases(frame, design))
    columns = native.collect_schema()
    if "moment" in columns or "comparison" in columns:
        native = nw.from_native(_of_moments(native.to_native(), design))
    for column, names in (("wijk", design.wijken), ("stream", design.streams)):
        if column in columns and names:
            native = native.with_columns(_named(column, names))
    return native.to_native()


def _named(column: str, names: Mapping[str, str]) -> nw.Expr:
    found = nw.col(column).cast(nw.String)
    for name, other in sorted(names.items()):
        found = nw.when(nw.col(column) == name).then(nw.lit(other)).otherwise(found)
    return found.alias(column)


def _costs(costs: Any, design: Design) -> Any:
    if not design.streams:
        return costs
    native = nw.from_native(costs)
    key = ("case_id", "wijk", "case_type", "stream", "moment")
    sums = native.group_by(*key).agg(nw.col(*AMOUNTS).sum())
    return sums.with_columns(nw.col(*AMOUNTS).cast(nw.Int64)).select(*key, *AMOUNTS).to_native()


def _deltas(deltas: Any, design: Design) -> Any:
    """Sum streams that go together; a case that knows one of them and not the other is incomplete."""
    if not design.streams:
        return deltas
    names = list(design.streams.values())
    by = ["comparison", "case_id", "wijk", "case_type", "stream"]
    sums = nw.from_native(deltas).group_by(*by).agg(nw.col(*_LEVELS, *AMOUNTS).sum(), known=nw.len())
    parts: nw.Expr = nw.lit(1)
    for name in sorted(set(names)):
        parts = nw.when(nw.col("stream") == name).then(nw.lit(names.count(name))).otherwise(parts)
    whole = nw.col(*_LEVELS, *AMOUNTS).cast(nw.Int64)
    return sums.with_columns(whole, is_complete=nw.col("known") >= parts).drop("known").to_native()
