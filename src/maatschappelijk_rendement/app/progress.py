"""A bar on the terminal for a long job: how many steps, which one, for how long. Silent in a pipe.

A thread keeps the seconds. Where none can start the bar is drawn once a step, and the work goes on as it was.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Self, TextIO

WIDTH = 20


class Progress:
    """Shows the steps of a job; use it in a ``with``, and call it with the name of each step.

    Args:
        steps: How many there are.
        stream: Where the bar goes; only to a terminal.

    Example:
        >>> with Progress(2) as progress:
        ...     progress("lezen")
    """

    def __init__(self, steps: int, stream: TextIO | None = None) -> None:
        self._stream = stream if stream is not None else sys.stderr
        self._steps = steps
        self._done = -1
        self._name = ""
        self._since = monotonic()
        self._drawn = 0
        self._is_shown = self._ticks = False
        self._stopped = Event()
        self._clock = Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Self:
        # Closed by whoever started us it is None, or says that it is closed.
        with suppress(AttributeError, ValueError):
            self._is_shown = self._stream.isatty()
        if self._is_shown:
            with suppress(RuntimeError):  # no thread can start here
                self._clock.start()
                self._ticks = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        if self._ticks:
            self._clock.join()
        if self._is_shown:
            self._write("")

    def __call__(self, step: str) -> None:
        """Say that the next step begins."""
        self._done = min(self._done + 1, self._steps - 1)
        self._name, self._since = step, monotonic()
        if self._is_shown and not self._ticks:
            self._write(self.bar(0))

    def bar(self, seconds: int) -> str:
        """Give the line of the step that is being done, for so many seconds by now.

        Example:
            >>> progress = Progress(4)
            >>> progress("lezen")
            >>> progress("rekenen")
            >>> progress.bar(12)
            '[#####...............] 2 van 4: rekenen (12 s)'
        """
        part = WIDTH * max(self._done, 0) // self._steps
        full = "#" * part + "." * (WIDTH - part)
        return f"[{full}] {max(self._done, 0) + 1} van {self._steps}: {self._name} ({seconds} s)"

    def _tick(self) -> None:
        # Not at once: a short job shows no bar.
        while not self._stopped.wait(1):
            self._write(self.bar(int(monotonic() - self._since)))

    def _write(self, line: str) -> None:
        try:
            self._stream.write(f"\r{line.ljust(self._drawn)}" if line else f"\r{' ' * self._drawn}\r")
            self._stream.flush()
        except (OSError, ValueError):  # the terminal is gone; the work goes on
            self._stopped.set()
        self._drawn = len(line)
