"""Simulate a group chosen from a register that is too small: how often is it seen to be unlike before.

Per run 500 cases of the most costly quarter, matched on their cost before with as many out of a register that
was not chosen. There is no true effect, so a good interval holds zero. Everything is synthetic.

Run (less than a minute):
    .venv/bin/python bench/simulate_matching.py
"""

from __future__ import annotations

import sys

from maatschappelijk_rendement.statistics.designs import matched_difference
from maatschappelijk_rendement.statistics.synthetic import CostShape, cost_panel

CASES, REGISTERS = 500, (1_500, 2_000, 2_500, 5_000)
SIGMAS = (0.5, 1.0, 1.5)


def main() -> None:
    """Print a row a register and sigma: how many intervals hold zero, and how many runs are warned of."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    print(f"SYNTHETISCH. {CASES} dure casussen, {runs} keer per regel; er is geen effect.")
    print(f"{'register':>9} {'sigma':>5} {'nul in marge':>13} {'boven 0,1':>10} {'boven 0,25':>11}")
    for register in REGISTERS:
        for sigma in SIGMAS:
            held = unlike = apart = 0
            for run in range(runs):
                chosen = CostShape(sigma=sigma, selected_share=0.25)
                cases = cost_panel(CASES, 2, chosen, seed=[register, int(10 * sigma), run, 0])
                others = cost_panel(
                    register, 2, CostShape(sigma=sigma), seed=[register, int(10 * sigma), run, 1]
                )
                effect = matched_difference(cases[:, 0], cases[:, 1], others[:, 0], others[:, 1])
                held += effect.interval is not None and effect.interval.has_zero
                unlike += effect.likeness is not None and not effect.likeness.is_alike
                apart += "klopt niet" in effect.assumption
            print(f"{register:>9} {sigma:>5} {held:>13} {unlike:>10} {apart:>11}", flush=True)


if __name__ == "__main__":
    main()
