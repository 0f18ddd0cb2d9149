"""Exact elimination: which figures can be shown before a protected form follows from them.

Forms are reduced by those that are shown already, all in reduced echelon form. A form follows from what is
shown when nothing of it is left. Arithmetic is modulo a prime: exact for the whole numbers that are
coefficients here, but for a chance of one in 10**18 a form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from maatschappelijk_rendement.disclosure.matrix.atoms import Form

PRIME = 2**61 - 1
MINUS_ONE = PRIME - 1
Row = dict[int, int]


class Elimination:
    """What is shown, and what is left of every protected form.

    Args:
        known: Forms that a reader knows.
        protected: Forms that may not follow.

    Example:
        >>> a, b, whole = {0: 1}, {1: 1}, {0: 1, 1: 1}
        >>> shown = Elimination([], [a])
        >>> shown.take([whole]), shown.take([b]), shown.follows(b)
        (True, False, False)
    """

    def __init__(self, known: Iterable[Form], protected: Iterable[Form]) -> None:
        self.pivots: dict[int, Row] = {}
        self.left: dict[int, Row] = {}
        # Which pivot rows and which protected rows hold an atom.
        self._with: dict[int, set[int]] = defaultdict(set)
        self._among: dict[int, set[int]] = defaultdict(set)
        for form in known:
            row = self.reduce(form)
            if row:
                self._pivot(row)
        self.protect(protected)

    def protect(self, forms: Iterable[Form]) -> None:
        """Protect more forms; one that follows already cannot be, and of those alike one is enough."""
        seen: set[frozenset[tuple[int, int]]] = set()
        for form in forms:
            row = _normal(self.reduce(form))
            key = frozenset(row.items())
            if row and key not in seen:
                seen.add(key)
                number = len(self.left)
                self.left[number] = row
                for atom in row:
                    self._among[atom].add(number)

    def copy(self) -> Elimination:
        """Give one with the same in it, that goes its own way from here."""
        found = Elimination([], [])
        found.pivots = {atom: dict(row) for atom, row in self.pivots.items()}
        found.left = {number: dict(row) for number, row in self.left.items()}
        for index, own in ((found._with, self._with), (found._among, self._among)):
            index.update((atom, set(numbers)) for atom, numbers in own.items())
        return found

    def reduce(self, form: Form) -> Row:
        """What is left of a form when all that follows from what is shown is taken off."""
        found = {atom: rest for atom, times in form.items() if (rest := times % PRIME)}
        for atom in found.keys() & self.pivots.keys():
            _subtract(found, self.pivots[atom], found[atom])
        return found

    def follows(self, form: Form) -> bool:
        """Whether a form follows from what is shown."""
        return not self.reduce(form)

    def holders(self, atom: int) -> list[int]:
        """Give the pivots of the rows that hold an atom that is none."""
        return sorted(self._with.get(atom, ()))

    def frees(self, atom: int) -> list[int]:
        """Give the free atoms that move together with an atom."""
        return [other for other in self.pivots[atom] if other != atom] if atom in self.pivots else [atom]

    def take(self, forms: Sequence[Form]) -> bool:
        """Show some forms together, unless a protected one would follow; gives whether they are shown."""
        if len(forms) == 1:
            row = self.reduce(forms[0])
            if row and self._gives_away(row):
                return False
            if row:
                self._pivot(row)
            return True
        # Together: first on a copy of what they reach, for one that fails takes all back.
        rows = _echelon([self.reduce(form) for form in forms])
        if not rows:
            return True
        touched = {number for _, row in rows for atom in row for number in self._among.get(atom, ())}
        for number in sorted(touched):
            left = dict(self.left[number])
            for pivot, row in rows:
                if pivot in left:
                    _subtract(left, row, left[pivot])
            if not left:
                return False
        for _, row in rows:
            reduced = self.reduce(row)
            if reduced:
                self._pivot(reduced)
        return True

    def _gives_away(self, row: Row) -> bool:
        pivot = min(row, key=lambda atom: (len(self._among.get(atom, ())), atom))
        inverse = pow(row[pivot], -1, PRIME)
        for number in self._among.get(pivot, ()):
            left = self.left[number]
            if len(left) == len(row):
                times = left[pivot] * inverse % PRIME
                if all(left.get(atom) == value * times % PRIME for atom, value in row.items()):
                    return True
        return False

    def _pivot(self, row: Row) -> None:
        """Add a reduced row, and take one atom of it out of all others."""
        pivot = self._rarest(row)
        row = _scaled(row, row[pivot])
        for rows, index in ((self.pivots, self._with), (self.left, self._among)):
            for number in list(index.get(pivot, ())):
                _take_out(rows[number], row, pivot, number, index)
        self.pivots[pivot] = row
        for atom in row:
            self._with[atom].add(pivot)

    def _rarest(self, row: Row) -> int:
        spread = {atom: len(self._with.get(atom, ())) + len(self._among.get(atom, ())) for atom in row}
        return min(row, key=lambda atom: (spread[atom], atom))


class Basis:
    """A reduced basis that is written anew in one order of the atoms after another.

    Atoms that stand in every row alike, but for a factor, stand so in any order; so ``rows`` has one for all.

    Args:
        rows: The basis, by the atom of each row that stands in no other one.

    Example:
        >>> basis = Basis({0: {0: 1, 2: 1, 3: 2}, 1: {1: 1, 2: 1, 3: 2}})
        >>> len(basis.in_order([3, 1, 0, 2]))
        2
        >>> sorted(basis.rows), basis.whole(basis.rows[1]) == {1: 1, 0: MINUS_ONE}
        ([1, 2], True)
        >>> basis.whole(basis.rows[2]) == {2: 1, 3: 2, 0: 1}
        True
    """

    def __init__(self, rows: Mapping[int, Row]) -> None:
        columns: dict[int, Row] = defaultdict(dict)
        for pivot, row in rows.items():
            for atom, value in row.items():
                columns[atom][pivot] = value
        self._one: dict[int, int] = {}
        self._alike: dict[int, Row] = defaultdict(dict)
        seen: dict[frozenset[tuple[int, int]], int] = {}
        for atom, column in columns.items():
            times = column[next(iter(column))]
            one = self._one[atom] = seen.setdefault(frozenset(_scaled(column, times).items()), atom)
            self._alike[one][atom] = times
        for one, alike in self._alike.items():
            self._alike[one] = _scaled(alike, alike[one])
        self.rows: dict[int, Row] = {}
        self._holders: dict[int, set[int]] = defaultdict(set)
        for old, whole in rows.items():
            pivot = self._one[old]
            row = {atom: value for atom, value in whole.items() if atom in self._alike}
            self.rows[pivot] = _scaled(row, row[pivot])
            for atom in row.keys() - {pivot}:
                self._holders[atom].add(pivot)
        # Which rows were written since they were last given.
        self._new = set(self.rows)

    def in_order(self, order: Iterable[int]) -> list[Row]:
        """Let the first atom of each row be the one that stands in no other row.

        Args:
            order: Every atom once.

        Returns:
            The rows that are not as they were.
        """
        left, new = set(self.rows), self._new
        for each in order:
            atom = self._one.get(each, each)
            if atom in left:
                left.discard(atom)
            elif self._holders.get(atom):
                # It takes the place of an atom of a row that holds it, which comes later.
                pivot = next((one for one in self._holders[atom] if one in left), None)
                if pivot is not None:
                    left.discard(pivot)
                    self._exchange(pivot, atom)
        self._new = set()
        return [self.rows[pivot] for pivot in sorted(new)]

    def whole(self, row: Row) -> Row:
        """Write a row over all atoms."""
        return {
            atom: value * times % PRIME
            for one, value in row.items()
            for atom, times in self._alike[one].items()
        }

    def _exchange(self, pivot: int, atom: int) -> None:
        old = self.rows.pop(pivot)
        self._new.discard(pivot)
        row = _scaled(old, old[atom])
        for other in row:
            self._holders[other].discard(pivot)
        holders = self._holders.pop(atom)
        self._new |= holders
        self._new.add(atom)
        for number in holders:
            _take_out(self.rows[number], row, atom, number, self._holders)
        for other in row:
            self._holders[other].add(atom)
        self._holders.pop(atom)
        self.rows[atom] = row


def _take_out(old: Row, row: Row, pivot: int, number: int, index: dict[int, set[int]]) -> None:
    times = old[pivot]
    for atom, value in row.items():
        before = old.get(atom)
        after = ((before or 0) - times * value) % PRIME
        if after:
            old[atom] = after
            if before is None:
                index[atom].add(number)
        elif before is not None:
            del old[atom]
            index[atom].discard(number)


def _subtract(row: Row, other: Row, times: int) -> None:
    for atom, value in other.items():
        after = (row.get(atom, 0) - times * value) % PRIME
        if after:
            row[atom] = after
        else:
            row.pop(atom, None)


def _normal(row: Row) -> Row:
    """The multiple of a row of which the first atom counts once."""
    if not row:
        return row
    return _scaled(row, row[min(row)])


def _scaled(row: Row, first: int) -> Row:
    """The multiple of a row in which a coefficient of it becomes 1."""
    if first == 1:
        return row
    if first == MINUS_ONE:
        return {atom: PRIME - value for atom, value in row.items()}
    inverse = pow(first, -1, PRIME)
    return {atom: value * inverse % PRIME for atom, value in row.items()}


def _echelon(rows: Iterable[Row]) -> list[tuple[int, Row]]:
    """Reduce some rows by each other; each with an atom that no other one has."""
    found: list[tuple[int, Row]] = []
    for given in rows:
        row = dict(given)
        for pivot, other in found:
            if pivot in row:
                _subtract(row, other, row[pivot])
        if row:
            row = _normal(row)
            pivot = min(row)
            for _, other in found:
                if pivot in other:
                    _subtract(other, row, other[pivot])
            found.append((pivot, row))
    return found
