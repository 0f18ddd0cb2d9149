"""Wellbeing per group, instrument and moment: residents weigh, each mean has its own n, pairs are compared.

Scores are whole hundredths (``score_centi``), so that a mean is an exact fraction until it is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from maatschappelijk_rendement.vocabulary import Moment, fold

if TYPE_CHECKING:
    import pandas as pd

TOTAL = "totaal"
# With which earlier moments each moment is compared, resident by resident.
PAIRED_WITH: dict[str, tuple[str | None, ...]] = {
    Moment.BEFORE: (None,),
    Moment.AFTER: (Moment.BEFORE,),
    Moment.REPEAT: (Moment.BEFORE, Moment.AFTER),
}


# case_id, resident, and a score or a difference of scores in hundredths of a point.
ResidentScore = tuple[str, str, int]


@dataclass(frozen=True)
class WellbeingGroup:
    """One row of the wellbeing table.

    Attributes:
        mean: Mean score over residents, in points.
        paired_with: The earlier moment, if any.
        paired_n: Residents with a score at both moments.
        paired_difference: Mean of later minus earlier over those residents; none without pairs.
        scores: What each resident contributes to the mean.
        pairs: What each resident contributes to the paired difference.
    """

    case_type: str
    wijk: str
    instrument: str
    item: str | None
    moment: str
    n_residents: int
    n_cases: int
    mean: Fraction
    paired_with: str | None
    paired_n: int | None
    paired_difference: Fraction | None
    scores: tuple[ResidentScore, ...]
    pairs: tuple[ResidentScore, ...]


def group_wellbeing(scores: pd.DataFrame, cases: pd.DataFrame) -> list[WellbeingGroup]:
    """Average scores per kind of case, wijk, instrument, item and moment.

    Args:
        scores: case_id, resident, moment, instrument, item, score_centi [1/100 point].
        cases: case_id, wijk, case_type.

    Returns:
        One row a group, moment and moment it is paired with; ``totaal`` pools kinds of case, which is allowed
        for wellbeing only.
    """
    import pandas as pd

    rows = scores.merge(cases[["case_id", "wijk", "case_type"]], on="case_id", validate="many_to_one")
    rows = pd.concat([rows, rows.assign(case_type=TOTAL)], ignore_index=True)
    rows = pd.concat([rows, rows.assign(wijk=TOTAL)], ignore_index=True)
    rows["item"] = rows["item"].fillna("")
    # Ids compare without regard to case: B1 and b1 of one case are one resident.
    rows["resident"] = [fold(resident) for resident in rows["resident"]]
    groups = []
    for key, part in rows.groupby(["case_type", "wijk", "instrument", "item"], sort=True):
        case_type, wijk, instrument, item = (str(word) for word in key)
        by_moment: dict[str | None, dict[tuple[str, str], int]] = {
            str(moment): dict(
                zip(zip(of["case_id"], of["resident"], strict=True), of["score_centi"].tolist(), strict=True)
            )
            for moment, of in part.groupby("moment")
        }
        for moment, earlier_moments in PAIRED_WITH.items():
            found = by_moment.get(moment)
            if not found:
                continue
            for earlier in earlier_moments:
                base = by_moment.get(earlier, {})
                pairs = tuple(
                    (*who, score - base[who]) for who, score in sorted(found.items()) if who in base
                )
                groups.append(
                    WellbeingGroup(
                        case_type=case_type,
                        wijk=wijk,
                        instrument=instrument,
                        item=item or None,
                        moment=str(moment),
                        n_residents=len(found),
                        n_cases=len({case_id for case_id, _ in found}),
                        mean=Fraction(sum(found.values()), 100 * len(found)),
                        paired_with=earlier,
                        paired_n=None if earlier is None else len(pairs),
                        paired_difference=_mean([score for *_, score in pairs]),
                        scores=tuple((*who, score) for who, score in sorted(found.items())),
                        pairs=pairs,
                    )
                )
    return groups


def _mean(hundredths: Sequence[int]) -> Fraction | None:
    return Fraction(sum(hundredths), 100 * len(hundredths)) if hundredths else None
