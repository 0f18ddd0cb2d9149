"""Tables of money: levels, differences, societal total, kinds of money, parties, each case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from maatschappelijk_rendement.analysis.readings import readings as analyse_readings
from maatschappelijk_rendement.domain.frames import places
from maatschappelijk_rendement.domain.money import half_up, to_cents
from maatschappelijk_rendement.domain.vocabulary import CaseType, Moment, MoneyKind, Payer
from maatschappelijk_rendement.outcomes import case_changes
from maatschappelijk_rendement.outcomes.parties import PAYS, Cents, PartyFlows, party_flows
from maatschappelijk_rendement.outcomes.per_wijk import OF_SUMS, TOTAL, GroupChange
from maatschappelijk_rendement.publication.built import Amounts, Built
from maatschappelijk_rendement.publication.unsplit import only_totals, unsplit
from maatschappelijk_rendement.results import costs as results
from maatschappelijk_rendement.results.sections import CaseCost, TwoReadings
from maatschappelijk_rendement.statistics.analytic import interval_of_sums
from maatschappelijk_rendement.statistics.interval import Interval
from maatschappelijk_rendement.statistics.mean import interval_of_mean
from maatschappelijk_rendement.statistics.permutation import is_more_than_spread_by_sums, sign_flip_test
from maatschappelijk_rendement.statistics.robustness import outlier_share
from maatschappelijk_rendement.statistics.skewness import is_probably_short, is_short_by_sums

if TYPE_CHECKING:
    import pandas as pd

    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

AnyDifference = TypeVar("AnyDifference", bound=results.Difference)


def _status(group: GroupChange) -> str:
    return "getoond" if group.is_complete else "onvolledig"


def levels(analysis: ExactAnalysis) -> Built:
    """The cost of each group of cases at each moment."""
    built = Built(results.LEVELS)
    for group in analysis.groups:
        comparison, case_type, wijk, stream = group.key
        levels = {
            Moment.AFTER.value: ((Moment.BEFORE, "before_cents"), (Moment.AFTER, "after_cents")),
            Moment.REPEAT.value: ((Moment.REPEAT, "after_cents"),),
        }.get(comparison, ())
        for moment, name in levels:
            row = results.Level(
                group=case_type,
                wijk=wijk,
                stream=stream,
                moment=moment.value,
                n=group.n,
                cost=group.sum_cents(name),
                status=_status(group),
            )
            built.add(row, som_eur=_amounts(group, name))
    return built


def differences(analysis: ExactAnalysis) -> Built:
    """What changed since before the MDO."""
    built, unknown = Built(results.DIFFERENCES), unsplit(analysis)
    for group in analysis.groups:
        comparison = group.key[0]
        if comparison == case_changes.AVERTED:
            continue
        row = _difference(results.Difference, group, comparison, has_parts=group.key not in unknown)
        built.add(row, **_sums(group))
        if comparison == Moment.REPEAT.value:
            built.put(built.key(row), voor_eur=_amounts(group, "before_cents"))
    return built


def averted(analysis: ExactAnalysis) -> Built:
    """What changed against what was to be expected without an MDO."""
    built, unknown = Built(results.AVERTED), unsplit(analysis)
    for group in analysis.groups:
        if group.key[0] == case_changes.AVERTED:
            has_parts = group.key not in unknown
            row = _difference(results.Averted, group, Moment.AFTER.value, has_parts=has_parts)
            built.add(row, **_sums(group))
    return built


def _difference(
    kind: type[AnyDifference], group: GroupChange, moment: str, *, has_parts: bool
) -> AnyDifference:
    _, case_type, wijk, stream = group.key
    # The words are about all cases and all streams; for every other row the test would only take time.
    spread = _spread(group, is_tested=(wijk, stream) == (TOTAL, TOTAL))
    return kind(
        moment=moment,
        group=case_type,
        wijk=wijk,
        stream=stream,
        n=group.n,
        total=group.sum_cents(),
        in_window=group.sum_cents("in_window_cents") if has_parts else None,
        one_off=group.sum_cents("one_off_cents") if has_parts else None,
        structural=group.sum_cents("structural_cents") if has_parts else None,
        mean=group.mean_cents,
        median=None if group.times is not None else group.median_cents,
        n_risen=group.n_risen,
        n_fallen=group.n_fallen,
        n_same=group.n - group.n_risen - group.n_fallen,
        without_largest=None if group.times is not None else group.sum_without_largest_cents,
        largest_share=spread.largest_share,
        low=spread.interval.low_cents if spread.interval else None,
        high=spread.interval.high_cents if spread.interval else None,
        is_too_narrow=spread.is_too_narrow,
        is_confirmed=spread.is_confirmed,
        status=_status(group),
    )


@dataclass(frozen=True, slots=True)
class _Spread:
    """How differences spread over the cases of a group; what is about one case only is not known of sums."""

    interval: Interval | None
    is_too_narrow: bool | None = None
    is_confirmed: bool | None = None
    largest_share: int | None = None


def _spread(group: GroupChange, *, is_tested: bool) -> _Spread:
    deltas = group.amounts["delta_cents"]
    if group.times is not None:
        whole = group.sum_cents()
        squares, cubes = (float(group.amounts[name].sum()) for name in OF_SUMS)
        interval = interval_of_sums(group.n, whole, squares)
        if interval is None:
            return _Spread(None)
        changed = group.n_risen + group.n_fallen
        is_confirmed = is_more_than_spread_by_sums(changed, whole, squares) if is_tested else None
        return _Spread(interval, is_short_by_sums(group.n, whole, squares, cubes), is_confirmed)
    interval = interval_of_mean(deltas)
    test = sign_flip_test(deltas) if interval and is_tested else None
    share = outlier_share(deltas, Fraction(1, group.n))
    return _Spread(
        interval,
        is_probably_short(deltas) if interval else None,
        test.is_more_than_spread if test else None,
        None if share is None else half_up(share * 10_000),
    )


def _sums(group: GroupChange) -> dict[str, Amounts]:
    return {
        "som_eur": _amounts(group, "delta_cents"),
        "in_venster_eur": _amounts(group, "in_window_cents"),
        "eenmalig_eur": _amounts(group, "one_off_cents"),
        "structureel_per_jaar_eur": _amounts(group, "structural_cents"),
    }


def _amounts(group: GroupChange, name: str) -> Amounts:
    return Amounts(group.cases, group.amounts[name])


def case_costs(analysis: ExactAnalysis) -> list[CaseCost]:
    """The cost of each case, observed stream and moment; for internal use only."""
    # As texts, for the ids of a folder are a category in the order of its cases.
    costs = analysis.delivery.fetch(analysis.costs).astype(
        {"case_id": "str", "stream": "str", "moment": "str"}
    )
    costs = costs.sort_values(["case_id", "stream", "moment"], kind="stable")
    unknown = only_totals(analysis)
    return [
        CaseCost(
            case_id=row["case_id"],
            wijk=row["wijk"],
            stream=row["stream"],
            moment=row["moment"],
            in_window=int(row["in_window_cents"]),
            one_off=int(row["one_off_cents"]),
            structural=None
            if (row["case_type"], row["wijk"], row["stream"], row["moment"]) in unknown
            else int(row["structural_cents"]),
        )
        for row in costs.to_dict("records")
    ]


def readings(analysis: ExactAnalysis) -> list[TwoReadings]:
    """The streams in which every line has a reference price and a tariff; for internal use only."""
    rows = analyse_readings(analysis).streams.to_dict("records")
    return [
        TwoReadings(
            stream=row["stream"],
            societal_before=int(row["societal_before_cents"]),
            societal_after=int(row["societal_after_cents"]),
            societal_delta=int(row["societal_delta_cents"]),
            payer_before=int(row["payer_before_cents"]),
            payer_after=int(row["payer_after_cents"]),
            payer_delta=int(row["payer_delta_cents"]),
            cash_delta=int(row["cash_delta_cents"]),
        )
        for row in rows
    ]


def societal(analysis: ExactAnalysis) -> Built:
    """Per group the difference without income transfers, and the transfers apart."""
    built = Built(results.SOCIETAL)
    for group, rest, transfers in split_by_transfer(analysis):
        built.add(
            results.Societal(
                group=group.key[1],
                rest=int(rest.sum()),
                transfers=int(transfers.sum()),
                status=_status(group),
            ),
            som_eur=Amounts(group.cases, rest),
            waarvan_inkomensoverdracht_eur=Amounts(group.cases, transfers),
        )
    return built


def split_by_transfer(analysis: ExactAnalysis) -> Iterator[tuple[GroupChange, Cents, Cents]]:
    """Give for all cases of each kind the difference without income transfers, and the transfers."""
    kinds = _paid_by_kind(analysis)
    for case_type, group in totals_by_kind(analysis).items():
        transfers = np.zeros(len(group.cases), dtype=np.int64)
        if (case_type, MoneyKind.TRANSFER.value) in kinds:
            paid = kinds[case_type, MoneyKind.TRANSFER.value]
            place = places(paid["case_id"], group.cases)
            np.add.at(transfers, place[place >= 0], paid["delta_cents"].to_numpy("int64")[place >= 0])
        yield group, group.amounts["delta_cents"] - transfers, transfers


def totals_by_kind(analysis: ExactAnalysis) -> dict[str, GroupChange]:
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


def money_kinds(analysis: ExactAnalysis) -> Built:
    """What changed in cash, capacity and income transfers."""
    built = Built(results.OF_MONEY_KINDS)
    totals = totals_by_kind(analysis)
    for case_type, kind, cases, cents in by_money_kind(analysis):
        row = results.OfMoneyKind(
            group=case_type,
            money_kind=kind,
            n=analysis.n_of(cases),
            total=int(cents.sum()),
            status=_status(totals[case_type]) if case_type in totals else "getoond",
        )
        built.add(row, som_eur=Amounts(cases, cents))
    return built


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
    existing = totals_by_kind(analysis).get(CaseType.EXISTING.value)
    cases = existing.cases if existing is not None else analysis.delivery.cases["case_id"].head(0)
    hours, programme = hours_by_party(analysis), programme_by_party(analysis)
    return cases, party_flows(analysis.party_deltas, hours, programme, cases)


def hours_by_party(analysis: ExactAnalysis) -> pd.DataFrame:
    """Give the hours of the MDO of each case, and who pays them."""
    lines = analysis.mdo_lines[["case_id", "case_type", "one_off_cents"]]
    return lines.assign(party=analysis.mdo_lines["payer"].astype("str").replace("", Payer.ONBEKEND.value))


def programme_by_party(analysis: ExactAnalysis) -> Counter[str]:
    """Give what each party pays of the programme, which belongs to no case [euro cent]."""
    programme: Counter[str] = Counter()
    for post in analysis.delivery.programme:
        programme[post.payer] += to_cents(post.amount_eur)
    return programme


def parties(analysis: ExactAnalysis) -> Built:
    """Who invests and who gains, over existing cases."""
    built = Built(results.PARTIES)
    cases, flows = by_party(analysis)
    # What was not filled in is unknown: without both nobody knows that a party invests nothing.
    is_whole = bool(len(analysis.mdo_lines)) and bool(analysis.delivery.programme)
    for flow in flows:
        built.add(
            results.OfParty(
                party=flow.party,
                invests=flow.invests_cents if is_whole or flow.invests_cents else None,
                gains=int(flow.gains.sum()),
                receives=int(flow.receives.sum()),
            ),
            investeert_eur=Amounts(cases, flow.invests),
            profiteert_eur=Amounts(cases, flow.gains),
            ontvangt_eur=Amounts(cases, flow.receives),
        )
    return built
