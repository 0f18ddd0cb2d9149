"""The objects refuse what breaks a bound, and never repeat what they were given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError
from tests.caseloads import settings

from maatschappelijk_rendement import AnalysisSettings, Case, CaseLoad, MdoEffort, Usage

LINE: dict[str, Any] = {"case_id": "C1", "moment": "voor", "product_code": "X", "quantity": 1, "per": "week"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity": Decimal("-1")},
        {"quantity": Decimal("0.0001")},
        {"quantity": Decimal("100000.001")},
        {"price_eur": Decimal("1.23456"), "price_source": "bron"},
        {"price_eur": Decimal(1)},
        {"price_source": "bron"},
        {"start": date(2018, 1, 2), "end": date(2018, 1, 2)},
        {"moment": "Voor"},
        {"case_id": "=1"},
        {"naam": "x"},
    ],
)
def test_a_line_that_breaks_a_bound_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Usage(**{**LINE, **wrong})


def test_the_bounds_themselves_are_allowed() -> None:
    assert Usage(**{**LINE, "quantity": Decimal("100000")}).quantity == 100_000
    assert Usage(**{**LINE, "quantity": Decimal("0.001")}).quantity == Decimal("0.001")


def test_a_refusal_does_not_repeat_the_value() -> None:
    with pytest.raises(ValidationError) as caught:
        Case(case_id="mevrouw Jansen*", wijk="Ruwaard", case_type="bestaand", mdo_date=date(2018, 3, 1))
    assert "Jansen" not in str(caught.value)


def test_objects_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Usage(**LINE).quantity = Decimal(2)  # type: ignore[misc]


def test_hours_need_a_product_or_a_price() -> None:
    with pytest.raises(ValidationError):
        MdoEffort(case_id="C1", hours=Decimal(1))


def test_constant_prices_need_a_year_and_an_index() -> None:
    without_year = settings().model_dump() | {"price_year": None}
    with pytest.raises(ValidationError):
        AnalysisSettings(**without_year)
    assert AnalysisSettings(**(without_year | {"price_mode": "lopend", "index": None})).price_year is None


def test_residents_of_two_cases_are_two_people() -> None:
    cases = tuple(
        Case(case_id=name, wijk="Ruwaard", case_type="bestaand", mdo_date=date(2018, 3, 1)) for name in "ab"
    )
    lines = tuple(Usage(**{**LINE, "case_id": name, "resident": "B1"}) for name in ("a", "b", "b"))
    assert len(CaseLoad(settings=settings(), cases=cases, usage=lines).residents) == 2
