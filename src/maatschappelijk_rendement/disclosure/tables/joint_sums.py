"""Between which amounts a sum of whole units lies, by all that is printed together.

What a figure says by itself to half a grid, others may say better: a total less a stream lies on other bounds
than what is printed of the rest. And of a product that stands alone in a sum or in a difference a reader may
know the units exactly. So all printed sums are one linear program over what each product costs in each place;
the bounds of a product, and of a sum of it alone, are taken in to whole units, and what is left of a sum is
what it can be in that program.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure.attack.program import Program
from maatschappelijk_rendement.disclosure.rules.puzzles import Parts, Steps, UnitSum
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

    rows: Sequence[UnitSum]
    products: Sequence[InUnits]

    @cached_property
    def _columns(self) -> Mapping[int, int]:
        places = sorted({place for one in self.rows for place in one.parts})
        return {place: column for column, place in enumerate(places)}

    @cached_property
    def _sizes(self) -> Vector:
        """What each place costs at most in a row: amounts are counted in it."""
        sizes = np.ones(len(self._columns))
        for one in self.rows:
            for place, cents in one.parts.items():
                column = self._columns[place]
                sizes[column] = max(sizes[column], abs(cents))
        return sizes

    def _row(self, parts: Parts) -> Vector:
        row = np.zeros(len(self._columns))
        for place, cents in parts.items():
            row[self._columns[place]] = cents / self._sizes[self._columns[place]]
        return row

    def bounds(self, sums: Iterable[UnitSum], steps: Steps) -> list[tuple[int, int]]:
        """Give between which amounts each sum lies, where all that is printed stands on a grid.

        Args:
            sums: The sums.
            steps: The grids; a figure with a coarser one of its own keeps that.
        """
        rows = [self._row(one.parts) for one in self.rows]
        # Of one product, or of some whose units are multiples, a sum goes in whole units too.
        ends = [_to_units(one.parts, one.step_cents, one.bounds(steps)) for one in self.rows]
        whole = [one for one in self.products if one.step_cents > 1 and set(one.parts) <= set(self._columns)]
        known: list[tuple[int, int]] = []
        for _ in range(ROUNDS):
            program = self._program(
                [*rows, *(self._row(one.parts) for one in whole[: len(known)])], [*ends, *known]
            )
            known = [_to_units(one.parts, one.step_cents, self._ends(program, one.parts)) for one in whole]
        program = self._program([*rows, *(self._row(one.parts) for one in whole)], [*ends, *known])
        return [_with_truth(self._ends(program, one.parts), sum(one.parts.values())) for one in sums]

    def _program(self, rows: Sequence[Vector], ends: Sequence[tuple[int, int]]) -> Program:
        low, high = (np.array([end[side] for end in ends]) / UNIT for side in (0, 1))
        slack = SLACK_CENTS / UNIT
        # What is printed may be a small difference of large amounts, so it bounds none of them.
        most = MOST_TIMES * float(self._sizes.max()) / UNIT
        columns = len(self._columns)
        return Program(
            np.array(rows), (low - slack, high + slack), (np.zeros(columns), np.full(columns, most))
        )

    def _ends(self, program: Program, parts: Parts) -> tuple[float, float]:
        """Give the least and the most that a sum can be; anything where part of it is in nothing printed."""
        if not parts.keys() <= self._columns.keys():
            return -float("inf"), float("inf")
        row, found = self._row(parts), []
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
