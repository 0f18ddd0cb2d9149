"""Exact tables made from plain cases in the simplest way: lists of contributions, added up per key."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from statistics import median
from typing import Any

import numpy as np
import pandas as pd

from maatschappelijk_rendement.disclosure import CellStats, ExactTable, cell_stats, score_stats
from maatschappelijk_rendement.disclosure.matrix.facts import Facts, Scores
from maatschappelijk_rendement.disclosure.rules.cells import summarise

TOTAL = "totaal"
NONE = summarise([])
# Stream: who pays it, and what kind of money it is.
STREAMS: Mapping[str, tuple[str, str]] = {
    "Wmo": ("gemeente", "capaciteit"),
    "Zvw": ("zorgverzekeraar", "kasstroom"),
    "Wlz": ("zorgkantoor", "capaciteit"),
    "Participatiewet": ("gemeente", "inkomensoverdracht"),
    "Jeugdwet": ("gemeente", "kasstroom"),
    "Wgs": ("gemeente", "kasstroom"),
    "Welzijn": ("gemeente", "capaciteit"),
    "Wonen": ("woningcorporatie", "kasstroom"),
}


@dataclass(frozen=True)
class PlainCase:
    """One case: amounts [cent] per moment and observed stream; what is one-off and what lasts."""

    case_id: str
    wijk: str
    group: str
    levels: Mapping[str, Mapping[str, int]]
    one_off: Mapping[str, int] = field(default_factory=dict)
    structural: Mapping[str, int] = field(default_factory=dict)

    def delta(self, stream: str) -> int:
        """Amount after less amount before; a new case has nothing before."""
        return self.levels["na"][stream] - self.levels.get("voor", {}).get(stream, 0)


def whole(amount: Fraction) -> int:
    """Round half away from zero."""
    return int(abs(amount) + Fraction(1, 2)) * (-1 if amount < 0 else 1)


def keyed(names: Sequence[str], key: Sequence[str | None]) -> dict[str, object]:
    return dict(zip(names, key, strict=True))


def contributions(cases: Iterable[PlainCase]) -> dict[str, list[tuple[str, tuple[str, ...], int]]]:
    """The amounts of every case at every key of ``stromen`` (level) and ``verschil`` (the other columns)."""
    found: dict[str, list[tuple[str, tuple[str, ...], int]]] = defaultdict(list)
    for case in cases:
        for moment, streams in case.levels.items():
            for stream, cents in streams.items():
                for wijk, place in product((case.wijk, TOTAL), (stream, TOTAL)):
                    found["level"].append((case.case_id, (case.group, wijk, place, moment), cents))
                    if moment != "voor":
                        before = case.levels.get("voor", {}).get(stream, 0)
                        one_off = case.one_off.get(stream, 0) if moment == "na" else 0
                        amounts = {
                            "som_eur": cents - before,
                            "eenmalig_eur": one_off,
                            "in_venster_eur": cents - before - one_off,
                            "structureel_per_jaar_eur": case.structural.get(stream, 0),
                            "voor_eur": before,
                        }
                        for column, amount in amounts.items():
                            found[column].append((case.case_id, (case.group, moment, wijk, place), amount))
    return found


def cost_tables(cases: Iterable[PlainCase], mdo: Mapping[str, int] | None = None) -> list[ExactTable]:
    """The tables stromen and verschil with all margins, and every table with the same totals.

    Args:
        cases: The cases.
        mdo: What the MDO hours of each case cost [cent], which the gemeente invests.
    """
    cases = list(cases)
    amounts = contributions(cases)
    level_stats = cell_stats(amounts.pop("level"))
    stats = {column: cell_stats(items) for column, items in amounts.items()}
    per_key: dict[tuple[str, ...], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for case_id, key, cents in amounts["som_eur"]:
        per_key[key][case_id] += cents
    levels = [
        keyed(("groep", "wijk", "stroom", "moment"), key) | {"n": cell.n, "som_eur": cell.sum_cents}
        for key, cell in level_stats.items()
    ]
    differences = [
        keyed(("groep", "moment", "wijk", "stroom"), key) | difference_row(key, list(found.values()), stats)
        for key, found in per_key.items()
    ]
    return [
        ExactTable("stromen", levels, {"som_eur": level_stats}),
        ExactTable("verschil", differences, stats),
        societal(cases),
        money_kinds(cases),
        parties(cases, mdo or {}),
        completeness(cases),
    ]


def difference_row(
    key: tuple[str, ...], values: list[int], stats: Mapping[str, Mapping[tuple[str, ...], CellStats]]
) -> dict[str, object]:
    values = sorted(values, key=abs)
    columns = ("som_eur", "in_venster_eur", "eenmalig_eur", "structureel_per_jaar_eur")
    return {
        "n": len(values),
        **{column: stats[column][key].sum_cents for column in columns},
        "gemiddelde_eur": whole(Fraction(sum(values), len(values))),
        "mediaan_eur": whole(Fraction(median(values))),
        "n_gestegen": sum(v > 0 for v in values),
        "n_gedaald": sum(v < 0 for v in values),
        "n_gelijk": sum(v == 0 for v in values),
        "som_zonder_grootste_eur": sum(values[:-1]),
        "bi95_laag_eur": None,
        "bi95_hoog_eur": None,
    }


def societal(cases: Sequence[PlainCase]) -> ExactTable:
    items: dict[str, list[tuple[str, tuple[str, ...], int]]] = defaultdict(list)
    for case in cases:
        transfers = sum(case.delta(s) for s in case.levels["na"] if STREAMS[s][1] == "inkomensoverdracht")
        items["waarvan_inkomensoverdracht_eur"].append((case.case_id, (case.group,), transfers))
        items["som_eur"].append(
            (case.case_id, (case.group,), sum(map(case.delta, case.levels["na"])) - transfers)
        )
    stats = {column: cell_stats(found) for column, found in items.items()}
    rows = [
        {"groep": key[0], **{column: found[key].sum_cents for column, found in stats.items()}}
        for key in stats["som_eur"]
    ]
    return ExactTable("maatschappelijk", rows, stats)


def money_kinds(cases: Sequence[PlainCase]) -> ExactTable:
    items = [
        (case.case_id, (case.group, STREAMS[stream][1]), case.delta(stream))
        for case in cases
        for stream in case.levels["na"]
    ]
    stats = cell_stats(items)
    rows = [
        {"groep": group, "geldstroom": kind, "n": cell.n, "som_eur": cell.sum_cents}
        for (group, kind), cell in stats.items()
    ]
    return ExactTable("geldsoort", rows, {"som_eur": stats})


def parties(cases: Sequence[PlainCase], mdo: Mapping[str, int] = {}) -> ExactTable:
    """Who invests and who gains: per party and stream the sum over existing cases decides on the side."""
    cases = [case for case in cases if case.group == "bestaand"]
    streams = sorted({stream for case in cases for stream in case.levels["na"]})
    items: dict[str, list[tuple[str, tuple[str, ...], int]]] = {
        column: [] for column in ("investeert_eur", "profiteert_eur", "ontvangt_eur")
    }
    for stream in streams:
        party = (STREAMS[stream][0],)
        total = sum(case.delta(stream) for case in cases if stream in case.levels["na"])
        for case in cases:
            delta = case.delta(stream) if stream in case.levels["na"] else 0
            items["investeert_eur"].append((case.case_id, party, delta if total > 0 else 0))
            items["profiteert_eur"].append((case.case_id, party, -delta if total <= 0 else 0))
            items["ontvangt_eur"].append((case.case_id, party, 0))
    worked = {case.case_id: mdo[case.case_id] for case in cases if case.case_id in mdo}
    items["investeert_eur"] += [(case_id, ("gemeente",), cents) for case_id, cents in worked.items()]
    stats = {column: cell_stats(found) for column, found in items.items()}
    rows = [
        {"partij": key[0], **{column: found[key].sum_cents for column, found in stats.items()}}
        for key in stats["investeert_eur"]
    ]
    return ExactTable("partijen", rows, stats)


def completeness(cases: Sequence[PlainCase]) -> ExactTable:
    """How many cases observed each stream, of all that have the moment."""
    rows = []
    for moment in ("voor", "na", "herhaling"):
        # What is observed of a new case is observed before too: it cost nothing.
        seen = [case.levels.get(moment, case.levels["na"] if moment == "voor" else None) for case in cases]
        there = [streams for streams in seen if streams is not None]
        for stream in sorted({stream for streams in there for stream in streams}):
            known = sum(stream in streams for streams in there)
            rows.append(
                {"stroom": stream, "moment": moment, "n_bekend": known, "n_onbekend": len(there) - known}
            )
    return ExactTable("volledigheid", rows)


def facts(
    cases: Sequence[PlainCase] = (),
    scores: Sequence[PlainScore] = (),
    *,
    instrument: str = "rapportcijfer",
    mdo: Mapping[str, int] = {},
    mdo_counts_as_cost: bool = False,
    lines: Mapping[str, Sequence[int]] = {},
) -> Facts:
    """What the tables of these cases and scores are made from.

    Args:
        cases: The cases; those of the scores only when left out.
        scores: Scores on one instrument from 1,00 to 10,00.
        instrument: Its name.
        mdo: What the hours of each case cost [cent], at EUR 1 an hour.
        mdo_counts_as_cost: The hours stand among the streams.
        lines: For each provenance the number of lines of each case, in their order.
    """
    of_scores = {s.case_id: (s.group, s.wijk) for s in scores}
    known = {c.case_id: (c.group, c.wijk) for c in cases}
    everyone = {**known, **{name: of_scores[name] for name in of_scores if name not in known}}
    number = {name: place for place, name in enumerate(everyone)}
    amounts: list[tuple[object, ...]] = []
    deltas: list[tuple[object, ...]] = []
    for case in cases:
        here = number[case.case_id]
        for moment, streams in case.levels.items():
            is_later = moment not in ("voor", "nulalternatief")
            for stream, cents in streams.items():
                if stream == "MDO" and mdo_counts_as_cost:
                    continue
                payer, kind = STREAMS[stream]
                once = case.one_off.get(stream, 0) if moment == "na" else 0
                # What runs on less is what ran on before.
                runs_on = max(case.structural.get(stream, 0) * (1 if is_later else -1), 0)
                amounts.append((here, stream, payer, "", kind, moment, cents - once, once, runs_on))
            if moment != "voor":
                before = case.levels.get("voor", {})
                after, comparison = streams, moment
                if moment == "nulalternatief":
                    before, after, comparison = streams, case.levels["na"], "vermeden"
                changes = {stream: cents - before.get(stream, 0) for stream, cents in after.items()}
                deltas += [(comparison, here, stream, cents) for stream, cents in changes.items()]
                deltas.append((comparison, here, TOTAL, sum(changes.values())))
    kinds = {(number[case.case_id], STREAMS[stream][1]) for case in cases for stream in case.levels["na"]}
    hours = [(number[name], "gemeente", 100, 10 * cents, cents) for name, cents in mdo.items()]
    from_where = [(case, word, n) for word, counts in lines.items() for case, n in enumerate(counts)]
    return Facts(
        months=12,
        groups=[group for group, _ in everyone.values()],
        wijken=[wijk for _, wijk in everyone.values()],
        lines=frame(
            "case stream payer receiver money_kind moment in_window_cents one_off_cents structural_cents",
            amounts,
        ),
        deltas=frame("comparison case stream delta_cents", deltas),
        mdo=frame("case payer price_cents milli cents", hours),
        mdo_counts_as_cost=mdo_counts_as_cost,
        programme={},
        kinds=frame("case money_kind", sorted(kinds)),
        scores=[plain_scores(scores, instrument, number)] if scores else [],
        provenance=frame("case provenance n_lines", from_where),
    )


def frame(columns: str, rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    words = ("stream", "payer", "receiver", "money_kind", "moment", "comparison", "provenance")
    names = columns.split()
    kinds = {name: "object" if name in words else "int64" for name in names}
    return pd.DataFrame(rows, columns=names).astype(kinds)


def plain_scores(scores: Sequence[PlainScore], instrument: str, number: Mapping[str, int]) -> Scores:
    """The same scores as arrays over the residents."""
    people = list(dict.fromkeys((s.case_id, s.resident) for s in scores))
    place = {person: n for n, person in enumerate(people)}
    given = {s.moment: np.zeros(len(people), dtype=np.int64) for s in scores}
    has = {s.moment: np.zeros(len(people), dtype=bool) for s in scores}
    for s in scores:
        given[s.moment][place[s.case_id, s.resident]] = s.hundredths
        has[s.moment][place[s.case_id, s.resident]] = True
    cases = np.array([number[case_id] for case_id, _ in people], dtype=np.int64)
    return Scores(instrument, None, 100, 1000, False, cases, given, has, None)


def header(cases: Sequence[PlainCase]) -> dict[str, object]:
    """The header with its counts of cases, and a control sum of all amounts."""
    groups = [case.group for case in cases]
    cents = sum(cents for case in cases for streams in case.levels.values() for cents in streams.values())
    return {
        "analyse": {
            "n_casussen": len(groups),
            "n_bestaand": groups.count("bestaand"),
            "n_nieuw": groups.count("nieuw"),
        },
        "controle": {"centen_in": cents, "centen_uit": cents, "klopt": True, "per_blad": []},
        "kosten": [],
        "programma": [],
        "tarieven": [],
        "meldingen": [],
    }


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
                other = found.get((s.case_id, s.resident, str(partner)))
                if other:
                    pairs.append((s.case_id, s.resident, key, s.hundredths - other.hundredths))
    mean_stats, pair_stats = score_stats(means), score_stats(pairs)
    names = ("groep", "wijk", "instrument", "onderdeel", "moment", "gepaard_met")
    rows = []
    for key, one in mean_stats.items():
        pair = pair_stats.get(key)
        rows.append(
            keyed(names, key)
            | {
                "n_bewoners": one.n_residents,
                "n_casussen": one.n,
                "gemiddelde": whole(Fraction(one.sum_cents, one.n_residents or 1)),
                "gepaard_n": pair.n_residents if pair else 0,
                "gepaard_verschil": whole(Fraction(pair.sum_cents, pair.n_residents or 1)) if pair else None,
            }
        )
    return ExactTable("welbevinden", rows, {"gemiddelde": mean_stats, "gepaard_verschil": pair_stats})


def random_cases(seed: int) -> list[PlainCase]:
    """A caseload of 2 to 12 wijken and 4 streams: skewed sizes and amounts, falls and rises, some repeats."""
    dice = random.Random(seed)
    wijken = dice.randint(2, 12)
    size = dice.choice([30, 60, 120, 250, 500, 900])
    skew = dice.uniform(0.6, 1.8)
    weights = [1 / (place + 1) ** skew for place in range(wijken)]
    use = {stream: dice.uniform(0.15, 1.0) for stream in list(STREAMS)[:4]}
    spread = dice.uniform(0.5, 1.8)
    looks = dice.choice([1.0, 1.0, 0.9])
    found = []
    for number in range(size):
        group = "bestaand" if dice.random() < 0.8 else "nieuw"
        moments = ["na"] if group == "nieuw" else ["voor", "na"]
        if group == "bestaand" and dice.random() < 0.3:
            moments.append("herhaling")
        observed = [stream for stream in use if dice.random() < looks] or ["Wmo"]
        used = {stream: dice.random() < use[stream] for stream in observed}
        found.append(
            with_one_off_in_its_level(
                f"casus {number}",
                f"wijk {dice.choices(range(wijken), weights)[0]:02}",
                group,
                {
                    moment: {
                        stream: round(dice.lognormvariate(13, spread))
                        if used[stream] and dice.random() < 0.9
                        else 0
                        for stream in observed
                    }
                    for moment in moments
                },
                {stream: dice.choice([0, 0, 0, 50_000]) for stream in observed},
                {
                    stream: abs_of_new(dice.choice([0, -120_000, 340_000]) if used[stream] else 0, group)
                    for stream in observed
                },
            )
        )
    return found


def abs_of_new(cents: int, group: str) -> int:
    """Of a new case nothing ran on before."""
    return abs(cents) if group == "nieuw" else cents


def with_one_off_in_its_level(*fields: Any) -> PlainCase:
    """A case of which the amount after holds what was given once: no window costs less than nothing."""
    case = PlainCase(*fields)
    after = {stream: cents + case.one_off.get(stream, 0) for stream, cents in case.levels["na"].items()}
    return replace(case, levels={**case.levels, "na": after})


def random_scores(seed: int, cases: Sequence[PlainCase]) -> list[PlainScore]:
    """Scores of one or two residents of most cases; all, nearly all or fewer of them score again."""
    dice = random.Random(seed)
    again = dice.choice([1.0, 0.97, 0.7])
    found = []
    for case in cases:
        for resident in ("B1", "B2")[: dice.choice([0, 1, 1, 1, 2])]:
            before = dice.randrange(100, 800, 50)
            moments = {"voor": before}
            if dice.random() < again:
                moments["na"] = min(1000, before + dice.randrange(0, 500, 50))
            if dice.random() < 0.2:
                moments["herhaling"] = min(1000, before + dice.randrange(0, 600, 50))
            for moment, score in moments.items():
                found.append(PlainScore(case.case_id, resident, case.wijk, case.group, moment, score))
    return found
