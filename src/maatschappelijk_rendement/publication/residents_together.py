"""Residents of many cases as a few: those of cases that no number of residents tells apart stand together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from maatschappelijk_rendement.disclosure.matrix.facts import Scores, Whole

Keys = npt.NDArray[np.uint64]
SEED = 1948
"""Of the numbers that tell kinds of cases apart: 64 bits, so that two kinds are never alike in practice."""


def together(scores: Sequence[Scores], cases: pd.DataFrame, first: int) -> tuple[list[Scores], pd.DataFrame]:
    """Put the residents of cases together that have as many residents with the same signs.

    Args:
        scores: The scores of each instrument; their cases are places in ``cases``.
        cases: wijk and case_type of each case with a score.
        first: The number of the first of what is made here.

    Returns:
        The same scores, of residents that stand together; and wijk, case_type and times of each number.
    """
    keys = _keys_of(cases["wijk"], 0) + _keys_of(cases["case_type"], 1)
    codes = [_codes(one) for one in scores]
    for place, (one, code) in enumerate(zip(scores, codes, strict=True)):
        different, which = np.unique(code, return_inverse=True)
        np.add.at(keys, one.cases, _secrets(len(different), 2 + place)[which])
    has_any = np.zeros(len(cases), dtype=bool)
    for one in scores:
        has_any[one.cases] = True
    there = np.flatnonzero(has_any)
    _, firsts, kind = np.unique(keys[there], return_index=True, return_inverse=True)
    number = np.full(len(cases), -1, dtype=np.int64)
    number[there] = kind
    times = np.bincount(kind, minlength=len(firsts))
    made = [_of(one, code, number, times, first) for one, code in zip(scores, codes, strict=True)]
    residents = cases[["wijk", "case_type"]].iloc[there[firsts]].astype("str").reset_index(drop=True)
    return made, residents.assign(times=times)


def _keys_of(texts: pd.Series[str], place: int) -> Keys:
    codes, words = pd.factorize(texts)
    return _secrets(len(words), place)[codes]


def _secrets(size: int, place: int) -> Keys:
    return np.random.default_rng([SEED, place]).integers(1, 2**63, size, dtype=np.uint64)


def _codes(scores: Scores) -> Whole:
    """Number what each resident has: when a score, at an end, above the threshold; and which of two rose."""
    moments = sorted(scores.has)
    parts: list[Whole] = []
    for moment in moments:
        has, given = scores.has[moment], scores.given[moment]
        parts.append(np.where(has, 1 + (given == scores.lowest) + 2 * (given == scores.highest), 0))
        if scores.above is not None:
            parts.append(scores.above[moment].astype(np.int64))
    for one, other in combinations(moments, 2):
        both = scores.has[one] & scores.has[other]
        parts.append(np.where(both, 1 + np.sign(scores.given[other] - scores.given[one]) + 1, 0))
    code = np.zeros(len(scores.cases), dtype=np.int64)
    for part in parts:
        code = code * 5 + part
    return code


def _of(scores: Scores, code: Whole, number: Whole, times: Whole, first: int) -> Scores:
    """Give the residents of one kind of case and of one pattern as one, with what they have together."""
    kind = number[scores.cases]
    order = np.lexsort((code, kind))
    kind, code = kind[order], code[order]
    is_first = np.append(True, (kind[1:] != kind[:-1]) | (code[1:] != code[:-1]))[: len(kind)]
    starts = np.flatnonzero(is_first)
    rows = order[starts]
    sizes = np.diff(np.append(starts, len(kind)))

    def summed(values: Whole) -> Whole:
        return np.add.reduceat(values[order], starts) if len(starts) else values[:0]

    return replace(
        scores,
        cases=first + kind[starts],
        given={moment: summed(given) for moment, given in scores.given.items()},
        has={moment: has[rows] for moment, has in scores.has.items()},
        above=None
        if scores.above is None
        else {moment: above[rows] for moment, above in scores.above.items()},
        residents=sizes // times[kind[starts]],
    )
