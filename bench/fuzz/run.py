"""Break workbooks in many ways and see that the reader only ever answers with findings.

Run: .venv/bin/python bench/fuzz/run.py 20000 [first seed]

A quarter of the runs are sheets built by Hypothesis, the rest mutations by seed. For every file: no exception
but our own, no run over 5 s, and after a refusal nothing written. A seed that fails is printed and can be run
alone.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from mutations import mutated
from sheets import workbooks

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


def judge(data: bytes, tariffs: Tariffs, folder: Path, *, annotates: bool) -> str:
    """Read one file and say what came of it; raises on anything that may not happen."""
    caseload, findings = check_workbook(data, tariffs=tariffs)
    describe(findings)
    if (caseload is None) != any(finding.level == "fout" for finding in findings):
        raise AssertionError("the verdict contradicts the findings")
    target = folder / "uit.xlsx"
    if annotates:
        try:
            annotate_workbook(data, findings, target)
            check_workbook(target, tariffs=tariffs)
            target.unlink()
        except MaatschappelijkRendementError:
            return "niet teruggegeven"
        finally:
            if list(folder.iterdir()):
                raise AssertionError("something was left behind")
    return "geaccepteerd" if caseload else "geweigerd"


@dataclass
class Tally:
    """What came of the runs so far."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    failures: int = 0

    def run(self, name: str, data: bytes, tariffs: Tariffs, folder: Path) -> None:
        number = self.outcomes.total()
        begin = time.perf_counter()
        try:
            outcome = judge(data, tariffs, folder, annotates=number % ANNOTATE_EVERY == 0)
        except Exception:  # noqa: BLE001  any exception here is what we look for
            self.failures += 1
            outcome = "mislukt"
            print(f"{name}:")
            traceback.print_exc(limit=-4)
        self.outcomes[outcome] += 1
        seconds = time.perf_counter() - begin
        self.slowest = max(self.slowest, seconds)
        if seconds > SLOWEST_SECONDS:
            self.failures += 1
            print(f"{name}: {seconds:.1f} s")


def main(runs: int, first: int) -> int:
    sources, tariffs, tally = originals(), Tariffs.load(), Tally()
    built = runs // 4
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for seed in range(first, first + runs - built):
            mutation, data = mutated(seed, sources)
            tally.run(f"seed {seed} ({mutation})", data, tariffs, folder)

        @settings(max_examples=built, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(workbooks())
        def read(data: bytes) -> None:
            tally.run("hypothesis", data, tariffs, folder)

        read()
    print(f"{tally.outcomes.total()} runs: {dict(tally.outcomes)}")
    print(f"slowest {tally.slowest:.2f} s, failures: {tally.failures}")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
