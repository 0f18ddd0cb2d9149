"""A report as the verdict of the one matrix would print it: the exact one, with what is hidden taken out."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from maatschappelijk_rendement.app.micro_analysis import MicroAnalysis
from maatschappelijk_rendement.disclosure.protect.decide import Verdict
from maatschappelijk_rendement.disclosure.tables.layout import LAYOUTS


def printed(analysis: MicroAnalysis, verdict: Verdict) -> dict[str, Any]:
    """Take every number out of the internal report that the verdict hides, or does not know."""
    data = deepcopy(dict(analysis.publish(internal=True).data))
    for name, layout in LAYOUTS.items():
        rows = [data["mdo"]] if name == "mdo" and data["mdo"] else data[name]
        for row in rows:
            key = tuple(None if row[column] is None else str(row[column]) for column in layout.key)
            for column in layout.columns:
                if column in row and verdict.rules.get((name, key, column), "hidden") is not None:
                    row[column] = None
    for column in ("n_casussen", "n_bestaand", "n_nieuw"):
        if verdict.rules.get(("analyse", (), column), "hidden") is not None:
            data["analyse"][column] = None
    return data
