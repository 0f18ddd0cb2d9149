"""The verdict on whole caseloads, attacked by what is written apart from it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest
from tests.analysis.cases import case, line, load, product
from tests.disclosure.matrix.by_hand import follows
from tests.disclosure.matrix.printed_by_verdict import printed
from tests.goldens.caseloads import GOLDENS
from tests.publication.printed import breaches
from tests.publication.random_caseloads import random_caseload

from maatschappelijk_rendement import Usage, analyse
from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.attack.certificate import grid_of
from maatschappelijk_rendement.disclosure.matrix.atoms import EURO, Form, total
from maatschappelijk_rendement.disclosure.matrix.design import Design
from maatschappelijk_rendement.disclosure.matrix.figures import Unit
from maatschappelijk_rendement.disclosure.protect.decide import Verdict, decide, prepare
from maatschappelijk_rendement.disclosure.protect.recoding import finest_safe
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.publication.facts import facts_of

TOTAL = "totaal"
SEEDS = (2, 4, 7, 10)


def is_safe(row: np.ndarray, minimum: int = 10) -> bool:
    """The rules of the note for an amount, written down once more; a euro a case is rounding."""
    sizes = sorted((abs(one) for one in row.tolist() if abs(one) > EURO), reverse=True)
    if not sizes:
        return True
    whole = sum(sizes)
    return len(sizes) >= minimum and 2 * sizes[0] <= whole and 100 * sum(sizes[:2]) <= 67 * whole


def shown_forms(verdict: Verdict, *units: Unit) -> list[Form]:
    found = {
        tuple(sorted(verdict.problem.figures[number].form.items())): verdict.problem.figures[number].form
        for number in sorted(verdict.shown)
        if verdict.problem.figures[number].unit in units
    }
    return [form for form in found.values() if form]


def pairs(forms: list[Form]) -> Iterator[Form]:
    for one, two in combinations(forms, 2):
        yield total((1, one), (-1, two))
        yield total((1, one), (1, two))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_attacker_of_the_printed_report_finds_nothing(seed: int) -> None:
    analysis = analyse(random_caseload(seed))
    verdict = decide(facts_of(analysis), Rules())
    assert breaches(printed(analysis, verdict), analysis, verdict.design) == []


def test_the_attacker_wins_where_a_hidden_balance_is_shown_after_all() -> None:
    analysis = analyse(random_caseload(2))
    verdict = decide(facts_of(analysis), Rules())
    exact = analysis.publish(internal=True).data["balans"]
    assert breaches(printed(analysis, verdict) | {"balans": exact}, analysis, verdict.design)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_hidden_figure_and_no_unsafe_pair_follows_from_what_is_shown(seed: int) -> None:
    verdict = decide(facts_of(analyse(random_caseload(seed))), Rules())
    problem = verdict.problem
    money = shown_forms(verdict, Unit.EURO)
    assert all(is_safe(problem.atoms.row(form)) for form in money)
    assert all(is_safe(problem.atoms.row(form)) for form in pairs(money))
    numbers = shown_forms(verdict, Unit.CASES)
    for one, two in combinations(numbers, 2):
        row = problem.atoms.row(one) - problem.atoms.row(two)
        assert not 0 < np.abs(row).sum() < 10
    everything = shown_forms(verdict, *Unit)
    unsafe = [
        figure.form
        for number, figure in enumerate(problem.figures)
        if number not in verdict.shown
        and figure.unit is Unit.EURO
        and figure.form
        and not is_safe(problem.atoms.row(figure.form))
    ]
    # In fractions, so a few of many.
    for form in unsafe[:: max(1, len(unsafe) // 8)]:
        assert not follows(form, [*everything, *problem.known])


@pytest.mark.parametrize("name", ["herhaling", "nulalternatief"])
def test_no_bound_stands_without_the_mean_that_it_is_around(name: str) -> None:
    """-16.800 with a lower bound of -700 and no number: at most -600 each is at least 28 cases."""
    rules = decide(facts_of(analyse(GOLDENS[name].caseload())), Rules()).rules
    bounds = [(table, key) for table, key, column in rules if column == "bi95_laag_eur"]
    assert bounds
    for table, key in bounds:
        low, high, mean = (rules[table, key, c] for c in ("bi95_laag_eur", "bi95_hoog_eur", "gemiddelde_eur"))
        assert (low is None) == (high is None), key
        assert low is not None or mean is None, key


def test_the_certificate_holds_for_random_combinations_too() -> None:
    """No combination of the printed figures of the example is for more than half about one case."""
    verdict = decide(facts_of(analyse(ruwaard())), Rules())
    rows = np.array([verdict.problem.atoms.row(form) for form in shown_forms(verdict, Unit.EURO)])
    noise = np.array([grid_of(np.abs(row).max()) / 2 for row in rows])
    dice = np.random.default_rng(7)
    for _ in range(2000):
        some = dice.choice(len(rows), size=min(len(rows), int(dice.integers(2, 12))), replace=False)
        # A combination that takes one case out of all but one of the figures.
        times = dice.normal(size=len(some))
        row, slack = times @ rows[some], np.abs(times) @ noise[some]
        assert 2 * np.abs(row).max() <= np.abs(row).sum() + slack + 1e-6


def test_the_example_keeps_its_headline() -> None:
    rules = decide(facts_of(analyse(ruwaard())), Rules()).rules
    whole = ("bestaand", "na", TOTAL, TOTAL)
    for column in ("n", "som_eur", "gemiddelde_eur", "bi95_laag_eur", "bi95_hoog_eur"):
        assert rules["verschil", whole, column] is None
    for column in ("mediaan_eur", "som_zonder_grootste_eur", "aandeel_grootste"):
        assert rules["verschil", whole, column] is not None
    assert rules["analyse", (), "n_casussen"] is None
    assert rules["mdo", (), "totaal_eur"] is None


def many_old_and_some_new(new: int) -> list[object]:
    """Forty existing cases in two wijken whose cost falls, and a few new ones."""
    cases = [case(f"b{n:02}", wijk=f"wijk {n % 2}") for n in range(40)]
    cases += [case(f"n{n}", case_type="nieuw", wijk="wijk 0") for n in range(new)]
    usage: list[Usage] = []
    for n in range(40):
        usage += [line(f"b{n:02}", "voor", 5000 + 137 * n), line(f"b{n:02}", "na", 3000 + 61 * n)]
    usage += [line(f"n{n}", "na", 900 + 83 * n) for n in range(new)]
    return [cases, usage]


def test_six_new_cases_go_to_a_sentence_and_the_number_of_cases_stays() -> None:
    cases, usage = many_old_and_some_new(6)
    facts = facts_of(analyse(load(cases, usage, tariffs=(product("W", "Wmo"),))))  # type: ignore[arg-type]
    assert decide(facts, Rules()).rules["analyse", (), "n_nieuw"] is not None
    verdict, _ = finest_safe(facts, Rules())
    assert not verdict.design.has_new
    assert verdict.rules["analyse", (), "n_casussen"] is None


def test_twelve_new_cases_stay_in_the_tables() -> None:
    cases, usage = many_old_and_some_new(12)
    facts = facts_of(analyse(load(cases, usage, tariffs=(product("W", "Wmo"),))))  # type: ignore[arg-type]
    verdict, _ = finest_safe(facts, Rules())
    assert verdict.design.has_new
    assert verdict.rules["verschil", ("nieuw", "na", TOTAL, TOTAL), "som_eur"] is None


def test_the_same_caseload_gives_the_same_verdict() -> None:
    facts = facts_of(analyse(random_caseload(2)))
    assert decide(facts, Rules()).rules == decide(facts, Rules()).rules


def test_a_coarser_design_merges_wijken_into_one_row() -> None:
    cases, usage = many_old_and_some_new(0)
    facts = facts_of(analyse(load(cases, usage, tariffs=(product("W", "Wmo"),))))  # type: ignore[arg-type]
    merged = decide(facts, Rules(), Design(wijken={"wijk 0": "overige wijken", "wijk 1": "overige wijken"}))
    rows = {key[2] for table, key, _ in merged.rules if table == "verschil"}
    assert rows == {"overige wijken", TOTAL}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_design_without_parts_is_the_same_made_from_the_finer_one_or_by_itself(seed: int) -> None:
    facts, rules = facts_of(analyse(random_caseload(seed))), Rules()
    finer, design = decide(facts, rules), Design(has_parts=False)
    made, by_itself = prepare(facts, rules, design, finer), prepare(facts, rules, design)
    names = [[figure.name for figure in one.problem.figures] for one in (made, by_itself)]
    assert names[0] == names[1]
    assert made.problem.derived == by_itself.problem.derived
    assert made.unsafe.rules == by_itself.unsafe.rules
    assert made.unsafe.forms == by_itself.unsafe.forms
    assert made.weight == by_itself.weight
