"""Of which differences it is unknown whether they run on: those of amounts that are a total of the period.

A line per week says that it runs, and one that is ``eenmalig`` that it does not. A total says neither, so
where there is nothing but totals nobody knows which part of the difference is one-off, recurring or running
on: unknown, and not zero.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING

from maatschappelijk_rendement.domain.vocabulary import Moment, Per
from maatschappelijk_rendement.outcomes.case_changes import AVERTED
from maatschappelijk_rendement.outcomes.per_wijk import TOTAL

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

_COMPARED = {
    Moment.AFTER.value: (Moment.BEFORE.value, Moment.AFTER.value),
    Moment.REPEAT.value: (Moment.BEFORE.value, Moment.REPEAT.value),
    AVERTED: (Moment.NULL_ALTERNATIVE.value, Moment.AFTER.value),
}
_SAY_NOTHING = {Per.TOTAL.value, Per.ONE_OFF.value}

Key = tuple[str, str, str, str]


def only_totals(analysis: ExactAnalysis) -> frozenset[Key]:
    """Give the groups of lines that are totals, with at most one-off lines among them.

    Args:
        analysis: Exact results.

    Returns:
        Keys: case_type, wijk (or "totaal"), stream (or "totaal"), moment.
    """
    periods: defaultdict[Key, set[str]] = defaultdict(set)
    for (case_type, wijk, stream, moment), found in analysis.periods.items():
        for place, kind in product((wijk, TOTAL), (stream, TOTAL)):
            periods[case_type, place, kind, moment] |= found
    return frozenset(
        key for key, found in periods.items() if Per.TOTAL.value in found and found <= _SAY_NOTHING
    )


def unsplit(analysis: ExactAnalysis) -> frozenset[Key]:
    """Give the groups of which one side is totals, with at most one-off lines beside them.

    Args:
        analysis: Exact results.

    Returns:
        Keys as those of ``GroupChange``: comparison, case_type, wijk (or "totaal"), stream (or "totaal").
    """
    return frozenset(
        (comparison, case_type, wijk, stream)
        for case_type, wijk, stream, moment in only_totals(analysis)
        for comparison, moments in _COMPARED.items()
        if moment in moments
    )
