"""The whole job, from a delivery to a published report: processor time, seconds and memory of each step.

The delivery is a folder of Parquet files with an invented population (``synthetic``) in the Dutch columns of
the contract: cases, lines of which a quarter has dates of its own, scores, hours of MDOs and local prices.
From it come resultaten.json, the page and the workbook. Beside it the example workbook. Each job runs in a
process of its own, and all of it counts: start and imports too. What counts is processor time, which other
work on the machine disturbs least; of several runs the median.

Usage: bench_whole_job.py [LINES ...] [--eigen-prijzen] [--geheugen 1GB] [--keer 3]
Without LINES 100000, 1000000 and 10000000; ``--eigen-prijzen`` puts a price of its own on every line.
``--profiel`` writes down where the time goes, by function (cProfile slows Python down, so compare within it).
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import os
import pstats
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from maatschappelijk_rendement.statistics.synthetic import LINES_PER_CASE, population

ANALYSE = """instelling,waarde
titel,Meting (synthetisch)
gemeente,Oss
periode_maanden,12
prijsmodus,lopend
prijsbasis,tarief
vergelijking,voor_na
basis_na,realisatie
mdo_kosten,apart
selectie,onbekend
"""
UNUSED_LINES = 0.8
"""Part of the possible lines of a case that occurs: some streams were not observed, or nothing was used."""


def write(folder: Path, lines: int, *, own_prices: bool = False) -> None:
    """Write the files of one size, unless they are there; with a price of its own on every line or not."""
    if (folder / "analyse.csv").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    invented = population(int(lines / LINES_PER_CASE / UNUSED_LINES) + 100, seed=4)
    usage, cases, scores = invented.usage.head(lines), invented.cases, invented.scores
    draw = np.random.default_rng(44)
    mdo = cases["mdo_date"].to_numpy().astype("datetime64[D]")
    numbers = usage["case_id"].str.slice(3).astype("int64").to_numpy() - 1
    is_dated = (draw.random(len(usage)) < 0.25) & (usage["per"] != "totaal").to_numpy()
    is_before = (usage["moment"] == "voor").to_numpy()
    start = mdo[numbers] + np.where(is_before, -300, 30).astype("timedelta64[D]")
    start = start + draw.integers(0, 200, len(usage)).astype("timedelta64[D]")
    end = start + draw.integers(20, 90, len(usage)).astype("timedelta64[D]")
    tables = {
        "casussen": {
            "casus_id": _ids(cases["case_id"]),
            "wijk": pa.array(cases["wijk"]),
            "casustype": pa.array(cases["case_type"]),
            "mdo_datum": pa.array(mdo, pa.date32()),
            "stromen_bekend": pa.array(cases["observed_streams"]),
        },
        "gebruik": {
            "casus_id": _ids(usage["case_id"]),
            "moment": pa.array(usage["moment"]),
            "productcode": pa.array(usage["product_code"]),
            "aantal": usage["quantity_milli"].to_numpy() / 1000,
            "per": pa.array(usage["per"]),
            "startdatum": pa.array(start, pa.date32(), mask=~is_dated),
            "einddatum": pa.array(end, pa.date32(), mask=~is_dated),
            "herkomst": pa.array(np.where(is_before, "registratie", "declaratie")),
        },
        "welbevinden": {
            "casus_id": _ids(scores["case_id"]),
            "bewoner": pa.array(scores["resident"]),
            "moment": pa.array(scores["moment"]),
            "datum": pa.array(scores["measured_on"].to_numpy().astype("datetime64[D]"), pa.date32()),
            "instrument": pa.array(scores["instrument"]),
            "score": scores["score_centi"].to_numpy() / 100,
        },
        "mdo": {
            "casus_id": _ids(cases["case_id"]),
            "functie": pa.array(np.full(len(cases), "wijkteam")),
            "uren": draw.integers(1, 9, len(cases)) / 2,
            "uurprijs": np.full(len(cases), 60.0),
            "prijsbron": pa.array(np.full(len(cases), "synthetisch")),
            "financier": pa.array(np.full(len(cases), "gemeente")),
        },
        "tarieven": {
            "code": [tariff.code for tariff in invented.tariffs],
            "stroom": [str(tariff.stream) for tariff in invented.tariffs],
            "eenheid": [tariff.unit for tariff in invented.tariffs],
            "prijs_eur": [str(tariff.price_eur) for tariff in invented.tariffs],
            "geldig_van": [tariff.valid_from for tariff in invented.tariffs],
            # The last day, where the model has the day after it.
            "geldig_tot": [
                tariff.valid_until and tariff.valid_until.fromordinal(tariff.valid_until.toordinal() - 1)
                for tariff in invented.tariffs
            ],
            "bron": [tariff.source_text for tariff in invented.tariffs],
        },
    }
    if own_prices:
        tables["gebruik"] |= {
            "prijs": np.round(draw.uniform(20, 200, len(usage)), 2),
            "prijsbron": pa.array(np.where(draw.random(len(usage)) < 0.5, "Contract A", "Contract B")),
        }
    for name, columns in tables.items():
        pq.write_table(pa.table(columns), folder / f"{name}.parquet", row_group_size=250_000)
    (folder / "analyse.csv").write_text(ANALYSE, encoding="utf-8")


def _ids(ids: object) -> pa.Array:
    # A number of eight digits can be a BSN, and is refused.
    return pa.array(ids.str.slice(3).str.lstrip("0").radd("C"))


STEPS = {
    "lezen": ("Tarieven", "Programma", "Casussen", "Gebruik", "Welbevinden", "MDO", "werkmap"),
    "controleren": ("regels controleren",),
    "prijzen en vergelijken": ("regels prijzen",),
    "openbaar maken": ("op herleidbaarheid",),
    "schrijven": ("rapport schrijven",),
}
"""The steps that are told apart, by how the program calls what it does."""
START = "starten"


def peak_mb() -> float:
    """Most memory that this process ever held, as the system counts it."""
    return next(
        int(line.split()[1]) / 1024
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("VmHWM")
    )


class Clock:
    """Adds up what each step takes; told of each step as it begins."""

    def __init__(self) -> None:
        self.cpu: dict[str, float] = {}
        self.seconds: dict[str, float] = {}
        self.mb: dict[str, float] = {}
        self._step = START
        self._since = (0.0, time.perf_counter())

    def __call__(self, told: str) -> None:
        now = (sum(os.times()[:2]), time.perf_counter())
        self.cpu[self._step] = self.cpu.get(self._step, 0.0) + now[0] - self._since[0]
        self.seconds[self._step] = self.seconds.get(self._step, 0.0) + now[1] - self._since[1]
        self.mb[self._step] = peak_mb()
        self._since = now
        found = (step for step, words in STEPS.items() if told.startswith(words))
        self._step = next(found, self._step)


def measure(source: Path, memory: str, profile: str) -> None:
    """Run the job once and print what it took; called in a process of its own."""
    clock = Clock()
    from maatschappelijk_rendement.app import cli, pipeline

    gc.set_threshold(*cli.SELDOM)

    target = Path(tempfile.mkdtemp())
    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    try:
        pipeline.make_report(source, target / "uit", pipeline.ReportOptions(memory=memory), say=clock)
    finally:
        shutil.rmtree(target)
    if profile:
        profiler.disable()
        pstats.Stats(profiler, stream=sys.stderr).sort_stats("cumtime").print_stats(profile, 60)
    clock("")
    print(
        json.dumps(
            {
                "cpu": sum(os.times()[:2]),
                "seconds": sum(clock.seconds.values()),
                "mb": peak_mb(),
                "steps": {step: (clock.cpu[step], clock.seconds[step], clock.mb[step]) for step in clock.cpu},
            }
        )
    )


def run(source: Path, memory: str, times: int, profile: str) -> None:
    """Run the job several times and print the medians."""
    command = [sys.executable, __file__, "--one", str(source), memory, profile]
    # Memory is tidied up as seldom, and matrices have as many threads, as in ``mr``.
    surroundings = {"OPENBLAS_NUM_THREADS": "1"} | os.environ
    found = []
    for _ in range(times):
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=surroundings)
        if done.returncode:
            print(f"mislukt\n{done.stderr[-3000:]}")
            return
        found.append(json.loads(done.stdout.splitlines()[-1]))
        if profile:
            print(done.stderr)

    def show(label: str, cpu: float, seconds: float, mb: float) -> None:
        print(f"  {label:24}{cpu:8.2f} cpu-s{seconds:8.2f} s{mb:8.0f} MB", flush=True)

    show("alles", *(median(one[name] for one in found) for name in ("cpu", "seconds", "mb")))
    for step in found[0]["steps"]:
        show(step, *map(median, zip(*(one["steps"][step] for one in found), strict=True)))


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("lines", nargs="*", type=int, default=[100_000, 1_000_000, 10_000_000])
    asked.add_argument("--geheugen", default="1GB")
    asked.add_argument("--eigen-prijzen", action="store_true", help="een prijs op elke regel")
    asked.add_argument("--keer", type=int, default=3)
    asked.add_argument("--profiel", nargs="?", const="maatschappelijk", default="")
    given = asked.parse_args()
    root = Path(os.environ.get("MR_BENCH_MAP", Path(tempfile.gettempdir()) / "mr-bench"))
    root.mkdir(parents=True, exist_ok=True)
    example = root / "voorbeeld.xlsx"
    example.unlink(missing_ok=True)
    command = [sys.executable, "-m", "maatschappelijk_rendement", "sjabloon", str(example), "--voorbeeld"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    print(f"werkmap van het voorbeeld, mediaan van {given.keer}")
    run(example, given.geheugen, given.keer, given.profiel)
    for lines in given.lines:
        folder = root / f"rapport-{lines}{'-eigen' if given.eigen_prijzen else ''}"
        write(folder, lines, own_prices=given.eigen_prijzen)
        on_disk = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        count = f"{lines:,}".replace(",", ".")
        print(f"\n{count} regels, {on_disk:.0f} MB Parquet, DuckDB tot {given.geheugen}")
        run(folder, given.geheugen, given.keer, given.profiel)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(Path(sys.argv[2]), sys.argv[3], sys.argv[4])
    else:
        main()
