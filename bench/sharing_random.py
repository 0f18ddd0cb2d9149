"""Settle and split random contracts over every option, beside an independent computation in fractions.

Run:
    .venv/bin/python bench/sharing_random.py 2000

Each contract is split by every key, in draws too, and looked at for lost cents, for a payer that bears the
loss of another, and for a payment that falls as quality or saving rises. Prints each difference and how many
contracts had one.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.sharing.agreement import disagreements
from tests.sharing.random_contracts import random_scenario

FIRST = 10_000
"""Other seeds than those of the tests."""


def main(number: int, first: int = FIRST) -> int:
    wrong, kinds = 0, Counter[str]()
    for seed in range(first, first + number):
        lines = list(disagreements(seed))
        wrong += bool(lines)
        for line in lines[:5]:
            print(f"{seed}: {line}")
        contract = random_scenario(seed).contract
        kinds.update((f"threshold {contract.threshold}", f"loss {contract.loss}"))
    print(f"{number} contracts, {wrong} with a difference")
    print(", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:] or ["2000"])))
