"""The table of effects: the difference set against a comparison, where its rows can be judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maatschappelijk_rendement.disclosure import CellStats, ExactTable
from maatschappelijk_rendement.disclosure.cells import summarise
from maatschappelijk_rendement.money import euro_string

if TYPE_CHECKING:
    from maatschappelijk_rendement.evidence.comparison import Comparison

Key = tuple[str | None, ...]


def effects(comparison: Comparison) -> ExactTable:
    """Give a row a design that may be published, in the order of the comparison.

    With the mean difference, which stands in ``verschil``, an effect gives away the mean of what it was set
    against; so that is judged as well.

    Args:
        comparison: From ``MicroAnalysis.compare``; plain before and after, and what nobody measured, are left
            out.
    """
    rows = []
    stats: dict[str, dict[Key, CellStats]] = {"effect_eur": {}, "alternatief_eur": {}}
    for effect in comparison.effects:
        if effect.design not in comparison.rows:
            continue
        low, high = (
            (effect.interval.low_cents, effect.interval.high_cents) if effect.interval else (None,) * 2
        )
        rows.append(
            {
                "ontwerp": effect.design.value,
                "n": effect.n,
                "n_vergelijking": effect.n_comparison,
                "effect_eur": euro_string(effect.effect_cents),
                "bi95_laag_eur": euro_string(low),
                "bi95_hoog_eur": euro_string(high),
                "marge_te_smal": effect.is_probably_short,
                "status": "getoond",
            }
        )
        for column, cents in zip(stats, comparison.rows[effect.design], strict=True):
            stats[column][(effect.design.value,)] = summarise(np.asarray(cents))
    return ExactTable("effect", tuple(rows), stats)
