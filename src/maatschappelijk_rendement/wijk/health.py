"""Positive health of a wijk: each criterion beside the municipality; of a dimension how many differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from maatschappelijk_rendement.domain.card import Card, CardRow
from maatschappelijk_rendement.domain.positive_health import DIMENSIONS, Criterion, shipped
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.wijk_sheets.health import CRITERIA, HEALTH
from maatschappelijk_rendement.wijk.estimates import Signal
from maatschappelijk_rendement.wijk.indicators import (
    Indicator,
    Standing,
    Trend,
    estimate_in,
    found_in,
    standing,
    trends,
)

PERCENT = "procent"


@dataclass(frozen=True, slots=True)
class HealthValue(Tabular):
    """A criterion of one age group and year, beside the municipality.

    Attributes:
        criterion: What was measured.
        standing: The wijk beside the municipality; its group is the age group.
    """

    criterion: Criterion
    standing: Standing


@dataclass(frozen=True, slots=True)
class DimensionCount(Tabular):
    """How many criteria of a dimension are better and worse than in the municipality.

    It is no score: criteria are not added up, for nobody can say how much one weighs against another.

    Attributes:
        dimension: One of six.
        age: Age group.
        year: Of the measurement.
        better: Criteria that are better, more than noise.
        worse: Criteria that are worse.
        noise: Criteria that differ no more than noise.
        untold: Criteria without an interval, or without the municipality.
        missing: Criteria that were not measured or are not available.
    """

    dimension: str
    age: str
    year: int
    better: int
    worse: int
    noise: int
    untold: int
    missing: int


@dataclass(frozen=True, slots=True)
class Health(Tabular):
    """Positive health of a wijk.

    Attributes:
        values: Each criterion, age group and year, by dimension.
        counts: Of each dimension, age group and year.
        trends: Each criterion and age group that was measured in more years.
        criteria: The division in use.
    """

    rows_in: ClassVar[str] = "values"

    values: tuple[HealthValue, ...] = ()
    counts: tuple[DimensionCount, ...] = ()
    trends: tuple[Trend, ...] = ()
    criteria: tuple[Criterion, ...] = ()


NO_HEALTH = Health()


def criteria_of(card: Card) -> tuple[Criterion, ...]:
    """Give the criteria of a card: its own, or those that come along."""
    own = tuple(
        Criterion(
            *(str(row.get(name, "")) for name in ("dimension", "criterion", "direction", "stem", "source"))
        )
        for row in card.of(CRITERIA)
    )
    return own or shipped()


def health_of(card: Card) -> Health:
    """Compute the health of a wijk from its sheets; empty where there is none."""
    rows = card.of(HEALTH)
    if not rows:
        return NO_HEALTH
    criteria = criteria_of(card)
    by_name = {each.name.casefold(): each for each in criteria}
    places = {each.name: place for place, each in enumerate(criteria)}
    values = [_value(row, by_name[str(row.get("criterion")).casefold()]) for row in rows]
    values.sort(
        key=lambda each: (
            DIMENSIONS.index(each.criterion.dimension),
            places[each.criterion.name],
            each.standing.indicator.group,
            each.standing.indicator.year,
        )
    )
    return Health(
        tuple(values),
        tuple(dimension_counts(values)),
        trends(each.standing.indicator for each in values),
        criteria,
    )


def dimension_counts(values: Iterable[HealthValue]) -> list[DimensionCount]:
    """Count the criteria of each dimension, age group and year by what they say.

    Args:
        values: Criteria with their standing.
    """
    groups: dict[tuple[str, str, int], list[Standing]] = {}
    for each in values:
        one = each.standing.indicator
        groups.setdefault((each.criterion.dimension, one.group, one.year), []).append(each.standing)
    ordered = sorted(groups, key=lambda key: (DIMENSIONS.index(key[0]), *key[1:]))
    return [_count(*key, groups[key]) for key in ordered]


def _count(dimension: str, age: str, year: int, mine: list[Standing]) -> DimensionCount:
    measured = [each for each in mine if each.indicator.found is not None]
    signals = [Signal.UNKNOWN if each.indicator.is_too_small else each.signal for each in measured]
    return DimensionCount(
        dimension,
        age,
        year,
        better=signals.count(Signal.BETTER),
        worse=signals.count(Signal.WORSE),
        noise=signals.count(Signal.NOISE),
        untold=signals.count(Signal.UNKNOWN),
        missing=len(mine) - len(measured),
    )


def _value(row: CardRow, criterion: Criterion) -> HealthValue:
    n = row.get("n")
    one = Indicator(
        perspective="wijk",
        goal="goed_leven",
        name=criterion.name,
        unit=PERCENT,
        direction=criterion.direction,
        year=int(row.get("year")),
        state=str(row.get("state")),
        nature=str(row.get("nature")),
        source=str(row.get("source")),
        found=found_in(row, is_share=True),
        other=estimate_in(row, "other"),
        against="gemeente",
        n=None if n is None else int(n),
        is_quoted=row.get("is_quoted") == "ja",
        group=str(row.get("age")),
    )
    return HealthValue(criterion, standing(one))
