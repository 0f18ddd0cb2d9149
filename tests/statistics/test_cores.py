"""Work on all cores, and one after the other where no thread can start: the same result."""

from __future__ import annotations

import threading

import pytest

from maatschappelijk_rendement.statistics.cores import on_all_cores


def no_thread(self: threading.Thread) -> None:
    raise RuntimeError("can't start new thread")


@pytest.mark.parametrize("has_threads", [True, False])
def test_each_piece_is_done_once(monkeypatch: pytest.MonkeyPatch, *, has_threads: bool) -> None:
    if not has_threads:
        monkeypatch.setattr(threading.Thread, "start", no_thread)
    done: list[int] = []
    on_all_cores(done.append, iter(range(50)))
    assert sorted(done) == list(range(50))


@pytest.mark.parametrize("has_threads", [True, False])
def test_an_error_of_the_work_is_raised_and_nothing_is_done_twice(
    monkeypatch: pytest.MonkeyPatch, *, has_threads: bool
) -> None:
    """Also when it is of the kind by which Python says that no thread can start."""
    if not has_threads:
        monkeypatch.setattr(threading.Thread, "start", no_thread)
    done: list[int] = []

    def work(piece: int) -> None:
        done.append(piece)
        raise RuntimeError("the work itself")

    with pytest.raises(RuntimeError, match="the work itself"):
        on_all_cores(work, [1])
    assert done == [1]
