"""What was bought of each product under labels that a report tells apart, to be added up in any sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure.rules import SMALLEST_GRID_CENTS
from maatschappelijk_rendement.disclosure.rules.unit_tables import NONE, UnitTable, common_steps
from maatschappelijk_rendement.disclosure.rules.whole_units import common_step
from maatschappelijk_rendement.disclosure.tables.joint_sums import InUnits

Place = tuple[str, ...]
"""Kind of case, wijk, stream, payer, kind of money and moment."""
Cents = npt.NDArray[np.int64]
MANY_BOUGHT = 2_000
"""Of more than these, what is bought in one place in units smaller than any grid is one column."""


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


class Items:
    """What was bought as numbers, one row each.

    Args:
        whole: What was bought.
        places: Where each of it stands in a report.
    """

    def __init__(self, whole: Whole, places: Sequence[Place]) -> None:
        bought = whole.bought
        self.minimum, self.months = whole.minimum, whole.months
        self.cents = np.array([one.cents for one in bought], dtype=np.int64).reshape(-1, 3)
        self.steps = np.array([one.step_cents for one in bought], dtype=np.int64)
        self.full = np.array([one.full_cents for one in bought], dtype=np.int64)
        self.users = np.array([one.users for one in bought], dtype=np.int64)
        self.most_users = np.array(
            [NONE if one.most_users is None else one.most_users for one in bought], dtype=np.int64
        )
        # A product is one of one kind of case at one moment.
        products = [(place[0], place[-1], one.code) for place, one in zip(places, bought, strict=True)]
        self.products = sorted(set(products))
        self.product = _numbered(products, self.products)
        norms = [
            None if one.norm is None else (place[0], place[-1], one.norm)
            for place, one in zip(places, bought, strict=True)
        ]
        self.norms: Sequence[tuple[str, str, Hashable]] = [*dict.fromkeys(norm for norm in norms if norm)]
        at = {norm: number for number, norm in enumerate(self.norms)}
        self.norm = np.array([NONE if norm is None else at[norm] for norm in norms], dtype=np.int64)
        in_wijk = [(product, one.place[1]) for product, one in zip(products, bought, strict=True)]
        self.in_wijk = _numbered(in_wijk, [*dict.fromkeys(in_wijk)])
        self.columns = np.arange(len(bought))
        if len(bought) > MANY_BOUGHT:
            is_small = self.steps < SMALLEST_GRID_CENTS
            place_of = _numbered(places, [*dict.fromkeys(places)])
            self.columns = np.where(is_small, len(bought) + place_of, self.columns)

    def table(
        self, numbers: npt.NDArray[np.intp], cents: Cents, scale: Cents, cases: Mapping[tuple[str, str], int]
    ) -> UnitTable:
        """Give the products of a sum.

        Args:
            numbers: What is bought in it.
            cents: What each of that costs in it [euro cent].
            scale: The months that it counts each for.
            cases: How many cases there are of each kind at each moment.
        """
        products, whose = np.unique(self.product[numbers], return_inverse=True)
        n = len(products)
        steps = np.maximum(self.steps[numbers] * scale // self.months, 1)
        # Of a product in one wijk the same cases may have several kinds.
        in_wijk, which = np.unique(self.in_wijk[numbers], return_inverse=True)
        users, of_product = np.zeros(len(in_wijk), dtype=np.int64), np.zeros(len(in_wijk), dtype=np.intp)
        np.maximum.at(users, which, self.users[numbers])
        of_product[which] = whose
        full, most_users, norm = np.zeros(n, dtype=np.int64), *np.full((2, n), NONE, dtype=np.int64)
        np.maximum.at(full, whose, self.full[numbers])
        np.maximum.at(most_users, whose, self.most_users[numbers])
        np.maximum.at(norm, whose, self.norm[numbers])
        whole = np.bincount(whose, weights=cents, minlength=n).astype(np.int64)
        return UnitTable(
            step=common_steps(steps, whose, n),
            cents=np.abs(whole),
            is_few=np.bincount(of_product, weights=users, minlength=n) < self.minimum,
            most=np.where(most_users == NONE, NONE, full * most_users),
            sign=np.where(whole > 0, 1, -1),
            norm=norm,
            full=full,
            norms=self.norms,
            cases=np.array(
                [cases.get((group, moment), 0) for group, moment, _ in self.norms], dtype=np.int64
            ),
        )

    def in_units(self) -> list[InUnits]:
        """Give every product that is no part of a column of many."""
        by: dict[int, list[int]] = defaultdict(list)
        for number, product in enumerate(self.product.tolist()):
            if self.columns[number] == number:
                by[product].append(number)
        return [
            InUnits(
                {number: int(self.cents[number, 0] + self.cents[number, 2]) for number in same},
                common_step(self.steps[same].tolist()),
            )
            for _, same in sorted(by.items())
        ]


def _numbered(names: Sequence[Hashable], known: Sequence[Hashable]) -> npt.NDArray[np.intp]:
    at = {name: number for number, name in enumerate(known)}
    return np.array([at[name] for name in names], dtype=np.intp)
