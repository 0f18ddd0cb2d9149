"""Differences and sums of two figures that are safe alone: where they tell of a few cases they are protected.

The first that a reader tries: one figure less another, and a yearly amount set against that of a window of
another length. Figures over cases that do not overlap need no look: their sum is as safe as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure.matrix.atoms import EURO, Form, Vector, total
from maatschappelijk_rendement.disclosure.matrix.figures import MONTHS, Figure, Problem, Unit
from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.disclosure.rules.many_forms import Sizes, settled, sizes, unsafe
from maatschappelijk_rendement.disclosure.rules.primary import ONE_POINT, judge_share, residents_of

# So many pairs are judged in one go.
AT_ONCE = 4096
# Place of the moment in the key of ``welbevinden``.
MOMENT = 4
Flags = npt.NDArray[np.bool_]
Pairs = tuple[Fraction, int, npt.NDArray[np.intp]]
"""A factor, a form, and the forms that are taken with it so many times."""


def unsafe_pairs(
    problem: Problem, safe: Sequence[Figure], rules: Rules, new: Sequence[Figure] | None = None
) -> list[Form]:
    """Give the forms of all unsafe pairs.

    Args:
        problem: The problem.
        safe: The printed figures that are safe alone.
        rules: The parameters.
        new: Those of which one must be in a pair; any pair when left out.
    """
    asked = frozenset(map(_key, (figure.form for figure in (safe if new is None else new))))
    found: list[Form] = []
    ratio = Fraction(problem.months, MONTHS)
    scales = [Fraction(1), Fraction(-1)] + ([-ratio, -1 / ratio] if ratio != 1 else [])
    less = [Fraction(-1)]
    groups = [(figures, less, 0.0) for figures in _by_moment(safe)]
    groups.append(([figure for figure in safe if figure.unit is Unit.CASES], less, 0.0))
    groups.append(([figure for figure in safe if figure.unit is Unit.EURO], scales, float(EURO)))
    for figures, factors, noise in groups:
        forms = _distinct([figure.form for figure in figures])
        if forms:
            is_amount = figures[0].unit is Unit.EURO
            pairs = _pairs(problem, forms, factors, np.array([_key(form) in asked for form in forms]))
            found += _unsafe(problem, forms, pairs, rules, noise, is_amount=is_amount)
    return [*found, *_rests_of_shares(problem, safe, rules)]


def _key(form: Form) -> frozenset[tuple[int, int]]:
    return frozenset(form.items())


def _rests_of_shares(problem: Problem, safe: Sequence[Figure], rules: Rules) -> Iterator[Form]:
    """Give what is left of a share less that of a part of its residents, where it tells of a few of them."""
    shares = [figure for figure in safe if figure.is_share and figure.name[2] == "gemiddelde"]
    for whole, part in permutations(shares, 2):
        if part.form.keys() < whole.form.keys():
            rest, who = (
                total((1, a), (-1, b)) for a, b in ((whole.form, part.form), (whole.about, part.about))
            )
            points, residents, times = residents_of(rest, who, problem.atoms)
            if judge_share(points, residents, rules, (0, ONE_POINT), times):
                yield rest


def _by_moment(safe: Sequence[Figure]) -> list[list[Figure]]:
    """Numbers of residents by moment: of two moments nobody knows who is in both, but for their pairs."""
    found: dict[str | None, list[Figure]] = defaultdict(list)
    for figure in safe:
        if figure.unit is Unit.RESIDENTS:
            found[figure.name[1][MOMENT]].append(figure)
    return list(found.values())


def _distinct(forms: Sequence[Form]) -> list[Form]:
    return list({_key(form): form for form in forms if form}.values())


def _unsafe(
    problem: Problem,
    forms: Sequence[Form],
    pairs: Sequence[Pairs],
    rules: Rules,
    noise: float,
    *,
    is_amount: bool,
) -> list[Form]:
    """Settle most pairs by their sizes, more by a few of the cases and by some; the others are judged."""
    if is_amount:
        each = sizes(forms, problem.atoms)
        nothing = noise * problem.atoms.everyone
        pairs = [(*pair[:2], pair[2][~_far_apart(each, pair, rules, nothing)]) for pair in pairs]
    for sample in dict.fromkeys((problem.atoms.few, problem.atoms.some)):
        rows = sample.atoms.table(forms)
        most = np.array([sample.most_of_others(form) if is_amount else 0.0 for form in forms])
        left: list[Pairs] = []
        for factor, first, others in pairs:
            outside = most[first] + abs(float(factor)) * most[others]
            is_safe = np.zeros(len(others), dtype=bool)
            for begin in range(0, len(others), AT_ONCE):
                part = slice(begin, begin + AT_ONCE)
                mixed = np.abs(rows[first] + float(factor) * rows[others[part]])
                is_safe[part] = _is_safe(mixed, outside[part], rules, noise, is_amount=is_amount)
            if not is_safe.all():
                left.append((factor, first, others[~is_safe]))
        pairs = left
    made = _distinct(
        [
            total((factor.denominator, forms[first]), (factor.numerator, forms[other]))
            for factor, first, others in pairs
            for other in others.tolist()
        ]
    )
    found = unsafe(made, problem.atoms, rules, is_amount=is_amount, noise=noise)
    return [made[place] for place in found.nonzero()[0]]


def _pairs(
    problem: Problem, forms: Sequence[Form], factors: Sequence[Fraction], is_asked: Flags
) -> list[Pairs]:
    """Give for each factor and form the others that have cases in common with it, each pair once.

    One of the two is asked for.
    """
    homes = _homes(problem, forms)
    found: list[Pairs] = []
    for factor in factors:
        # A factor that is not its own inverse has two orders.
        is_even = abs(factor) == 1
        for first in range(len(forms)):
            others = np.flatnonzero(homes[first] & (is_asked | is_asked[first]))
            found.append((factor, first, others[others > first if is_even else others != first]))
    return found


def _far_apart(each: Sizes, pair: Pairs, rules: Rules, nothing: float) -> Flags:
    """Say which amounts are safe together because one is so much larger: what they differ is left at least.

    No case puts more into a pair than into both of its forms together, nor do two cases; and where the
    largest is at most a tenth of what is left, there are at least ten cases in it.
    """
    factor, first, others = pair
    times = abs(float(factor))
    left = np.abs(each.whole[first] - times * each.whole[others]) - nothing
    one = each.one[first] + times * each.one[others]
    two = each.two[first] + times * each.two[others]
    is_safe = (left > 0) & (one * rules.minimum <= left)
    return np.asarray(is_safe & Sizes(each.n[others], left, one, two).within_shares())


def _is_safe(mixed: Vector, outside: Vector, rules: Rules, noise: float, *, is_amount: bool) -> Flags:
    """Say which rows are safe, whatever the cases outside the sample put into them."""
    n = np.count_nonzero(mixed > noise, axis=1)
    # What is no more than noise counts as nothing.
    whole = mixed.sum(axis=1) - noise * (mixed.shape[1] - n)
    is_safe = (n >= rules.minimum) & (whole >= rules.minimum)
    if is_amount:
        one = mixed.max(axis=1)
        is_sure = settled(Sizes(n, whole, one, one), outside)
        rest = np.flatnonzero(is_safe & ~is_sure)
        others = mixed[rest]
        others[np.arange(len(rest)), others.argmax(axis=1)] = 0.0
        is_sure[rest] = settled(Sizes(n[rest], whole[rest], one[rest], others.max(axis=1)), outside[rest])
        is_safe &= is_sure
    return np.asarray(is_safe)


def _homes(problem: Problem, forms: Sequence[Form]) -> Flags:
    """Which forms have cases in common, as far as labels tell."""
    number: dict[object, int] = {}
    homes = [number.setdefault(home[1:3], len(number)) for home in problem.atoms.homes]
    held = [{homes[atom] for atom in form} for form in forms]
    has = np.zeros((len(forms), len(number)))
    for place, some in enumerate(held):
        has[place, sorted(some)] = 1.0
    return np.asarray(has @ has.T > 0)
