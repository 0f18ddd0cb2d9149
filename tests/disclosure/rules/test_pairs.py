"""Pairs that are settled by their sizes are safe by the rules themselves."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from maatschappelijk_rendement.disclosure.matrix.atoms import EURO, Atoms
from maatschappelijk_rendement.disclosure.matrix.figures import Figure, Problem, Unit
from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.disclosure.rules.many_forms import Sizes
from maatschappelijk_rendement.disclosure.rules.pairs import _far_apart, unsafe_pairs
from maatschappelijk_rendement.disclosure.rules.primary import judge_amount


def sizes_of(rows):
    ordered = np.sort(np.abs(rows), axis=1)
    return Sizes(np.count_nonzero(rows, axis=1), np.abs(rows).sum(axis=1), ordered[:, -1], ordered[:, -2])


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([Fraction(1), Fraction(-1), Fraction(-2, 3)]))
def test_no_pair_that_is_far_apart_is_hidden_by_the_rules(seed, factor):
    dice = np.random.default_rng(seed)
    rows = np.round(dice.lognormal(10.0, 1.0, (2, 60)) * np.array([[1.0], [dice.uniform(0, 0.3)]])) * 12
    rows *= dice.random((2, 60)) < 0.8
    settled = _far_apart(sizes_of(rows), (factor, 0, np.array([1])), Rules(), EURO * 60)
    if settled[0]:
        mixed = rows[0] + float(factor) * rows[1]
        assert judge_amount(mixed, Rules(), is_of_residents=False, noise=EURO) is None


def test_a_form_and_one_a_tenth_of_it_are_settled_by_their_sizes():
    rows = np.array([np.full(40, 1000.0 * EURO), np.full(40, 100.0 * EURO)])
    pair = (Fraction(-1), 0, np.array([1]))
    assert _far_apart(sizes_of(rows), pair, Rules(), EURO * 40).tolist() == [True]


def test_two_forms_of_one_size_are_not_settled_by_their_sizes():
    rows = np.array([np.full(40, 1000.0 * EURO), np.full(40, -1000.0 * EURO)])
    pair = (Fraction(1), 0, np.array([1]))
    assert _far_apart(sizes_of(rows), pair, Rules(), EURO * 40).tolist() == [False]


def test_of_all_pairs_those_with_a_new_figure_are_given():
    """Sums of 12, 11 and 10 of the same cases: each two differ by one or two of them."""
    sizes = [12, 11, 10]
    atoms = Atoms(
        [("eur", "bestaand", "A", False, False, str(n), "D") for n in sizes],
        np.cumsum([0, *sizes]),
        np.concatenate([np.arange(n) for n in sizes]),
        np.full(sum(sizes), 1000 * EURO, dtype=np.int64),
        12,
    )
    figures = [Figure(("t", (str(n),), "som_eur"), Unit.EURO, "fine", {a: 1}) for a, n in enumerate(sizes)]
    problem = Problem(atoms, figures, [], [], [], 12)
    everything = unsafe_pairs(problem, figures, Rules())
    assert everything == [{0: 1, 1: -1}, {0: 1, 2: -1}, {1: 1, 2: -1}]
    assert unsafe_pairs(problem, figures, Rules(), figures[2:]) == everything[1:]
    assert unsafe_pairs(problem, figures, Rules(), []) == []
