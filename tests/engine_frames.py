"""The same frame on every engine: what tests give to costing, and how they read back what it returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import narwhals as nw
import pandas as pd
import pytest


@dataclass(frozen=True)
class Engine:
    """An engine by name, and how a pandas frame becomes one of its own."""

    name: str
    make: Callable[[pd.DataFrame], Any]

    def __str__(self) -> str:
        return self.name


def _arrow(frame: pd.DataFrame) -> Any:
    import pyarrow as pa

    table = pa.Table.from_pandas(frame, preserve_index=False)
    # Days are dates outside pandas.
    for place, field in enumerate(table.schema):
        if pa.types.is_timestamp(field.type):
            table = table.set_column(place, field.name, table[field.name].cast(pa.date32()))
    return table


def _polars(frame: pd.DataFrame) -> Any:
    polars = pytest.importorskip("polars")
    return polars.from_arrow(_arrow(frame))


@cache
def _connection() -> Any:
    return pytest.importorskip("duckdb").connect()


def _duckdb(frame: pd.DataFrame) -> Any:
    table = _arrow(frame)
    return _connection().from_arrow(table)


@cache
def session() -> Any:
    """The Spark session of the tests: local, small, and quiet."""
    sql = pytest.importorskip("pyspark.sql")
    builder = sql.SparkSession.builder.master("local[2]").appName("tests")
    quiet = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        # Frames here hold a few rows: the compiler of the JVM never earns back what it takes, nor do many
        # threads that collect garbage. Plans, partitions and code generation are as everywhere.
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        # Otherwise each expression asks the JVM twice where in Python it stands.
        "spark.python.sql.dataFrameDebugging.enabled": "false",
    }
    for name, value in quiet.items():
        builder = builder.config(name, value)
    found = builder.getOrCreate()
    found.sparkContext.setLogLevel("ERROR")
    return found


def _spark(frame: pd.DataFrame) -> Any:
    return session().createDataFrame(_arrow(frame))


IN_MEMORY = (
    Engine("pandas", lambda frame: frame),
    Engine("polars", _polars),
    Engine("polars lazy", lambda frame: _polars(frame).lazy()),
    Engine("pyarrow", _arrow),
    Engine("duckdb", _duckdb),
)
SPARK = Engine("pyspark", _spark)

# Every engine; PySpark where its tests are asked for.
on_every_engine = pytest.mark.parametrize(
    "engine", [*IN_MEMORY, pytest.param(SPARK, marks=pytest.mark.spark)], ids=str
)


def back(native: Any) -> pd.DataFrame:
    """Bring a frame of any engine to pandas."""
    frame = nw.from_native(native)
    eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    return eager.to_pandas()
