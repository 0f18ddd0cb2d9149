"""The products of a sum as one table: what must be known of thousands of them at once.

Most products of a few cases are open whatever the others do but for what is fine; that shows of all of them
in one go. Only where it does not, ``puzzles`` looks for solutions one by one.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure.rules.whole_units import (
    ALIKE,
    ANY_AMOUNT,
    Parts,
    PrintedAmount,
    Steps,
    Units,
    common_step,
    printed_bounds,
)

Whole = npt.NDArray[np.int64]
NONE = -1
"""In the place of a number that there is not."""


@dataclass(frozen=True, eq=False, slots=True)
class UnitTable:
    """The products of a sum: of each what ``Units`` says.

    Attributes:
        step: What one unit more costs [euro cent].
        cents: What all units cost [euro cent].
        is_few: Fewer cases use the product than the minimum.
        most: What they can cost at most [euro cent]; ``NONE`` is all there is.
        sign: -1 where the sum is less by what it costs.
        norm: The place of its norm in ``norms``; ``NONE`` is no norm.
        full: What a norm costs of a case that has it all the time [euro cent].
        norms: The norms.
        cases: Of each norm how many cases there are.
    """

    step: Whole
    cents: Whole
    is_few: npt.NDArray[np.bool_]
    most: Whole
    sign: Whole
    norm: Whole
    full: Whole
    norms: Sequence[Hashable]
    cases: Whole

    def __len__(self) -> int:
        return len(self.step)

    @classmethod
    def of(cls, units: Sequence[Units], cases: Mapping[Hashable, int]) -> UnitTable:
        """Lay units out."""
        norms = list(dict.fromkeys(one.norm for one in units if one.norm is not None))
        place = {norm: number for number, norm in enumerate(norms)}
        rows = [
            (
                one.step_cents,
                one.cents,
                one.is_few,
                NONE if one.most_cents is None else one.most_cents,
                one.sign,
                NONE if one.norm is None else place[one.norm],
                one.full_cents,
            )
            for one in units
        ]
        step, cents, is_few, most, sign, norm, full = np.array(rows, dtype=np.int64).reshape(-1, 7).T
        of_norm = np.array([cases[norm] for norm in norms], dtype=np.int64)
        return cls(step, cents, is_few > 0, most, sign, norm, full, norms, of_norm)

    def units(self) -> list[Units]:
        """Give each product by itself."""
        columns = (self.step, self.cents, self.is_few, self.most, self.sign, self.norm, self.full)
        return [
            Units(
                step,
                cents,
                is_few,
                None if most == NONE else most,
                sign,
                None if norm == NONE else self.norms[norm],
                full,
            )
            for step, cents, is_few, most, sign, norm, full in zip(
                *(column.tolist() for column in columns), strict=True
            )
        ]

    @property
    def step_cents(self) -> int:
        """The step in which the sum goes, where the units of all products are multiples of one of them."""
        return common_step(self.step.tolist())

    @property
    def has_few(self) -> bool:
        """Whether there is something to work out: a product of few cases, and another one."""
        return len(self) > 1 and bool(self.is_few.any())


class SumOfUnits(Protocol):
    """A printed amount, or what is left of it less others, by what its products cost."""

    @property
    def table(self) -> UnitTable:
        """Its products."""

    @property
    def parts(self) -> Parts:
        """What each place puts in."""

    def bounds(self, steps: Steps) -> tuple[int, int]:
        """Give between which amounts it lies, as a reader knows of it alone [euro cent]."""


@dataclass(frozen=True, slots=True)
class UnitSum:
    """A sum of which the products are given one by one; see ``SumOfUnits``.

    Attributes:
        units: Its products.
        printed: The amounts that it is worked out from.
        cases: Of each norm how many cases there are.
        parts: What each place puts in.
    """

    units: Sequence[Units]
    printed: Sequence[PrintedAmount]
    cases: Mapping[Hashable, int]
    parts: Parts = field(default_factory=dict)

    @property
    def table(self) -> UnitTable:
        """Its products as a table."""
        return UnitTable.of(self.units, self.cases)

    def bounds(self, steps: Steps) -> tuple[int, int]:
        """Give between which amounts it lies, as a reader knows of it alone [euro cent]."""
        return printed_bounds(self.printed, steps)


def common_steps(steps: Whole, whose: npt.NDArray[np.intp], n: int) -> Whole:
    """Give for each of ``n`` products the step that ``whole_units.common_step`` gives of those that are its.

    Example:
        >>> common_steps(np.array([9_653, 115_836, 9_653, 224_532]), np.array([0, 0, 1, 1]), 2).tolist()
        [9653, 1]
    """
    least = np.full(n, np.iinfo(np.int64).max, dtype=np.int64)
    np.minimum.at(least, whose, steps)
    times = steps / least[whose]
    is_common = np.ones(n, dtype=bool)
    np.logical_and.at(is_common, whose, np.abs(times - np.round(times)) <= ALIKE * times)
    return np.where(is_common, least, ANY_AMOUNT)
