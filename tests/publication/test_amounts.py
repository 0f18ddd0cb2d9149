"""A report says that money came as amounts without a product; how much, only where nothing is hidden."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.caseloads import settings as constant

from maatschappelijk_rendement import analyse
from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.domain.model import AnalysisSettings, Case, CaseLoad, Usage
from maatschappelijk_rendement.publication.amounts import without_product

SETTINGS: AnalysisSettings = replace(constant(), price_year=2022)


def line(case_id: str, moment: str, code: str, quantity: int) -> Usage:
    of_its_own = {"price_eur": Decimal(1), "price_source": "Administratie"} if code == "BEDRAG.WMO" else {}
    return Usage(
        case_id=case_id,
        moment=moment,
        product_code=code,
        quantity=Decimal(quantity),
        per="totaal",
        **of_its_own,
    )


def caseload(cases: int, amounts: int) -> CaseLoad:
    """So many cases of 100 euro a moment, of which the first ones came as an amount and the rest as hours."""
    ids = [f"C{number}" for number in range(cases)]
    usage = []
    for number, case_id in enumerate(ids):
        code = "BEDRAG.WMO" if number < amounts else "WMO.HH.UUR.REF2022"
        usage += [line(case_id, "voor", code, 100), line(case_id, "na", code, 50)]
    made = [
        Case(case_id=case_id, wijk="Noord", case_type="bestaand", mdo_date=date(2022, 3, 1))
        for case_id in ids
    ]
    return CaseLoad(settings=SETTINGS, cases=tuple(made), usage=tuple(usage))


@pytest.mark.parametrize(("amounts", "said"), [(12, True), (10, True), (9, False), (0, False)])
def test_a_public_report_says_it_where_enough_cases_have_an_amount(amounts: int, said: bool) -> None:
    found = list(without_product(analyse(caseload(12, amounts)), Rules(), internal=False))
    assert len(found) == said
    assert not any("€" in finding.text for finding in found)


def test_an_internal_report_says_how_much() -> None:
    found = list(without_product(analyse(caseload(3, 1)), Rules(), internal=True))
    text = found[0].text.replace("\N{NO-BREAK SPACE}", " ")
    # 2 x 100 x 32,76 and 2 x 50 x 32,76 beside the amounts.
    assert "voor het MDO € 100,00 van € 6.652,00 en na het MDO € 50,00 van € 3.326,00" in text


def test_it_stands_among_the_messages_of_the_report() -> None:
    report = analyse(caseload(12, 12)).publish(internal=True)
    assert [row["code"] for row in report.data["meldingen"]] == ["bedrag_zonder_product"]
