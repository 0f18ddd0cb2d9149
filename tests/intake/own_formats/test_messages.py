import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.own_formats.messages import (
    BSNS,
    NAME,
    SYNTHETIC,
    WITHOUT_EXTENT,
    Allocation,
    Claim,
    allocation_message,
    claim_message,
    other_message,
)
from tests.intake.own_formats.profiles import GUIDANCE, profile

from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.intake.own_formats.clients import read_clients
from maatschappelijk_rendement.intake.own_formats.delivery_read import DeliveryRead
from maatschappelijk_rendement.intake.own_formats.mapped import Mapped
from maatschappelijk_rendement.intake.own_formats.message_folder import gather
from maatschappelijk_rendement.intake.own_formats.message_profile import MessageProfile
from maatschappelijk_rendement.intake.own_formats.messages import map_messages
from maatschappelijk_rendement.intake.own_formats.pseudonymise import Pseudonyms
from maatschappelijk_rendement.intake.own_formats.raw import RawTable
from maatschappelijk_rendement.intake.own_formats.totals import Total

MAY, JUNE = ("2023-05-01", "2023-05-31"), ("2023-06-01", "2023-06-30")
DAYCARE = """
[[product]]
categorie = "07"
product = "WMO.GROEP_LICHT.DAGDEEL.WESTERVELD"
"""
PIECES = """
[[product]]
categorie = "10"
product = "WMO.VRAAGVERHELDERING.WESTERVELD"
stuk = 1
"""
STAY = """
[[product]]
categorie = "15"
product = "WMO.BW_24UURS.ETMAAL.STADSKANAAL"
"""


def client_list(*rows: tuple[str, str, str, str | None]) -> RawTable:
    headers = ("BSN", "Casusnr", "Wijk", "Datum MDO")
    return RawTable("lijst", "csv-bestand", headers, rows, tuple(range(2, len(rows) + 2)))


ONE = client_list((BSNS[0], "K1", "Noord", "11-5-2023"))


def read(files: list[bytes], chosen: MessageProfile, clients: RawTable = ONE) -> DeliveryRead:
    pseudonyms = Pseudonyms()
    listed = read_clients(clients, chosen.columns, pseudonyms)
    return map_messages(gather(files, pseudonyms), listed, chosen, keyed=pseudonyms.is_keyed)


def mapped(files: list[bytes], chosen: MessageProfile, clients: RawTable = ONE) -> Mapped:
    return read(files, chosen, clients).mapped


def usage(found: Mapped) -> list[dict[str, Any]]:
    return [dict(record.values) for record in found.sheets["Gebruik"]]


def left(found: Mapped) -> dict[str, int]:
    return {entry.why: entry.rows for entry in found.left_rows}


def codes(files: list[bytes], chosen: MessageProfile) -> list[tuple[str, str, int]]:
    with pytest.raises(InputError) as caught:
        mapped(files, chosen)
    return [(finding.code, finding.place, finding.count) for finding in caught.value.findings]


def allocated(**changes: object) -> list[bytes]:
    return [allocation_message(BSNS[0], Allocation().but(**changes))]


def claimed(*claims: Claim, month: tuple[str, str] = MAY) -> bytes:
    return claim_message({BSNS[0]: claims}, month=month)


def test_a_claim_without_a_product_is_an_amount_divided_at_the_mdo() -> None:
    found = mapped([claimed(Claim(cents=31000))], profile())
    common = {
        "casus_id": "K1",
        "productcode": "BEDRAG.WMO",
        "per": "totaal",
        "eenheid": "euro",
        "herkomst": "declaratie",
        "bewoner": "B1",
        "prijs": Decimal(1),
        "prijsbron": "WMO323 ingediend bedrag",
    }
    assert usage(found) == [
        common
        | {
            "moment": "voor",
            "aantal": Decimal(100),
            "startdatum": date(2023, 5, 1),
            "einddatum": date(2023, 5, 10),
        },
        common
        | {
            "moment": "na",
            "aantal": Decimal(210),
            "startdatum": date(2023, 5, 11),
            "einddatum": date(2023, 5, 31),
        },
    ]
    assert [dict(record.values) for record in found.sheets["Casussen"]] == [
        {
            "casus_id": "K1",
            "wijk": "Noord",
            "casustype": "bestaand",
            "mdo_datum": date(2023, 5, 11),
            "stromen_bekend": "Wmo",
        }
    ]


def test_a_claim_of_youth_care_is_an_amount_of_the_jeugdwet() -> None:
    message = claim_message({BSNS[0]: (Claim(category="45", code="45A03"),)}, domain="ijw")
    found = mapped([message], profile("ijw323"))
    assert {row["productcode"] for row in usage(found)} == {"BEDRAG.JEUGDWET"}
    assert found.sheets["Casussen"][0].values["stromen_bekend"] == "Jeugdwet"


