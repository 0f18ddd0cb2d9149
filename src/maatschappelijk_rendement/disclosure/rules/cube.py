"""Every cell of the cube of labels, printed or not: what of it is unsafe is protected.

A reader who can add and subtract reaches any cell of which the margins are shown: existing cases in one wijk,
paid by one party; the cases without a repeat; those who did not look at a stream.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product

from maatschappelijk_rendement.disclosure.matrix.atoms import CENT, EURO, Form, Label, total
from maatschappelijk_rendement.disclosure.matrix.figures import Problem
from maatschappelijk_rendement.disclosure.matrix.labels import AVERTED, COMPARED, REPEAT
from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.disclosure.rules.many_forms import unsafe
from maatschappelijk_rendement.disclosure.rules.primary import (
    ONE_POINT,
    judge_share,
    residents_of,
    squares_of,
)

Parts = dict[str, dict[int, int]]
WIJK = 1
"""A label begins with its group and its wijk."""
FEW_WIJKEN = 5
"""Of more wijken there are too many sums to look at each."""


def unsafe_cells(problem: Problem, rules: Rules) -> list[Form]:
    """Give the forms of all cells of the cube that may not follow from what is shown.

    Args:
        problem: The problem.
        rules: The parameters.
    """
    numbers = list(_distinct(_numbers(problem)))
    found = unsafe(numbers, problem.atoms, rules, is_amount=False)
    protected = [numbers[place] for place in found.nonzero()[0]]
    for amounts, noise in zip(_money(problem), (0.0, float(EURO)), strict=True):
        forms = list(_distinct(amounts))
        found = unsafe(forms, problem.atoms, rules, is_amount=True, noise=noise)
        protected += [forms[place] for place in found.nonzero()[0]]
    protected += [form for form in _squares(problem) if squares_of(form, problem.atoms, rules)]
    return [*protected, *_points(problem, rules)]


def _distinct(forms: Iterable[dict[int, int]]) -> Iterator[dict[int, int]]:
    seen = set()
    for form in forms:
        key = frozenset(form.items())
        if form and key not in seen:
            seen.add(key)
            yield form


def _cells(labels: Mapping[Label, object], wijk: int = WIJK) -> Iterator[list[Label]]:
    """Give the labels of each cell: those that agree in some of their places; and of wijken together.

    What is left of a total beside the wijken that are shown is a cell like any other: two hidden wijken of
    three cases each are six, and what they pay in cash is a total less what the others have beside their Wmo.

    Args:
        labels: The labels.
        wijk: At which place of a label the wijk stands.
    """
    seen = set()
    width = len(next(iter(labels), ()))
    order = {label: place for place, label in enumerate(sorted(labels, key=repr))}
    for mask in product((False, True), repeat=width):
        cells: dict[Label, list[Label]] = defaultdict(list)
        kept = tuple(place for place in range(width) if mask[place])
        for label in labels:
            cells[tuple(label[place] for place in kept)].append(label)
        others = _together(cells, kept.index(wijk), order) if wijk in kept else []
        for members in (*cells.values(), *others):
            key = tuple(members)
            if key not in seen:
                seen.add(key)
                yield members


def _together(
    cells: Mapping[Label, list[Label]], place: int, order: Mapping[Label, int]
) -> list[list[Label]]:
    """Give the labels of some wijken together that agree in all else: of few wijken any, else all but one."""
    alike: dict[Label, list[Label]] = defaultdict(list)
    for label in cells:
        alike[label[:place] + label[place + 1 :]].append(label)
    found = []
    for group in alike.values():
        sizes = range(2, len(group)) if len(group) <= FEW_WIJKEN else (len(group) - 1,)
        for size in sizes:
            found += [[label for one in some for label in cells[one]] for some in combinations(group, size)]
    return [sorted(labels, key=order.__getitem__) for labels in found]


def _lines(problem: Problem) -> dict[Label, dict[tuple[str, str], int]]:
    """The atoms of money by label, each by moment and part."""
    lines: dict[Label, dict[tuple[str, str], int]] = defaultdict(dict)
    for atom, label in enumerate(problem.atoms.labels):
        if label[0] == "eur":
            _, *line, moment, part = label
            lines[tuple(line)][str(moment), str(part)] = atom
    return lines


def _is_in(label: Label, comparison: str) -> bool:
    _, _, again, described = label[:4]
    return {REPEAT: bool(again), AVERTED: bool(described)}.get(comparison, True)


def _money(problem: Problem) -> tuple[list[dict[int, int]], list[dict[int, int]]]:
    """Give the amounts of every cell, and what a window costs more than P months of what runs on.

    The amounts are what runs on, what is one-off, what a window costs and all of it; and the hours of the
    MDO. The others are what begins or ends within the window.
    """
    lines, months = _lines(problem), problem.months
    amounts: list[dict[int, int]] = []
    deviations: list[dict[int, int]] = []
    for members in _cells(lines):
        levels: dict[str, Parts] = defaultdict(lambda: {part: {} for part in "DSO"})
        for label in members:
            for (moment, part), atom in lines[label].items():
                levels[moment][part][atom] = 1
        for forms in _compared(levels, members):
            window = total((1, forms["D"]), (months, forms["S"]))
            amounts += [forms["S"], forms["O"], window, total((1, window), (CENT, forms["O"]))]
            deviations.append(forms["D"])
    hours: dict[Label, int] = {}
    for atom, label in enumerate(problem.atoms.labels):
        if label[0] == "mdo":
            hours[label[1:]] = atom
    amounts += [{hours[label]: 1 for label in members} for members in _cells(hours)]
    return amounts, deviations


def _compared(levels: Mapping[str, Parts], members: list[Label]) -> Iterator[Parts]:
    """Give the parts at each moment, and those of each comparison that all members stand in."""
    yield from levels.values()
    for comparison, (later, earlier) in COMPARED.items():
        if later in levels and earlier in levels and all(_is_in(label, comparison) for label in members):
            yield {part: total((1, levels[later][part]), (-1, levels[earlier][part])) for part in "DSO"}


def _numbers(problem: Problem) -> Iterator[dict[int, int]]:
    """Numbers of cases and residents by label, and all less those of a topic."""
    labels = problem.atoms.labels
    everyone: dict[Label, int] = {}
    topics: dict[object, dict[Label, int]] = defaultdict(dict)
    for atom, label in enumerate(labels):
        if label[0] == "n":
            _, *block, topic = label
            topics[topic][tuple(block)] = atom
            if topic == ("alle",):
                everyone[tuple(block)] = atom
        elif label[0] == "richting":
            _, comparison, group, wijk, stream, column = label
            topics["richting", comparison, stream, column][group, wijk] = atom
        elif label[0] == "bewoners":
            kind, instrument, item, group, wijk, *rest = label[1:]
            topics[(kind, instrument, item, *rest)][group, wijk] = atom
    for topic, atoms in topics.items():
        for members in _cells(atoms):
            form = {atoms[label]: 1 for label in members}
            yield form
            if isinstance(topic, tuple) and topic[0] in ("stroom", "soort", "mdo", "score"):
                whole = {everyone[label]: 1 for label in members if label in everyone}
                yield total((1, whole), (-1, form))


def _squares(problem: Problem) -> Iterator[dict[int, int]]:
    """Squares of differences by comparison, stream, group and wijk; groups are never taken together."""
    topics: dict[Label, dict[Label, int]] = defaultdict(dict)
    for atom, label in enumerate(problem.atoms.labels):
        if label[0] == "kwadraat":
            _, comparison, group, wijk, stream = label
            topics[comparison, stream, group][wijk,] = atom
    for atoms in topics.values():
        for members in _cells(atoms, wijk=0):
            yield {atoms[label]: 1 for label in members}


def _points(problem: Problem, rules: Rules) -> Iterator[Form]:
    """Sums of scores of too few residents; how many that are, the label says."""
    labels = problem.atoms.labels
    number = {label: atom for atom, label in enumerate(labels)}
    topics: dict[Label, dict[Label, int]] = defaultdict(dict)
    for atom, label in enumerate(labels):
        if label[0] == "punten":
            kind, instrument, item, group, wijk, *rest = label[1:]
            topics[(kind, instrument, item, *rest)][group, wijk] = atom
    forms, counts, instruments = [], [], []
    for topic, atoms in topics.items():
        kind, instrument, item, *rest = topic
        for members in _cells(atoms):
            who = {}
            for label in members:
                moments = tuple(sorted(map(str, rest)))
                in_pair = kind == "score in paar"
                name = (
                    ("paar", instrument, item, *label, moments)
                    if in_pair
                    else (kind, instrument, item, *label, *rest)
                )
                if ("bewoners", *name) in number:
                    who[number["bewoners", *name]] = 1
            forms.append({atoms[label]: 1 for label in members})
            counts.append(who)
            instruments.append(instrument)
    found = unsafe(counts, problem.atoms, rules, is_amount=False)
    shares = {figure.name[1][2] for figure in problem.figures if figure.is_share}
    for place, form in enumerate(forms):
        if found[place] or (
            instruments[place] in shares and _is_bad_split(problem, form, counts[place], rules)
        ):
            yield form


def _is_bad_split(problem: Problem, form: Form, who: Form, rules: Rules) -> bool:
    """Say whether a share of a cell tells of a few residents, or of nearly all."""
    ends = (0, ONE_POINT)
    points, residents, times = residents_of(form, who, problem.atoms)
    return judge_share(points, residents, rules, ends, times) is not None
