"""Positive health of a wijk: six dimensions, and the criteria by which each is seen.

Source of the dimensions: Huber et al. (2016), BMJ Open 6, e010091. The criteria stand in ``criteria.toml``; a
card of a wijk may have its own on sheet Criteria.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from maatschappelijk_rendement.domain.files.toml_file import parse_toml

DIMENSIONS = (
    *("lichaamsfuncties", "mentaal_welbevinden", "zingeving"),
    *("kwaliteit_van_leven", "meedoen", "dagelijks_functioneren"),
)
MOST_CRITERIA = 10
"""Of one dimension, as Proeftuin Ruwaard (2018) took."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of a dimension.

    Attributes:
        dimension: One of six.
        name: What is measured, a percentage of people.
        direction: ``hoger`` or ``lager`` where that is better.
        stem: Begin of its column in table 50150NED; empty where it is not in it.
        source: Where criterion and division come from.
    """

    dimension: str
    name: str
    direction: str
    stem: str
    source: str


@cache
def shipped() -> tuple[Criterion, ...]:
    """Give the criteria that come along, in the order of the dimensions.

    Example:
        >>> shipped()[0].dimension, len({each.name for each in shipped()}) == len(shipped())
        ('lichaamsfuncties', True)
    """
    text = (
        files("maatschappelijk_rendement.domain.positive_health").joinpath("criteria.toml").read_text("utf-8")
    )
    content = parse_toml(text)
    found = []
    for dimension in DIMENSIONS:
        criteria: Mapping[str, Mapping[str, str]] = content[dimension]
        found += [
            Criterion(dimension, name, each["beter_is"], each.get("stam", ""), content["bron"])
            for name, each in criteria.items()
        ]
    return tuple(found)
