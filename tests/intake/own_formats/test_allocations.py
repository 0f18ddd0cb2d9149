from datetime import date

import pytest
from tests.intake.own_formats.messages import (
    BSNS,
    WITHOUT_EXTENT,
    Allocation,
    allocation_message,
    old_allocation_message,
)

from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.domain.vocabulary import Per
from maatschappelijk_rendement.intake.own_formats.allocations import Allocations, Extent, read_allocations
from maatschappelijk_rendement.intake.own_formats.message_folder import gather
from maatschappelijk_rendement.intake.own_formats.pseudonymise import Pseudonyms


def read(*files: bytes) -> Allocations:
    return read_allocations(gather(files, Pseudonyms()).messages)


def one(**changes: object) -> Allocations:
    return read(allocation_message(BSNS[0], Allocation().but(**changes)))


def codes(*files: bytes) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        read(*files)
    return [(finding.code, finding.place) for finding in caught.value.findings]


def bad(**changes: object) -> list[str]:
    return [code for code, _ in codes(allocation_message(BSNS[0], Allocation().but(**changes)))]


def test_dates_and_extent_are_read() -> None:
    [allocation] = one().kept
    assert (allocation.start, allocation.end) == (date(2023, 1, 1), date(2023, 12, 31))
    assert allocation.extent == Extent(4, "04", Per.WEEK)
    assert (allocation.category, allocation.code, allocation.budget_cents) == ("02", "02A03", None)


def test_an_open_allocation_has_no_end() -> None:
    assert one(end=None).kept[0].end is None


@pytest.mark.parametrize(
    ("frequency", "per"), [("1", Per.DAY), ("2", Per.WEEK), ("4", Per.MONTH), ("6", Per.TOTAL)]
)
def test_each_frequency_of_release_three(frequency: str, per: Per) -> None:
    assert one(frequency=frequency).kept[0].extent == Extent(4, "04", per)


@pytest.mark.parametrize(("frequency", "per"), [("3", Per.FOUR_WEEKS), ("5", Per.YEAR)])
def test_four_weeks_and_a_year_are_read_in_release_two_and_refused_in_three(frequency: str, per: Per) -> None:
    old = old_allocation_message({BSNS[0]: (Allocation(frequency=frequency),)})
    assert read(old).kept[0].extent == Extent(4, "04", per)
    assert bad(frequency=frequency) == ["frequentie_vervallen"]


@pytest.mark.parametrize("unit", ["01", "04", "14", "16", "82", "83", "84"])
def test_each_unit_is_read(unit: str) -> None:
    extent = one(unit=unit).kept[0].extent
    assert extent is not None
    assert extent.unit == unit


@pytest.mark.parametrize("unit", ["21", "81"])
def test_a_unit_that_went_is_refused(unit: str) -> None:
    assert bad(unit=unit) == ["eenheid_vervallen"]


def test_a_budget_is_cents() -> None:
    allocation = one(budget=1250050, **WITHOUT_EXTENT).kept[0]
    assert (allocation.budget_cents, allocation.extent) == (1250050, None)


def test_a_generic_allocation_has_no_product() -> None:
    allocation = one(category=None, code=None, budget=100, **WITHOUT_EXTENT).kept[0]
    assert (allocation.category, allocation.code) == (None, None)


@pytest.mark.parametrize("reason", [f"{number:02d}" for number in range(1, 15) if number != 13])
def test_every_other_reason_changes_nothing(reason: str) -> None:
    assert len(one(reason=reason).kept) == 1


def test_a_removed_allocation_is_left_out_and_counted() -> None:
    allocations = read(
        allocation_message(BSNS[0], Allocation(), Allocation(number="102")),
        allocation_message(
            BSNS[0], Allocation(decided="2023-02-01", reason="13", end="2023-01-01").but(**WITHOUT_EXTENT)
        ),
    )
    assert [allocation.number for allocation in allocations.kept] == ["102"]
    assert (allocations.removed, allocations.replaced, allocations.repeated) == (1, 1, 0)


def test_the_latest_decision_holds_whatever_the_order_of_the_messages() -> None:
    old = allocation_message(BSNS[0], Allocation(time="09:00:00", volume=2))
    new = allocation_message(BSNS[0], Allocation(time="15:22:26", volume=7))
    for files in ((old, new), (new, old)):
        allocations = read(*files)
        assert [a.extent.volume for a in allocations.kept if a.extent] == [7]
        assert allocations.replaced == 1


def test_an_allocation_that_was_removed_and_sent_anew_counts() -> None:
    allocations = read(
        allocation_message(BSNS[0], Allocation(decided="2023-01-01", reason="13")),
        allocation_message(BSNS[0], Allocation(decided="2023-01-02")),
    )
    assert (len(allocations.kept), allocations.removed, allocations.replaced) == (1, 0, 1)


