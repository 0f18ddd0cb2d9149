"""Widen: hide what keeps a hidden figure in too narrow an interval.

Elimination sees to it that nothing unsafe follows exactly. A hidden amount may still lie between bounds that
are close: the others of a sum cannot be less than nothing. Then the lightest shown figure among those that
hold it there is hidden as well, as often as needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from maatschappelijk_rendement.disclosure.attack.intervals import TOLERANCE, Attack
from maatschappelijk_rendement.disclosure.attack.program import Program
from maatschappelijk_rendement.disclosure.matrix.atoms import EURO, Form, Vector
from maatschappelijk_rendement.disclosure.matrix.figures import Problem
from maatschappelijk_rendement.disclosure.matrix.tiers import TIERS
from maatschappelijk_rendement.disclosure.rules import Rules

# So many narrow figures are looked at in one round; hiding for one often helps the next.
AT_ONCE = 12
# Above this number of atoms no program is solved to find what holds a figure: the lightest near it goes.
MANY_ATOMS = 1400
# An amount that is known to a euro is known.
KNOWN = EURO


def needed_widths(problem: Problem, forms: Sequence[Form], printed: int, rules: Rules) -> Vector:
    """Give the width that an attacker must be left with for each protected form.

    Args:
        problem: The problem.
        forms: The forms, those of printed figures first.
        printed: How many of them are printed.
        rules: The parameters.

    Returns:
        For a number of cases or residents the width of a count; for a printed amount that of an amount; for
        one that stands in no table at most all there is of it. Nothing for what is zero, or no amount.
    """
    kind_of = [str(label[0]) for label in problem.atoms.labels]
    needed = np.zeros(len(forms))
    sums = problem.atoms.sums
    for number, form in enumerate(forms):
        kinds = {kind_of[atom] for atom in form}
        value = abs(sum(times * sums[atom] for atom, times in form.items()))
        if kinds <= {"n", "richting", "bewoners"}:
            needed[number] = rules.count_width if 0 < value < rules.minimum else 0
        elif kinds <= {"eur", "mdo"}:
            width = max(value * rules.relative_width_percent / 100, rules.money_width_cents * EURO / 100)
            needed[number] = width if number < printed else min(width, value)
    return needed


@dataclass(frozen=True, eq=False)
class Ties:
    """What ties atoms to each other.

    Attributes:
        figures: The shown figures that hold each atom, in order.
        keys: Of each shown figure its atoms, to tell those alike.
        links: The atoms that stand with each atom in a sum that a reader knows.
    """

    figures: Mapping[int, Sequence[int]]
    keys: Mapping[int, frozenset[tuple[int, int]]]
    links: Mapping[int, set[int]]


def ties(problem: Problem, shown: frozenset[int]) -> Ties:
    """Find what ties atoms to each other where some figures are shown."""
    figures: dict[int, list[int]] = defaultdict(list)
    links: dict[int, set[int]] = defaultdict(set)
    for number in sorted(shown):
        for atom in problem.figures[number].form:
            figures[atom].append(number)
    for one in (*problem.known, *problem.never_negative):
        for atom in one:
            links[atom].update(one)
    keys = {number: frozenset(problem.figures[number].form.items()) for number in shown}
    return Ties(figures, keys, links)


def holding(problem: Problem, attack: Attack, tied: Ties, form: Form) -> list[int]:
    """Give the shown figures that hold a form between its bounds.

    Args:
        problem: The problem.
        attack: What follows from what is shown.
        tied: What ties atoms to each other by what is shown.
        form: The form.
    """
    near, around = _near(problem, tied, form)
    if len(problem.atoms.labels) > MANY_ATOMS:
        return [number for number in near if set(problem.figures[number].form) & set(form)]
    atoms = sorted(around)
    column = {atom: place for place, atom in enumerate(atoms)}
    sums = [one for one in (*problem.known, *problem.never_negative) if set(one) <= column.keys()]
    rows = [problem.figures[number].form for number in near] + sums
    matrix = np.zeros((len(rows), len(atoms)))
    for place, row in enumerate(rows):
        for atom, times in row.items():
            matrix[place, column[atom]] = float(times)
    low, high = np.zeros(len(rows)), np.zeros(len(rows))
    for place, row in enumerate(sums, len(near)):
        if any(row is one for one in problem.never_negative):
            low[place] = -sum(times * attack.truth[atom] for atom, times in row.items())
            high[place] = np.inf
    largest = np.abs(matrix).max(axis=1, initial=1.0)
    matrix /= largest[:, None]
    low, high = low / largest, high / largest
    scale = max(float(np.median(attack.high[atoms] - attack.low[atoms])), 1.0)
    bounds = attack.low[atoms] / scale, attack.high[atoms] / scale
    program = Program(matrix, (low / scale, high / scale), bounds)
    goal = np.zeros(len(atoms))
    for atom, times in form.items():
        goal[column[atom]] = float(times)
    found: set[int] = set()
    for sign in (1.0, -1.0):
        answer = program.least(sign * goal / np.abs(goal).max())
        if answer is not None:
            held = np.flatnonzero(np.abs(answer.prices[: len(near)]) > TOLERANCE)
            found.update(near[place] for place in held)
    return sorted(found) or [number for number in near if set(problem.figures[number].form) & set(form)]


def _near(problem: Problem, tied: Ties, form: Form) -> tuple[list[int], set[int]]:
    """Give the shown figures that share atoms with a form, and so on, each form once; and all these atoms."""
    found: dict[frozenset[tuple[int, int]], int] = {}
    seen: set[int] = set()
    atoms, queue = set(form), list(form)
    while queue:
        atom = queue.pop()
        for other in tied.links.get(atom, ()):
            if other not in atoms:
                atoms.add(other)
                queue.append(other)
        for number in tied.figures.get(atom, ()):
            if number in seen:
                continue
            seen.add(number)
            key = tied.keys[number]
            if key not in found:
                found[key] = number
                new = set(problem.figures[number].form) - atoms
                atoms |= new
                queue.extend(new)
    return sorted(found.values()), atoms


def lightest(problem: Problem, numbers: Sequence[int]) -> int:
    """Give the figure that weighs least: of the last tier, and of these the smallest."""
    return max(
        numbers,
        key=lambda number: (
            TIERS.index(problem.figures[number].tier),
            -problem.sizes[number],
            str(problem.figures[number].name),
        ),
    )


def too_narrow(
    problem: Problem,
    attack: Attack,
    shown: frozenset[int],
    forms: Sequence[Form],
    needed: Vector,
    least: frozenset[int] = frozenset(),
) -> list[Form]:
    """Give forms to protect as well: the lightest that hold a protected one in too narrow an interval.

    Args:
        problem: The problem.
        attack: What follows from what is shown.
        shown: Numbers of the figures that are shown.
        forms: The protected forms.
        needed: The width that each needs; set to nothing for those that have it, for hiding more only widens.
        least: Figures that are shown whatever happens, and so are none of them where another one is.
    """
    wanted = np.flatnonzero(needed > 0)
    ends = attack.ends([forms[number] for number in wanted.tolist()], needed[wanted], most_short=AT_ONCE)
    needed[wanted[ends.have(needed[wanted])]] = 0.0
    found: dict[frozenset[tuple[int, int]], Form] = {}
    short = wanted[ends.short].tolist()
    if not short:
        return []
    tied = ties(problem, shown)
    for number in short:
        held = holding(problem, attack, tied, forms[number])
        if held:
            others = [one for one in held if one not in least]
            form = problem.figures[lightest(problem, others or held)].form
            found[frozenset(form.items())] = form
    return list(found.values())
