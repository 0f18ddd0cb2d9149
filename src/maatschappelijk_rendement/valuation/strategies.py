"""Strategies by cost and effect: which are dominated, and what one more unit of effect costs on the frontier.

Which strategy is dominated depends on the set alone, never on the order in which it is given: the frontier
is the lower hull of all points at once, not the outcome of removing them one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.valuation.exact_numbers import Amount, form_of, numbers_of, row_of, shaped

MOST_STRATEGIES = 2000


@dataclass(frozen=True, slots=True)
class Strategy(Tabular):
    """One strategy among others.

    Attributes:
        name: Its name.
        cost: Its cost.
        effect: Its effect.
        status: ``reference`` (the named one, else the cheapest on the frontier), ``undominated``,
            ``dominated`` (another costs no more and does no less) or ``extendedly_dominated`` (a mix of two
            others does).
        icer: Extra cost for one more unit of effect than ``compared_with``; None off the frontier and at its
            start.
        extra_cost: Cost above ``compared_with``.
        extra_effect: Effect above ``compared_with``.
        compared_with: The strategy before it on the frontier; empty off the frontier and at its start.
        dominated_by: One name where dominated, two where extendedly dominated.
        cost_to_reference: Cost above the reference.
        effect_to_reference: Effect above the reference.
        icer_to_reference: Their ratio; None where the effect is the same.
    """

    name: str
    cost: Amount
    effect: Amount
    status: str
    icer: Amount | None
    extra_cost: Amount | None
    extra_effect: Amount | None
    compared_with: str
    dominated_by: tuple[str, ...]
    cost_to_reference: Amount
    effect_to_reference: Amount
    icer_to_reference: Amount | None


@dataclass(frozen=True, slots=True)
class StrategyTable(Sequence[Strategy], Tabular):
    """Strategies from cheap to dear; ``comparison["name"]`` gives one.

    Attributes:
        reference: Name of the strategy that all are compared with.
        rows: The strategies, in an order that does not depend on how they were given.
    """

    rows_in: ClassVar[str] = "rows"

    reference: str
    rows: tuple[Strategy, ...]

    @property
    def frontier(self) -> tuple[Strategy, ...]:
        """The strategies that are worth choosing at some price of an effect."""
        return tuple(row for row in self.rows if not row.dominated_by)

    @property
    def status(self) -> dict[str, str]:
        """The status of each strategy, by name."""
        return {row.name: row.status for row in self.rows}

    @property
    def icer(self) -> dict[str, Amount | None]:
        """The ICER of each strategy, by name."""
        return {row.name: row.icer for row in self.rows}

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, str):
            return self.rows[key]
        for row in self.rows:
            if row.name == key:
                return row
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Strategy]:
        return iter(self.rows)


@dataclass(frozen=True, slots=True)
class _Point:
    cost: Fraction
    effect: Fraction
    name: str


def compare_strategies(names: Any, costs: Any, effects: Any, reference: str | None = None) -> StrategyTable:
    """Compare strategies.

    Args:
        names: A name for each, all different.
        costs: What each costs; may be negative.
        effects: What each brings; may be negative.
        reference: The name all are compared with; the cheapest on the frontier when left out.

    Source:
        Sequential comparison with strong and extended dominance, as in Drummond et al., Methods for the
        Economic Evaluation of Health Care Programmes. A strategy on the line between two others stays.

    Example:
        >>> found = compare_strategies(["niets", "A", "B"], [0, 40, 50], [0, 1, 2])
        >>> [row.status for row in found], found["B"].icer
        (['reference', 'extendedly_dominated', 'undominated'], Fraction(25, 1))
    """
    given, paid, gained = (
        row_of(names, "names", MOST_STRATEGIES),
        numbers_of(costs, "costs"),
        numbers_of(effects, "effects"),
    )
    if not len(given) == len(paid) == len(gained):
        raise UsageError("names, costs, effects: geef voor elke strategie één naam, één prijs en één effect.")
    if not all(isinstance(name, str) and name for name in given) or len(set(given)) < len(given):
        raise UsageError("names: geef elke strategie een eigen naam.")
    if reference is not None and reference not in given:
        raise UsageError("reference: deze naam staat niet tussen de strategieën. Kies er een van.")
    points = sorted(
        (_Point(*each) for each in zip(paid, gained, given, strict=True)),
        key=lambda point: (point.cost, -point.effect, point.name),
    )
    hull = _hull(points)
    named = next(point for point in points if point.name == (reference or hull[0].name))
    form = form_of(costs, effects)

    def row(point: _Point) -> Strategy:
        place, by = _place(point, hull), _dominated_by(point, points, hull)
        before = None if by or not place else hull[place - 1]
        cost, effect = point.cost - named.cost, point.effect - named.effect
        status = ("undominated", "dominated", "extendedly_dominated")[len(by)]
        return Strategy(
            name=point.name,
            cost=shaped(point.cost, form),
            effect=shaped(point.effect, form),
            status="reference" if point is named and not by else status,
            icer=shaped((point.cost - before.cost) / (point.effect - before.effect), form)
            if before
            else None,
            extra_cost=shaped(point.cost - before.cost, form) if before else None,
            extra_effect=shaped(point.effect - before.effect, form) if before else None,
            compared_with=before.name if before else "",
            dominated_by=by,
            cost_to_reference=shaped(cost, form),
            effect_to_reference=shaped(effect, form),
            icer_to_reference=shaped(cost / effect, form) if effect else None,
        )

    return StrategyTable(named.name, tuple(row(point) for point in points))


def _hull(points: list[_Point]) -> list[_Point]:
    """Give the frontier, one point a place: cost and effect rise, and so does what an extra effect costs."""
    hull: list[_Point] = []
    for point in points:
        if hull and point.effect <= hull[-1].effect:
            continue
        while len(hull) > 1 and _slope(hull[-2], hull[-1]) > _slope(hull[-1], point):
            hull.pop()
        hull.append(point)
    return hull


def _slope(left: _Point, right: _Point) -> Fraction:
    return (right.cost - left.cost) / (right.effect - left.effect)


def _place(point: _Point, hull: list[_Point]) -> int | None:
    """Give the place on the frontier; two strategies that are the same in both share it."""
    for place, other in enumerate(hull):
        if (point.cost, point.effect) == (other.cost, other.effect):
            return place
    return None


def _dominated_by(point: _Point, points: list[_Point], hull: list[_Point]) -> tuple[str, ...]:
    if _place(point, hull) is not None:
        return ()
    better = [
        other
        for other in points
        if other.cost <= point.cost
        and other.effect >= point.effect
        and (other.cost, other.effect) != (point.cost, point.effect)
    ]
    if better:
        on_hull = [other for other in better if _place(other, hull) is not None]
        return ((on_hull or better)[0].name,)
    right = next(place for place, other in enumerate(hull) if other.effect > point.effect)
    return hull[right - 1].name, hull[right].name
