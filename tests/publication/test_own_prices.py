"""What may be said of own prices, by hand and for any prices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from tests.engine_frames import IN_MEMORY, Engine, on_every_engine

from maatschappelijk_rendement.publication.own_prices import OWN, OwnPrice, own_prices, public_own_prices

MINIMUM = 10
Price = tuple[str, int, str, range]


def own(price_e4: int, source: str, first: int, number: int, code: str = "A") -> Price:
    return code, price_e4, source, range(first, first + number)


def lines(prices: Sequence[Price], engine: Engine = IN_MEMORY[0]) -> Any:
    """Two lines for each case with a price, and one without a price of its own."""
    rows = [(code, price, source, case) for code, price, source, cases in prices for case in (*cases, *cases)]
    columns = list(zip(*rows, ("A", None, None, 0), strict=True))
    frame = pd.DataFrame(dict(zip((*OWN, "case_number"), columns, strict=True)))
    frame = frame.astype({"price_e4": "Int64", "case_number": "int64"})
    return nw.from_native(engine.make(frame))


def said(*prices: Price, engine: Engine = IN_MEMORY[0]) -> list[tuple[str, int | None, str | None]]:
    found = public_own_prices(lines(prices, engine), MINIMUM)
    return [(one.product_code, one.price_e4, one.source) for one in found]


def test_ten_cases_show_a_price_and_nine_do_not() -> None:
    assert said(own(30, "besluit", 0, 10)) == [("A", 30, "besluit")]
    assert said(own(30, "besluit", 0, 9)) == [("A", None, None)]


def test_a_source_that_the_rest_shares_is_shown_without_its_prices() -> None:
    prices = own(30, "besluit", 0, 9), own(31, "besluit", 9, 1), own(32, "offerte", 10, 9)
    assert said(*prices) == [("A", None, "besluit"), ("A", None, None)]


def test_a_case_with_two_prices_counts_once() -> None:
    assert said(own(30, "besluit", 0, 9), own(31, "besluit", 0, 9)) == [("A", None, None)]


def test_cases_of_a_shown_price_do_not_help_to_show_another() -> None:
    assert said(own(30, "besluit", 0, 40), own(31, "besluit", 40, 1)) == [
        ("A", 30, "besluit"),
        ("A", None, None),
    ]


def test_products_are_not_taken_together() -> None:
    assert said(own(30, "besluit", 0, 6), own(30, "besluit", 6, 6, "B")) == [
        ("A", None, None),
        ("B", None, None),
    ]


ANY = st.lists(
    st.builds(
        own,
        st.integers(1, 4),
        st.sampled_from(["besluit", "offerte", "cao"]),
        st.integers(0, 20),
        st.integers(1, 14),
        st.sampled_from(["A", "B"]),
    ),
    unique_by=lambda one: one[:3],
)


@given(ANY)
def test_what_is_shown_has_enough_cases_that_have_exactly_that(prices: list[Price]) -> None:
    found = said(*prices)
    assert {code for code, _, _ in found} == {code for code, *_ in prices}
    assert len(set(found)) == len(found)
    for code, price, source in found:
        cases = {
            case
            for of, at, by, some in prices
            if of == code
            and price in (None, at)
            and source in (None, by)
            # What is shown by itself does not help to show another.
            and (price is not None or len(some) < MINIMUM)
            for case in some
        }
        assert source is None or len(cases) >= MINIMUM
        assert price is None or source is not None


@on_every_engine
def test_every_engine_says_the_same(engine: Engine) -> None:
    prices = own(30, "besluit", 0, 12), own(31, "cao", 0, 9), own(32, "cao", 9, 9), own(33, "x", 1, 2, "B")
    expected = [("A", 30, "besluit"), ("A", None, "cao"), ("B", None, None)]
    assert said(*prices) == said(*prices, engine=engine) == expected


def test_who_holds_the_data_sees_every_price_with_its_lines() -> None:
    found = own_prices(lines([own(31, "cao", 0, 2), own(30, "besluit", 0, 1)]))
    assert found == [OwnPrice("A", 30, "besluit", 2), OwnPrice("A", 31, "cao", 4)]
