"""The note and the year of a price of the store reach the report; those of a user's own price do not."""

from __future__ import annotations

from dataclasses import replace

from maatschappelijk_rendement import Usage, analyse
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.results.sections import MESSAGES, PRICES
from maatschappelijk_rendement.results.shown import Results


def test_a_price_of_the_store_has_its_year_and_its_note() -> None:
    # Internal: few cases use this one, so in public it stands among the other products.
    prices = Results(analyse(ruwaard()).publish(internal=True).published.data).of(PRICES)
    (stay,) = [price for price in prices if price.code == "WLZ.VV.ETMAAL.REF2022"]
    assert stay.level == "2022"
    assert (stay.remark or "").startswith("Verblijf met wonen en eten")
    assert all(price.level is None and price.remark is None for price in prices if price.is_own)


DOUBTED = "ZVW.PARAMEDISCH.DIETETIEK.REF2022"


def said(cases: int, *, internal: bool) -> list[str]:
    """Give what the report says of a doubtful price that so many cases use."""
    example = ruwaard()
    looked_at = [case for case in example.cases if {"alle", "Zvw"} & set(case.observed_streams)]
    advice = [
        Usage(case_id=case.case_id, moment="voor", product_code=DOUBTED, quantity=1, per="totaal")
        for case in looked_at[:cases]
    ]
    report = analyse(replace(example, usage=(*example.usage, *advice))).publish(internal=internal)
    rows = Results(report.published.data).of(MESSAGES)
    return [row.text for row in rows if row.code == "prijs_verdacht"]


def test_a_doubtful_price_is_said_with_the_alternative_to_who_filled_it_in() -> None:
    (text,) = said(1, internal=True)
    assert text.startswith(f"Product {DOUBTED} heeft een verdachte prijs. Verdacht: de bron zegt")
    assert "ZVW.DIETETIEK_KWARTIER.PRAKTIJK" in text


def test_in_public_a_doubtful_price_of_few_cases_names_no_product_and_no_alternative() -> None:
    assert said(1, internal=False) == ["Een van de overige producten heeft een verdachte prijs."]
