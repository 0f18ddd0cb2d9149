"""The main job on a folder of Parquet files, to a published report: seconds, processor time and memory.

The folder holds an invented population (``synthetic``) in the Dutch columns of the contract: cases, lines of
which a quarter has dates of its own, scores, hours of MDOs and local prices. The job runs in a process of its
own; every step is timed, and the most memory that the process ever held is the system's own count.

Usage: bench_report.py [LINES ...]; 100000 1000000 when left out. ``--geheugen 2GB`` sets DuckDB's part.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

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


def write(folder: Path, lines: int) -> None:
    """Write the files of one size, unless they are there."""
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
    for name, columns in tables.items():
        pq.write_table(pa.table(columns), folder / f"{name}.parquet", row_group_size=250_000)
    (folder / "analyse.csv").write_text(ANALYSE, encoding="utf-8")


def _ids(ids: object) -> pa.Array:
    # A number of eight digits can be a BSN, and is refused.
    return pa.array(ids.str.slice(3).str.lstrip("0").radd("C"))


def measure(folder: Path, memory: str) -> None:
    """Run the main job once and print what it took; called in a process of its own."""
    from maatschappelijk_rendement.app import pipeline

    started = time.perf_counter()
    steps: list[tuple[str, float]] = []
    target = Path(tempfile.mkdtemp())
    try:
        pipeline.make_report(
            folder,
            target / "uit",
            pipeline.ReportOptions(memory=memory),
            say=lambda step: steps.append((step, time.perf_counter() - started)),
        )
    finally:
        shutil.rmtree(target)
    steps.append(("", time.perf_counter() - started))
    took = {step: round(after - before, 1) for (step, before), (_, after) in pairwise(steps)}
    peak = next(
        int(line.split()[1]) / 1024
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("VmHWM")
    )
    print(
        json.dumps(
            {
                "seconds": steps[-1][1],
                "cpu": sum(os.times()[:2]),
                "mb": peak,
                "steps": took,
            }
        )
    )


def main(arguments: list[str]) -> None:
    memory = "4GB"
    if "--geheugen" in arguments:
        place = arguments.index("--geheugen")
        memory = arguments[place + 1]
        del arguments[place : place + 2]
    root = Path(os.environ.get("MR_BENCH_MAP", Path(tempfile.gettempdir()) / "mr-bench"))
    for lines in [int(size) for size in arguments] or [100_000, 1_000_000]:
        folder = root / f"rapport-{lines}"
        write(folder, lines)
        on_disk = sum(path.stat().st_size for path in folder.iterdir())
        command = [sys.executable, __file__, "--one", str(folder), memory]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        print(f"\n{lines:,} regels, {on_disk / 1e6:.0f} MB Parquet, geheugen {memory}".replace(",", "."))
        if done.returncode:
            print(f"mislukt\n{done.stderr[-3000:]}")
            continue
        found = json.loads(done.stdout.splitlines()[-1])
        print(f"{found['seconds']:.1f} s, {found['cpu']:.1f} cpu-s, {found['mb']:.0f} MB in gebruik")
        for step, seconds in found["steps"].items():
            print(f"  {seconds:8.1f} s  {step}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(Path(sys.argv[2]), sys.argv[3])
    else:
        main(sys.argv[1:])