def test_a_claim_with_a_product_is_a_quantity() -> None:
    found = mapped([claimed(Claim(start="2023-04-01", end="2023-04-30"))], profile("iwmo323", GUIDANCE))
    [row] = usage(found)
    assert (row["productcode"], row["aantal"], row["eenheid"], row["per"]) == (
        "WMO.BEGELEIDING_IND.UUR.REF2022",
        Decimal(4),
        "uur",
        "totaal",
    )
    assert "prijsbron" not in row


def test_a_claim_in_minutes_is_counted_in_hours_and_said() -> None:
    found = mapped([claimed(Claim(volume=90, unit="01"))], profile("iwmo323", GUIDANCE))
    assert sum(row["aantal"] for row in usage(found)) == Decimal("1.5")
    assert "Omgerekend van minuut naar uur: 1." in found.converted


def test_a_claim_in_euros_is_an_amount_whatever_the_profile_says() -> None:
    found = mapped([claimed(Claim(unit="83", volume=20000, tariff=None))], profile("iwmo323", GUIDANCE))
    assert {row["productcode"] for row in usage(found)} == {"BEDRAG.WMO"}


def test_a_claim_with_money_and_no_volume_keeps_its_money() -> None:
    found = mapped([claimed(Claim(volume=0))], profile("iwmo323", GUIDANCE))
    assert sum(row["aantal"] for row in usage(found)) == Decimal(200)
    assert "Prestaties met een bedrag en volume 0, gelezen als bedrag: 1." in found.converted


def test_debit_and_credit_are_left_out_and_the_euros_agree() -> None:
    debit = Claim("R1", cents=20000)
    files = [claimed(debit, Claim("R2", code="02A04", cents=31000)), claimed(debit.credit("R3"), month=JUNE)]
    both = read(files, profile())
    assert left(both.mapped) == {
        "prestaties die precies zijn teruggenomen": 1,
        "creditprestaties die een prestatie terugnemen": 1,
    }
    assert both.totals[0] == Total(
        "IngediendBedrag, debet min credit", "euro", Fraction(310), Fraction(0), Fraction(0), Fraction(310)
    )
    assert both.mapped.counts[0].is_complete
    assert (both.mapped.counts[0].read, both.mapped.counts[0].used, both.mapped.counts[0].filtered) == (
        3,
        1,
        2,
    )


def test_clients_without_a_case_are_left_out_and_their_euros_told() -> None:
    message = claim_message({BSNS[0]: (Claim("R1", cents=100),), BSNS[1]: (Claim("R2", cents=250),)})
    both = read([message], profile())
    assert left(both.mapped) == {"producten van cliënten zonder casus met een MDO": 1}
    [total] = [total for total in both.totals if total.header.startswith("IngediendBedrag")]
    assert (total.source, total.left, total.result) == (Fraction(7, 2), Fraction(5, 2), Fraction(1))
    assert str(both.mapped.left_rows[0].places[0]) == "bericht 1, cliënt 2, product 1"


def test_what_lies_outside_the_windows_is_left_out_and_told() -> None:
    old = Claim("R1", start="2021-01-01", end="2021-01-31")
    both = read([claimed(old, Claim("R2"))], profile())
    assert left(both.mapped) == {"producten buiten de meetperiode van hun casus": 1}
    assert all(total.agrees for total in both.totals)
    assert both.totals[0].left == Fraction(200)


def test_months_without_a_message_are_said() -> None:
    found = mapped([claimed(Claim())], profile())
    [said] = [choice for choice in found.choices if "is niets geleverd" in choice]
    # The windows run from 11-5-2022 to 10-5-2024: 25 months, of which May 2023 is there.
    assert said.startswith(
        "Over 24 maanden van de meetperiode is niets geleverd: 5-2022, 6-2022, 7-2022 en verder."
    )


def test_a_profile_that_says_all_is_there_refuses_a_missing_month() -> None:
    assert codes([claimed(Claim())], profile("iwmo323", "[berichten]\nvolledig = true")) == [
        ("maanden_ontbreken", "", 1)
    ]


def test_where_all_messages_are_there_no_line_after_is_written_as_nothing_used() -> None:
    ended = allocated(start="2023-01-01", end="2023-03-31")
    found = mapped(ended, profile("iwmo301", GUIDANCE, "[berichten]\nvolledig = true"))
    assert [(row["moment"], row["productcode"], row["aantal"]) for row in usage(found)] == [
        ("voor", "WMO.BEGELEIDING_IND.UUR.REF2022", Decimal(4)),
        ("na", "BEDRAG.WMO", Decimal(0)),
    ]
    assert len(usage(mapped(ended, profile("iwmo301", GUIDANCE)))) == 1


