"""Hold a folder for one process at a time; the hold ends with the process, however that ends."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

NAME = "slot"


@contextlib.contextmanager
def held(folder: Path) -> Iterator[bool]:
    """Make a folder and hold it; afterwards it is removed when it is empty.

    Args:
        folder: Folder to make and hold; its parent exists.

    Yields:
        Whether the folder is ours; no when another process holds it.
    """
    folder.mkdir(exist_ok=True)
    path = folder / NAME
    ours = False
    try:
        with path.open("ab") as file:
            ours = _take(file) and _is_still_there(path, file)
            yield ours
    finally:
        with contextlib.suppress(OSError):
            if ours:
                path.unlink()
            folder.rmdir()


def _is_still_there(path: Path, file: BinaryIO) -> bool:
    """Tell whether the file we hold is still at this path: another process may just have removed it."""
    return path.exists() and os.path.samestat(path.stat(), os.fstat(file.fileno()))


def _take(file: BinaryIO) -> bool:
    if os.name == "nt":
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]  # Windows only
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
