"""Which numbers of a plain table of people may be shown: answers to a question, who came to a session.

The same rules and the same protection as for cases (``rules``, ``protect``), for a table that has no cases
behind it but only people in cells: at least the minimum behind each number, what is left of a total too, and
of what is hidden no combination that is about fewer, nor bounds that are close.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maatschappelijk_rendement.disclosure.matrix.atoms import Atoms, Form, total
from maatschappelijk_rendement.disclosure.matrix.figures import Figure, Problem, Unit
from maatschappelijk_rendement.disclosure.protect.choose import Unsafe, begin, protect
from maatschappelijk_rendement.disclosure.rules import CATEGORY_SHARE_PERCENT, Rule, Rules
from maatschappelijk_rendement.disclosure.rules.pairs import unsafe_pairs
from maatschappelijk_rendement.disclosure.rules.primary import judge, judge_number

MONTHS = 12
WHOLE, PART = "total", "part"
"""A whole is shown before its parts."""


@dataclass(frozen=True, slots=True)
class PeopleInCell:
    """The people in a cell.

    Attributes:
        first: Number of the first of them; people with the same number are the same.
        n: How many there are, each once.
    """

    first: int
    n: int


@dataclass(frozen=True, slots=True)
class PlainCount:
    """A number that may be printed: a sum of cells.

    Attributes:
        name: Where it stands; unique.
        cells: Numbers of the cells that it adds up.
        whole: Name of the number of which it is an answer: of nearly all of it it tells too much.
        is_part: Whether it is one of more parts of a number, without being an answer.
    """

    name: str
    cells: tuple[int, ...]
    whole: str = ""
    is_part: bool = False


def shown_counts(
    cells: Sequence[PeopleInCell],
    counts: Sequence[PlainCount],
    rules: Rules | None = None,
    equal: Sequence[tuple[str, str]] = (),
) -> frozenset[str]:
    """Give the names of the numbers that may be shown.

    Args:
        cells: The people in each cell.
        counts: What may be printed, the dearest first within its kind.
        rules: The parameters; those of every report when left out.
        equal: Pairs of names of which a reader knows that they are the same number.

    Example:
        >>> cells = [PeopleInCell(0, 20), PeopleInCell(20, 14), PeopleInCell(34, 3)]
        >>> parts = [PlainCount(name, (place,), "n") for place, name in enumerate("abc")]
        >>> sorted(shown_counts(cells, [PlainCount("n", (0, 1, 2)), *parts]))
        ['a', 'n']
    """
    rules = rules or Rules()
    if not any(cell.n for cell in cells):
        return frozenset(count.name for count in counts)  # nobody, everywhere
    problem = _problem(cells, counts, equal)
    found = _unsafe(problem, counts, rules)
    shown = protect(problem, found, rules, begin(problem, found.forms))
    return frozenset(counts[number].name for number in shown.figures)


def _problem(
    cells: Sequence[PeopleInCell], counts: Sequence[PlainCount], equal: Sequence[tuple[str, str]]
) -> Problem:
    people = [np.arange(cell.first, cell.first + cell.n, dtype=np.int64) for cell in cells]
    atoms = Atoms(
        [("n", str(place)) for place in range(len(cells))],
        np.cumsum([0, *(cell.n for cell in cells)]).astype(np.int64),
        np.concatenate(people),
        np.ones(sum(cell.n for cell in cells), dtype=np.int64),
        max((cell.first + cell.n for cell in cells), default=0),
    )
    figures = [
        Figure(
            ("aantallen", (count.name,), "n"),
            Unit.CASES,
            PART if count.whole or count.is_part else WHOLE,
            _form(count.cells),
        )
        for count in counts
    ]
    form_of = {count.name: figure.form for count, figure in zip(counts, figures, strict=True)}
    known = [total((1, form_of[one]), (-1, form_of[other])) for one, other in equal]
    return Problem(atoms, figures, (), known, [{place: 1} for place in range(len(cells))], MONTHS)


def _unsafe(problem: Problem, counts: Sequence[PlainCount], rules: Rules) -> Unsafe:
    found: dict[int, Rule] = {}
    sizes = {count.name: float(size) for count, size in zip(counts, problem.sizes, strict=True)}
    for number, (count, figure) in enumerate(zip(counts, problem.figures, strict=True)):
        rule = judge(figure, problem.atoms, rules)
        if rule is None and count.whole:
            # One answer of nearly everyone tells what nearly everyone answered.
            is_nearly_all = sizes[count.name] * 100 >= CATEGORY_SHARE_PERCENT * sizes[count.whole] > 0
            rule = Rule.CATEGORY if is_nearly_all else None
        if rule:
            found[number] = rule
    safe = [figure for number, figure in enumerate(problem.figures) if number not in found]
    small: list[Form] = [
        {place: 1}
        for place in range(len(problem.atoms.labels))
        if judge_number(problem.atoms.row({place: 1}), rules)
    ]
    forms = [problem.figures[number].form for number in found]
    return Unsafe(found, [*forms, *small, *unsafe_pairs(problem, safe, rules)], len(forms))


def _form(cells: Sequence[int]) -> dict[int, int]:
    return dict.fromkeys(cells, 1)
