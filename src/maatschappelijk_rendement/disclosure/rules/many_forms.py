"""Judging many forms at once: how many cases each is about, its size, and its two largest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure.matrix.figures import Atoms, Form, Vector
from maatschappelijk_rendement.disclosure.rules import (
    LARGEST_SHARE_PERCENT,
    TWO_LARGEST_SHARE_PERCENT,
    Rules,
)

# So many contributions, or cases, are looked at in one go.
AT_ONCE = 400_000
# Of more cases than these a form at a time is quicker.
ONE_BY_ONE = 2_000
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Sizes:
    """What the rules ask of each form: how many cases, how much together, and the two largest.

    Attributes:
        n: Cases that put something into it.
        whole: Sum of the sizes.
        one: The largest.
        two: The second.
    """

    n: npt.NDArray[np.int64]
    whole: Vector
    one: Vector
    two: Vector

    def unsafe_amounts(self, rules: Rules) -> Flags:
        """Which are unsafe as an amount; as ``primary.judge_amount`` but for equality."""
        return (self.n > 0) & ((self.n < rules.minimum) | ~self.within_shares())

    def within_shares(self) -> Flags:
        """Which are of no case for half, nor of two for two thirds."""
        return (self.one * 100 <= self.whole * LARGEST_SHARE_PERCENT) & (
            (self.one + self.two) * 100 <= self.whole * TWO_LARGEST_SHARE_PERCENT
        )

    def unsafe_numbers(self, rules: Rules) -> Flags:
        """Which are unsafe as a number of cases or residents."""
        return (self.n > 0) & ((self.n < rules.minimum) | (self.whole < rules.minimum))


def unsafe(
    forms: Sequence[Form], atoms: Atoms, rules: Rules, *, is_amount: bool, noise: float = 0.0
) -> Flags:
    """Say which forms are unsafe; where there are many cases a sample settles most of them.

    What a sample holds is part of the whole, so a form is safe when even the largest that one case can put
    into it is little of what the sample holds.

    Args:
        forms: The forms.
        atoms: Their atoms.
        rules: The parameters.
        is_amount: Whether they are amounts, and not numbers of cases or residents.
        noise: What a case puts in and is no more than this counts as nothing.
    """

    def judged(some: Sequence[Form]) -> Flags:
        found = sizes(some, atoms, noise)
        return found.unsafe_amounts(rules) if is_amount else found.unsafe_numbers(rules)

    if atoms.some.atoms is atoms:
        return judged(forms)
    left = np.arange(len(forms))
    for sample in (atoms.few, atoms.some):
        some = [forms[place] for place in left.tolist()]
        part = sizes(some, sample.atoms, noise)
        is_safe = (part.n >= rules.minimum) & (part.whole >= rules.minimum)
        if is_amount:
            is_safe &= settled(part, np.array([sample.most_of_others(form) for form in some]))
        left = left[~is_safe]
    found = np.zeros(len(forms), dtype=bool)
    found[left] = judged([forms[place] for place in left.tolist()])
    return found


def settled(part: Sizes, others: Vector) -> Flags:
    """Say of which forms no case dominates, by part of the cases and the most that any other puts into it."""
    one = np.maximum(part.one, others)
    both = np.maximum(part.one + np.maximum(part.two, others), 2 * others)
    return Sizes(part.n, part.whole, one, both - one).within_shares()


def sizes(forms: Sequence[Form], atoms: Atoms, noise: float = 0.0) -> Sizes:
    """Size up many forms.

    Args:
        forms: The forms.
        atoms: Their atoms.
        noise: What a case puts in and is no more than this counts as nothing.

    Example:
        >>> atoms = Atoms([("a",), ("b",)], *map(np.array, ([0, 2, 3], [0, 1, 1], [5, 7, 9])), 2)
        >>> found = sizes([{0: 1, 1: -1}], atoms)
        >>> found.n.tolist(), found.whole.tolist(), found.one.tolist(), found.two.tolist()
        ([2], [7.0], [5.0], [2.0])
    """
    if atoms.n_cases > ONE_BY_ONE:
        return _sizes_one_by_one(forms, atoms, noise)
    lengths = np.diff(atoms.starts)
    parts: list[Sizes] = []
    start = 0
    while start < len(forms):
        end, amount = start, 0
        while end < len(forms) and (amount < AT_ONCE or end == start):
            amount += max(sum(int(lengths[atom]) for atom in forms[end]), atoms.n_cases)
            end += 1
        parts.append(_sizes(forms[start:end], atoms, lengths, noise))
        start = end
    nothing = np.zeros(0)
    return Sizes(
        np.concatenate([nothing, *(part.n for part in parts)]).astype(np.int64),
        np.concatenate([nothing, *(part.whole for part in parts)]),
        np.concatenate([nothing, *(part.one for part in parts)]),
        np.concatenate([nothing, *(part.two for part in parts)]),
    )


def _sizes_one_by_one(forms: Sequence[Form], atoms: Atoms, noise: float) -> Sizes:
    found = np.zeros((4, len(forms)))
    for place, form in enumerate(forms):
        row = np.abs(atoms.part(form))
        if noise:
            row[row <= noise] = 0.0
        if not len(row):
            continue
        largest = row.argmax()
        one = row[largest]
        found[:3, place] = np.count_nonzero(row), row.sum(), one
        row[largest] = 0.0
        found[3, place] = row.max()
    return Sizes(found[0].astype(np.int64), *found[1:])


def _sizes(forms: Sequence[Form], atoms: Atoms, lengths: npt.NDArray[np.int64], noise: float) -> Sizes:
    of_form = np.repeat(np.arange(len(forms)), [len(form) for form in forms])
    which = np.array([atom for form in forms for atom in form], dtype=np.int64)
    times = np.array([float(value) for form in forms for value in form.values()])
    size = lengths[which].astype(np.intp)  # what any system repeats by
    # Every contribution of every atom of every form.
    place = np.arange(int(size.sum())) + np.repeat(atoms.starts[which] - (np.cumsum(size) - size), size)
    values = atoms.values[place] * np.repeat(times, size)
    cells = np.repeat(of_form, size) * atoms.n_cases + atoms.cases[place]
    rows = np.bincount(cells, weights=values, minlength=len(forms) * atoms.n_cases)
    rows = np.abs(rows.reshape(len(forms), atoms.n_cases))
    rows[rows <= noise] = 0.0
    n, whole = np.count_nonzero(rows, axis=1), rows.sum(axis=1)
    everyone, largest = np.arange(len(forms)), rows.argmax(axis=1)
    one = rows[everyone, largest]
    rows[everyone, largest] = 0.0
    return Sizes(n.astype(np.int64), whole, one, rows.max(axis=1))
