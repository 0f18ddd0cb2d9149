"""What was bought as numbers: who uses a product, and what is one column where there is much."""

from __future__ import annotations

import numpy as np
import pytest

from maatschappelijk_rendement.disclosure.tables import bought as module
from maatschappelijk_rendement.disclosure.tables.bought import Bought, Items, Whole

SIX = 6


def place(wijk: str = "Noord", payer: str = "gemeente") -> tuple[str, ...]:
    return "bestaand", wijk, "Wmo", payer, "kasstroom", "na"


def items(*bought: Bought) -> Items:
    whole = Whole(bought, {("bestaand", "Noord"): 30, ("bestaand", "Zuid"): 20}, 10, 12)
    return Items(whole, [one.place for one in bought])


def of(where: tuple[str, ...], step: int, code: str = "U") -> Bought:
    return Bought(where, code, step, (4 * step, 4 * step, step), SIX)


def is_few(found: Items) -> list[bool]:
    numbers = np.arange(len(found.steps))
    table = found.table(numbers, found.cents[:, 0], np.full(len(numbers), 12), {("bestaand", "na"): 50})
    return table.is_few.tolist()


def test_the_same_cases_may_have_a_product_of_two_payers_and_not_in_two_wijken() -> None:
    assert is_few(items(of(place(), 60_00), of(place(payer="zorgkantoor"), 60_00))) == [True]
    assert is_few(items(of(place(), 60_00), of(place("Zuid"), 60_00))) == [False]


def test_where_much_is_bought_what_is_small_of_a_place_is_one_column(monkeypatch: pytest.MonkeyPatch) -> None:
    given = of(place(), 60_00), of(place(), 50_00, "V"), of(place(), 900_00, "W"), of(place("Zuid"), 60_00)
    assert len(set(items(*given).columns)) == len(given)
    assert [sorted(one.parts.values()) for one in items(*given).in_units()] == [
        [300_00, 300_00],
        [250_00],
        [4_500_00],
    ]
    monkeypatch.setattr(module, "MANY_BOUGHT", 3)
    found = items(*given)
    first, second, large, other = found.columns.tolist()
    assert first == second != other
    assert (large, [one.parts for one in found.in_units()]) == (2, [{2: 4_500_00}])
