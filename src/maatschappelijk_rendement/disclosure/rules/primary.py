"""The primary rules: one function on what each case puts into a figure.

It is asked of printed figures, of differences of them, of every cell of the cube of labels and of every
combination that a reader can isolate. Thresholds and their sources stand in ``rules``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure.matrix.atoms import Atoms, Form, Vector
from maatschappelijk_rendement.disclosure.matrix.figures import Figure, Unit
from maatschappelijk_rendement.disclosure.rules import (
    CATEGORY_SHARE_PERCENT,
    DEFAULT_MINIMUM,
    LARGEST_SHARE_PERCENT,
    SMALLEST_GRID_CENTS,
    TWO_LARGEST_SHARE_PERCENT,
    Rule,
    Rules,
)


@dataclass(frozen=True, eq=False)
class CasesTogether:
    """What is known of squares of cases that stand together.

    Attributes:
        times: For how many cases each stands.
        peaks: The largest square of one of its cases.
        roots: The sizes of all cases together.
    """

    times: Whole
    peaks: Vector
    roots: float


COUNTS = frozenset({Unit.CASES, Unit.RESIDENTS})
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]
ONE_POINT = 100
"""The step of a whole score [1/100 point]."""
FEW_AMOUNTS = 6
"""So many different amounts, nothing among them, are a division that follows from three sums."""
FIRST_SIZES = 100
"""Of amounts that differ it shows in so many already."""
LARGEST_T = 2.27
"""Student's t at 95 % is no larger from ten cases on."""
WHOLE_SCORES = (ONE_POINT, ONE_POINT)


def judge_amount(
    row: Vector,
    rules: Rules,
    *,
    is_of_residents: bool = True,
    noise: float = 0.0,
    peaks: tuple[Vector, Whole] | None = None,
) -> Rule | None:
    """Judge an amount by what each case puts into it; nothing at all may be shown.

    Args:
        row: One amount a case, zero for the others; of cases that stand together what they put in together.
        rules: The parameters.
        is_of_residents: Equal amounts give everyone's amount away.
        noise: What is no more than this is rounding and counts as nothing.
        peaks: The most that one case of each puts in, and for how many it stands, where cases stand together.

    Example:
        >>> judge_amount(np.array([-1001.0] + 10 * [-100.0]), Rules()).name
        'LARGEST'
        >>> judge_amount(np.array([-1000.0] + 10 * [-100.0]), Rules()) is None
        True
    """
    sizes = np.abs(row)
    sizes = sizes[sizes > noise]
    if not len(sizes):
        return None
    if len(sizes) < rules.minimum:
        return Rule.NONZERO
    whole = float(sizes.sum())
    one, two = _two_largest(sizes) if peaks is None else _two_peaks(*peaks)
    if one * 100 > whole * LARGEST_SHARE_PERCENT:
        return Rule.LARGEST
    if (one + two) * 100 > whole * TWO_LARGEST_SHARE_PERCENT:
        return Rule.TWO_LARGEST
    if is_of_residents and len(sizes) == np.count_nonzero(row) and float(np.ptp(row[row != 0])) == 0:
        return Rule.EQUAL
    return None


def judge_number(row: Vector, rules: Rules, times: Whole | None = None) -> Rule | None:
    """Judge a number of cases or residents: none is published, one up to the minimum is not.

    A row may have both signs (who is in one count and not in the other): each of them counts.

    Args:
        row: One number a case.
        rules: The parameters.
        times: For how many cases each stands; one each when left out.

    Example:
        >>> judge_number(np.ones(9), Rules()).name, judge_number(np.zeros(9), Rules()) is None
        ('CASES', True)
    """
    cases = np.count_nonzero(row) if times is None else int(times[row != 0].sum())
    whole = np.abs(row).sum() if times is None else (np.abs(row) * times).sum()
    return Rule.CASES if cases > 0 and (cases < rules.minimum or whole < rules.minimum) else None


