"""Reads every file of the corpus with this package and with today's readers; prints tables in Markdown.

Run: .venv/bin/python bench/reading/compare_readers.py [--bestanden]

Each file is read in a process of its own, with at most 10 s and 2 GB. Of this package the processor time and
the memory are those of a cold process, imports included, the best of two, for other work on the machine only
adds; the others start with their libraries loaded.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

CORPUS = Path(__file__).parents[2] / "tests" / "corpus"
SECONDS = 10
ROUNDS = 2
MEMORY_BYTES = 2 * 1024**3
OURS = "maatschappelijk_rendement"
ERROR, SILENT, WARNED, DIED = "fout", "stil gelezen", "waarschuwing", "hing of stierf"

_COLD = """
import sys
from pathlib import Path
from maatschappelijk_rendement.app import pipeline
analysis, findings = pipeline.check(Path(sys.argv[1]))
sys.exit(3 if analysis is None else 4 if findings else 0)
"""


def with_openpyxl(path: Path, *, read_only: bool) -> None:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=read_only, data_only=True)
    for sheet in book.worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass


def with_pandas(path: Path, *, engine: str) -> None:
    import pandas as pd

    pd.read_excel(path, sheet_name=None, engine=engine)


READERS: dict[str, Callable[[Path], None]] = {
    "openpyxl": lambda path: with_openpyxl(path, read_only=False),
    "openpyxl read-only": lambda path: with_openpyxl(path, read_only=True),
    "pandas + openpyxl": lambda path: with_pandas(path, engine="openpyxl"),
    "pandas + calamine": lambda path: with_pandas(path, engine="calamine"),
}


def outcome_of(read: Callable[[Path], None], path: Path) -> str:
    """Read a file in a fork, bounded, and say what came of it."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        signal.alarm(SECONDS)
        code = 1
        try:
            warnings.simplefilter("ignore")
            read(path)
            code = 0
        except MemoryError:
            code = 2
        except Exception:  # noqa: BLE001  any refusal counts
            code = 1
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 2:
        return DIED
    return ERROR if os.WEXITSTATUS(status) else SILENT


def ours(path: Path) -> tuple[str, float, float]:
    """Read a file with this package in a cold process: outcome, seconds of processor time, MB."""
    child = subprocess.Popen([sys.executable, "-c", _COLD, str(path)], stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = usage.ru_utime + usage.ru_stime
    child.returncode = os.waitstatus_to_exitcode(status)
    outcomes = {3: ERROR, 4: WARNED, 0: SILENT}
    return outcomes.get(child.returncode, DIED), seconds, usage.ru_maxrss / 1024


def main(*, each_file: bool) -> None:
    import openpyxl  # noqa: F401  loaded before the forks
    import pandas  # noqa: F401
    import python_calamine  # noqa: F401

    manifest = json.loads((CORPUS / "manifest.json").read_text(encoding="utf-8"))
    totals: dict[str, Counter[str]] = {name: Counter() for name in (OURS, *READERS)}
    lines, slowest, largest = [], 0.0, 0.0
    for entry in manifest:
        path = CORPUS / entry["bestand"]
        verdict, seconds, memory = min((ours(path) for _ in range(ROUNDS)), key=lambda outcome: outcome[1])
        slowest, largest = max(slowest, seconds), max(largest, memory)
        others = {name: outcome_of(read, path) for name, read in READERS.items()}
        expected = {"ok": SILENT, "waarschuwing": WARNED, "fout": ERROR}[entry["verwacht"]]
        agrees = "ja" if verdict == expected else "NEE"
        cells = [
            entry["bestand"],
            entry["verwacht"],
            agrees,
            f"{seconds:.2f}",
            f"{memory:.0f}",
            *others.values(),
        ]
        lines.append(cells)
        if entry["verwacht"] == "fout":
            totals[OURS][verdict] += 1
            for name, outcome in others.items():
                totals[name][outcome] += 1
    refused = sum(totals[OURS].values())
    agreeing = sum(line[2] == "ja" for line in lines)
    print(f"{len(manifest)} bestanden, {refused} moeten geweigerd worden; volgens het manifest: {agreeing}.")
    print(f"Langzaamste {slowest:.2f} s processortijd, meeste geheugen {largest:.0f} MB.\n")
    print(f"| lezer | van {refused}: gaf een fout | las in stilte | hing of stierf |\n|---|---|---|---|")
    for name, counts in totals.items():
        print(f"| {name} | {counts[ERROR]} | {counts[SILENT] + counts[WARNED]} | {counts[DIED]} |")
    if each_file:
        heads = ["bestand", "verwacht", "volgens manifest", "s", "MB", *READERS]
        print(f"\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
        for line in lines:
            print(f"| {' | '.join(line)} |")


if __name__ == "__main__":
    main(each_file="--bestanden" in sys.argv)
