"""A quantity as a float is the number that was meant, on every engine, or an error on every engine."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest
from tests.engine_frames import Engine, back, on_every_engine

from maatschappelijk_rendement import Current, Tariff, Tariffs, price_usage
from maatschappelijk_rendement.domain.errors import InputError

PRICE = Decimal("57.01")
PRODUCT = Tariff(
    code="X",
    stream="Wmo",
    unit="uur",
    price_eur=PRICE,
    valid_from=date(2020, 1, 1),
    source_text="eigen",
    is_local=True,
)
TARIFFS = Tariffs().add([PRODUCT])
CASES = pd.DataFrame(
    {"case_id": ["A"], "wijk": ["N"], "case_type": ["bestaand"], "mdo_date": pd.to_datetime(["2022-07-01"])}
)


def lines(quantities: list[float]) -> pd.DataFrame:
    """One-off lines; the thousandths are a product of floats, as an analyst would make them."""
    number = len(quantities)
    return pd.DataFrame(
        {
            "line": range(number),
            "case_id": ["A"] * number,
            "moment": ["na"] * number,
            "product_code": ["X"] * number,
            "per": ["eenmalig"] * number,
            "quantity_milli": [quantity * 1000 for quantity in quantities],
        }
    )


def priced(engine: Engine, quantities: list[float]) -> list[int]:
    found = price_usage(
        engine.make(lines(quantities)), engine.make(CASES), TARIFFS, mode=Current(), period_months=12
    )
    return [int(cents) for cents in back(found.lines).sort_values("line")["one_off_cents"]]


@on_every_engine
def test_ten_thousand_quantities_of_two_decimals_cost_their_exact_amounts(engine: Engine) -> None:
    written = [Decimal(number) / 100 for number in range(1, 10_001)]
    expected = [int((100 * PRICE * one).quantize(Decimal(1), ROUND_HALF_UP)) for one in written]
    assert priced(engine, [float(one) for one in written]) == expected


@on_every_engine
@pytest.mark.parametrize("quantity", [2.0007, 0.0005, 1e-6 + 0.001])
def test_a_part_of_a_thousandth_is_an_error_and_never_cut_off(engine: Engine, quantity: float) -> None:
    with pytest.raises(InputError, match="niet heel"):
        priced(engine, [1.0, quantity])
