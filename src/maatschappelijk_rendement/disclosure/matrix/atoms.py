"""Atoms: the smallest amounts and numbers that labels of a report tell apart, and what each case puts in.

The recurring cost of existing cases in one wijk, one stream, paid by one party is one. All that is published
is a sum of atoms with whole numbers, a form; so is every combination of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Cents = npt.NDArray[np.int64]
Vector = npt.NDArray[np.float64]
Form = Mapping[int, int]
"""Coefficient of each atom; what is not named is zero."""
Label = tuple[Hashable, ...]

CENT = 12
"""Amounts are counted in twelfths of a cent, so that a yearly amount over P months is a whole number."""
EURO = 100 * CENT
# Of more cases than these a sample is looked at first.
MANY_CASES = 4000
# So many numbers may be laid out as a table of atoms by cases.
SMALL = 1_000_000
LARGEST_OF_HOME = 200
NUMBERS = frozenset({"n", "richting", "bewoners"})
"""Kinds of atoms that count cases or residents."""
MOST_EMPTY = 4
"""Of so many cases one contributes, where all of a stretch of them are laid out."""


@dataclass(frozen=True, eq=False)
class Atoms:
    """Every atom with what each case puts into it.

    Of many cases those that labels and signs do not tell apart stand together as one (``outcomes.folding``):
    a number is then what each of them puts in, all else what they put in together.

    Attributes:
        labels: What each atom is.
        starts: Where the contributions of each atom begin; one longer than the labels.
        cases: Number of the case of each contribution.
        values: The contribution [1/12 cent, a count, 1/100 point].
        n_cases: How many cases there are, those that stand together as one.
        times: For how many cases each stands; each for itself when left out.
        peaks: Beside each contribution the most that one of its cases puts in; its size when left out.
        roots: Beside each square the sizes of its cases together; its root when left out.
    """

    labels: Sequence[Label]
    starts: Cents
    cases: npt.NDArray[np.integer]
    values: Cents
    n_cases: int
    times: Cents | None = None
    peaks: Cents | None = None
    roots: Cents | None = None

    @cached_property
    def everyone(self) -> int:
        """How many cases there are, each counted."""
        return self.n_cases if self.times is None else int(self.times.sum())

    @cached_property
    def sums(self) -> Sequence[int]:
        """What all cases put into each atom."""
        values = self.values
        if self.times is not None:
            is_number = np.repeat([str(label[0]) in NUMBERS for label in self.labels], self.lengths)
            values = np.where(is_number, values * self.times[self.cases], values)
        so_far = np.concatenate([[0], np.cumsum(values)])
        found: list[int] = np.diff(so_far[self.starts]).tolist()
        return found

    @cached_property
    def lengths(self) -> npt.NDArray[np.intp]:
        """How many contributions each atom has."""
        return np.diff(self.starts).astype(np.intp)

    def total(self, form: Form) -> int:
        """What all cases put into a form.

        Example:
            >>> atoms = Atoms([("n",), ("n",)], *map(np.array, ([0, 2, 3], [0, 1, 1], [5, 7, 9])), 2)
            >>> atoms.total({0: 1, 1: -1})
            3
        """
        return sum(times * self.sums[atom] for atom, times in form.items())

    def size(self, form: Form) -> float:
        """What all cases put into a form, whatever its sign."""
        sizes, times = np.abs(self.part(form)), self.times_of(form)
        return float(sizes.sum() if times is None or not self.is_number(form) else (sizes * times).sum())

    def sizes(self, forms: Sequence[Form]) -> list[float]:
        """What all cases put into each form, whatever its sign; where there are few cases at once."""
        table = self._laid_out
        if table is None or self.times is not None:
            return [self.size(form) for form in forms]
        found = np.zeros(len(forms))
        there = np.array([place for place, form in enumerate(forms) if form], dtype=np.intp)
        lengths = np.array([len(forms[place]) for place in there.tolist()], dtype=np.intp)
        so_far = np.cumsum(lengths) * self.n_cases // SMALL
        for part in np.split(np.arange(len(there)), np.flatnonzero(np.diff(so_far)) + 1):
            some = [forms[place] for place in there[part].tolist()]
            paces = np.array([float(times) for form in some for times in form.values()])
            parts = paces[:, np.newaxis] * table[[atom for form in some for atom in form]]
            rows = np.add.reduceat(parts, np.cumsum(lengths[part]) - lengths[part], axis=0) if some else parts
            found[there[part]] = np.abs(rows).sum(axis=1)
        return found.tolist()

    def is_number(self, form: Form) -> bool:
        """Whether a form counts cases or residents."""
        return all(str(self.labels[atom][0]) in NUMBERS for atom in form)

    def peak_row(self, form: Form) -> Vector:
        """The most that one case puts into a form: of each in ``part``, and of those together of one."""
        row = np.abs(self.part(form))
        if self.times is None or self.peaks is None:
            return row
        span = self.span(form)
        most = np.zeros(len(row))
        for atom, times in form.items():
            part = slice(self.starts[atom], self.starts[atom + 1])
            most[self.cases[part] - span.start] += abs(times) * self.peaks[part]
        return np.asarray(np.where(self.times[span] == 1, row, most))

    def roots_of(self, form: Form) -> float:
        """The sizes of which a form is the sum of squares, together."""
        if self.roots is None:
            return float(np.sqrt(self.part(form)).sum())
        return float(sum(self.roots[self.starts[atom] : self.starts[atom + 1]].sum() for atom in form))

    @cached_property
    def _laid_out(self) -> Vector | None:
        """Atoms by cases, where that is small."""
        if len(self.labels) * self.n_cases > SMALL:
            return None
        table = np.zeros((len(self.labels), self.n_cases))
        atoms = np.repeat(np.arange(len(self.labels)), np.diff(self.starts).astype(np.intp))
        table[atoms, self.cases] = self.values
        return table

    @cached_property
    def homes(self) -> Sequence[Label]:
        """For each atom its kind, and then group and wijk: no case stands in two homes of one kind."""
        return [_home(label) for label in self.labels]

    @cached_property
    def weights(self) -> Vector:
        """How often each atom stands in the amount of all of it: money only."""
        kinds: dict[Label, float] = {("eur", "D"): 1.0, ("eur", "S"): CENT, ("eur", "O"): CENT}
        return np.array(
            [
                float(CENT) if label[0] == "mdo" else kinds.get((label[0], label[-1]), 0.0)
                for label in self.labels
            ]
        )

    @cached_property
    def some(self) -> Sample:
        """The cases to look at first, where there are many: the largest of each home, and others."""
        return _sample(self, LARGEST_OF_HOME, MANY_CASES)

    @cached_property
    def few(self) -> Sample:
        """Fewer of them, to lay many forms side by side."""
        return _sample(self, LARGEST_OF_HOME // 10, MANY_CASES // 4)

    @cached_property
    def _by_size(self) -> tuple[Vector, Cents]:
        """What each case puts into all money together, and its rank by that in its home."""
        lengths = self.lengths
        number: dict[Label, int] = {}
        homes = np.array([number.setdefault(home[1:3], len(number)) for home in self.homes])
        size, home_of = np.zeros(self.n_cases), np.zeros(self.n_cases, dtype=np.int64)
        for atom in np.flatnonzero((self.weights > 0) & (lengths > 0)).tolist():
            part = slice(self.starts[atom], self.starts[atom + 1])
            peaks = np.abs(self.values[part]) if self.peaks is None else self.peaks[part]
            size[self.cases[part]] += self.weights[atom] * peaks
            home_of[self.cases[part]] = homes[atom]
        order = np.lexsort((-size, home_of))
        rank = np.zeros(self.n_cases, dtype=np.int64)
        rank[order] = np.arange(self.n_cases) - np.searchsorted(home_of[order], home_of[order])
        return size, rank

    @cached_property
    def spans(self) -> tuple[Sequence[int], Sequence[int]]:
        """For each atom the first case that puts something into it, and the one after the last."""
        low = np.full(len(self.labels), self.n_cases, dtype=np.int64)
        high = np.zeros(len(self.labels), dtype=np.int64)
        there = np.flatnonzero(self.lengths)
        if len(there):
            # What an atom without cases would begin at is where the next one does.
            begins = self.starts[there].astype(np.intp)
            low[there] = np.minimum.reduceat(self.cases, begins)
            high[there] = np.maximum.reduceat(self.cases, begins).astype(np.int64) + 1
        return low.tolist(), high.tolist()

    def span(self, *forms: Form) -> slice:
        """Give the stretch of cases outside which none puts something into some forms; all where few."""
        if self._laid_out is not None:
            return slice(0, self.n_cases)
        low, high = self.spans
        atoms = [atom for form in forms for atom in form]
        first = min((low[atom] for atom in atoms), default=0)
        return slice(first, max(max((high[atom] for atom in atoms), default=0), first))

    @cached_property
    def _strips(self) -> Mapping[int, tuple[int, npt.NDArray[np.integer]]]:
        """Atoms to which most of a stretch of cases contribute, laid out over it: cases are added at once."""
        found: dict[int, tuple[int, npt.NDArray[np.integer]]] = {}
        for atom, (begin, end) in enumerate(zip(*self.spans, strict=True)):
            part = slice(self.starts[atom], self.starts[atom + 1])
            if self.n_cases > MANY_CASES and 0 < end - begin <= MOST_EMPTY * (part.stop - part.start):
                values = self.values[part]
                strip = np.zeros(end - begin, dtype=np.min_scalar_type(-int(np.abs(values).max()) - 1))
                strip[self.cases[part] - begin] = values
                found[atom] = begin, strip
        return found

    def rows(self, *forms: Form) -> list[Vector]:
        """What each case puts into some forms, without cases that put nothing into any of them.

        Which are left out is the same for each; where there are few cases none is.

        Args:
            forms: The forms.
        """
        span = self.span(*forms)
        return [self._row(form, span) for form in forms]

    def part(self, form: Form) -> Vector:
        """What each case puts into a form, without cases before and after all that put something into it."""
        return self.rows(form)[0]

    def times_of(self, *forms: Form) -> Cents | None:
        """For how many cases each in ``rows`` stands; None where each stands for itself."""
        return None if self.times is None else self.times[self.span(*forms)]

    def only(self, chosen: npt.NDArray[np.bool_]) -> Atoms:
        """Give the same atoms with some of the cases, numbered in their own order.

        Args:
            chosen: Which cases.
        """
        there = chosen[self.cases]
        before = np.concatenate([[0], np.cumsum(there)]).astype(np.int64)
        number = (np.cumsum(chosen) - 1).astype(self.cases.dtype)
        times = None if self.times is None else self.times[chosen]
        return Atoms(
            self.labels,
            before[self.starts],
            number[self.cases[there]],
            self.values[there],
            int(np.count_nonzero(chosen)),
            # What stands by itself needs no more than its values.
            None if times is None or bool((times == 1).all()) else times,
            None if self.peaks is None else self.peaks[there],
            None if self.roots is None else self.roots[there],
        )

    def row(self, form: Form) -> Vector:
        """What each case puts into a form.

        Example:
            >>> atoms = Atoms([("a",), ("b",)], *map(np.array, ([0, 2, 3], [0, 1, 1], [5, 7, 9])), 2)
            >>> atoms.row({0: 1, 1: -1}).tolist()
            [5.0, -2.0]
        """
        return self._row(form, slice(0, self.n_cases))

    def table(self, forms: Sequence[Form]) -> Vector:
        """What each case puts into each of some forms, all at once; for a few cases, or a sample of them.

        Example:
            >>> atoms = Atoms([("a",), ("b",)], *map(np.array, ([0, 2, 3], [0, 1, 1], [5, 7, 9])), 2)
            >>> atoms.table([{0: 1, 1: -1}, {}]).tolist()
            [[5.0, -2.0], [0.0, 0.0]]
        """
        found = np.zeros((len(forms), self.n_cases))
        entries = np.array([sum(self._lengths[atom] for atom in form) for form in forms], dtype=np.intp)
        for part in np.split(np.arange(len(forms)), np.flatnonzero(np.diff(np.cumsum(entries) // SMALL)) + 1):
            some = [forms[place] for place in part.tolist()]
            which = np.array([atom for form in some for atom in form], dtype=np.intp)
            paces = np.array([float(times) for form in some for times in form.values()])
            size = self.lengths[which]
            place = np.arange(size.sum()) + np.repeat(self.starts[which] - (np.cumsum(size) - size), size)
            cells = np.repeat(np.arange(len(some)), entries[part]) * self.n_cases + self.cases[place]
            cells = cells.astype(np.intp)  # what any system adds up by
            weights = self.values[place] * np.repeat(paces, size)
            row = np.bincount(cells, weights=weights, minlength=len(some) * self.n_cases)
            found[part] = row.reshape(len(some), self.n_cases)
        return found

    @cached_property
    def _lengths(self) -> Sequence[int]:
        found: list[int] = self.lengths.tolist()
        return found

    def _row(self, form: Form, span: slice) -> Vector:
        if self._laid_out is not None:
            paces = np.fromiter(form.values(), dtype=np.float64, count=len(form))
            return np.asarray((paces[:, np.newaxis] * self._laid_out[list(form)]).sum(axis=0))
        row = np.zeros(span.stop - span.start)
        for atom, coefficient in form.items():
            if atom in self._strips:
                begin, strip = self._strips[atom]
                begin -= span.start
                row[begin : begin + len(strip)] += np.multiply(strip, coefficient, dtype=np.float64)
                continue
            part = slice(self.starts[atom], self.starts[atom + 1])
            # A case stands once in an atom.
            row[self.cases[part] - span.start] += float(coefficient) * self.values[part]
        return row


@dataclass(frozen=True, eq=False)
class Sample:
    """Some of the cases, and how large the others can be.

    Attributes:
        atoms: What these put into each atom, numbered in their own order.
        chosen: Which cases they are; each stands by itself.
        rest: The most that one of the others puts into all money together.
    """

    atoms: Atoms
    chosen: npt.NDArray[np.bool_]
    rest: float

    def most_of_others(self, form: Form) -> float:
        """Give what a case outside the sample puts into a form of money at most."""
        if not self.rest or not form:
            return 0.0
        return max(self.rest * abs(times) / float(self.atoms.weights[atom]) for atom, times in form.items())


def _sample(atoms: Atoms, largest: int, others: int) -> Sample:
    everyone = np.ones(atoms.n_cases, dtype=bool)
    if atoms.n_cases <= MANY_CASES and atoms.times is None:
        return Sample(atoms, everyone, 0.0)
    size, rank = atoms._by_size  # its own module's
    alone = everyone if atoms.times is None else atoms.times == 1
    chosen = (rank < largest) & alone
    there = np.flatnonzero(alone)
    chosen[there[np.linspace(0, len(there) - 1, others).astype(np.int64)]] = True
    return Sample(atoms.only(chosen), chosen, float(size[~chosen].max(initial=0.0)))


def _home(label: Label) -> Label:
    """Kind of case and wijk of an atom, after the way in which wijken are named in it."""
    kind = str(label[0])
    if kind in ("eur", "mdo", "n"):
        return (kind == "n", *label[1:5])
    if kind in ("richting", "kwadraat"):
        return ("verschil", *label[2:4])
    return ("scores", *label[4:6]) if kind in ("bewoners", "punten") else (kind, *label[1:])


def total(*terms: tuple[int, Form]) -> dict[int, int]:
    """Add forms up, each so many times.

    Example:
        >>> total((1, {0: 1, 1: 2}), (-1, {0: 1}))
        {1: 2}
    """
    found: dict[int, int] = {}
    for times, form in terms:
        for atom, coefficient in form.items():
            found[atom] = found.get(atom, 0) + times * coefficient
    return {atom: coefficient for atom, coefficient in found.items() if coefficient}
