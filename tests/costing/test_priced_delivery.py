"""What is said when a caseload cannot be priced: once, and where it can be mended."""

from __future__ import annotations

from dataclasses import replace

import pytest

from maatschappelijk_rendement.costing.priced_delivery import price
from maatschappelijk_rendement.domain.errors import Finding, TariffMissingError
from maatschappelijk_rendement.domain.vocabulary import PriceMode
from maatschappelijk_rendement.intake.door import survey_caseload
from maatschappelijk_rendement.intake.example import ruwaard


def refusal(**settings: object) -> tuple[Finding, ...]:
    caseload = ruwaard()
    changed = replace(caseload.settings, **settings)
    delivery = survey_caseload(replace(caseload, settings=changed)).delivery
    assert delivery is not None
    with pytest.raises(TariffMissingError) as caught:
        price(delivery)
    return caught.value.findings


def test_a_price_year_beyond_the_index_is_said_once_of_the_settings() -> None:
    found = refusal(price_mode=PriceMode.CONSTANT, price_year=2050)
    (index,) = [finding for finding in found if finding.code == "index_ontbreekt"]
    assert (index.sheet, index.cell) == ("Analyse", "")
    assert "2050" in index.text
    assert "prijspeil" in index.advice


def test_a_norm_without_a_price_of_that_year_stays_with_its_line() -> None:
    found = refusal(price_mode=PriceMode.CONSTANT, price_year=2050)
    norms = [finding for finding in found if "norm" in finding.text]
    assert norms
    assert {finding.sheet for finding in norms} == {"Gebruik"}


def test_a_day_without_a_price_is_said_of_its_line() -> None:
    found = refusal(price_mode=PriceMode.CURRENT)
    assert {finding.sheet for finding in found} == {"Gebruik", "MDO"}
    assert all(finding.cell for finding in found)
