"""A million draws of a business case with 12 parties over 10 years, on one core, beside plain numpy.

    OMP_NUM_THREADS=1 python bench/bench_valuation.py

Each party has an effect with a triangular amount; all share a normal yearly growth and a discount rate of
2,25 %, against an investment now. The peer is what an analyst writes with numpy alone: the same model on
whole columns of a million draws. ``pert`` and ``gamma`` give each party a range of its own (and so a table of
its own) of a distribution whose inverse is slow; ``pert_correlated`` ties the first two together.
"""

from __future__ import annotations

import resource
import sys
import time
from typing import Any

import numpy as np

from maatschappelijk_rendement import valuation as v

PARTIES, YEARS, DRAWS, SEED = 12, 10, 1_000_000, 2026
INVESTMENT = 5_000_000.0
LOW, LIKELY, HIGH = -20_000.0, 40_000.0, 120_000.0


def model(growth: Any, **amounts: Any) -> Any:
    """Net present value: every party's yearly amount grows and is discounted."""
    per_year, weight = (1 + growth) / 1.0225, 0.0
    for _ in range(YEARS):
        weight = weight * per_year + 1.0
    return sum(amounts.values()) * weight - INVESTMENT


def ours() -> tuple[float, float]:
    names: dict[str, Any] = {f"partij_{n}": v.Triangular(LOW, LIKELY, HIGH) for n in range(PARTIES)}
    names["growth"] = v.Normal(0.01, 0.02)
    found = v.monte_carlo(model, names, DRAWS, SEED)
    return found.mean, found.probability_positive


def pert(**more: Any) -> tuple[float, float]:
    names: dict[str, Any] = {
        f"partij_{n}": v.Pert(LOW, LIKELY + 1_000 * n, HIGH + 5_000 * n) for n in range(PARTIES)
    }
    names["growth"] = v.Normal(0.01, 0.02)
    found = v.monte_carlo(model, names, DRAWS, SEED, **more)
    return found.mean, found.probability_positive


def pert_correlated() -> tuple[float, float]:
    return pert(correlations={("partij_0", "partij_1"): 0.5})


def gamma() -> tuple[float, float]:
    names: dict[str, Any] = {f"partij_{n}": v.Gamma(40_000, 20_000 + 1_000 * n) for n in range(PARTIES)}
    names["growth"] = v.Normal(0.01, 0.02)
    found = v.monte_carlo(model, names, DRAWS, SEED)
    return found.mean, found.probability_positive


def plain() -> tuple[float, float]:
    generator = np.random.default_rng(SEED)
    names = {f"partij_{n}": generator.triangular(LOW, LIKELY, HIGH, DRAWS) for n in range(PARTIES)}
    outcome = model(growth=generator.normal(0.01, 0.02, DRAWS), **names)
    np.quantile(outcome, (0.05, 0.5, 0.95))
    return float(outcome.mean()), float((outcome > 0).mean())


def main() -> None:
    runs = (ours, plain, pert, pert_correlated, gamma)
    which = {run.__name__: run for run in runs}
    chosen = [which[name] for name in sys.argv[1:]] or runs

    for run in chosen:
        start = time.process_time()
        mean, positive = run()
        spent = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        words = f"{spent:5.2f} s CPU, peak {peak:4.0f} MiB, mean {mean:10.0f}, above zero {positive:.4f}"
        print(f"{run.__name__:15} {words}")


if __name__ == "__main__":
    main()