def judge_squares(
    row: Vector, rules: Rules, n: int | None = None, *, together: CasesTogether | None = None
) -> Rule | None:
    """Judge a sum of squares, which a mean with its margin gives away.

    Its root is at least the largest amount. It must be further from it than the width that is asked of a
    hidden amount, also for who knows the second one. And no case is further from the mean than the spread of
    all of them allows: that must leave each case the width of a hidden amount. Where there are only a few
    different amounts, such as once, twice or three times a printed price, number, sum and squares tell how
    many cases have each.

    Args:
        row: The square of what each case puts into a sum [square euro], zero for the others.
        rules: The parameters.
        n: Number of cases of the mean, those with nothing too; those with an amount when left out.
        together: What is known of cases that stand together.

    Example:
        >>> judge_squares(np.array([100.0] + 10 * [4.0]), Rules()).name
        'LARGEST'
        >>> judge_squares(np.array([1e8] + [n * 1e6 for n in range(5, 15)]), Rules()) is None
        True
        >>> judge_squares(np.array(10 * [9e6]), Rules()).name
        'ALIKE'
    """
    sizes = row[row != 0]
    if not len(sizes):
        return None
    n_changed = len(sizes) if together is None else int(together.times[row != 0].sum())
    if n_changed < rules.minimum:
        return Rule.NONZERO
    n = max(n or 0, n_changed)
    roots = float(np.sqrt(sizes).sum()) if together is None else together.roots
    largest = float(sizes.max()) if together is None else float(together.peaks.max())
    is_alike = _are_alike(float(sizes.sum()), roots, largest, n, rules)
    alone = sizes if together is None else row[(row != 0) & (together.times == 1)]
    division = _division(alone, n)
    if division and together is not None:
        return Rule.CATEGORY  # how many of the others have each amount is not known
    whole = float(sizes.sum())
    one, two = _two_largest(sizes) if together is None else _two_peaks(together.peaks, together.times)
    wider = (100 + rules.relative_width_percent) ** 2
    if (whole - two) * 10_000 < one * wider:
        return Rule.LARGEST if whole * 10_000 < one * wider else Rule.TWO_LARGEST
    if is_alike:
        return Rule.ALIKE
    return judge_split(division, rules) if division else None


def _division(sizes: Vector, n: int) -> list[int]:
    """Give how many have each amount, nothing among them, where there are only a few; else nothing."""
    if len(np.unique(sizes[:FIRST_SIZES])) >= FEW_AMOUNTS:
        return []
    division = [*np.unique(sizes, return_counts=True)[1].tolist(), n - len(sizes)]
    return division if len(division) <= FEW_AMOUNTS else []


def _are_alike(whole: float, sizes: float, largest: float, n: int, rules: Rules) -> bool:
    """Say whether a margin tells of each case within the width of a hidden amount how much it is.

    As for any amount that stands in no table that width is at most all there is of it.

    Of n amounts none is further from the mean than the root of (n - 1) / n times their summed square
    distance to it. A margin is printed in whole steps, rounded up, so of many cases it says no less.
    """
    farthest = max(whole - sizes**2 / n, 0.0) * (n - 1) / n
    farthest = float(np.sqrt(farthest))
    if n >= DEFAULT_MINIMUM:
        farthest = max(farthest, (n - 1) * SMALLEST_GRID_CENTS / 100 / LARGEST_T)
    largest = float(np.sqrt(largest))
    width = max(rules.money_width_cents / 100, largest * rules.relative_width_percent / 100)
    return 2 * farthest < min(width, largest)


def _two_peaks(peaks: Vector, times: Whole) -> tuple[float, float]:
    """Give the most that one case and the most that another can put in: of those together two may."""
    place = int(peaks.argmax())
    one = float(peaks[place])
    return one, one if times[place] != 1 else float(np.delete(peaks, place).max(initial=0.0))


def _two_largest(sizes: Vector) -> tuple[float, float]:
    """Give the two largest of a copy, which loses the largest."""
    place = int(sizes.argmax())
    one = float(sizes[place])
    sizes[place] = 0.0
    return one, float(sizes.max())


