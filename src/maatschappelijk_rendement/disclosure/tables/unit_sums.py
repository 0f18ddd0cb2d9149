"""What a reader knows of whole units: each shown amount, and what is left of one less others in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from maatschappelijk_rendement.disclosure.matrix.atoms import CENT
from maatschappelijk_rendement.disclosure.matrix.design import Design
from maatschappelijk_rendement.disclosure.matrix.figures import MONTHS, Name, Problem, Unit
from maatschappelijk_rendement.disclosure.matrix.labels import TOTAL
from maatschappelijk_rendement.disclosure.matrix.tiers import HEADLINE
from maatschappelijk_rendement.disclosure.rules.puzzles import Known
from maatschappelijk_rendement.disclosure.rules.whole_units import PrintedAmount, Units, UnitSum, common_step
from maatschappelijk_rendement.disclosure.tables.joint_sums import InUnits, PrintedSums

Place = tuple[str, ...]
"""Kind of case, wijk, stream, payer, kind of money and moment."""
Parts = Mapping[str, int]
Items = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Bought:
    """What was bought of one product under labels that a report tells apart.

    Attributes:
        place: The labels.
        code: What a reader knows it by: product, and price where that is its own.
        step_cents: What one unit more costs in the window [euro cent]; 1 is any amount.
        cents: In the window, a year from the end on, and once [euro cent].
        users: How many cases use it; of more than the minimum any number from there on will do.
        most_users: How many cases use it at most, as a reader knows; None where nobody knows.
        norm: What excludes each other: a case has one at a time.
        full_cents: What a norm costs of a case that has it all the time [euro cent].
    """

    place: Place
    code: str
    step_cents: int
    cents: tuple[int, int, int]
    users: int
    most_users: int | None = None
    norm: Hashable = None
    full_cents: int = 0


@dataclass(frozen=True)
class Whole:
    """Whole units in a report.

    Attributes:
        bought: What was bought.
        cases: How many cases there are, by kind and wijk.
        minimum: Fewest cases that use a product which is not a few.
        months: Length of the window.
    """

    bought: Sequence[Bought]
    cases: Mapping[tuple[str, str], int]
    minimum: int
    months: int


def _left(known: Iterable[Items]) -> Iterator[tuple[Items, ...]]:
    """Give each form less another one in it, and then less all that are in what is left."""
    by_size = sorted(known, key=lambda form: (-len(form), sorted(form)))
    seen = set(by_size)
    for form in by_size:
        for first in by_size:
            parts: tuple[Items, ...] = (form,)
            left, there = form, first if first < form else None
            while there is not None:
                parts, left = (*parts, there), left - there
                if left not in seen:
                    seen.add(left)
                    yield parts
                there = next((other for other in by_size if other < left), None)


def _key(item: tuple[tuple[str, str, str], object]) -> tuple[str, str, str]:
    return item[0]


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
        self.whole = whole
        self.atoms: dict[int, tuple[Place, str]] = {}
        for atom, label in enumerate(problem.atoms.labels):
            if label[0] == "eur":
                _, group, wijk, _, _, stream, payer, _, kind, moment, part = map(str, label)
                self.atoms[atom] = (group, wijk, stream, payer, kind, moment), part
        self.bought: dict[Place, list[tuple[int, Bought]]] = defaultdict(list)
        for number, one in enumerate(whole.bought):
            group, wijk, stream, *rest = one.place
            wijk = design.wijken.get(wijk, wijk) if design.has_wijken else TOTAL
            place = (group, wijk, design.streams.get(stream, stream), *rest)
            self.bought[place].append((number, one))
        self.cases: dict[tuple[str, str], int] = defaultdict(int)
        for (group, wijk), cases in whole.cases.items():
            wijk = design.wijken.get(wijk, wijk) if design.has_wijken else TOTAL
            self.cases[group, wijk] += cases
        self.known = self._known(problem, set(shown), grids)

    def _known(
        self, problem: Problem, names: set[Name], grids: Mapping[Name, int]
    ) -> dict[Items, PrintedAmount]:
        """Give each shown form of money, whatever its sign, as it is printed on the finest grid."""
        known: dict[Items, PrintedAmount] = {}
        for figure in problem.figures:
            if figure.unit is Unit.EURO and figure.name in names:
                form = [(atom, times) for atom, times in figure.form.items() if atom in self.atoms]
                sign = 1 if form and min(form)[1] > 0 else -1
                items = frozenset((atom, sign * times) for atom, times in form)
                if items:
                    own, is_headline = grids[figure.name], figure.tier in HEADLINE
                    same = known.get(items) or PrintedAmount(self._cents(items), own, is_headline)
                    known[items] = PrintedAmount(
                        same.cents, min(own, same.own), is_headline or same.is_headline
                    )
        return known

    def all_known(self) -> Known:
        """Give what a reader knows of all shown figures."""
        sums = list(self.sums())
        return Known(sums, self.together(sums[: len(self.known)]).bounds)

    def sums(self) -> Iterator[UnitSum]:
        """Give every sum of whole units that a reader knows: of each figure, and then of one less others."""
        of_one_moment = [
            form for form in self.known if len({self.atoms[atom][0][-1] for atom, _ in form}) == 1
        ]
        for parts in [*((form,) for form in self.known), *_left(of_one_moment)]:
            yield self.sum_of(parts)

    def together(self, printed: Iterable[UnitSum]) -> PrintedSums:
        """Give what all shown forms say together, each as a sum of whole units."""
        products: dict[tuple[str, str, str], list[tuple[int, Bought]]] = defaultdict(list)
        for (group, *_, moment), same in self.bought.items():
            for number, one in same:
                products[group, moment, one.code].append((number, one))
        return PrintedSums(
            [one for one in printed if one.parts],
            [
                InUnits(
                    {number: one.cents[0] + one.cents[2] for number, one in same},
                    common_step(one.step_cents for _, one in same),
                )
                for _, same in sorted(products.items())
            ],
        )

    def _costs(self, form: Items) -> Iterator[tuple[int, Bought, int]]:
        for place, times in self._places(form).items():
            for number, one in self.bought[place]:
                yield number, one, self._in(one, times)

    def sum_of(self, parts: Sequence[Items]) -> UnitSum:
        """Write one shown form less others as a sum of whole units."""
        left = parts[0].difference(*parts[1:])
        signs = (1, *(-1 for _ in parts[1:]))
        amounts = [self.known[part] for part in parts]
        printed = [one._replace(cents=sign * one.cents) for one, sign in zip(amounts, signs, strict=True)]
        found: dict[tuple[str, str, str], list[tuple[Bought, int, int]]] = defaultdict(list)
        there: dict[tuple[str, str], set[str]] = defaultdict(set)
        whole: dict[int, int] = {}
        for place, times in self._places(left).items():
            group, wijk, *_, moment = place
            there[group, moment].add(wijk)
            for number, one in self.bought[place]:
                cents = self._in(one, times)
                if cents:
                    whole[number] = cents
                    is_yearly = "D" not in times and "O" not in times and times["S"] in (CENT, -CENT)
                    scale = MONTHS if is_yearly and self.whole.months != MONTHS else self.whole.months
                    step = max(1, one.step_cents * scale // self.whole.months)
                    found[group, moment, one.code].append((one, cents, step))
        cases: dict[Hashable, int] = {
            (group, moment, one.norm): sum(self.cases[group, wijk] for wijk in there[group, moment])
            for (group, moment, _), same in found.items()
            for one, _, _ in same
        }
        units = [
            self._units(group, moment, same) for (group, moment, _), same in sorted(found.items(), key=_key)
        ]
        return UnitSum(units, printed, cases, whole)

    def _units(self, group: str, moment: str, same: Sequence[tuple[Bought, int, int]]) -> Units:
        users: dict[str, int] = {}
        for one, _, _ in same:
            wijk = one.place[1]
            users[wijk] = max(users.get(wijk, 0), one.users)
        step = common_step(step for _, _, step in same)
        cents = sum(cents for _, cents, _ in same)
        full = max(one.full_cents for one, _, _ in same)
        most = None if same[0][0].most_users is None else full * same[0][0].most_users
        norm = None if same[0][0].norm is None else (group, moment, same[0][0].norm)
        is_few = sum(users.values()) < self.whole.minimum
        return Units(step, abs(cents), is_few, most, 1 if cents > 0 else -1, norm, full)

    def _cents(self, form: Items) -> int:
        return sum(cents for _, _, cents in self._costs(form))

    def _in(self, one: Bought, times: Parts) -> int:
        """Give what a product costs in a form, of which an amount is in twelfths of a cent."""
        window, yearly, once = one.cents
        twelfths = times.get("D", 0) * (MONTHS * window - self.whole.months * yearly)
        return (twelfths + times.get("S", 0) * yearly + times.get("O", 0) * once) // CENT

    def _places(self, form: Items) -> dict[Place, dict[str, int]]:
        found: dict[Place, dict[str, int]] = defaultdict(dict)
        for atom, times in form:
            place, part = self.atoms[atom]
            found[place][part] = times
        return found
