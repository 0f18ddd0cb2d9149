"""The published facts that the plain words are composed from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from maatschappelijk_rendement.vocabulary import AfterBasis, Comparison, MdoCosts, Selection


@dataclass(frozen=True, slots=True)
class Facts:
    """Published numbers about the existing cases, unless a name says otherwise; None is hidden or unknown.

    Attributes:
        n_existing: Number of existing cases.
        n_new: Number of new cases.
        n_worked_on: Number of cases worked on in all (``casussen_in_totaal``).
        selection: How the cases were chosen.
        comparison: Before and after, or with and without.
        after_basis: Planned or realised use after.
        mdo_costs: Whether the MDO's own cost is inside.
        mdo_cents: Cost of the MDO's [euro cent].
        period_months: Length of the window.
        sum_cents: Difference, after - before [euro cent].
        mean_cents: The same a case.
        low_cents: Lower bound of the interval of that mean.
        high_cents: Upper bound.
        interval_is_short: The interval probably covers less than it claims.
        only_total_published: Only the sum is known, not the amounts behind it: a quoted figure.
        least_change_cents: How far from zero the mean must lie to be more than chance, by their own spread.
        n_risen: Number of cases whose cost rose.
        largest_share: Part of all change that the case with the largest change holds.
        without_largest_cents: The difference without that case.
        structural_cents: What runs on, per year: difference [euro cent].
        capacity_cents: Part of the difference that is freed capacity.
        transfer_cents: Part of the difference that is income of residents.
        incomplete_streams: Streams that not every case looked at.
        residents_before: Residents with a score before.
        residents_after: Residents with a score after.
        residents_repeat: Residents with a score at the repeat; 0 where none was planned.
        effect_cents: Mean difference with a comparison group; None without such a group.
        effect_low_cents: Lower bound of its interval.
        effect_high_cents: Upper bound.
        effect_assumption: Dutch sentence: what must hold for it (``Effect.assumption``).
        has_hidden_figures: Disclosure control hid a figure.
        is_synthetic: The data are invented.
    """

    n_existing: int | None = None
    n_new: int | None = None
    n_worked_on: int | None = None
    selection: Selection = Selection.UNKNOWN
    comparison: Comparison = Comparison.BEFORE_AFTER
    after_basis: AfterBasis = AfterBasis.REALISED
    mdo_costs: MdoCosts = MdoCosts.INCLUDED
    mdo_cents: int | None = None
    period_months: int = 12
    sum_cents: int | None = None
    mean_cents: int | None = None
    low_cents: int | None = None
    high_cents: int | None = None
    interval_is_short: bool = False
    only_total_published: bool = False
    least_change_cents: int | None = None
    n_risen: int | None = None
    largest_share: Fraction | None = None
    without_largest_cents: int | None = None
    structural_cents: int | None = None
    capacity_cents: int | None = None
    transfer_cents: int | None = None
    incomplete_streams: tuple[str, ...] = ()
    residents_before: int | None = None
    residents_after: int | None = None
    residents_repeat: int | None = None
    effect_cents: int | None = None
    effect_low_cents: int | None = None
    effect_high_cents: int | None = None
    effect_assumption: str = ""
    has_hidden_figures: bool = False
    is_synthetic: bool = False
