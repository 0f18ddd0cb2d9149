"""The table of effects: the difference set against a comparison, where its rows can be judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.vocabulary import Moment
from maatschappelijk_rendement.publication.built import Amounts, Built
from maatschappelijk_rendement.results.costs import EFFECTS, ComparedEffect

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.comparison import DesignComparison


def effects(comparison: DesignComparison) -> Built:
    """Give a row a design that may be published, in the order of the comparison.

    With the mean difference, which stands in ``verschil``, an effect gives away the mean of what it was set
    against; so that is judged as well.

    Args:
        comparison: From ``MicroAnalysis.compare``; plain before and after, and what nobody measured, are left
            out.

    Raises:
        UsageError: It was made at the repeat: the table is about the difference after.
    """
    if comparison.moment != Moment.AFTER:
        raise UsageError("In het rapport komt alleen een vergelijking van na. Maak haar met moment='na'.")
    built = Built(EFFECTS)
    for effect in comparison.effects:
        if effect.design not in comparison.rows:
            continue
        interval = effect.interval
        row = ComparedEffect(
            design=effect.design.value,
            n=effect.n,
            n_comparison=effect.n_comparison,
            effect=effect.effect_cents,
            low=interval.low_cents if interval else None,
            high=interval.high_cents if interval else None,
            is_too_narrow=effect.is_probably_short,
        )
        own, other = (Amounts((), np.asarray(cents)) for cents in comparison.rows[effect.design])
        built.add(row, effect_eur=own, alternatief_eur=other)
    return built
