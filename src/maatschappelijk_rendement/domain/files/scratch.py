"""A folder for temporary files, for the user alone, of which nothing stays: not even after a kill.

Who is killed removes nothing: tens of gigabytes with cases of residents would stay. So each folder is held by
its process, and the next one that makes such a folder first removes those that nobody holds any more.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from pathlib import Path
from typing import BinaryIO

from maatschappelijk_rendement.domain.files.lock import NAME, take

PREFIX = "mr-"
YOUNG_SECONDS = 60
"""So young a folder may have been made a moment ago and not be held yet."""


class Scratch:
    """A folder of its own (0700) in a folder for temporary files.

    Args:
        above: Folder to make it in; the system's own when left out.

    Attributes:
        path: The folder.

    Example:
        >>> scratch = Scratch()
        >>> scratch.path.is_dir()
        True
        >>> scratch.cleanup()
        >>> scratch.path.exists()
        False
    """

    def __init__(self, above: Path | None = None) -> None:
        remove_stale(above)
        self._folder = tempfile.TemporaryDirectory(prefix=PREFIX, dir=above, ignore_cleanup_errors=True)
        self.path = Path(self._folder.name)
        self._hold = (self.path / NAME).open("ab")
        take(self._hold)

    def cleanup(self) -> None:
        """Remove it, with all that is in it."""
        self._hold.close()
        self._folder.cleanup()


def remove_stale(above: Path | None = None) -> None:
    """Remove folders of processes that are gone; what is held, or not ours, stays.

    Args:
        above: Folder they were made in; the system's own when left out.
    """
    for path in Path(above or tempfile.gettempdir()).glob(f"{PREFIX}*/{NAME}"):
        with contextlib.suppress(OSError), path.open("ab") as hold:
            if _is_left(path, hold):
                shutil.rmtree(path.parent, ignore_errors=True)


def _is_left(path: Path, hold: BinaryIO) -> bool:
    return time.time() - path.stat().st_mtime > YOUNG_SECONDS and take(hold) is True
