"""Price lines on every engine, beside what an analyst writes by hand: seconds, memory, ratio.

Each way runs in its own process, three times; the median counts, and all must give the same cents. Memory is
the most that process held (VmHWM); it reads its own files. On a machine that is shared, seconds say little:
the ratios are those of processor time. Above ``LARGEST_FREE`` only DuckDB runs, bounded to ``BOUND``.
Usage: bench_engines.py [SIZE ...]; sizes are 10000 1000000 10000000 when left out.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

# Before Polars is imported.
os.environ.setdefault("POLARS_MAX_THREADS", "2")

import engine_peers as peers
from engine_data import tariffs, write

RUNS = 3
# Above this size the pandas merge takes 83 s and 17 GB at 10 million lines (measured once).
LARGEST_MERGE = 1_000_000
LARGEST_FREE = 10_000_000
# What DuckDB may use of the 4 GB that the whole process gets.
BOUND = "2500MB"


def _ours(read: Callable[[Path], tuple[Any, Any]], **collect: str) -> Callable[[Path], peers.Outcome]:
    def run(folder: Path) -> peers.Outcome:
        import narwhals as nw

        from maatschappelijk_rendement.costing import Current, price_usage
        from maatschappelijk_rendement.domain.tariffs import Indices, Tariffs
        from maatschappelijk_rendement.outcomes.per_wijk import sum_lines

        usage, cases = read(folder)
        priced = price_usage(
            usage,
            cases,
            Tariffs(shipped=tariffs()),
            mode=Current(),
            period_months=12,
            indices=Indices.load(),
            structural=False,
        )
        sums = nw.from_native(sum_lines(priced.lines, ["wijk", "stream", "moment"]))
        eager = sums.collect(**collect) if isinstance(sums, nw.LazyFrame) else sums
        rows = list(eager.select("cost_cents", "n_cases").iter_rows())
        return len(rows), sum(int(row[0]) for row in rows), sum(int(row[1]) for row in rows)

    return run


def _duckdb(folder: Path) -> tuple[Any, Any]:
    import duckdb

    connection = duckdb.connect(config={"threads": 2})
    return tuple(connection.read_parquet(str(folder / f"{name}.parquet")) for name in ("usage", "cases"))


def _bounded(folder: Path) -> tuple[Any, Any]:
    import duckdb

    spill = {"memory_limit": BOUND, "temp_directory": str(folder / "spill")}
    connection = duckdb.connect(config={"threads": 2, "preserve_insertion_order": False, **spill})
    return tuple(connection.read_parquet(str(folder / f"{name}.parquet")) for name in ("usage", "cases"))


def _polars_lazy(folder: Path) -> tuple[Any, Any]:
    import polars as pl

    return pl.scan_parquet(folder / "usage.parquet"), pl.scan_parquet(folder / "cases.parquet")


def _polars(folder: Path) -> tuple[Any, Any]:
    import polars as pl

    return pl.read_parquet(folder / "usage.parquet"), pl.read_parquet(folder / "cases.parquet")


def _pyarrow(folder: Path) -> tuple[Any, Any]:
    import pyarrow.parquet as pq

    return pq.read_table(folder / "usage.parquet"), pq.read_table(folder / "cases.parquet")


def _pandas(folder: Path) -> tuple[Any, Any]:
    import pandas as pd

    return pd.read_parquet(folder / "usage.parquet"), pd.read_parquet(folder / "cases.parquet")


WAYS: dict[str, Callable[[Path], peers.Outcome | None]] = {
    "alleen lezen (DuckDB)": peers.decode,
    "met de hand: DuckDB, lopend totaal": peers.duckdb_running_total,
    "met de hand: DuckDB, join op periode": peers.duckdb_range_join,
    "met de hand: Polars, lopend totaal": peers.polars_running_total,
    "met de hand: Polars, na casuscontrole": peers.polars_checked,
    "met de hand: pandas merge": peers.pandas_merge,
    "wij op DuckDB": _ours(_duckdb),
    "wij op Polars (lui)": _ours(_polars_lazy, engine="streaming"),
    "wij op Polars": _ours(_polars),
    "wij op PyArrow": _ours(_pyarrow),
    "wij op pandas": _ours(_pandas),
    "wij op DuckDB, begrensd": _ours(_bounded),
}


OURS = ("narwhals", "maatschappelijk_rendement.costing", "maatschappelijk_rendement.outcomes.per_wijk")
# Imported before the clock starts, and nothing else: what another engine needs takes memory too.
IMPORTED: dict[str, tuple[str, ...]] = {
    "alleen lezen (DuckDB)": ("duckdb",),
    "met de hand: DuckDB, lopend totaal": ("duckdb",),
    "met de hand: DuckDB, join op periode": ("duckdb",),
    "met de hand: Polars, lopend totaal": ("polars",),
    "met de hand: Polars, na casuscontrole": ("polars",),
    "met de hand: pandas merge": ("pandas", "pyarrow.parquet"),
    "wij op DuckDB": ("duckdb", "pyarrow", *OURS),
    "wij op DuckDB, begrensd": ("duckdb", "pyarrow", *OURS),
    "wij op Polars (lui)": ("polars", *OURS),
    "wij op Polars": ("polars", *OURS),
    "wij op PyArrow": ("pyarrow.parquet", *OURS),
    "wij op pandas": ("pandas", "pyarrow.parquet", *OURS),
}


PRICED = frozenset(WAYS) - {"alleen lezen (DuckDB)"}


def peak_mb() -> float:
    """Most memory this process held; what its parent held before it does not count."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(
            int(line.split()[1]) / 1024
            for line in status.read_text().splitlines()
            if line.startswith("VmHWM")
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(way: str, folder: Path) -> None:
    """Run one way once and print what it took; called in a process of its own."""
    for module in IMPORTED[way]:
        __import__(module)
    start, cpu = time.perf_counter(), sum(os.times()[:2])
    outcome = WAYS[way](folder)
    seconds, cpu = time.perf_counter() - start, sum(os.times()[:2]) - cpu
    peak = peak_mb()
    print(json.dumps({"seconds": seconds, "cpu": cpu, "mb": peak, "outcome": outcome}))


