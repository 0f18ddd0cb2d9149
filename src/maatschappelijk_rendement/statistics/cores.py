"""Do pieces of work on all cores; where no thread can start, one after the other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TypeVar

Piece = TypeVar("Piece")


def on_all_cores(work: Callable[[Piece], None], pieces: Iterable[Piece]) -> None:
    """Do the work for each piece, in any order; the pieces must not depend on each other.

    Threads gain time where the work lets go of Python, as numpy does.

    Args:
        work: What to do; its first error is raised.
        pieces: What to do it for.

    Example:
        >>> squares = [0, 0, 0]
        >>> on_all_cores(lambda n: squares.__setitem__(n, n * n), range(3))
        >>> squares
        [0, 1, 4]
    """
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(os.cpu_count()) as workers:
        try:
            workers.submit(int)  # starts a thread: a browser has none, a container may have no more
        except RuntimeError:
            for piece in pieces:
                work(piece)
        else:
            list(workers.map(work, pieces))
