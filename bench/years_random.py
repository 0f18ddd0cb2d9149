"""Settle random agreements over years, beside an independent computation in fractions.

Run:
    .venv/bin/python bench/years_random.py 2000

Every option of a contract and every rule over years is drawn: base years that move, caps over years, a
reserve with its limit and release, case mix, quality by year. Prints each difference, and how many had one.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.sharing.agreement_over_years import random_agreement, year_disagreements

FIRST = 10_000
"""Other seeds than those of the tests."""


def main(number: int, first: int = FIRST) -> int:
    wrong, years, kinds = 0, 0, Counter[str]()
    for seed in range(first, first + number):
        lines = list(year_disagreements(seed))
        wrong += bool(lines)
        for line in lines[:5]:
            print(f"{seed}: {line}")
        agreement = random_agreement(seed).agreement
        assert agreement is not None
        years += len(agreement.years)
        kinds[f"base years move after {agreement.rules.renew_after}"] += 1
    print(f"{number} agreements, {years} years, {wrong} with a difference")
    print(", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:] or ["2000"])))
