"""What is claimed of the page, in the browsers that are here: bytes, findings, seconds and memory.

    .venv/bin/python -m bench.page.evidence gelijk     twelve workbooks and the example, with all options;
                                                       gelijk 2: with two sets of them each, in turn;
                                                       gelijk 5 NAME ...: of these workbooks only
    .venv/bin/python -m bench.page.evidence corpus     every broken and hostile workbook of tests/corpus
    .venv/bin/python -m bench.page.evidence tijden     size, seconds and memory; also of 8.000 cases

The page is made first. Ends with 1 where something differs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from pagina.builder.parts import get
from tests.page.browser import Browser, running

from maatschappelijk_rendement.app.checks import check_all
from maatschappelijk_rendement.app.page import options_of
from maatschappelijk_rendement.app.page_files import CONFIDENTIAL
from maatschappelijk_rendement.app.page_words import on_the_page
from maatschappelijk_rendement.app.pipeline import make_report, make_template
from maatschappelijk_rendement.domain.errors import (
    Cause,
    MaatschappelijkRendementError,
    causes_of,
)
from maatschappelijk_rendement.domain.model import Case, CaseLoad
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.intake.workbook import write_workbook

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus"
BROWSERS = {"chromium": ("chromium", "google-chrome"), "firefox": ("firefox-esr", "firefox")}
OPTIONS: tuple[Mapping[str, str | bool], ...] = (
    {},
    {"readers": "gemeente,verzekeraar,bewoner", "date": "3-9-2018"},
    {"grid": "1000", "carry": True},
    {"minimum": "15", "reason": "besluit van het college"},
    {"internal": True, "date": "2020-01-31"},
)


def main() -> None:
    """Do what is asked."""
    asked = {"gelijk": equal, "corpus": corpus, "tijden": times}
    if len(sys.argv) < 2 or sys.argv[1] not in asked:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as name:
        page = Path(name) / "maatschappelijk-rendement.html"
        subprocess.run([sys.executable, "-m", "pagina.builder", str(page)], cwd=ROOT, check=True)
        sys.exit(asked[sys.argv[1]](page, Path(name)))


@contextmanager
def browsers(folder: Path, *kinds: str) -> Iterator[list[Browser]]:
    """Start each browser that is on this computer."""
    parts = get()
    with ExitStack() as stack:
        found = []
        for kind in kinds or BROWSERS:
            program = next(filter(None, map(shutil.which, BROWSERS[kind])), None)
            if program is None:
                print(f"{kind} staat niet op deze computer")
                continue
            (folder / kind).mkdir()
            browser = stack.enter_context(running(parts, kind, program, folder / kind))
            print(browser.do("version"))
            found.append(browser)
        yield found


def workbooks(folder: Path) -> dict[str, Path]:
    """The example, and twelve workbooks of other shapes made of it."""
    folder.mkdir()
    made = {"voorbeeld": folder / "voorbeeld.xlsx"}
    make_template(made["voorbeeld"], example=True)
    for name, caseload in shapes(ruwaard()).items():
        made[name] = folder / f"{name}.xlsx"
        write_workbook(caseload, made[name])
    return made


def shapes(whole: CaseLoad) -> dict[str, CaseLoad]:
    """Twelve other caseloads: fewer cases, fewer sheets, one wijk, and other settings."""

    def only(cases: Sequence[Case]) -> CaseLoad:
        ids = {case.case_id for case in cases}
        kept = {
            name: tuple(row for row in getattr(whole, name) if row.case_id in ids)
            for name in ("usage", "scores", "mdo")
        }
        return replace(whole, cases=tuple(cases), **kept)

    def under(**settings: object) -> CaseLoad:
        return replace(whole, settings=replace(whole.settings, **settings))

    def without(moment: str) -> dict[str, tuple]:
        return {
            name: tuple(one for one in getattr(whole, name) if one.moment != moment)
            for name in ("usage", "scores")
        }

    in_one = [replace(case, wijk="Oss", wijk_code=None) for case in whole.cases]
    return {
        "alleen_bestaand": only([case for case in whole.cases if case.case_type == "bestaand"]),
        "twintig": only(whole.cases[:20]),
        "een_wijk": only(in_one),
        "zonder_welbevinden": replace(whole, scores=()),
        "zonder_mdo": replace(whole, mdo=()),
        "zonder_programma": replace(whole, programme=()),
        "half_jaar": under(period_months=6),
        "prijzen_2020": under(price_year=2020),
        "lopende_prijzen": under(price_mode="lopend"),
        "mdo_in_na": under(mdo_costs="meegerekend"),
        "zonder_herhaling": replace(whole, **without("herhaling")),
        "duurste_gekozen": under(selection="hoogste_kosten"),
    }


def by_mr(workbook: Path, folder: Path, options: Mapping[str, str | bool]) -> dict[str, bytes] | str:
    """The files of a report, or why there is none."""
    try:
        paths, _ = make_report(workbook, folder, options_of(options))
    except MaatschappelijkRendementError as error:
        return str(error)
    return {path.name: path.read_bytes() for path in paths}


def equal(page: Path, folder: Path) -> int:
    """Compare each file of each report to the byte, with each set of options or so many of them in turn."""
    times = int(sys.argv[2]) if len(sys.argv) > 2 else len(OPTIONS)
    made = workbooks(folder / "werkmappen")
    made = {name: made[name] for name in sys.argv[3:]} or made
    same = different = refused = 0
    said: dict[str, str] = {}
    with browsers(folder) as found:
        for number, (name, workbook) in enumerate(made.items()):
            for turn in range(times):
                options = OPTIONS[(number + turn) % len(OPTIONS)]
                expected = by_mr(workbook, folder / f"mr-{number}-{turn}", options)
                for browser in found:
                    if turn == 0:
                        browser.ready(page)
                        said[browser.kind] = browser.check(workbook)
                    if "fouten" in said[browser.kind]:
                        refused += isinstance(expected, str)
                        different += not isinstance(expected, str)
                        continue
                    got = browser.try_report(**options)
                    if isinstance(got, str) or isinstance(expected, str):
                        is_same = (
                            isinstance(got, str)
                            and isinstance(expected, str)
                            and on_the_page(expected) in got
                        )
                        refused += is_same
                    else:
                        got = {name.replace(f"-{CONFIDENTIAL}", ""): data for name, data in got.items()}
                        got.pop("alles.zip")
                        is_same = got == expected
                        same += is_same * len(got)
                    different += not is_same
                    if not is_same:
                        said_so = got if isinstance(got, str) else ""
                        print(f"ANDERS: {name}, {options}, {browser.kind}: {said_so}")
            print(f"{name}: {same} bestanden gelijk tot nu toe", flush=True)
    print(f"{len(made)} werkmappen, {times} keer opties, {len(found)} browsers")
    print(f"{same} bestanden gelijk tot op de byte, {different} anders")
    print(f"{refused} keer geweigerd, met dezelfde woorden")
    return int(different > 0)


def shown(cause: Cause) -> str:
    """A finding as the page shows it."""
    level = "Fout" if cause.level == "fout" else "Let op"
    where = f" bij {cause.where}" if cause.where else ""
    words = f"{on_the_page(cause.text)} {on_the_page(cause.advice)}"
    return " ".join(f"{level}{where}: {words}".split())


def corpus(page: Path, folder: Path) -> int:
    """Choose every file of the corpus: the same findings as ``mr controleer``, and the page lives on."""
    different = 0
    files = sorted(path for path in CORPUS.iterdir() if path.suffix in (".xlsx", ".xlsm"))
    with browsers(folder, "chromium") as (browser,):
        browser.ready(page)
        for path in files:
            causes = causes_of(check_all(path, today=date.today(), ahead=False).told)  # noqa: DTZ011  of the user
            expected = [shown(cause) for cause in sorted(causes, key=lambda cause: cause.level != "fout")]
            said = browser.check(path)
            got = browser.found()
            if got != expected:
                different += 1
                print(f"ANDERS: {path.name}: {said}\n  mr:     {expected}\n  pagina: {got}", flush=True)
        browser.do("evaluate", code="document.getElementById('try').click()")
        said = browser.until("^Gecontroleerd")
        is_alive = said.startswith("Gecontroleerd. U kunt")
    print(f"{len(files)} bestanden, {different} met andere meldingen; de pagina werkt daarna nog: {is_alive}")
    return int(different > 0 or not is_alive)


TICKS = os.sysconf("SC_CLK_TCK")


class Meter:
    """What a browser takes: seconds by the clock and of the processor, and the most that one process held."""

    def __init__(self, browser: Browser, what: str) -> None:
        self._root, self._what, self._done = browser.do("process"), what, threading.Event()
        self._peak, self._since, self._used = 0, time.perf_counter(), self._processor()
        threading.Thread(target=self._sample, daemon=True).start()

    def lap(self, step: str) -> None:
        """Print what was taken since the last time."""
        now, used = time.perf_counter(), self._processor()
        print(f"{self._what}: {step} {now - self._since:.1f} s, {used - self._used:.1f} cpu-s", flush=True)
        self._since, self._used = now, used

    def stop(self) -> None:
        """Print the most that one process held: the one with Python in it."""
        self._done.set()
        print(f"{self._what}: hoogste geheugen van een proces {self._peak // 1024} MB", flush=True)

    def _sample(self) -> None:
        while not self._done.wait(0.2):
            self._peak = max([self._peak, *map(_held, _family(self._root))])

    def _processor(self) -> float:
        return sum(sum(map(int, _stat(one)[11:15])) for one in _family(self._root)) / TICKS


def _stat(process: int) -> list[str]:
    """Fields of a process, from its state on; zeros when it has gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ["0"] * 20


