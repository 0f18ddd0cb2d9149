"""Read a workbook in a child process that may use so much time and memory and no more (``--veilig``).

For a service, or for a file nobody trusts: whatever a file does to the reader, the program that asked goes
on. Bytes go in, JSON comes out, so nothing that the child made is executed here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from maatschappelijk_rendement.domain.errors import Finding, UsageError, WorkbookError
from maatschappelijk_rendement.intake.codec import pack, unpack
from maatschappelijk_rendement.intake.doors.workbook import survey_workbook
from maatschappelijk_rendement.intake.memory import Survey
from maatschappelijk_rendement.intake.workbook.annotate import annotate_workbook
from maatschappelijk_rendement.intake.workbook.findings import sort_findings
from maatschappelijk_rendement.intake.workbook.gate import DEFAULT_LIMITS, MEBIBYTE, Limits
from maatschappelijk_rendement.intake.workbook.read import Source, load
from maatschappelijk_rendement.intake.workbook.save import save_file

_CHILD = f"import sys; from {__name__} import work_as_child; sys.exit(work_as_child())"
# The child ends with these when it ran out of memory, and when it refused the file; Python uses 1 and 2.
_NO_MEMORY, _REFUSED = 12, 13
_NO_CHILD = (
    "Hier kan geen apart proces starten, dus --veilig kan niet. Laat --veilig weg als u het bestand "
    "vertrouwt, of gebruik een andere computer."
)
_SPLIT = "Splits de werkmap, of vraag de afzender wat erin staat."


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading may cost; an honest large file may cost more than a small one.

    Measured: 5 MB with 96.000 lines takes 8 s and 260 MB of memory in use on 2 cores (bench/reading).

    Attributes:
        seconds: Time for any file, and for each MB of a larger one.
        memory_mb: Address space for any file, and for each MB of a larger one.
    """

    seconds: int = 20
    seconds_per_mb: int = 10
    memory_mb: int = 600
    memory_mb_per_mb: int = 60

    def for_size(self, size: int) -> tuple[int, int]:
        """Give the seconds and the bytes of memory for a file of this size.

        Example:
            >>> Bounds().for_size(2 * 1024 * 1024)
            (40, 754974720)
        """
        whole = size // MEBIBYTE
        memory_mb = self.memory_mb + self.memory_mb_per_mb * whole
        return self.seconds + self.seconds_per_mb * whole, memory_mb * MEBIBYTE


DEFAULT_BOUNDS = Bounds()


def survey_bounded(
    source: Source, *, limits: Limits = DEFAULT_LIMITS, bounds: Bounds = DEFAULT_BOUNDS
) -> Survey:
    """Read a workbook as ``survey_workbook`` does with the shipped prices, in a bounded child process.

    Where the system cannot bound memory (Windows), time is bounded alone.

    Args:
        source: Path of the file, or its bytes.
        limits: How much the workbook may hold.
        bounds: What reading may cost.

    Returns:
        The survey; with one error where a bound was hit or the child ended in another way.

    Raises:
        UsageError: There is no such file, it may not be read, or no process can be started here.
    """
    try:
        return _unpack(_ask_child("survey", load(source, limits), (), limits, bounds))
    except WorkbookError as error:
        return Survey(None, None, error.findings)


def annotate_bounded(
    source: Source,
    findings: Sequence[Finding],
    target: Path,
    *,
    limits: Limits = DEFAULT_LIMITS,
    bounds: Bounds = DEFAULT_BOUNDS,
) -> None:
    """Write the workbook anew as ``annotate_workbook`` does, made in a bounded child process.

    Args:
        source: The workbook as it was checked: its path or bytes.
        findings: What was found in it.
        target: Path of the copy.
        limits: How much the workbook may hold.
        bounds: What making the copy may cost.

    Raises:
        WorkbookError: A bound was hit, or the workbook cannot be read to its end; carries the findings too.
        UsageError: No process can be started here.
        OutputError: The copy cannot be written; an older file there is as it was.
    """
    try:
        content = _ask_child("annotate", load(source, limits), findings, limits, bounds)
    except WorkbookError as error:
        raise WorkbookError(sort_findings({*error.findings, *findings})) from error
    save_file(content, target)


def _ask_child(task: str, data: bytes, findings: Sequence[Finding], limits: Limits, bounds: Bounds) -> bytes:
    """Let a child do a task; gives what it wrote, or raises what kept it from that."""
    import subprocess

    seconds, memory = bounds.for_size(len(data))
    order = {
        "task": task,
        "findings": [asdict(finding) for finding in findings],
        "limits": asdict(limits),
        "seconds": seconds,
        "memory": memory,
    }
    try:
        # The child's own messages could hold a value of the file, so nobody sees them.
        child = subprocess.run(  # noqa: S603  our own module, without any argument
            [sys.executable, "-I", "-c", _CHILD],
            input=json.dumps(order).encode() + b"\n" + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _refusal("grens_tijd", f"Het lezen duurt langer dan de grens van {seconds} seconden.") from None
    except OSError as error:  # a browser has no processes; read here, the file would have no bound
        raise UsageError(_NO_CHILD) from error
    if child.returncode == _NO_MEMORY:
        text = f"Het lezen vraagt meer geheugen dan de grens van {memory // MEBIBYTE} MB."
        raise _refusal("grens_geheugen", text)
    if child.returncode == _REFUSED:
        raise WorkbookError([Finding(**finding) for finding in json.loads(child.stdout)])
    if child.returncode:
        raise _refusal("lezen_mislukt", "Het lezen van deze werkmap is mislukt; zij is mogelijk beschadigd.")
    return child.stdout


def _refusal(code: str, text: str) -> WorkbookError:
    return WorkbookError([Finding("fout", "", "", code, text, _SPLIT)])


def _pack(survey: Survey) -> bytes:
    told = {
        "complete": survey.delivery is not None,
        "findings": [asdict(finding) for finding in survey.findings],
        "sound": pack(survey.sound) if survey.sound else None,
    }
    return json.dumps(told).encode()


def _unpack(message: bytes) -> Survey:
    told = json.loads(message)
    sound = unpack(told["sound"]) if told["sound"] else None
    findings = tuple(Finding(**finding) for finding in told["findings"])
    return Survey(sound if told["complete"] else None, sound, findings)


def _bound_this_process(seconds: int, memory: int) -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # A second more than the parent waits: the parent's message is the better one.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def work_as_child() -> int:
    """Do what the parent asks, inside the child: an order and bytes on standard input, bytes as output."""
    order = json.loads(sys.stdin.buffer.readline())
    _bound_this_process(order["seconds"], order["memory"])
    limits = Limits(**order["limits"])
    try:
        data = sys.stdin.buffer.read()
        if order["task"] == "annotate":
            findings = [Finding(**finding) for finding in order["findings"]]
            annotate_workbook(data, findings, sys.stdout.buffer, limits=limits)
        else:
            sys.stdout.buffer.write(_pack(survey_workbook(data, limits=limits)))
    except WorkbookError as error:
        sys.stdout.buffer.write(json.dumps([asdict(finding) for finding in error.findings]).encode())
        return _REFUSED
    except MemoryError:
        return _NO_MEMORY
    return 0
