"""Small caseloads that can be checked by hand: a product costs one euro a unit unless it says otherwise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from maatschappelijk_rendement import AnalysisSettings, Case, CaseLoad, Tariff, Usage, WellbeingScore

MDO_DATE = date(2018, 1, 1)
SETTINGS = AnalysisSettings(
    title="Test (synthetisch)",
    municipality="Oss",
    period_months=12,
    price_mode="constant",
    price_year=2018,
    index="CPI",
    price_basis="tarief",
    comparison="voor_na",
    after_basis="realisatie",
    mdo_costs="apart",
    selection="onbekend",
)


def product(code: str, stream: str, price: str = "1", **more: Any) -> Tariff:
    return Tariff(
        code=code,
        stream=stream,
        unit=more.pop("unit", "uur"),
        price_eur=Decimal(price),
        valid_from=more.pop("valid_from", date(2010, 1, 1)),
        source_text="verzonnen",
        **more,
    )


PRODUCTS = (
    product("W", "Wmo"),
    product("Z", "Zvw", payer="zorgverzekeraar", money_kind="capaciteit"),
    product("P", "Participatiewet", receiver="bewoner", money_kind="inkomensoverdracht"),
)


def case(case_id: str, **more: Any) -> Case:
    given = {"wijk": "Noord", "case_type": "bestaand", "mdo_date": MDO_DATE} | more
    return Case(case_id=case_id, **given)


def line(case_id: str, moment: str, euros: float, code: str = "W", **more: Any) -> Usage:
    given = {"per": "totaal"} | more
    return Usage(case_id=case_id, moment=moment, product_code=code, quantity=Decimal(str(euros)), **given)


def score(case_id: str, moment: str, value: str, resident: str = "B1", **more: Any) -> WellbeingScore:
    given = {"instrument": "rapportcijfer"} | more
    return WellbeingScore(
        case_id=case_id,
        resident=resident,
        moment=moment,
        measured_on=MDO_DATE,
        score=Decimal(value),
        **given,
    )


def load(cases: list[Case], usage: list[Usage], **more: Any) -> CaseLoad:
    given = {"settings": SETTINGS, "tariffs": PRODUCTS} | more
    return CaseLoad(cases=tuple(cases), usage=tuple(usage), **given)


def changes(**euros: float) -> CaseLoad:
    """One case a name, from 1.000 euro before to 1.000 plus the amount after (at least -1.000)."""
    usage = [
        line(name, moment, 1000 + change)
        for name, amount in euros.items()
        for moment, change in (("voor", 0), ("na", amount))
    ]
    return load([case(name) for name in euros], usage)
