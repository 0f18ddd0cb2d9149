"""Of no figure that is left out does the judge of one figure find anything."""

from __future__ import annotations

import numpy as np
import pytest
from tests.publication.many_cases import analysed, fold_from, tables
from tests.publication.random_caseloads import random_caseload

from maatschappelijk_rendement import analyse
from maatschappelijk_rendement.analysis.folded import folded
from maatschappelijk_rendement.disclosure.matrix import atoms
from maatschappelijk_rendement.disclosure.matrix.design import FINEST
from maatschappelijk_rendement.disclosure.matrix.figures import Figure, Problem, Unit
from maatschappelijk_rendement.disclosure.matrix.problem import make
from maatschappelijk_rendement.disclosure.protect.choose import _ends
from maatschappelijk_rendement.disclosure.protect.decide import ends_of
from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.disclosure.rules.primary import COUNTS, judge
from maatschappelijk_rendement.disclosure.rules.suspects import AMOUNTS, suspects
from maatschappelijk_rendement.publication.gate import facts_to_judge


def missed(problem: Problem, rules: Rules, ends: dict[str, object]) -> list[object]:
    asked = set(suspects(problem.figures, problem.atoms, rules))
    return [
        figure.name
        for number, figure in enumerate(problem.figures)
        if number not in asked and judge(figure, problem.atoms, rules, *_ends(figure, ends))
    ]


def suspects_of(amounts: list[int], about: int) -> list[int]:
    """Of one amount, and the number of cases that it is about."""
    labels = [("eur", "bestaand", "Noord", "S"), ("n", "bestaand", "Noord")]
    cases = np.array([*range(len(amounts)), *range(about)])
    values = np.array([*(euros * atoms.EURO for euros in amounts), *[1] * about])
    starts = np.array([0, len(amounts), len(cases)])
    given = atoms.Atoms(labels, starts, cases, values, max(len(amounts), about))
    figure = Figure(("verschil", (), "som_eur"), Unit.EURO, "total", {0: 1}, {1: 1})
    return suspects([figure], given, Rules())


def test_amounts_of_enough_cases_that_differ_are_no_suspect() -> None:
    assert suspects_of([900 + 10 * n for n in range(12)], 12) == []


def test_equal_amounts_are_one_and_so_is_an_amount_about_a_few() -> None:
    assert suspects_of([900] * 12, 12) == [0]
    assert suspects_of([900 + 10 * n for n in range(12)], 9) == [0]
    assert suspects_of([900 + 10 * n for n in range(9)], 12) == [0]


@pytest.mark.parametrize("seed", range(4))
def test_of_a_random_caseload_every_unsafe_figure_is_a_suspect(seed: int) -> None:
    facts = facts_to_judge(analyse(random_caseload(seed)))
    for minimum in (5, 10, 20):
        rules = Rules(minimum=minimum, minimum_reason="proef")
        assert not missed(make(facts, FINEST), rules, ends_of(facts))


@pytest.mark.parametrize("is_folded", [False, True])
def test_of_many_cases_too_where_a_sample_of_them_tells(
    monkeypatch: pytest.MonkeyPatch, is_folded: bool
) -> None:
    monkeypatch.setattr(atoms, "MANY_CASES", 60)
    monkeypatch.setattr(atoms, "LARGEST_OF_HOME", 20)
    each = analysed(tables(300, seed=7))
    if is_folded:
        fold_from(monkeypatch, 50, apart=5)
        each = folded(each)
    facts = facts_to_judge(each)
    problem = make(facts, FINEST)
    assert problem.atoms.some.atoms is not problem.atoms
    assert (problem.atoms.times is not None) is is_folded
    assert not missed(problem, Rules(), ends_of(facts))
    # And most figures need no second look.
    for units in (AMOUNTS, COUNTS):
        judged = [one for one in problem.figures if one.unit in units and one.form]
        assert len(suspects(judged, problem.atoms, Rules())) < len(judged) / 2
