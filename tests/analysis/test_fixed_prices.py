"""What a case used as an amount: the same at all prices, another as soon as anything else was used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.cases import SETTINGS, case, line, load, product
from tests.intake.folder.folders import write_folder

from maatschappelijk_rendement import CaseLoad, Usage, analyse
from maatschappelijk_rendement.analysis.fixed_prices import at_fixed_prices
from maatschappelijk_rendement.domain.model import MdoEffort
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.doors.folder import open_lake

WAYS = pytest.mark.parametrize("by_product", [True, False])
A_LINE = line("c", "voor", 2.5, per="week")


def caseload(*usage: Usage, price: str = "1", **settings: Any) -> CaseLoad:
    """One case with what it used, and hours of an MDO at the price of a product and at one of its own."""
    tariffs = (product("W", "Wmo", price), product("W.2", "Wmo", price), product("Z", "Zvw", price))
    hours = (
        MdoEffort(case_id="c", hours=Decimal("1.5"), product_code="W"),
        MdoEffort(case_id="c", hours=Decimal(2), price_eur=Decimal(80), price_source="eigen"),
    )
    given = replace(SETTINGS, **settings)
    return load([case("c")], list(usage) or [A_LINE], mdo=hours, tariffs=tariffs, settings=given)


def used(cases: CaseLoad, *, by_product: bool, months: int = 12) -> Mapping[str, int]:
    return amounts(analyse(cases), by_product=by_product, months=months)


def amount(euros: int) -> Usage:
    return line("c", "na", euros, "BEDRAG.WMO", price_eur=Decimal(1), price_source="verzonnen")


def amounts(analysis: Any, *, by_product: bool, months: int = 12) -> Mapping[str, int]:
    found = at_fixed_prices(analysis, months, by_product=by_product)
    rows = found.totals.set_index("comparison").loc["na"]
    cents = {name: int(rows[name]) for name in ("before_cents", "after_cents")}
    return {**cents, "mdo": int(found.hours["cents"].sum())}


@WAYS
def test_use_is_the_same_at_another_price_price_level_and_mode(by_product: bool) -> None:
    found = used(caseload(), by_product=by_product)
    assert all(found[name] for name in ("before_cents", "mdo"))
    for other in (
        caseload(price="1.03"),
        caseload(price_year=2023),
        caseload(price_mode="lopend"),
        caseload(period_months=6),
    ):
        assert used(other, by_product=by_product) == found


@WAYS
@pytest.mark.parametrize(
    "other",
    [
        line("c", "voor", 2.501, per="week"),
        line("c", "voor", 2.5, per="vier_weken"),
        line("c", "voor", 2.5, "Z", per="week"),
        line("c", "na", 2.5, per="week"),
        line("c", "voor", 2.5, per="week", start=date(2017, 1, 2)),
    ],
)
def test_other_use_is_another_amount(other: Usage, by_product: bool) -> None:
    assert used(caseload(other), by_product=by_product) != used(caseload(A_LINE), by_product=by_product)


@pytest.mark.parametrize(
    "other",
    [
        line("c", "voor", 2.5, "W.2", per="week"),
        line("c", "voor", 2.5, per="week", price_eur=Decimal("1.20"), price_source="eigen"),
    ],
)
def test_only_by_product_another_code_or_a_price_of_its_own_is_other_use(other: Usage) -> None:
    for by_product in (True, False):
        is_same = used(caseload(other), by_product=by_product) == used(
            caseload(A_LINE), by_product=by_product
        )
        assert is_same is not by_product


def test_of_an_amount_without_a_product_only_by_product_it_counts_how_much() -> None:
    more, less = (caseload(A_LINE, amount(euros)) for euros in (900, 800))
    assert used(more, by_product=True) != used(less, by_product=True)
    assert used(more, by_product=False) == used(less, by_product=False) != used(caseload(), by_product=False)


def test_use_over_other_windows_is_that_of_a_delivery_with_these_windows() -> None:
    dated = line("c", "voor", 1, per="dag", start=date(2017, 3, 1), end=date(2017, 9, 1))
    year, half = caseload(dated), caseload(dated, period_months=6)
    for by_product in (True, False):
        assert used(year, by_product=by_product, months=6) == used(half, by_product=by_product, months=6)
        assert used(year, by_product=by_product) != used(year, by_product=by_product, months=6)


@WAYS
def test_a_folder_of_files_gives_the_same_use(by_product: bool, tmp_path: Path) -> None:
    cases = caseload(A_LINE, amount(900))
    write_folder(cases, tmp_path, suffix=".parquet")
    with open_lake(tmp_path, Tariffs.load()) as opened:
        assert amounts(analyse(opened.delivery), by_product=by_product) == used(cases, by_product=by_product)
