import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.own_formats.messages import BSNS, Claim, claim_message

from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.intake.own_formats.claims import Claims, read_claims
from maatschappelijk_rendement.intake.own_formats.coverage import CoveredPeriod, uncovered_months
from maatschappelijk_rendement.intake.own_formats.message_folder import gather
from maatschappelijk_rendement.intake.own_formats.pseudonymise import Pseudonyms

MAY = ("2023-05-01", "2023-05-31")
JUNE = ("2023-06-01", "2023-06-30")


def read(*files: bytes) -> Claims:
    return read_claims(gather(files, Pseudonyms()).messages)


def message(*claims: Claim, month: tuple[str, str] = MAY, **changes: object) -> bytes:
    return claim_message({BSNS[0]: claims}, month=month, **changes)  # type: ignore[arg-type]


def codes(*files: bytes) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        read(*files)
    return [(finding.code, finding.place) for finding in caught.value.findings]


def bad(**changes: object) -> list[str]:
    return [code for code, _ in codes(message(Claim().but(**changes)))]


def test_a_claim_is_read() -> None:
    claims = read(message(Claim()))
    [claim] = claims.settlement.open
    assert (claim.category, claim.code, claim.volume, claim.unit, claim.cents) == (
        "02",
        "02A03",
        4,
        "04",
        20000,
    )
    assert (claim.start, claim.end) == (date(2023, 5, 1), date(2023, 5, 31))
    assert claims.periods == (CoveredPeriod(date(2023, 5, 1), date(2023, 5, 31)),)


def test_a_credit_of_a_later_month_cancels_its_debit_exactly() -> None:
    debit = Claim("R1", cents=20000)
    settlement = read(
        message(debit, Claim("R2", code="02A04", cents=500)), message(debit.credit("R3"), month=JUNE)
    )
    settlement = settlement.settlement
    assert [claim.reference for claim in settlement.open] == ["R2"]
    assert [claim.reference for claim in settlement.cancelled] == ["R1"]
    assert (settlement.debit_cents, settlement.credit_cents, settlement.net_cents) == (20500, 20000, 500)


def test_a_credit_and_its_debit_may_stand_in_one_message_and_in_any_order() -> None:
    debit = Claim("R1")
    assert read(message(debit.credit("R2"), debit)).settlement.open == ()


def test_a_claim_that_was_taken_back_may_be_claimed_anew() -> None:
    debit = Claim("R1", volume=4, cents=20000)
    right = Claim("R3", volume=3, cents=15000)
    settlement = read(message(debit), message(debit.credit("R2"), right, month=JUNE)).settlement
    assert [(claim.reference, claim.cents) for claim in settlement.open] == [("R3", 15000)]
    assert settlement.net_cents == 15000


def test_a_corrected_claim_may_itself_be_taken_back() -> None:
    first, second = Claim("R1"), Claim("R3", volume=3, cents=15000)
    settlement = read(
        message(first),
        message(first.credit("R2"), second, month=JUNE),
        message(second.credit("R4"), month=JUNE),
    ).settlement
    assert (settlement.open, settlement.net_cents) == ((), 0)


def test_a_credit_without_its_debit_is_refused_with_its_place() -> None:
    assert codes(message(Claim("R2", previous="R1", side="C"))) == [
        ("credit_zonder_debet", "bericht 1, cliënt 1, product 1")
    ]


def test_a_credit_that_names_no_debit_is_refused() -> None:
    assert codes(message(Claim("R1"), Claim("R2", code="02A04", side="C"))) == [
        ("credit_zonder_verwijzing", "bericht 1, cliënt 1, product 2")
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"cents": 19999},
        {"volume": 3},
        {"unit": "01"},
        {"code": "02A04"},
        {"category": "07"},
        {"allocation": "999"},
        {"start": "2023-05-02"},
        {"end": "2023-05-30"},
    ],
)
def test_a_credit_that_differs_from_its_debit_is_refused(changes: dict[str, object]) -> None:
    credit = Claim("R1").credit("R2").but(**changes)
    assert codes(message(Claim("R1")), message(credit, month=JUNE)) == [
        ("credit_ongelijk", "bericht 2, cliënt 1, product 1")
    ]


def test_a_credit_of_another_client_is_refused() -> None:
    other = claim_message({BSNS[1]: (Claim("R1").credit("R2"),)}, month=JUNE)
    assert codes(message(Claim("R1")), other) == [("credit_ongelijk", "bericht 2, cliënt 1, product 1")]


def test_a_debit_is_taken_back_once() -> None:
    debit = Claim("R1")
    assert codes(message(debit), message(debit.credit("R2"), debit.credit("R3"), month=JUNE)) == [
        ("credit_dubbel", "bericht 2, cliënt 1, product 2")
    ]


