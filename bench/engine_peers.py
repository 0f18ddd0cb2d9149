"""What a good analyst writes by hand for the same sums: DuckDB SQL, Polars, and the pandas merge.

Each gives (rows, total cents, total of distinct cases) of wijk x stream x moment, with every line split
exactly over the price periods and rounded once, half-up. Two ways are written in SQL: a join on ranges, and
a running total per product and day; the second is the idea of this package, written for this one question.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine_data import PRODUCTS, YEARS, price_e4

Outcome = tuple[int, int, int | None]

PRICES = [
    (code, stream, price_e4(cents, year), f"{year}-01-01", f"{year + 1}-01-01")
    for code, (stream, cents) in PRODUCTS.items()
    for year in YEARS
]

_LINES = """
w as (select u.line, k.number, k.wijk, u.moment, u.product_code, u.quantity_milli q, u.per, u.start, u."end",
  case moment when 'voor' then cast(mdo_date - interval 12 month as date) else mdo_date end ws,
  case moment when 'voor' then mdo_date else cast(mdo_date + interval 12 month as date) end we
  from '{folder}/usage.parquet' u
  join (select *, row_number() over () number from '{folder}/cases.parquet') k using (case_id)),
d as (select *, coalesce(start, ws) os, coalesce("end", we) oe, least(coalesce("end", we), we) e,
  greatest(coalesce(start, ws), ws) s, start is null and "end" is null undated from w)"""
_AMOUNT = """case when per = 'totaal' then (2 * q * p + 100000 * (oe - os)) // (200000 * (oe - os))
  when undated then (730 * q * p + 700000 * (we - ws)) // (1400000 * (we - ws))
  else (2 * q * p + 700000) // 1400000 end"""
_GROUP = f"""select wijk, stream, moment, sum({_AMOUNT})::bigint cents, count(distinct number) cases
  from priced group by all"""


def _connect() -> Any:
    import duckdb

    connection = duckdb.connect(config={"threads": 2})
    connection.execute(
        "create table tariffs (code varchar, stream varchar, price bigint, valid_from date, valid_until date)"
    )
    connection.executemany("insert into tariffs values (?, ?, ?, ?, ?)", PRICES)
    return connection


def _outcome(rows: list[tuple[Any, ...]]) -> Outcome:
    return len(rows), sum(int(row[-2]) for row in rows), sum(int(row[-1]) for row in rows)


def duckdb_range_join(folder: Path) -> Outcome:
    sql = f"""with {_LINES.format(folder=folder)},
    priced as (select any_value(columns(* exclude (price, code, valid_from, valid_until))),
        sum(price * greatest(0, least(e, valid_until) - greatest(s, valid_from)))::bigint p
      from d join tariffs t on t.code = d.product_code and valid_from < e and valid_until > s group by line)
    {_GROUP}"""
    rows, cents, _ = _outcome(_connect().execute(sql).fetchall())
    # Lines outside their window fall out of this join, so its cases are not compared.
    return rows, cents, None


def duckdb_running_total(folder: Path) -> Outcome:
    connection = _connect()
    connection.execute(
        """create table running as select code, stream, day::date as day, (sum(price) over (partition by code
             order by day) - price)::bigint f
           from tariffs, unnest(generate_series(valid_from, valid_until - 1, interval 1 day)) g(day)"""
    )
    sql = f"""with {_LINES.format(folder=folder)},
    priced as (select d.*, a.stream, b.f - a.f p from d
      join running a on a.code = d.product_code and a.day = least(s, e)
      join running b on b.code = d.product_code and b.day = e)
    {_GROUP}"""
    return _outcome(connection.execute(sql).fetchall())


