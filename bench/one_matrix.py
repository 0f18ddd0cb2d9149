"""What the one matrix shows, beside today's publication: questions of a council answered, figures, seconds.

    .venv/bin/python bench/one_matrix.py                      # the example
    .venv/bin/python bench/one_matrix.py FILE.xlsx ...        # workbooks as well
    .venv/bin/python bench/one_matrix.py --random 20          # random caseloads, each attacked
    .venv/bin/python bench/one_matrix.py --large              # 1.500 and 80.000 cases
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.publication.random_caseloads import random_caseload

from maatschappelijk_rendement import analyse, read_workbook
from maatschappelijk_rendement.analysis import MicroAnalysis
from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.layout import LAYOUTS
from maatschappelijk_rendement.disclosure.matrix.decide import Verdict
from maatschappelijk_rendement.disclosure.matrix.recoding import finest_safe
from maatschappelijk_rendement.errors import PublicationRefusedError
from maatschappelijk_rendement.example import ruwaard
from maatschappelijk_rendement.publication.facts import facts_of

TOTAL, OLD = "totaal", "bestaand"
Answers = Mapping[str, bool]


def answered(verdict: Verdict, analysis: MicroAnalysis) -> Answers:
    """Say which of a council's twelve questions are answered."""
    rules = verdict.rules
    has_new = "nieuw" in set(analysis.delivery.cases["case_type"].astype(str))

    def shown(table: str, key: tuple[str | None, ...], *columns: str) -> bool:
        return all((table, key, c) in rules and rules[table, key, c] is None for c in columns)

    total = (OLD, "na", TOTAL, TOTAL)
    rows = {key for table, key, _ in rules if table == "verschil" and key[:2] == (OLD, "na")}
    streams = [key for key in rows if key[2] == TOTAL != key[3]]
    wijken = [key for key in rows if key[2] != TOTAL == key[3]]
    parties = {key for table, key, _ in rules if table == "partijen"}
    scores = {
        key
        for table, key, _ in rules
        if table == "welbevinden" and key[1] == TOTAL and key[3] is None and key[0] in (TOTAL, OLD)
    }

    def part(keys: Any, table: str, need: float, *columns: str) -> bool:
        keys = list(keys)
        return bool(keys) and sum(shown(table, key, *columns) for key in keys) >= need * len(keys)

    def scored(moment: str, column: str) -> bool:
        return any(shown("welbevinden", key, column) for key in scores if key[4] == moment)

    return {
        "cases": shown("analyse", (), "n_casussen"),
        "residents": not scores or scored("na", "n_bewoners"),
        "total": shown("verschil", total, "som_eur"),
        "mean": shown("verschil", total, "gemiddelde_eur", "bi95_laag_eur"),
        "streams": part(streams, "verschil", 0.66, "som_eur"),
        "parties": part(parties, "partijen", 0.66, "investeert_eur", "profiteert_eur"),
        "wellbeing": not scores or (scored("voor", "gemiddelde") and scored("na", "gemiddelde")),
        "mdo": not len(analysis.mdo_lines) or shown("mdo", (), "totaal_eur"),
        "balance": shown("balans", ("saldo",), "bedrag_eur"),
        "new": not has_new or shown("verschil", ("nieuw", "na", TOTAL, TOTAL), "som_eur"),
        "rose": shown("verschil", total, "n_gestegen", "n_gedaald"),
        "wijk": not wijken or part(wijken, "verschil", 0.5, "som_eur"),
    }


def shown_today(data: Mapping[str, Any]) -> tuple[int, int]:
    """Count the figures that are shown today, and all of them."""
    shown = every = 0
    for name, layout in LAYOUTS.items():
        rows = [data["mdo"]] if name == "mdo" and data["mdo"] else data[name]
        for row in rows:
            for column in layout.columns:
                if column in row:
                    every += 1
                    shown += row[column] is not None
    return shown, every


def report(name: str, analysis: MicroAnalysis) -> Verdict:
    """Print one line on a caseload."""
    started = time.process_time()
    try:
        data = analysis.publish().data
        today = "{} of {}".format(*shown_today(data))
    except PublicationRefusedError:
        today = "refused"
    middle = time.process_time()
    facts = facts_of(analysis)
    verdict, tried = finest_safe(facts, Rules(), with_balance=True)
    ended = time.process_time()
    found = answered(verdict, analysis)
    values = list(verdict.rules.values())
    print(
        f"{name}: {sum(found.values())} of 12 answered, not {', '.join(k for k, ok in found.items() if not ok)}; "
        f"figures today {today}, matrix {values.count(None)} of {len(values)}; {tried} designs, "
        f"{verdict.design}; CPU today {middle - started:.2f}, matrix {ended - middle:.2f}",
        flush=True,
    )
    return verdict


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workbooks", nargs="*")
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    report("example", analyse(ruwaard()))
    for path in options.workbooks:
        report(Path(path).stem, analyse(read_workbook(path)))
    for seed in range(options.first, options.first + options.random):
        report(f"seed {seed}", analyse(random_caseload(seed)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
