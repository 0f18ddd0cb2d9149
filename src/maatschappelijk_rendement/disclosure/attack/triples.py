"""Sums and differences of three shown amounts that are about a few cases, where the others cancel by chance.

Of most sums of shown amounts the labels tell whose they are. Not where cases happen to have the same amount
in two streams, or nothing in a third: then only the amounts themselves tell. Three amounts are what a reader
tries after two; one of them may count twice. Of many figures only those of one kind of case in one wijk are
tried, and those of all wijken.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure.matrix.atoms import CENT, EURO, Atoms, Form, Vector, total
from maatschappelijk_rendement.disclosure.matrix.figures import Problem, Unit
from maatschappelijk_rendement.disclosure.rules import SMALLEST_GRID_CENTS, Rules

MOST_LOOKED_AT = 200_000_000
"""So many amounts are looked at together; with more in one wijk none is: so many do not cancel by chance."""
GRIDS = 3.0 * SMALLEST_GRID_CENTS * CENT
FIRST_CASES = 6
"""In so many cases beside the minimum it shows of most triples that they are about enough."""
AT_ONCE = 2_000
"""So many triples are looked at by all cases in one go."""


@dataclass(frozen=True, eq=False)
class Looked:
    """What was found in the figures of one wijk, so that round after round only what changed is looked at.

    Attributes:
        found: The unsafe forms, by the numbers of the figures.
        clean: The numbers of figures without any; of fewer of them there are none either.
    """

    found: dict[tuple[int, ...], list[Form]] = field(default_factory=dict)
    clean: list[frozenset[int]] = field(default_factory=list)


def unsafe_triples(
    problem: Problem, shown: Iterable[int], rules: Rules, looked: Looked | None = None
) -> list[Form]:
    """Give the forms of three shown amounts that are about fewer cases than the minimum.

    Args:
        problem: The problem.
        shown: Numbers of the figures that are shown.
        rules: The parameters.
        looked: What was found before, of the same problem and rules; what is found now is added to it.
    """
    looked = looked if looked is not None else Looked()
    found: list[Form] = []
    for numbers in _tried(problem, shown):
        if any(clean.issuperset(numbers) for clean in looked.clean):
            continue
        if numbers not in looked.found:
            looked.found[numbers] = _of_some(problem, [problem.figures[one].form for one in numbers], rules)
            if not looked.found[numbers]:
                looked.clean.append(frozenset(numbers))
        found += looked.found[numbers]
    return found


def _tried(problem: Problem, shown: Iterable[int]) -> list[tuple[int, ...]]:
    """Give the figures that are tried together: all of them, or where those are many each home."""
    homes = _by_home(problem, shown)
    everything = tuple(sorted(number for home in homes.values() for number in home))
    if everything and len(everything) ** 3 * problem.atoms.n_cases <= MOST_LOOKED_AT:
        return [everything]
    return [tuple(home) for home in homes.values()]


def _of_some(problem: Problem, forms: list[Form], rules: Rules) -> list[Form]:
    atoms = problem.atoms
    few = atoms.few.atoms
    rows = few.table(forms)
    if few is not atoms:
        # What is about enough of a sample is about enough of the whole; of nobody in it may be about a few.
        made = (_made(forms, triple) for triple in _of_few(rows, rules.minimum, least=0))
        # Of cases that stand together it cannot be seen that it is about nobody.
        least = 1 if atoms.times is None else 0
        return [form for form in made if form and least <= _n_cases(atoms, form) < rules.minimum]
    rows = rows[:, rows.any(axis=0)]
    if len(rows) ** 3 * rows.shape[1] > MOST_LOOKED_AT:
        return []
    return [_made(forms, triple) for triple in _of_few(rows, rules.minimum)]


def _n_cases(atoms: Atoms, form: Form) -> int:
    times = atoms.times_of(form)
    return int(np.count_nonzero(np.abs(atoms.part(form)) > (EURO if times is None else EURO * times)))


def _made(forms: list[Form], triple: tuple[int, int, int, int, int]) -> Form:
    one, sign, two, other, three = triple
    return total((1, forms[one]), (sign, forms[two]), (other, forms[three]))


def _by_home(problem: Problem, shown: Iterable[int]) -> dict[Hashable, list[int]]:
    """Gather amounts by kind of case and wijk, and those of more; each form once, whatever its sign."""
    seen: set[frozenset[tuple[int, int]]] = set()
    found: dict[Hashable, list[int]] = {}
    for number in sorted(shown):
        figure = problem.figures[number]
        key = frozenset(figure.form.items())
        if figure.unit is not Unit.EURO or not figure.form or key in seen:
            continue
        seen |= {key, frozenset((atom, -times) for atom, times in figure.form.items())}
        homes = {problem.atoms.homes[atom][1:3] for atom in figure.form}
        found.setdefault(homes.pop() if len(homes) == 1 else None, []).append(number)
    return found


def _of_few(rows: Vector, minimum: int, least: int = 1) -> list[tuple[int, int, int, int, int]]:
    """Give the triples with their signs in which ``least`` to ``minimum`` - 1 cases have more than a euro.

    A row may stand in it twice, with one sign. What is no more than the grids of three figures says nothing.

    Example:
        >>> many = 6_000.0 * EURO * np.ones(12)
        >>> _of_few(np.array([many, many / 2, np.append(many[:3] / 3, many[3:] / 2)]), 10)
        [(0, -1, 1, -1, 2), (0, -1, 2, -1, 2)]
    """
    found: list[tuple[int, int, int, int, int]] = []
    # Of most triples it shows in a few cases that they are about enough.
    busiest = np.argsort(-np.count_nonzero(rows, axis=0), kind="stable")[: minimum + FIRST_CASES]
    some = np.ascontiguousarray(rows[:, busiest].T)[:, np.newaxis]
    number = np.arange(len(rows))
    for one in range(len(rows)):
        twos = number[one:, np.newaxis]
        for sign in (1, -1):
            pairs = (some[:, :, one, np.newaxis] + sign * some[:, :, one:]).transpose(0, 2, 1)
            for other in (1, -1):
                many = np.abs(pairs + some if other == 1 else pairs - some) > EURO
                of_some = np.add.reduce(many.view(np.uint8), axis=0, dtype=np.uint16)
                # The second may be the third too, where both have one sign; three times one says nothing.
                is_third = number > twos
                if other == sign:
                    is_third |= (number == twos) & (twos > one)
                if sign < 0:
                    is_third &= twos > one
                two, three = np.nonzero((of_some < minimum) & is_third)
                found += _few(rows, one, sign, two + one, other, three, minimum, least)
    return sorted(found, key=lambda triple: (triple[0], triple[2], -triple[1], -triple[3], triple[4]))


def _few(
    rows: Vector,
    one: int,
    sign: int,
    twos: npt.NDArray[np.intp],
    other: int,
    threes: npt.NDArray[np.intp],
    minimum: int,
    least: int,
) -> Iterator[tuple[int, int, int, int, int]]:
    """Give which of these triples are about a few cases, by all cases."""
    for first in range(0, len(twos), AT_ONCE):
        two, three = twos[first : first + AT_ONCE], threes[first : first + AT_ONCE]
        left = np.abs(rows[one] + sign * rows[two] + other * rows[three])
        n = np.count_nonzero(left > EURO, axis=1)
        is_few = (n >= least) & (n < minimum)
        if least:
            is_few &= left.sum(axis=1) > GRIDS
        for place in np.flatnonzero(is_few).tolist():
            yield one, sign, int(two[place]), other, int(three[place])