def _family(root: int) -> set[int]:
    parents = {int(path.name): int(_stat(int(path.name))[1]) for path in Path("/proc").glob("[0-9]*")}
    family = {root}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return family


def _held(process: int) -> int:
    """Memory of a process, its part of what is shared [kB]."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def times(page: Path, folder: Path) -> int:
    """Measure: seconds by the clock, with whatever else this computer does."""
    example, large = folder / "voorbeeld.xlsx", folder / "groot.xlsx"
    make_template(example, example=True)
    script = ROOT / "bench" / "reading" / "large_workbook.py"
    subprocess.run([sys.executable, str(script), str(large)], check=True, stdout=subprocess.DEVNULL)
    print(f"bladzijde: {page.stat().st_size / 1e6:.1f} MB")
    with browsers(folder) as found:
        turns = [(browser, example) for browser in found] + [(found[0], large)]
        for browser, workbook in turns:
            meter = Meter(browser, f"{browser.kind}, {workbook.stem}")
            browser.ready(page)
            meter.lap("openen tot klaar")
            browser.check(workbook)
            meter.lap("bestand tot meldingen")
            for _ in range(2 if workbook is example else 1):
                browser.make()
                meter.lap("meldingen tot rapport")
            meter.stop()
    return 0


if __name__ == "__main__":
    main()
