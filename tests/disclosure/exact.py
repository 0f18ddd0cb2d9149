"""Exact tables made from plain cases, by other means than the package's own outcomes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from statistics import median

from maatschappelijk_rendement.disclosure import ExactTable, cell_stats, score_stats

TOTAL = "totaal"


@dataclass(frozen=True)
class PlainCase:
    """One case with its amounts [cent] per moment and stream, and the one-off part of the level after."""

    case_id: str
    wijk: str
    group: str
    levels: Mapping[str, Mapping[str, int]]
    one_off: Mapping[str, int] = field(default_factory=dict)
    structural: Mapping[str, int] = field(default_factory=dict)


def euros(cents: float) -> str:
    return f"{cents / 100:.2f}"


def cost_tables(cases: Iterable[PlainCase]) -> list[ExactTable]:
    """The tables stromen and verschil, with all margins."""
    cases = list(cases)
    levels = []
    amounts = defaultdict(list)
    for case in cases:
        for moment, streams in case.levels.items():
            for stream, cents in streams.items():
                for wijk, place in product((case.wijk, TOTAL), (stream, TOTAL)):
                    levels.append((case.case_id, (case.group, wijk, place, moment), cents))
                    if moment == "voor":
                        continue
                    key = (case.group, moment, wijk, place)
                    before = case.levels.get("voor", {}).get(stream, 0)
                    one_off = case.one_off.get(stream, 0) if moment == "na" else 0
                    amounts["som_eur"].append((case.case_id, key, cents - before))
                    amounts["eenmalig_eur"].append((case.case_id, key, one_off))
                    amounts["in_venster_eur"].append((case.case_id, key, cents - before - one_off))
                    structural = case.structural.get(stream, 0)
                    amounts["structureel_per_jaar_eur"].append((case.case_id, key, structural))
                    amounts["voor_eur"].append((case.case_id, key, before))
    stats = {column: cell_stats(items) for column, items in amounts.items()}
    per_key: dict[tuple[str, ...], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for case_id, key, cents in amounts["som_eur"]:
        per_key[key][case_id] += cents
    differences = []
    for key, found in per_key.items():
        values = sorted(found.values(), key=abs)
        total = sum(values)
        differences.append(
            dict(zip(("groep", "moment", "wijk", "stroom"), key, strict=True))
            | {
                "n": len(values),
                "som_eur": euros(total),
                "in_venster_eur": euros(stats["in_venster_eur"][key].sum_cents),
                "eenmalig_eur": euros(stats["eenmalig_eur"][key].sum_cents),
                "structureel_per_jaar_eur": euros(stats["structureel_per_jaar_eur"][key].sum_cents),
                "gemiddelde_eur": euros(total / len(values)),
                "mediaan_eur": euros(median(values)),
                "n_gestegen": sum(v > 0 for v in values),
                "n_gedaald": sum(v < 0 for v in values),
                "n_gelijk": sum(v == 0 for v in values),
                "som_zonder_grootste_eur": euros(sum(values[:-1])),
                "bi95_laag_eur": None,
                "bi95_hoog_eur": None,
                "status": "getoond",
            }
        )
    level_stats = cell_stats(levels)
    streams = [
        dict(zip(("groep", "wijk", "stroom", "moment"), key, strict=True))
        | {"n": found.n, "som_eur": euros(found.sum_cents), "status": "getoond"}
        for key, found in level_stats.items()
    ]
    return [
        ExactTable("stromen", streams, {"som_eur": level_stats}),
        ExactTable("verschil", differences, stats),
    ]


@dataclass(frozen=True)
class PlainScore:
    """One score [1/100 point] of one resident."""

    case_id: str
    resident: str
    wijk: str
    group: str
    moment: str
    hundredths: int


def wellbeing_table(scores: Iterable[PlainScore], instrument: str = "rapportcijfer") -> ExactTable:
    """The table welbevinden, with all margins and paired differences."""
    scores = list(scores)
    found = {(s.case_id, s.resident, s.moment): s for s in scores}
    means, pairs = [], []
    for s in scores:
        for group, wijk in product((s.group, TOTAL), (s.wijk, TOTAL)):
            for partner in {"voor": (None,), "na": ("voor",), "herhaling": ("voor", "na")}[s.moment]:
                key = (group, wijk, instrument, None, s.moment, partner)
                means.append((s.case_id, s.resident, key, s.hundredths))
                other = found.get((s.case_id, s.resident, partner))
                if other:
                    pairs.append((s.case_id, s.resident, key, s.hundredths - other.hundredths))
    mean_stats, pair_stats = score_stats(means), score_stats(pairs)
    rows = []
    for key, one in mean_stats.items():
        pair = pair_stats.get(key)
        rows.append(
            dict(zip(("groep", "wijk", "instrument", "onderdeel", "moment", "gepaard_met"), key, strict=True))
            | {
                "n_bewoners": one.n_residents,
                "n_casussen": one.n,
                "gemiddelde": euros(one.sum_cents / one.n_residents),
                "gepaard_n": pair.n_residents if pair else (None if key[5] is None else 0),
                "gepaard_verschil": euros(pair.sum_cents / pair.n_residents) if pair else None,
                "status": "getoond",
            }
        )
    return ExactTable("welbevinden", rows, {"gemiddelde": mean_stats, "gepaard_verschil": pair_stats})
