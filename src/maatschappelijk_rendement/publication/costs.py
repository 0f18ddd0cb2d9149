"""Tables of money: levels, differences, societal total, kinds of money, parties, each case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from maatschappelijk_rendement import outcomes
from maatschappelijk_rendement.disclosure import CellStats, ExactTable
from maatschappelijk_rendement.disclosure.cells import summarise
from maatschappelijk_rendement.frames import places
from maatschappelijk_rendement.money import euro_string, half_up, to_cents
from maatschappelijk_rendement.parties import PAYS, Cents, PartyFlows, party_flows
from maatschappelijk_rendement.uncertainty.mean import interval_of_mean
from maatschappelijk_rendement.uncertainty.robustness import outlier_share
from maatschappelijk_rendement.uncertainty.skewness import is_probably_short
from maatschappelijk_rendement.vocabulary import CaseType, Moment, MoneyKind, Payer
from maatschappelijk_rendement.wijk import TOTAL, Group

if TYPE_CHECKING:
    import pandas as pd

    from maatschappelijk_rendement.exact import ExactAnalysis

Row = dict[str, Any]
Stats = dict[str, dict[tuple[str | None, ...], CellStats]]


def _status(group: Group) -> str:
    return "getoond" if group.is_complete else "onvolledig"


def levels(analysis: ExactAnalysis) -> ExactTable:
    """The cost of each group of cases at each moment."""
    rows: list[Row] = []
    stats: Stats = {"som_eur": {}}
    for group in analysis.groups:
        comparison, case_type, wijk, stream = group.key
        levels = {
            Moment.AFTER.value: ((Moment.BEFORE, "before_cents"), (Moment.AFTER, "after_cents")),
            Moment.REPEAT.value: ((Moment.REPEAT, "after_cents"),),
        }.get(comparison, ())
        for moment, name in levels:
            key = {"groep": case_type, "wijk": wijk, "stroom": stream, "moment": moment.value}
            rows.append(
                {**key, "n": group.n, "som_eur": euro_string(group.sum_cents(name)), "status": _status(group)}
            )
            stats["som_eur"][tuple(key.values())] = summarise(group.amounts[name])
    return ExactTable("stromen", tuple(rows), stats)


_SUMS = {
    "som_eur": "delta_cents",
    "in_venster_eur": "in_window_cents",
    "eenmalig_eur": "one_off_cents",
    "structureel_per_jaar_eur": "structural_cents",
}


def differences(analysis: ExactAnalysis, table: str, comparisons: Sequence[str]) -> ExactTable:
    """What changed: ``verschil`` or, kept apart from it, ``vermeden``."""
    rows: list[Row] = []
    stats: Stats = {column: {} for column in _SUMS}
    if table == "verschil":
        stats |= {"voor_eur": {}, "rest_eur": {}}
    by_key = {group.key: group for group in analysis.groups}
    for group in analysis.groups:
        comparison, case_type, wijk, stream = group.key
        if comparison not in comparisons:
            continue
        moment = Moment.AFTER.value if comparison == outcomes.AVERTED else comparison
        deltas = group.amounts["delta_cents"]
        interval = interval_of_mean(deltas)
        rows.append(
            {
                "moment": moment,
                "groep": case_type,
                "wijk": wijk,
                "stroom": stream,
                "n": group.n,
                **{column: euro_string(group.sum_cents(name)) for column, name in _SUMS.items()},
                "gemiddelde_eur": euro_string(group.mean_cents),
                "mediaan_eur": euro_string(group.median_cents),
                "n_gestegen": group.n_risen,
                "n_gedaald": group.n_fallen,
                "n_gelijk": group.n - group.n_risen - group.n_fallen,
                "som_zonder_grootste_eur": euro_string(group.sum_without_largest_cents),
                "aandeel_grootste": _part(outlier_share(deltas, Fraction(1, group.n))),
                "bi95_laag_eur": euro_string(interval.low_cents if interval else None),
                "bi95_hoog_eur": euro_string(interval.high_cents if interval else None),
                "marge_te_smal": is_probably_short(deltas) if interval else None,
                "status": _status(group),
            }
        )
        key = (case_type, moment, wijk, stream)
        for column, name in _SUMS.items():
            stats[column][key] = summarise(group.amounts[name])
        if comparison == Moment.REPEAT.value:
            everyone = by_key[Moment.AFTER.value, case_type, wijk, stream]
            is_without = places(everyone.cases, group.cases) < 0
            stats["voor_eur"][key] = summarise(group.amounts["before_cents"])
            stats["rest_eur"][key] = summarise(everyone.amounts["before_cents"][is_without])
    return ExactTable(table, tuple(rows), stats)


def _part(share: Fraction | None) -> str | None:
    """Write a part of a whole with four decimals; it is none of anybody's money."""
    return None if share is None else str(Decimal(half_up(share * 10_000)).scaleb(-4))


def case_costs(analysis: ExactAnalysis) -> list[Row]:
    """The cost of each case, observed stream and moment; for internal use only."""
    # As texts, for the ids of a folder are a category in the order of its cases.
    costs = analysis.delivery.fetch(analysis.costs).astype(
        {"case_id": "str", "stream": "str", "moment": "str"}
    )
    costs = costs.sort_values(["case_id", "stream", "moment"], kind="stable")
    return [
        {
            "casus_id": row["case_id"],
            "wijk": row["wijk"],
            "stroom": row["stream"],
            "moment": row["moment"],
            "in_venster_eur": euro_string(int(row["in_window_cents"])),
            "eenmalig_eur": euro_string(int(row["one_off_cents"])),
            "structureel_per_jaar_eur": euro_string(int(row["structural_cents"])),
            "status": "getoond",
        }
        for row in costs.to_dict("records")
    ]


