"""The cases that a question is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.vocabulary import CaseType, Moment
from maatschappelijk_rendement.outcomes.per_wijk import TOTAL, GroupChange
from maatschappelijk_rendement.results.words import LATER
from maatschappelijk_rendement.statistics.interval import Interval
from maatschappelijk_rendement.statistics.mean import interval_of_mean
from maatschappelijk_rendement.statistics.permutation import SignFlipTest, sign_flip_test
from maatschappelijk_rendement.statistics.subgroups import SubgroupTable, compare_subgroups

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis


def at(moment: str) -> str:
    """Read the moment at which an uncertainty is asked.

    Args:
        moment: ``na`` or ``herhaling``: each has cases and a difference of its own.

    Raises:
        UsageError: It is another one.

    Example:
        >>> at("herhaling")
        'herhaling'
    """
    if moment not in LATER:
        raise UsageError(f"Kies als moment: {' of '.join(LATER)}.")
    return str(moment)


def existing_cases(
    analysis: ExactAnalysis,
    *,
    wijk: str = TOTAL,
    stream: str = TOTAL,
    comparison: str = Moment.AFTER,
) -> GroupChange:
    """Give the existing cases of one cell of the table of differences.

    Existing and new cases are never pooled (method.md, decision 2), and only existing ones have a before.

    Args:
        analysis: The exact results.
        wijk: One wijk, or "totaal".
        stream: One stream, or "totaal".
        comparison: ``na``, ``herhaling`` or ``vermeden``.

    Raises:
        UsageError: There is no such case.

    Example:
        >>> from maatschappelijk_rendement import analyse
        >>> from maatschappelijk_rendement.intake.example import ruwaard
        >>> existing_cases(analyse(ruwaard())).sum_cents()
        -13239400
    """
    key = (str(comparison), CaseType.EXISTING.value, wijk, stream)
    found = next((group for group in analysis.groups if group.key == key), None)
    if found is None:
        raise UsageError("Er zijn geen bestaande casussen bij deze vergelijking, wijk en stroom.")
    return found


def interval(
    analysis: ExactAnalysis, *, kind: str, moment: str, wijk: str, stream: str, level: float
) -> Interval | None:
    """Give the interval of the mean difference; see ``MicroAnalysis.interval``."""
    group = existing_cases(analysis, wijk=wijk, stream=stream, comparison=at(moment))
    return interval_of_mean(group.amounts["delta_cents"], kind=kind, level=level)


def permutation(analysis: ExactAnalysis, *, wijk: str, stream: str, moment: str) -> SignFlipTest | None:
    """Test whether chance alone gives such a difference; see ``MicroAnalysis.permutation``."""
    group = existing_cases(analysis, wijk=wijk, stream=stream, comparison=at(moment))
    return sign_flip_test(group.amounts["delta_cents"])


def subgroups(analysis: ExactAnalysis, by: Mapping[str, str] | None, *, moment: str) -> SubgroupTable:
    """Compare subgroups of the existing cases; see ``MicroAnalysis.subgroups``."""
    group = existing_cases(analysis, comparison=at(moment))
    totals = analysis.totals
    names = by if by is not None else dict(zip(totals["case_id"], totals["wijk"], strict=True))
    deltas: dict[str, list[int]] = {}
    for case_id, delta in zip(group.cases, group.amounts["delta_cents"].tolist(), strict=True):
        if case_id in names:
            deltas.setdefault(names[case_id], []).append(delta)
    return compare_subgroups(deltas)