def run(way: str, folder: Path) -> list[dict[str, Any]]:
    command = [sys.executable, __file__, "--one", way, str(folder)]
    found = []
    for _ in range(RUNS):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{way}: mislukt\n{done.stderr[-2000:]}")
            return []
        found.append(json.loads(done.stdout.splitlines()[-1]))
    return found


def main(sizes: list[int]) -> None:
    root = Path(os.environ.get("MR_BENCH_MAP", Path(tempfile.gettempdir()) / "mr-bench"))
    for size in sizes:
        folder = root / str(size)
        write(folder, size)
        count = f"{size:,}".replace(",", ".")
        print(f"\n{count} regels, 2 kernen, mediaan van {RUNS} metingen")
        print(f"{'':38}{'s':>8}{'cpu s':>8}{'regels/s':>12}{'MB':>8}{'x cpu van hand':>16}")
        outcomes: set[tuple[int, ...]] = set()
        cents: set[int] = set()
        rows = {}
        for way in WAYS:
            if way.endswith("begrensd") != (size > LARGEST_FREE) and way in PRICED:
                continue
            if way.endswith("merge") and size > LARGEST_MERGE:
                print(f"{way:38}  niet gemeten: bij 10 miljoen regels 83 s en 17 GB")
                continue
            found = run(way, folder)
            if not found:
                continue
            outcomes |= {
                tuple(one["outcome"]) for one in found if one["outcome"] and one["outcome"][2] is not None
            }
            cents |= {one["outcome"][1] for one in found if one["outcome"]}
            rows[way] = {
                name: statistics.median(one[name] for one in found) for name in ("seconds", "cpu", "mb")
            }
            by_hand = [row["cpu"] for name, row in rows.items() if name.startswith("met de hand")]
            ratio = f"{rows[way]['cpu'] / min(by_hand):.2f}" if by_hand else ""
            speed = f"{size / rows[way]['seconds']:,.0f}".replace(",", ".")
            print(
                f"{way:38}{rows[way]['seconds']:8.2f}{rows[way]['cpu']:8.2f}{speed:>12}"
                f"{rows[way]['mb']:8.0f}{ratio:>16}",
                flush=True,
            )
        is_same = len(outcomes) == len(cents) == 1
        same = "ja" if is_same else f"NEE: {sorted(outcomes)} {sorted(cents)}"
        print(f"alle uitkomsten gelijk tot op de cent: {same}")
        if not is_same:
            sys.exit(1)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(sys.argv[2], Path(sys.argv[3]))
    else:
        main([int(size) for size in sys.argv[1:]] or [10_000, 1_000_000, 10_000_000])
