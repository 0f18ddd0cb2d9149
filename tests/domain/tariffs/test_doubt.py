"""A doubtful price is asked about before it is used, with what to take instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from maatschappelijk_rendement.costing import Current, price_usage
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.tariffs.doubt import alternatives, doubt, is_doubtful
from maatschappelijk_rendement.domain.vocabulary import Stream

STORE = Tariffs.load()
DOUBTFUL = sorted({row.code for row in STORE.rows if is_doubtful(row)})
CASES = pd.DataFrame(
    {
        "case_id": ["C1"],
        "wijk": [""],
        "case_type": ["bestaand"],
        "mdo_date": [date(2022, 6, 1)],
        "repeat_date": [None],
    }
)


def priced(code: str, price_e4: int | None = None):
    lines = pd.DataFrame(
        {
            "case_id": ["C1"],
            "moment": ["voor"],
            "product_code": [code],
            "quantity_milli": [1000],
            "per": ["totaal"],
            "start": [date(2022, 2, 1)],
            "end": [date(2022, 3, 1)],
        }
    )
    if price_e4 is not None:
        lines["price_e4"] = price_e4
    return price_usage(lines, CASES, STORE, mode=Current(), period_months=5)


def test_nineteen_products_are_doubtful_and_each_says_what_to_do_instead() -> None:
    assert len(DOUBTFUL) == 19
    assert sorted(alternatives()) == DOUBTFUL


def test_what_to_take_instead_is_a_product_that_is_not_doubtful_itself() -> None:
    for one in alternatives().values():
        if one.code:
            assert one.code in STORE
            assert one.code not in DOUBTFUL
            assert one.code in one.advice
    assert {stream.upper() for stream in Stream} >= {
        one.code.removeprefix("BEDRAG.") for one in alternatives().values() if one.code.startswith("BEDRAG.")
    }


@pytest.mark.parametrize("code", DOUBTFUL)
def test_a_line_at_a_doubtful_price_is_warned_of_with_the_alternative(code: str) -> None:
    (found,) = priced(code).findings
    assert (found.level, found.code) == ("waarschuwing", "prijs_verdacht")
    assert found.text == f"Product {code} heeft een verdachte prijs."
    assert found.advice.startswith("Verdacht")
    assert found.advice.endswith(alternatives()[code].advice)


def test_a_line_with_its_own_price_is_not_warned_of() -> None:
    assert priced(DOUBTFUL[0], price_e4=10_000).findings == ()


def test_a_price_that_stands_firm_is_not_warned_of() -> None:
    assert priced("WMO.HH.UUR.REF2022").findings == ()


def test_a_users_own_price_for_a_doubtful_product_is_the_users() -> None:
    row = STORE.prices(DOUBTFUL[0])[0].tariff
    assert doubt(row) is not None
    assert doubt(replace(row, is_local=True)) is None
