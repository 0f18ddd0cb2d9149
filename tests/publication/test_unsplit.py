"""Of amounts that are a total nobody knows whether they run on: unknown, in every table and sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.analysis.cases import case, line, load

from maatschappelijk_rendement import CaseLoad, Usage, analyse
from maatschappelijk_rendement.report.facts import facts_from
from maatschappelijk_rendement.report.key_figures import key_figures
from maatschappelijk_rendement.report.words import sentences

PARTS = ("in_venster_eur", "eenmalig_eur", "structureel_per_jaar_eur")
FORMS = pytest.mark.parametrize("internal", [False, True])


def per(one: Usage, period: str) -> Usage:
    return replace(one, per=period)


def of(before: str, after: str, n: int = 20) -> CaseLoad:
    """Cases of 1000, 1003, ... before and 400, 410, ... after, each given per the period that is named."""
    usage = [
        per(line(f"c{number}", moment, start + step * number), period)
        for number in range(n)
        for moment, start, step, period in (("voor", 1000, 3, before), ("na", 400, 10, after))
    ]
    return load([case(f"c{number}") for number in range(n)], usage)


def total(caseload: CaseLoad, *, internal: bool) -> dict[str, Any]:
    wanted = {"groep": "bestaand", "moment": "na", "wijk": "totaal", "stroom": "totaal"}
    rows = analyse(caseload).publish(internal=internal).data["verschil"]
    return next(row for row in rows if all(row[key] == value for key, value in wanted.items()))


@FORMS
def test_of_totals_it_is_unknown_what_runs_on_and_what_is_one_off(internal: bool) -> None:
    row = total(of("totaal", "totaal"), internal=internal)
    assert float(row["som_eur"]) == -10_670  # 20 x -600, and 190 x 7
    assert [row[key] for key in PARTS] == [None, None, None]
    assert not set(PARTS) & set(row.get("onderdrukt", ()))


@FORMS
@pytest.mark.parametrize(
    ("before", "after"), [("totaal", "jaar"), ("jaar", "totaal"), ("eenmalig", "totaal")]
)
def test_one_side_of_totals_is_enough_to_know_nothing_of_the_difference(
    before: str, after: str, internal: bool
) -> None:
    assert total(of(before, after), internal=internal)["structureel_per_jaar_eur"] is None


@FORMS
def test_what_is_given_once_does_not_run_on_and_that_is_known(internal: bool) -> None:
    row = total(of("eenmalig", "eenmalig"), internal=internal)
    assert float(row["structureel_per_jaar_eur"]) == 0
    assert float(row["eenmalig_eur"]) == -10_670


def said(caseload: CaseLoad, *, internal: bool) -> dict[str, str]:
    results = analyse(caseload).publish(internal=internal).results
    return {sentence.id: sentence.text for sentence in sentences(facts_from(results))}


@FORMS
def test_the_words_say_that_it_is_unknown_and_never_that_it_is_one_off(internal: bool) -> None:
    words = said(of("totaal", "totaal"), internal=internal)
    assert "is onbekend" in words["doorloop_onbekend"]
    assert "eenmalig" not in words
    assert "eenmalig" in said(of("eenmalig", "eenmalig"), internal=internal)


@FORMS
def test_the_key_figures_say_unknown(internal: bool) -> None:
    table = key_figures(analyse(of("totaal", "totaal")).publish(internal=internal).results)
    shown = {row[0].text: row[1].text for row in table.rows}
    assert shown["Waarvan eenmalig"] == shown["Wat doorloopt, per jaar"] == "onbekend"


def test_an_internal_line_of_a_case_says_so_too() -> None:
    data = analyse(of("totaal", "jaar", n=1)).publish(internal=True).data
    found = {row["moment"]: row["structureel_per_jaar_eur"] for row in data["kosten"]}
    assert found["voor"] is None
    assert found["na"] == "400.00"
