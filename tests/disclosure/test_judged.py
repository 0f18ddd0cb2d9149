"""Figures beside the main ones: linked, merged, or hidden as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from maatschappelijk_rendement.disclosure.draft import Draft
from maatschappelijk_rendement.disclosure.judged import Judged, judge_beside
from maatschappelijk_rendement.disclosure.rules import Rule, Rules
from maatschappelijk_rendement.disclosure.secondary import Pattern, Step


def counted(counts: Mapping[str, int], *, known_total: bool) -> Draft:
    """One line of counts with its total."""
    draft = Draft(Step(Rules()))
    for name, count in counts.items():
        draft.add_count(name, name, count)
    draft.add_count("totaal", "totaal", sum(counts.values()), judged=False)
    draft.weights["totaal"] = 100.0
    if known_total:
        draft.fixed.add("totaal")
    draft.add_table({(name,): name for name in (*counts, "totaal")}, [True])
    return draft


def test_what_cannot_be_protected_hides_every_figure_beside() -> None:
    """The total of 3 is known elsewhere and the other parts are zero: nothing can hide the 3."""
    judged = judge_beside(counted({"a": 3, "b": 0, "c": 0}, known_total=True), Pattern(), {})
    assert judged.pattern.hidden == {"a", "b", "c"}
    assert judged.rules == {"a": Rule.CASES, "b": Rule.SECONDARY, "c": Rule.SECONDARY}


def test_a_figure_without_its_main_figure_is_hidden_and_says_so() -> None:
    main = Pattern(frozenset({"hoofd b"}))
    needs = {name: [f"hoofd {name}"] for name in "abc"}
    judged = judge_beside(counted({"a": 30, "b": 40, "c": 50}, known_total=False), main, needs)
    # b is hidden with its main figure, and the cheapest that protects it is one other part.
    assert judged.rules["b"] is Rule.LINKED
    assert sorted(judged.rules.values()) == sorted([Rule.LINKED, Rule.SECONDARY])
    assert "totaal" not in judged.rules


def test_what_was_merged_with_its_main_figure_needs_no_protection() -> None:
    main = Pattern(frozenset({"hoofd b"}), frozenset({"hoofd b"}))
    needs = {name: [f"hoofd {name}"] for name in "abc"}
    judged = judge_beside(counted({"a": 30, "b": 40, "c": 50}, known_total=False), main, needs)
    assert judged.rules == {"b": Rule.MERGED}


def test_a_verdict_of_another_is_left_out() -> None:
    judged = Judged(Pattern(frozenset("ab"), frozenset("a")), {"a": Rule.MERGED, "b": Rule.CASES})
    left = judged.without({"a"})
    assert left == Judged(Pattern(frozenset("b"), frozenset()), {"b": Rule.CASES})
