"""Tables of money: levels, differences, societal total, kinds of money, parties, each case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement import outcomes
from maatschappelijk_rendement.disclosure import CellStats, ExactTable
from maatschappelijk_rendement.disclosure.cells import summarise
from maatschappelijk_rendement.money import euro_string, half_up, to_cents
from maatschappelijk_rendement.parties import party_flows
from maatschappelijk_rendement.uncertainty.mean import interval_of_mean
from maatschappelijk_rendement.uncertainty.robustness import outlier_share
from maatschappelijk_rendement.uncertainty.skewness import is_probably_short
from maatschappelijk_rendement.vocabulary import CaseType, Moment, MoneyKind, Payer
from maatschappelijk_rendement.wijk import TOTAL, Group

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis import MicroAnalysis

Row = dict[str, Any]
Stats = dict[str, dict[tuple[str | None, ...], CellStats]]


def _stats(cents: Iterable[int]) -> CellStats:
    return summarise(int(value) for value in cents)


def _status(group: Group) -> str:
    return "getoond" if group.is_complete else "onvolledig"


def levels(analysis: MicroAnalysis) -> ExactTable:
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
            stats["som_eur"][tuple(key.values())] = _stats(group.amounts[name])
    return ExactTable("stromen", tuple(rows), stats)


_SUMS = {
    "som_eur": "delta_cents",
    "in_venster_eur": "in_window_cents",
    "eenmalig_eur": "one_off_cents",
    "structureel_per_jaar_eur": "structural_cents",
}


def differences(analysis: MicroAnalysis, table: str, comparisons: Sequence[str]) -> ExactTable:
    """What changed: ``verschil`` or, kept apart from it, ``vermeden``."""
    rows: list[Row] = []
    stats: Stats = {column: {} for column in _SUMS}
    if table == "verschil":
        stats["voor_eur"] = {}
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
            stats[column][key] = _stats(group.amounts[name])
        if comparison == Moment.REPEAT.value:
            stats["voor_eur"][key] = _stats(group.amounts["before_cents"])
    return ExactTable(table, tuple(rows), stats)


def _part(share: Fraction | None) -> str | None:
    """Write a part of a whole with four decimals; it is none of anybody's money."""
    return None if share is None else str(Decimal(half_up(share * 10_000)).scaleb(-4))


def case_costs(analysis: MicroAnalysis) -> list[Row]:
    """The cost of each case, observed stream and moment; for internal use only."""
    costs = analysis.costs.sort_values(["case_id", "stream", "moment"], kind="stable")
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


def societal(analysis: MicroAnalysis) -> ExactTable:
    """Per group the difference without income transfers, and the transfers apart."""
    per_case = _per_case(analysis)
    transfers = _money_kind_per_case(analysis)
    rows: list[Row] = []
    stats: Stats = {"som_eur": {}, "waarvan_inkomensoverdracht_eur": {}}
    for case_type, total in per_case.items():
        transfer = transfers.get((case_type, MoneyKind.TRANSFER.value), {})
        rest = {case_id: cents - transfer.get(case_id, 0) for case_id, cents in total.items()}
        whole = {case_id: transfer.get(case_id, 0) for case_id in total}
        rows.append(
            {
                "groep": case_type,
                "som_eur": euro_string(sum(rest.values())),
                "waarvan_inkomensoverdracht_eur": euro_string(sum(whole.values())),
                "status": _status(_total_group(analysis, case_type)),
            }
        )
        stats["som_eur"][(case_type,)] = _stats(rest.values())
        stats["waarvan_inkomensoverdracht_eur"][(case_type,)] = _stats(whole.values())
    return ExactTable("maatschappelijk", tuple(rows), stats)


def _total_group(analysis: MicroAnalysis, case_type: str) -> Group:
    return next(g for g in analysis.groups if g.key == (Moment.AFTER.value, case_type, TOTAL, TOTAL))


def _per_case(analysis: MicroAnalysis) -> dict[str, dict[str, int]]:
    """The delta of each case, by kind of case."""
    return {
        group.key[1]: dict(zip(group.case_ids, group.amounts["delta_cents"].tolist(), strict=True))
        for group in analysis.groups
        if group.key[0] == Moment.AFTER.value and group.key[2:] == (TOTAL, TOTAL)
    }


def _party_rows(analysis: MicroAnalysis) -> list[dict[Any, Any]]:
    rows: list[dict[Any, Any]] = outcomes.party_deltas(analysis.usage.lines).to_dict("records")
    return rows


def _money_kind_per_case(analysis: MicroAnalysis) -> dict[tuple[str, str], dict[str, int]]:
    """The delta of each case in each kind of money; keys are kind of case and kind of money."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in _party_rows(analysis):
        if row["role"] == "betaalt":
            found[row["case_type"], row["money_kind"]][row["case_id"]] += int(row["delta_cents"])
    return found


def money_kinds(analysis: MicroAnalysis) -> ExactTable:
    """What changed in cash, capacity and income transfers."""
    rows: list[Row] = []
    stats: Stats = {"som_eur": {}}
    for (case_type, kind), cents in sorted(_money_kind_per_case(analysis).items()):
        rows.append(
            {
                "groep": case_type,
                "geldstroom": kind,
                "n": len(cents),
                "som_eur": euro_string(sum(cents.values())),
                "status": "getoond",
            }
        )
        stats["som_eur"][case_type, kind] = _stats(cents.values())
    return ExactTable("geldsoort", tuple(rows), stats)


def parties(analysis: MicroAnalysis) -> ExactTable:
    """Who invests and who gains, over existing cases."""
    rows = _party_rows(analysis)
    existing = sorted(_per_case(analysis).get(CaseType.EXISTING.value, {}))
    flows = party_flows(
        [
            (r["party"], r["stream"], r["case_id"], int(r["delta_cents"]))
            for r in rows
            if r["role"] == "betaalt"
        ],
        [(r["party"], r["case_id"], int(r["delta_cents"])) for r in rows if r["role"] == "ontvangt"],
        [
            (r["payer"] or Payer.ONBEKEND.value, r["case_id"], int(r["one_off_cents"]))
            for r in analysis.mdo.lines.to_dict("records")
        ],
        [(post.payer, to_cents(post.amount_eur)) for post in analysis.caseload.programme],
        existing,
    )
    stats: Stats = {"investeert_eur": {}, "profiteert_eur": {}, "ontvangt_eur": {}}
    found: list[Row] = []
    for flow in flows:
        found.append(
            {
                "partij": flow.party,
                "investeert_eur": euro_string(flow.invests_cents),
                "profiteert_eur": euro_string(sum(flow.gains.values())),
                "ontvangt_eur": euro_string(sum(flow.receives.values())),
                "status": "getoond",
            }
        )
        for column, side in zip(stats, (flow.invests, flow.gains, flow.receives), strict=True):
            stats[column][(flow.party,)] = _stats(side.values())
    return ExactTable("partijen", tuple(found), stats, {flow.party: flow.streams for flow in flows})
