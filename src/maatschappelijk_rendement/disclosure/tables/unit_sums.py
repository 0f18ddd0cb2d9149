"""What a reader knows of whole units: each shown amount, and what is left of one less others in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure.matrix.atoms import CENT
from maatschappelijk_rendement.disclosure.matrix.design import Design
from maatschappelijk_rendement.disclosure.matrix.figures import MONTHS, Name, Problem, Unit
from maatschappelijk_rendement.disclosure.matrix.labels import TOTAL
from maatschappelijk_rendement.disclosure.matrix.tiers import HEADLINE
from maatschappelijk_rendement.disclosure.rules.puzzles import Known
from maatschappelijk_rendement.disclosure.rules.unit_tables import UnitTable
from maatschappelijk_rendement.disclosure.rules.whole_units import PrintedAmount, Steps, printed_bounds
from maatschappelijk_rendement.disclosure.tables.bought import Cents, Items, Place, Whole
from maatschappelijk_rendement.disclosure.tables.joint_sums import PrintedSums

PARTS = ("D", "S", "O")
Terms = frozenset[tuple[int, int]]
"""The terms of a form."""


def _left(known: Iterable[Terms]) -> Iterator[tuple[Terms, ...]]:
    """Give each form less another one in it, and then less all that are in what is left."""
    by_size = sorted(known, key=lambda form: (-len(form), sorted(form)))
    seen = set(by_size)
    for form in by_size:
        for first in by_size:
            parts: tuple[Terms, ...] = (form,)
            left, there = form, first if first < form else None
            while there is not None:
                parts, left = (*parts, there), left - there
                if left not in seen:
                    seen.add(left)
                    yield parts
                there = next((other for other in by_size if other < left), None)


class SumsOfUnits:
    """Writes shown forms of money as what products cost in them.

    Args:
        whole: What was bought.
        problem: The figures that were judged.
        shown: The names of those that are shown.
        grids: The own grid of each [euro cent].
        design: How fine the report is.
    """

    def __init__(
        self, whole: Whole, problem: Problem, shown: Iterable[Name], grids: Mapping[Name, int], design: Design
    ) -> None:
        self.months = whole.months
        self.atoms: dict[int, tuple[Place, str]] = {}
        for atom, label in enumerate(problem.atoms.labels):
            if label[0] == "eur":
                _, group, wijk, _, _, stream, payer, _, kind, moment, part = map(str, label)
                self.atoms[atom] = (group, wijk, stream, payer, kind, moment), part
        places = [_in_design(one.place, design) for one in whole.bought]
        self.items = Items(whole, places)
        self.at: dict[Place, npt.NDArray[np.intp]] = {
            place: np.array(numbers, dtype=np.intp) for place, numbers in _numbers_by(places).items()
        }
        self.cases: dict[tuple[str, str], int] = defaultdict(int)
        for (group, wijk), cases in whole.cases.items():
            wijk = design.wijken.get(wijk, wijk) if design.has_wijken else TOTAL
            self.cases[group, wijk] += cases
        self.known = self._known(problem, set(shown), grids)

    def _known(
        self, problem: Problem, names: set[Name], grids: Mapping[Name, int]
    ) -> dict[Terms, PrintedAmount]:
        """Give each shown form of money, whatever its sign, as it is printed on the finest grid."""
        known: dict[Terms, PrintedAmount] = {}
        for figure in problem.figures:
            if figure.unit is Unit.EURO and figure.name in names:
                form = [(atom, times) for atom, times in figure.form.items() if atom in self.atoms]
                sign = 1 if form and min(form)[1] > 0 else -1
                terms = frozenset((atom, sign * times) for atom, times in form)
                if terms:
                    own, is_headline = grids[figure.name], figure.tier in HEADLINE
                    same = known.get(terms) or PrintedAmount(self._cents(terms), own, is_headline)
                    known[terms] = PrintedAmount(
                        same.cents, min(own, same.own), is_headline or same.is_headline
                    )
        return known

    def all_known(self) -> Known:
        """Give what a reader knows of all shown figures."""
        sums = list(self.sums())
        return Known(sums, self.together(sums[: len(self.known)]).bounds)

    def sums(self) -> Iterator[ShownSum]:
        """Give every sum of whole units that a reader knows: of each figure, and then of one less others."""
        of_one_moment = [
            form for form in self.known if len({self.atoms[atom][0][-1] for atom, _ in form}) == 1
        ]
        for parts in [*((form,) for form in self.known), *_left(of_one_moment)]:
            yield self.sum_of(parts)

    def sum_of(self, parts: Sequence[Terms]) -> ShownSum:
        """Write one shown form less others as a sum of whole units."""
        signs = (1, *(-1 for _ in parts[1:]))
        amounts = [self.known[part] for part in parts]
        printed = [one._replace(cents=sign * one.cents) for one, sign in zip(amounts, signs, strict=True)]
        return ShownSum(self, parts[0].difference(*parts[1:]), printed)

    def together(self, printed: Iterable[ShownSum]) -> PrintedSums:
        """Give what all shown forms say together, each as a sum of whole units."""
        return PrintedSums([one for one in printed if one.parts], self.items.in_units())

    def table(self, form: Terms) -> UnitTable:
        """Give the products of a form."""
        numbers, cents, is_yearly = self._costs(form)
        scale = np.where(is_yearly, MONTHS, self.months)
        groups: dict[tuple[str, str], set[str]] = defaultdict(set)
        for group, wijk, *_, moment in self._places(form):
            groups[group, moment].add(wijk)
        cases = {
            (group, moment): sum(self.cases[group, wijk] for wijk in wijken)
            for (group, moment), wijken in groups.items()
        }
        return self.items.table(numbers, cents, scale, cases)

    def parts(self, form: Terms) -> dict[int, int]:
        """Give what each place puts into a form, by its column."""
        numbers, cents, _ = self._costs(form)
        columns, place = np.unique(self.items.columns[numbers], return_inverse=True)
        found = np.bincount(place, weights=cents, minlength=len(columns))
        return dict(zip(columns.tolist(), found.astype(np.int64).tolist(), strict=True))

    def _cents(self, form: Terms) -> int:
        return int(self._costs(form)[1].sum())

    def _costs(self, form: Terms) -> tuple[npt.NDArray[np.intp], Cents, npt.NDArray[np.bool_]]:
        """Give what is bought in a form, what it costs in it, and whether that is a year of what runs on.

        Of a form an amount is in twelfths of a cent.
        """
        found = [(self.at[place], times) for place, times in self._places(form).items() if place in self.at]
        if not found:
            return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool)
        numbers, lengths = np.concatenate([some for some, _ in found]), [len(some) for some, _ in found]
        d, s, o = (
            np.repeat(np.array([times.get(part, 0) for _, times in found], dtype=np.int64), lengths)
            for part in PARTS
        )
        window, yearly, once = self.items.cents[numbers].T
        cents = (d * (MONTHS * window - self.months * yearly) + s * yearly + o * once) // CENT
        is_yearly = (d == 0) & (o == 0) & (np.abs(s) == CENT)
        there = cents != 0
        return numbers[there], cents[there], is_yearly[there]

    def _places(self, form: Terms) -> dict[Place, dict[str, int]]:
        found: dict[Place, dict[str, int]] = defaultdict(dict)
        for atom, times in form:
            place, part = self.atoms[atom]
            found[place][part] = times
        return found


class ShownSum:
    """A shown form less others, as a sum of whole units: worked out when asked for, as there are many.

    Args:
        sums: Writes forms as what products cost in them.
        form: What is left of the form.
        printed: The amounts that it is worked out from.
    """

    def __init__(self, sums: SumsOfUnits, form: Terms, printed: Sequence[PrintedAmount]) -> None:
        self._sums, self._form, self.printed = sums, form, printed

    @property
    def table(self) -> UnitTable:
        """Its products."""
        return self._sums.table(self._form)

    @cached_property
    def parts(self) -> dict[int, int]:
        """What each place puts in."""
        return self._sums.parts(self._form)

    def bounds(self, steps: Steps) -> tuple[int, int]:
        """Give between which amounts it lies, as a reader knows of it alone [euro cent]."""
        return printed_bounds(self.printed, steps)


def _in_design(place: Place, design: Design) -> Place:
    group, wijk, stream, *rest = place
    wijk = design.wijken.get(wijk, wijk) if design.has_wijken else TOTAL
    return (group, wijk, design.streams.get(stream, stream), *rest)


def _numbers_by(places: Sequence[Place]) -> dict[Place, list[int]]:
    found: dict[Place, list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        found[place].append(number)
    return found
