"""What a report says of certainty: Student's bounds and the permutation test, shown and hidden together."""

from __future__ import annotations

from typing import Any

import pytest
from tests.analysis.cases import changes
from tests.goldens.caseloads import GOLDENS

from maatschappelijk_rendement import MicroAnalysis, analyse
from maatschappelijk_rendement.report.facts import facts_from
from maatschappelijk_rendement.report.words.certainty import answer
from maatschappelijk_rendement.results.shown import Results

TABLES = ("verschil", "vermeden")


def total(data: dict[str, Any]) -> dict[str, Any]:
    (row,) = (
        row
        for row in data["verschil"]
        if (row["groep"], row["moment"], row["wijk"], row["stroom"]) == ("bestaand", "na", "totaal", "totaal")
    )
    return row


def internal(analysis: MicroAnalysis) -> dict[str, Any]:
    return analysis.publish(internal=True).data


def test_the_published_bounds_are_those_that_a_hand_computes() -> None:
    # -300, -100 and -500: mean -300, standard error 115,47, t(2) = 4,30265; 2 of 8 patterns reach 900.
    row = total(internal(analyse(changes(a=-300, b=-100, c=-500))))
    assert (row["bi95_laag_eur"], row["bi95_hoog_eur"]) == ("-796.83", "196.83")
    assert row["toets_bevestigt"] is False


def test_the_test_stands_only_at_totals() -> None:
    data = internal(analyse(GOLDENS["herhaling"].caseload()))
    for table in TABLES:
        for row in data[table]:
            is_total = (row["wijk"], row["stroom"]) == ("totaal", "totaal")
            assert ("toets_bevestigt" in row) == (is_total and row["bi95_laag_eur"] is not None)


@pytest.mark.parametrize("name", GOLDENS)
def test_the_test_is_hidden_where_the_margin_is(name: str) -> None:
    golden = GOLDENS[name]
    analysis = analyse(golden.caseload())
    data = analysis.publish(comparison=golden.compared(analysis)).data
    for table in TABLES:
        for row in data[table]:
            if "bi95_laag_eur" in row["onderdrukt"]:
                assert "toets_bevestigt" not in row
                assert row["bi95_hoog_eur"] is None


def test_five_equal_signs_are_no_yes_and_the_words_follow_the_test() -> None:
    # Five falls close together: t leaves zero out, but 2 of 32 patterns reach the total, p 0,0625.
    analysis = analyse(changes(a=-300, b=-310, c=-290, d=-305, e=-295))
    interval, test = analysis.interval(), analysis.permutation()
    assert interval is not None
    assert test is not None
    assert (interval.has_zero, test.p_value) == (False, 0.0625)
    assert answer(facts_from(Results(internal(analysis)))) == "misschien"
    six = analyse(changes(a=-300, b=-310, c=-290, d=-305, e=-295, f=-300))
    assert answer(facts_from(Results(internal(six)))) == "ja"
