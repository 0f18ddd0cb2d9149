"""Judging many forms at once: how many cases each is about, its size, and its two largest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure.matrix.atoms import Atoms, Form, Vector
from maatschappelijk_rendement.disclosure.rules import (
    LARGEST_SHARE_PERCENT,
    TWO_LARGEST_SHARE_PERCENT,
    Rules,
)

# So many contributions, or cases, are looked at in one go.
AT_ONCE = 400_000
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
        found = sizes(some, atoms, noise, is_amount=is_amount)
        return found.unsafe_amounts(rules) if is_amount else found.unsafe_numbers(rules)

    if atoms.some.atoms is atoms:
        return judged(forms)
    left = np.arange(len(forms))
    for sample in (atoms.few, atoms.some):
        some = [forms[place] for place in left.tolist()]
        part = sizes(some, sample.atoms, noise, is_amount=is_amount)
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


def sizes(forms: Sequence[Form], atoms: Atoms, noise: float = 0.0, *, is_amount: bool = True) -> Sizes:
    """Size up many forms; of amounts of cases that stand together at least, and their largest at most.

    Args:
        forms: The forms.
        atoms: Their atoms.
        noise: What a case puts in and is no more than this counts as nothing.
        is_amount: Whether they are amounts, and not numbers of cases or residents.

    Example:
        >>> atoms = Atoms([("a",), ("b",)], *map(np.array, ([0, 2, 3], [0, 1, 1], [5, 7, 9])), 2)
        >>> found = sizes([{0: 1, 1: -1}], atoms)
        >>> found.n.tolist(), found.whole.tolist(), found.one.tolist(), found.two.tolist()
        ([2], [7.0], [5.0], [2.0])
    """
    low, high, length = (of_atom.__getitem__ for of_atom in (*atoms.spans, atoms.lengths.tolist()))
    widths = np.array(
        [max(max(map(high, form)) - min(map(low, form)), 0) if form else 0 for form in forms],
        dtype=np.intp,  # what any system repeats and adds up by
    )
    found = Sizes(np.zeros(len(forms), dtype=np.int64), *np.zeros((3, len(forms))))
    # Nobody puts anything into a form without width.
    there = np.flatnonzero(widths)
    entries = np.array([sum(map(length, forms[place])) for place in there.tolist()])
    so_far = np.cumsum(entries + widths[there]) // AT_ONCE if len(there) else there
    for part in np.split(there, np.flatnonzero(np.diff(so_far)) + 1):
        if len(part):
            some = [forms[place] for place in part.tolist()]
            of_part = _sizes(some, atoms, widths[part], noise, is_amount=is_amount)
            for name in ("n", "whole", "one", "two"):
                getattr(found, name)[part] = getattr(of_part, name)
    return found


def _sizes(
    forms: Sequence[Form],
    atoms: Atoms,
    widths: npt.NDArray[np.intp],
    noise: float,
    *,
    is_amount: bool,
) -> Sizes:
    """Lay the stretches of all forms after each other, and add up every contribution of every atom."""
    of_form = np.repeat(np.arange(len(forms)), [len(form) for form in forms])
    which = np.array([atom for form in forms for atom in form], dtype=np.int64)
    paces = np.array([float(value) for form in forms for value in form.values()])
    size = atoms.lengths[which]
    place = np.arange(int(size.sum())) + np.repeat(atoms.starts[which] - (np.cumsum(size) - size), size)
    begins = (np.cumsum(widths) - widths).astype(np.intp)
    low = atoms.spans[0].__getitem__
    firsts = np.array([min(map(low, form)) for form in forms], dtype=np.intp)
    cells = (np.repeat((begins - firsts)[of_form], size) + atoms.cases[place]).astype(np.intp)
    weights = atoms.values[place] * np.repeat(paces, size)
    row: Vector = np.abs(np.bincount(cells, weights=weights, minlength=int(widths.sum()))).astype(np.float64)
    if atoms.times is None or atoms.peaks is None:
        row[row <= noise] = 0.0
        return Sizes(_count(row, begins), np.add.reduceat(row, begins), *_largest(row, begins)[:2])
    case = np.arange(len(row)) + np.repeat(firsts - begins, widths)
    times = atoms.times[case]
    if not is_amount:
        nothing = np.zeros(len(forms))
        n = np.add.reduceat(np.where(row, times, 0), begins)
        return Sizes(n, np.add.reduceat(row * times, begins), nothing, nothing)
    # Some cases put in at least what they put in together, and no one more than the most of each atom.
    row[row <= noise * times] = 0.0
    peaks = atoms.peaks[place] * np.repeat(np.abs(paces), size)
    most = np.where(times == 1, row, np.bincount(cells, weights=peaks, minlength=len(row)))
    one, two, largest = _largest(most, begins)
    is_together = times != 1
    # Two of those together may put in as much.
    two = np.where(is_together[largest], one, two)
    row[is_together] = np.maximum(row[is_together] - noise * times[is_together], 0.0)
    return Sizes(_count(row, begins), np.add.reduceat(row, begins), one, two)


def _count(row: Vector, begins: npt.NDArray[np.intp]) -> npt.NDArray[np.int64]:
    return np.add.reduceat((row != 0).astype(np.int64), begins)


def _largest(row: Vector, begins: npt.NDArray[np.intp]) -> tuple[Vector, Vector, npt.NDArray[np.intp]]:
    """Give the two largest of each stretch, and where the largest is."""
    one = np.maximum.reduceat(row, begins)
    widths = np.diff(np.append(begins, len(row))).astype(np.intp)
    is_largest = np.flatnonzero(row == np.repeat(one, widths))
    stretch = np.searchsorted(begins, is_largest, side="right") - 1
    firsts = is_largest[np.unique(stretch, return_index=True)[1]]
    rest = row.copy()
    rest[firsts] = 0.0
    return one, np.maximum.reduceat(rest, begins), firsts
