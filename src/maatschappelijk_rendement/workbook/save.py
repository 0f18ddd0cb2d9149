"""Put one finished file on its place: all of it or nothing.

It is written in full to a hidden folder beside its place, held by this run alone, and then renamed. What a
run that was killed left in that folder is overwritten by the next one.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from maatschappelijk_rendement.errors import OutputError, why_not_written
from maatschappelijk_rendement.lock import held

_NEW = "nieuw"
_UNCHANGED = "Er is niets veranderd."
_NO_FOLDER = "kan hier niet staan: deze map bestaat niet. Maak de map eerst of kies een andere."
_OF_A_FILE = {errno.ENOENT: _NO_FOLDER, errno.ENOTDIR: _NO_FOLDER}


def save_file(content: bytes, path: Path) -> None:
    """Write a file beside its place, then put it there in one step; on failure the old file stays.

    Args:
        content: The whole file.
        path: Where it goes; its folder exists.

    Raises:
        OutputError: The file is open elsewhere, the disk is full, there are no rights; says so in Dutch.
    """
    try:
        _refuse_open(path)
        stage = path.with_name(f".{path.name}.bezig")
        with held(stage) as is_free:
            if not is_free:
                raise OutputError(f"Het bestand {path.name} wordt al geschreven. Wacht even. {_UNCHANGED}")
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
    finally:  # also when a user stops the program: nothing half-written stays behind
        with contextlib.suppress(OSError):
            beside.unlink()


def _refuse_open(path: Path) -> None:
    """Refuse while LibreOffice (``.~lock.x#``) or Excel (``~$x``) has the file open: it would undo ours."""
    marks = (path.with_name(f".~lock.{path.name}#"), path.with_name(f"~${path.name}"))
    if path.exists() and any(mark.exists() for mark in marks):
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(path))
