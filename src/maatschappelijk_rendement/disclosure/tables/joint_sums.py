"""Between which amounts a sum of whole units lies, by all that is printed together.

What a figure says by itself to half a grid, others may say better: a total less a stream lies on other bounds
than what is printed of the rest. And of a product that stands alone in a sum or in a difference a reader may
know the units exactly. So all printed sums are one linear program over what each product costs in each place;
the bounds of a product, and of a sum of it alone, are taken in to whole units, and what is left of a sum is
what it can be in that program.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure.attack.program import Program
from maatschappelijk_rendement.disclosure.rules.unit_tables import SumOfUnits
from maatschappelijk_rendement.disclosure.rules.whole_units import Parts, Steps
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError

Vector = npt.NDArray[np.float64]
ROUNDS = 2
"""So often bounds are taken in to whole units: what is known of one product may tell of another."""
UNIT = 1_000_00.0
"""Amounts are counted in thousands of euros, which the solver likes better than cents."""
MOST_TIMES = 20.0
"""No place costs more than so many times what the dearest costs (nobody looks that far)."""
SLACK_CENTS = 1.0


@dataclass(frozen=True)
class InUnits:
    """A product of one kind of case at one moment, in all wijken.

    Attributes:
        parts: What it costs in each place, by the number of the place [euro cent].
        step_cents: What one unit more costs [euro cent].
    """

    parts: Parts
    step_cents: int


@dataclass(frozen=True)
class PrintedSums:
    """What all printed sums say together.

    Attributes:
        rows: Every printed sum.
        products: What comes in whole units.
    """

    rows: Sequence[SumOfUnits]
    products: Sequence[InUnits]

    def bounds(self, sums: Iterable[SumOfUnits], steps: Steps) -> list[tuple[int, int]]:
        """Give between which amounts each sum lies, where all that is printed stands on a grid.

        Args:
            sums: The sums.
            steps: The grids; a figure with a coarser one of its own keeps that.
        """
        printed = {place for one in self.rows for place in one.parts}
        # Units smaller than the grid say little more than the grid does.
        whole = [
            one for one in self.products if one.step_cents >= steps.headline and one.parts.keys() <= printed
        ]
        asked = list(sums)
        amounts = [*(one.parts for one in self.rows), *(one.parts for one in whole)]
        amounts += [one.parts for one in asked if one.parts.keys() <= printed]
        columns = _Columns(self.rows, amounts)
        # Of one product, or of some whose units are multiples, a sum goes in whole units too.
        ends = [_to_units(one.parts, one.table.step_cents, one.bounds(steps)) for one in self.rows]
        rows, more = columns.of([one.parts for one in self.rows]), columns.of([one.parts for one in whole])
        known: list[tuple[int, int]] = []
        for _ in range(ROUNDS):
            program = columns.program([*rows, *more[: len(known)]], [*ends, *known])
            known = [
                _to_units(one.parts, one.step_cents, columns.ends(program, row))
                for one, row in zip(whole, more, strict=True)
            ]
        program = columns.program([*rows, *more], [*ends, *known])
        found = []
        for one in asked:
            # Part of it in nothing printed: it may be anything.
            of_sum = (-float("inf"), float("inf"))
            if one.parts.keys() <= printed:
                of_sum = columns.ends(program, columns.of([one.parts])[0])
            found.append(_with_truth(of_sum, sum(one.parts.values())))
        return found


class _Columns:
    """What each place costs, as columns of a program; places that stand in all amounts alike are one.

    Args:
        rows: Every printed sum.
        amounts: By place what every amount is made of that is bounded or asked for [euro cent].
    """

    def __init__(self, rows: Sequence[SumOfUnits], amounts: Sequence[Parts]) -> None:
        # What each place costs at most in a row: amounts are counted in it.
        self.sizes: dict[int, float] = {}
        for one in rows:
            for place, cents in one.parts.items():
                self.sizes[place] = max(self.sizes.get(place, 1.0), float(abs(cents)))
        stands: dict[int, list[tuple[int, float]]] = {place: [] for place in self.sizes}
        for number, parts in enumerate(amounts):
            for place, cents in parts.items():
                stands[place].append((number, cents / self.sizes[place]))
        column: dict[tuple[tuple[int, float], ...], int] = {}
        self.columns = {
            place: column.setdefault(tuple(there), len(column)) for place, there in stands.items()
        }
        numbers = np.array(list(self.columns.values()), dtype=np.intp)
        self.many: Vector = np.bincount(numbers, minlength=len(column)).astype(np.float64)

    def of(self, amounts: Iterable[Parts]) -> list[Vector]:
        """Write amounts as rows; places that are one column have one coefficient."""
        found = []
        for parts in amounts:
            row = np.zeros(len(self.many))
            for place, cents in parts.items():
                row[self.columns[place]] = cents / self.sizes[place]
            found.append(row)
        return found

    def program(self, rows: Sequence[Vector], ends: Sequence[tuple[int, int]]) -> Program:
        """Bound some rows."""
        low, high = (np.array([end[side] for end in ends]) / UNIT for side in (0, 1))
        slack = SLACK_CENTS / UNIT
        # What is printed may be a small difference of large amounts, so it bounds none of them.
        most = MOST_TIMES * max(self.sizes.values()) / UNIT
        return Program(
            np.array(rows), (low - slack, high + slack), (np.zeros(len(self.many)), self.many * most)
        )

    def ends(self, program: Program, row: Vector) -> tuple[float, float]:
        """Give the least and the most that an amount can be."""
        found = []
        for sign in (1.0, -1.0):
            answer = program.least(sign * row)
            if answer is None:
                # The truth fits, so there is an answer; without one nothing is known to be safe.
                raise MaatschappelijkRendementError(
                    "De controle op herleidbaarheid kon niet worden uitgerekend."
                )
            found.append(float(row @ answer.values) * UNIT)
        return found[0], found[1]


def _with_truth(ends: tuple[float, float], truth: int) -> tuple[int, int]:
    """Give ends in cents; the truth lies between them, but for the arithmetic of the solver."""
    low, high = (
        end if np.isfinite(end) else truth + sign * 10**12 for end, sign in zip(ends, (-1, 1), strict=True)
    )
    return min(floor(low), truth), max(ceil(high), truth)


def _to_units(parts: Parts, step: int, ends: tuple[float, float]) -> tuple[int, int]:
    """Take the ends of what costs so much in to whole units from the truth."""
    truth = sum(parts.values())
    low, high = _with_truth(ends, truth)
    return truth - (truth - low) // step * step, truth + (high - truth) // step * step
