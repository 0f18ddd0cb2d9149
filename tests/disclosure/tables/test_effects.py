"""Effects: hidden by their own cases, by those they are compared with, and with the difference itself."""

from __future__ import annotations

import pytest

from maatschappelijk_rendement.disclosure.rules import Rule, Rules
from maatschappelijk_rendement.disclosure.rules.cells import summarise
from maatschappelijk_rendement.disclosure.tables.effects import EXISTING, MARGIN, judge_effects
from maatschappelijk_rendement.disclosure.tables.hiding import Verdicts
from maatschappelijk_rendement.disclosure.tables.layout import ExactTable

SPREAD = [-1_000_00 - 300_00 * number for number in range(12)]
SHOWN: Verdicts = {("verschil", EXISTING, column): None for column in ("som_eur", "n")}


def hidden(of: ExactTable, main: Verdicts = SHOWN) -> list[Rule | None]:
    """The rule for each column."""
    found = judge_effects(of, main, Rules())
    assert {column for _, _, column in found} == set(of.layout.columns)
    return list(found.values())


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
    assert set(hidden(table(SPREAD, SPREAD))) == {None}


@pytest.mark.parametrize(
    ("own", "others", "rule"),
    [
        (SPREAD[:9], SPREAD, Rule.CASES),
        (SPREAD, SPREAD[:9], Rule.CASES),
        (SPREAD, [-999_999_00, *SPREAD], Rule.LARGEST),
        ([-999_999_00, *SPREAD], SPREAD, Rule.LARGEST),
    ],
)
def test_few_or_heavy_cases_on_either_side_hide_it(own: list[int], others: list[int], rule: Rule) -> None:
    assert set(hidden(table(own, others))) == {rule}


@pytest.mark.parametrize("column", ["som_eur", "n"])
def test_an_effect_is_hidden_where_the_difference_or_its_number_of_cases_is(column: str) -> None:
    for main in ({**SHOWN, ("verschil", EXISTING, column): Rule.SECONDARY}, {}):
        assert set(hidden(table(SPREAD, SPREAD), main)) == {Rule.LINKED}


@pytest.mark.parametrize("is_own", [True, False])
def test_a_margin_goes_where_it_says_of_each_case_of_a_side_how_much_it_is(*, is_own: bool) -> None:
    alike = [-1_000_00 - number for number in range(12)]
    own, others = (alike, SPREAD) if is_own else (SPREAD, alike)
    found = judge_effects(table(own, others), SHOWN, Rules())
    assert {column for (_, _, column), rule in found.items() if rule} == set(MARGIN)
    assert {rule for rule in found.values() if rule} == {Rule.ALIKE}


def test_a_margin_of_pairs_goes_where_every_pair_differs_as_much() -> None:
    others = [cents - 5_000_00 - number for number, cents in enumerate(SPREAD)]
    found = judge_effects(table(SPREAD, others), SHOWN, Rules())
    assert {column for (_, _, column), rule in found.items() if rule} == set(MARGIN)
