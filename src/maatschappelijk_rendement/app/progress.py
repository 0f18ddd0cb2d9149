"""A bar on the terminal for a long job: how many steps, which one, for how long, and what is left.

Silent in a pipe. What is left is estimated from the steps that are done and the part of the job that each
usually is.

A thread keeps the seconds. Where none can start the bar is drawn once a step, and the work goes on as it was.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Self, TextIO

WIDTH = 20
# Before this part of a job is done, or so many seconds, nothing is said of what is left.
LEAST_DONE, LEAST_SECONDS = 0.1, 10


class Progress:
    """Shows the steps of a job; use it in a ``with``, and call it with the name of each step.

    Args:
        steps: How many there are.
        stream: Where the bar goes; only to a terminal.
        shares: What part of a long job each step usually is; nothing is said of what is left when left out.

    Example:
        >>> with Progress(2) as progress:
        ...     progress("lezen")
    """

    def __init__(self, steps: int, stream: TextIO | None = None, shares: Sequence[float] = ()) -> None:
        self._stream = stream if stream is not None else sys.stderr
        self._steps = steps
        self._done = -1
        self._name = ""
        self._shares = shares if len(shares) == steps else ()
        self._began = self._since = monotonic()
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
        left = left_of(self._shares[: max(self._done, 0)], self._since - self._began, seconds)
        return f"[{full}] {max(self._done, 0) + 1} van {self._steps}: {self._name} ({seconds} s{left})"

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


def left_of(done: Sequence[float], spent: float, since: int) -> str:
    """Say about how long a job still takes; nothing while too little of it is done to tell.

    Args:
        done: What part of the job each finished step usually is.
        spent: How long these took [s].
        since: How long the next step takes by now [s].

    Example:
        >>> left_of([0.2, 0.3], 60.0, 20), left_of([0.2, 0.3], 300.0, 0), left_of([0.01], 60.0, 5)
        (', nog ongeveer 40 s', ', nog ongeveer 5 minuten', '')
    """
    part = sum(done)
    if part < LEAST_DONE or spent + since < LEAST_SECONDS:
        return ""
    left = spent * (1 - part) / part - since
    if left < LEAST_SECONDS / 2:
        return ", bijna klaar"
    minutes = round(left / 60)
    if left >= 100:
        return f", nog ongeveer {minutes} minuten"
    return f", nog ongeveer {max(round(left / 10), 1) * 10} s"
