"""Asked to stop, by Ctrl-C or by the system (SIGTERM): say what is true by then, and end with 130.

While modules load there is nothing to clean up, and a trace of Python out of an import helps nobody: the
process ends at once. During the work a ``KeyboardInterrupt`` unwinds it, so that what was put aside on disk
is removed first. This module imports next to nothing, because the first moments are its subject.
"""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

STOPPED = 130
NOTHING_WRITTEN = "Er is niets geschreven."
OUTPUT_WRITTEN = "De uitvoer was al geschreven."
SIGNALS = (signal.SIGINT, signal.SIGTERM)

_true_now = NOTHING_WRITTEN


def from_here(truth: str) -> None:
    """Note what is true of the output from here on, for whoever has to say it when the program ends early.

    Args:
        truth: Dutch sentence, such as ``OUTPUT_WRITTEN``.
    """
    global _true_now
    _true_now = truth


def so_far() -> str:
    """Give what is true of the output now.

    Example:
        >>> from_here(NOTHING_WRITTEN)
        >>> so_far()
        'Er is niets geschreven.'
    """
    return _true_now


def sentence() -> str:
    """Say that the program was stopped, and what is true of the output."""
    return f"mr: afgebroken. {_true_now}"


def at_once() -> None:
    """From here on, asked to stop is ending at once: there is nothing to clean up."""
    _hear(_end)


def by_unwinding() -> None:
    """From here on, asked to stop is a ``KeyboardInterrupt``, so that what was put aside is removed."""
    _hear(signal.default_int_handler)


def handlers() -> list[object]:
    """Give what happens now when asked to stop, for ``restore``."""
    return [signal.getsignal(number) for number in SIGNALS]


def let_go() -> None:
    """From here on the work is done and told: asked to stop is ending without a word."""
    _hear(signal.SIG_DFL)


def restore(found: list[object]) -> None:
    """Put back what ``handlers`` gave."""
    for number, handler in zip(SIGNALS, found, strict=True):
        _set(number, handler)


@contextmanager
def later() -> Iterator[None]:
    """Hear of being asked to stop only when this is done: a library that loads aborts on an exception.

    Example:
        >>> with later():
        ...     pass
    """
    asked: list[int] = []
    found = handlers()
    _hear(lambda number, _: asked.append(number))
    try:
        yield
    finally:
        restore(found)
        if asked:
            signal.raise_signal(asked[0])


def _end(number: int, frame: FrameType | None) -> None:
    with suppress(OSError):  # nobody is left to read it
        os.write(2, f"{sentence()}\n".encode())
    os._exit(STOPPED)


def _hear(handler: object) -> None:
    for number in SIGNALS:
        _set(number, handler)


def _set(number: int, handler: object) -> None:
    # Not in the main thread, or a handler that is not of Python: who calls us from there decides itself.
    # A system without signals (OSError) has nobody who could ask.
    with suppress(OSError, TypeError, ValueError):
        signal.signal(number, handler)  # type: ignore[arg-type]  # as it was given
