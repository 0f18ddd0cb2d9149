"""Tables of a warehouse, by way of ibis: brought to DuckDB in memory, where all of the work can be done.

A warehouse prices lines and adds them up itself (``costing.price_usage``). Checking, comparing and publishing
number rows and keep tables in the ways of DuckDB and Spark.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.intake.folder.connection import room_enough


def from_warehouse(opened: Mapping[str, Any]) -> dict[str, Any]:
    """Bring tables that lie in a warehouse over, some rows at a time; all others stay where they are.

    Nothing is written to disk.

    Args:
        opened: Narwhals frames by name.

    Raises:
        UsageError: DuckDB is not installed, or memory runs out.
    """
    there = {name: frame for name, frame in opened.items() if frame.implementation.is_ibis()}
    if not there:
        return dict(opened)
    try:
        duckdb = importlib.import_module("duckdb")
    except ImportError as error:
        raise UsageError(
            "Tabellen uit een datawarehouse gaan naar DuckDB, en dat is niet geïnstalleerd. "
            "Installeer het met: pip install duckdb pyarrow"
        ) from error
    connection = duckdb.connect(config={"temp_directory": ""})
    return dict(opened) | {name: _copied(connection, name, frame) for name, frame in there.items()}


def _copied(connection: Any, name: str, frame: Any) -> Any:
    batches = frame.to_native().to_pyarrow_batches()
    connection.register("batches", batches)
    with room_enough():
        connection.execute(f'create table "{name}" as select * from batches')
    connection.unregister("batches")
    return nw.from_native(connection.table(name))
