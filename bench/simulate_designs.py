"""Simulate how often each design's 95 % interval holds the true effect, when cases are chosen at high cost.

Per run: n cases whose cost before lies in the top quarter, as many of a comparison group chosen in the same
way, and a register of 10 n cases that were not chosen. Costs are lognormal; half the log variance persists.
The true effect is none, or a fall of 20 %. Everything is synthetic (``statistics.synthetic``).

Run (about five minutes for 1.000 runs):
    .venv/bin/python bench/simulate_designs.py
    .venv/bin/python bench/simulate_designs.py 100
"""

from __future__ import annotations

import sys
from collections import Counter

import numpy as np

from maatschappelijk_rendement.statistics.designs import (
    before_after,
    difference_in_differences,
    from_second_baseline,
    matched_difference,
)
from maatschappelijk_rendement.statistics.interval import Interval
from maatschappelijk_rendement.statistics.mean import interval_of_mean
from maatschappelijk_rendement.statistics.regression_to_mean import corrected_change, persistence_from_pairs
from maatschappelijk_rendement.statistics.skewness import is_probably_short
from maatschappelijk_rendement.statistics.synthetic import CostShape, cost_panel, expected_mean_cents

CASES = (32, 200, 1_000)
SIGMAS = (0.5, 1.0, 1.5)
EFFECTS = (0.0, -0.20)
SELECTED_SHARE, PERSISTENCE, REGISTER = 0.25, 0.5, 10
FIRST, SECOND, AFTER = 0, 1, 2

DESIGNS = {
    "voor/na": "voor/na",
    "vergelijkingsgroep": "verg.groep",
    "gekozen uit register": "gekozen",
    "tweede voormeting": "2e voor",
    "correctie terugval": "correctie",
    "hele register als groep": "register",
}
EXTRA = {
    "claim": "claimt",
    "marge": "marge",
    "waarschuwing": "w. marge",
    "waarschuwing correctie": "w. corr.",
}


def holds(interval: Interval | None, truth_cents: float) -> bool:
    """Say whether an interval holds the truth; no interval holds nothing."""
    return interval is not None and interval.low_cents <= truth_cents <= interval.high_cents


def simulate(n: int, sigma: float, effect: float, runs: int) -> Counter[str]:
    """Count the runs in which each interval holds the truth, the program warns, and a fall is claimed."""
    chosen = CostShape(sigma=sigma, persistence=PERSISTENCE, selected_share=SELECTED_SHARE)
    everyone = CostShape(sigma=sigma, persistence=PERSISTENCE)
    later = expected_mean_cents(chosen, first_period=False)
    truth = effect * later
    plain_change = (1 + effect) * later - expected_mean_cents(chosen, first_period=True)
    count: Counter[str] = Counter()
    for run in range(runs):
        seed = [n, int(sigma * 10), run]
        cases, group = (cost_panel(n, 3, chosen, seed=[*seed, part]) for part in (0, 1))
        register = cost_panel(REGISTER * n, 3, everyone, seed=[*seed, 2])
        after = np.rint(cases[:, AFTER] * (1 + effect)).astype(np.int64)
        before, deltas = cases[:, FIRST], after - cases[:, FIRST]
        link = persistence_from_pairs(register[:, FIRST], register[:, AFTER])
        plain = before_after(deltas)
        effects = {
            "voor/na": plain,
            "vergelijkingsgroep": difference_in_differences(deltas, group[:, AFTER] - group[:, FIRST]),
            "gekozen uit register": matched_difference(before, after, register[:, FIRST], register[:, AFTER]),
            "tweede voormeting": from_second_baseline(cases[:, SECOND], after),
            "correctie terugval": corrected_change(before, after, link),
            "hele register als groep": difference_in_differences(
                deltas, register[:, AFTER] - register[:, FIRST]
            ),
        }
        for name, found in effects.items():
            count[name] += holds(found.interval, truth)
        held, warned = (
            holds(interval_of_mean(deltas), plain_change),
            is_probably_short(deltas),
        )
        count["marge"] += held
        count["waarschuwing"] += warned
        count["marge zonder waarschuwing"] += held and not warned
        count["waarschuwing correctie"] += effects["correctie terugval"].is_probably_short
        count["claim"] += plain.interval is not None and plain.interval.high_cents < 0
    return count


def main() -> None:
    """Print one table a true effect, in percentages of the runs."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    print(f"SYNTHETISCH. {runs} keer per regel; percentage 95%-intervallen met het ware effect erin.")
    print(
        "claimt: voor/na ziet een zekere daling. marge: het interval van het rapport houdt de ware gemiddelde"
    )
    print("verandering (dus geen effect) vast. w.: het programma noemt dat interval waarschijnlijk te smal.")
    print("marge z.w.: de marge in de keren zonder die waarschuwing.")
    labels = (*DESIGNS.values(), *EXTRA.values(), "marge z.w.")
    for effect in EFFECTS:
        print(f"\nWaar effect: {effect:+.0%}")
        print(f"{'n':>5} {'sigma':>5} " + " ".join(f"{label:>10}" for label in labels))
        for n in CASES:
            for sigma in SIGMAS:
                count = simulate(n, sigma, effect, runs)
                shares = [100 * count[name] / runs for name in (*DESIGNS, *EXTRA)]
                shares.append(100 * count["marge zonder waarschuwing"] / max(1, runs - count["waarschuwing"]))
                print(f"{n:>5} {sigma:>5} " + " ".join(f"{share:>10.1f}" for share in shares), flush=True)


if __name__ == "__main__":
    main()
