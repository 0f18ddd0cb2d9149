"""Kills a writer at random moments; for scripts of a single thread, where a fork is safe."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from itertools import count

KILLS = 100
LONGEST_SECONDS = 0.03


def kill_at_random(write: Callable[[int], object], check: Callable[[], None], *, seed: int) -> None:
    """Let a child write again and again, kill it, and check what is left; a hundred times.

    Args:
        write: Writes the output of a turn.
        check: Raises when what a kill left is not whole.
        seed: Of the moments.
    """
    chance = random.Random(seed)
    for _ in range(KILLS):
        ready, tell = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(tell, b".")
            for turn in count():
                write(turn)
        os.read(ready, 1)
        time.sleep(chance.uniform(0, LONGEST_SECONDS))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        os.close(ready)
        os.close(tell)
        if not os.WIFSIGNALED(status):
            raise RuntimeError("the writer ended by itself")
        check()
