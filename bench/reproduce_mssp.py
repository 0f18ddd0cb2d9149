"""Reproduce the public settlements of the Medicare Shared Savings Program, 4.122 organisation-years to 2022.

Run:
    .venv/bin/python bench/reproduce_mssp.py [FILE.csv]

Prints how many published payments (EarnSaveLoss) and thresholds (MinSavPerc) the engine reproduces, and lists
every row it does not, with the reason. A later year of the same file can be given as FILE.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

from maatschappelijk_rendement.sharing import mssp_contract, settle
from maatschappelijk_rendement.sharing.threshold import statutory_rates

PUBLIC_FILE = Path(__file__).resolve().parent.parent / "tests" / "oracles" / "mssp_2014_2022.csv"
DOLLARS = 1.50  # benchmark and expenditure are each printed in whole dollars
TRUE_COLUMNS = {"met_qps": 1, "reducedss": 0, "guardrail": 0, "disadj": 0}


def read_public(path: Path = PUBLIC_FILE) -> pd.DataFrame:
    """Read the file; a blank flag means "no", blank quality that reporting alone sufficed (100 %)."""
    text = pd.read_csv(path, dtype=str)
    frame = pd.read_csv(path)
    for column, unless in TRUE_COLUMNS.items():
        frame[column] = pd.to_numeric(frame[column]).fillna(unless)
    frame["quality"] = frame["qualscore"].fillna(1)
    for column in ("finalsharerate", "minsavperc"):
        decimals = text[column].str.partition(".")[2].str.len()
        frame[f"{column}_unit"] = 10.0 ** -decimals.groupby(frame["performance_year"]).transform("max")
    return frame


def settle_all(frame: pd.DataFrame, *, read_share: bool) -> pd.DataFrame:
    """Settle every row; thresholds of one-sided tracks come from the table, not from the file."""
    parts = []
    for (track, year), rows in frame.groupby(["track", "performance_year"]):
        contract = mssp_contract(str(track), int(year))
        settled = settle(
            contract,
            benchmark=rows["abtotbnchmk"],
            expenditure=rows["abtotexp"],
            persons=rows["n_ab"],
            quality=rows["quality"],
            minimum_rate=rows["minsavperc"] if contract.is_two_sided else None,
            met_quality_standard=rows["met_qps"],
            disaster_adjustment=rows["disadj"],
            low_revenue_relief=rows["reducedss"],
            guardrail=rows["guardrail"],
            share=rows["finalsharerate"] if read_share else None,
        )
        parts.append(rows.assign(payment=settled.payment_cents / 100, cap_unknown=bool(settled.notes)))
    result = pd.concat(parts).sort_index()
    result["gap"] = (result["payment"] - result["earnsaveloss"]).abs()
    slack = (result["abtotbnchmk"] - result["abtotexp"]).abs() * result["finalsharerate_unit"] / 2
    result["verdict"] = np.select(
        [result["gap"] <= DOLLARS, result["gap"] <= DOLLARS + slack],
        ["to 1,50 dollar", "within rounding"],
        "not",
    )
    return result


def count(result: pd.DataFrame) -> tuple[int, int, int]:
    """Give the three counts: to 1,50 dollar; within the rounding of the published share; not."""
    verdicts = result["verdict"].value_counts()
    return tuple(int(verdicts.get(name, 0)) for name in ("to 1,50 dollar", "within rounding", "not"))


def count_thresholds(frame: pd.DataFrame) -> tuple[int, int, int]:
    """Give one-sided rows: all, within one unit of the last published decimal, and within half a unit."""
    one_sided = frame[frame["track"].isin(["?", "TRACK1", "BASIC A", "BASIC B"])]
    rates = statutory_rates(one_sided["n_ab"].to_numpy())
    gap = (rates.numerators / rates.denominators - one_sided["minsavperc"]).abs() / one_sided[
        "minsavperc_unit"
    ]
    return len(one_sided), int((gap <= 1).sum()), int((gap <= 0.5).sum())


def explain(row: pd.Series) -> str:
    """Say why a row is not reproduced."""
    if row["cap_unknown"] and row["abtotexp"] > row["abtotbnchmk"]:
        loss = abs(row["earnsaveloss"]) + abs(row["disadj"])
        return f"loss cap on revenue, which is not published (loss before disaster {loss:,.0f})"
    if row["earnsaveloss"] == 0 and row["finalsharerate"] == 0:
        return "published as not eligible (share 0), for a reason that is not published"
    if row["track"] == "?" and row["finalsharerate"] > 0.5:
        return "published share above 50 %: a Track 2 organisation in a file without tracks"
    return "unexplained"


def main() -> None:
    start = time.perf_counter()
    frame = read_public(Path(sys.argv[1])) if len(sys.argv) > 1 else read_public()
    read, derived = (settle_all(frame, read_share=read_share) for read_share in (True, False))
    print(f"{len(frame)} organisation-years           to 1,50 dollar   within rounding   not")
    late = derived[derived["performance_year"] >= 2021]
    for label, result in (
        ("share read", read),
        ("share derived, all years", derived),
        ("share derived, 2021 and later", late),
    ):
        exact, rounded, missed = count(result)
        print(f"{label:<30} {exact:>18} {rounded:>17} {missed:>5}")
    for label, result in (("share read", read), ("share derived", derived)):
        print(f"\nNot reproduced, {label}:")
        for _, row in result[result["verdict"] == "not"].iterrows():
            print(
                f"  {row['performance_year']} {row['track']:<8} n {row['n_ab']:>6}  published "
                f"{row['earnsaveloss']:>12,.0f}  engine {row['payment']:>14,.2f}  {explain(row)}"
            )
    rows, to_unit, to_half = count_thresholds(frame)
    print(f"\nThresholds of {rows} one-sided rows: {to_unit} within one unit of the last published decimal,")
    print(f"{to_half} within half a unit (some years are cut off, not rounded).")
    print(f"\n{time.perf_counter() - start:.2f} s after the imports")


if __name__ == "__main__":
    main()
