"""Wellbeing by the rules of each instrument, and who is missing from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from maatschappelijk_rendement.domain.instruments import InstrumentDefinition, is_flourishing, utility
from maatschappelijk_rendement.domain.vocabulary import Moment, fold
from maatschappelijk_rendement.outcomes import case_changes
from maatschappelijk_rendement.outcomes.wellbeing import TOTAL, Residents, WellbeingGroup
from maatschappelijk_rendement.statistics.analytic import clustered_interval
from maatschappelijk_rendement.statistics.change import attrition, reliable_change
from maatschappelijk_rendement.statistics.interval import ScoreInterval

if TYPE_CHECKING:
    import pandas as pd

    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

MOMENTS = (Moment.BEFORE, Moment.AFTER, Moment.REPEAT)


def wellbeing_table(analysis: ExactAnalysis) -> pd.DataFrame:
    """Give the means of every group; see ``MicroAnalysis.wellbeing``."""
    import pandas as pd

    rows = [
        {
            "case_type": group.case_type,
            "wijk": group.wijk,
            "instrument": group.instrument,
            "item": group.item,
            "moment": group.moment,
            "n_residents": group.n_residents,
            "n_cases": group.n_cases,
            "mean": float(group.mean),
            "paired_with": group.paired_with,
            "paired_n": group.paired_n,
            "paired_difference": _number(group.paired_difference),
        }
        for group in analysis.wellbeing_groups
    ]
    return pd.DataFrame(rows)


def _number(mean: Fraction | None) -> float | None:
    return None if mean is None else float(mean)


def wellbeing_change(analysis: ExactAnalysis) -> pd.DataFrame:
    """Give what each instrument allows to be said of wellbeing, group by group.

    Returns:
        Tidy frame, the rows of ``wellbeing``: case_type, wijk, instrument, item, moment, paired_with,
        n_residents, n_cases; mean with mean_low and mean_high (95 %, Student's over cases) and mean_per_case
        (each case weighs the same), empty for an instrument that is an order; n_above and share_above its
        threshold; paired_n with n_higher, n_equal, n_lower, and paired_difference with its bounds;
        n_risen, n_unclear and n_fallen beyond the instrument's own error, where that is known; warning:
        what its makers say. Scores in points.
    """
    import pandas as pd

    rows = [_row(group, analysis.instruments[group.instrument]) for group in analysis.wellbeing_groups]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype(COLUMNS)


COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(("case_type", "wijk", "instrument", "item", "moment", "paired_with"), "str"),
    **dict.fromkeys(("n_residents", "n_cases"), "int64"),
    **dict.fromkeys(("mean", "mean_low", "mean_high", "mean_per_case"), "Float64"),
    **dict.fromkeys(("n_above", "paired_n", "n_higher", "n_equal", "n_lower"), "Int64"),
    **dict.fromkeys(("share_above", "paired_difference", "paired_low", "paired_high"), "Float64"),
    **dict.fromkeys(("n_risen", "n_unclear", "n_fallen"), "Int64"),
    "warning": "str",
}


def _row(group: WellbeingGroup, definition: InstrumentDefinition) -> dict[str, object]:
    is_amount = not definition.is_ordinal
    changes = group.pairs.hundredths.tolist()
    row: dict[str, object] = {
        "case_type": group.case_type,
        "wijk": group.wijk,
        "instrument": group.instrument,
        "item": group.item,
        "moment": group.moment,
        "paired_with": group.paired_with,
        "n_residents": group.n_residents,
        "n_cases": group.n_cases,
        "paired_n": group.paired_n,
        "warning": " ".join(definition.warnings),
    }
    if is_amount:
        row |= {"mean": float(group.mean), "mean_per_case": float(_mean_per_case(group.scores))}
        row |= _bounds("mean", _interval(group.scores))
    if definition.above is not None:
        above = sum(definition.is_above(Decimal(score).scaleb(-2)) or False for *_, score in group.scores)
        row |= {"n_above": above, "share_above": above / group.n_residents}
    if group.paired_with is not None:
        higher, lower = (sum(change > 0 for change in changes), sum(change < 0 for change in changes))
        row |= {"n_higher": higher, "n_lower": lower, "n_equal": len(changes) - higher - lower}
    if group.paired_difference is not None and is_amount:
        row["paired_difference"] = float(group.paired_difference)
        row |= _bounds("paired", _interval(group.pairs))
    if group.paired_with is not None and definition.standard_error is not None:
        sure = reliable_change(changes, int(definition.standard_error.scaleb(2)))
        row |= {"n_risen": sure.risen, "n_unclear": sure.unclear, "n_fallen": sure.fallen}
    return row


def _bounds(name: str, interval: ScoreInterval | None) -> dict[str, float]:
    if interval is None:
        return {}
    return {f"{name}_low": interval.low_hundredths / 100, f"{name}_high": interval.high_hundredths / 100}


def _interval(scores: Residents) -> ScoreInterval | None:
    """Compare cases, not residents: people of one household answer alike."""
    sums, counts = scores.per_case()
    return clustered_interval(sums, counts)


def _mean_per_case(scores: Residents) -> Fraction:
    """Give the mean in which each case weighs the same, whatever its number of residents."""
    sums, counts = scores.per_case()
    total = sum((Fraction(int(sums[counts == n].sum()), int(n)) for n in np.unique(counts)), Fraction(0))
    return total / (100 * len(counts))


def whole_instruments(analysis: ExactAnalysis) -> pd.DataFrame:
    """Give what is computed from all items of an instrument: value of a health state, flourishing.

    Exact values here; the report and ``wellbeing_change`` have the same as a derived instrument, of which
    the score of each resident is rounded half-up to a hundredth before it is averaged.

    Returns:
        Tidy frame: instrument, moment, measure (``waarde``: 1 is full health; ``deel_bloeiend``: part of
        the residents who flourish), n_residents, n_incomplete (an answer is missing), mean.
    """
    import pandas as pd

    answers: dict[tuple[str, str], dict[tuple[str, str], dict[str, Decimal]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    given = ("case_id", "resident", "moment", "instrument", "item", "score_centi")
    for case_id, resident, moment, instrument, name, centi in zip(
        *(analysis.delivery.scores[column] for column in given), strict=True
    ):
        item = analysis.instruments[instrument].item(name if isinstance(name, str) else None)
        if item is not None:
            answers[instrument, moment][case_id, fold(resident)][item.name] = Decimal(centi).scaleb(-2)
    rows = []
    for (instrument, moment), residents in sorted(answers.items()):
        found = [
            value for of in residents.values() if (value := _whole(analysis.instruments[instrument], of))
        ]
        if found and (name := found[0][0]):
            values = [value for _, value in found]
            mean = sum(values, Decimal(0)) / len(values)
            rows.append((instrument, moment, name, len(values), len(residents) - len(values), float(mean)))
    columns = ["instrument", "moment", "measure", "n_residents", "n_incomplete", "mean"]
    return pd.DataFrame(rows, columns=columns)


def _whole(definition: InstrumentDefinition, scores: Mapping[str, Decimal]) -> tuple[str, Decimal] | None:
    """Give the one figure of a resident's answers; None where an answer is missing or none is defined."""
    if definition.value_constant is not None:
        value = utility(definition, {name: int(score) for name, score in scores.items()})
        return None if value is None else ("waarde", value)
    if definition.flourishing is not None:
        flourishes = is_flourishing(definition, scores)
        return None if flourishes is None else ("deel_bloeiend", Decimal(flourishes))
    return None


def attrition_table(analysis: ExactAnalysis) -> pd.DataFrame:
    """Say who was not measured again, and whether they differed at the start.

    Returns:
        Tidy frame, a row an instrument, item and later moment: n_stayed, n_left [residents],
        stayed_mean, left_mean [points, before the MDO; empty for an order], differed [whether their
        95 % interval leaves out 0; empty where that is not known].
    """
    import pandas as pd

    by_moment: dict[tuple[str, str | None], dict[str, dict[tuple[str, str], int]]] = defaultdict(dict)
    for group in analysis.wellbeing_groups:
        if (group.case_type, group.wijk) == (TOTAL, TOTAL):
            by_moment[group.instrument, group.item][group.moment] = {
                (case_id, resident): score for case_id, resident, score in group.scores
            }
    rows = []
    for (instrument, item), moments in by_moment.items():
        start = moments.get(Moment.BEFORE, {})
        for moment in (Moment.AFTER, Moment.REPEAT):
            if start and moment in moments:
                again = moments[moment]
                lost = attrition(
                    [score for who, score in start.items() if who in again],
                    [score for who, score in start.items() if who not in again],
                )
                means = lost.stayed_mean_hundredths, lost.left_mean_hundredths
                if analysis.instruments[instrument].is_ordinal:
                    means, differed = (None, None), None
                else:
                    differed = lost.differed
                in_points = [None if mean is None else mean / 100 for mean in means]
                rows.append((instrument, item, moment.value, lost.stayed, lost.left, *in_points, differed))
    columns = ["instrument", "item", "moment", "n_stayed", "n_left", "stayed_mean", "left_mean", "differed"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"stayed_mean": "Float64", "left_mean": "Float64", "differed": "boolean"})


def missing_table(analysis: ExactAnalysis) -> pd.DataFrame:
    """Count for every stream and instrument who was and was not looked at; see ``MicroAnalysis.missing``."""
    import pandas as pd

    cases = analysis.delivery.cases
    rows = [
        ("stroom", row.stream, row.moment, row.n_known, row.n_unknown)
        for row in case_changes.completeness(analysis.delivery.cases_by_usage, analysis.costs)
    ]
    scores = analysis.delivery.scores
    asked = scores.groupby(["instrument", "moment"], observed=True)["case_id"].nunique()
    for instrument in sorted(set(scores["instrument"])):
        for moment in MOMENTS:
            known = int(asked.get((instrument, moment.value), 0))
            rows.append(("instrument", instrument, moment.value, known, len(cases) - known))
    return pd.DataFrame(rows, columns=["about", "name", "moment", "n_known", "n_unknown"])
