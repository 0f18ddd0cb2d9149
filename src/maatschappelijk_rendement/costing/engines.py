"""Where engines differ: texts, day numbers, division, collecting.

The arithmetic is written once, in narwhals. What one engine does in its own way stands here and
nowhere else, so that the rest need not know whether a frame is pandas, Polars, PyArrow, a DuckDB relation or
PySpark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

import narwhals as nw

from maatschappelijk_rendement.costing.kept_tables import make_table
from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError

# Days are counted as Python's ordinals (1 January of the year 1 is day 1); no day is written as 0.
NO_DAY = 0
EPOCH = date(1970, 1, 1)
MINUTES_A_DAY = 1440
ROWS_A_PART = 500_000
"""So many rows of a frame in memory are worked on at a time."""


def require_columns(frame: Any, needed: Sequence[str], name: str) -> None:
    """Refuse a frame without some columns in Dutch; each engine has its own English for it.

    Args:
        frame: A narwhals frame.
        needed: The columns, one at least.
        name: What the frame is called in the message.

    Raises:
        UsageError: A column is not there, or none is named.
    """
    columns = frame.collect_schema().names()
    missing = [column for column in needed if column not in columns]
    if missing or not needed:
        what = f"In {name} ontbreekt: {', '.join(missing)}." if missing else "Noem een kolom."
        raise UsageError(f"{what} Kolommen die er zijn: {', '.join(columns)}.")


def with_plain_texts(frame: Any, only: Sequence[str] = ()) -> Any:
    """Give texts the one type that joins with any other; PyArrow has three, others have enumerations.

    Args:
        frame: A narwhals frame.
        only: The columns that need it; all texts when left out.
    """
    engine = frame.implementation
    if not (engine.is_pyarrow() or engine.is_duckdb() or engine.is_polars()):
        return frame
    wanted = (nw.String if engine.is_pyarrow() else nw.Enum, nw.Categorical)
    texts = [
        name
        for name, dtype in frame.collect_schema().items()
        if dtype in wanted and (not only or name in only)
    ]
    return frame.with_columns(nw.col(*texts).cast(nw.String)) if texts else frame


def small(frame: nw.DataFrame[Any] | nw.LazyFrame[Any]) -> list[dict[str, Any]]:
    """Bring a small result to Python: the only place where costing and outcomes collect."""
    eager = collected(frame) if isinstance(frame, nw.LazyFrame) else frame
    names = eager.columns
    return [dict(zip(names, row, strict=True)) for row in eager.iter_rows()]


def collected(plan: nw.LazyFrame[Any]) -> nw.DataFrame[Any]:
    """Bring the rows of a plan to memory; Polars works in batches, so that no step holds every row."""
    return plan.collect(engine="streaming") if plan.implementation.is_polars() else plan.collect()


def quoted(name: str) -> str:
    """Write the name of a column as SQL has it.

    Example:
        >>> quoted("wijk")
        '"wijk"'
    """
    return '"' + name.replace('"', '""') + '"'


def distinct(frame: Any, *columns: str) -> Any:
    """Give each different row of some columns once; of a plan by grouping: ``unique`` numbers every row."""
    if isinstance(frame, nw.DataFrame):
        return frame.select(*columns).unique()
    if frame.implementation.is_duckdb():
        # As the steps below, of which it looks at each by itself.
        names = ", ".join(map(quoted, columns))
        return nw.from_native(frame.to_native().aggregate(names, names))
    return frame.select(*columns).group_by(*columns).agg(_n=nw.len()).select(*columns)


def as_number(flag: Any) -> Any:
    """Give 1 where a condition holds and 0 elsewhere; PostgreSQL makes no whole number of a truth value."""
    return nw.when(flag).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int64)


def different(frame: Any, column: str) -> dict[str, Any]:
    """Give the aggregate ``ids``, the number of different values of a column, where an engine has it."""
    return {} if frame.implementation.is_ibis() else {"ids": nw.col(column).n_unique()}


def in_steps(frame: Any) -> Any:
    """Keep what was worked out so far in a warehouse as a temporary table of its connection.

    PostgreSQL writes each expression out wherever it is used, so that a plan of many steps never ends there.
    """
    if not frame.implementation.is_ibis():
        return frame
    native = frame.to_native()
    made = native.get_backend().create_table(f"mr_stap_{uuid4().hex}", obj=native, temp=True)
    return nw.from_native(made)


def in_parts(frame: Any, work: Callable[[Any], Any]) -> Any:
    """Do work that looks at each row by itself, on a frame in memory some rows at a time.

    What a step makes then never stands in memory for every row. A plan is divided by its own engine.
    """
    rows = len(frame) if isinstance(frame, nw.DataFrame) else 0
    if rows <= ROWS_A_PART:
        return work(frame)
    return nw.concat([work(frame[first : first + ROWS_A_PART]) for first in range(0, rows, ROWS_A_PART)])


def numbers_of(table: Any, key: str) -> int:
    """Give how many rows a table of DuckDB has whose keys are the numbers from 0, as in a folder; else 0.

    Whether a key stands there twice is not looked at.
    """
    if not table.implementation.is_duckdb() or not table.collect_schema()[key].is_integer():
        return 0
    ends = {"first": nw.col(key).min(), "last": nw.col(key).max()}
    seen = small(table.select(n=nw.len(), filled=nw.col(key).count(), **ends))[0]
    n = int(seen["n"])
    return n if (seen["filled"], seen["first"], seen["last"]) == (n, 0, n - 1) else 0


def worked_out(frame: Any, *, numbers: int = 0) -> Any:
    """Work a plan out once on its engine, for every question that follows; a frame in memory is that already.

    On DuckDB it becomes a temporary table of the connection and goes when that closes; on PySpark it is kept
    in the memory and on the disks of the cluster.

    Args:
        frame: A narwhals frame.
        numbers: See ``make_table``.
    """
    if frame.implementation.is_duckdb():
        native, name = frame.to_native(), f"mr_{uuid4().hex}"
        make_table(native, name, numbers=numbers)
        # In DuckDB 2 a relation has its connection; one made from another carries all steps of that along.
        connection = getattr(native, "_con", None)
        made = f"select * from {name}"  # noqa: S608  # our own name
        return nw.from_native(connection.sql(made) if connection is not None else native.query("_", made))
    if frame.implementation.is_pyspark():
        return nw.from_native(frame.to_native().localCheckpoint())
    return frame


def is_known_empty(frame: Any) -> bool:
    """Say whether a frame in memory has no row; of a plan, which would have to run for it, never."""
    return isinstance(frame, nw.DataFrame) and not len(frame)


def with_key_in(frame: Any, other: Any, key: str) -> Any:
    """Give the rows whose key (never empty) stands in another frame."""
    if isinstance(frame, nw.DataFrame):
        return frame.filter(nw.col(key).is_in(other.get_column(key)))
    return frame.join(other.select(key), on=key, how="semi")


def with_key_not_in(frame: Any, other: Any, key: str) -> Any:
    """Give the rows whose key (never empty) does not stand in another frame."""
    if isinstance(frame, nw.DataFrame):
        return frame.filter(~nw.col(key).is_in(other.get_column(key)))
    return frame.join(other.select(key), on=key, how="anti")


def day_number(frame: Any, column: str) -> Any:
    """Give a column of dates as day numbers [int64], and an empty date as ``NO_DAY``, for ``with_columns``.

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
        return _counted_by_numpy(frame.get_column(column))
    # Each time of Spark has the zone of its session, and is a day there.
    has_zone = getattr(schema[column], "time_zone", None) is not None
    if has_zone and not frame.implementation.is_spark_like():
        raise InputError(
            [
                Finding(
                    "fout",
                    "",
                    "",
                    "tijdzone",
                    f"De kolom {column} heeft tijden met een tijdzone.",
                    "Lever datums aan zonder tijd: hetzelfde moment is elders een andere dag.",
                )
            ]
        )
    if not schema[column].is_temporal():
        raise InputError(
            [
                Finding(
                    "fout",
                    "",
                    "",
                    "geen_datumkolom",
                    f"De kolom {column} bevat geen datums.",
                    "Lever datums aan als datum, niet als tekst; dagnummers als hele getallen.",
                )
            ]
        )
    if frame.implementation.is_pandas() and schema[column] == nw.Datetime:
        return _counted_by_numpy(frame.get_column(column))
    is_date = schema[column] == nw.Date
    if _divides_through_floats(frame.implementation):
        number = _counted_by_calendar(nw.col(column).dt)
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
    import pandas as pd

    kind: str = pd.api.types.infer_dtype(frame.get_column(column).to_native(), skipna=True)
    return kind in ("date", "datetime")