def test_the_same_version_sent_again_is_counted_once() -> None:
    again = allocation_message(BSNS[0], Allocation(extra="<!-- opnieuw -->"))
    allocations = read(allocation_message(BSNS[0], Allocation()), again)
    assert (len(allocations.kept), allocations.repeated, allocations.replaced) == (1, 1, 0)


def test_all_that_was_sent_is_kept_replaced_repeated_or_removed() -> None:
    versions = [Allocation(decided=f"2023-01-0{day}", volume=day) for day in (1, 2, 3)]
    files = [allocation_message(BSNS[0], version) for version in versions]
    files.append(allocation_message(BSNS[0], versions[2].but(extra="<!-- opnieuw -->")))
    files.append(allocation_message(BSNS[1], Allocation(number="9", reason="13")))
    found = read(*files)
    assert (len(found.kept), found.replaced, found.repeated, found.removed) == (1, 2, 1, 1)


def test_one_moment_with_two_contents_cannot_be_told_apart() -> None:
    found = codes(
        allocation_message(BSNS[0], Allocation()), allocation_message(BSNS[0], Allocation(volume=5))
    )
    assert found == [("toewijzing_twee_versies", "bericht 2, cliënt 1, product 1")]


def test_a_number_of_two_clients_is_refused() -> None:
    found = codes(allocation_message(BSNS[0], Allocation()), allocation_message(BSNS[1], Allocation()))
    assert found == [("toewijzing_twee_clienten", "bericht 2, cliënt 1, product 1")]


def test_a_number_is_unique_for_a_municipality_and_not_beyond() -> None:
    other = allocation_message(BSNS[1], Allocation(), municipality="0392")
    assert len(read(allocation_message(BSNS[0], Allocation()), other).kept) == 2


def test_without_numbers_versions_that_overlap_are_refused() -> None:
    found = codes(
        old_allocation_message(
            {BSNS[0]: (Allocation(number=None), Allocation(number=None, start="2023-06-01"))}
        )
    )
    assert found == [("toewijzing_zonder_nummer", "bericht 1, cliënt 1, product 2")]


def test_without_numbers_what_follows_or_is_another_product_is_kept() -> None:
    nameless = Allocation(number=None)
    kept = read(
        old_allocation_message(
            {
                BSNS[0]: (nameless, nameless.but(start="2024-01-01", end=None), nameless.but(code="02A04")),
                BSNS[1]: (nameless,),
            }
        )
    ).kept
    assert len(kept) == 4


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"start": None}, "gegeven_ontbreekt"),
        ({"decided": None}, "gegeven_ontbreekt"),
        ({"start": "01-01-2023"}, "datum_ongeldig"),
        ({"start": "2023-02-30"}, "datum_ongeldig"),
        ({"start": "0001-01-01"}, "datum_ongeldig"),
        ({"end": "9999-12-31"}, "datum_ongeldig"),
        ({"start": "2023-01-01Z"}, "datum_ongeldig"),
        ({"end": "2022-12-31"}, "einddatum_voor_startdatum"),
        ({"category": "99"}, "code_onbekend"),
        ({"code": "02A03X"}, "productcode_ongeldig"),
        ({"code": "02 <"}, "bericht_beschadigd"),
        ({"reason": "15"}, "code_onbekend"),
        ({"volume": "vier"}, "getal_ongeldig"),
        ({"volume": "-4"}, "getal_ongeldig"),
        ({"volume": "2.5"}, "getal_ongeldig"),
        ({"volume": None}, "gegeven_ontbreekt"),
        ({"unit": "05"}, "code_onbekend"),
        ({"frequency": "7"}, "code_onbekend"),
        ({"frequency": None}, "gegeven_ontbreekt"),
        ({"frequency": "6", "end": None}, "totaal_zonder_einddatum"),
        ({"budget": 100}, "omvang_en_budget"),
        ({"budget": 100, "end": None, **WITHOUT_EXTENT}, "budget_zonder_einddatum"),
        ({"budget": "1e5", **WITHOUT_EXTENT}, "getal_ongeldig"),
    ],
)
def test_one_wrong_element_is_one_finding(changes: dict[str, object], code: str) -> None:
    assert bad(**changes) == [code]


def test_all_wrong_elements_are_told_at_once_with_their_place() -> None:
    files = (
        allocation_message(BSNS[0], Allocation(), Allocation(number="2", start="x")),
        allocation_message(BSNS[1], Allocation(number="3", volume="y", unit="zz")),
    )
    assert codes(*files) == [
        ("datum_ongeldig", "bericht 1, cliënt 1, product 2"),
        ("getal_ongeldig", "bericht 2, cliënt 1, product 1"),
        ("code_onbekend", "bericht 2, cliënt 1, product 1"),
    ]