def polars_running_total(folder: Path) -> Outcome:
    import polars as pl

    col = pl.col
    prices = pl.DataFrame(PRICES, ["product_code", "stream", "price", "f", "u"], orient="row")
    prices = prices.with_columns(col("f", "u").str.to_date())
    running = (
        prices.with_columns(day=pl.date_ranges("f", "u", closed="left"))
        .explode("day")
        .sort("product_code", "day")
        .with_columns(total=col("price").cum_sum().over("product_code") - col("price"))
        .select("product_code", "stream", "day", "total")
        .lazy()
    )
    cases = (
        pl.scan_parquet(folder / "cases.parquet")
        .select("case_id", "wijk", "mdo_date")
        .with_row_index("number")
    )
    before = col("moment") == "voor"
    lines = (
        pl.scan_parquet(folder / "usage.parquet")
        .join(cases, on="case_id")
        .with_columns(
            ws=pl.when(before).then(col("mdo_date").dt.offset_by("-12mo")).otherwise("mdo_date"),
            we=pl.when(before).then("mdo_date").otherwise(col("mdo_date").dt.offset_by("12mo")),
            undated=col("start").is_null() & col("end").is_null(),
        )
        .with_columns(os=col("start").fill_null(col("ws")), oe=col("end").fill_null(col("we")))
        .with_columns(e=pl.min_horizontal("oe", "we"))
        .with_columns(s=pl.min_horizontal(pl.max_horizontal("os", "ws"), "e"))
        .join(running, left_on=["product_code", "s"], right_on=["product_code", "day"])
        .join(
            running.select("product_code", "day", later="total"),
            left_on=["product_code", "e"],
            right_on=["product_code", "day"],
        )
    )
    p = (col("later") - col("total")) * col("quantity_milli")
    own, window = (col("oe") - col("os")).dt.total_days(), (col("we") - col("ws")).dt.total_days()
    cents = (
        pl.when(col("per") == "totaal")
        .then((2 * p + 100_000 * own) // (200_000 * own))
        .when("undated")
        .then((730 * p + 700_000 * window) // (1_400_000 * window))
        .otherwise((2 * p + 700_000) // 1_400_000)
    )
    grouped = lines.group_by("wijk", "stream", "moment").agg(
        cents=cents.sum(), cases=col("number").n_unique()
    )
    return _outcome(grouped.collect(engine="streaming").rows())


def polars_checked(folder: Path) -> Outcome:
    """The same, after what we check too: is the case of every line known?"""
    import polars as pl

    cases = pl.scan_parquet(folder / "cases.parquet")
    unknown = pl.scan_parquet(folder / "usage.parquet").join(cases, on="case_id", how="anti")
    if unknown.select(pl.len()).collect(engine="streaming").item():
        raise ValueError("a line of an unknown case")
    return polars_running_total(folder)


def pandas_merge(folder: Path) -> Outcome:
    import numpy as np
    import pandas as pd

    usage, cases = pd.read_parquet(folder / "usage.parquet"), pd.read_parquet(folder / "cases.parquet")
    prices = pd.DataFrame(PRICES, columns=["product_code", "stream", "price", "valid_from", "valid_until"])
    for frame, names in (
        (usage, ("start", "end")),
        (cases, ("mdo_date",)),
        (prices, ("valid_from", "valid_until")),
    ):
        for name in names:
            frame[name] = pd.to_datetime(frame[name])
    rows = usage.merge(cases, on="case_id").merge(prices, on="product_code")
    year, before = pd.DateOffset(months=12), rows["moment"] == "voor"
    rows["ws"] = rows["mdo_date"].where(~before, rows["mdo_date"] - year)
    rows["we"] = (rows["mdo_date"] + year).where(~before, rows["mdo_date"])
    rows["undated"] = rows["start"].isna() & rows["end"].isna()
    rows["os"], rows["oe"] = rows["start"].fillna(rows["ws"]), rows["end"].fillna(rows["we"])
    first = rows[["os", "ws", "valid_from"]].max(axis=1)
    last = rows[["oe", "we", "valid_until"]].min(axis=1)
    rows["p"] = rows["price"] * (last - first).dt.days.clip(lower=0)
    keys = [
        "line",
        "case_id",
        "wijk",
        "stream",
        "moment",
        "per",
        "quantity_milli",
        "undated",
        "os",
        "oe",
        "ws",
        "we",
    ]
    lines = rows.groupby(keys, as_index=False)["p"].sum()
    p = lines["p"] * lines["quantity_milli"]
    own, window = (lines["oe"] - lines["os"]).dt.days, (lines["we"] - lines["ws"]).dt.days
    lines["cents"] = np.select(
        [lines["per"] == "totaal", lines["undated"]],
        [(2 * p + 100_000 * own) // (200_000 * own), (730 * p + 700_000 * window) // (1_400_000 * window)],
        (2 * p + 700_000) // 1_400_000,
    )
    groups = lines.groupby(["wijk", "stream", "moment"]).agg(
        cents=("cents", "sum"), cases=("case_id", "nunique")
    )
    return _outcome(list(groups.itertuples(index=False, name=None)))


def decode(folder: Path) -> Outcome | None:
    """Only read the columns that are needed: no way of pricing them can be faster."""
    _connect().execute(
        f"""select count(case_id), count(moment), count(product_code), sum(quantity_milli), count(per),
        max(start),
            max("end") from '{folder}/usage.parquet'"""
    ).fetchall()
    return None