def societal(analysis: ExactAnalysis) -> ExactTable:
    """Per group the difference without income transfers, and the transfers apart."""
    rows: list[Row] = []
    stats: Stats = {"som_eur": {}, "waarvan_inkomensoverdracht_eur": {}}
    for group, rest, transfers in split_by_transfer(analysis):
        case_type = group.key[1]
        rows.append(
            {
                "groep": case_type,
                "som_eur": euro_string(int(rest.sum())),
                "waarvan_inkomensoverdracht_eur": euro_string(int(transfers.sum())),
                "status": _status(group),
            }
        )
        stats["som_eur"][(case_type,)] = summarise(rest)
        stats["waarvan_inkomensoverdracht_eur"][(case_type,)] = summarise(transfers)
    return ExactTable("maatschappelijk", tuple(rows), stats)


def split_by_transfer(analysis: ExactAnalysis) -> Iterator[tuple[Group, Cents, Cents]]:
    """Give for all cases of each kind the difference without income transfers, and the transfers."""
    kinds = _paid_by_kind(analysis)
    for case_type, group in _totals(analysis).items():
        transfers = np.zeros(group.n, dtype=np.int64)
        if (case_type, MoneyKind.TRANSFER.value) in kinds:
            paid = kinds[case_type, MoneyKind.TRANSFER.value]
            place = places(paid["case_id"], group.cases)
            np.add.at(transfers, place[place >= 0], paid["delta_cents"].to_numpy("int64")[place >= 0])
        yield group, group.amounts["delta_cents"] - transfers, transfers


def _totals(analysis: ExactAnalysis) -> dict[str, Group]:
    """The difference of all cases of each kind."""
    return {
        group.key[1]: group
        for group in analysis.groups
        if group.key[0] == Moment.AFTER.value and group.key[2:] == (TOTAL, TOTAL)
    }


def _paid_by_kind(analysis: ExactAnalysis) -> dict[tuple[str, str], pd.DataFrame]:
    """What payers pay more or less, by kind of case and kind of money; a case may have several rows."""
    paid = analysis.party_deltas
    paid = paid[paid["role"] == PAYS]
    return {
        (str(case_type), str(kind)): rows
        for (case_type, kind), rows in paid.groupby(["case_type", "money_kind"], observed=True)
    }


def money_kinds(analysis: ExactAnalysis) -> ExactTable:
    """What changed in cash, capacity and income transfers."""
    rows: list[Row] = []
    stats: Stats = {"som_eur": {}}
    totals = _totals(analysis)
    for case_type, kind, _, cents in by_money_kind(analysis):
        rows.append(
            {
                "groep": case_type,
                "geldstroom": kind,
                "n": len(cents),
                "som_eur": euro_string(int(cents.sum())),
                "status": _status(totals[case_type]) if case_type in totals else "getoond",
            }
        )
        stats["som_eur"][case_type, kind] = summarise(cents)
    return ExactTable("geldsoort", tuple(rows), stats)


def by_money_kind(analysis: ExactAnalysis) -> Iterator[tuple[str, str, pd.Series[str], Cents]]:
    """Give for each kind of case and of money the cases that have it, and what each pays more."""
    cases = analysis.delivery.cases["case_id"]
    for (case_type, kind), found in sorted(_paid_by_kind(analysis).items()):
        amounts, is_there = np.zeros(len(cases), dtype=np.int64), np.zeros(len(cases), dtype=bool)
        place = places(found["case_id"], cases)
        np.add.at(amounts, place, found["delta_cents"].to_numpy("int64"))
        is_there[place] = True
        yield case_type, kind, cases[is_there], amounts[is_there]


def by_party(analysis: ExactAnalysis) -> tuple[pd.Series[str], list[PartyFlows]]:
    """Give the existing cases, and what each party invests, gains and receives in each of them."""
    existing = _totals(analysis).get(CaseType.EXISTING.value)
    hours = analysis.mdo_lines[["case_id", "one_off_cents"]].assign(
        party=analysis.mdo_lines["payer"].astype("str").replace("", Payer.ONBEKEND.value)
    )
    programme: Counter[str] = Counter()
    for post in analysis.delivery.programme:
        programme[post.payer] += to_cents(post.amount_eur)
    cases = existing.cases if existing is not None else analysis.delivery.cases["case_id"].head(0)
    return cases, party_flows(analysis.party_deltas, hours, programme, cases)


def parties(analysis: ExactAnalysis) -> ExactTable:
    """Who invests and who gains, over existing cases."""
    stats: Stats = {"investeert_eur": {}, "profiteert_eur": {}, "ontvangt_eur": {}}
    rows: list[Row] = []
    parts: dict[tuple[str, ...], CellStats] = {}
    for flow in by_party(analysis)[1]:
        rows.append(
            {
                "partij": flow.party,
                "investeert_eur": euro_string(flow.invests_cents),
                "profiteert_eur": euro_string(int(flow.gains.sum())),
                "ontvangt_eur": euro_string(int(flow.receives.sum())),
                "status": "getoond",
            }
        )
        parts |= {(flow.party, stream): summarise(cents) for stream, cents in flow.paid.items()}
        if flow.worked.any():
            parts[flow.party, outcomes.MDO_STREAM] = summarise(flow.worked)
        for column, cents in zip(stats, (flow.invests, flow.gains, flow.receives), strict=True):
            stats[column][(flow.party,)] = summarise(cents)
    return ExactTable("partijen", tuple(rows), stats, parts)
