"""Building a system: name each cell, say what it is hidden with, and which rules look at it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from maatschappelijk_rendement.disclosure.cells import CellStats
from maatschappelijk_rendement.disclosure.primary import judge_count, judge_money, judge_score, judge_split
from maatschappelijk_rendement.disclosure.rules import Rule, Rules
from maatschappelijk_rendement.disclosure.secondary import Step
from maatschappelijk_rendement.disclosure.system import (
    Cell,
    Equation,
    System,
    TableKey,
    Unit,
    table_equations,
)
from maatschappelijk_rendement.errors import MaatschappelijkRendementError

Judge = Callable[[Rules], Rule | None]

# A count has no upper bound that an attacker knows. Room for this many widths is as good as none, and keeps
# the numbers small enough for the solver; less room than there is only makes the attacker look stronger.
ROOM_IN_WIDTHS = 1000
LEFT_OUT = "niet meegeteld"


def few_apart(apart: int) -> Judge:
    """Judge two shown figures by the number of cases that is in one of them and not in the other.

    Example:
        >>> few_apart(9)(Rules()), few_apart(0)(Rules())
        (<Rule.DIFFERENCE: 'verschilt minder dan {minimum} casussen van een ander getoond getal'>, None)
    """
    return lambda rules: Rule.DIFFERENCE if judge_count(apart, rules) else None


def amount_judge(stats: CellStats) -> Judge:
    """Judge an amount of money by its contributions.

    Example:
        >>> amount_judge(CellStats(9, 9, 90, 90, 10, 10, False))(Rules()).name
        'CASES'
    """
    return lambda rules: judge_money(stats, rules)


def uneven(counts: Sequence[int]) -> Judge:
    """Judge a split of cases over categories.

    Example:
        >>> uneven([20, 12, 0])(Rules()), uneven([20, 3, 9])(Rules()).name
        (None, 'CATEGORY')
    """
    return lambda rules: judge_split(counts, rules)


@dataclass
class Draft:
    """A system in the making; ``build`` gives the frozen one."""

    step: Step
    numbers: dict[Hashable, int] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    equations: list[Equation] = field(default_factory=list)
    weights: dict[Unit, float] = field(default_factory=dict)
    judges: list[tuple[Unit, Judge]] = field(default_factory=list)
    fixed: set[Unit] = field(default_factory=set)

    @property
    def rules(self) -> Rules:
        """The parameters, with the minimum of this step."""
        return self.step.rules

    def add_amount(self, name: Hashable, unit: Unit, stats: CellStats, *, signed: bool) -> None:
        """Add an amount of money; ``signed`` when an attacker must reckon with less than zero."""
        self.judges.append((unit, amount_judge(stats)))
        bound = max(stats.n * self.rules.plausible_cents_per_case, stats.sum_abs_cents)
        relative = -(-abs(stats.sum_cents) * self.rules.relative_width_percent // 100)
        width = max(relative, self.rules.money_width_cents) if stats.n_nonzero else 0
        low = -bound if signed or stats.sum_cents < 0 else 0
        self._add(name, Cell(unit, stats.sum_cents, low, bound, width, stats))

    def add_unseen(self, name: Hashable, stats: CellStats, *, signed: bool) -> None:
        """Add an amount that stands in no table, but may follow: it is protected where none could show it."""
        self.add_amount(name, name, stats, signed=signed)
        if judge_money(stats, self.rules) is None:
            self.cells[-1] = replace(self.cells[-1], width=0)
        self.judges.append((name, lambda rules: Rule.LINKED))

    def add_score(self, name: Hashable, unit: Unit, stats: CellStats, scale: tuple[int, int]) -> None:
        """Add a sum of scores on a scale [1/100 point]."""
        self.judges.append((unit, lambda rules: judge_score(stats, rules)))
        people = stats.n if stats.n_residents is None else stats.n_residents
        low = min(people * scale[0], stats.sum_cents)
        high = max(people * scale[1], stats.sum_cents)
        width = -(-abs(stats.sum_cents) * self.rules.relative_width_percent // 100)
        self._add(name, Cell(unit, stats.sum_cents, low, high, min(width, high - low)))

    def add_count(
        self, name: Hashable, unit: Unit, count: int, *, judged: bool = True, most: int | None = None
    ) -> None:
        """Add a number of cases or residents; of one out of ``most`` it may be known that it is no more."""
        if judged:
            self.judges.append((unit, lambda rules: judge_count(count, rules)))
        room = self.rules.count_width
        width = min(room, room if most is None else most) if count else 0
        self._add(name, Cell(unit, count, 0, count + ROOM_IN_WIDTHS * room, width))

    def add_left_out(
        self, part: Hashable, wholes: Sequence[Hashable], unit: Unit, *, most: int | None = None
    ) -> Hashable | None:
        """Say that the cases of a part are among those of ``wholes``, and add how many of these are not.

        Args:
            part: Name of a count.
            wholes: Names of the counts that it is among.
            unit: What the number of the others is hidden with.
            most: As for ``add_count``; all of ``wholes`` when left out.

        Returns:
            The name of the number of the others; None where there are none or a count is not there.
        """
        if part not in self.numbers or not wholes or any(name not in self.numbers for name in wholes):
            return None
        among = sum(map(self.value, wholes))
        others = among - self.value(part)
        if others <= 0:
            self.tie(wholes, [part])
            return None
        name = (LEFT_OUT, part)
        self.add_count(name, unit, others, judged=False, most=among if most is None else most)
        self.tie(wholes, [part, name])
        return name

    def _add(self, name: Hashable, cell: Cell) -> None:
        if name in self.numbers:
            raise MaatschappelijkRendementError("Een tabel heeft twee rijen met dezelfde sleutel.")
        self.numbers[name] = len(self.cells)
        self.cells.append(cell)

    def add_table(self, names: Mapping[TableKey, Hashable], disjoint: Sequence[bool]) -> None:
        """Tie a table to its margins: ``names`` gives the cell at each key.

        Raises:
            MaatschappelijkRendementError: The parts do not add up to a total.
        """
        numbers = {key: self.numbers[name] for key, name in names.items()}
        for equation in table_equations(numbers, disjoint):
            if sum(sign * self.cells[cell].value for cell, sign in equation.terms):
                raise _not_the_total()
            self.equations.append(equation)

    def tie(self, plus: Iterable[Hashable], minus: Iterable[Hashable]) -> None:
        """Say that two sums are the same, when they are: cells that are not there make the tie void.

        Args:
            plus: Names of cells.
            minus: Names of cells with the same sum.
        """
        terms = [(name, 1) for name in plus] + [(name, -1) for name in minus]
        if all(name in self.numbers for name, _ in terms):
            numbered = tuple((self.numbers[name], sign) for name, sign in terms)
            if not sum(sign * self.cells[cell].value for cell, sign in numbered):
                self.equations.append(Equation(numbered))

    def tie_in_proportion(
        self, one: Hashable, one_part: int, other: Hashable, other_part: int, nearly: int
    ) -> None:
        """Say that two amounts are in a known proportion, when they are: ``one : one_part`` as the other.

        Args:
            one: Name of a cell.
            one_part: Its part.
            other: Name of another cell.
            other_part: Its part.
            nearly: How far they may be off, in units of the other.
        """
        off = self.value(one) * other_part - self.value(other) * one_part
        if abs(off) <= nearly * one_part:
            self.equations.append(
                Equation(((self.numbers[one], other_part), (self.numbers[other], -one_part)))
            )

    def add_sum(self, total: Hashable, parts: Iterable[Hashable]) -> None:
        """Say that parts add up to a total.

        Raises:
            MaatschappelijkRendementError: They do not.
        """
        terms = ((self.numbers[total], -1), *((self.numbers[part], 1) for part in parts))
        if sum(sign * self.cells[cell].value for cell, sign in terms):
            raise _not_the_total()
        self.equations.append(Equation(terms))

    def know_sum(self, names: Iterable[Hashable]) -> None:
        """Say that an attacker knows the sum of these cells."""
        self.equations.append(Equation(tuple((self.numbers[name], 1) for name in names)))

    def value(self, name: Hashable) -> int:
        """The exact number of a cell."""
        return self.cells[self.numbers[name]].value

    def build(self) -> System:
        """Freeze the system."""
        return System(tuple(self.cells), tuple(self.equations), dict(self.weights), frozenset(self.fixed))

    def primary(self) -> frozenset[Unit]:
        """Units that a primary rule hides."""
        return frozenset(unit for unit, judge in self.judges if judge(self.rules))

    def reasons(self) -> dict[Unit, Rule]:
        """The first rule, in the order of ``Rule``, that hides each unit."""
        order = list(Rule)
        found: dict[Unit, Rule] = {}
        for unit, judge in self.judges:
            rule = judge(self.rules)
            if rule and (unit not in found or order.index(rule) < order.index(found[unit])):
                found[unit] = rule
        return found


def _not_the_total() -> MaatschappelijkRendementError:
    return MaatschappelijkRendementError("Een tabel telt niet op tot zijn totaal; er is niets gepubliceerd.")
