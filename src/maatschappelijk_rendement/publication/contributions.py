"""What each case contributes to each figure, for the ledger of releases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from maatschappelijk_rendement import outcomes
from maatschappelijk_rendement.publication import costs
from maatschappelijk_rendement.vocabulary import Moment

if TYPE_CHECKING:
    import pandas as pd

    from maatschappelijk_rendement.exact import ExactAnalysis
    from maatschappelijk_rendement.parties import Cents
    from maatschappelijk_rendement.wijk import Group

Key = tuple[str | None, ...]
ByFigure = dict[tuple[str, str, Key], Mapping[str, object]]

_PARTS = {"eenmalig_eur": "one_off_cents", "structureel_per_jaar_eur": "structural_cents"}


def contributions(analysis: ExactAnalysis) -> ByFigure:
    """Give for each figure of ``disclosure.releases.FIGURES`` what each case puts into it.

    Args:
        analysis: Exact results.

    Returns:
        Table, column and key of the row to case id to amount [euro cent] or scores [1/100 point].
    """
    found: ByFigure = _of_all_wijken(analysis)
    for group in analysis.groups:
        comparison, case_type, wijk, stream = group.key
        if comparison == outcomes.AVERTED:
            key: Key = (case_type, Moment.AFTER.value, wijk, stream)
            columns = {"som_eur": "delta_cents", **_PARTS}
            found |= {("vermeden", column, key): _per_case(group, name) for column, name in columns.items()}
            continue
        key = (case_type, comparison, wijk, stream)
        found |= {("verschil", column, key): _per_case(group, name) for column, name in _PARTS.items()}
        found["stromen", "som_eur", (case_type, wijk, stream, comparison)] = _per_case(group, "after_cents")
        before = _per_case(group, "before_cents")
        if comparison == Moment.AFTER.value:
            found["stromen", "som_eur", (case_type, wijk, stream, Moment.BEFORE.value)] = before
        else:
            found["verschil", "voor_eur", key] = before
    for row in analysis.wellbeing_groups:
        key = (row.case_type, row.wijk, row.instrument, row.item, row.moment, row.paired_with)
        found["welbevinden", "gemiddelde", key] = _by_case(row.scores)
        if len(row.pairs):
            now = {(case_id, resident): score for case_id, resident, score in row.scores}
            # What the residents of a pair had at the other moment.
            other = [(case_id, who, now[case_id, who] - change) for case_id, who, change in row.pairs]
            found["welbevinden", "gepaard_verschil", key] = _by_case(other)
    return found


def _of_all_wijken(analysis: ExactAnalysis) -> ByFigure:
    """What each case puts into the figures that are not divided over wijken."""
    found: ByFigure = {}
    for group, rest, transfers in costs.split_by_transfer(analysis):
        for column, cents in (("som_eur", rest), ("waarvan_inkomensoverdracht_eur", transfers)):
            found["maatschappelijk", column, (group.key[1],)] = _of(group.cases, cents)
    for case_type, kind, cases, cents in costs.by_money_kind(analysis):
        found["geldsoort", "som_eur", (case_type, kind)] = _of(cases, cents)
    cases, flows = costs.by_party(analysis)
    for flow in flows:
        for column, cents in (
            ("investeert_eur", flow.invests),
            ("profiteert_eur", flow.gains),
            ("ontvangt_eur", flow.receives),
        ):
            found["partijen", column, (flow.party,)] = _of(cases, cents)
    hours = analysis.mdo_lines.groupby("case_id", observed=True)["one_off_cents"].sum()
    found["mdo", "totaal_eur", ()] = {str(case_id): int(cents) for case_id, cents in hours.items()}
    return found


def _of(cases: pd.Series[str], cents: Cents) -> Mapping[str, object]:
    return dict(zip(cases, cents.tolist(), strict=True))


def _per_case(group: Group, name: str) -> Mapping[str, object]:
    return dict(zip(group.case_ids, group.amounts[name].tolist(), strict=True))


def _by_case(scores: Iterable[tuple[str, str, int]]) -> Mapping[str, object]:
    by_case: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for case_id, resident, score in scores:
        by_case[case_id].append((resident, score))
    return {case_id: tuple(sorted(pairs)) for case_id, pairs in by_case.items()}
