"""Read an ordinary file, so many bytes and no more: never a device, a pipe or a folder.

A path that somebody else wrote can name anything. Reading ``/dev/zero`` never ends, a pipe waits for ever,
and opening some devices does something; so what it is comes first.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_NOT_PLAIN = errno.ENOTSUP
_UNKNOWN = "Controleer de map, de naam en uw rechten."
_NO_RIGHTS = "u heeft er geen rechten voor, of het is open in een ander programma."
_NO_SUCH = "het is er niet. Controleer de map en de naam."
_WHY = {
    errno.ENOENT: _NO_SUCH,
    errno.ENOTDIR: _NO_SUCH,
    errno.EINVAL: "deze naam kan niet bestaan. Controleer de naam.",
    errno.ENAMETOOLONG: "deze naam is te lang. Controleer de naam.",
    errno.ELOOP: "deze snelkoppeling wijst naar zichzelf. Kies het bestand zelf.",
    errno.EISDIR: "het is een map. Kies een bestand.",
    errno.EACCES: _NO_RIGHTS,
    errno.EPERM: _NO_RIGHTS,
    _NOT_PLAIN: "het is geen gewoon bestand. Bewaar de inhoud eerst in een bestand op een schijf.",
}


def read_plain(path: Path, most_bytes: int) -> bytes:
    """Read a file, and at most one byte more than it may have: who gets that knows that it is too large.

    Args:
        path: Which file; links are followed.
        most_bytes: How many bytes the file may have.

    Raises:
        OSError: There is no such file, or it is no ordinary one; ``why_not_read`` says it in Dutch.
    """
    try:
        _refuse_odd(path.stat())
        # Without waiting: between the look and this it may have become a pipe.
        way = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(path, way)
    except ValueError as error:  # a name with a NUL, or with half a letter
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from error
    with os.fdopen(handle, "rb") as file:
        _refuse_odd(os.fstat(handle))
        return file.read(most_bytes + 1)


def why_not_read(error: OSError) -> str:
    """Say in Dutch why a file was not read, as the end of a sentence that names the file.

    Example:
        >>> why_not_read(FileNotFoundError(errno.ENOENT, ""))
        'is niet te lezen: het is er niet. Controleer de map en de naam.'
    """
    why = _WHY.get(error.errno or 0)
    return f"is niet te lezen: {why}" if why else f"is niet te lezen. {_UNKNOWN}"


def _refuse_odd(found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(_NOT_PLAIN, os.strerror(_NOT_PLAIN))
