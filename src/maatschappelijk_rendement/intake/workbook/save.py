"""Put one finished file on its place: all of it or nothing.

It is written in full to a hidden folder beside its place, held by this run alone, and then renamed. What a
run that was killed left in that folder is overwritten by the next one.
"""

from __future__ import annotations

import contextlib
import errno
import os
from hashlib import sha256
from pathlib import Path

from maatschappelijk_rendement.domain.errors import OutputError, why_not_written
from maatschappelijk_rendement.domain.files import stopping
from maatschappelijk_rendement.domain.files.lock import held, left_behind

_NEW = "nieuw"
_UNCHANGED = "Er is niets veranderd."
_NO_FOLDER = "kan hier niet staan: deze map bestaat niet. Maak de map eerst of kies een andere."
_OF_A_FILE = {
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.ENOTSUP: "is geen gewoon bestand. Kies een andere naam.",
}
_LONGEST_NAME = 200


def save_file(content: bytes, path: Path) -> None:
    """Write a file beside its place, then put it there in one step; on failure the old file stays.

    Args:
        content: The whole file.
        path: Where it goes; its folder exists.

    Raises:
        OutputError: The file is open elsewhere, the disk is full, there are no rights; says so in Dutch.
    """
    try:
        _refuse_odd(path)
        _refuse_open(path)
        stage = path.with_name(f".{_short(path.name)}.bezig")
        with held(stage) as is_free:
            if not is_free:
                raise OutputError(
                    f"Het bestand {path.name} wordt al geschreven. Wacht even."
                    f"{left_behind(stage)} {_UNCHANGED}"
                )
            _write(content, stage / _NEW, path)
    except OSError as error:
        why = why_not_written(error, _OF_A_FILE)
        # The folder stays out of the message: its name may be a person's.
        raise OutputError(f"Het bestand {path.name} {why} {_UNCHANGED}") from error


def _write(content: bytes, beside: Path, path: Path) -> None:
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        stopping.from_here(stopping.OUTPUT_WRITTEN)
    finally:  # also when a user stops the program: nothing half-written stays behind
        with contextlib.suppress(OSError):
            beside.unlink()


def _refuse_odd(path: Path) -> None:
    """Refuse a folder, and a device or a pipe: with enough rights a file would take its place."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists() and not path.is_file():
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), str(path))


def _short(name: str) -> str:
    """Give a name to which more can be added: a disk takes 255 bytes."""
    encoded = os.fsencode(name)
    return name if len(encoded) <= _LONGEST_NAME else sha256(encoded).hexdigest()


def _refuse_open(path: Path) -> None:
    """Refuse while LibreOffice (``.~lock.x#``) or Excel (``~$x``) has the file open: it would undo ours."""
    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        return  # those programs cannot make their mark beside it either
    marks = (path.with_name(f".~lock.{path.name}#"), path.with_name(f"~${path.name}"))
    if path.exists() and any(mark.exists() for mark in marks):
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(path))
