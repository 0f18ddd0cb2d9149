"""The encoding follows from all bytes of a file, and a file in two encodings is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from maatschappelijk_rendement.intake.folder.encoding import (
    Encoding,
    UnknownEncodingError,
    find_encoding,
    utf_8_pieces,
)


def written(folder: Path, content: bytes) -> Path:
    path = folder / "gebruik.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("piece_bytes", [1, 2, 3, 1000])
@pytest.mark.parametrize(
    ("content", "encoding", "text"),
    [
        (b"plat", Encoding.UTF_8, "plat"),
        (b"", Encoding.UTF_8, ""),
        ("Súdwest € 😀".encode(), Encoding.UTF_8, "Súdwest € 😀"),
        ("Súdwest €".encode("cp1252"), Encoding.WINDOWS_1252, "Súdwest €"),
        (b"caf\xe9", Encoding.WINDOWS_1252, "café"),
        (b"caf\xe9, CAF\xc9\x92s", Encoding.WINDOWS_1252, "café, CAFÉ’s"),
        ("wijk;é 😀".encode("utf-16"), Encoding.UTF_16, "wijk;é 😀"),
        (b"\xfe\xff" + "wijk".encode("utf-16-be"), Encoding.UTF_16, "wijk"),
    ],
)
def test_a_file_is_read_in_its_own_encoding(
    tmp_path: Path, content: bytes, encoding: Encoding, text: str, piece_bytes: int
) -> None:
    path = written(tmp_path, content)
    assert find_encoding(path, piece_bytes) is encoding
    assert b"".join(utf_8_pieces(path, encoding, piece_bytes)).decode() == text


def test_the_mark_in_front_of_utf_8_is_no_text(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeffwijk".encode())
    assert list(utf_8_pieces(path, find_encoding(path))) == [b"wijk"]


@pytest.mark.parametrize("piece_bytes", [1, 2, 3, 1000])
@pytest.mark.parametrize(
    ("content", "line", "is_mixed"),
    [
        (b"a\nb\x81\n", 2, False),
        (b"a\n\n\x9d", 3, False),
        ("ë\n".encode("cp1252") + "ë\n".encode(), 2, True),
        ("‘a’\n".encode() + "ë\n".encode("cp1252"), 1, True),
        # A text that was cut off within its last letter.
        ("ë\n\n".encode("cp1252") + "ë".encode()[:1], 3, True),
    ],
)
def test_what_is_in_no_encoding_or_in_two_is_refused_with_its_line(
    tmp_path: Path, content: bytes, line: int, is_mixed: bool, piece_bytes: int
) -> None:
    with pytest.raises(UnknownEncodingError) as caught:
        find_encoding(written(tmp_path, content), piece_bytes)
    assert (caught.value.line, caught.value.is_mixed) == (line, is_mixed)


def test_utf_16_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "wijk".encode("utf-16")[:-1])
    with pytest.raises(UnknownEncodingError):
        list(utf_8_pieces(path, find_encoding(path)))
