"""An amount in euro without a product costs what it says, on every day and under every index."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from maatschappelijk_rendement.costing import price_usage
from maatschappelijk_rendement.costing.prices import Constant, Current
from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.domain.model import Tariff, Usage
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.tariffs.amounts import amount_code
from maatschappelijk_rendement.domain.vocabulary import DEFAULT_PAYER, IndexName, MoneyKind, Stream

MODES = [Constant(year, index) for year in (2016, 2024) for index in IndexName] + [
    Current(),
    Current(IndexName.CPI),
]


@pytest.mark.parametrize("stream", list(Stream))
def test_every_stream_has_its_amounts_and_they_are_cash(stream: Stream) -> None:
    product = Tariffs.load().product(f"bedrag.{stream.value.lower()}")
    assert (product.code, product.stream, product.unit) == (amount_code(stream), stream, "euro")
    assert (product.money_kind, product.payer) == (MoneyKind.CASH, DEFAULT_PAYER[stream])


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("own_price", [None, 10_000])
def test_an_amount_is_never_indexed(mode: Constant | Current, own_price: int | None) -> None:
    usage = pd.DataFrame(
        {
            "case_id": ["C1", "C1"],
            "moment": ["voor", "na"],
            "product_code": ["BEDRAG.WLZ", "BEDRAG.WLZ"],
            "quantity_milli": [123_456_780, 9_999_999_990],
            "per": ["totaal", "totaal"],
            "price_e4": pd.Series([own_price, own_price], dtype="Int64"),
        }
    )
    cases = pd.DataFrame(
        {
            "case_id": ["C1"],
            "wijk": ["Noord"],
            "case_type": ["bestaand"],
            "mdo_date": pd.to_datetime([date(2019, 2, 28)]),
        }
    )
    lines = price_usage(usage, cases, Tariffs.load(), mode=mode, period_months=12).lines
    found = dict(zip(lines["moment"], lines["in_window_cents"], strict=True))
    assert found == {"voor": 12_345_678, "na": 999_999_999}


def test_an_amount_may_be_larger_than_a_number_of_units() -> None:
    line = {"case_id": "C1", "moment": "voor", "quantity": "250000.50", "per": "totaal"}
    assert Usage(**line, product_code="bedrag.wlz").quantity == Decimal("250000.50")
    with pytest.raises(ValueError, match="quantity"):
        Usage(**line, product_code="WLZ.GEMIDDELD.JAAR")
    with pytest.raises(ValueError, match="quantity"):
        Usage(**{**line, "product_code": "BEDRAG.WLZ", "quantity": "10000000.01"})


def test_nobody_gives_an_amount_a_price_of_his_own() -> None:
    own = Tariff(
        code="Bedrag.Wmo",
        stream=Stream.WMO,
        unit="euro",
        price_eur=Decimal(2),
        valid_from=date(2020, 1, 1),
        source_text="Raadsbesluit",
    )
    with pytest.raises(InputError, match="voor een bedrag in euro") as refused:
        Tariffs.load().add([own])
    assert [finding.code for finding in refused.value.findings] == ["tarief_voor_bedrag"]


def test_amounts_are_no_prices_of_the_store() -> None:
    tariffs = Tariffs.load()
    assert not any(row.code.startswith("BEDRAG") for row in tariffs.rows)
    assert not any(code.startswith("BEDRAG") for code in tariffs.codes)
    assert tariffs.suggest("BEDRAG.WM0") == "BEDRAG.WMO"
