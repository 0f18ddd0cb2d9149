"""Break workbooks in many ways and see that the reader only ever answers with findings.

Run: .venv/bin/python bench/fuzz/run.py 20000 [first seed]

A quarter of the runs are sheets built by Hypothesis, the rest mutations by seed. For every file: no exception
but our own, no run over 5 s of processor time, after a refusal nothing written, and no workbook accepted
after a mutation that none may survive. A failure is printed with its seed, and after ten of them it stops;
ends with 1 when anything failed.
"""

from __future__ import annotations

import io
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from mutations import REFUSED, mutated
from sheets import workbooks

from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError, describe
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.door import check_workbook
from maatschappelijk_rendement.intake.workbook import annotate_workbook, write_template

CORPUS = Path(__file__).parents[2] / "tests" / "corpus"
LARGEST_ORIGINAL = 20_000
SLOWEST_SECONDS = 5.0
ANNOTATE_EVERY = 10
MOST_FAILURES = 10
REPORT_EVERY = 1_000
# Hypothesis remembers all it tried: a new beginning now and then keeps its memory flat (1,5 GB without).
BATCH = 100


def originals() -> list[bytes]:
    """Every small zip of the corpus, and the filled template."""
    stream = io.BytesIO()
    write_template(stream, example=True)
    files = [path.read_bytes() for path in sorted(CORPUS.glob("*.xls[xm]"))]
    return [
        stream.getvalue(),
        *(data for data in files if data[:2] == b"PK" and len(data) < LARGEST_ORIGINAL),
    ]


def judge(data: bytes, tariffs: Tariffs, folder: Path, *, annotates: bool, must_refuse: bool) -> str:
    """Read one file and say what came of it; raises on anything that may not happen."""
    caseload, findings = check_workbook(data, tariffs=tariffs)
    describe(findings)
    if (caseload is None) != any(finding.level == "fout" for finding in findings):
        raise AssertionError("the verdict contradicts the findings")
    if must_refuse and caseload is not None:
        raise AssertionError("a workbook was accepted that no program may read")
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

    begin: float = field(default_factory=time.perf_counter)

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    failures: int = 0

    def run(
        self, name: str, data: bytes, tariffs: Tariffs, folder: Path, *, must_refuse: bool = False
    ) -> None:
        number = self.outcomes.total()
        begin = time.process_time()
        try:
            annotates = number % ANNOTATE_EVERY == 0
            outcome = judge(data, tariffs, folder, annotates=annotates, must_refuse=must_refuse)
        except Exception:  # noqa: BLE001  any exception here is what we look for
            self.failures += 1
            outcome = "mislukt"
            print(f"{name}:")
            traceback.print_exc(limit=-4)
        self.outcomes[outcome] += 1
        seconds = time.process_time() - begin
        self.slowest = max(self.slowest, seconds)
        if seconds > SLOWEST_SECONDS:
            self.failures += 1
            print(f"{name}: {seconds:.1f} s")
        if self.failures >= MOST_FAILURES:
            self.report()
            raise SystemExit(f"stopped after {self.failures} failures")
        if self.outcomes.total() % REPORT_EVERY == 0:
            self.report()

    def report(self) -> None:
        seconds = time.perf_counter() - self.begin
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{self.outcomes.total()} runs in {seconds:.0f} s: {dict(self.outcomes)}")
        print(f"slowest {self.slowest:.2f} s, at most {peak_mb} MB, failures: {self.failures}", flush=True)


def main(runs: int, first: int) -> int:
    sources, tariffs, tally = originals(), Tariffs.load(), Tally()
    built = runs // 4
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(first, first + runs - built):
            mutation, data = mutated(number, sources)
            name_of_run, must_refuse = f"seed {number} ({mutation})", mutation in REFUSED
            tally.run(name_of_run, data, tariffs, folder, must_refuse=must_refuse)
        for number in range(first, first + built, BATCH):
            examples = min(BATCH, first + built - number)
            name_of_batch = f"Hypothesis, batch with seed {number}"
            for data in built_by_hypothesis(number, examples):
                tally.run(name_of_batch, data, tariffs, folder)
    tally.report()
    return 1 if tally.failures else 0


def built_by_hypothesis(number: int, examples: int) -> list[bytes]:
    """Workbooks of one batch; the same number gives the same workbooks."""
    built: list[bytes] = []

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(workbooks())
    def collect(data: bytes) -> None:
        built.append(data)

    collect()
    return built


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