def test_a_credit_is_not_taken_back() -> None:
    debit = Claim("R1")
    found = codes(
        message(debit),
        message(
            debit.credit("R2"),
            debit.credit(
                "R3",
            ).but(previous="R2"),
            month=JUNE,
        ),
    )
    assert found == [("credit_zonder_debet", "bericht 2, cliënt 1, product 2")]


def test_a_number_that_is_there_twice_is_refused() -> None:
    assert ("referentie_dubbel", "bericht 1, cliënt 1, product 2") in codes(
        message(Claim("R1"), Claim("R1", code="02A04"))
    )


def test_a_number_is_unique_for_a_provider_and_not_beyond() -> None:
    other = claim_message({BSNS[0]: (Claim("R1"),)}, sender="42420001")
    assert read(message(Claim("R1")), other).settlement.net_cents == 40000


def test_a_service_that_is_claimed_twice_is_refused() -> None:
    assert codes(message(Claim("R1")), message(Claim("R2", volume=3, cents=15000), month=JUNE)) == [
        ("prestatie_dubbel", "bericht 2, cliënt 1, product 1")
    ]


def test_one_allocation_may_have_several_products_in_a_month() -> None:
    assert len(read(message(Claim("R1"), Claim("R2", code="02A04"))).settlement.open) == 2


def test_a_total_that_is_not_the_sum_is_refused() -> None:
    assert codes(message(Claim(), total=19999)) == [("totaal_ongelijk", "bericht 1")]


def test_a_total_of_more_credit_than_debit_is_negative() -> None:
    debit = Claim("R1")
    assert b">C<" in message(debit.credit("R2"), month=JUNE)
    assert read(message(debit), message(debit.credit("R2"), month=JUNE)).settlement.net_cents == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reference": None}, "gegeven_ontbreekt"),
        ({"category": "45"}, "code_onbekend"),
        ({"category": None}, "gegeven_ontbreekt"),
        ({"start": "31-05-2023"}, "datum_ongeldig"),
        ({"end": "2023-06-01"}, "periode_ongeldig"),
        ({"start": "2023-05-31", "end": "2023-05-01"}, "periode_ongeldig"),
        ({"volume": "4,5"}, "getal_ongeldig"),
        ({"unit": "21"}, "eenheid_vervallen"),
        ({"unit": "81"}, "eenheid_vervallen"),
        ({"unit": "4"}, "code_onbekend"),
        ({"unit": "83", "volume": 19999, "tariff": None}, "bedrag_ongelijk"),
        ({"cents": None}, "gegeven_ontbreekt"),
        ({"side": "X"}, "code_onbekend"),
        ({"side": None}, "gegeven_ontbreekt"),
        ({"code": "0-2"}, "productcode_ongeldig"),
    ],
)
def test_one_wrong_element_is_one_finding(changes: dict[str, object], code: str) -> None:
    assert bad(**changes) == [code]


def test_a_claim_of_youth_care_has_its_own_categories() -> None:
    claim = Claim(category="45", code="45A03")
    assert read(claim_message({BSNS[0]: (claim,)}, domain="ijw")).settlement.net_cents == 20000


def test_the_months_without_a_message_are_found() -> None:
    claims = read(message(Claim("R1")), message(Claim("R2", start=JUNE[0], end=JUNE[1]), month=JUNE))
    missing = uncovered_months(claims.periods, date(2023, 4, 15), date(2023, 8, 15))
    assert list(missing) == [date(2023, 4, 1), date(2023, 7, 1), date(2023, 8, 1)]


def test_a_window_that_ends_on_the_first_needs_no_message_of_that_month() -> None:
    may = CoveredPeriod(date(2023, 5, 1), date(2023, 5, 31))
    assert list(uncovered_months([may], date(2023, 5, 1), date(2023, 6, 1))) == []


@given(
    st.lists(st.tuples(st.integers(0, 9_999_999), st.booleans(), st.booleans()), min_size=1, max_size=25),
    st.randoms(use_true_random=False),
)
def test_what_is_left_is_debit_minus_credit_to_the_cent(
    drawn: list[tuple[int, bool, bool]], chance: random.Random
) -> None:
    debits, credits = [], []
    for number, (cents, is_taken_back, is_corrected) in enumerate(drawn):
        debit = Claim(f"D{number}", allocation=str(number), cents=cents)
        debits.append(debit)
        if is_taken_back:
            credits.append(debit.credit(f"C{number}"))
            if is_corrected:
                credits.append(debit.but(reference=f"N{number}", cents=cents // 2))
    chance.shuffle(debits)
    chance.shuffle(credits)
    files = [message(*debits)] + ([message(*credits, month=JUNE)] if credits else [])
    chance.shuffle(files)
    settlement = read(*files).settlement
    expected = sum(
        0 if is_taken_back and not is_corrected else cents // 2 if is_taken_back else cents
        for cents, is_taken_back, is_corrected in drawn
    )
    assert settlement.net_cents == expected
    assert sum(claim.cents for claim in settlement.open) == expected
    assert not any(claim.is_credit for claim in settlement.open)
