"""Small problems that can be checked by hand, and an attacker in fractions of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import numpy as np

from maatschappelijk_rendement.disclosure.matrix.atoms import Atoms, Form
from maatschappelijk_rendement.disclosure.matrix.figures import Figure, Problem, Unit


def atoms_of(contributions: Sequence[Mapping[int, int]], n_cases: int) -> Atoms:
    """Atoms of money, each of its own wijk, with what each case puts into them."""
    labels = [
        ("eur", "bestaand", f"wijk {n}", False, False, "Wmo", "gemeente", "", "kasstroom", "na", "O")
        for n in range(len(contributions))
    ]
    sizes = [len(one) for one in contributions]
    return Atoms(
        labels,
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        np.array([case for one in contributions for case in sorted(one)], dtype=np.int64),
        np.array([one[case] for one in contributions for case in sorted(one)], dtype=np.int64),
        n_cases,
    )


def figure(name: str, form: Form, tier: str = "total") -> Figure:
    return Figure((name, (), "som_eur"), Unit.EURO, tier, form)


def problem_of(atoms: Atoms, figures: Iterable[Figure]) -> Problem:
    return Problem(atoms, list(figures), [], [], [], 12)


def follows(form: Form, shown: Iterable[Form]) -> bool:
    """Whether a form is a combination of others: elimination by hand, in fractions."""
    rows = [dict_of(one) for one in shown]
    left = dict_of(form)
    done: list[tuple[int, dict[int, Fraction]]] = []
    for row in rows:
        for pivot, other in done:
            row = less(row, other, row.get(pivot, Fraction(0)))
        if row:
            pivot = min(row)
            row = {atom: value / row[pivot] for atom, value in row.items()}
            done.append((pivot, row))
    for pivot, other in done:
        left = less(left, other, left.get(pivot, Fraction(0)))
    return not left


def dict_of(form: Form) -> dict[int, Fraction]:
    return {atom: Fraction(times) for atom, times in form.items() if times}


def less(row: dict[int, Fraction], other: dict[int, Fraction], times: Fraction) -> dict[int, Fraction]:
    found = {
        atom: row.get(atom, Fraction(0)) - times * other.get(atom, Fraction(0)) for atom in {*row, *other}
    }
    return {atom: value for atom, value in found.items() if value}