def judge_scores(
    points: Vector,
    residents: Vector,
    rules: Rules,
    ends: tuple[int, int] | None = None,
    steps: tuple[int, int] = WHOLE_SCORES,
    times: Whole | None = None,
) -> Rule | None:
    """Judge a sum of scores by the cases and residents behind it, by equality and by the ends of the scale.

    Args:
        points: Sum of the scores of each case [1/100 point].
        residents: Number of residents of each case; of cases that stand together of all of them.
        rules: The parameters.
        ends: Low and high end of the scale; None for a difference, which has no ends that all may share.
        steps: How far the nearest other score lies from the low and from the high end.
        times: For how many cases each stands; one each when left out.

    Example:
        >>> judge_scores(np.full(12, 500.0), np.ones(12), Rules()).name
        'EQUAL'
        >>> judge_scores(np.array(11 * [100.0] + [200.0]), np.ones(12), Rules(), (100, 1000)).name
        'CATEGORY'
    """
    has = residents != 0
    if not has.any():
        return None
    n = np.ones(len(residents), dtype=np.int64) if times is None else times
    if n[has].sum() < rules.minimum:
        return Rule.CASES
    if float(np.abs(residents).sum()) < rules.minimum:
        return Rule.RESIDENTS
    means = points[has] / residents[has]
    if float(np.ptp(means)) == 0:
        return Rule.EQUAL if means[0] else None
    both = zip(ends or (), steps, strict=False)
    is_at_one = any(_is_at(end, step, points[has], residents[has], n[has], rules) for end, step in both)
    return Rule.CATEGORY if is_at_one else None


def _is_at(end: int, step: int, points: Vector, residents: Vector, n: Whole, rules: Rules) -> bool:
    """Whether nearly all of a group stands at an end of the scale, or all but a few do.

    Points above the low end (or below the high end) that come from a few cases are those cases' scores. And
    no more residents can be away from the end than the sum is steps away from it, so a mean by itself may
    tell that nine of ten are there.
    """
    away = int(n[points != end * residents].sum())
    distance = abs(float(points.sum() - end * residents.sum()))
    spare = 100 - CATEGORY_SHARE_PERCENT
    return bool(
        away < rules.minimum
        or away * 100 <= spare * int(n.sum())
        or distance * 100 <= spare * float(residents.sum()) * step
    )


def judge_share(
    points: Vector,
    residents: Vector,
    rules: Rules,
    ends: tuple[int, int] | None = None,
    times: Whole | None = None,
) -> Rule | None:
    """Judge the mean of a score that is 0 or 1, or a paired difference of two: it counts residents.

    Beside how many there are, a mean tells how many have 1: both parts of the group are looked at. Of the
    pairs of which the shares before and after are shown, how many went from 0 to 1 and from 1 to 0 stays as
    unsure as the smallest of the four parts is large: at least the minimum. Where a difference is about
    some of them only, that is asked of the difference itself: those who may have gone either way.

    Args:
        points: Sum of the scores, or of the differences, of each case [1/100 point].
        residents: Number of residents of each case; of cases that stand together of all of them.
        rules: The parameters.
        ends: Ends of the scale; None for a difference.
        times: For how many cases each stands; one each when left out.

    Example:
        >>> twelve, nine = (np.array(n * [100.0] + (24 - n) * [0.0]) for n in (12, 9))
        >>> judge_share(twelve, np.ones(24), Rules(), (0, 100)) is None
        True
        >>> judge_share(nine, np.ones(24), Rules(), (0, 100)).name
        'CATEGORY'
    """
    everyone, net = float(residents.sum()), abs(float(points.sum())) / ONE_POINT
    if ends is None:
        found = judge_scores(points, residents, rules, times=times)
        return found or (Rule.CATEGORY if 0 < everyone < net + 2 * rules.minimum else None)
    found = judge_scores(points, residents, rules, ends, times=times)
    return found or (judge_split([net, everyone - net], rules) if everyone else None)


