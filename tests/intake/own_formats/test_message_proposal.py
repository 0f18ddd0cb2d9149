import tomllib

import pytest
from tests.intake.own_formats.messages import (
    BSNS,
    WITHOUT_EXTENT,
    Allocation,
    Claim,
    allocation_message,
    claim_message,
)

from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.own_formats.message_folder import gather
from maatschappelijk_rendement.intake.own_formats.message_profile import read_message_profile
from maatschappelijk_rendement.intake.own_formats.message_proposal import propose
from maatschappelijk_rendement.intake.own_formats.pseudonymise import Pseudonyms


def proposed(*files: bytes) -> str:
    return propose(gather(files, Pseudonyms()))


def test_every_code_of_an_allocation_is_a_line_to_fill_in() -> None:
    text = proposed(
        allocation_message(
            BSNS[0], Allocation(), Allocation(number="2", unit="01"), Allocation(number="3", code=None)
        ),
        allocation_message(
            BSNS[1],
            Allocation(number="4", category="07", unit="16"),
            Allocation(number="5", category="15", unit="83"),
            Allocation(number="6", category="16", budget=5).but(**WITHOUT_EXTENT),
        ),
    )
    assert tomllib.loads(text)["product"] == [
        {"categorie": "02", "product": ""},
        {"categorie": "02", "code": "02A03", "product": ""},
        {"categorie": "07", "code": "02A03", "product": ""},
    ]
    assert "# begeleiding: 1 keer minuut, 1 keer uur" in text
    assert tomllib.loads(text)["voorinstelling"] == "iwmo301"


def test_a_proposal_for_claims_reads_as_amounts_once_the_settings_are_filled_in() -> None:
    told = tomllib.loads(
        proposed(claim_message({BSNS[0]: (Claim(category="45", code="45A03"),)}, domain="ijw"))
    )
    told["analyse"]["periode_maanden"] = "12"
    profile = read_message_profile(told, Tariffs.load())
    assert (profile.preset, dict(profile.products)) == ("ijw323", {})


def test_what_is_left_empty_is_asked_for() -> None:
    told = tomllib.loads(proposed(allocation_message(BSNS[0], Allocation())))
    with pytest.raises(InputError) as caught:
        read_message_profile(told, Tariffs.load())
    assert [finding.cell for finding in caught.value.findings] == [
        "analyse.periode_maanden",
        "product 1.product",
    ]


def test_nothing_of_a_message_but_its_codes_is_written() -> None:
    text = proposed(allocation_message(BSNS[0], Allocation(number="887766", volume=5544)))
    for value in (BSNS[0], "887766", "5544", "C001"):
        assert value not in text


def test_a_code_that_is_none_is_not_written() -> None:
    text = proposed(allocation_message(BSNS[0], Allocation(code='2"x')))
    assert tomllib.loads(text)["product"] == [{"categorie": "02", "product": ""}]
