"""Tables of scores and counts: wellbeing, completeness, the MDO, where usage figures come from."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement import frames, outcomes
from maatschappelijk_rendement.disclosure import CellStats, ExactTable
from maatschappelijk_rendement.disclosure.cells import score_stats, summarise
from maatschappelijk_rendement.instruments import InstrumentDefinition
from maatschappelijk_rendement.money import euro_string, half_up, to_euros
from maatschappelijk_rendement.wellbeing import WellbeingGroup

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis import MicroAnalysis

UNKNOWN = "onbekend"
Row = dict[str, Any]
Stats = dict[str, dict[tuple[str | None, ...], CellStats]]


def _decimals(value: Fraction | None) -> str | None:
    return None if value is None else str(to_euros(half_up(value * 100)))


def wellbeing(analysis: MicroAnalysis) -> ExactTable:
    """Mean scores of residents, each with its own n, and paired differences; an order has neither."""
    rows: list[Row] = []
    scores: list[tuple[str, str, tuple[str | None, ...], int]] = []
    pairs: list[tuple[str, str, tuple[str | None, ...], int]] = []
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
        scores += [(case_id, resident, key, score) for case_id, resident, score in group.scores]
        pairs += [(case_id, resident, key, score) for case_id, resident, score in group.pairs]
    return ExactTable(
        "welbevinden",
        tuple(rows),
        {"gemiddelde": score_stats(scores), "gepaard_verschil": score_stats(pairs)},
    )


def _above(group: WellbeingGroup, instrument: InstrumentDefinition) -> int | None:
    """Count the residents above the instrument's threshold."""
    if instrument.above is None:
        return None
    return sum(instrument.is_above(Decimal(score).scaleb(-2)) or False for *_, score in group.scores)


def _changes(group: WellbeingGroup) -> dict[str, int | None]:
    """Count who rose, stayed equal and fell: all that an order allows to be said."""
    changes = [change for *_, change in group.pairs]
    if not changes:
        return dict.fromkeys(("n_hoger", "n_gelijk", "n_lager"))
    higher, lower = sum(change > 0 for change in changes), sum(change < 0 for change in changes)
    return {"n_hoger": higher, "n_gelijk": len(changes) - higher - lower, "n_lager": lower}


def completeness(analysis: MicroAnalysis) -> ExactTable:
    """How many cases observed each stream."""
    counts = outcomes.completeness(frames.case_frame(analysis.caseload), analysis.costs)
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


def mdo(analysis: MicroAnalysis) -> ExactTable:
    """What the MDOs themselves cost, in all and (internal) per case."""
    hours_milli: Counter[str] = Counter()
    cents: Counter[str] = Counter()
    for line in analysis.mdo.lines.to_dict("records"):
        hours_milli[line["case_id"]] += int(line["quantity_milli"])
        cents[line["case_id"]] += int(line["one_off_cents"])
    row = {
        "totaal_eur": euro_string(cents.total()) if cents else None,
        "uren": _hours(hours_milli.total()) if cents else None,
        "n": len(cents),
        "per_casus": [
            {
                "casus_id": case_id,
                "uren": _hours(hours_milli[case_id]),
                "mdo_eur": euro_string(cents[case_id]),
            }
            for case_id in sorted(cents)
        ],
        "status": "getoond" if cents else UNKNOWN,
    }
    stats: Stats = {"totaal_eur": {(): summarise(cents.values())}} if cents else {}
    return ExactTable("mdo", (row,), stats)


def _hours(milli: int) -> str:
    return f"{milli // 1000}.{milli % 1000:03d}"


def provenance_of_usage(analysis: MicroAnalysis) -> ExactTable:
    """Where the usage figures come from."""
    counts = Counter(str(u.provenance) if u.provenance else UNKNOWN for u in analysis.caseload.usage)
    rows = [{"herkomst": word, "n_regels": n, "status": "getoond"} for word, n in sorted(counts.items())]
    return ExactTable("herkomst_gebruik", tuple(rows), {})
