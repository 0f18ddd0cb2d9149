"""A bar on a terminal, and nothing in a pipe."""

from __future__ import annotations

import io
import time
from threading import Event

from maatschappelijk_rendement.progress import Progress


class Terminal(io.StringIO):
    """Tells when something was drawn, so that a test waits for that and not for the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn = Event()

    def isatty(self) -> bool:
        return True

    def flush(self) -> None:
        self.drawn.set()


def test_a_pipe_gets_nothing() -> None:
    pipe = io.StringIO()
    with Progress(1, pipe) as progress:
        progress("rekenen")
        time.sleep(1.2)
    assert pipe.getvalue() == ""


def test_a_terminal_gets_the_step_and_is_left_clean() -> None:
    terminal = Terminal()
    with Progress(2, terminal) as progress:
        progress("lezen")
        progress("rekenen")
        assert terminal.drawn.wait(60)
    shown = terminal.getvalue()
    assert "2 van 2: rekenen (" in shown
    assert shown.endswith("\r")
    assert shown.rsplit("\r", 2)[-2].strip() == ""


def test_a_step_too_many_does_not_overflow() -> None:
    progress = Progress(1)
    progress("lezen")
    progress("rekenen")
    assert progress.bar(0).startswith("[....................] 1 van 1: rekenen")
