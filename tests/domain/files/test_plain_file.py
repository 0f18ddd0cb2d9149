"""Only an ordinary file is read, and no more of it than was asked for."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from maatschappelijk_rendement.domain.files.plain_file import read_plain, why_not_read


def why(path: Path) -> str:
    with pytest.raises(OSError) as refused:  # noqa: PT011  what it says is tested by its Dutch words
        read_plain(path, 10)
    return why_not_read(refused.value)


def test_a_file_that_is_too_large_gives_one_byte_more_than_asked(tmp_path: Path) -> None:
    path = tmp_path / "tien.txt"
    path.write_bytes(b"0123456789")
    assert read_plain(path, 10) == b"0123456789"
    assert read_plain(path, 4) == b"01234"


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "echt.txt").write_bytes(b"hier")
    (tmp_path / "via.txt").symlink_to("echt.txt")
    assert read_plain(tmp_path / "via.txt", 10) == b"hier"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "het is een map" in why(tmp_path)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_refused(device: str) -> None:
    if not Path(device).exists():
        pytest.skip("no such device here")
    assert "geen gewoon bestand" in why(Path(device))


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")
    assert "geen gewoon bestand" in why(tmp_path / "pijp")


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("deur")
        assert "geen gewoon bestand" in why(Path("deur"))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("geen.txt", "het is er niet"),
        ("bestand.txt/verder.txt", "het is er niet"),
        ("a\0b", "deze naam kan niet bestaan"),
        ("half\ud83d", "deze naam kan niet bestaan"),
        ("x" * 256, "deze naam is te lang"),
        ("kring", "wijst naar zichzelf"),
    ],
)
def test_a_name_without_a_file_is_refused(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "bestand.txt").write_bytes(b"")
    (tmp_path / "kring").symlink_to("kring")
    assert says in why(tmp_path / name)


def test_a_fault_without_words_of_its_own_is_still_said_in_dutch() -> None:
    assert why_not_read(OSError(5, "Input/output error")).startswith("is niet te lezen. Controleer")
