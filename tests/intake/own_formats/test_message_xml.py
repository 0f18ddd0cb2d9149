from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.own_formats.messages import (
    BIRTH_DATE,
    BSNS,
    NAME,
    STREET,
    SYNTHETIC,
    Allocation,
    Claim,
    allocation_message,
    claim_message,
    old_allocation_message,
    other_message,
)

from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.intake.own_formats.message import Message, MessagePlace
from maatschappelijk_rendement.intake.own_formats.message_xml import (
    MessageLimits,
    UncountedMessageError,
    read_message,
)
from maatschappelijk_rendement.intake.own_formats.pseudonymise import Pseudonyms


def read(data: bytes, limits: MessageLimits | None = None) -> Message:
    return read_message(data, 1, Pseudonyms(), limits or MessageLimits())


def codes(data: bytes, limits: MessageLimits | None = None) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(data, limits)
    return [finding.code for finding in caught.value.findings]


def test_an_allocation_is_read_by_path() -> None:
    message = read(allocation_message(BSNS[0], Allocation(number="7", volume=5), Allocation(number="8")))
    assert (message.kind.name, message.release, message.clients) == ("WMO301", 3, 1)
    assert [product.place for product in message.products] == [MessagePlace(1, 1, 1), MessagePlace(1, 1, 2)]
    assert message.products[0].fields["Omvang/Volume"] == "5"
    assert message.products[0].fields["Product/Code"] == "02A03"
    assert {product.person for product in message.products} == {"C001"}
    assert message.unknown_elements == 0


def test_a_claim_is_read_by_path_for_each_client() -> None:
    message = read(claim_message({BSNS[0]: (Claim(),), BSNS[1]: (Claim("R2"), Claim("R3"))}))
    assert (message.kind.name, message.clients) == ("WMO323", 2)
    assert [(product.person, product.place.product) for product in message.products] == [
        ("C001", 1),
        ("C002", 1),
        ("C002", 2),
    ]
    assert message.products[2].fields["ProductReferentie/ReferentieNummer"] == "R3"
    assert message.fields["Declaratie/TotaalIngediendBedrag/TotaalBedrag"] == "60000"


def test_release_two_has_more_clients_and_what_was_granted_is_not_counted() -> None:
    data = old_allocation_message({BSNS[0]: (Allocation(),), BSNS[1]: (Allocation(),)})
    message = read(data)
    assert (message.release, message.clients, len(message.products)) == (2, 2, 2)


@pytest.mark.parametrize("domain", ["iwmo", "ijw"])
def test_messages_of_both_laws_are_known(domain: str) -> None:
    name = {"iwmo": "WMO", "ijw": "JW"}[domain]
    assert read(allocation_message(BSNS[0], Allocation(), domain=domain)).kind.name == f"{name}301"
    assert read(claim_message({BSNS[0]: (Claim(),)}, domain=domain)).kind.name == f"{name}323"


def test_an_element_that_no_layout_has_is_counted_and_not_read() -> None:
    message = read(allocation_message(BSNS[0], Allocation(extra="<m:Toeslag>77777</m:Toeslag>")))
    assert message.unknown_elements == 1
    assert "77777" not in str(dict(message.products[0].fields))


def test_names_dates_of_birth_addresses_and_remarks_never_leave_the_parser() -> None:
    message = read(allocation_message(BSNS[0], Allocation()))
    held = (
        repr([dict(product.fields) for product in message.products])
        + repr(dict(message.fields))
        + repr(message)
    )
    for personal in (BSNS[0], NAME, BIRTH_DATE, STREET, SYNTHETIC):
        assert personal not in held


def test_a_message_of_another_kind_is_told_by_its_name() -> None:
    with pytest.raises(UncountedMessageError) as caught:
        read(other_message("418"))
    assert caught.value.name == "WMO305"


BAD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty": ("leeg", lambda: b"  \n"),
    "no XML": ("bericht_beschadigd", lambda: b"Bsn;Naam\n1;2\n"),
    "cut off": ("bericht_beschadigd", lambda: allocation_message(BSNS[0], Allocation())[:-20]),
    "another root": ("geen_bericht", lambda: b"<?xml version='1.0'?><Rapport/>"),
    "UTF-16": ("tekenset", lambda: allocation_message(BSNS[0], Allocation()).decode().encode("utf-16")),
    "another encoding": (
        "bericht_beschadigd",
        lambda: allocation_message(BSNS[0], Allocation()).replace(b"UTF-8", b"UTF-7"),
    ),
    "a document type": (
        "bericht_beschadigd",
        lambda: allocation_message(BSNS[0], Allocation()).replace(b"?>", b"?><!DOCTYPE Bericht>", 1),
    ),
    "unknown code": ("bericht_onbekend", lambda: allocation_message(BSNS[0], Allocation(), code="999")),
    "no code": (
        "bericht_onbekend",
        lambda: allocation_message(BSNS[0], Allocation()).replace(b">414<", b"><"),
    ),
    "claims under the code of allocations": (
        "bericht_gemengd",
        lambda: claim_message({BSNS[0]: (Claim(),)}).replace(b">484<", b">414<"),
    ),
    "no product": ("bericht_zonder_product", lambda: allocation_message(BSNS[0])),
    "no BSN": (
        "bsn_ontbreekt",
        lambda: allocation_message(BSNS[0], Allocation()).replace(f"<m:Bsn>{BSNS[0]}</m:Bsn>".encode(), b""),
    ),
    "a BSN of seven digits": ("bsn_ongeldig", lambda: allocation_message("1234567", Allocation())),
    "an empty BSN": ("bsn_ongeldig", lambda: allocation_message("", Allocation())),
    "two BSNs": (
        "bsn_dubbel",
        lambda: allocation_message(BSNS[0], Allocation()).replace(
            b"</m:Bsn>", b"</m:Bsn><m:Bsn>999900018</m:Bsn>"
        ),
    ),
    "two volumes": (
        "gegeven_dubbel",
        lambda: allocation_message(BSNS[0], Allocation()).replace(
            b"</i:Volume>", b"</i:Volume><i:Volume>9</i:Volume>"
        ),
    ),
    "a long number": ("gegeven_te_lang", lambda: allocation_message(BSNS[0], Allocation(number="1" * 65))),
    "an element in a value": (
        "element_in_element",
        lambda: allocation_message(BSNS[0], Allocation()).replace(b"<i:Volume>", b"<i:Volume><i:x/>"),
    ),
    "a product outside a client": (
        "product_zonder_client",
        lambda: b"<Bericht><Header><BerichtCode>414</BerichtCode></Header><ToegewezenProduct/></Bericht>",
    ),
}


