"""The certificate: over all real combinations of what is shown of money, no case is half of one.

A combination is a figure too, with coefficients that nobody may think of. So it is asked the other way round:
is there another caseload with the same printed figures, in which the amounts of this case are moved as a
whole and those of no other case by more than that? If there is, then whatever is computed from the figures is
for at least half (rounding included) about others; by the duality of linear programs there is one exactly
when no combination is dominated. A printed figure moves by up to half its grid without showing it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure.attack.program import Program
from maatschappelijk_rendement.disclosure.matrix.atoms import EURO, Form, Vector
from maatschappelijk_rendement.disclosure.matrix.elimination import Elimination
from maatschappelijk_rendement.disclosure.matrix.figures import Problem
from maatschappelijk_rendement.disclosure.matrix.tiers import TIERS

SMALLEST_GRID = 100 * EURO
"""A published amount is rounded to a hundred euros at least (docs/openbaarmaking.md)."""
# With more cases than these only large contributions can dominate, so only these are looked at.
MANY_CASES = 2000
LARGEST_OF_EACH = 3
OTHERS = 500
# How much may be missing of one by the arithmetic of the solver.
TOLERANCE = 1e-6
# Of more cases no program is solved: what projections do not certify is hidden.
MOST_SOLVED = 300
PROJECTIONS = 40
ALMOST = 0.98
# A step further than just enough gets there in fewer.
FURTHER = 1.5
MOST_HIDDEN = 200
CASES_OF_STRIP = 128


def grid_of(largest: float) -> int:
    """Give the grid of a figure: a hundredth of the power of ten of its largest case; EUR 100 at least.

    Example:
        >>> grid_of(543_210.0 * EURO) // EURO, grid_of(300.0 * EURO) // EURO
        (1000, 100)
    """
    power = EURO
    while power * 10 <= largest:
        power *= 10
    return max(SMALLEST_GRID, power // 100)


def uncertain_cases(rows: Vector, noise: Vector, cases: Iterable[int]) -> dict[int, Vector]:
    """Give the cases without a certificate, each with the combination that is mostly about it.

    Args:
        rows: What each case puts into each figure.
        noise: How far each figure moves without showing it.
        cases: The cases to look at.

    Example:
        >>> alike = np.array([[100.0, 100.0, 100.0]])
        >>> list(uncertain_cases(alike, np.ones(1), range(3)))
        []
        >>> list(uncertain_cases(np.array([[100.0, 30.0, 30.0]]), np.ones(1), range(3)))
        [0]
    """
    scaled = rows / noise[:, None]
    left = [case for case in cases if np.abs(scaled[:, case]).max(initial=0.0) > 1]
    if not left:
        return {}
    left, combinations = _by_projection(scaled, left)
    if rows.shape[1] > MOST_SOLVED:
        return {case: combinations[:, place] / noise for place, case in enumerate(left)}
    found: dict[int, Vector] = {}
    sure: set[int] = set()
    program = _program(scaled) if left else None
    for case in left:
        if case in sure or program is None:
            continue
        cost = np.zeros(rows.shape[1])
        cost[case] = -1.0
        answer = program.least(cost)
        if answer is None or answer.values[case] < 1 - TOLERANCE:
            prices = answer.prices if answer is not None else np.ones(len(rows))
            found[case] = prices / noise
        if answer is not None:
            # A caseload that moves another case as a whole is one for that case too.
            sure.update(np.flatnonzero(np.abs(answer.values) >= 1 - TOLERANCE).tolist())
    return found


def _program(scaled: Vector) -> Program:
    n_rows, n_cases = scaled.shape
    return Program(scaled, (-np.ones(n_rows), np.ones(n_rows)), (-np.ones(n_cases), np.ones(n_cases)))


def _by_projection(scaled: Vector, cases: Sequence[int]) -> tuple[list[int], Vector]:
    """Leave out the cases that can be moved by moving all others a little: most, where there are many.

    A movement that is clipped to one is put right by the least change of the other cases, again and again. It
    is a certificate when it keeps every figure within its grid. What cannot be put right is the combination
    that is mostly about the case; when that is proved no more is tried.

    Returns:
        The cases that are left, and for each the combination of figures that is most about it.
    """
    n_rows, n_cases = scaled.shape
    inverse = np.linalg.inv(scaled @ scaled.T + np.eye(n_rows))
    strips = _strips(scaled)
    left = np.array(cases)
    own = scaled[:, left]
    pull = inverse @ own
    # The least change of all cases but this one, by the formula of Sherman and Morrison.
    pull /= np.maximum(1.0 - np.einsum("ij,ij->j", own, pull), TOLERANCE)
    prices = np.array(pull)
    place, proved = np.arange(len(left)), np.zeros(len(left), dtype=bool)
    movements = np.zeros((n_cases, len(left)))
    for _ in range(PROJECTIONS):
        np.clip(movements, -1.0, 1.0, out=movements)
        movements[left, np.arange(len(left))] = 1.0
        moved = np.zeros((n_rows, len(left)))
        for some, figures, part in strips:
            moved[figures] += part @ movements[some]
        over = moved - np.clip(moved, -ALMOST, ALMOST)
        change = inverse @ over
        change += pull * np.einsum("ij,ij->j", own, change)
        step = np.concatenate([part.T @ change[figures] for _, figures, part in strips])
        parts = np.abs(step)
        is_about = 2 * parts[left, np.arange(len(left))] > parts.sum(axis=0) + np.abs(change).sum(axis=0)
        prices[:, place[is_about]], proved[place[is_about]] = change[:, is_about], True
        is_left = (np.abs(moved).max(axis=0) > 1) & ~is_about
        left, place, own, pull = left[is_left], place[is_left], own[:, is_left], pull[:, is_left]
        movements = movements[:, is_left] - FURTHER * step[:, is_left]
        if not len(left):
            break
    proved[place] = True
    kept = np.flatnonzero(proved)
    return np.array(cases)[kept].tolist(), prices[:, kept]


def _strips(scaled: Vector) -> list[tuple[slice, npt.NDArray[np.intp], Vector]]:
    """Cut figures by cases into strips of some cases, each with only the figures that these are in.

    Cases stand by kind and wijk, and most figures are about one of these.

    Returns:
        For each strip its cases, the figures, and what the cases put into them.
    """
    found = []
    for begin in range(0, scaled.shape[1], CASES_OF_STRIP):
        some = slice(begin, begin + CASES_OF_STRIP)
        figures = np.flatnonzero(scaled[:, some].any(axis=1))
        found.append((some, figures, scaled[figures, some]))
    return found


def certify(
    problem: Problem,
    shown: frozenset[int],
    euros: Callable[[Iterable[int]], list[int]],
    least: frozenset[int] = frozenset(),
) -> frozenset[int]:
    """Hide the lightest figure of every dominated combination, until there is none.

    Args:
        problem: The problem.
        shown: Numbers of the figures that are shown.
        euros: Gives the figures of money among some, each form once.
        least: Figures that stay: they have a certificate by themselves.

    Returns:
        What is still shown.
    """
    numbers = euros(shown)
    if not numbers:
        return shown
    uncertain, rows, whole, noise = _which(problem, numbers)
    alike, before, everything = _Alike(problem), shown, (numbers, rows, noise)
    doubted: list[int] = []
    for turn in range(MOST_HIDDEN):
        found = uncertain_cases(rows, noise, uncertain)
        if not found:
            break
        # What is certain stays so when less is shown.
        uncertain = list(found)
        doubted = doubted or uncertain
        many = 1 + turn // 3 if rows.shape[1] > MOST_SOLVED else 1
        hidden = {
            other
            for prices in found.values()
            for number in _lightest(problem, numbers, np.abs(prices) * whole, many, least)
            for other in alike.of(number) - least
        }
        if not hidden:
            # What is left of it stays whatever happens, so another turn finds the same.
            shown = _without_money(shown, numbers, alike, least)
            break
        shown -= hidden
        is_left = np.array([number in shown for number in numbers])
        numbers = [number for number in numbers if number in shown]
        rows, noise, whole = rows[is_left], noise[is_left], whole[is_left]
        if not len(rows):
            break
    else:
        shown = _without_money(shown, numbers, alike, least)
    return _given_back(problem, shown, before, alike, everything, doubted)


def _given_back(
    problem: Problem,
    shown: frozenset[int],
    before: frozenset[int],
    alike: _Alike,
    everything: tuple[Sequence[int], Vector, Vector],
    doubted: Sequence[int],
) -> frozenset[int]:
    """Show again what follows from what is shown, where no case loses its certificate by it.

    To hide it would only leave a reader an addition to make.

    Args:
        problem: The problem.
        shown: What is shown.
        before: What was shown before.
        alike: Which figures are shown together.
        everything: Of all figures of money before: their numbers, what each case puts into them, how far they
            move.
        doubted: The cases without a certificate when all of them were shown; any other keeps its own.
    """
    numbers, rows, noise = everything
    if shown == before:
        return shown
    told = Elimination(
        [*problem.known, *(problem.figures[number].form for number in numbers if number in shown)], []
    )
    together = {number: alike.of(number) & before for number in numbers if number not in shown}
    order = {number: place for place, members in enumerate(problem.by_weight) for number in members}
    back = sorted(
        (
            number
            for number, members in together.items()
            if all(told.follows(problem.figures[other].form) for other in members)
        ),
        key=order.__getitem__,
    )
    for some in (back, *([number] for number in back)):
        kept = shown.union(*(together[number] for number in some))
        is_shown = np.array([number in kept for number in numbers])
        if kept > shown and not uncertain_cases(rows[is_shown], noise[is_shown], doubted):
            shown = kept
    return shown


def _without_money(
    shown: frozenset[int], numbers: Sequence[int], alike: _Alike, least: frozenset[int]
) -> frozenset[int]:
    """Where no certificate is found: show nothing of money but what has one by itself."""
    return shown - {other for number in numbers for other in alike.of(number) - least}


def _which(problem: Problem, numbers: Sequence[int]) -> tuple[list[int], Vector, Vector, Vector]:
    """Give the cases to look at and what all that may be moved put in: of many the large ones, and a sample.

    Returns:
        Places of the cases to look at, the rows of all that may be moved, and for each row what all cases are
        together and how far it moves without showing it.
    """
    atoms = problem.atoms
    forms = [problem.figures[number].form for number in numbers]
    noise = np.array([grid_of(problem.peaks[number]) / 2 for number in numbers])
    n_cases = atoms.n_cases
    if n_cases <= MANY_CASES and atoms.times is None:
        rows = atoms.table(forms)
        return list(range(n_cases)), rows, np.abs(rows).sum(axis=1), noise
    found: set[int] = set()
    whole = np.zeros(len(forms))
    for place, form in enumerate(forms):
        first, size = atoms.span(form).start, np.abs(atoms.part(form))
        whole[place] = size.sum()
        times = atoms.times_of(form)
        if times is not None:
            size[times != 1] = 0.0
        for _ in range(LARGEST_OF_EACH):
            case = int(size.argmax())
            found.add(first + case)
            size[case] = 0.0
    large = np.array(sorted(found))
    sample = np.linspace(0, n_cases - 1, OTHERS).astype(np.int64)
    if atoms.times is not None:
        # Cases that stand together are moved together, each by the same part of itself.
        sample = np.argsort(-atoms.times, kind="stable")[:OTHERS]
    kept = np.unique(np.concatenate([large, sample]))
    chosen = np.zeros(n_cases, dtype=bool)
    chosen[kept] = True
    part = atoms.only(chosen)
    rows = part.table(forms)
    return np.searchsorted(kept, large).tolist(), rows, whole, noise


def _lightest(
    problem: Problem, numbers: Sequence[int], size: Vector, many: int, least: frozenset[int]
) -> list[int]:
    """Give the figures of a combination that weigh least, and then those that are most of it."""
    part = [
        place
        for place in range(len(numbers))
        if size[place] > size.max() * TOLERANCE and numbers[place] not in least
    ]
    part.sort(key=lambda place: (-TIERS.index(problem.figures[numbers[place]].tier), -size[place], place))
    return [numbers[place] for place in part[:many]]


class _Alike:
    """The figures that are the same number, with all of their bundles."""

    def __init__(self, problem: Problem) -> None:
        self._figures = problem.figures
        self._same: dict[frozenset[tuple[int, int]], list[int]] = {}
        self._bundles: dict[Hashable, list[int]] = {}
        for number, figure in enumerate(problem.figures):
            self._same.setdefault(_unsigned(figure.form), []).append(number)
            if figure.bundle is not None:
                self._bundles.setdefault(figure.bundle, []).append(number)

    def of(self, number: int) -> set[int]:
        same = self._same[_unsigned(self._figures[number].form)]
        bundles = {self._figures[other].bundle for other in same} - {None}
        return {*same, *(other for bundle in bundles for other in self._bundles[bundle])}


def _unsigned(form: Form) -> frozenset[tuple[int, int]]:
    """Give a form, or the same less than nothing: whichever begins above it."""
    sign = -1 if form and form[min(form)] < 0 else 1
    return frozenset((atom, sign * times) for atom, times in form.items())
