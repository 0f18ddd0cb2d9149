"""Primary rules: may this cell be shown when only the cell itself is looked at?"""

from __future__ import annotations

from collections.abc import Sequence

from maatschappelijk_rendement.disclosure.cells import CellStats
from maatschappelijk_rendement.disclosure.rules import (
    CATEGORY_SHARE_PERCENT,
    LARGEST_SHARE_PERCENT,
    TWO_LARGEST_SHARE_PERCENT,
    Rule,
    Rules,
)


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
        >>> from maatschappelijk_rendement.disclosure.cells import summarise
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


def judge_score(stats: CellStats, rules: Rules) -> Rule | None:
    """Judge a mean score by cases, residents and equality; dominance says nothing about a bounded scale.

    Example:
        >>> judge_score(CellStats(10, 9, 90, 90, 10, 10, False, n_residents=9), Rules()).name
        'RESIDENTS'
    """
    if judge_count(stats.n, rules):
        return Rule.CASES
    if judge_count(stats.n if stats.n_residents is None else stats.n_residents, rules):
        return Rule.RESIDENTS
    return Rule.EQUAL if stats.n and stats.all_equal and stats.sum_cents else None


def judge_split(counts: Sequence[int], rules: Rules) -> Rule | None:
    """Judge a split of a group over categories, which is shown or hidden as a whole.

    Example:
        >>> judge_split([16, 12, 4], Rules()).name, judge_split([2, 0, 38], Rules()).name
        ('CATEGORY', 'CATEGORY')
        >>> judge_split([0, 4, 36], Rules(minimum=3, minimum_reason="voorbeeld")).name
        'CATEGORY'
    """
    is_small = any(judge_count(count, rules) for count in counts)
    is_nearly_all = any(count * 100 >= CATEGORY_SHARE_PERCENT * sum(counts) for count in counts if count)
    return Rule.CATEGORY if is_small or is_nearly_all else None
