"""Tables of scores and counts: wellbeing, completeness, the MDO, where usage figures come from."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from maatschappelijk_rendement import outcomes
from maatschappelijk_rendement.disclosure import CellStats, ExactTable
from maatschappelijk_rendement.disclosure.cells import resident_stats, summarise
from maatschappelijk_rendement.engines import small
from maatschappelijk_rendement.instruments import InstrumentDefinition
from maatschappelijk_rendement.money import euro_string, half_up, to_euros
from maatschappelijk_rendement.vocabulary import CaseType
from maatschappelijk_rendement.wellbeing import WellbeingGroup

if TYPE_CHECKING:
    from maatschappelijk_rendement.exact import ExactAnalysis

UNKNOWN = "onbekend"
Row = dict[str, Any]
Stats = dict[str, dict[tuple[str | None, ...], CellStats]]


def _decimals(value: Fraction | None) -> str | None:
    return None if value is None else str(to_euros(half_up(value * 100)))


def wellbeing(analysis: ExactAnalysis) -> ExactTable:
    """Mean scores of residents, each with its own n, and paired differences; an order has neither."""
    rows: list[Row] = []
    stats: Stats = {"gemiddelde": {}, "gepaard_verschil": {}}
    for group in analysis.wellbeing_groups:
        is_order = analysis.instruments[group.instrument].is_ordinal
        key = (group.case_type, group.wijk, group.instrument, group.item, group.moment, group.paired_with)
        rows.append(
            {
                "groep": group.case_type,
                "wijk": group.wijk,
                "instrument": group.instrument,
                "onderdeel": group.item,
                "moment": group.moment,
                "n_bewoners": group.n_residents,
                "n_casussen": group.n_cases,
                "gemiddelde": None if is_order else _decimals(group.mean),
                "gepaard_met": group.paired_with,
                "gepaard_n": group.paired_n or 0,
                "gepaard_verschil": None if is_order else _decimals(group.paired_difference),
                "n_boven": _above(group, analysis.instruments[group.instrument]),
                **_changes(group),
                "status": "getoond",
            }
        )
        for column, given in zip(stats, (group.scores, group.pairs), strict=True):
            if len(given):
                stats[column][key] = resident_stats(given.n_cases, given.hundredths)
    return ExactTable("welbevinden", tuple(rows), stats)


def _above(group: WellbeingGroup, instrument: InstrumentDefinition) -> int | None:
    """Count the residents above the instrument's threshold."""
    if instrument.above is None:
        return None
    values, counts = np.unique(group.scores.hundredths, return_counts=True)
    given = zip(values.tolist(), counts.tolist(), strict=True)
    return sum(int(count) for score, count in given if instrument.is_above(Decimal(score).scaleb(-2)))


def _changes(group: WellbeingGroup) -> dict[str, int | None]:
    """Count who rose, stayed equal and fell: all that an order allows to be said."""
    changes = group.pairs.hundredths
    if not len(changes):
        return dict.fromkeys(("n_hoger", "n_gelijk", "n_lager"))
    higher, lower = int((changes > 0).sum()), int((changes < 0).sum())
    return {"n_hoger": higher, "n_gelijk": len(changes) - higher - lower, "n_lager": lower}


def completeness(analysis: ExactAnalysis) -> ExactTable:
    """How many cases observed each stream."""
    counts = outcomes.completeness(analysis.delivery.cases_by_usage, analysis.costs)
    rows = [
        {
            "stroom": row["stream"],
            "moment": row["moment"],
            "n_bekend": row["n_known"],
            "n_onbekend": row["n_unknown"],
            "status": "getoond",
        }
        for row in counts
    ]
    return ExactTable("volledigheid", tuple(rows), {})


def mdo(analysis: ExactAnalysis, *, internal: bool) -> ExactTable:
    """What the MDOs themselves cost, in all and (internal) per case."""
    columns = ["quantity_milli", "one_off_cents"]
    per_case = analysis.mdo_lines.groupby("case_id", observed=True)[columns].sum().sort_index()
    hours, cents = (per_case[name].to_numpy("int64") for name in columns)
    row = {
        "totaal_eur": euro_string(int(cents.sum())) if len(cents) else None,
        "uren": _hours(int(hours.sum())) if len(cents) else None,
        "n": len(cents),
        "per_casus": [
            {"casus_id": case_id, "uren": _hours(milli), "mdo_eur": euro_string(cost)}
            for case_id, milli, cost in zip(per_case.index, hours.tolist(), cents.tolist(), strict=True)
        ]
        if internal
        else [],
        "status": "getoond" if len(cents) else UNKNOWN,
    }
    stats: Stats = {"totaal_eur": {(): summarise(cents)}} if len(cents) else {}
    per_group = analysis.mdo_lines.groupby(["case_type", "case_id"], observed=True)["one_off_cents"].sum()
    parts: dict[tuple[str, ...], CellStats] = {
        (case_type.value,): summarise(
            per_group[per_group.index.get_level_values("case_type") == case_type.value].to_numpy("int64")
        )
        for case_type in CaseType
    }
    return ExactTable("mdo", (row,), stats, parts)


def _hours(milli: int) -> str:
    return f"{milli // 1000}.{milli % 1000:03d}"


def provenance_of_usage(analysis: ExactAnalysis) -> ExactTable:
    """Where the usage figures come from."""
    usage = nw.from_native(analysis.delivery.usage)
    counts = {
        row["provenance"] if isinstance(row["provenance"], str) else UNKNOWN: int(row["n"])
        for row in small(usage.group_by("provenance").agg(n=nw.len()))
    }
    rows = [{"herkomst": word, "n_regels": n, "status": "getoond"} for word, n in sorted(counts.items())]
    return ExactTable("herkomst_gebruik", tuple(rows), {})
