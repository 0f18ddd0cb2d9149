"""Simulate how often each 95 % interval of a mean holds the true mean, by number of cases and skewness.

Costs are lognormal with a sigma of 0,5 (mild), 1 (ordinary) or 1,5 (very skewed); half the log variance
persists from one period to the next. Three means: that of the difference of cases that were not chosen; that
of the difference of cases chosen from the most costly quarter (the true mean is then the fall that comes by
itself); and that of plain amounts, of which no report publishes a margin: it shows where a margin stops to
hold. Also how often the program itself says that the margin is probably too narrow. Everything is synthetic.

Run (2.000 runs a row, and 500 for the two that draw 2.000 times each; about ten minutes):
    .venv/bin/python bench/simulate_intervals.py
    .venv/bin/python bench/simulate_intervals.py 200 50
"""

from __future__ import annotations

import sys
from collections import Counter

from maatschappelijk_rendement.statistics.bootstrap import bca_interval, bootstrap_t_interval
from maatschappelijk_rendement.statistics.interval import IntArray, Interval
from maatschappelijk_rendement.statistics.mean import interval_of_mean
from maatschappelijk_rendement.statistics.skewness import is_probably_short
from maatschappelijk_rendement.statistics.synthetic import CostShape, cost_panel, expected_mean_cents

CASES = (10, 20, 32, 50, 100)
SIGMAS = (0.5, 1.0, 1.5)
PERSISTENCE, SELECTED_SHARE = 0.5, 0.25
RESAMPLES = 2_000
DELTAS, CHOSEN, AMOUNTS = "verschil", "verschil, gekozen op hoge kosten", "bedragen"


def drawn(mean_of: str, n: int, sigma: float, run: int) -> tuple[IntArray, float]:
    """Draw n cases, and give what they have and the true mean of it [euro cent]."""
    share = SELECTED_SHARE if mean_of == CHOSEN else 1.0
    shape = CostShape(sigma=sigma, persistence=PERSISTENCE, selected_share=share)
    panel = cost_panel(n, 2, shape, seed=[n, int(10 * sigma), run])
    before, after = (expected_mean_cents(shape, first_period=is_first) for is_first in (True, False))
    return (panel[:, 0], before) if mean_of == AMOUNTS else (panel[:, 1] - panel[:, 0], after - before)


def holds(interval: Interval | None, truth_cents: float) -> bool:
    """Say whether an interval holds the truth; no interval holds nothing."""
    return interval is not None and interval.low_cents <= truth_cents <= interval.high_cents


def simulate(mean_of: str, n: int, sigma: float, runs: int, drawn_runs: int) -> Counter[str]:
    """Count the runs in which each interval holds the true mean."""
    count: Counter[str] = Counter()
    for run in range(runs):
        amounts, truth = drawn(mean_of, n, sigma, run)
        held, warned = holds(interval_of_mean(amounts), truth), is_probably_short(amounts)
        count["t"] += held
        count["warned"] += warned
        count["t unwarned"] += held and not warned
        if run < drawn_runs:
            count["bca"] += holds(bca_interval(amounts, resamples=RESAMPLES), truth)
            count["bootstrap-t"] += holds(bootstrap_t_interval(amounts, resamples=RESAMPLES), truth)
    return count


def main() -> None:
    """Print a table a mean, in percentages of the runs."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    drawn_runs = min(runs, int(sys.argv[2]) if len(sys.argv) > 2 else 500)
    print(f"SYNTHETISCH. t: {runs} keer per regel; BCa en bootstrap-t: {drawn_runs} keer, elk {RESAMPLES}")
    print("trekkingen. Percentage 95%-intervallen met het ware gemiddelde erin.")
    print(
        "w.: het programma noemt de marge waarschijnlijk te smal; t z.w.: t in de keren zonder die melding."
    )
    labels = ("t", "BCa", "boot-t", "w.", "t z.w.")
    for mean_of in (DELTAS, CHOSEN, AMOUNTS):
        print(f"\nGemiddelde van: {mean_of}")
        print(f"{'n':>5} {'sigma':>5} " + " ".join(f"{label:>7}" for label in labels))
        for n in CASES:
            for sigma in SIGMAS:
                count = simulate(mean_of, n, sigma, runs, drawn_runs)
                shares = [
                    100 * count["t"] / runs,
                    100 * count["bca"] / drawn_runs,
                    100 * count["bootstrap-t"] / drawn_runs,
                    100 * count["warned"] / runs,
                    100 * count["t unwarned"] / max(1, runs - count["warned"]),
                ]
                print(f"{n:>5} {sigma:>5} " + " ".join(f"{share:>7.1f}" for share in shares), flush=True)


if __name__ == "__main__":
    main()
