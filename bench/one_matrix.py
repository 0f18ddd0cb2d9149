"""What the one matrix shows, beside today's publication: questions of a council answered, figures, seconds.

.venv/bin/python bench/one_matrix.py                      # the example
.venv/bin/python bench/one_matrix.py FILE.xlsx ...        # workbooks as well
.venv/bin/python bench/one_matrix.py --random 20          # random caseloads, each attacked
.venv/bin/python bench/one_matrix.py --large              # 1.500 and 80.000 cases
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
# As ``mr`` does.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pandas as pd
from tests.publication.random_caseloads import random_caseload

from maatschappelijk_rendement import analyse, read_workbook
from maatschappelijk_rendement.app.micro_analysis import MicroAnalysis
from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.matrix.facts import Facts
from maatschappelijk_rendement.disclosure.protect.decide import Verdict, decide
from maatschappelijk_rendement.disclosure.protect.recoding import finest_safe
from maatschappelijk_rendement.disclosure.tables.layout import LAYOUTS
from maatschappelijk_rendement.domain.errors import PublicationRefusedError
from maatschappelijk_rendement.intake.example import ruwaard
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
        "balance": shown("balans", ("saldo", TOTAL), "bedrag_eur"),
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
    verdict, tried = finest_safe(facts, Rules())
    ended = time.process_time()
    found = answered(verdict, analysis)
    values = list(verdict.rules.values())
    lacking = ", ".join(question for question, is_answered in found.items() if not is_answered)
    print(
        f"{name}: {sum(found.values())} of 12 answered, not {lacking}; "
        f"figures today {today}, matrix {values.count(None)} of {len(values)}; {tried} designs, "
        f"{verdict.design}; CPU today {middle - started:.2f}, matrix {ended - middle:.2f}",
        flush=True,
    )
    return verdict


def large_facts(cases: int, wijken: int, streams: int = 5) -> Facts:
    """Invent a large caseload: a tenth of the cases is new, a tenth of the lines ends within the window."""
    dice = np.random.default_rng(cases)
    groups = np.where(dice.random(cases) < 0.1, "nieuw", OLD)
    wijk = dice.choice([f"wijk {n:02}" for n in range(wijken)], cases)
    names = ("Wmo", "Zvw", "Participatiewet", "Jeugdwet", "Wlz")[:streams]
    payers = {"Zvw": "zorgverzekeraar", "Wlz": "zorgkantoor"}
    lines, deltas = [], []
    everyone = np.arange(cases)
    totals = np.zeros(cases, dtype=np.int64)
    for name in names:
        who = everyone[dice.random(cases) < 0.6]
        seen = everyone[(dice.random(cases) < 0.9) | np.isin(everyone, who)]
        change = np.zeros(cases, dtype=np.int64)
        base = dice.lognormal(13.0, 1.0, cases)
        for moment, sign in (("voor", -1), ("na", 1)):
            here = who if moment == "na" else who[groups[who] == OLD]
            yearly = (base[here] * dice.uniform(0.4, 1.2, len(here))).astype(np.int64)
            part = np.where(dice.random(len(here)) < 0.1, dice.uniform(0.1, 0.9, len(here)), 1.0)
            window = (yearly * part).astype(np.int64)
            one_off = np.where(dice.random(len(here)) < 0.1, dice.integers(10_000, 500_000, len(here)), 0)
            change[here] += sign * (window + one_off)
            is_transfer = name == "Participatiewet"
            lines.append(
                pd.DataFrame(
                    {
                        "case": here,
                        "stream": name,
                        "payer": payers.get(name, "gemeente"),
                        "receiver": "bewoner" if is_transfer else "",
                        "money_kind": "inkomensoverdracht" if is_transfer else "kasstroom",
                        "moment": moment,
                        "in_window_cents": window,
                        "one_off_cents": one_off,
                        "structural_cents": yearly,
                    }
                )
            )
        totals += change
        deltas.append(pd.DataFrame({"case": seen, "stream": name, "delta_cents": change[seen]}))
    deltas.append(pd.DataFrame({"case": everyone, "stream": TOTAL, "delta_cents": totals}))
    usage = pd.concat(lines, ignore_index=True)
    hours = dice.integers(1, 9, cases) * 1000
    return Facts(
        months=12,
        groups=groups.tolist(),
        wijken=wijk.tolist(),
        lines=usage,
        deltas=pd.concat(deltas, ignore_index=True).assign(comparison="na"),
        mdo=pd.DataFrame(
            {"case": everyone, "payer": "gemeente", "price_cents": 8000, "milli": hours, "cents": hours * 8}
        ),
        mdo_counts_as_cost=False,
        programme={},
        kinds=usage[["case", "money_kind"]].drop_duplicates(ignore_index=True),
        scores=[],
        provenance=usage.groupby("case").size().reset_index(name="n_lines").assign(provenance="declaratie"),
    )


def time_large() -> None:
    """Time two large caseloads."""
    for cases, wijken in ((1_500, 20), (80_000, 10)):
        facts = large_facts(cases, wijken)
        started = time.process_time()
        verdict = decide(facts, Rules())
        values = list(verdict.rules.values())
        print(
            f"{cases} cases, {wijken} wijken: {values.count(None)} of {len(values)} shown, "
            f"CPU {time.process_time() - started:.1f}",
            flush=True,
        )


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workbooks", nargs="*")
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    if options.large:
        time_large()
        return 0
    report("example", analyse(ruwaard()))
    for path in options.workbooks:
        report(Path(path).stem, analyse(read_workbook(path)))
    for seed in range(options.first, options.first + options.random):
        report(f"seed {seed}", analyse(random_caseload(seed)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
