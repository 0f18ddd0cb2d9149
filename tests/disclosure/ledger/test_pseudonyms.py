from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest
from tests.a_browser import NOT_IN_A_BROWSER
from tests.full_disk import small_files

from maatschappelijk_rendement.disclosure.ledger.pseudonyms import keyed_hash, make_key, pseudonym, read_key
from maatschappelijk_rendement.domain.errors import OutputError


@NOT_IN_A_BROWSER
def test_a_key_is_long_random_and_for_its_owner_only(tmp_path: Path) -> None:
    first, second = make_key(tmp_path / "een"), make_key(tmp_path / "twee")
    assert len(first) == 32
    assert first != second
    assert stat.S_IMODE((tmp_path / "een").stat().st_mode) == 0o600
    assert read_key(tmp_path / "een") == first


def test_a_key_that_exists_is_never_overwritten(tmp_path: Path) -> None:
    key = make_key(tmp_path / "sleutel")
    with pytest.raises(OutputError, match="bestaat al"):
        make_key(tmp_path / "sleutel")
    assert read_key(tmp_path / "sleutel") == key


def test_a_key_in_a_folder_that_is_not_there_gives_a_message(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="kan hier niet staan: deze map bestaat niet"):
        make_key(tmp_path / "geen map" / "sleutel")


@pytest.mark.parametrize("content", ["", "geen sleutel", "ab" * 31])
def test_a_file_without_a_key_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "sleutel").write_text(content)
    with pytest.raises(OutputError, match="mr sleutel"):
        read_key(tmp_path / "sleutel")


def test_the_keyed_hash_is_the_published_test_vector() -> None:
    """RFC 4231, test case 2."""
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert keyed_hash("what do ya want for nothing?", b"Jefe") == expected


def test_a_pseudonym_depends_on_the_key_and_is_no_plain_hash() -> None:
    one, other = (pseudonym("casus 7", bytes([n]) * 32) for n in (1, 2))
    assert one != other
    assert hashlib.sha256(b"casus 7").hexdigest() not in (one, other)


def test_ids_that_compare_equal_have_one_pseudonym() -> None:
    assert len({pseudonym(text, bytes(32)) for text in ("Casus 7", " casus 7 ", "CASUS 7")}) == 1


def test_what_is_wrong_with_a_key_is_said_in_full(tmp_path: Path) -> None:
    path = tmp_path / "sleutel"
    with pytest.raises(OutputError) as absent:
        read_key(path)
    assert str(absent.value) == "Het sleutelbestand kan niet worden gelezen. Maak een sleutel met: mr sleutel"
    path.write_text("ab" * 31)
    with pytest.raises(OutputError) as short:
        read_key(path)
    assert str(short.value) == (
        "Het sleutelbestand heeft niet de goede lengte. Maak een sleutel met: mr sleutel"
    )
    with pytest.raises(OutputError) as there:
        make_key(path)
    assert str(there.value) == (
        "Dit sleutelbestand bestaat al. Met een nieuwe sleutel zijn oude pseudoniemen niet meer te koppelen. "
        "Kies een andere naam, of verwijder het oude bestand zelf."
    )
    with pytest.raises(OutputError) as nowhere:
        make_key(tmp_path / "geen map" / "sleutel")
    assert str(nowhere.value) == (
        "Het sleutelbestand kan hier niet staan: deze map bestaat niet. Maak de map eerst of kies een andere."
    )


@NOT_IN_A_BROWSER
def test_a_key_that_is_a_device_or_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")
    for path in (Path("/dev/zero"), tmp_path / "pijp", tmp_path):
        with pytest.raises(OutputError, match="kan niet worden gelezen"):
            read_key(path)


def test_half_a_key_is_never_left(tmp_path: Path) -> None:
    with small_files(most_bytes=10), pytest.raises(OutputError, match="Het sleutelbestand"):
        make_key(tmp_path / "sleutel")
    assert list(tmp_path.iterdir()) == []


def test_a_key_file_is_one_line_of_hexadecimal_digits(tmp_path: Path) -> None:
    key = make_key(tmp_path / "sleutel")
    assert (tmp_path / "sleutel").read_text(encoding="ascii") == key.hex() + "\n"
    (tmp_path / "met spaties").write_text(f"  {key.hex()} \r\n")
    assert read_key(tmp_path / "met spaties") == key
