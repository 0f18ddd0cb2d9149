"""Invented lines with dates and yearly prices, as Parquet: what the engine benchmark prices.

The population is that of ``synthetic``; here three quarters of its lines get their own dates, and each
product gets a new price every year, so that most lines lie across a price change. Periods are days, weeks
and totals, because those are what an analyst prices by hand in SQL; calendar months are dearer by hand and
cost us nothing more.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.statistics.synthetic import population

if TYPE_CHECKING:
    import pandas as pd

PRODUCTS = {
    "SYNTHETISCH.BEGELEIDING": ("Wmo", 60_00),
    "SYNTHETISCH.WIJKVERPLEGING": ("Zvw", 75_00),
    "SYNTHETISCH.VERBLIJF": ("Wlz", 250_00),
    "SYNTHETISCH.UITVOERING": ("Participatiewet", 400_00),
    "SYNTHETISCH.MAATSCHAPPELIJKWERK": ("Welzijn", 50_00),
}
YEARS = range(2015, 2021)
# More lines at once need more memory than a laptop has.
LARGEST_PART = 10_000_000


def price_e4(cents: int, year: int) -> int:
    """Price of a year in ten-thousandths of a euro: 2 % of the price of 2020 more each year."""
    return cents * (90 + 2 * (year - YEARS[0]))


def tariffs() -> tuple[Tariff, ...]:
    return tuple(
        Tariff(
            code=code,
            stream=stream,
            unit="uur",
            price_eur=Decimal(price_e4(cents, year)).scaleb(-4),
            valid_from=date(year, 1, 1),
            valid_until=date(year + 1, 1, 1),
            source_text="synthetisch: verzonnen voor metingen",
        )
        for code, (stream, cents) in PRODUCTS.items()
        for year in YEARS
    )


def write(folder: Path, lines: int) -> None:
    """Write usage.parquet and cases.parquet, unless they are there; each part has its own cases."""
    if (folder / "usage.parquet").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as files:
        writers: dict[str, pq.ParquetWriter] = {}
        for part in range(-(-lines // LARGEST_PART)):
            tables = _part(part, min(LARGEST_PART, lines - part * LARGEST_PART))
            for name, table in tables.items():
                if name not in writers:
                    writer = pq.ParquetWriter(folder / f"{name}.parquet", table.schema)
                    writers[name] = files.enter_context(writer)
                writers[name].write_table(table, row_group_size=250_000)


def _part(part: int, lines: int) -> dict[str, pa.Table]:
    invented = population(lines // 8 + 10, seed=4 + part)
    usage = invented.usage.head(lines)
    draw = np.random.default_rng(44 + part)
    numbers = usage["case_id"].str.slice(3).astype("int64").to_numpy() - 1
    mdo = invented.cases["mdo_date"].to_numpy()[numbers].astype("datetime64[D]")
    is_dated = draw.random(len(usage)) < 0.75
    start = mdo + draw.integers(-420, 360, len(usage)).astype("timedelta64[D]")
    end = start + draw.integers(1, 400, len(usage)).astype("timedelta64[D]")
    table = pa.table(
        {
            "line": usage["line"].to_numpy() + part * LARGEST_PART,
            "case_id": _own_cases(part, usage["case_id"]),
            "moment": pa.array(usage["moment"], pa.string()),
            "product_code": pa.array(usage["product_code"], pa.string()),
            "quantity_milli": usage["quantity_milli"].to_numpy(),
            "per": pa.array(usage["per"].replace("maand", "week"), pa.string()),
            "start": pa.array(start, pa.date32(), mask=~is_dated),
            "end": pa.array(end, pa.date32(), mask=~is_dated),
        }
    ).take(pa.array(draw.permutation(len(usage))))
    cases = pa.Table.from_pandas(
        invented.cases[["case_id", "wijk", "case_type", "mdo_date", "repeat_date"]], preserve_index=False
    )
    for name in ("mdo_date", "repeat_date"):
        cases = cases.set_column(cases.schema.get_field_index(name), name, cases[name].cast(pa.date32()))
    cases = cases.set_column(0, "case_id", _own_cases(part, invented.cases["case_id"]))
    return {"cases": cases, "usage": table}


def _own_cases(part: int, ids: pd.Series[str]) -> pa.Array:
    return pa.array(ids.str.replace("SYN", f"S{part:02}" if part else "SYN"), pa.string())
