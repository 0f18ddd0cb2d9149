"""The balance: what was spent more or less on cases, MDO and programme, each part apart, and their sum."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from maatschappelijk_rendement.domain.frames import places
from maatschappelijk_rendement.domain.money import to_cents
from maatschappelijk_rendement.domain.vocabulary import MdoCosts
from maatschappelijk_rendement.publication.built import Amounts, Built
from maatschappelijk_rendement.publication.costs import totals_by_kind
from maatschappelijk_rendement.results import balance as results

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis
    from maatschappelijk_rendement.outcomes.parties import Cents

SHOWN, INCOMPLETE, UNKNOWN = "getoond", "onvolledig", "onbekend"


def balance(analysis: ExactAnalysis) -> Built:
    """What was spent more or less in all: each part apart, and their sum."""
    built = Built(results.BALANCE)
    everyone = analysis.delivery.cases["case_id"]
    spent = np.zeros(len(everyone), dtype=np.int64)
    totals = totals_by_kind(analysis)
    for post, case_type in results.OF_CASES.items():
        if case_type in totals:
            group = totals[case_type]
            delta = group.amounts["delta_cents"]
            _add(built, post, group.cases, delta, SHOWN if group.is_complete else INCOMPLETE)
            spent[places(group.cases, everyone)] += delta
    if not len(analysis.mdo_lines):
        built.add(_unknown(results.MDO))
    elif analysis.settings.mdo_costs != MdoCosts.INCLUDED:
        worked, has_worked = _hours(analysis)
        _add(built, results.MDO, everyone[has_worked], worked[has_worked])
        spent += worked
    programme = sum(to_cents(post.amount_eur) for post in analysis.delivery.programme)
    if analysis.delivery.programme:
        row = results.Balance(post=results.PROGRAMME, n=len(everyone), amount=programme)
        # It is of no case.
        built.add(row, bedrag_eur=Amounts((), np.zeros(0, dtype=np.int64)))
    else:
        built.add(_unknown(results.PROGRAMME))
    is_whole = all(row["status"] == SHOWN for row in built.rows)
    _add(built, results.SALDO, everyone, spent, SHOWN if is_whole else INCOMPLETE, programme)
    return built


def _add(
    built: Built, post: str, cases: Iterable[str], cents: Cents, status: str = SHOWN, beside: int = 0
) -> None:
    row = results.Balance(post=post, n=len(cents), amount=int(cents.sum()) + beside, status=status)
    built.add(row, bedrag_eur=Amounts(cases, cents))


def _unknown(post: str) -> results.Balance:
    return results.Balance(post=post, n=None, amount=None, status=UNKNOWN)


def _hours(analysis: ExactAnalysis) -> tuple[Cents, np.ndarray]:
    """Give the cost of the hours of each case, and whether it has any."""
    everyone = analysis.delivery.cases["case_id"]
    place = places(analysis.mdo_lines["case_id"], everyone)
    worked, has_worked = np.zeros(len(everyone), dtype=np.int64), np.zeros(len(everyone), dtype=bool)
    np.add.at(worked, place, analysis.mdo_lines["one_off_cents"].to_numpy("int64"))
    has_worked[place] = True
    return worked, has_worked
