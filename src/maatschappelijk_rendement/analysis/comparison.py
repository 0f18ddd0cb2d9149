"""The difference set against what would have happened anyway, by every design the analyst has data for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from maatschappelijk_rendement.analysis.groups import at, existing_cases
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tables import SETTINGS
from maatschappelijk_rendement.domain.tabular import Tabular, in_euros
from maatschappelijk_rendement.domain.vocabulary import Moment
from maatschappelijk_rendement.outcomes.case_changes import AVERTED
from maatschappelijk_rendement.outcomes.per_wijk import GroupChange
from maatschappelijk_rendement.statistics.assumptions import ComparisonDesign
from maatschappelijk_rendement.statistics.designs import (
    DesignEffect,
    before_after,
    difference_in_differences,
    from_second_baseline,
    matched_difference,
    with_without,
)
from maatschappelijk_rendement.statistics.interval import IntArray, WholeNumbers, whole_numbers
from maatschappelijk_rendement.statistics.regression_to_mean import (
    CostPersistence,
    corrected_change,
    persistence_from_pairs,
)

if TYPE_CHECKING:
    import pandas as pd

    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

COMPARABLE = ("period_months", "price_mode", "price_year", "index", "price_basis", "mdo_costs")
"""Settings that two groups must share: otherwise their amounts differ by how they were counted."""


@dataclass(frozen=True, eq=False)
class DesignComparison(Tabular):
    """The mean change of the existing cases by each design, the plain one first.

    Attributes:
        effects: One a design; each carries its assumption.
        moment: ``na`` or ``herhaling``; only the first can be published.
        rows: For each design that may be published the two rows it sets against each other, one amount a
            case [euro cent]: what disclosure control judges it by.
    """

    effects: tuple[DesignEffect, ...]
    rows: Mapping[ComparisonDesign, tuple[WholeNumbers, WholeNumbers]] = field(default_factory=dict)
    moment: str = Moment.AFTER.value

    def to_frame(self, *, euros: bool = False) -> pd.DataFrame:
        """Give a tidy frame, a row a design.

        Args:
            euros: Amounts in euros, not in cents.

        Returns:
            design, effect_cents, low_cents, high_cents [euro cent a case; empty where not computed], n,
            n_comparison, is_probably_short, apart_before [standard deviations between the cost before
            and that of the group that was chosen; empty where none was], assumption [Dutch sentences].
        """
        import pandas as pd

        rows = [
            {
                "design": effect.design.value,
                "effect_cents": effect.effect_cents,
                "low_cents": effect.interval.low_cents if effect.interval else None,
                "high_cents": effect.interval.high_cents if effect.interval else None,
                "n": effect.n,
                "n_comparison": effect.n_comparison,
                "is_probably_short": effect.is_probably_short,
                "apart_before": effect.likeness.standardised_difference if effect.likeness else None,
                "assumption": effect.assumption,
            }
            for effect in self.effects
        ]
        frame = pd.DataFrame(rows).astype(
            {"low_cents": "Int64", "high_cents": "Int64", "apart_before": "Float64"}
        )
        return in_euros(frame) if euros else frame


def compare(
    analysis: ExactAnalysis,
    *,
    control: ExactAnalysis | WholeNumbers | None = None,
    register: ExactAnalysis | tuple[WholeNumbers, WholeNumbers] | None = None,
    second_baseline: Mapping[str, int] | None = None,
    reliability: CostPersistence | None = None,
    probability: Fraction | Decimal | None = None,
    level: float = 0.95,
    moment: str = Moment.AFTER,
) -> DesignComparison:
    """Compare by every design for which something is given; see ``MicroAnalysis.compare``."""
    group = existing_cases(analysis, comparison=at(moment))
    before, after = group.amounts["before_cents"], group.amounts["after_cents"]
    effects = [before_after(group.amounts["delta_cents"], level=level)]
    rows: dict[ComparisonDesign, tuple[WholeNumbers, WholeNumbers]] = {}
    if control is not None:
        if isinstance(control, Mapping):
            raise UsageError("Geef als control een analyse, of een rij met per casus het verschil in centen.")
        if not isinstance(control, (Sequence, np.ndarray)):
            other = _alike(analysis, control, moment)
            if other.case_ids == group.case_ids and other.sum_cents() == group.sum_cents():
                raise UsageError("De vergelijkingsgroep is dezelfde groep. Geef een groep zonder MDO.")
            control = other.amounts["delta_cents"]
        effects.append(difference_in_differences(group.amounts["delta_cents"], control, level=level))
        rows[ComparisonDesign.COMPARISON_GROUP] = (group.amounts["delta_cents"], control)
    if register is not None:
        first, second = _two_periods(analysis, register, moment)
        effects.append(matched_difference(before, after, first, second, level=level))
        link = persistence_from_pairs(first, second)
        effects.append(corrected_change(before, after, link, level=level))
    if second_baseline is not None:
        again = _per_case(group, second_baseline)
        effects.append(from_second_baseline(again, after, level=level))
        rows[ComparisonDesign.SECOND_BASELINE] = (after - again, again)
    if reliability is not None:
        effects.append(corrected_change(before, after, reliability, level=level))
    if probability is not None:
        if moment != Moment.AFTER:
            raise UsageError("Een nulalternatief is er alleen voor na. Kies moment='na'.")
        averted = existing_cases(analysis, comparison=AVERTED).amounts
        chance = Fraction(probability)
        effects.append(with_without(averted["after_cents"], averted["before_cents"], chance, level=level))
    return DesignComparison(tuple(effects), rows, at(moment))


def _alike(analysis: ExactAnalysis, other: ExactAnalysis, moment: str) -> GroupChange:
    """Give the existing cases of another analysis, if it was made in the same way."""
    one, two = analysis.settings, other.settings
    differing = [
        column.header
        for column in SETTINGS
        if column.name in COMPARABLE and getattr(one, column.name) != getattr(two, column.name)
    ]
    if differing:
        raise UsageError(
            f"De twee groepen zijn anders berekend. Kies dezelfde instelling bij: {', '.join(differing)}."
        )
    return existing_cases(other, comparison=moment)


def _two_periods(
    analysis: ExactAnalysis, register: ExactAnalysis | tuple[WholeNumbers, WholeNumbers], moment: str
) -> tuple[WholeNumbers, WholeNumbers]:
    if isinstance(register, tuple):
        return register
    amounts = _alike(analysis, register, moment).amounts
    return amounts["before_cents"], amounts["after_cents"]


def _per_case(group: GroupChange, cents: Mapping[str, int]) -> IntArray:
    """Put amounts in the order of the group's cases; a case without one cannot be compared."""
    missing = sum(case_id not in cents for case_id in group.case_ids)
    if missing:
        raise UsageError(
            f"De tweede voormeting ontbreekt bij {missing} van de {group.n} casussen. Vul haar aan, of "
            "laat die casussen uit de analyse."
        )
    return whole_numbers([cents[case_id] for case_id in group.case_ids])
