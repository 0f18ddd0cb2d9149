"""From an exact analysis to the plain numbers that the one matrix of disclosure control is made from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from maatschappelijk_rendement.disclosure.matrix.facts import Facts, Flags, Scores, Whole
from maatschappelijk_rendement.domain.frames import places
from maatschappelijk_rendement.domain.money import to_cents
from maatschappelijk_rendement.domain.vocabulary import MdoCosts, Payer
from maatschappelijk_rendement.outcomes.wellbeing import TOTAL, WellbeingGroup
from maatschappelijk_rendement.publication.costs import programme_by_party

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

UNKNOWN = "onbekend"
_LABELS = ("case_id", "stream", "payer", "receiver", "money_kind", "moment")
_AMOUNTS = ("in_window_cents", "one_off_cents", "structural_cents")


def facts_of(analysis: ExactAnalysis) -> Facts:
    """Give an analysis as plain numbers, its cases numbered in their own order."""
    cases = analysis.delivery.cases
    return Facts(
        months=analysis.settings.period_months,
        groups=cases["case_type"].astype(str).tolist(),
        wijken=cases["wijk"].astype(str).tolist(),
        lines=_numbered(analysis, analysis.line_sums(*_LABELS), [*_LABELS[1:]], [*_AMOUNTS]),
        deltas=_deltas(analysis),
        mdo=_hours(analysis),
        mdo_counts_as_cost=analysis.settings.mdo_costs == MdoCosts.INCLUDED,
        programme=dict(programme_by_party(analysis)),
        kinds=_kinds(analysis),
        scores=_scores(analysis),
        provenance=_provenance(analysis),
    )


def _numbered(
    analysis: ExactAnalysis, frame: pd.DataFrame, texts: list[str], numbers: list[str]
) -> pd.DataFrame:
    """Put the number of the case in place of its id."""
    columns: dict[str, object] = {"case": places(frame["case_id"], analysis.delivery.cases["case_id"])}
    columns |= {name: _text(frame[name]) for name in texts}
    columns |= {name: frame[name].to_numpy("int64") for name in numbers}
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
    both = [_numbered(analysis, frame, columns, ["delta_cents"]) for frame in (analysis.deltas, totals)]
    found = pd.concat([one[["case", "delta_cents"]] for one in both], ignore_index=True)
    return found.assign(**{name: _one_after_the_other([one[name] for one in both]) for name in columns})


def _one_after_the_other(columns: Sequence[pd.Series[Any]]) -> Any:
    """Put columns of texts in one, as a category where each is one."""
    if all(isinstance(column.dtype, pd.CategoricalDtype) for column in columns):
        return pd.api.types.union_categoricals([column.array for column in columns], sort_categories=True)
    return np.concatenate([column.astype(str).to_numpy() for column in columns])


def _hours(analysis: ExactAnalysis) -> pd.DataFrame:
    lines = analysis.mdo_lines
    payer = lines["payer"].astype(str).replace("", Payer.ONBEKEND.value)
    found = _numbered(analysis, lines.assign(payer=payer), ["payer"], ["quantity_milli", "one_off_cents"])
    found.columns = pd.Index(["case", "payer", "milli", "cents"])
    # The price of an hour is public; cents of a line are rounded, so the longest line tells it best.
    prices: list[int] = []
    pairs, of_line = np.unique(found[["milli", "cents"]].to_numpy(), axis=0, return_inverse=True)
    first = np.full(len(pairs), len(found))
    np.minimum.at(first, of_line, np.arange(len(found)))
    price = np.zeros(len(pairs), dtype=np.int64)
    for pair in np.lexsort((first, -pairs[:, 0])).tolist():
        milli, cents = pairs[pair].tolist()
        if milli:
            exact = 1000 * cents / milli
            slack = 500 / milli + 1e-9
            near = next((one for one in prices if abs(one - exact) <= slack), None)
            if near is None:
                near = round(exact)
                prices.append(near)
            price[pair] = near
    price = price[of_line]
    found["price_cents"] = price
    by = ["case", "payer", "price_cents"]
    return found.groupby(by, as_index=False, sort=True)[["milli", "cents"]].sum()


def _kinds(analysis: ExactAnalysis) -> pd.DataFrame:
    paid = analysis.party_deltas
    paid = paid[paid["role"] == "betaalt"]
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
        cases=places(groups[0].scores.everyone["case_id"], analysis.delivery.cases["case_id"]),
        given=given,
        has=has,
        above=above if definition.above is not None else None,
        steps=(to_cents(definition.beside_ends[0]), to_cents(definition.beside_ends[1])),
        of=definition.of,
        is_share=definition.is_share,
    )


def _provenance(analysis: ExactAnalysis) -> pd.DataFrame:
    usage = nw.from_native(analysis.delivery.usage)
    sums = analysis.delivery.fetch(usage.group_by("case_id", "provenance").agg(n_lines=nw.len()).to_native())
    words = sums["provenance"]
    sums = sums.assign(provenance=words.astype(str).where(words.notna(), UNKNOWN))
    return _numbered(analysis, sums, ["provenance"], ["n_lines"])
