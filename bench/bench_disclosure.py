"""Disclosure control at length: random caseloads, releases and large tables.

``caseloads`` publishes random caseloads with all their linked tables and lets the attacker of the tests at
them; ``reports`` does the same for whole reports, read as they are printed; ``whole`` for reports of whole
quantities at printed prices, with every file, pair, triple and combination of figures and integer programs;
``norms`` for norms by the month, of which a case has one at a time;
``releases`` for pairs and triples of releases; ``example`` times it.
The seeds are 0, 1, 2, ...

    .venv/bin/python bench/bench_disclosure.py caseloads --count 2000
    .venv/bin/python bench/bench_disclosure.py reports --count 500
    .venv/bin/python bench/bench_disclosure.py whole --count 2000 --files-every 20
    .venv/bin/python bench/bench_disclosure.py norms --count 150
    .venv/bin/python bench/bench_disclosure.py releases --count 500
    .venv/bin/python bench/bench_disclosure.py example
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
# As ``mr`` does.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from tests.disclosure.attacker import breaches, score_breaches
from tests.disclosure.attackers.attack import attack_figures, attack_files, attack_numbers
from tests.disclosure.attackers.figures import read_figures
from tests.disclosure.attackers.norms import attack_norms, limits, random_norms
from tests.disclosure.attackers.whole import random_whole
from tests.disclosure.exact import cost_tables, facts, header, random_cases, random_scores, wellbeing_table
from tests.disclosure.releases_by_hand import escapes, given, next_caseload, release, shown_groups
from tests.publication import printed
from tests.publication.random_caseloads import random_caseload

from maatschappelijk_rendement import analyse
from maatschappelijk_rendement.disclosure import Rules, publish
from maatschappelijk_rendement.disclosure.ledger.releases import check_release
from maatschappelijk_rendement.disclosure.protect.any_minimum import choose
from maatschappelijk_rendement.domain.errors import PublicationRefusedError
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.publication.facts import facts_of
from maatschappelijk_rendement.publication.report import Report

REPORT_EVERY = 50
FILES = {"every": 1}
"""Of one in so many reports every file is made and read; its figures are those of resultaten.json."""

# Seed; whether it was refused; what escaped; number of figures and of hidden ones; seconds of publishing.
Outcome = tuple[int, bool, list[str], int, int, float]


def to_the_cent() -> None:
    """Leave rounding out, so that the attacker has more than a reader; what is hidden does not hang on it."""
    import_module(publish.__module__).rounded = lambda table, *_: table


def attack_caseload(seed: int) -> Outcome:
    """Publish one random caseload and attack it."""
    to_the_cent()
    cases = random_cases(seed)
    scores = random_scores(seed, cases)
    tables = [*cost_tables(cases), wellbeing_table(scores)]
    started = time.process_time()
    try:
        data = publish(tables, header=header(cases), facts=facts(cases, scores)).data
    except PublicationRefusedError:
        return seed, True, [], 0, 0, time.process_time() - started
    seconds = time.process_time() - started
    hidden = sum(row["som_eur"] is None for row in data["verschil"])
    found = breaches(data, cases) + score_breaches(data, scores)
    return seed, False, found, len(data["verschil"]), hidden, seconds


def attack_report(seed: int) -> Outcome:
    """Publish one random caseload from its lines up, and attack every figure of the report."""
    to_the_cent()
    exact = analyse(random_caseload(seed))
    started = time.process_time()
    try:
        data = exact.publish().data
    except PublicationRefusedError:
        return seed, True, [], 0, 0, time.process_time() - started
    seconds = time.process_time() - started
    hidden = sum(row["som_eur"] is None for row in data["verschil"])
    return seed, False, printed.breaches(data, exact), len(data["verschil"]), hidden, seconds


def _files(report: Report) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        report.save(folder, ("html", "xlsx", "docx"), readers=("gemeente", "verzekeraar", "bewoner"))
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def attack_whole(seed: int) -> Outcome:
    """Publish whole quantities at printed prices, and attack every file and figure as they are printed."""
    whole = random_whole(seed)
    exact = analyse(whole.loaded(seed))
    started = time.process_time()
    try:
        report = exact.publish()
    except PublicationRefusedError:
        return seed, True, [], 0, 0, time.process_time() - started
    seconds = time.process_time() - started
    design = choose(facts_of(exact), Rules()).design
    found = [
        *([] if seed % FILES["every"] else [attack_files(_files(report), whole, report.data)]),
        attack_figures(report.data, whole),
        attack_numbers(report.data, exact, design),
    ]
    lines = [line for one in found for line in one.lines]
    late, tried = (sum(getattr(one, name) for one in found) for name in ("undecided", "tried"))
    if late:
        print(
            f"seed {seed}: of {late} of {tried} integer programs the end was not reached in time", flush=True
        )
    hidden = sum(row["som_eur"] is None for row in report.data["verschil"])
    return seed, False, lines, len(report.data["verschil"]), hidden, seconds


def attack_monthly(seed: int) -> Outcome:
    """Publish norms by the month, and attack every amount with the printed numbers of cases beside it."""
    whole = random_norms(seed)
    exact = analyse(whole.loaded(seed))
    started = time.process_time()
    try:
        data = exact.publish().data
    except PublicationRefusedError:
        return seed, True, [], 0, 0, time.process_time() - started
    seconds = time.process_time() - started
    found = attack_norms(read_figures(data, whole), whole, limits(data, whole))
    if found.undecided:
        print(f"seed {seed}: {found.undecided} of {found.tried} not decided in time", flush=True)
    hidden = sum(row["som_eur"] is None for row in data["verschil"])
    return seed, False, found.known, len(data["verschil"]), hidden, seconds


def attack_releases(seed: int) -> Outcome:
    """Publish two or three releases of a caseload that changes, and combine those that the ledger accepts."""
    dice = random.Random(seed)
    cases = random_cases(seed)
    started = time.process_time()
    accepted, refused = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1, dice.choice((2, 3)) + 1):
            try:
                published = release(cases)
                check_release(Path(folder), published, given(cases), label=str(number))
                accepted.append(shown_groups(number, published, cases))
            except PublicationRefusedError:
                refused += 1
            cases = next_caseload(cases, dice, f"nieuw {number}")
    seconds = time.process_time() - started
    return seed, False, escapes(accepted), len(accepted) + refused, refused, seconds


def run(work: Callable[[int], Outcome], seeds: range, processes: int) -> bool:
    """Run all seeds and print what escaped; gives whether nothing did."""
    refused = figures = hidden = escaped = 0
    seconds = []
    with multiprocessing.Pool(processes) as pool:
        for done, (seed, no, found, many, out, took) in enumerate(pool.imap(work, seeds, chunksize=4), 1):
            refused, figures, hidden, escaped = (
                refused + no,
                figures + many,
                hidden + out,
                escaped + len(found),
            )
            seconds.append(took)
            for line in found:
                print(f"seed {seed}: {line}")
            if done % REPORT_EVERY == 0:
                print(f"{done} of {len(seeds)}; escaped so far: {escaped}", flush=True)
    seconds.sort()
    print(
        f"seeds {seeds.start}-{seeds.stop - 1}: {escaped} escaped; refused as a whole {refused}; "
        f"{hidden} of {figures} hidden or refused; seconds each: median {seconds[len(seconds) // 2]:.2f}, "
        f"most {seconds[-1]:.2f}"
    )
    return not escaped


def time_example() -> None:
    """Time disclosure control on the example, apart from the costing before it and the pages after it."""
    seconds = []
    for _ in range(8):
        analysis = analyse(ruwaard())
        started = time.process_time()
        analysis.publish()
        seconds.append(time.process_time() - started)
    print(f"seconds of CPU, eight times in one process: {', '.join(f'{one:.2f}' for one in seconds)}")


def main() -> int:
    """Read the command line and run one of the six."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    kinds = ("example", "caseloads", "reports", "whole", "norms", "releases")
    parser.add_argument("what", nargs="?", choices=kinds, default="example")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--files-every", type=int, default=1)
    options = parser.parse_args()
    FILES["every"] = options.files_every
    if options.what == "example":
        time_example()
        return 0
    works = {
        "caseloads": attack_caseload,
        "reports": attack_report,
        "whole": attack_whole,
        "norms": attack_monthly,
        "releases": attack_releases,
    }
    work = works[options.what]
    return 0 if run(work, range(options.first, options.first + options.count), options.processes) else 1


if __name__ == "__main__":
    sys.exit(main())
