"""The hours of an MDO: priced once, on its day, and refused on their own sheet."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from tests.costing.lines_by_hand import CASES, TARIFFS

from maatschappelijk_rendement.costing import Current, PricedUsage, price_mdo
from maatschappelijk_rendement.domain.errors import TariffMissingError
from maatschappelijk_rendement.domain.tariffs import Tariffs


def hours(**changes: Any) -> pd.DataFrame:
    row = {"line": 2, "case_id": "a", "product_code": "L.HULP", "hours_milli": 1_500, "price_e4": None}
    return pd.DataFrame([row | {"payer": None} | changes]).astype(
        {"price_e4": "Int64", "product_code": "str", "payer": "str"}
    )


def cost(mdo: pd.DataFrame, tariffs: Tariffs = TARIFFS) -> PricedUsage:
    return price_mdo(mdo, CASES, tariffs, mode=Current())


def test_an_hour_and_a_half_at_ten_euros_is_a_one_off_cost_of_fifteen() -> None:
    (line,) = cost(hours()).lines.to_dict("records")
    assert (line["one_off_cents"], line["in_window_cents"], line["structural_cents"]) == (1_500, 0, 0)
    assert (line["stream"], line["payer"]) == ("Wmo", "gemeente")
    assert line["first_day"] == date(2018, 1, 1).toordinal()


def test_an_hour_at_its_own_price_needs_no_product_and_names_no_payer() -> None:
    (line,) = cost(hours(product_code=None, price_e4=202_000)).lines.to_dict("records")
    assert line["one_off_cents"] == 3_030
    assert (line["stream"], line["payer"]) == ("Overig", "onbekend")


def test_an_own_price_and_payer_go_before_those_of_the_product() -> None:
    (line,) = cost(hours(price_e4=202_000, payer="zorgverzekeraar")).lines.to_dict("records")
    assert (line["one_off_cents"], line["payer"]) == (3_030, "zorgverzekeraar")


def test_an_unknown_product_is_refused_on_the_sheet_of_the_mdo() -> None:
    with pytest.raises(TariffMissingError) as refused:
        cost(hours(product_code="L.ONBEKEND"))
    (finding,) = refused.value.findings
    assert (finding.sheet, finding.code) == ("MDO", "productcode_onbekend")
