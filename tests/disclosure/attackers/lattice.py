"""Whole quantities at known prices, and whole cases: what fits all printed figures, as integer programs.

The outsider knows every price of the list, also those that are not printed, and which product is in use in
which wijk; not how much. A sum in cents then is a knapsack with one solution; on a grid it has many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from highspy import Highs, HighsLp, HighsSolution, HighsVarType, MatrixFormat
from scipy.sparse import csr_array, vstack
from tests.disclosure.attacker import Knowledge
from tests.disclosure.attackers.figures import Printed, Unit, owners, unit_cents
from tests.disclosure.attackers.whole import BY_CODE, Whole

Vector = npt.NDArray[np.float64]
MOST_UNITS = 1_000_000.0
MOST_CASES = 100_000.0
SECONDS = 2.0
HALF_CENT = 0.5
FEW = 10
WIDTH_CENTS, WIDTH_PART = 5_000_00.0, 0.2
MOST_TARGETS = 4
EPS = 1e-6


@dataclass
class Found:
    """What the attack gave.

    Attributes:
        known: What is known to less than the width it needs.
        tried: How many amounts were tried.
        undecided: Of how many the program did not end in time.
    """

    known: list[str]
    tried: int = 0
    undecided: int = 0

    def add(self, name: str, truth: float, needed: float, width: tuple[float, float]) -> None:
        """Judge one amount by how far apart two solutions are at least and at most."""
        self.tried += 1
        inner, outer = width
        if outer < needed - EPS:
            self.known.append(f"{name}: {truth / 100:.2f} is known to {outer / 100:.2f}")
        elif inner < needed - EPS:
            self.undecided += 1


@dataclass(frozen=True)
class Limit:
    """What a reader knows of whole units besides the printed sums: so many of them at most."""

    units: Mapping[Unit, float]
    most: float


@dataclass(frozen=True)
class Program:
    """Whole unknowns, sums of them with their bounds, and one solution: the truth."""

    matrix: csr_array
    low: Vector
    high: Vector
    most: float
    truth: Vector

    def width(self, goal: Vector, needed: float) -> tuple[float, float]:
        """How far apart two solutions are: as far as was found, and as far as can be.

        What seems less than is needed is asked again without the simplifications that HiGHS makes first: with
        them it left solutions out of seed 1566.
        """
        found = self._width(goal)
        return found if found[1] >= needed - EPS else self._width(goal, presolve="off")

    def _width(self, goal: Vector, presolve: str = "choose") -> tuple[float, float]:
        inner, outer = [], []
        for sign in (1.0, -1.0):
            solver = self._solver(sign * goal)
            solver.setOptionValue("presolve", presolve)
            solver.run()
            info = solver.getInfo()
            inner.append(sign * info.objective_function_value)
            outer.append(sign * info.mip_dual_bound)
        return inner[1] - inner[0], outer[1] - outer[0]

    def _solver(self, cost: Vector) -> Highs:
        model = HighsLp()
        model.num_row_, model.num_col_ = self.matrix.shape
        model.row_lower_, model.row_upper_ = self.low, self.high
        model.col_lower_ = np.zeros(model.num_col_)
        model.col_upper_ = np.full(model.num_col_, self.most)
        model.col_cost_ = cost
        model.integrality_ = [HighsVarType.kInteger] * model.num_col_
        model.a_matrix_.format_ = MatrixFormat.kRowwise
        model.a_matrix_.start_, model.a_matrix_.index_ = self.matrix.indptr, self.matrix.indices
        model.a_matrix_.value_ = self.matrix.data
        solver = Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("time_limit", SECONDS)
        solver.setOptionValue("mip_rel_gap", 0.01)
        solver.passModel(model)
        # The search begins at the truth, so that it always has a solution.
        start = HighsSolution()
        start.col_value = self.truth.tolist()
        solver.setSolution(start)
        return solver


def needed_width(amount: float) -> float:
    """The width that a hidden amount needs, or all that there is [euro cent]."""
    return min(max(WIDTH_PART * amount, WIDTH_CENTS), amount)


def joint_quantities(
    figures: Sequence[Printed],
    whole: Whole,
    *,
    first: bool = False,
    limits: Sequence[Limit] = (),
    targets: int = MOST_TARGETS,
) -> Found:
    """Pin the amount of each product of a few cases by all printed figures together.

    Args:
        figures: What is printed.
        whole: The truth, which says what is about a few cases.
        first: Stop at the first that is known.
        limits: What is known besides.
        targets: So many products are tried, those of the fewest cases first.
    """
    units = sorted({unit for figure in figures for unit in figure.units})
    place = {unit: number for number, unit in enumerate(units)}
    prices = np.array([float(unit_cents(unit)) for unit in units])
    entries = [
        (number, place[unit], times * prices[place[unit]])
        for number, figure in enumerate(figures)
        for unit, times in figure.units.items()
    ]
    found = Found([])
    if not units:
        return found
    truth = np.zeros(len(units))
    for unit, quantity in _quantities(whole).items():
        if unit in place:
            truth[place[unit]] = quantity
    program = _limited(_program(figures, entries, truth), limits, place)
    for name, members, amount in _targets(whole, place, targets):
        goal = np.zeros(len(units))
        goal[members] = prices[members]
        needed = needed_width(amount)
        found.add(name, amount, needed, program.width(goal, needed))
        if first and found.known:
            break
    return found


def single_sums(figures: Sequence[Printed], whole: Whole, *, first: bool = False) -> Found:
    """Pin the amount of a product of a few cases by one printed sum: a knapsack of a few products.

    Args:
        figures: What is printed.
        whole: The truth.
        first: Stop at the first that is known.
    """
    found = Found([])
    who = owners(whole)
    quantities = _quantities(whole)
    for figure in figures:
        if not figure.units or min(figure.units.values()) < 0:
            continue
        cases, amount = defaultdict(set), defaultdict(float)
        for unit in figure.units:
            code = unit[2].split()[0]
            cases[code] |= who[unit]
            amount[code] += quantities[unit] * unit_cents(unit)
        codes = sorted(amount)
        few = [code for code in codes if len(cases[code]) < FEW]
        if len(codes) < 2 or len(codes) == len(few):
            continue
        prices = np.array([float(BY_CODE[code].cents) for code in codes])
        entries = [(0, number, price) for number, price in enumerate(prices)]
        truth = np.array([amount[code] for code in codes]) / prices
        program = _program([figure], entries, truth)
        for code in few[:MOST_TARGETS]:
            goal = np.where(np.array(codes) == code, prices, 0.0)
            name = f"{figure.name}: {code} of {len(cases[code])}"
            needed = needed_width(amount[code])
            found.add(name, amount[code], needed, program.width(goal, needed))
            if first and found.known:
                return found
    return found


def _program(figures: Sequence[Printed], entries: Sequence[tuple[int, int, float]], truth: Vector) -> Program:
    rows, columns, values = zip(*entries, strict=True)
    matrix = csr_array((values, (rows, columns)), shape=(len(figures), len(truth)))
    spread = np.array([max(one.noise, HALF_CENT) for one in figures])
    value = np.array([one.value for one in figures])
    fits = np.abs(matrix @ truth - value) <= spread + EPS
    assert fits.all(), "the truth does not fit what is printed"
    return Program(matrix, value - spread, value + spread, MOST_UNITS, truth)


def _limited(program: Program, limits: Sequence[Limit], place: Mapping[Unit, int]) -> Program:
    """Add what is known besides the figures, of the units that are in them."""
    mine = [one for one in limits if any(unit in place for unit in one.units)]
    if not mine:
        return program
    rows = np.zeros((len(mine), len(place)))
    for row, one in zip(rows, mine, strict=True):
        for unit, times in one.units.items():
            if unit in place:
                row[place[unit]] = times
    most = np.array([one.most for one in mine])
    assert (rows @ program.truth <= most + EPS).all(), "the truth is more than is known"
    return replace(
        program,
        matrix=csr_array(vstack([program.matrix, csr_array(rows)])),
        low=np.concatenate([program.low, np.zeros(len(mine))]),
        high=np.concatenate([program.high, most]),
    )


def _quantities(whole: Whole) -> dict[Unit, int]:
    found: dict[Unit, int] = defaultdict(int)
    for one in whole.bought:
        unit = (whole.groups[one.case], whole.wijken[one.case], f"{one.code} {one.per}", one.moment)
        found[unit] += one.quantity
    for case, hours in enumerate(whole.hours):
        found[whole.groups[case], whole.wijken[case], "U eenmalig", "mdo"] += hours
    return found


def _targets(whole: Whole, place: Mapping[Unit, int], most: int) -> Iterator[tuple[str, list[int], float]]:
    """The products that one to nine cases have, in all wijken together, those of the fewest cases first."""
    parts: dict[tuple[str, str, str], list[Unit]] = defaultdict(list)
    who: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    quantities = _quantities(whole)
    for unit, cases in owners(whole).items():
        group, _, kind, moment = unit
        if unit in place:
            parts[group, kind.split()[0], moment].append(unit)
            who[group, kind.split()[0], moment] |= cases
    few = sorted((len(cases), key) for key, cases in who.items() if len(cases) < FEW and key[2] != "mdo")
    for _, key in few[:most]:
        amount = sum(quantities[unit] * unit_cents(unit) for unit in parts[key])
        yield " ".join(key), [place[unit] for unit in parts[key]], float(amount)


def known_numbers(known: Knowledge, truth: Mapping[Hashable, float]) -> Found:
    """Pin each number of one to nine cases in whole cases.

    Args:
        known: What the printed numbers tell.
        truth: The true value of every unknown.
    """
    names = [name for name, (low, high) in known.bounds.items() if low != high]
    place = {name: number for number, name in enumerate(names)}
    rows = [row for row in known.sums if any(name in place for name in row)]
    found = Found([])
    if not names or not rows:
        return found
    entries = [(n, place[k], v) for n, row in enumerate(rows) for k, v in row.items() if k in place]
    right = np.array([-sum(v * known.bounds[k][0] for k, v in row.items() if k not in place) for row in rows])
    numbers, columns, values = zip(*entries, strict=True)
    matrix = csr_array((values, (numbers, columns)), shape=(len(rows), len(names)))
    start = np.array([truth.get(name, 0.0) for name in names])
    program = Program(matrix, right, right, MOST_CASES, start)
    for name in names:
        if 0 < truth.get(name, 0.0) < FEW:
            goal = np.zeros(len(names))
            goal[place[name]] = 1.0
            found.add(str(name), 100 * truth[name], FEW, program.width(goal, FEW))
    return found
