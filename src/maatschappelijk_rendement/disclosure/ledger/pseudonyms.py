"""Pseudonyms: a case id leaves only as a keyed hash; without the key nobody finds it by trying all ids."""

from __future__ import annotations

import errno
import hmac
import os
import secrets
from pathlib import Path

from maatschappelijk_rendement.domain.errors import OutputError, why_not_written
from maatschappelijk_rendement.domain.files import stopping
from maatschappelijk_rendement.domain.files.plain_file import read_plain
from maatschappelijk_rendement.domain.vocabulary import fold

KEY_BYTES = 32
LONGEST_FILE = 1_000
_THERE_IS_NO_FOLDER = "kan hier niet staan: deze map bestaat niet. Maak de map eerst of kies een andere."
_NO_FOLDER = {errno.ENOENT: _THERE_IS_NO_FOLDER, errno.ENOTDIR: _THERE_IS_NO_FOLDER}


def make_key(path: Path) -> bytes:
    """Make a new key file that only its owner can read; an existing file is never overwritten.

    Args:
        path: Where the key goes: outside every folder with output.

    Returns:
        The key.

    Raises:
        OutputError: The file exists already or cannot be written.
    """
    key = secrets.token_bytes(KEY_BYTES)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise OutputError(
            "Dit sleutelbestand bestaat al. Met een nieuwe sleutel zijn oude pseudoniemen niet meer te "
            "koppelen. Kies een andere naam, of verwijder het oude bestand zelf."
        ) from error
    except OSError as error:
        raise OutputError(f"Het sleutelbestand {why_not_written(error, _NO_FOLDER)}") from error
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(key.hex() + "\n")
    except (OSError, KeyboardInterrupt) as error:  # half a key is no key
        path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise OutputError(f"Het sleutelbestand {why_not_written(error)}") from error
        raise
    stopping.from_here(stopping.OUTPUT_WRITTEN)
    return key


def read_key(path: Path) -> bytes:
    """Read a key file.

    Args:
        path: A file that ``make_key`` wrote.

    Raises:
        OutputError: The file is not there or holds no key.
    """
    try:
        key = bytes.fromhex(read_plain(path, LONGEST_FILE).decode("ascii").strip())
    except (OSError, ValueError) as error:
        raise OutputError(
            "Het sleutelbestand kan niet worden gelezen. Maak een sleutel met: mr sleutel"
        ) from error
    if len(key) != KEY_BYTES:
        raise OutputError("Het sleutelbestand heeft niet de goede lengte. Maak een sleutel met: mr sleutel")
    return key


def pseudonym(case_id: str, key: bytes) -> str:
    """Give the pseudonym of a case: HMAC-SHA-256 of its id, in 64 hexadecimal digits.

    Args:
        case_id: The id in the workbook; capitals and spaces around it do not matter.
        key: The key.

    Example:
        >>> pseudonym("Casus 7", bytes(32)) == pseudonym(" casus 7", bytes(32))
        True
        >>> pseudonym("casus 7", bytes(32)) == pseudonym("casus 7", bytes(31) + b"1")
        False
    """
    return keyed_hash(fold(case_id), key)


def keyed_hash(text: str, key: bytes) -> str:
    """Hash a text with a key: HMAC-SHA-256 (RFC 2104), in hexadecimal digits.

    Example:
        >>> keyed_hash("what do ya want for nothing?", b"Jefe")[:16]  # RFC 4231, test case 2
        '5bdcc146bf60754e'
    """
    return hmac.digest(key, text.encode(), "sha256").hex()
