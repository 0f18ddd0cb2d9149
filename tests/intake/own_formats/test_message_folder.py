from pathlib import Path

import pytest
from tests.intake.own_formats.messages import (
    BSNS,
    Allocation,
    Claim,
    allocation_message,
    claim_message,
    other_message,
)

from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.intake.own_formats.message_folder import MessageDelivery, gather, read_delivery
from maatschappelijk_rendement.intake.own_formats.pseudonymise import Pseudonyms

FIRST = allocation_message(BSNS[0], Allocation())
SECOND = allocation_message(BSNS[1], Allocation(number="102"))


def read(folder: Path) -> MessageDelivery:
    return read_delivery(folder, Pseudonyms())


def codes(*files: bytes) -> list[str]:
    with pytest.raises(InputError) as caught:
        gather(files, Pseudonyms())
    return [finding.code for finding in caught.value.findings]


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    (tmp_path / "b.xml").write_bytes(FIRST)
    (tmp_path / "a.XML").write_bytes(SECOND)
    delivery = read(tmp_path)
    assert [message.products[0].fields["ToewijzingNummer"] for message in delivery.messages] == ["102", "101"]
    assert [message.place.message for message in delivery.messages] == [1, 2]


def test_one_message_may_be_given_by_itself_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "bericht.txt"
    path.write_bytes(FIRST)
    assert len(read(path).messages) == 1


def test_other_files_and_other_messages_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(FIRST)
    (tmp_path / "b.xml").write_bytes(other_message("418"))
    (tmp_path / "c.xml").write_bytes(other_message("418") + b"\n")
    (tmp_path / "d.xml").write_bytes(other_message("485"))
    (tmp_path / "leesmij.txt").write_text("x", encoding="utf-8")
    (tmp_path / "oud").mkdir()
    delivery = read(tmp_path)
    assert dict(delivery.uncounted) == {"WMO305": 2, "WMO325": 1}
    assert delivery.other_files == 1
    assert delivery.findings == ()


def test_the_same_message_twice_is_refused() -> None:
    assert codes(FIRST, SECOND, FIRST) == ["bericht_dubbel"]


def test_two_kinds_in_one_folder_are_refused() -> None:
    assert codes(FIRST, claim_message({BSNS[0]: (Claim(),)})) == ["berichten_gemengd"]


def test_two_laws_in_one_folder_are_refused() -> None:
    assert codes(FIRST, allocation_message(BSNS[0], Allocation(), domain="ijw")) == ["berichten_gemengd"]


def test_every_broken_message_is_told_at_once() -> None:
    assert codes(FIRST, FIRST[:-5], b"", SECOND) == ["bericht_beschadigd", "leeg"]


@pytest.mark.parametrize("release", ["4", "1", "x"])
def test_a_release_that_was_not_read_is_said_and_read_on_names(release: str) -> None:
    delivery = gather([allocation_message(BSNS[0], Allocation(), release=release), SECOND], Pseudonyms())
    assert [finding.code for finding in delivery.findings] == ["bericht_versie_onbekend"]
    assert len(delivery.messages) == 2


def test_unknown_elements_are_said_with_their_number() -> None:
    odd = allocation_message(BSNS[0], Allocation(extra="<m:Toeslag/><m:Korting/>"))
    [finding] = gather([odd], Pseudonyms()).findings
    assert finding.code == "element_onbekend"
    assert " 2 elementen" in finding.text
    assert "Toeslag" not in str(finding)


def test_a_folder_without_messages_is_no_delivery(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="geen bericht 301 of 323"):
        read(tmp_path)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is er niet"):
        read(tmp_path / "nergens")


def test_a_name_of_a_file_is_never_repeated(tmp_path: Path) -> None:
    (tmp_path / "mevrouw-verzonnen.xml").write_bytes(FIRST[:-5])
    with pytest.raises(InputError) as caught:
        read(tmp_path)
    assert "verzonnen" not in str(caught.value)