def _counted_by_numpy(days: Any) -> Any:
    """Count days in pandas, where the difference of two dates becomes a slow float when one is empty."""
    import numpy as np

    found = days.to_native().astype("datetime64[s]").to_numpy().astype("datetime64[D]")
    number = np.where(np.isnat(found), NO_DAY, found.astype("int64") + EPOCH.toordinal())
    return nw.new_series(days.name, number, nw.Int64, backend=days.implementation)


def _counted_by_calendar(day: Any) -> Any:
    """Count days of the proleptic Gregorian calendar: those of the whole years before, and those of its own.

    A year is few enough for a float: half a year on, no quotient lies near a whole number. Spark copies what
    it divides or takes the rest of some four times over; multiplied it stands there once, and the plan stays
    small.
    """
    before = day.year().cast(nw.Int64) - 1
    fourth, hundredth, four_hundredth = (
        ((before + 0.5) * (1 / years)).floor().cast(nw.Int64) for years in (4, 100, 400)
    )
    return 365 * before + fourth - hundredth + four_hundredth + day.ordinal_day().cast(nw.Int64)


LEAST_PART = 1e-4
"""Two floats that lie nearer than this are one whole number: a product such as 64,1 x 1000 is off by less."""


def with_whole_numbers(frame: Any, column: str) -> Any:
    """Give a column of numbers as whole ones [int64], the same on every engine.

    Raises:
        InputError: The column holds text, or a number with a part: nothing is cut off or rounded away.
    """
    dtype = frame.collect_schema()[column]
    if dtype.is_integer():
        return frame
    if not (dtype.is_numeric() or dtype == nw.Object):
        raise InputError([_no_whole_number(column)])
    number = nw.col(column).cast(nw.Float64)
    whole = (number + 0.5).floor()
    off = (number - whole).abs()
    broken = (off >= LEAST_PART).fill_null(value=False).cast(nw.Int64)
    if small(frame.select(n=broken.sum()))[0]["n"]:
        raise InputError([_no_whole_number(column)])
    # None becomes a negative number, which is refused as such: not every engine has an empty whole number.
    return frame.with_columns(whole.fill_null(-1).cast(nw.Int64).alias(column))


def _no_whole_number(column: str) -> Finding:
    text = f"De kolom {column} bevat getallen die niet heel zijn."
    advice = (
        "Geef hele getallen: van een aantal de duizendsten, van een prijs de tienduizendsten van een euro."
    )
    return Finding("fout", "", "", "geen_heel_getal", text, advice)


def _divides_through_floats(engine: nw.Implementation) -> bool:
    """Say whether an engine divides whole numbers through floats, and has no difference of two days."""
    return engine.is_spark_like() or engine.is_ibis()


def whole_quotient(number: Any, divisor: Any, engine: nw.Implementation) -> Any:
    """Divide whole numbers from 0 on, downwards, exact below a quotient of 2**51.

    Spark and ibis divide through floats: there the remainder goes off first, and half a divisor is added, so
    that a float that came out a little too small does not fall a whole one.
    """
    if not _divides_through_floats(engine):
        return number // divisor
    return (number - number % divisor + divisor // 2) // divisor
