"""Put one finished file on its place: all of it or nothing.

It is written in full to a hidden folder beside its place, held by this run alone, and then renamed. What a
run that was killed left in that folder is overwritten by the next one.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from maatschappelijk_rendement.errors import OutputError
from maatschappelijk_rendement.lock import held

_NEW = "nieuw"
_UNCHANGED = "Er is niets veranderd."
_BUSY = "is open in een ander programma. Sluit het bestand en probeer het opnieuw."
_NO_RIGHTS = "is niet te schrijven: u heeft er geen rechten voor, of het is open in een ander programma."
_NO_SPACE = "past niet meer op de schijf. Maak ruimte en probeer het opnieuw."
_NO_FOLDER = "kan hier niet staan: deze map bestaat niet. Maak de map eerst of kies een andere."
_WHY = {
    errno.ENOSPC: _NO_SPACE,
    errno.EDQUOT: _NO_SPACE,
    errno.EACCES: _NO_RIGHTS,
    errno.EPERM: _NO_RIGHTS,
    errno.EROFS: "staat op een schijf waarvan alleen gelezen kan worden. Kies een andere map.",
    errno.EBUSY: _BUSY,
    errno.ETXTBSY: _BUSY,
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EISDIR: "bestaat al als map. Haal die map weg of kies een andere naam.",
    errno.ENAMETOOLONG: "heeft een te lange naam. Kies een kortere.",
}


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
        why = _WHY.get(error.errno or 0, "is niet te schrijven. Probeer het opnieuw of kies een andere map.")
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
