"""A profile of messages as its TOML file says it, for tests."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any

from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.own_formats.message_profile import MessageProfile, read_message_profile

PROFILE = """
versie = 1
voorinstelling = "{preset}"
gemaakt_voor = "verzonnen berichten voor een test"

[analyse]
titel = "Voorbeeld"
gemeente = "Oss"
periode_maanden = "12"
prijsmodus = "constant"
prijspeil = "2022"
index = "CPI"
prijsbasis = "referentieprijs"
vergelijking = "voor_na"
basis_na = "realisatie"
mdo_kosten = "apart"
selectie = "alle"

[clienten]
bestand = "clienten.csv"
bsn = "BSN"
casus_id = "Casusnr"
wijk = "Wijk"
mdo_datum = "Datum MDO"
"""
GUIDANCE = """
[[product]]
categorie = "02"
code = "02A03"
product = "WMO.BEGELEIDING_IND.UUR.REF2022"
"""


def told(preset: str = "iwmo323", *more: str) -> dict[str, Any]:
    return tomllib.loads(PROFILE.format(preset=preset) + "".join(more), parse_float=Decimal)


def profile(preset: str = "iwmo323", *more: str) -> MessageProfile:
    return read_message_profile(told(preset, *more), Tariffs.load())
