"""Write a caseload as a folder of files, with the headers of the workbook."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from maatschappelijk_rendement.domain.frames import to_frames
from maatschappelijk_rendement.domain.model import CaseLoad
from maatschappelijk_rendement.domain.tables import (
    CASES,
    MDO,
    PROGRAMME,
    SETTINGS,
    TARIFFS,
    USAGE,
    WELLBEING,
    CellKind,
)
from maatschappelijk_rendement.intake.canonical import SCALED

TABLES = {
    "cases": CASES,
    "usage": USAGE,
    "scores": WELLBEING,
    "mdo": MDO,
    "programme": PROGRAMME,
    "tariffs": TARIFFS,
}


def write_folder(caseload: CaseLoad, folder: Path, *, suffix: str) -> None:
    """Write every sheet with rows; numbers and dates as text in CSV, and with their types in Parquet."""
    values = {column.header: getattr(caseload.settings, column.name) for column in SETTINGS}
    with (folder / "analyse.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [(header, value) for header, value in values.items() if value is not None]
        csv.writer(file).writerows([("instelling", "waarde"), *rows])
    for name, frame in to_frames(caseload).items():
        table = TABLES[name]
        if frame.empty and table.may_be_absent:
            continue
        columns = {}
        for column in table.columns:
            scaled, decimals = SCALED.get(column.name, (column.name, 0))
            values_of = frame[scaled]
            if column.name in SCALED:
                written = [None if pd.isna(v) else Decimal(int(v)).scaleb(-decimals) for v in values_of]
            elif column.kind is CellKind.LAST_DAY:
                written = [None if pd.isna(v) else (v - pd.Timedelta(days=1)).date() for v in values_of]
            elif column.kind is CellKind.DATE:
                written = [None if pd.isna(v) else v.date() for v in values_of]
            elif column.name == "one_off":
                written = ["ja" if v else "nee" for v in values_of]
            else:
                written = [None if pd.isna(v) else v for v in values_of]
            columns[column.header] = pd.Series(written, dtype="object")
        made = pd.DataFrame(columns)
        if suffix == ".csv":
            # As a Dutch export writes them: 2.500 with a point could be two thousand five hundred.
            for column in table.columns:
                if column.name in SCALED:
                    made[column.header] = [
                        None if v is None else str(v).replace(".", ",") for v in made[column.header]
                    ]
            made.to_csv(folder / f"{table.sheet.lower()}.csv", index=False)
        else:
            made.to_parquet(folder / f"{table.sheet.lower()}.parquet")


def in_words(data: dict[str, Any]) -> dict[str, Any]:
    """Give results as JSON has them."""
    found: dict[str, Any] = json.loads(json.dumps(data))
    return found
