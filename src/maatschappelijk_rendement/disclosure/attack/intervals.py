"""Attack: between which values is everything that is hidden, for who knows all that is shown?

The attacker knows every shown figure, every identity, that amounts, numbers and what a window costs are not
negative, and a plausible most for one case. Caseloads that fit are written as movements from the true one
along vectors that leave every shown figure as it is (the null space); how far a hidden form moves along one
vector by itself is a width that the attacker certainly cannot narrow down. Only where that is too little a
linear program looks for the widest movement. The truth always fits, so an interval without it is an error of
ours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure.attack.minimal import fraction, whole_numbers
from maatschappelijk_rendement.disclosure.attack.program import Program
from maatschappelijk_rendement.disclosure.matrix.atoms import CENT, Form, Vector
from maatschappelijk_rendement.disclosure.matrix.elimination import Elimination, Row
from maatschappelijk_rendement.disclosure.matrix.figures import Problem
from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError

# The solver works with floats; a range that is short of its width by less than this part counts as reached.
TOLERANCE = 1e-6
# An attacker takes no group for larger than this many times all cases.
TIMES_ALL_CASES = 10


@dataclass(frozen=True, eq=False)
class Ends:
    """Least and most of some forms, as far as they were seen to move from the truth.

    Attributes:
        least: Deviation downwards, 0 or less.
        most: Deviation upwards, 0 or more.
        short: Which are certain to fall short of the width that was asked.
    """

    least: Vector
    most: Vector
    short: npt.NDArray[np.bool_]

    @property
    def widths(self) -> Vector:
        """How far apart the ends are."""
        return self.most - self.least

    def have(self, needed: Vector) -> npt.NDArray[np.bool_]:
        """Which were seen to have the width that they need."""
        return np.asarray(self.widths >= needed * (1 - TOLERANCE))


class Attack:
    """What follows from what is shown, about anything.

    Args:
        problem: The problem.
        shown: What is shown, with all that follows from it.
        rules: The parameters.
    """

    def __init__(self, problem: Problem, shown: Elimination, rules: Rules) -> None:
        self.problem, self.shown = problem, shown
        self.truth = np.array([float(_sum(problem, atom)) for atom in range(len(problem.atoms.labels))])
        self.low, self.high = _bounds(problem, self.truth, rules)
        self._forms = problem.never_negative
        self._room = np.array([_value(form, self.truth) for form in self._forms])
        self._touched: dict[int, list[int]] = defaultdict(list)
        for number, form in enumerate(self._forms):
            for atom in form:
                self._touched[atom].append(number)

    def ends(self, forms: Sequence[Form], needed: Vector, *, most_short: int | None = None) -> Ends:
        """Find how far each form can move, until it has the width that it needs.

        Args:
            forms: The forms.
            needed: The width that is enough for each.
            most_short: Stop when so many are certain to fall short of it; the others are then unsettled.

        Returns:
            Deviations from the truth, at most 0 and at least 0.
        """
        which, gains = self._directions(forms)
        most_needed = np.zeros(len(gains))
        np.maximum.at(most_needed, which, needed)
        of_each = self._ends(gains, most_needed, most_short)
        found = Ends(of_each.least[which], of_each.most[which], of_each.short[which])
        found.short[:] &= (needed > 0) & ~found.have(needed)
        return found

    def _directions(self, forms: Sequence[Form]) -> tuple[npt.NDArray[np.intp], list[dict[int, float]]]:
        """How much forms gain along the vectors of the null space, each named by its own atom.

        Returns:
            For each form the place of its gains, and all gains: forms of which the same is left share one.
        """
        numbers: dict[frozenset[tuple[int, int]], int] = {}
        which = np.zeros(len(forms), dtype=np.intp)
        gains: list[dict[int, float]] = []
        for place, form in enumerate(forms):
            row = self.shown.reduce(form)
            number = which[place] = numbers.setdefault(frozenset(row.items()), len(gains))
            if number == len(gains):
                gains.append(_floats(row) if row else {})
        return which, gains

    def _ends(self, gains: Sequence[Mapping[int, float]], needed: Vector, most_short: int | None) -> Ends:
        """Find how far what gains so much can move."""
        n = len(gains)
        found = Ends(np.zeros(n), np.zeros(n), np.zeros(n, dtype=bool))
        frees = [free for gain in gains for free in gain]
        spans = np.array([self._span(free) for free in frees]).reshape(-1, 2)
        times = np.array([times for gain in gains for times in gain.values()])
        whose = np.repeat(np.arange(n), [len(gain) for gain in gains])
        reach = times[:, np.newaxis] * spans
        np.minimum.at(found.least, whose, reach.min(axis=1, initial=0.0))
        np.maximum.at(found.most, whose, reach.max(axis=1, initial=0.0))
        found.short[:] = [not gain for gain in gains]
        found.short[needed <= 0] = False
        left = np.flatnonzero(~found.have(needed) & ~found.short)
        for part in self._parts(left.tolist(), gains):
            if most_short is not None and found.short.sum() >= most_short:
                break
            self._solve(part, gains, needed, found, most_short)
        return found

    def vector(self, free: int) -> dict[int, float]:
        """The movement in which one free atom moves by one."""
        if free not in self._vectors:
            found = {free: 1.0}
            for pivot in self.shown.holders(free):
                found[pivot] = -_entry(self.shown.pivots[pivot], free)
            self._vectors[free] = found
        return self._vectors[free]

    @cached_property
    def _vectors(self) -> dict[int, dict[int, float]]:
        return {}

    @cached_property
    def _spans(self) -> dict[int, tuple[float, float]]:
        return {}

    def _limits(self, vector: Mapping[int, float]) -> Iterable[tuple[float, float, float]]:
        """What bounds a movement: its pace at each bound, and how far that goes down and up."""
        for atom, pace in vector.items():
            yield pace, self.low[atom], self.high[atom]
        for number in {number for atom in vector for number in self._touched.get(atom, ())}:
            pace = sum(times * vector.get(atom, 0.0) for atom, times in self._forms[number].items())
            if pace:
                yield pace, -self._room[number], np.inf

    def _span(self, free: int) -> tuple[float, float]:
        """How far the truth can move along one vector, down and up."""
        if free not in self._spans:
            down, up = -np.inf, np.inf
            for pace, low, high in self._limits(self.vector(free)):
                ends = sorted((low / pace, high / pace))
                down, up = max(down, ends[0]), min(up, ends[1])
            self._spans[free] = (min(down, 0.0), max(up, 0.0))
        return self._spans[free]

    def _parts(  # noqa: C901  # one walk over what hangs together
        self, left: Sequence[int], gains: Sequence[Mapping[int, float]]
    ) -> list[tuple[list[int], list[int]]]:
        """Divide forms and free atoms into parts that move by themselves."""
        if not left:
            return []
        above: dict[tuple[str, int], tuple[str, int]] = {}

        def top(node: tuple[str, int]) -> tuple[str, int]:
            while above.setdefault(node, node) != node:
                above[node] = above[above[node]]
                node = above[node]
            return node

        held: set[int] = set()
        queue = [free for number in left for free in gains[number]]
        # Every vector that shares a bound with one of these.
        while queue:
            free = queue.pop()
            if free in held:
                continue
            held.add(free)
            for atom in self.vector(free):
                above[top(("atoom", atom))] = top(("vrij", free))
                queue.extend(other for other in self.shown.frees(atom) if other not in held)
                for number in self._touched.get(atom, ()):
                    above[top(("som", number))] = top(("vrij", free))
                    for neighbour in self._forms[number]:
                        queue.extend(other for other in self.shown.frees(neighbour) if other not in held)
        for number in left:
            for free in gains[number]:
                above[top(("vrij", free))] = top(("vrij", next(iter(gains[number]))))
        parts: dict[tuple[str, int], tuple[list[int], list[int]]] = {}
        for free in sorted(held):
            parts.setdefault(top(("vrij", free)), ([], []))[1].append(free)
        for number in left:
            if gains[number]:
                parts[top(("vrij", next(iter(gains[number]))))][0].append(number)
        return [part for part in parts.values() if part[0]]

    def _solve(  # noqa: C901  # writes one program down and asks it
        self,
        part: tuple[list[int], list[int]],
        gains: Sequence[Mapping[int, float]],
        needed: Vector,
        found: Ends,
        most_short: int | None,
    ) -> None:
        numbers, frees = part
        column = {free: place for place, free in enumerate(frees)}
        vectors = [self.vector(free) for free in frees]
        atoms = sorted({atom for vector in vectors for atom in vector})
        sums = sorted({number for atom in atoms for number in self._touched.get(atom, ())})
        row_of = {atom: place for place, atom in enumerate(atoms)}
        matrix = np.zeros((len(atoms) + len(sums), len(frees)))
        for place, vector in enumerate(vectors):
            for atom, pace in vector.items():
                matrix[row_of[atom], place] = pace
        for place, number in enumerate(sums):
            for atom, times in self._forms[number].items():
                if atom in row_of:
                    matrix[len(atoms) + place] += times * matrix[row_of[atom]]
        low = np.concatenate([self.low[atoms], -self._room[sums]])
        high = np.concatenate([self.high[atoms], np.full(len(sums), np.inf)])
        finite = high - low
        scale = max(float(np.median(finite[np.isfinite(finite)])), 1.0)
        anything = np.full(len(frees), np.inf)
        goals = np.zeros((len(numbers), len(frees)))
        for place, number in enumerate(numbers):
            for free, gain in gains[number].items():
                goals[place, column[free]] = gain
        wanted = needed[numbers] * (1 - TOLERANCE)
        least, most = found.least[numbers], found.most[numbers]

        def reach(values: Vector, places: npt.NDArray[np.int64]) -> None:
            reached = goals[places] @ values * scale
            least[places] = np.minimum(least[places], reached)
            most[places] = np.maximum(most[places], reached)

        program = Program(matrix, (low / scale, high / scale), (-anything, anything))
        largest = np.abs(goals).max(axis=1)
        for place in range(len(numbers)):
            for sign in (1.0, -1.0):
                if most[place] - least[place] < wanted[place]:
                    answer = program.least(sign * goals[place] / largest[place])
                    if answer is None:
                        raise MaatschappelijkRendementError(
                            "De controle op herleidbaarheid kon niet worden uitgerekend."
                        )
                    reach(answer.values, np.append(np.flatnonzero(most - least < wanted), place))
            if most[place] - least[place] < wanted[place]:
                found.short[numbers[place]] = True
                if most_short is not None and found.short.sum() >= most_short:
                    break
        found.least[numbers], found.most[numbers] = least, most


def _sum(problem: Problem, atom: int) -> int:
    return problem.atoms.sums[atom]


def _value(form: Form, truth: Vector) -> float:
    return float(sum(times * truth[atom] for atom, times in form.items()))


def _entry(row: Row, atom: int) -> float:
    return _floats({0: 1, 1: row[atom]}).get(1, 0.0)


def _floats(row: Row) -> dict[int, float]:
    """Read a row that is modulo the prime as numbers."""
    whole = whole_numbers({-1: 1, **row})
    if whole is not None:
        return {atom: times / whole[-1] for atom, times in whole.items() if atom != -1}
    # Of prices brought to another year each has a denominator of its own, and the row no small one.
    numbers = {atom: fraction(value) for atom, value in row.items()}
    found = {atom: float(number) for atom, number in numbers.items() if number is not None}
    if len(found) < len(row):
        raise MaatschappelijkRendementError("Een combinatie van cijfers heeft geen kleine gehele getallen.")
    return found


def _bounds(problem: Problem, truth: Vector, rules: Rules) -> tuple[Vector, Vector]:
    """How far each atom can move from the truth, down and up."""
    atoms = problem.atoms
    low, high = -truth.copy(), np.zeros(len(truth))
    for atom, label in enumerate(atoms.labels):
        part = slice(int(atoms.starts[atom]), int(atoms.starts[atom + 1]))
        n = part.stop - part.start if atoms.times is None else int(atoms.times[atoms.cases[part]].sum())
        n = max(n, 1)
        kind = str(label[0])
        if kind in ("eur", "mdo"):
            most = float(n * rules.plausible_cents_per_case)
            if label[-1] == "D":
                most *= CENT
                low[atom] = -max(most, abs(truth[atom])) - truth[atom]
        elif kind in ("n", "richting", "bewoners", "regels"):
            most = float(TIMES_ALL_CASES * max(atoms.everyone, 10))
        else:
            most = abs(truth[atom]) * 2 + 1e5
        high[atom] = max(most, abs(truth[atom])) - truth[atom]
    return low, high
