"""The command ``mr``: how it begins and how it ends.

Exit codes: 0 done, 1 unexpected fault, 2 wrong use, 3 the input has errors, 4 publication refused; 130
stopped.

What it needs is loaded inside its functions: from the first moment on, Ctrl-C has to end in a sentence.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from maatschappelijk_rendement.domain.files import stopping

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from types import TracebackType

SELDOM = (500_000, 20, 50)
"""How seldom Python looks for objects that hold each other: a report makes few, and looking is work."""


def report_fault(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """Report an unexpected fault by kind and place only: its text could hold a personal value."""
    from maatschappelijk_rendement.app.output import say

    if issubclass(kind, KeyboardInterrupt):
        say(stopping.sentence())
        return
    place = ""
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
        if trace.tb_lineno and trace.tb_lineno > 0:  # on the page only our own modules know their lines
            place = f" in {name}, regel {trace.tb_lineno}"
        trace = trace.tb_next
    say(
        f"mr: onverwachte fout ({kind.__name__}{place}). {stopping.so_far()} "
        "Meld dit met de versie (mr --versie) aan de makers; stuur geen werkmap mee."
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``mr`` and give its exit code.

    Args:
        arguments: The words after ``mr``; those of the process when left out.
    """
    if arguments is None:
        # The process is ours, and its matrices are small: more threads of OpenBLAS would only wait.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        gc.set_threshold(*SELDOM)
    before = stopping.handlers()
    stopping.from_here(stopping.NOTHING_WRITTEN)
    stopping.at_once()
    sys.excepthook = report_fault
    from maatschappelijk_rendement.app import output

    output.open_closed()
    stdout, stderr = sys.stdout, sys.stderr
    results = output.HeldOutput(stdout)
    for stream in (stdout, stderr):
        output.prepare(stream)
    sys.stdout, sys.stderr = results, output.as_text(output.Sure(stderr))
    try:
        try:
            code = _run(arguments)
            stopping.at_once()  # only printing is left
        except SystemExit as end:
            problem = results.deliver()
            if problem:
                output.say(f"mr: de uitkomst {problem}")
                raise SystemExit(end.code or 1) from None
            raise
        problem = results.deliver()
        if problem:
            output.say(f"mr: de uitkomst {problem} {stopping.so_far()}")
        return code or (1 if problem else 0)
    except KeyboardInterrupt:
        stopping.at_once()
        output.say(stopping.sentence())
        return stopping.STOPPED
    finally:
        sys.stdout, sys.stderr = stdout, stderr
        if arguments is None:
            stopping.let_go()  # the process is ours, and ends
            if "duckdb" not in sys.modules:  # which reports on stderr what is still there
                gc.freeze()  # else Python looks through all objects once more, for nobody
        else:
            stopping.restore(before)


def _run(arguments: Sequence[str] | None) -> int:
    """Do what the words ask; every error of ours, and of the system, becomes a sentence and its code."""
    from maatschappelijk_rendement.app import commands
    from maatschappelijk_rendement.app.output import say
    from maatschappelijk_rendement.app.parser import build_parser
    from maatschappelijk_rendement.domain.errors import (
        InputError,
        MaatschappelijkRendementError,
        why_not_written,
    )

    parsed = build_parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = parsed.run
    # What is put aside on disk is removed first, also when the system asks (SIGTERM).
    stopping.by_unwinding()
    try:
        return run(parsed)
    except InputError as error:
        commands.show(error.findings, as_json=getattr(parsed, "json", False))
        _say_no_report(parsed)
        return error.exit_code
    except MaatschappelijkRendementError as error:
        say(f"mr: {error}")
        _say_no_report(parsed)
        return error.exit_code
    except OSError as error:
        # Each door says what it can of its own file; the rest is of the system: no rights, no disk, no name.
        say(f"mr: een bestand of map {why_not_written(error)} {stopping.so_far()}")
        return 1


def _say_no_report(parsed: argparse.Namespace) -> None:
    """Say how a report that failed has ended; a folder may still hold an earlier one."""
    from maatschappelijk_rendement.app.output import say

    if parsed.OPDRACHT in ("rapport", "wijk") and stopping.so_far() == stopping.NOTHING_WRITTEN:
        say("Er is geen rapport gemaakt.")


if __name__ == "__main__":
    raise SystemExit(main())
