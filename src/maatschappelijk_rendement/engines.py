"""Where engines differ: small tables, look-ups, day numbers, division, collecting.

The arithmetic of layer 3 is written once, in narwhals. What one engine does in its own way stands here and
nowhere else, so that the rest need not know whether a frame is pandas, Polars, PyArrow, a DuckDB relation or
PySpark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.errors import Finding, InputError

# Days are counted as Python's ordinals (1 January of the year 1 is day 1); no day is written as 0.
NO_DAY = 0
EPOCH = date(1970, 1, 1)
MINUTES_A_DAY = 1440


def like(
    frame: nw.DataFrame[Any] | nw.LazyFrame[Any],
    columns: Mapping[str, Sequence[object]],
    *,
    texts: Sequence[str] = (),
) -> Any:
    """Make a small frame on the engine of ``frame``, in the same connection or session.

    Args:
        frame: The frame to join with.
        columns: Column name to values, all of one length.
        texts: The columns that hold text; the others hold whole numbers (int64).

    Returns:
        A narwhals frame of the same kind.
    """
    schema = {name: nw.String if name in texts else nw.Int64 for name in columns}
    engine = frame.implementation
    if engine.is_duckdb() or engine.is_spark_like():
        small_table = nw.from_dict(dict(columns), schema=schema, backend="pyarrow").to_native()
        native = frame.to_native()
        if engine.is_duckdb():
            # A relation finds this variable by its name, in its own connection, and keeps it alive.
            return nw.from_native(native.query("_", "select * from small_table"))
        return nw.from_native(native.sparkSession.createDataFrame(small_table))
    made = nw.from_dict(dict(columns), schema=schema, backend=engine)
    return made.lazy() if isinstance(frame, nw.LazyFrame) else made


def look_up(frame: Any, columns: Mapping[str, Sequence[int]], *, at: str) -> Any:
    """Add the columns of a small table, whose row is the number in column ``at``; that column goes.

    Frames in memory pick the row by its place; plans join on it.

    Args:
        frame: A narwhals frame.
        columns: Names that ``frame`` does not have yet, to whole numbers.
        at: Column with places in the table, from 0; each has to lie in it.
    """
    if isinstance(frame, nw.LazyFrame):
        size = len(next(iter(columns.values())))
        table = like(frame, {at: range(size), **columns})
        return frame.join(table, on=at, how="left").drop(at)
    places = frame.get_column(at)
    table = like(frame, columns)
    found = {name: table.get_column(name)[places] for name in columns}
    return frame.drop(at).with_columns(**found)


def with_plain_texts(frame: Any) -> Any:
    """Give texts the one type of text that PyArrow can join; it has three."""
    if not frame.implementation.is_pyarrow():
        return frame
    texts = [name for name, dtype in frame.schema.items() if dtype == nw.String]
    return frame.with_columns(nw.col(*texts).cast(nw.String)) if texts else frame


def small(frame: nw.DataFrame[Any] | nw.LazyFrame[Any]) -> list[dict[str, Any]]:
    """Bring a small result to Python: the only place where costing and outcomes collect."""
    eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    return [dict(zip(eager.columns, row, strict=True)) for row in eager.iter_rows()]


def day_number(frame: nw.DataFrame[Any] | nw.LazyFrame[Any], column: str) -> Any:
    """Turn a column of dates into day numbers [int64], and an empty date into ``NO_DAY``.

    A column that already holds whole numbers is taken as day numbers; one that is not there, or in which
    everything is empty, holds no day.

    Raises:
        InputError: The column holds something else, such as dates as text.
    """
    schema = frame.collect_schema()
    if column not in schema or not _has_values(frame, column, schema[column]):
        return nw.lit(NO_DAY, nw.Int64)
    if schema[column].is_integer():
        return nw.col(column).fill_null(NO_DAY).cast(nw.Int64)
    if schema[column] == nw.Object and _holds_dates(frame, column):
        # pandas keeps dates of Python, as it reads them from Parquet, as objects.
        made = nw.col(column).cast(nw.Datetime("us")) - nw.lit(datetime.combine(EPOCH, time()))
        number = made.dt.total_minutes() // MINUTES_A_DAY + EPOCH.toordinal()
        return number.fill_null(NO_DAY).cast(nw.Int64)
    if not schema[column].is_temporal():
        raise InputError(
            [
                Finding(
                    "fout",
                    "",
                    "",
                    "geen_datumkolom",
                    f"De kolom {column} bevat geen datums.",
                    "Lever datums aan als datum, niet als tekst.",
                )
            ]
        )
    is_date = schema[column] == nw.Date
    if frame.implementation.is_spark_like():
        number = _counted_by_calendar(nw.col(column).dt, frame.implementation)
    else:
        since = nw.col(column) - nw.lit(EPOCH if is_date else datetime.combine(EPOCH, time()))
        # DuckDB gives whole days for the difference of two dates; other engines a duration.
        is_number = is_date and frame.implementation.is_duckdb()
        number = (since if is_number else since.dt.total_minutes() // MINUTES_A_DAY) + EPOCH.toordinal()
    return number.fill_null(NO_DAY).cast(nw.Int64)


def _has_values(frame: Any, column: str, dtype: Any) -> bool:
    # A column in which everything is empty has no useful type of its own in pandas and Polars.
    if dtype.is_integer() or dtype.is_temporal():
        return True
    return bool(small(frame.select(n=nw.col(column).count()))[0]["n"])


def _holds_dates(frame: Any, column: str) -> bool:
    values = frame.get_column(column).drop_nulls().to_list()
    return all(isinstance(value, date) for value in values)


def _counted_by_calendar(day: Any, engine: nw.Implementation) -> Any:
    """Count days of the proleptic Gregorian calendar, in years that start in March."""
    year, month, of_month = (part.cast(nw.Int64) for part in (day.year(), day.month(), day.day()))
    march_month = (month + 9) % 12
    march_year = year - whole_quotient(march_month, 10, engine)
    centuries = whole_quotient(march_year, 100, engine)
    return (
        365 * march_year
        + whole_quotient(march_year, 4, engine)
        - centuries
        + whole_quotient(centuries, 4, engine)
        + whole_quotient(march_month * 306 + 5, 10, engine)
        + of_month
        - 306
    )


def whole_quotient(number: Any, divisor: Any, engine: nw.Implementation) -> Any:
    """Divide whole numbers from 0 on, downwards, exact below a quotient of 2**51.

    Spark divides through floats: there the remainder goes off first, and half a divisor is added, so that a
    float that came out a little too small does not fall a whole one.
    """
    if not engine.is_spark_like():
        return number // divisor
    return (number - number % divisor + divisor // 2) // divisor
