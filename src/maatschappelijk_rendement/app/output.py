"""What a command prints, on streams that may be closed, full, or left by their reader.

Results are held until the work is done and then written in one go, so that a failure on the way never leaves
half a JSON. Where they cannot be written that is said, and what stands on stderr never breaks a run: whoever
closed it does not want it.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from typing import TextIO, cast

from maatschappelijk_rendement.domain.errors import why_not_written

# The reader stopped reading, as `head` does. Windows has no word of its own for it.
_LEFT = (errno.EPIPE, errno.EINVAL) if os.name == "nt" else (errno.EPIPE,)
_CLOSED = {errno.EBADF: "is niet te schrijven: de gewone uitvoer (stdout) is gesloten."}


class HeldOutput(io.StringIO):
    """Stands in for stdout during a run, and holds what it gets."""

    def __init__(self, real: TextIO) -> None:
        super().__init__()
        self._real = real

    def isatty(self) -> bool:
        """Whether a person reads it."""
        return _is_terminal(self._real)

    def deliver(self) -> str:
        """Write it all; gives why that failed, as the end of a sentence, or nothing."""
        try:
            self._real.write(self.getvalue())
            self._real.flush()
        except (OSError, ValueError) as error:
            silence(self._real)
            if isinstance(error, OSError):
                return "" if error.errno in _LEFT else why_not_written(error, _CLOSED)
            return _CLOSED[errno.EBADF]
        return ""


class Sure(io.TextIOBase):
    """Stands in for stderr: what cannot be written there is dropped, and the run goes on."""

    def __init__(self, real: TextIO) -> None:
        self._real = real

    @property
    def encoding(self) -> str:  # type: ignore[override]  # a field there
        """How the letters are written."""
        return self._real.encoding or "utf-8"

    def isatty(self) -> bool:
        """Whether a person reads it."""
        return _is_terminal(self._real)

    def fileno(self) -> int:
        """Number of the stream, for child processes."""
        return self._real.fileno()

    def write(self, text: str) -> int:
        """Write, or drop."""
        try:
            return self._real.write(text)
        except (OSError, ValueError):
            silence(self._real)
            return len(text)

    def flush(self) -> None:
        """Flush, or drop."""
        try:
            self._real.flush()
        except (OSError, ValueError):
            silence(self._real)


def open_closed() -> None:
    """Give this process the streams that whoever started it closed.

    Else the next file that is opened becomes stdout, and what a library prints lands in it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # Writing there fails, as it did; on stderr nobody is left to hear that.
            way = os.O_WRONLY if number == 2 else os.O_RDONLY
            os.set_inheritable(os.open(os.devnull, way), True)
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  it is for the process
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  so is this


def prepare(stream: TextIO) -> None:
    """Let a stream show what it can of a letter it does not know, and wait for a reader that is slow."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    with suppress(AttributeError, OSError, ValueError):  # no such thing here, or no real stream
        os.set_blocking(stream.fileno(), True)


def say(text: str) -> None:
    """Say something on stderr, whatever state that is in."""
    if sys.stderr is not None:
        stream = Sure(sys.stderr)
        stream.write(f"{text}\n")
        stream.flush()


def silence(stream: TextIO) -> None:
    """Let a stream that failed lead nowhere: what is left in it would fail once more when Python ends."""
    with suppress(AttributeError, OSError, ValueError):  # no such thing here, or no real stream
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def as_text(stream: io.TextIOBase) -> TextIO:
    """A stand-in, as what ``sys`` holds."""
    return cast("TextIO", stream)


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # it is closed
        return False
