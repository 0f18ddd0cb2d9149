"""The certificate for many cases never certifies what the program for few cases does not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatschappelijk_rendement.disclosure.attack import certificate
from maatschappelijk_rendement.disclosure.attack.certificate import uncertain_cases
from maatschappelijk_rendement.disclosure.matrix.atoms import EURO, Atoms
from maatschappelijk_rendement.disclosure.matrix.elimination import Elimination
from maatschappelijk_rendement.disclosure.matrix.figures import Figure, Problem, Unit


def made_up(seed):
    """Sums of some of forty cases, a few of them large, and how far each sum moves."""
    dice = np.random.default_rng(seed)
    amounts = dice.lognormal(5.0, 2.0, 40) * dice.choice([-1.0, 1.0], 40)
    rows = amounts * (dice.random((12, 40)) < dice.uniform(0.2, 0.9, (12, 1)))
    return rows, dice.choice([5.0, 50.0, 500.0], 12)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_what_projections_certify_the_program_certifies_too(seed):
    rows, noise = made_up(seed)
    exact = set(uncertain_cases(rows, noise, range(40)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(certificate, "MOST_SOLVED", 0)
        projected = set(uncertain_cases(rows, noise, range(40)))
    assert exact <= projected


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 11))
def test_a_case_that_is_certain_stays_so_when_a_sum_is_hidden(seed, hidden):
    rows, noise = made_up(seed)
    left = np.arange(12) != hidden
    assert {*uncertain_cases(rows[left], noise[left], range(40))} <= {
        *uncertain_cases(rows, noise, range(40))
    }


def test_strips_of_cases_say_what_one_table_says(monkeypatch):
    rows, noise = made_up(3)
    monkeypatch.setattr(certificate, "MOST_SOLVED", 0)
    whole = uncertain_cases(rows, noise, range(40))
    monkeypatch.setattr(certificate, "CASES_OF_STRIP", 7)
    found = uncertain_cases(rows, noise, range(40))
    assert 0 < len(whole) < 40
    assert list(found) == list(whole)
    assert all(np.allclose(found[case], whole[case]) for case in whole)


def test_projections_find_the_case_that_is_most_of_a_difference(monkeypatch):
    # All less all but the first: the first, which is twenty times its grid.
    everyone = np.full(30, 100.0)
    rows = np.array([everyone, [0.0, *everyone[1:]]])
    monkeypatch.setattr(certificate, "MOST_SOLVED", 0)
    found = uncertain_cases(rows, np.full(2, 5.0), range(30))
    assert list(found) == [0]
    first, second = found[0]
    assert first * second < 0
    assert abs(first + second) < 0.1 * abs(first)


def streams_before_and_after(seed):
    """Four streams before and after, their differences and totals, of 400 cases with a few large ones."""
    dice = np.random.default_rng(seed)
    parts = dice.lognormal(7.0, 1.6, (8, 400)) * (dice.random((8, 400)) < 0.4) * EURO
    labels = [("eur", "bestaand", "west", False, False, f"stroom {n}", "na", "S") for n in range(8)]
    cases = [row.nonzero()[0] for row in parts]
    starts = np.cumsum([0, *map(len, cases)])
    values = np.concatenate([row[at] for row, at in zip(parts, cases, strict=True)]).astype(np.int64)
    atoms = Atoms(labels, starts, np.concatenate(cases), values, 400)
    forms = [{n: 1} for n in range(8)] + [{n + 4: 1, n: -1} for n in range(4)]
    forms += [dict.fromkeys(range(4), 1), dict.fromkeys(range(4, 8), 1)]
    forms.append({n: 1 if n > 3 else -1 for n in range(8)})
    figures = [Figure(("t", (str(n),), "som_eur"), Unit.EURO, "fine", form) for n, form in enumerate(forms)]
    return Problem(atoms, figures, (), (), (), 12)


@pytest.mark.parametrize("seed", range(8))
def test_what_follows_from_what_is_shown_is_hidden_only_where_it_would_cost_a_certificate(seed):
    problem = streams_before_and_after(seed)
    shown = certificate.certify(problem, frozenset(range(len(problem.figures))), sorted)
    told = Elimination([problem.figures[number].form for number in shown], [])
    rows = np.array([problem.atoms.row(figure.form) for figure in problem.figures])
    noise = np.array([certificate.grid_of(np.abs(row).max()) / 2 for row in rows])
    assert not uncertain_cases(rows[sorted(shown)], noise[sorted(shown)], range(400))
    for number in set(range(len(problem.figures))) - shown:
        if told.follows(problem.figures[number].form):
            kept = sorted({*shown, number})
            assert uncertain_cases(rows[kept], noise[kept], range(400))
