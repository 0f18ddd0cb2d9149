"""Tables of scores and counts: wellbeing, completeness, the MDO, where usage figures come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import narwhals as nw
import numpy as np

from maatschappelijk_rendement.costing.engines import small
from maatschappelijk_rendement.domain.instruments import InstrumentDefinition
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.outcomes import case_changes
from maatschappelijk_rendement.outcomes.wellbeing import WellbeingGroup
from maatschappelijk_rendement.publication.built import Amounts, Built, ResidentScores
from maatschappelijk_rendement.results import counts as results
from maatschappelijk_rendement.results.columns import Row

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

UNKNOWN = "onbekend"


def _hundredths(value: Fraction | None) -> int | None:
    return None if value is None else half_up(value * 100)


def wellbeing(analysis: ExactAnalysis) -> Built:
    """Mean scores of residents, each with its own n, and paired differences; an order has neither.

    Of a share (who flourishes) there is no number of residents that rose or fell: beside the share before
    and after it would tell exactly how many flourish at both moments, which may be a few.
    """
    built = Built(results.WELLBEING)
    for group in analysis.wellbeing_groups:
        definition = analysis.instruments[group.instrument]
        is_order = definition.is_ordinal
        higher, same, lower = (None, None, None) if definition.is_share else _changes(group)
        row = results.Wellbeing(
            group=group.case_type,
            wijk=group.wijk,
            instrument=group.instrument,
            item=group.item,
            moment=group.moment,
            n_residents=group.n_residents,
            n_cases=group.n_cases,
            mean=None if is_order else _hundredths(group.mean),
            paired_with=group.paired_with,
            paired_n=group.paired_n or 0,
            paired_difference=None if is_order else _hundredths(group.paired_difference),
            n_above=_above(group, definition),
            n_higher=higher,
            n_same=same,
            n_lower=lower,
            mean_as=_mean_as(definition),
        )
        built.add(row)
        if len(group.scores):
            scores = ResidentScores(group.scores.n_cases, group.scores.hundredths, group.scores)
            built.put(built.key(row), gemiddelde=scores)
        if len(group.pairs):
            pairs = ResidentScores(group.pairs.n_cases, group.pairs.hundredths, _Earlier(group))
            built.put(built.key(row), gepaard_verschil=pairs)
    return built


def _mean_as(definition: InstrumentDefinition) -> str | None:
    if definition.is_share:
        return results.AS_SHARE
    return results.AS_HUNDREDTHS if definition.is_narrow and not definition.is_ordinal else None


@dataclass(frozen=True)
class _Earlier:
    """What the residents of a pair had at the other moment; made when asked for."""

    group: WellbeingGroup

    def __iter__(self) -> Iterator[tuple[str, str, int]]:
        now = {(case_id, resident): score for case_id, resident, score in self.group.scores}
        return ((case_id, who, now[case_id, who] - change) for case_id, who, change in self.group.pairs)


def _above(group: WellbeingGroup, instrument: InstrumentDefinition) -> int | None:
    """Count the residents above the instrument's threshold."""
    if instrument.above is None:
        return None
    scores = group.scores.hundredths
    least = int(scores.min(initial=0))
    counts: list[int] = np.bincount((scores - least).astype(np.intp)).tolist()
    return sum(n for at, n in enumerate(counts) if n and instrument.is_above(Decimal(at + least).scaleb(-2)))


def _changes(group: WellbeingGroup) -> tuple[int | None, int | None, int | None]:
    """Count who rose, stayed equal and fell: all that an order allows to be said."""
    changes = group.pairs.hundredths
    if not len(changes):
        return None, None, None
    higher, lower = int((changes > 0).sum()), int((changes < 0).sum())
    return higher, len(changes) - higher - lower, lower


def completeness(analysis: ExactAnalysis) -> Built:
    """How many cases observed each stream."""
    built = Built(results.COMPLETENESS)
    for row in case_changes.completeness(analysis.delivery.cases_by_usage, analysis.costs):
        built.add(row)
    return built


def mdo(analysis: ExactAnalysis, *, internal: bool) -> Built:
    """What the MDOs themselves cost, in all and (internal) per case."""
    columns = ["quantity_milli", "one_off_cents"]
    per_case = analysis.mdo_lines.groupby("case_id", observed=True)[columns].sum().sort_index()
    hours, cents = (per_case[name].to_numpy("int64") for name in columns)
    names = [str(case_id) for case_id in per_case.index] if internal or analysis.times is None else []
    row = results.Mdo(
        cost=int(cents.sum()) if len(cents) else None,
        hours=int(hours.sum()) if len(cents) else None,
        n=analysis.n_of(per_case.index.to_series()),
        per_case=tuple(
            results.MdoOfCase(case_id=case_id, hours=milli, cost=cost)
            for case_id, milli, cost in zip(names, hours.tolist(), cents.tolist(), strict=True)
        )
        if internal
        else (),
        status="getoond" if len(cents) else UNKNOWN,
    )
    built = Built(results.MDO)
    built.add(row, **({"totaal_eur": Amounts(names, cents)} if len(cents) else {}))
    return built


def provenance_of_usage(analysis: ExactAnalysis) -> Built:
    """Where the usage figures come from."""
    usage = nw.from_native(analysis.delivery.usage)
    counts = {
        row["provenance"] if isinstance(row["provenance"], str) else UNKNOWN: int(row["n"])
        for row in small(usage.group_by("provenance").agg(n=nw.len()))
    }
    rows: list[Row] = [results.UsageOrigin(origin=word, n_lines=n) for word, n in sorted(counts.items())]
    return Built(results.USAGE_ORIGIN, rows)
