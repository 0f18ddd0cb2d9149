"""Positive health: a dimension is counted and never scored."""

from __future__ import annotations

from decimal import Decimal

from maatschappelijk_rendement.domain.positive_health import DIMENSIONS, MOST_CRITERIA, Criterion, shipped
from maatschappelijk_rendement.wijk import DimensionCount, Estimate, HealthValue, Indicator, standing
from maatschappelijk_rendement.wijk.health import dimension_counts


def value(name: str, direction: str, wijk: tuple[int, int, int] | None) -> HealthValue:
    found = None if wijk is None else Estimate(*map(Decimal, wijk))
    one = Indicator(
        perspective="wijk",
        goal="goed_leven",
        name=name,
        unit="procent",
        direction=direction,
        year=2016,
        state="gemeten" if found else "niet_beschikbaar",
        nature="gemodelleerd",
        source="GGD",
        found=found,
        other=Estimate(Decimal(50), Decimal(49), Decimal(51)),
        group="19-64",
    )
    return HealthValue(Criterion("meedoen", name, direction, "", "GGD"), standing(one))


def test_a_dimension_counts_its_criteria_by_what_they_say() -> None:
    values = [
        value("Eenzaam", "lager", (60, 55, 65)),  # more, and less is better
        value("Vrijwilligerswerk", "hoger", (60, 55, 65)),
        value("Mantelzorger", "hoger", (51, 45, 57)),
        value("Sporter", "hoger", None),
    ]
    assert dimension_counts(values) == [
        DimensionCount("meedoen", "19-64", 2016, better=1, worse=1, noise=1, untold=0, missing=1)
    ]


def test_the_criteria_that_come_along_are_at_most_ten_a_dimension_and_stand_once() -> None:
    criteria = shipped()
    per_dimension = [sum(each.dimension == name for each in criteria) for name in DIMENSIONS]
    assert len(DIMENSIONS) == 6
    assert all(0 < number <= MOST_CRITERIA for number in per_dimension)
    assert len({each.name for each in criteria}) == len({each.stem for each in criteria}) == len(criteria)
    assert all(each.source for each in criteria)