def judge_split(parts: Sequence[float], rules: Rules) -> Rule | None:
    """Judge how a group is divided; see ``disclosure.rules.single_cell.judge_split``.

    Example:
        >>> judge_split([16, 12, 4], Rules()).name, judge_split([16, 16], Rules()) is None
        ('CATEGORY', True)
    """
    whole = sum(parts)
    is_small = any(0 < part < rules.minimum for part in parts)
    is_nearly_all = any(part * 100 >= CATEGORY_SHARE_PERCENT * whole for part in parts if part)
    return Rule.CATEGORY if is_small or is_nearly_all else None


def judge(
    figure: Figure,
    atoms: Atoms,
    rules: Rules,
    ends: tuple[int, int] | None = None,
    steps: tuple[int, int] = WHOLE_SCORES,
) -> Rule | None:
    """Judge a printed figure by itself; a split is judged with ``judge_splits`` as well.

    Args:
        figure: The figure.
        atoms: Its atoms.
        rules: The parameters.
        ends: Ends of the scale of a mean score.
        steps: How far from each end the nearest other score lies.
    """
    if figure.unit in COUNTS:
        row = atoms.part(figure.form)
        times = atoms.times_of(figure.form)
        rule = judge_number(row, rules, times)
        n_cases = np.count_nonzero(row) if times is None else int(times[row != 0].sum())
        is_of_few_residents = figure.unit is Unit.RESIDENTS and n_cases >= rules.minimum
        return Rule.RESIDENTS if rule and is_of_few_residents else rule
    if figure.unit is Unit.SCORE:
        points, residents, times = residents_of(figure.form, figure.about, atoms)
        if figure.is_share:
            return judge_share(points, residents, rules, ends, times)
        return judge_scores(points, residents, rules, ends, steps, times)
    about = figure.about
    if about and judge_number(atoms.part(about), rules, atoms.times_of(about)):
        # Nothing, but of a few cases.
        return Rule.CASES
    if figure.unit is Unit.SQUARE:
        return squares_of(figure.form, atoms, rules, atoms.total(about) if about else None)
    is_of_residents = figure.is_of_residents and figure.unit is Unit.EURO
    times = atoms.times_of(figure.form)
    peaks = None if times is None else (atoms.peak_row(figure.form), times)
    return judge_amount(atoms.part(figure.form), rules, is_of_residents=is_of_residents, peaks=peaks)


def residents_of(points: Form, residents: Form, atoms: Atoms) -> tuple[Vector, Vector, Whole | None]:
    """Give the sum of the scores of the residents of each case, how many they are, and of how many cases."""
    (sums, number), times = atoms.rows(points, residents), atoms.times_of(points, residents)
    return sums, number if times is None else number * times, times


def squares_of(form: Form, atoms: Atoms, rules: Rules, n: int | None = None) -> Rule | None:
    """Judge a form of squares; see ``judge_squares``."""
    times = atoms.times_of(form)
    together = None
    if times is not None:
        together = CasesTogether(times, atoms.peak_row(form), atoms.roots_of(form))
    return judge_squares(atoms.part(form), rules, n, together=together)


def judge_splits(figures: Sequence[Figure], atoms: Atoms, rules: Rules) -> dict[int, Rule]:
    """Give the figures that are hidden because of the group that they divide, by their number."""
    bundles: dict[object, list[int]] = {}
    for number, figure in enumerate(figures):
        if figure.is_split:
            bundles.setdefault(figure.name if figure.bundle is None else figure.bundle, []).append(number)
    found: dict[int, Rule] = {}
    for members in bundles.values():
        parts = [float(atoms.total(figures[number].form)) for number in members]
        if len(members) == 1:
            # The rest of the group is not printed and follows all the same.
            parts.append(float(atoms.total(figures[members[0]].about)) - parts[0])
        rule = judge_split(parts, rules)
        if rule:
            found |= dict.fromkeys(members, rule)
    return found