def test_an_allocation_is_cut_to_its_windows() -> None:
    found = mapped(allocated(start="2020-01-01", end=None), profile("iwmo301", GUIDANCE))
    assert [(row["moment"], row["startdatum"], row["einddatum"], row["per"]) for row in usage(found)] == [
        ("voor", date(2022, 5, 11), date(2023, 5, 10), "week"),
        ("na", date(2023, 5, 11), date(2024, 5, 10), "week"),
    ]
    assert {row["herkomst"] for row in usage(found)} == {"registratie"}


@pytest.mark.parametrize(
    ("changes", "code", "quantity", "unit"),
    [
        ({"unit": "01", "volume": 120}, "WMO.BEGELEIDING_IND.UUR.REF2022", "2", "uur"),
        ({"unit": "04"}, "WMO.BEGELEIDING_IND.UUR.REF2022", "4", "uur"),
        ({"unit": "16", "category": "07"}, "WMO.GROEP_LICHT.DAGDEEL.WESTERVELD", "4", "dagdeel"),
        ({"unit": "14", "category": "15"}, "WMO.BW_24UURS.ETMAAL.STADSKANAAL", "4", "etmaal"),
        ({"unit": "82", "category": "10"}, "WMO.VRAAGVERHELDERING.WESTERVELD", "4", "keer"),
        ({"unit": "84", "category": "10"}, "WMO.VRAAGVERHELDERING.WESTERVELD", "4", "keer"),
        ({"unit": "83", "volume": 30050}, "BEDRAG.WMO", "300.5", "euro"),
    ],
)
def test_each_unit_of_an_allocation(changes: dict[str, object], code: str, quantity: str, unit: str) -> None:
    chosen = profile("iwmo301", GUIDANCE, DAYCARE, PIECES, STAY)
    row = usage(mapped(allocated(**changes), chosen))[0]
    assert (row["productcode"], str(row["aantal"]), row["eenheid"]) == (code, quantity, unit)
    assert ("prijsbron" in row) == (unit == "euro")


def test_a_budget_is_an_amount_spread_over_its_days() -> None:
    # 365 days of a euro each: 130 before 11-5-2023, 235 from then on.
    both = read(allocated(budget=36500, category=None, code=None, **WITHOUT_EXTENT), profile("iwmo301"))
    assert [(row["moment"], row["aantal"], row["per"]) for row in usage(both.mapped)] == [
        ("voor", Decimal(130), "totaal"),
        ("na", Decimal(235), "totaal"),
    ]
    assert [str(total.source) for total in both.totals] == ["365"]
    assert all(total.agrees for total in both.totals)


def test_versions_and_removed_allocations_are_counted() -> None:
    files = [
        allocation_message(BSNS[0], Allocation(volume=9), Allocation(number="2")),
        allocation_message(BSNS[0], Allocation(decided="2023-02-01", volume=5)),
        allocation_message(
            BSNS[0], Allocation(number="2", decided="2023-02-01", reason="13", end="2023-01-01")
        ),
        other_message("418"),
    ]
    found = mapped(files, profile("iwmo301", GUIDANCE))
    assert [row["aantal"] for row in usage(found)] == [Decimal(5), Decimal(5)]
    assert left(found) == {
        "oudere versies van een toewijzing; de laatste telt": 2,
        "toewijzingen die zijn verwijderd (reden 13)": 1,
        "berichten WMO305, die niet worden geteld": 1,
    }
    assert (found.counts[0].read, found.counts[0].used, found.counts[0].filtered) == (4, 1, 3)


def test_codes_that_the_profile_does_not_name_are_asked_once_each() -> None:
    files = [
        allocation_message(bsn, Allocation(number=str(n)), Allocation(number=f"9{n}", code=None))
        for n, bsn in enumerate(BSNS[:3])
    ]
    assert codes(files, profile("iwmo301")) == [
        ("product_niet_in_profiel", "bericht 1, cliënt 1, product 1", 3),
        ("product_niet_in_profiel", "bericht 1, cliënt 1, product 2", 3),
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"volume": 100, "unit": "01"}, "aantal_niet_exact"),
        ({"unit": "14"}, "eenheid_past_niet"),
        ({"unit": "82"}, "eenheid_past_niet"),
        ({**WITHOUT_EXTENT}, "zonder_omvang"),
    ],
)
def test_an_allocation_that_cannot_be_counted_is_refused(changes: dict[str, object], code: str) -> None:
    assert codes(allocated(**changes), profile("iwmo301", GUIDANCE)) == [
        (code, "bericht 1, cliënt 1, product 1", 1)
    ]


