"""A date that cannot be, in any field, from Python: an answer or an error of ours, and never a fault."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from maatschappelijk_rendement.app.micro_analysis import analyse
from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.domain.model import CaseLoad

SETTINGS = {
    "title": "Toets",
    "municipality": "Voorbeeldstad",
    "period_months": 12,
    "price_mode": "lopend",
    "price_basis": "tarief",
    "comparison": "voor_na",
    "after_basis": "realisatie",
    "mdo_costs": "apart",
    "selection": "onbekend",
}
ODD_DAYS = [date(1, 1, 1), date(3, 5, 1), date(9999, 12, 31)]


def one_case(where: str, field: str, day: date) -> CaseLoad:
    """A case with an hour a month at 50 euros, before and at the repeat, and one odd day in it."""
    rows: dict[str, dict[str, Any]] = {
        "cases": {"case_id": "C1", "wijk": "Oost", "case_type": "bestaand", "mdo_date": date(2018, 3, 1)},
        "usage": {"case_id": "C1", "product_code": "LOK.A", "quantity": Decimal(1), "per": "maand"},
        "scores": {"case_id": "C1", "resident": "B1", "moment": "voor", "measured_on": date(2018, 2, 1)},
        "tariffs": {"code": "LOK.A", "stream": "Wmo", "unit": "uur", "price_eur": Decimal(50)},
    }
    rows["scores"] |= {"instrument": "rapportcijfer", "score": Decimal(6)}
    rows["tariffs"] |= {"valid_from": date(2010, 1, 1), "source_text": "Raadsbesluit", "is_local": True}
    rows[where][field] = day
    usage = [rows["usage"] | {"moment": moment} for moment in ("voor", "herhaling")]
    others = {name: [rows[name]] for name in ("cases", "scores", "tariffs")}
    return CaseLoad(settings=SETTINGS, usage=usage, **others)


@pytest.mark.parametrize("day", ODD_DAYS)
@pytest.mark.parametrize("field", ["mdo_date", "repeat_date"])
def test_nothing_is_computed_with_a_day_of_a_case_that_cannot_be(field: str, day: date) -> None:
    with pytest.raises(InputError, match="heeft een jaar voor 1900 of na 2100") as refused:
        analyse(one_case("cases", field, day))
    assert refused.value.exit_code == 3


@pytest.mark.parametrize("day", ODD_DAYS)
@pytest.mark.parametrize(
    ("where", "field"),
    [
        ("usage", "start"),
        ("usage", "end"),
        ("scores", "measured_on"),
        ("tariffs", "valid_from"),
        ("tariffs", "valid_until"),
    ],
)
def test_another_odd_day_is_computed_with_or_refused(where: str, field: str, day: date) -> None:
    with suppress(InputError):
        analyse(one_case(where, field, day))


def test_a_price_without_end_holds_as_one_that_ends_in_9999() -> None:
    def costs(until: date | None) -> list[int]:
        caseload = one_case("tariffs", "valid_until", date(9999, 12, 31))
        tariff = replace(caseload.tariffs[0], valid_until=until)
        analysis = analyse(replace(caseload, tariffs=(tariff,)))
        return analysis.costs["in_window_cents"].tolist()

    # Twelve months of an hour at 50 euros, before and at the repeat.
    assert costs(None) == costs(date(9999, 12, 31))
    assert sum(costs(None)) == 2 * 60_000
