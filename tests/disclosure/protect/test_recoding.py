"""Which streams go together before single cells are hidden."""

from __future__ import annotations

import pytest
from tests.analysis.cases import case, line, load, product

from maatschappelijk_rendement import analyse
from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.protect.recoding import _streams
from maatschappelijk_rendement.publication.facts import facts_of

CODES = {"Wmo": "A", "Zvw": "B", "Jeugdwet": "C"}
PRICES = tuple(product(code, stream, "50") for stream, code in CODES.items())


def together(changed: dict[str, int]) -> list[dict[str, str]]:
    """Give which streams would go together where so many of 24 cases have more of each after than before."""
    names = [f"C{number}" for number in range(24)]
    usage = [
        line(name, moment, 2 if moment == "na" and place < number else 1, CODES[stream], per="maand")
        for stream, number in changed.items()
        for place, name in enumerate(names)
        for moment in ("voor", "na")
    ]
    given = load([case(name, observed_streams=tuple(changed)) for name in names], usage, tariffs=PRICES)
    return [step["streams"] for step in _streams(facts_of(analyse(given)), Rules())]


def test_of_three_streams_one_of_few_changed_cases_goes_with_each_other_one() -> None:
    assert together({"Wmo": 24, "Zvw": 20, "Jeugdwet": 3}) == [
        {"Jeugdwet": "Jeugdwet en Wmo", "Wmo": "Jeugdwet en Wmo"},
        {"Jeugdwet": "Jeugdwet en Zvw", "Zvw": "Jeugdwet en Zvw"},
    ]


def test_two_streams_of_few_changed_cases_go_together_first() -> None:
    first, *others = together({"Wmo": 24, "Zvw": 19, "Jeugdwet": 3})
    assert first == {"Jeugdwet": "overige stromen", "Zvw": "overige stromen"}
    assert len(others) == 3


@pytest.mark.parametrize(
    "changed", [{"Wmo": 24, "Jeugdwet": 3}, {"Wmo": 24, "Zvw": 20, "Jeugdwet": 0}, {"Wmo": 24, "Zvw": 20}]
)
def test_of_two_streams_or_with_enough_changed_cases_none_go_together(changed: dict[str, int]) -> None:
    assert together(changed) == []