@pytest.mark.parametrize(("code", "make"), BAD.values(), ids=BAD)
def test_a_broken_message_is_refused_for_its_reason(code: str, make: Callable[[], bytes]) -> None:
    assert codes(make()) == [code]


@pytest.mark.parametrize("make", [make for _, make in BAD.values()], ids=BAD)
def test_no_finding_repeats_what_a_message_holds(make: Callable[[], bytes]) -> None:
    with pytest.raises(InputError) as caught:
        read(make())
    told = str(caught.value)
    for personal in (BSNS[0], "1234567", "999900018", NAME, BIRTH_DATE, STREET, SYNTHETIC):
        assert personal not in told
    assert all(finding.text.endswith(".") for finding in caught.value.findings)


def test_every_client_without_a_bsn_is_told_with_its_place() -> None:
    data = claim_message({BSNS[0]: (Claim(),), BSNS[1]: (Claim("R2"),), BSNS[2]: (Claim("R3"),)})
    for bsn in BSNS[:3:2]:
        data = data.replace(f"<m:Bsn>{bsn}</m:Bsn>".encode(), b"")
    with pytest.raises(InputError) as caught:
        read(data)
    assert [(finding.code, finding.place) for finding in caught.value.findings] == [
        ("bsn_ontbreekt", "bericht 1, cliënt 1"),
        ("bsn_ontbreekt", "bericht 1, cliënt 3"),
    ]


BILLION_LAUGHS = (
    b"<?xml version='1.0'?><!DOCTYPE Bericht [<!ENTITY a0 'ha'>"
    + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]><Bericht><Header><BerichtCode>&a9;</BerichtCode></Header></Bericht>"
)


def test_a_billion_laughs_are_refused() -> None:
    assert codes(BILLION_LAUGHS) == ["bericht_beschadigd"]


def test_an_entity_of_a_file_is_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("GEHEIM", encoding="utf-8")
    data = (
        f"<?xml version='1.0'?><!DOCTYPE Bericht [<!ENTITY x SYSTEM '{secret.as_uri()}'>]>"
        "<Bericht><Header><BerichtCode>&x;</BerichtCode></Header></Bericht>"
    )
    assert codes(data.encode()) == ["bericht_beschadigd"]


def test_elements_nested_a_hundred_thousand_deep_are_refused_at_the_limit() -> None:
    assert codes(b"<Bericht>" + b"<a>" * 100_000) == ["grens_diepte"]


def test_a_tag_with_a_million_attributes_is_refused_before_it_is_parsed() -> None:
    tag = b" ".join(b"a%d=''" % number for number in range(1_000_000))
    assert codes(b"<Bericht " + tag + b"/>") == ["grens_label"]


def test_forty_attributes_are_too_many() -> None:
    tag = b" ".join(b"a%d=''" % number for number in range(40))
    assert codes(b"<Bericht " + tag + b"/>") == ["grens_attributen"]


def test_too_many_elements_are_refused_on_the_bytes() -> None:
    assert codes(b"<Bericht>" + b"<a/>" * 400, MessageLimits(elements=100)) == ["grens_elementen"]


def test_too_many_elements_are_refused_while_reading() -> None:
    assert codes(b"<Bericht>" + b"<a/>" * 200, MessageLimits(elements=100)) == ["grens_elementen"]


def test_a_file_above_the_limit_is_refused() -> None:
    data = allocation_message(BSNS[0], Allocation())
    assert codes(data, MessageLimits(bytes_in_all=len(data) - 1)) == ["grens_bestand"]
    assert read(data, MessageLimits(bytes_in_all=len(data))).clients == 1


WHOLE = claim_message({BSNS[0]: (Claim(), Claim("R2")), BSNS[1]: (Claim("R3"),)})


@given(
    st.lists(
        st.tuples(st.sampled_from(["cut", "put", "copy"]), st.integers(0, len(WHOLE)), st.integers(1, 40)),
        min_size=1,
        max_size=4,
    ),
    st.binary(max_size=6),
)
def test_a_message_with_random_damage_is_read_or_refused_and_nothing_else(
    damage: list[tuple[str, int, int]], junk: bytes
) -> None:
    data = WHOLE
    for how, at, size in damage:
        piece = {"cut": b"", "put": junk, "copy": data[at : at + size] * 2}[how]
        data = data[:at] + piece + data[at + size :]
    told = outcome(data)
    assert told
    assert BSNS[0] not in told


def outcome(data: bytes) -> str:
    """Read a message and say what came of it."""
    try:
        message = read(data)
    except InputError as error:
        return str(error)
    except UncountedMessageError as other:
        return other.name
    return str(len(message.products)) if message.products else ""
