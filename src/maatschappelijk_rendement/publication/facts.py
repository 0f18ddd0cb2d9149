"""From an exact analysis to the plain numbers that the one matrix of disclosure control is made from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from maatschappelijk_rendement.disclosure.matrix.facts import Facts, Flags, Scores, Whole
from maatschappelijk_rendement.disclosure.matrix.money import PEAKS
from maatschappelijk_rendement.disclosure.matrix.people import TOGETHER
from maatschappelijk_rendement.domain.frames import places
from maatschappelijk_rendement.domain.money import to_cents
from maatschappelijk_rendement.domain.vocabulary import MdoCosts
from maatschappelijk_rendement.outcomes.folding import LABELS
from maatschappelijk_rendement.outcomes.parties import PAYS
from maatschappelijk_rendement.outcomes.wellbeing import TOTAL, WellbeingGroup
from maatschappelijk_rendement.publication.costs import programme_by_party
from maatschappelijk_rendement.publication.residents_together import together

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

_AMOUNTS = ("in_window_cents", "one_off_cents", "structural_cents")


def facts_of(analysis: ExactAnalysis) -> Facts:
    """Give an analysis as plain numbers, its cases numbered in their own order."""
    cases = analysis.delivery.cases
    groups, wijken = (cases[name].astype(str).tolist() for name in ("case_type", "wijk"))
    times = analysis.times
    scores = _scores(analysis)
    n_of_scores = 0
    if times is not None:
        scores, residents = together(scores, analysis.scored_cases, len(cases))
        n_of_scores = len(residents)
        groups, wijken = groups + residents["case_type"].tolist(), wijken + residents["wijk"].tolist()
        times = np.concatenate([times, residents["times"].to_numpy("int64")])
    return Facts(
        months=analysis.settings.period_months,
        groups=groups,
        wijken=wijken,
        lines=_numbered(analysis, analysis.case_amounts, [*LABELS], [*_AMOUNTS, *PEAKS.values()]),
        deltas=_deltas(analysis),
        mdo=_hours(analysis),
        mdo_counts_as_cost=analysis.settings.mdo_costs == MdoCosts.INCLUDED,
        programme=dict(programme_by_party(analysis)),
        kinds=_kinds(analysis),
        scores=scores,
        provenance=_numbered(analysis, analysis.origins, ["provenance"], ["n_lines"]),
        times=times,
        n_of_scores=n_of_scores,
    )


def _numbered(
    analysis: ExactAnalysis, frame: pd.DataFrame, texts: list[str], numbers: list[str]
) -> pd.DataFrame:
    """Put the number of the case in place of its id."""
    columns: dict[str, object] = {"case": places(frame["case_id"], analysis.delivery.cases["case_id"])}
    columns |= {name: _text(frame[name]) for name in texts}
    columns |= {name: frame[name].to_numpy("int64") for name in numbers if name in frame}
    return pd.DataFrame(columns)


def _text(column: pd.Series[Any]) -> pd.Series[Any] | npt.NDArray[np.object_]:
    """Give a column of texts: of many rows from an engine a category, in which a text is written once."""
    if isinstance(column.dtype, pd.CategoricalDtype) and not column.hasnans:
        return column.reset_index(drop=True)
    found: npt.NDArray[np.object_] = column.astype(str).to_numpy()
    return found


def _deltas(analysis: ExactAnalysis) -> pd.DataFrame:
    columns = ["comparison", "stream"]
    whole = pd.Categorical.from_codes(np.zeros(len(analysis.totals), dtype=np.int8), pd.Index([TOTAL]))
    totals = analysis.totals.assign(stream=whole)
    numbers = ["delta_cents", *TOGETHER]
    both = [_numbered(analysis, frame, columns, numbers) for frame in (analysis.deltas, totals)]
    there = ["case", *(name for name in numbers if name in both[0])]
    found = pd.concat([one[there] for one in both], ignore_index=True)
    return found.assign(**{name: _one_after_the_other([one[name] for one in both]) for name in columns})


def _one_after_the_other(columns: Sequence[pd.Series[Any]]) -> Any:
    """Put columns of texts in one, as a category where each is one."""
    if all(isinstance(column.dtype, pd.CategoricalDtype) for column in columns):
        return pd.api.types.union_categoricals([column.array for column in columns], sort_categories=True)
    return np.concatenate([column.astype(str).to_numpy() for column in columns])


def _hours(analysis: ExactAnalysis) -> pd.DataFrame:
    numbers = ["price_cents", "milli", "cents", "most_milli", "most_cents"]
    found = _numbered(analysis, analysis.hours, ["payer"], numbers)
    return found.sort_values(["case", "payer", "price_cents"], kind="stable", ignore_index=True)


def _kinds(analysis: ExactAnalysis) -> pd.DataFrame:
    paid = analysis.party_deltas
    paid = paid[paid["role"] == PAYS]
    return _numbered(analysis, paid, ["money_kind"], []).drop_duplicates(ignore_index=True)


def _scores(analysis: ExactAnalysis) -> list[Scores]:
    measured: dict[tuple[str, str | None], list[WellbeingGroup]] = {}
    for group in analysis.wellbeing_groups:
        if (group.case_type, group.wijk) == (TOTAL, TOTAL):
            measured.setdefault((group.instrument, group.item), []).append(group)
    return [_of_instrument(analysis, groups) for groups in measured.values()]


def _of_instrument(analysis: ExactAnalysis, groups: Sequence[WellbeingGroup]) -> Scores:
    definition = analysis.instruments[groups[0].instrument]
    given: dict[str, Whole] = {}
    has: dict[str, Flags] = {}
    above: dict[str, Flags] = {}
    for group in groups:
        moment, size = group.moment, len(group.scores.everyone)
        if moment in given:
            continue
        given[moment], has[moment] = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=bool)
        given[moment][group.scores.places], has[moment][group.scores.places] = group.scores.hundredths, True
        if definition.above is not None:
            values = np.unique(given[moment][has[moment]])
            over = [v for v in values.tolist() if definition.is_above(Decimal(v).scaleb(-2))]
            above[moment] = has[moment] & np.isin(given[moment], over)
    return Scores(
        groups[0].instrument,
        groups[0].item,
        lowest=to_cents(definition.lowest),
        highest=to_cents(definition.highest),
        is_ordinal=definition.is_ordinal,
        cases=_cases_of(analysis, groups[0].scores.everyone),
        given=given,
        has=has,
        above=above if definition.above is not None else None,
        steps=(to_cents(definition.beside_ends[0]), to_cents(definition.beside_ends[1])),
        of=definition.of,
        is_share=definition.is_share,
        scored=None
        if analysis.scored is None
        else {moment: analysis.scored[groups[0].instrument, groups[0].item, moment] for moment in given},
    )


def _cases_of(analysis: ExactAnalysis, residents: pd.DataFrame) -> Whole:
    """Number the case of each resident; where cases are folded by its place among those with a score."""
    if analysis.times is not None:
        return residents["case"].to_numpy("int64")
    return places(residents["case_id"], analysis.delivery.cases["case_id"])
