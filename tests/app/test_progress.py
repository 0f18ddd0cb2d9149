"""A bar on a terminal, and nothing in a pipe."""

from __future__ import annotations

import io
import sys
import time
from threading import Event, Thread

import pytest

from maatschappelijk_rendement.app.progress import Progress


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


class Gone(Terminal):
    def write(self, text: str) -> int:
        self.drawn.set()
        raise OSError(5, "the terminal is gone")


def test_a_terminal_that_goes_away_does_not_stop_the_work() -> None:
    terminal = Gone()
    with Progress(1, terminal) as progress:
        progress("rekenen")
        assert terminal.drawn.wait(60)


def test_a_stream_that_is_closed_or_not_there_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = Terminal()
    closed.close()
    with Progress(1, closed) as progress:
        progress("rekenen")
    monkeypatch.setattr(sys, "stderr", None)
    with Progress(1) as progress:
        progress("rekenen")


def test_without_threads_the_bar_moves_a_step_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(self: Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Thread, "start", start)
    terminal = Terminal()
    with Progress(2, terminal) as progress:
        progress("lezen")
        progress("rekenen")
    shown = terminal.getvalue().split("\r")
    assert [line.strip() for line in shown] == [
        "",
        "[....................] 1 van 2: lezen (0 s)",
        "[##########..........] 2 van 2: rekenen (0 s)",
        "",
        "",
    ]
    pipe = io.StringIO()
    with Progress(2, pipe) as progress:
        progress("lezen")
    assert pipe.getvalue() == ""


def test_a_long_job_says_about_how_long_it_still_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 0.0, 60.0])  # made, the first step, and the second a minute later
    monkeypatch.setattr("maatschappelijk_rendement.app.progress.monotonic", lambda: next(clock))
    progress = Progress(2, io.StringIO(), shares=(0.5, 0.5))
    progress("lezen")
    assert progress.bar(20).endswith("1 van 2: lezen (20 s)")
    progress("rekenen")
    assert progress.bar(20).endswith("2 van 2: rekenen (20 s, nog ongeveer 40 s)")
    assert progress.bar(58).endswith("2 van 2: rekenen (58 s, bijna klaar)")
