"""Time the bootstrap of ``statistics`` beside the plain vectorised numpy an analyst would write.

Run:
    .venv/bin/python bench/bench_bootstrap.py
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import numpy as np

from maatschappelijk_rendement.statistics.bootstrap import RESAMPLES, bca_interval

RUNS = 7
PLAIN_ROWS = 100  # rows of draws at a time: all 10.000 x 10.000 at once would take 1,6 GB


def plain_percentile(values: np.ndarray, resamples: int) -> tuple[float, float]:
    """Give the percentile interval as plain vectorised numpy, in blocks that fit in memory."""
    draw = np.random.default_rng(0)
    means = np.concatenate(
        [
            values[draw.integers(0, len(values), size=(PLAIN_ROWS, len(values)))].mean(axis=1)
            for _ in range(resamples // PLAIN_ROWS)
        ]
    )
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def seconds(job: Callable[[], object]) -> float:
    """Give the time of one run."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def main() -> None:
    """Print a row for 42 and for 10.000 cases; the two are timed in turn, under the same noise."""
    print(f"{RESAMPLES} trekkingen, mediaan van {RUNS} warme metingen")
    print(f"{'casussen':>9} {'bca_interval (s)':>17} {'gewoon numpy (s)':>17} {'verhouding':>11}")
    for cases in (42, 10_000):
        values = (np.random.default_rng(1).lognormal(12, 1, cases) * -1).astype(np.int64)
        floats = values.astype(np.float64)
        bca_interval(values)  # warm up
        plain_percentile(floats, RESAMPLES)
        ours, plain = [], []
        for _ in range(RUNS):
            ours.append(seconds(lambda values=values: bca_interval(values)))
            plain.append(seconds(lambda floats=floats: plain_percentile(floats, RESAMPLES)))
        ratio = median(a / b for a, b in zip(ours, plain, strict=True))
        print(f"{cases:>9} {median(ours):>17.4f} {median(plain):>17.4f} {ratio:>11.2f}")


if __name__ == "__main__":
    main()
