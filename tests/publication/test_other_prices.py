"""Prices of another place or basis are named before a report is made; norms and own prices are not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.analysis.cases import SETTINGS, case, line, load

from maatschappelijk_rendement import analyse
from maatschappelijk_rendement.publication.other_prices import other_prices

NATIONAL, WESTERVELD, NORM = "WMO.HH.UUR.REF2022", "WMO.HH.UUR.WESTERVELD", "PW.BIJSTAND.GEHUWD"


@pytest.mark.parametrize(
    ("code", "basis", "municipality", "codes"),
    [
        (NATIONAL, "referentieprijs", "Oss", []),
        (NATIONAL, "tarief", "Oss", ["prijs_andere_basis"]),
        (WESTERVELD, "tarief", "Oss", ["prijs_van_elders"]),
        (WESTERVELD, "tarief", "Westerveld", []),
        (WESTERVELD, "referentieprijs", "Oss", ["prijs_van_elders", "prijs_andere_basis"]),
        (NORM, "tarief", "Oss", []),
        ("W", "referentieprijs", "Oss", []),  # an own price
    ],
)
def test_what_is_of_elsewhere_or_of_another_basis_is_said(
    code: str, basis: str, municipality: str, codes: list[str]
) -> None:
    year = 2022 if code != WESTERVELD else 2023
    settings = replace(SETTINGS, price_basis=basis, municipality=municipality, price_year=year)
    per = "maand" if code == NORM else "week"
    usage = [line("a", moment, 2, code, per=per) for moment in ("voor", "na")]
    found = [*other_prices(analyse(load([case("a")], usage, settings=settings)))]
    assert [finding.code for finding in found] == codes
    assert all(code in finding.text for finding in found)
