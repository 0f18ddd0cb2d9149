"""What may be said of own prices, by hand and for any prices."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.rules.prices import (
    OwnPrice,
    PriceUse,
    public_own_prices,
    public_uses,
)

RULES = Rules()


def own(price_e4: int, source: str, first: int, number: int, code: str = "A") -> OwnPrice:
    return OwnPrice(code, price_e4, source, frozenset(range(first, first + number)), 2 * number)


def said(*prices: OwnPrice) -> list[tuple[str, int | None, str | None]]:
    return [(one.product_code, one.price_e4, one.source) for one in public_own_prices(prices, RULES)]


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
    unique_by=lambda one: (one.product_code, one.price_e4, one.source),
)


@given(ANY)
def test_what_is_shown_has_enough_cases_that_have_exactly_that(prices: list[OwnPrice]) -> None:
    found = public_own_prices(prices, RULES)
    assert {one.product_code for one in found} == {one.product_code for one in prices}
    assert all(one.lines is None for one in found)
    assert len({(one.product_code, one.price_e4, one.source) for one in found}) == len(found)
    for shown in found:
        cases = {
            case
            for one in prices
            if one.product_code == shown.product_code
            and shown.price_e4 in (None, one.price_e4)
            and shown.source in (None, one.source)
            for case in one.cases
        }
        assert shown.cases <= cases
        assert shown.source is None or len(shown.cases) >= RULES.minimum
        assert shown.price_e4 is None or shown.source is not None


def test_who_pays_is_said_by_the_price_list_or_by_enough_cases() -> None:
    uses = [
        PriceUse("A", False, payer, "", "kasstroom", payer == "list", n)
        for payer, n in (("list", 1), ("few", 9), ("many", 10))
    ]
    assert [use.payer for use in public_uses(uses, RULES)] == ["list", "many"]
