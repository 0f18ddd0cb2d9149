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
