"""Time a thousand what-ifs in one frame, of the example: other prices, quantities and settings.

Run:
    .venv/bin/python bench/bench_scenarios.py
"""

from __future__ import annotations

import random
import time
from typing import Any

from maatschappelijk_rendement import analyse
from maatschappelijk_rendement.intake.example import ruwaard

WHAT_IFS = 1_000
PERIODS = (6, 9, 12, 18)
INDICES = ("CPI", "OVA", "VNG")


def what_ifs(codes: list[str], number: int) -> list[dict[str, Any]]:
    """Draw what-ifs: three prices and two quantities each, a quarter of them with other settings too."""
    chance = random.Random(1)
    found = []
    for place in range(number):
        one: dict[str, Any] = {
            "prices": {code: round(chance.uniform(20, 90), 2) for code in chance.sample(codes, 3)},
            "quantities": {code: chance.choice([0.5, 0.8, 1.2]) for code in chance.sample(codes, 2)},
        }
        if place % 4 == 0:
            one |= {"period_months": chance.choice(PERIODS), "index": chance.choice(INDICES)}
        found.append(one)
    return found


def main() -> None:
    """Print how long it takes; stop when a figure differs from the analysis itself."""
    result = analyse(ruwaard())
    codes = sorted(set(result.delivery.usage["product_code"]))
    asked = [{}, *what_ifs(codes, WHAT_IFS - 1)]
    start, cpu = time.perf_counter(), time.process_time()
    frame = result.scenarios(asked)
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
    is_same = frame["delta_cents"].tolist()[0] == -132_394_00
    print(
        f"{len(frame)} keuzes over {len(result.delivery.usage)} regels: "
        f"{seconds:.1f} s ({cpu_seconds:.1f} s cpu)"
    )
    if not is_same or frame["not_priced"].any():
        raise SystemExit("De uitkomst klopt niet.")


if __name__ == "__main__":
    main()
