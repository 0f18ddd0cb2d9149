"""Times reading the large workbook: this package, and pandas with openpyxl (defusedxml) and with calamine.

Run: .venv/bin/python bench/reading/large_workbook.py bench/data/groot.xlsx
     .venv/bin/python bench/reading/time_large.py bench/data/groot.xlsx [rounds]

The main job needs no objects: it goes on with the tables. Each reading is a cold process; the best of the
rounds counts, for other work on the machine only adds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

READERS = {
    "maatschappelijk_rendement (lezen en controleren)": (
        "from maatschappelijk_rendement.intake.doors.workbook import survey_workbook;"
        " survey_workbook(sys.argv[1]).delivery or sys.exit(1)"
    ),
    "idem, en er objecten voor Python van maken": (
        "from maatschappelijk_rendement.intake.door import read_workbook; read_workbook(sys.argv[1])"
    ),
    "pandas + openpyxl (alleen lezen)": (
        "import pandas as pd; pd.read_excel(sys.argv[1], sheet_name=None, engine='openpyxl')"
    ),
    "pandas + calamine (alleen lezen)": (
        "import pandas as pd; pd.read_excel(sys.argv[1], sheet_name=None, engine='calamine')"
    ),
}


def measure(code: str, path: str) -> tuple[float, float, float]:
    """Give wall seconds, processor seconds and MB of one cold process."""
    begin = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-c", f"import sys; {code}", path])
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"a reader failed: {code}")
    return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main(path: str, rounds: int) -> None:
    print("| lezer | s | s processortijd | MB |\n|---|---|---|---|")
    for name, code in READERS.items():
        runs = [measure(code, path) for _ in range(rounds)]
        wall, processor, memory = (min(values) for values in zip(*runs, strict=True))
        print(f"| {name} | {wall:.1f} | {processor:.1f} | {memory:.0f} |")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3)
