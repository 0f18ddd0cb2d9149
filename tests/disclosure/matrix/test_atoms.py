"""Atoms in which cases stand together, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from maatschappelijk_rendement.disclosure.attack.triples import _n_cases
from maatschappelijk_rendement.disclosure.matrix.atoms import EURO, Atoms

MONEY, NUMBER = ("eur", "bestaand", "Noord", "D"), ("n", "bestaand", "Noord")
# Three cases stand together with 300 euro, of which one has 200 at most; beside them one with 50.
VALUES = [300 * EURO, 50 * EURO, 1, 1]
PEAKS = [200 * EURO, 50 * EURO, 1, 1]


def atoms(times: list[int] | None, peaks: list[int] | None) -> Atoms:
    given = (None if numbers is None else np.array(numbers) for numbers in (times, peaks))
    return Atoms([MONEY, NUMBER], np.array([0, 2, 4]), np.array([0, 1, 0, 1]), np.array(VALUES), 2, *given)


def test_a_number_of_cases_that_stand_together_counts_each() -> None:
    together = atoms([3, 1], PEAKS)
    assert together.everyone == 4
    assert list(together.sums) == [350 * EURO, 4]
    assert (together.size({0: -2}), together.size({1: 1})) == (700 * EURO, 4)
    assert (atoms(None, None).everyone, list(atoms(None, None).sums)) == (2, [350 * EURO, 2])


def test_the_most_of_one_case_is_that_of_the_largest_that_stands_together() -> None:
    assert atoms([3, 1], PEAKS).peak_row({0: -2}).tolist() == [400 * EURO, 100 * EURO]


@pytest.mark.parametrize(("times", "peaks"), [(None, None), (None, PEAKS), ([3, 1], None)])
def test_without_both_it_is_what_they_put_in(times: list[int] | None, peaks: list[int] | None) -> None:
    assert atoms(times, peaks).peak_row({0: -2}).tolist() == [600 * EURO, 100 * EURO]


def test_cases_that_stand_together_have_an_amount_from_a_euro_each() -> None:
    for cents, expected in ((300, 1), (300.5, 2)):
        values = [round(cents * EURO / 100), 50 * EURO, 1, 1]
        both = Atoms(
            [MONEY, NUMBER],
            np.array([0, 2, 4]),
            np.array([0, 1, 0, 1]),
            np.array(values),
            2,
            np.array([3, 1]),
        )
        assert _n_cases(both, {0: 1}) == expected


@pytest.mark.parametrize("is_laid_out", [True, False])
def test_rows_and_sizes_of_many_forms_are_those_of_each(
    monkeypatch: pytest.MonkeyPatch, is_laid_out: bool
) -> None:
    draw = np.random.default_rng(5)
    monkeypatch.setattr("maatschappelijk_rendement.disclosure.matrix.atoms.SMALL", 40 if is_laid_out else 7)
    lengths = np.array([3, 0, 4, 2, 4])
    cases = np.concatenate([np.sort(draw.permutation(4)[:n]) for n in lengths])
    of_four = Atoms(
        [("eur", place, "D") for place in range(5)],
        np.concatenate([[0], np.cumsum(lengths)]),
        cases,
        draw.integers(-900, 900, len(cases)),
        4,
    )
    forms = [{0: 1, 2: -1}, {}, {1: 3}, {4: 2, 3: -5, 0: 7}, {2: 1}]
    assert (of_four._laid_out is None) is not is_laid_out
    assert of_four.table(forms).tolist() == [of_four.row(form).tolist() for form in forms]
    assert of_four.sizes(forms) == [np.abs(of_four.row(form)).sum() for form in forms]
