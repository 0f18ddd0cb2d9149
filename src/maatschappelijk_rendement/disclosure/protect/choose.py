"""Protect: choose what is shown, headline first, so that nothing unsafe follows from it.

1. Elimination: figures are taken in order of tier and size; one from which a protected form would follow is
   refused.
2. Repair: forms that a reader can isolate all the same are looked for; unsafe ones are protected as well, and
   the elimination starts again.
3. Widening: what holds a hidden figure in too narrow an interval is hidden as well (``widen``).
4. A certificate for large cases, over all real combinations (``certificate``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from maatschappelijk_rendement.disclosure.attack.intervals import Attack
from maatschappelijk_rendement.disclosure.attack.minimal import unsafe_minimal_forms
from maatschappelijk_rendement.disclosure.attack.triples import Looked, unsafe_triples
from maatschappelijk_rendement.disclosure.attack.widen import needed_widths, too_narrow
from maatschappelijk_rendement.disclosure.matrix.atoms import Form
from maatschappelijk_rendement.disclosure.matrix.elimination import Elimination
from maatschappelijk_rendement.disclosure.matrix.figures import Figure, Problem, Unit
from maatschappelijk_rendement.disclosure.matrix.tiers import PAYERS
from maatschappelijk_rendement.disclosure.rules import Rule, Rules
from maatschappelijk_rendement.disclosure.rules.cube import unsafe_cells
from maatschappelijk_rendement.disclosure.rules.pairs import unsafe_pairs
from maatschappelijk_rendement.disclosure.rules.primary import judge, judge_splits
from maatschappelijk_rendement.disclosure.rules.suspects import suspects

Ends = Mapping[str, tuple[tuple[int, int], tuple[int, int]]]
"""Ends of the scale of each instrument, and the step beside each [1/100 point]."""
ROUNDS = 6
TRIES = 24
# Of more atoms than these fewer orders are tried: each takes long, and cells are large.
MANY_ATOMS, FEWER_TRIES = 2000, 4
MOST_WIDENED = 60


@dataclass(frozen=True, eq=False)
class Unsafe:
    """What may not be shown or follow, before anything is chosen.

    Attributes:
        rules: The rule that each unsafe figure breaks, by its number.
        forms: Every form that may not follow, those of figures first.
        printed: How many of the forms are those of figures.
        cells: Those of cells of the cube, printed or not.
    """

    rules: Mapping[int, Rule]
    forms: Sequence[Form]
    printed: int
    cells: Sequence[Form] = ()


@dataclass(frozen=True, eq=False)
class Shown:
    """What is shown.

    Attributes:
        figures: Numbers of the figures.
        elimination: What follows from them.
    """

    figures: frozenset[int]
    elimination: Elimination


def find_unsafe(problem: Problem, rules: Rules, ends: Ends) -> Unsafe:
    """Judge every figure, every pair of safe ones and every cell of the cube.

    The figures of one party are judged as well, but their forms are protected later (``payers``).
    """
    found: dict[int, Rule] = {}
    for number in suspects(problem.figures, problem.atoms, rules):
        figure = problem.figures[number]
        rule = judge(figure, problem.atoms, rules, *_ends(figure, ends))
        if rule:
            found[number] = rule
    found = {**judge_splits(problem.figures, problem.atoms, rules), **found}
    return _with_pairs(problem, found, unsafe_cells(problem, rules), rules)


def leave_out(
    problem: Problem, unsafe: Unsafe, columns: Collection[str], rules: Rules
) -> tuple[Problem, Unsafe]:
    """Leave figures out of a problem: what is unsafe of the others by itself stays so.

    Args:
        problem: The problem.
        unsafe: What may not be shown or follow in it.
        columns: The columns to leave out.
        rules: The parameters.
    """
    kept = [number for number, figure in enumerate(problem.figures) if figure.name[2] not in columns]
    places = {number: place for place, number in enumerate(kept)}
    found = {places[number]: rule for number, rule in unsafe.rules.items() if number in places}
    smaller = problem.of(kept)
    return smaller, _with_pairs(smaller, found, unsafe.cells, rules)


def _with_pairs(problem: Problem, found: Mapping[int, Rule], cells: Sequence[Form], rules: Rules) -> Unsafe:
    whole = [(number, figure) for number, figure in enumerate(problem.figures) if figure.tier != PAYERS]
    safe = [figure for number, figure in whole if number not in found]
    numbers = {number for number, figure in whole if figure.form}
    forms = [problem.figures[number].form for number in found if number in numbers]
    return Unsafe(found, [*forms, *cells, *unsafe_pairs(problem, safe, rules)], len(forms), cells)


def _ends(figure: Figure, ends: Ends) -> tuple[tuple[int, int], ...]:
    table, key, column = figure.name
    return ends.get(str(key[2]), ()) if table == "welbevinden" and column == "gemiddelde" else ()


def candidates(
    problem: Problem, unsafe: Unsafe, most: frozenset[int] | None = None, *, of_payers: bool = False
) -> list[list[int]]:
    """Give what may be shown, in bundles, the dearest first.

    A bundle of which one figure is unsafe is none.

    Args:
        problem: The problem.
        unsafe: What may not be shown.
        most: Nothing else than these may be shown; all when left out.
        of_payers: Give the figures of one party, instead of all others.
    """
    return [
        members
        for members in problem.by_weight
        if (problem.figures[members[0]].tier == PAYERS) is of_payers
        and (most is None or most.issuperset(members))
        and not any(number in unsafe.rules for number in members)
    ]


def begin(problem: Problem, protected: Iterable[Form], least: Iterable[int] = ()) -> Elimination:
    """Begin with what a reader knows, ``least`` that is shown whatever happens, and what may not follow."""
    before = [problem.figures[number].form for number in sorted(least)]
    return Elimination([*problem.known, *before], protected)


def eliminate(
    problem: Problem,
    order: Iterable[Sequence[int]],
    start: Elimination,
    least: frozenset[int] = frozenset(),
) -> Shown:
    """Show what can be shown before a protected form follows, from a start that stays as it is."""
    elimination = start.copy()
    shown = set(least)
    for members in order:
        forms = [problem.figures[number].form for number in members]
        if not least.issuperset(members) and elimination.take(forms):
            shown.update(members)
    return Shown(frozenset(shown), elimination)


def protect(
    problem: Problem,
    unsafe: Unsafe,
    rules: Rules,
    start: Elimination,
    *,
    least: frozenset[int] = frozenset(),
    most: frozenset[int] | None = None,
    of_payers: bool = False,
) -> Shown:
    """Choose what is shown; see the module.

    Args:
        problem: The problem.
        unsafe: What may not be shown or follow.
        rules: The parameters.
        start: What ``begin`` gave; what must be protected beside that is added to it.
        least: Figures that are shown whatever happens: a stricter minimum shows them.
        most: Figures outside which nothing is shown: a milder minimum hides the others.
        of_payers: Choose among the figures of one party, instead of all others.
    """
    order = candidates(problem, unsafe, most, of_payers=of_payers)
    tries = TRIES if len(problem.atoms.labels) <= MANY_ATOMS else FEWER_TRIES
    shown = eliminate(problem, order, start, least)
    clean, looked = frozenset[int](), Looked()
    for seed in range(ROUNDS):
        more = unsafe_minimal_forms(shown.elimination.pivots, problem.atoms, rules, tries=tries, seed=seed)
        # Of fewer figures there are no other threes.
        if not shown.figures <= clean:
            triples = unsafe_triples(problem, shown.figures, rules, looked)
            clean = clean if triples else shown.figures
            more += triples
        if not more:
            break
        start.protect(more)
        shown = eliminate(problem, order, start, least)
    needed = needed_widths(problem, unsafe.forms, unsafe.printed, rules)
    for _ in range(MOST_WIDENED):
        attack = Attack(problem, shown.elimination, rules)
        more = too_narrow(problem, attack, shown.figures, unsafe.forms, needed, least)
        if not more:
            return shown
        start.protect(more)
        before = shown.figures
        # Of what is shown less, never more: what has its width keeps it.
        order = [members for members in order if before.issuperset(members)]
        shown = eliminate(problem, order, start, least)
        if shown.figures == before:
            break
    # Something stays held too closely: by what is shown at a stricter minimum too, or by too much.
    return eliminate(problem, [], start, least)


def euros(problem: Problem, shown: Iterable[int]) -> list[int]:
    """The figures of money among what is shown, each form once."""
    found: dict[frozenset[tuple[int, int]], int] = {}
    for number in sorted(shown):
        figure = problem.figures[number]
        if figure.unit is Unit.EURO and figure.form:
            found.setdefault(frozenset(figure.form.items()), number)
    return list(found.values())
