"""What the rules cost on a small caseload: a few cases of the example, checked and analysed again and again.

Processor time is the least of a few runs. The number of calls of functions is the same on a busy computer as
on an idle one, so two versions of the code are best compared by it.

Usage: bench_rules.py [CASES ...]; 10 and 42 when left out.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
import time
from collections.abc import Callable
from functools import partial

import maatschappelijk_rendement as mr
from maatschappelijk_rendement.domain.model import CaseLoad
from maatschappelijk_rendement.intake.doors.objects import survey_caseload
from maatschappelijk_rendement.intake.example import ruwaard

RUNS = 7


def of_first_cases(number: int) -> CaseLoad:
    """Give the first cases of the example with all that belongs to them."""
    whole = ruwaard()
    cases = whole.cases[:number]
    ids = {case.case_id for case in cases}
    return CaseLoad(
        settings=whole.settings,
        cases=cases,
        usage=tuple(row for row in whole.usage if row.case_id in ids),
        scores=tuple(row for row in whole.scores if row.case_id in ids),
        mdo=tuple(row for row in whole.mdo if row.case_id in ids),
        tariffs=whole.tariffs,
    )


def seconds(job: Callable[[], object]) -> float:
    """Give the least processor time of a few runs."""
    found = []
    for _ in range(RUNS):
        start = time.process_time()
        job()
        found.append(time.process_time() - start)
    return min(found)


def calls(job: Callable[[], object]) -> int:
    """Count the calls of functions."""
    profile = cProfile.Profile()
    profile.runcall(job)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def main() -> None:
    for number in map(int, sys.argv[1:] or ("10", "42")):
        caseload = of_first_cases(number)
        mr.analyse(caseload)
        jobs = {"check": partial(survey_caseload, caseload), "analyse": partial(mr.analyse, caseload)}
        for name, job in jobs.items():
            print(f"{number} cases, {name}: {1000 * seconds(job):.0f} ms processor time, {calls(job)} calls")


if __name__ == "__main__":
    main()
