"""The facts as they would be if a caseload were handed in another way: without a part, or named otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from maatschappelijk_rendement.disclosure.matrix.facts import Facts, Flags, Scores, Whole
from maatschappelijk_rendement.disclosure.matrix.labels import REPEAT

if TYPE_CHECKING:
    import pandas as pd

Values = TypeVar("Values")


def with_wijken_as_one(facts: Facts, wijken: frozenset[str], name: str) -> Facts:
    """Give some wijken one name."""
    return replace(facts, wijken=[name if wijk in wijken else wijk for wijk in facts.wijken])


def without_mdo(facts: Facts) -> Facts:
    """Leave the hours of the MDO out; not where they stand among the costs."""
    return replace(facts, mdo=facts.mdo.iloc[:0])


def without_instrument(facts: Facts, instrument: str) -> Facts:
    """Leave the scores on one instrument out, and what is computed from them."""
    return replace(facts, scores=[one for one in facts.scores if instrument not in (one.instrument, one.of)])


def without_repeat(facts: Facts) -> Facts:
    """Leave everything of the repeat out."""
    return replace(
        facts,
        lines=facts.lines[facts.lines["moment"] != REPEAT],
        deltas=facts.deltas[facts.deltas["comparison"] != REPEAT],
        scores=[
            replace(
                one,
                given=_without_repeat(one.given),
                has=_without_repeat(one.has),
                above=one.above and _without_repeat(one.above),
            )
            for one in facts.scores
        ],
    )


def _without_repeat(moments: Mapping[str, Values]) -> dict[str, Values]:
    return {moment: values for moment, values in moments.items() if moment != REPEAT}


def of_cases(facts: Facts, kept: Flags) -> Facts:
    """Leave the other cases out.

    Args:
        facts: The exact analysis.
        kept: For each case whether it stays.
    """
    number = np.cumsum(kept) - 1

    def some(frame: pd.DataFrame) -> pd.DataFrame:
        frame = frame[kept[frame["case"].to_numpy()]]
        return frame.assign(case=number[frame["case"].to_numpy()])

    return replace(
        facts,
        groups=[group for group, stays in zip(facts.groups, kept, strict=True) if stays],
        wijken=[wijk for wijk, stays in zip(facts.wijken, kept, strict=True) if stays],
        lines=some(facts.lines),
        deltas=some(facts.deltas),
        mdo=some(facts.mdo),
        kinds=some(facts.kinds),
        scores=[_of_residents(one, kept[one.cases], number) for one in facts.scores],
        provenance=some(facts.provenance),
    )


def _of_residents(scores: Scores, has: Flags, number: Whole) -> Scores:
    return replace(
        scores,
        cases=number[scores.cases[has]],
        given={moment: values[has] for moment, values in scores.given.items()},
        has={moment: values[has] for moment, values in scores.has.items()},
        above=scores.above and {moment: values[has] for moment, values in scores.above.items()},
    )
