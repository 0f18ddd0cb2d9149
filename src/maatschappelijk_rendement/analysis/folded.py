"""One caseload of many cases as a few, for a report: what comes to Python is bounded by its cells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import narwhals as nw
import numpy as np

from maatschappelijk_rendement.costing.engines import with_plain_texts
from maatschappelijk_rendement.costing.own_contribution import by_payer
from maatschappelijk_rendement.outcomes import case_changes
from maatschappelijk_rendement.outcomes.folding import LABELS, MANY_CASES, Folded, Unfolded, fold, with_ids

if TYPE_CHECKING:
    import pandas as pd

    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

One = TypeVar("One", bound="ExactAnalysis")
BITS = 62


def folded(analysis: One) -> One:
    """Give an analysis of many cases as one of a few; one of few cases stays as it is.

    Sums, numbers of cases and margins are those of all cases. Medians and what else is about one case are not
    in it: a public report never shows them.

    Args:
        analysis: Exact results.
    """
    if analysis.times is not None or analysis.delivery.n_cases <= MANY_CASES:
        return analysis
    delivery = analysis.delivery
    scored, patterns = _scored(analysis)
    given = Unfolded(
        cases=with_plain_texts(nw.from_native(delivery.cases_by_usage)).to_native(),
        lines=by_payer(nw.from_native(analysis.usage.lines)).to_native(),
        deltas=analysis.deltas_by_usage,
        totals=analysis.totals_by_usage,
        hours=case_changes.mdo_hours(analysis.mdo.lines),
        usage=delivery.usage,
        scored=scored,
        patterns=patterns,
        months=analysis.settings.period_months,
    )
    found = fold(given, delivery.fetch)
    made = replace(analysis, delivery=replace(delivery, given_cases=found.cases))
    # What an analysis works out when asked for it, it has here already.
    vars(made).update(_worked_out(analysis, found, patterns))
    return made


def _worked_out(analysis: ExactAnalysis, found: Folded, patterns: list[tuple[Any, ...]]) -> dict[str, object]:
    hours = found.hours
    lines = hours.rename(columns={"milli": "quantity_milli", "cents": "one_off_cents"})
    return {
        "times": found.cases["times"].to_numpy("int64"),
        "deltas": found.deltas,
        "totals": found.totals,
        "case_amounts": found.amounts,
        "party_deltas": case_changes.party_deltas(_plain(found.amounts)),
        "origins": found.origins,
        "hours": hours,
        "mdo_lines": lines[["case_id", "case_type", "payer", "quantity_milli", "one_off_cents"]],
        "wellbeing_groups": analysis.wellbeing_groups,
        "scored_cases": analysis.scored_cases,
        "scored": _by_topic(found.cases, patterns),
    }


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype(dict.fromkeys((*LABELS, "wijk", "case_type"), "str"))


def _by_topic(cases: pd.DataFrame, patterns: list[tuple[Any, ...]]) -> dict[tuple[Any, ...], Any]:
    """Give for each topic of scores the numbers of the cases that have one."""
    found: dict[tuple[Any, ...], Any] = {}
    pattern = cases["pattern"].to_numpy("int64")
    for topic in sorted({topic for one in patterns for topic in one}, key=str):
        which = [place for place, one in enumerate(patterns) if topic in one]
        found[topic] = np.flatnonzero(np.isin(pattern, which))
    return found


def _scored(analysis: ExactAnalysis) -> tuple[Any | None, list[tuple[Any, ...]]]:
    """Say of each case with a score which scores it has, on the engine of the lines."""
    cases = analysis.scored_cases
    topics = {
        (group.instrument, group.item, group.moment): group.scores
        for group in analysis.wellbeing_groups
        if (group.case_type, group.wijk) == (case_changes.TOTAL, case_changes.TOTAL)
    }
    if not topics:
        return None, []
    names = sorted(topics, key=str)
    # The scores of a case as the bits of a number, or of a few.
    bits = np.zeros((len(cases), -(-len(names) // BITS)), dtype=np.int64)
    for place, name in enumerate(names):
        has = np.zeros(len(cases), dtype=np.int64)
        has[topics[name].cases] = 1
        bits[:, place // BITS] += has << place % BITS
    there = np.flatnonzero(bits.any(axis=1))
    given = bits[there] if bits.shape[1] > 1 else bits[there, 0]
    different, pattern = np.unique(given, axis=0, return_inverse=True)
    lines = nw.from_native(analysis.delivery.cases_by_usage)
    on_engine = with_ids(lines, cases["case_id"].iloc[there], _pattern=pattern.reshape(-1))
    patterns = [
        tuple(name for place, name in enumerate(names) if one[place // BITS] >> place % BITS & 1)
        for one in different.reshape(-1, bits.shape[1]).tolist()
    ]
    return on_engine.to_native(), patterns
