"""High cost of single persons: cut it on both sides, or insure it, and see what that does to the spread.

A few persons make most of the chance in a small group. Cutting cost at an amount takes that away, but only on
both sides: in the base years and in the year that is measured. A stop-loss does the same for a price.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.benchmark import Cents, truncated

MOST_LOADING = Fraction(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class CutSaving(Tabular):
    """A saving a person with cost cut at an amount, and what cutting one side only would have shown.

    Attributes:
        limit_cents: Cost of a person above this does not count [cent].
        uncut_cents: Saving a person without cutting, exact [cent].
        saving_cents: Saving a person with both sides cut, exact [cent].
        actual_only_cents: Saving a person with only the measured year cut: too high, exact [cent].
        persons_above: Persons above the limit in the base year, and in the measured year.
        spread_uncut: Standard error of the saving a person without cutting; None with one person, who has no
            spread [cent].
        spread: The same with both sides cut [cent].
    """

    limit_cents: int
    uncut_cents: Fraction
    saving_cents: Fraction
    actual_only_cents: Fraction
    persons_above: tuple[int, int]
    spread_uncut: float | None
    spread: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStopLoss(Tabular):
    """A stop-loss a person: what it pays, what it costs, and what it does to the spread.

    Attributes:
        limit_cents: What a person costs above this is paid by the insurer [cent].
        persons: Number of persons.
        persons_above: How many of them are above the limit.
        paid_cents: What the insurer pays of these costs [cent].
        price_cents: What it pays on average, plus the loading [cent].
        variation: CV of a person's cost without it; None with one person, or without cost.
        variation_with: CV with it; its price is the same for everybody and adds no spread.
    """

    limit_cents: int
    persons: int
    persons_above: int
    paid_cents: int
    price_cents: int
    variation: float | None
    variation_with: float | None

    @property
    def net_cents(self) -> int:
        """Price less what it pays: what the certainty costs [cent]."""
        return self.price_cents - self.paid_cents


def cut_saving(base_cents: Any, actual_cents: Any, limit_cents: int) -> CutSaving:
    """Compare two years with the cost of each person cut at the same amount.

    Args:
        base_cents: Cost of each person without the change, at prices of the measured year [cent].
        actual_cents: Cost of each person in the measured year [cent].
        limit_cents: Above 0 [cent].

    Raises:
        UsageError: There are no persons, or the limit is not above 0.

    Example:
        >>> done = cut_saving([100, 900], [100, 900], 500)
        >>> int(done.saving_cents), int(done.actual_only_cents)
        (0, 200)
    """
    base, actual = _costs(base_cents), _costs(actual_cents)
    limit = _a_limit(limit_cents)
    cut_base, cut_actual = truncated(base, limit), truncated(actual, limit)
    return CutSaving(
        limit_cents=limit,
        uncut_cents=_mean(base) - _mean(actual),
        saving_cents=_mean(cut_base) - _mean(cut_actual),
        actual_only_cents=_mean(base) - _mean(cut_actual),
        persons_above=(int((base > limit).sum()), int((actual > limit).sum())),
        spread_uncut=_error(base, actual),
        spread=_error(cut_base, cut_actual),
    )


def stop_loss(costs_cents: Any, limit_cents: int, *, loading: Fraction = Fraction(0)) -> PersonStopLoss:
    """Price a stop-loss a person on observed cost.

    Args:
        costs_cents: Cost of each person [cent].
        limit_cents: Above 0 [cent].
        loading: What the insurer adds to what it expects to pay, such as 0,2.

    Raises:
        UsageError: There are no persons, or the limit or the loading is out of bounds.

    Example:
        >>> cover = stop_loss([100, 100, 100, 1_700], 500, loading=Fraction(1, 10))
        >>> cover.paid_cents, cover.price_cents, round(cover.variation, 2), round(cover.variation_with, 2)
        (1200, 1320, 1.6, 1.0)
    """
    costs, limit = _costs(costs_cents), _a_limit(limit_cents)
    if not 0 <= loading <= MOST_LOADING:
        raise UsageError("opslag: geef een deel van 0 tot 5, zoals 0.2 voor 20 %.")
    cut = truncated(costs, limit)
    paid = int(costs.sum()) - int(cut.sum())
    return PersonStopLoss(
        limit_cents=limit,
        persons=len(costs),
        persons_above=int((costs > limit).sum()),
        paid_cents=paid,
        price_cents=half_up(paid * (1 + loading)),
        variation=_variation(costs),
        variation_with=_variation(cut),
    )


def compare_limits(
    costs_cents: Any, limits_cents: Sequence[int], *, loading: Fraction = Fraction(0)
) -> tuple[PersonStopLoss, ...]:
    """Price a stop-loss at several limits, in the order given."""
    return tuple(stop_loss(costs_cents, limit, loading=loading) for limit in limits_cents)


def _costs(costs_cents: Any) -> Cents:
    costs = truncated(costs_cents, None)
    if len(costs) == 0:
        raise UsageError("Kosten per persoon: er is niemand. Geef minstens één persoon.")
    return costs


def _a_limit(limit_cents: Any) -> int:
    if isinstance(limit_cents, bool) or not isinstance(limit_cents, int) or limit_cents < 1:
        raise UsageError("grens: geef een bedrag boven 0, in hele centen.")
    return limit_cents


def _mean(costs: Cents) -> Fraction:
    return Fraction(int(costs.sum()), len(costs))


def _error(base: Cents, actual: Cents) -> float | None:
    """Standard error of a difference of two means; one person says nothing about spread."""
    if min(len(base), len(actual)) < 2:
        return None
    return sqrt(sum(float(costs.var(ddof=1)) / len(costs) for costs in (base, actual)))


def _variation(costs: Cents) -> float | None:
    mean = float(_mean(costs))
    return float(costs.std(ddof=1)) / mean if len(costs) > 1 and mean else None
