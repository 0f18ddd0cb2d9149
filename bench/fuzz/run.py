"""Break workbooks in many ways and see that the reader only ever answers with findings.

Run: .venv/bin/python bench/fuzz/run.py 20000 [first seed]

For every broken file: no exception but our own, no run over 5 s, and after a refusal nothing
written. A seed that fails is printed, with its mutation, and can be run alone.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from mutations import mutated

from maatschappelijk_rendement.errors import MaatschappelijkRendementError, describe
from maatschappelijk_rendement.tariffs import Tariffs
from maatschappelijk_rendement.workbook import annotate_workbook, check_workbook, write_template

CORPUS = Path(__file__).parents[2] / "tests" / "corpus"
LARGEST_ORIGINAL = 20_000
SLOWEST_SECONDS = 5.0
ANNOTATE_EVERY = 10


def originals() -> list[bytes]:
    """Every small zip of the corpus, and the filled template."""
    stream = io.BytesIO()
    write_template(stream, example=True)
    files = [path.read_bytes() for path in sorted(CORPUS.glob("*.xls[xm]"))]
    return [
        stream.getvalue(),
        *(data for data in files if data[:2] == b"PK" and len(data) < LARGEST_ORIGINAL),
    ]


def main(runs: int, first: int) -> int:
    sources, tariffs = originals(), Tariffs.load()
    outcomes: Counter[str] = Counter()
    failures = 0
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "uit.xlsx"
        for seed in range(first, first + runs):
            name, data = mutated(seed, sources)
            begin = time.perf_counter()
            try:
                caseload, findings = check_workbook(data, tariffs=tariffs)
                describe(findings)
                outcomes["geaccepteerd" if caseload else "geweigerd"] += 1
                if (caseload is None) != any(finding.level == "fout" for finding in findings):
                    raise AssertionError("the verdict contradicts the findings")
                if seed % ANNOTATE_EVERY == 0:
                    try:
                        annotate_workbook(data, findings, target)
                        check_workbook(target, tariffs=tariffs)
                        target.unlink()
                    except MaatschappelijkRendementError:
                        outcomes["geen aantekeningen"] += 1
                    if list(Path(folder).iterdir()):
                        raise AssertionError("something was left behind")
            except Exception:  # noqa: BLE001  any exception here is what we look for
                failures += 1
                print(f"seed {seed} ({name}):")
                traceback.print_exc(limit=-4)
            seconds = time.perf_counter() - begin
            slowest = max(slowest, seconds)
            if seconds > SLOWEST_SECONDS:
                failures += 1
                print(f"seed {seed} ({name}): {seconds:.1f} s")
    print(f"{runs} runs, {dict(outcomes)}, slowest {slowest:.2f} s, failures: {failures}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
