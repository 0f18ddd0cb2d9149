"""Effects: hidden by their own cases, by those they are compared with, and with the difference itself."""

from __future__ import annotations

import pytest

from maatschappelijk_rendement.disclosure.cells import summarise
from maatschappelijk_rendement.disclosure.effects import EXISTING, judge_effects
from maatschappelijk_rendement.disclosure.layout import COUNT, ExactTable
from maatschappelijk_rendement.disclosure.rules import Rule, Rules
from maatschappelijk_rendement.disclosure.secondary import Pattern, Step

SPREAD = [-100_00, -200_00] * 6
UNIT = ("effect", "vergelijkingsgroep")


def table(own: list[int], others: list[int]) -> ExactTable:
    row = {
        "ontwerp": "vergelijkingsgroep",
        "n": len(own),
        "n_vergelijking": len(others),
        "effect_eur": -1_00,
        "bi95_laag_eur": None,
        "bi95_hoog_eur": None,
        "marge_te_smal": True,
        "status": "getoond",
    }
    key = ("vergelijkingsgroep",)
    stats = {"effect_eur": {key: summarise(own)}, "alternatief_eur": {key: summarise(others)}}
    return ExactTable("effect", (row,), stats)


def test_an_effect_over_enough_cases_on_both_sides_is_shown() -> None:
    assert judge_effects(table(SPREAD, SPREAD), Pattern(), Step(Rules())).rules == {}


@pytest.mark.parametrize(
    ("own", "others", "rule"),
    [
        (SPREAD[:9], SPREAD, Rule.CASES),
        (SPREAD, SPREAD[:9], Rule.CASES),
        (SPREAD, [-9_999_00, *SPREAD], Rule.LARGEST),
        ([-9_999_00, *SPREAD], SPREAD, Rule.LARGEST),
    ],
)
def test_few_or_heavy_cases_on_either_side_hide_it(own: list[int], others: list[int], rule: Rule) -> None:
    assert judge_effects(table(own, others), Pattern(), Step(Rules())).rules == {UNIT: rule}


@pytest.mark.parametrize("hidden", [EXISTING, (COUNT, EXISTING)])
def test_an_effect_is_hidden_where_the_difference_or_its_number_of_cases_is(hidden: object) -> None:
    judged = judge_effects(table(SPREAD, SPREAD), Pattern(frozenset([hidden])), Step(Rules()))
    assert judged.rules == {UNIT: Rule.LINKED}
