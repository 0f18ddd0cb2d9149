from decimal import Decimal
from typing import Any

import pytest
from tests.intake.own_formats.profiles import GUIDANCE, profile, told

from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.own_formats.message_profile import read_message_profile
from maatschappelijk_rendement.intake.own_formats.profile_sections import OurProduct

HOURS = OurProduct("WMO.BEGELEIDING_IND.UUR.REF2022", "uur", None)
DAYS = """
[[product]]
categorie = "02"
product = "WMO.GROEP_LICHT.DAGDEEL.WESTERVELD"
stuk = 1.5
"""


def bad(change: dict[str, Any], preset: str = "iwmo323", *more: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_message_profile(told(preset, *more) | change, Tariffs.load())
    return [finding.cell for finding in caught.value.findings]


def bad_product(text: str, preset: str = "iwmo323") -> list[str]:
    return bad({}, preset, "[[product]]\n" + text)


def test_a_profile_says_settings_headers_and_products() -> None:
    found = profile("iwmo323", GUIDANCE)
    assert (found.preset, found.months, found.clients_file) == ("iwmo323", 12, "clienten.csv")
    assert (found.columns.bsn, found.columns.case_type) == ("BSN", None)
    assert found.settings["gemeente"] == "Oss"
    assert (found.is_complete, found.leaves_out_without_extent) == (False, False)


def test_a_code_comes_before_its_category_and_nothing_else_is_guessed() -> None:
    found = profile("iwmo323", GUIDANCE, DAYS)
    assert found.product("02", "02A03") == HOURS
    assert found.product("02", "02A04") == OurProduct(
        "WMO.GROEP_LICHT.DAGDEEL.WESTERVELD", "dagdeel", Decimal("1.5")
    )
    assert found.product("07", "02A03") is None
    assert found.product(None, None) is None


def test_a_profile_may_say_that_all_messages_are_there() -> None:
    found = profile("iwmo301", '[berichten]\nvolledig = true\nzonder_omvang = "weglaten"')
    assert (found.is_complete, found.leaves_out_without_extent) == (True, True)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"versie": 2}, "versie"),
        ({"voorinstelling": "iwmo303"}, "voorinstelling"),
        ({"voorinstelling": ["iwmo323"]}, "voorinstelling"),
        ({"verzonnen": 1}, "veld 6"),
        ({"clienten": "x"}, "clienten"),
        ({"berichten": {"volledig": "ja"}}, "berichten.volledig"),
        ({"berichten": {"zonder_omvang": "raden"}}, "berichten.zonder_omvang"),
        ({"berichten": {"alles": True}}, "berichten.veld 1"),
        ({"product": {"categorie": "02"}}, "product"),
        ({"analyse": {"periode_maanden": "12", "kleur": "rood"}}, "analyse.veld 2"),
        ({"analyse": {"periode_maanden": "25"}}, "analyse.periode_maanden"),
        ({"analyse": {}}, "analyse.periode_maanden"),
        (
            {"clienten": {"bestand": "x.csv", "bsn": "B", "pseudoniem": "P", "wijk": "W", "mdo_datum": "D"}},
            "clienten",
        ),
        ({"clienten": {"bestand": "x.csv", "wijk": "W", "mdo_datum": "D"}}, "clienten"),
        ({"clienten": {"bestand": "x.csv", "bsn": "B", "mdo_datum": "D"}}, "clienten.wijk"),
        ({"clienten": {"bestand": "", "bsn": "B", "wijk": "W", "mdo_datum": "D"}}, "clienten.bestand"),
    ],
)
def test_a_wrong_field_is_told_by_its_name(change: dict[str, Any], place: str) -> None:
    assert place in bad(change)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('categorie = "99"\nproduct = "WMO.HH.UUR.REF2022"', "product 1.categorie"),
        ('categorie = 2\nproduct = "WMO.HH.UUR.REF2022"', "product 1.categorie"),
        ('categorie = "02"\ncode = 2\nproduct = "WMO.HH.UUR.REF2022"', "product 1.code"),
        ('categorie = "02"\nproduct = "WMO.BESTAAT.NIET"', "product 1.product"),
        ('categorie = "02"', "product 1.product"),
        ('categorie = "02"\nproduct = "WMO.HH.UUR.REF2022"\nstuk = 0', "product 1.stuk"),
        ('categorie = "02"\nproduct = "WMO.HH.UUR.REF2022"\nstuk = true', "product 1.stuk"),
        ('categorie = "02"\nproduct = "WMO.HH.UUR.REF2022"\nprijs = 1', "product 1.veld 3"),
    ],
)
def test_a_wrong_product_is_told_by_its_number(text: str, place: str) -> None:
    assert bad_product(text) == [place]


def test_a_product_of_another_stream_is_refused() -> None:
    assert bad_product('categorie = "45"\nproduct = "WMO.HH.UUR.REF2022"', "ijw323") == ["product 1.product"]


def test_a_code_that_is_there_twice_is_refused() -> None:
    assert bad({}, "iwmo323", GUIDANCE, GUIDANCE) == ["product 2"]


def test_all_wrong_fields_are_told_at_once() -> None:
    assert bad({"versie": 3, "verzonnen": 1}, "iwmo323", '[[product]]\ncategorie = "00"') == [
        "versie",
        "product 1.categorie",
        "product 1.product",
        "veld 7",
    ]
