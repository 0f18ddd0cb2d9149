"""Hold a folder for one process at a time.

On Linux, macOS and Windows the hold ends with the process, however that ends. Where the system has no such
lock, as in a browser, the hold is a file that only one can make; who is killed leaves it behind, and
``left_behind`` says what to do then. Either way nobody gets a hold that does not guard.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

NAME = "slot"
BUSY = ".maatschappelijk_rendement-bezig"
"""Hidden folder, inside a folder with output, that is held while that output changes."""

SystemLock = Callable[[int], bool]


@contextlib.contextmanager
def held(folder: Path) -> Iterator[bool]:
    """Make a folder and hold it; afterwards it is removed when it is empty.

    Args:
        folder: Folder to make and hold; its parent exists.

    Yields:
        Whether the folder is ours; no when another process holds it.

    Raises:
        OSError: There is no hold to be had: no rights, a full disk, a disk that knows no locks.
    """
    folder.mkdir(exist_ok=True)
    path = folder / NAME
    ours = False
    take = _system_lock()
    try:
        if take is None:
            ours = _made(path)
            yield ours
        else:
            with path.open("ab") as file:
                ours = take(file.fileno()) and _is_still_there(path, file)
                yield ours
    finally:
        with contextlib.suppress(OSError):
            if ours:
                path.unlink()
            folder.rmdir()


def take(file: BinaryIO) -> bool | None:
    """Hold an open file for as long as it is open.

    Returns:
        Whether it is ours; no when another process holds it, None where the system has no lock.
    """
    lock = _system_lock()
    return None if lock is None else lock(file.fileno())


def left_behind(folder: Path) -> str:
    """Say in Dutch, with a space before it, what to do about a hold of which the owner is gone.

    Args:
        folder: What was asked of ``held``.

    Returns:
        Nothing where a hold ends with its process.
    """
    if _system_lock() is not None:
        return ""
    return f" Is er niets bezig, wis dan het bestand {NAME} in de map {folder.name}."


def _made(path: Path) -> bool:
    try:
        path.open("xb").close()
    except FileExistsError:
        return False
    return True


def _is_still_there(path: Path, file: BinaryIO) -> bool:
    """Tell whether the file we hold is still at this path: another process may just have removed it."""
    return path.exists() and os.path.samestat(path.stat(), os.fstat(file.fileno()))


def _system_lock() -> SystemLock | None:
    """Give what locks a file of this number, and tells whether it could; None where nothing does."""
    if os.name == "nt":
        return _lock_of_windows
    try:
        import fcntl
    except ImportError:
        return None

    def lock(number: int) -> bool:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    return lock


def _lock_of_windows(number: int) -> bool:
    import msvcrt

    try:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]  # Windows only
    except OSError:
        return False
    return True