def test_a_claim_that_cannot_be_counted_is_refused() -> None:
    files = [claimed(Claim(volume=100, unit="01"), Claim("R2", unit="14", allocation="7"))]
    assert sorted(codes(files, profile("iwmo323", GUIDANCE))) == [
        ("aantal_niet_exact", "bericht 1, cliënt 1, product 1", 1),
        ("eenheid_past_niet", "bericht 1, cliënt 1, product 2", 1),
    ]


def test_an_allocation_without_an_amount_may_be_left_out_by_name() -> None:
    chosen = profile("iwmo301", GUIDANCE, '[berichten]\nzonder_omvang = "weglaten"')
    found = mapped(allocated(**WITHOUT_EXTENT), chosen)
    assert left(found) == {"toewijzingen zonder Omvang en zonder Budget": 1}
    assert usage(found) == []


def test_two_providers_of_one_product_are_one_row() -> None:
    two = [allocation_message(BSNS[0], Allocation(number=number)) for number in ("1", "2")]
    both = read(two, profile("iwmo301", GUIDANCE))
    assert [row["aantal"] for row in usage(both.mapped)] == [Decimal(8), Decimal(8)]
    assert "Opgeteld bij een gelijk product van dezelfde dagen: 2." in both.mapped.converted
    assert all(total.agrees for total in both.totals)


def test_a_profile_of_another_message_is_refused() -> None:
    assert codes([claimed(Claim())], profile("ijw323")) == [("profiel_ander_bericht", "", 1)]
    assert codes([claimed(Claim())], profile("iwmo301")) == [("profiel_ander_bericht", "", 1)]


def test_a_case_of_which_nothing_was_used_before_is_new() -> None:
    found = mapped([claimed(Claim(start="2023-06-01", end="2023-06-30"), month=JUNE)], profile())
    assert found.sheets["Casussen"][0].values["casustype"] == "nieuw"


def test_without_a_key_it_is_said_that_a_later_file_does_not_match() -> None:
    told_apart = profile()
    nameless = replace(told_apart, columns=replace(told_apart.columns, case_id=None))
    assert any("mr sleutel" in choice for choice in mapped([claimed(Claim())], nameless).choices)
    # With numbers of the list itself, no number of ours is seen.
    assert not any("mr sleutel" in choice for choice in mapped([claimed(Claim())], told_apart).choices)


def test_nothing_of_a_person_comes_out() -> None:
    files = [allocation_message(BSNS[0], Allocation()), allocation_message(BSNS[1], Allocation(number="2"))]
    told = repr(mapped(files, profile("iwmo301", GUIDANCE)))
    for personal in (*BSNS[:2], NAME, SYNTHETIC):
        assert personal not in told


@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.integers(0, 30),
            st.integers(0, 9_999_999),
            st.booleans(),
            st.sampled_from("ab"),
        ),
        min_size=1,
        max_size=30,
    ),
    st.randoms(use_true_random=False),
)
def test_euros_in_are_euros_out_and_left_for_random_debits_and_credits(
    drawn: list[tuple[int, int, int, bool, str]], chance: random.Random
) -> None:
    """Clients with and without a case, months in and out of the windows, quantities and amounts."""
    debits: dict[str, list[Claim]] = {}
    credits: dict[str, list[Claim]] = {}
    net = 0
    for number, (person, month, cents, is_taken_back, kind) in enumerate(drawn):
        first = date(2021 + month // 12, month % 12 + 1, 1)
        debit = Claim(
            f"D{number}",
            allocation=str(number),
            code="02A03" if kind == "a" else "02A04",
            start=f"{first}",
            end=f"{first.replace(day=28)}",
            cents=cents,
        )
        debits.setdefault(BSNS[person], []).append(debit)
        if is_taken_back:
            credits.setdefault(BSNS[person], []).append(debit.credit(f"C{number}"))
        net += 0 if is_taken_back else cents
    messages = [
        claim_message({bsn: tuple(own) for bsn, own in side.items()}) for side in (debits, credits) if side
    ]
    chance.shuffle(messages)
    days = ("11-5-2023", "1-1-2022", "31-12-2021")
    listed = client_list(*((BSNS[n], f"K{n}", "Noord", day) for n, day in enumerate(days)))
    both = read(messages, profile("iwmo323", GUIDANCE), listed)
    euros = both.totals[0]
    assert euros.source == Fraction(net, 100)
    assert all(total.agrees for total in both.totals)
    assert all(count.is_complete for count in both.mapped.counts)
    amounts = sum(row["aantal"] for row in usage(both.mapped) if row["productcode"] == "BEDRAG.WMO")
    assert Fraction(amounts) == sum(t.result for t in both.totals if t.header.startswith("BEDRAG.WMO"))
