"""The whole job where the tables are: cases, lines and hours stay on DuckDB or Spark until a report is made.

The same invented folder as ``bench_whole_job``. Of each size: processor time of Python and of the engine
(for Spark that of its Java, with two cores and all on this machine), seconds, most memory of Python, how many
cases and rows come to Python, and of Spark how much its stages wrote for each other.

Usage: bench_on_engine.py [duckdb|spark] [LINES ...] [--zonder-scores] [--bewaar FOLDER]; run each size in a
process of its own. With a folder the report is saved in it, by engine and size, to lay two beside each other.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
from bench_whole_job import peak_mb, write

import maatschappelijk_rendement as mr
from maatschappelijk_rendement.analysis.folded import folded

TABLES = ("cases", "deltas", "totals", "case_amounts", "hours", "origins")


def on_spark() -> Any:
    """Start Spark with two cores; its pages say what each stage moved."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.showConsoleProgress", "false")
    sizes = {
        "spark.driver.memory": "8g",
        "spark.sql.shuffle.partitions": "8",
        "spark.ui.retainedStages": "9999",
    }
    for name, value in sizes.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def moved_mb(spark: Any) -> tuple[float, int]:
    """Say how much stages wrote for each other, and how many stages there were."""
    root = f"{spark.sparkContext.uiWebUrl}/api/v1/applications"
    url = f"{root}/{spark.sparkContext.applicationId}/stages?status=complete"
    with urllib.request.urlopen(url) as answer:
        stages = json.load(answer)
    return sum(stage["shuffleWriteBytes"] for stage in stages) / 1e6, len(stages)


def cpu_of_java(spark: Any) -> float:
    """Give the processor time of the process that Spark runs in."""
    pid = spark.sparkContext._jvm.java.lang.ProcessHandle.current().pid()
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("engine", nargs="?", choices=("duckdb", "spark"), default="duckdb")
    asked.add_argument("lines", nargs="*", type=int, default=[1_000_000])
    asked.add_argument("--zonder-scores", action="store_true")
    asked.add_argument("--bewaar", type=Path)
    given = asked.parse_args()
    root = Path(os.environ.get("MR_BENCH_MAP", Path(tempfile.gettempdir()) / "mr-bench"))
    spark = on_spark() if given.engine == "spark" else None
    read: Callable[[str], Any]
    if spark is None:
        import duckdb

        read = duckdb.connect().read_parquet
    else:
        read = spark.read.parquet
    for lines in given.lines:
        folder = root / f"rapport-{lines}"
        write(folder, lines)
        rows = pd.read_csv(folder / "analyse.csv", dtype=str)
        settings: dict[str, Any] = dict(zip(rows["instelling"], rows["waarde"], strict=True))
        settings["periode_maanden"] = int(settings["periode_maanden"])
        scores = None if given.zonder_scores else pd.read_parquet(folder / "welbevinden.parquet")
        began, cpu = time.perf_counter(), sum(os.times()[:2])
        of_java = cpu_of_java(spark) if spark else 0.0
        result = mr.analyse(
            mr.from_tables(
                settings,
                cases=read(str(folder / "casussen.parquet")),
                usage=read(str(folder / "gebruik.parquet")),
                mdo=read(str(folder / "mdo.parquet")),
                scores=scores,
                tariffs=pd.read_parquet(folder / "tarieven.parquet"),
            )
        )
        report = result.publish()
        seconds, cpu = time.perf_counter() - began, sum(os.times()[:2]) - cpu
        said = (
            f"{lines:,} regels op {given.engine}: Python {cpu:.1f} cpu-s, {seconds:.0f} s, {peak_mb():.0f} MB"
        )
        if spark:
            mb, stages = moved_mb(spark)
            said += f"; Java {cpu_of_java(spark) - of_java:.0f} cpu-s, {stages} stappen"
            said += f", {mb:.0f} MB van de ene stap naar de andere"
        if given.bewaar:
            report.save(given.bewaar / f"{given.engine}-{lines}", ())
        few = folded(result)
        frames = [few.delivery.cases, *(getattr(few, name) for name in TABLES[1:])]
        print(f"{said}; {len(frames[0])} casussen en {sum(map(len, frames))} rijen in Python", flush=True)


if __name__ == "__main__":
    main()
