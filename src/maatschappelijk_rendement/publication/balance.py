"""The balance: what was spent more or less on cases, MDO and programme, each part apart, and their sum.

First in total, then what each party pays of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from maatschappelijk_rendement.domain.frames import places
from maatschappelijk_rendement.domain.vocabulary import MdoCosts
from maatschappelijk_rendement.outcomes.parties import PAYS
from maatschappelijk_rendement.publication.built import Amounts, Built
from maatschappelijk_rendement.publication.costs import hours_by_party, programme_by_party, totals_by_kind
from maatschappelijk_rendement.results import balance as results
from maatschappelijk_rendement.results.words import TOTAL

if TYPE_CHECKING:
    import pandas as pd

    from maatschappelijk_rendement.analysis.exact import ExactAnalysis
    from maatschappelijk_rendement.outcomes.parties import Cents

SHOWN, INCOMPLETE, UNKNOWN = "getoond", "onvolledig", "onbekend"
POSTS = {case_type: post for post, case_type in results.OF_CASES.items()}


def balance(analysis: ExactAnalysis) -> Built:
    """What was spent more or less in all: each part apart, and their sum; and the same of each party."""
    built = Built(results.BALANCE)
    everyone = analysis.delivery.cases["case_id"]
    spent = np.zeros(len(everyone), dtype=np.int64)
    cases: dict[str, pd.Series[str]] = {}
    totals = totals_by_kind(analysis)
    for post, case_type in results.OF_CASES.items():
        if case_type in totals:
            group = totals[case_type]
            delta = group.amounts["delta_cents"]
            cases[post] = group.cases
            n = analysis.n_of(group.cases)
            _add(built, post, group.cases, delta, n, SHOWN if group.is_complete else INCOMPLETE)
            spent[places(group.cases, everyone)] += delta
    if not len(analysis.mdo_lines):
        built.add(_unknown(results.MDO))
    elif analysis.settings.mdo_costs != MdoCosts.INCLUDED:
        has_worked = np.unique(places(analysis.mdo_lines["case_id"], everyone))
        worked = _per_case(analysis.mdo_lines, "one_off_cents", everyone)
        cases[results.MDO] = everyone.iloc[has_worked]
        _add(built, results.MDO, cases[results.MDO], worked[has_worked], analysis.n_of(cases[results.MDO]))
        spent += worked
    programme = programme_by_party(analysis)
    if programme:
        _add_programme(built, analysis.n_of(everyone), sum(programme.values()))
    else:
        built.add(_unknown(results.PROGRAMME))
    status = SHOWN if all(row["status"] == SHOWN for row in built.rows) else INCOMPLETE
    n = analysis.n_of(everyone)
    _add(built, results.SALDO, everyone, spent, n, status, beside=sum(programme.values()))
    _add_parties(built, analysis, cases, programme)
    return built


def _add_parties(
    built: Built, analysis: ExactAnalysis, cases: Mapping[str, pd.Series[str]], programme: Mapping[str, int]
) -> None:
    """Add what each party pays of every post, over the same cases as the whole post."""
    status = {str(row["post"]): str(row["status"]) for row in built.rows}
    everyone = analysis.delivery.cases["case_id"]
    n_cases = analysis.n_of(everyone)
    paid = _paid(analysis, cases)
    for party in sorted({*paid, *programme}):
        spent = np.zeros(len(everyone), dtype=np.int64)
        for post in results.POSTS:
            if post in paid.get(party, {}):
                cents = paid[party][post]
                _add(built, post, cases[post], cents, analysis.n_of(cases[post]), status[post], party=party)
                spent[places(cases[post], everyone)] += cents
            elif post == results.PROGRAMME and party in programme:
                _add_programme(built, n_cases, programme[party], party)
        beside = programme.get(party, 0)
        state = status[results.SALDO]
        _add(built, results.SALDO, everyone, spent, n_cases, state, party=party, beside=beside)


def _paid(analysis: ExactAnalysis, cases: Mapping[str, pd.Series[str]]) -> dict[str, dict[str, Cents]]:
    """Give by party and post what each case of the post costs more or less; nothing where it pays for others.

    Who pays for cases has a row for existing and for new ones, so that a row does not tell for whom.
    """
    found: dict[str, dict[str, Cents]] = defaultdict(dict)
    for party, post, rows, column in _lines(analysis):
        for one in (post,) if post == results.MDO else results.OF_CASES:
            if one in cases and one not in found[party]:
                found[party][one] = np.zeros(len(cases[one]), dtype=np.int64)
        if post in cases:
            found[party][post] += _per_case(rows, column, cases[post])
    return found


def _lines(analysis: ExactAnalysis) -> Iterator[tuple[str, str, pd.DataFrame, str]]:
    """Give by party and post the rows with what it pays, and the column of their amounts."""
    paid = analysis.party_deltas
    paid = paid[paid["role"] == PAYS]
    for (party, case_type), rows in paid.groupby(["party", "case_type"], observed=True):
        yield str(party), POSTS[str(case_type)], rows, "delta_cents"
    is_included = analysis.settings.mdo_costs == MdoCosts.INCLUDED
    for (party, case_type), rows in hours_by_party(analysis).groupby(["party", "case_type"], observed=True):
        yield str(party), POSTS[str(case_type)] if is_included else results.MDO, rows, "one_off_cents"


def _per_case(rows: pd.DataFrame, column: str, cases: pd.Series[str]) -> Cents:
    found = np.zeros(len(cases), dtype=np.int64)
    place = places(rows["case_id"], cases)
    np.add.at(found, place[place >= 0], rows[column].to_numpy("int64")[place >= 0])
    return found


def _add(
    built: Built,
    post: str,
    cases: pd.Series[str],
    cents: Cents,
    n: int,
    status: str = SHOWN,
    *,
    party: str = TOTAL,
    beside: int = 0,
) -> None:
    amount = int(cents.sum()) + beside
    row = results.Balance(post=post, party=party, n=n, amount=amount, status=status)
    built.add(row, bedrag_eur=Amounts(cases, cents))


def _add_programme(built: Built, n: int, amount: int, party: str = TOTAL) -> None:
    row = results.Balance(post=results.PROGRAMME, party=party, n=n, amount=amount)
    # It is of no case.
    built.add(row, bedrag_eur=Amounts((), np.zeros(0, dtype=np.int64)))


def _unknown(post: str) -> results.Balance:
    return results.Balance(post=post, party=TOTAL, n=None, amount=None, status=UNKNOWN)
