"""What a figure weighs: a side table never costs the headline.

The order is that of docs/openbaarmaking.md ("Publication keeps its headline"): candidates are taken from the
first tier to the last, and a coarser design is chosen where that keeps more weight. Both are this project's
own choice of 2026.
"""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    "cases": 100,
    "residents": 60,
    "total": 100,
    "mean": 80,
    "balance": 50,
    "streams": 60,
    "wellbeing": 60,
    "parties": 50,
    "new": 30,
    "mdo": 30,
    "level": 3,
    "kind": 4,
    "repeat": 5,
    "part": 1,
    "wijk": 10,
    "fine": 0.2,
    "rose": 5,
    # What one party pays of the balance: added when all else is decided (``protect.payers``).
    "payers": 0,
}
"""Weight of a tier when all of it is shown; in the order in which its figures are taken."""
TIERS = tuple(WEIGHTS)
PAYERS = "payers"
HEAVY = frozenset({*TIERS[: TIERS.index("mdo") + 1], "wijk"})
"""Only for what is hidden of these a coarser design is looked for."""
HEADLINE = HEAVY - {"wijk"}
"""What a report is read for: its amounts stay as fine as they can where others are made coarser."""
