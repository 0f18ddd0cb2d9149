"""Tables of one's own: what is taken for granted is said."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import maatschappelijk_rendement as mr

SETTINGS: dict[str, Any] = {
    "titel": "Proef (synthetisch)",
    "gemeente": "Oss",
    "periode_maanden": 12,
    "prijsmodus": "constant",
    "prijspeil": 2022,
    "index": "CPI",
    "prijsbasis": "referentieprijs",
    "vergelijking": "voor_na",
    "basis_na": "realisatie",
    "mdo_kosten": "apart",
    "selectie": "alle",
}
CASES = pd.DataFrame({"casus_id": [1], "wijk": "Noord", "casustype": "bestaand", "mdo_datum": "1-7-2022"})
USAGE = pd.DataFrame(
    {
        "casus_id": 1,
        "moment": ["voor", "na"],
        "productcode": "WMO.HH.UUR.REF2022",
        "aantal": [3.5, 1.0],
        "per": "week",
    }
)


@pytest.mark.parametrize(("known", "codes"), [(None, ["stromen_aangenomen"]), ("alle", []), ("Wmo", [])])
def test_that_every_stream_counts_as_known_is_said_where_nobody_said_so(
    known: str | None, codes: list[str]
) -> None:
    cases = CASES if known is None else CASES.assign(stromen_bekend=known)
    delivery = mr.from_tables(SETTINGS, cases=cases, usage=USAGE)
    assert [finding.code for finding in delivery.reading.warnings] == codes


def test_a_column_that_may_be_empty_may_be_absent() -> None:
    own = pd.DataFrame(
        {
            "code": ["EIGEN.HULP"],
            "stroom": "Wmo",
            "eenheid": "uur",
            "prijs_eur": 40,
            "geldig_van": "1-1-2022",
            "bron": "Contract 2022",
        }
    )
    cases = CASES.assign(stromen_bekend="alle")
    usage = USAGE.assign(productcode="EIGEN.HULP")
    delivery = mr.from_tables(SETTINGS, cases=cases, usage=usage, tariffs=own)
    assert delivery.reading.warnings == ()
    assert mr.analyse(delivery).tariffs.prices("EIGEN.HULP")[0].tariff.valid_until is None


def test_a_name_that_is_of_no_column_is_named() -> None:
    with pytest.raises(mr.UsageError, match=r"In columns staat 'datum MDO'.*Bedoelde u 'datum_mdo'"):
        mr.from_tables(
            SETTINGS,
            cases=CASES.rename(columns={"mdo_datum": "datum_mdo"}),
            usage=USAGE,
            columns={"datum MDO": "mdo_datum"},
        )


def test_a_what_if_knows_the_settings_by_their_dutch_names_too() -> None:
    cases = CASES.assign(stromen_bekend="alle")
    result = mr.analyse(mr.from_tables(SETTINGS, cases=cases, usage=USAGE))
    dutch, english = (result.scenarios([{name: 6}]) for name in ("periode_maanden", "period_months"))
    assert dutch.equals(english)


def test_an_own_price_on_a_line_of_an_unknown_product_is_told_what_does_help() -> None:
    cases = CASES.assign(stromen_bekend="alle")
    usage = USAGE.assign(productcode="ONS.PRODUCT", prijs=40, prijsbron="Contract")
    found = mr.check({"settings": SETTINGS, "cases": cases, "usage": usage})
    advice = {finding.advice for finding in found.errors if finding.code == "product_onbekend"}
    assert len(advice) == 1
    assert "zet een prijs op blad Tarieven. Kolom prijs helpt hier niet" in advice.pop()
