"""Makes this process as poor as Python in a browser, and then runs ``mr`` with the words it gets.

    python -I tests/bare_system.py SRC rapport casussen.xlsx --uit uit

No highspy, no locks, threads, child processes, users, signal alarms, compiled decimals or TLS, and none of
the packages that not everybody has. ``sys.platform`` stays: numpy and pandas were built for this one.
The last line on stderr tells where HiGHS comes from, and what was asked for and not there.
"""

from __future__ import annotations

import errno
import importlib.abc
import importlib.machinery
import os
import stat
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import NoReturn

ABSENT = {
    *("highspy", "pydantic", "pydantic_core", "duckdb", "pyarrow", "polars", "pyspark", "matplotlib"),
    *("weasyprint", "docx", "fcntl", "msvcrt", "resource", "termios", "tty", "pty", "pwd", "grp", "syslog"),
    *("_decimal", "_ssl", "ssl", "_hashlib", "_multiprocessing", "_posixshmem", "readline", "_curses"),
}
OF_OS = (
    *(
        "getuid",
        "geteuid",
        "getgid",
        "getegid",
        "getgroups",
        "getlogin",
        "getppid",
        "umask",
        "chown",
        "fchown",
    ),
    *("fork", "forkpty", "posix_spawn", "posix_spawnp", "execv", "execve", "system", "popen", "kill", "wait"),
    *("waitpid", "dup", "dup2", "pipe", "pipe2", "set_blocking", "get_terminal_size", "nice", "setsid"),
    *("sched_getaffinity", "sched_setaffinity", "register_at_fork", "pread", "lockf", "mkfifo"),
)
OF_SIGNAL = ("alarm", "setitimer", "getitimer", "pthread_kill", "pthread_sigmask", "set_wakeup_fd")
asked: set[str] = set()


class Blocker(importlib.abc.MetaPathFinder):
    """Knows nothing of what is absent, and notes who asks."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] not in ABSENT:
            return None
        asked.add(fullname)
        raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)


def no_thread(*args: object, **keywords: object) -> NoReturn:
    asked.add("thread")
    raise RuntimeError("can't start new thread")


def no_child(*args: object, **keywords: object) -> NoReturn:
    asked.add("process")
    raise OSError(errno.ENOTSUP, "this system does not support processes")


def flush_files_only(flush: Callable[[int], None]) -> Callable[[int], None]:
    """What a WASI host does: of a folder it has nothing to flush."""

    def only(number: int) -> None:
        if stat.S_ISDIR(os.fstat(number).st_mode):
            asked.add("folder-flush")
            raise OSError(errno.EBADF, "Bad file descriptor")
        flush(number)

    return only


def impoverish() -> None:
    """Take it all away."""
    import _thread
    import signal
    import subprocess  # knows no system but by ``sys.platform``, and asks what is there as it loads
    import threading

    for name in [name for name in sys.modules if name.partition(".")[0] in ABSENT]:
        del sys.modules[name]
    sys.meta_path.insert(0, Blocker())
    for module, names in ((os, OF_OS), (signal, OF_SIGNAL)):
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    for name in ("start_new_thread", "start_new", "start_joinable_thread"):
        if hasattr(_thread, name):
            setattr(_thread, name, no_thread)
    threading.Thread.start = no_thread  # type: ignore[method-assign]
    os.fsync = flush_files_only(os.fsync)  # type: ignore[assignment]
    subprocess.Popen = no_child  # type: ignore[assignment, misc]


if __name__ == "__main__":
    impoverish()
    sys.path.insert(0, sys.argv[1])
    from maatschappelijk_rendement.app.cli import main

    code = main(sys.argv[2:])
    from maatschappelijk_rendement.disclosure.attack import solver

    print(solver._core.__name__, *sorted(asked), file=sys.stderr)
    raise SystemExit(code)
