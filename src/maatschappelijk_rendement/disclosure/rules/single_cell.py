"""Primary rules: may this cell be shown when only the cell itself is looked at?"""

from __future__ import annotations

from maatschappelijk_rendement.disclosure.rules import (
    LARGEST_SHARE_PERCENT,
    TWO_LARGEST_SHARE_PERCENT,
    Rule,
    Rules,
)
from maatschappelijk_rendement.disclosure.rules.cells import CellStats


def judge_count(count: int, rules: Rules) -> Rule | None:
    """Judge a number of cases: zero is published, one up to the minimum is not.

    Example:
        >>> judge_count(9, Rules()), judge_count(0, Rules())
        (<Rule.CASES: 'minder dan {minimum} casussen'>, None)
    """
    return Rule.CASES if 0 < count < rules.minimum else None


def judge_money(stats: CellStats, rules: Rules) -> Rule | None:
    """Judge an amount by count, dominance and equality; an amount of which every part is zero is published.

    Args:
        stats: The contributions to the cell, one a case.
        rules: The parameters.

    Returns:
        The first rule that hides the cell, or None when it may be shown.

    Example:
        >>> from maatschappelijk_rendement.disclosure.rules.cells import summarise
        >>> judge_money(summarise([-1001] + 10 * [-100]), Rules()).name
        'LARGEST'
    """
    if judge_count(stats.n, rules):
        return Rule.CASES
    if stats.n_nonzero == 0:
        return None
    if stats.n_nonzero < rules.minimum:
        return Rule.NONZERO
    if stats.largest_abs_cents * 100 > stats.sum_abs_cents * LARGEST_SHARE_PERCENT:
        return Rule.LARGEST
    two_largest = stats.largest_abs_cents + stats.second_abs_cents
    if two_largest * 100 > stats.sum_abs_cents * TWO_LARGEST_SHARE_PERCENT:
        return Rule.TWO_LARGEST
    return Rule.EQUAL if stats.all_equal else None
