"""Files of the ledger, made whole or not at all, whenever the program is killed."""

from __future__ import annotations

import os
from pathlib import Path

PARTIAL = ".deel"
"""How the name of a file ends that is being written; a killed run leaves it."""


def make_file(path: Path, content: bytes) -> None:
    """Make a file that is not there yet.

    On a disk without hard links a kill can leave half of it.

    Raises:
        FileExistsError: It is there already.
        OSError: It cannot be written.
    """
    partial = _written_aside(path, content)
    try:
        path.hardlink_to(partial)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        with path.open("xb") as file:
            file.write(content)
    finally:
        partial.unlink(missing_ok=True)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file in the place of the one that may be there.

    Raises:
        OSError: It cannot be written; the old one is as it was.
    """
    _written_aside(path, content).replace(path)


def _written_aside(path: Path, content: bytes) -> Path:
    partial = path.with_suffix(PARTIAL)
    if partial.is_file():
        partial.unlink()  # not written over: it may be a release under its first name
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        if partial.is_file():
            partial.unlink()
        raise
    return partial
