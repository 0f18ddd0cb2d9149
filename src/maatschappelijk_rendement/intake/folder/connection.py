"""The DuckDB connection in which a folder is read: its memory, its place on disk, and what runs out."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.files.stopping import later

MEMORY = "4GB"
Say = Callable[[str], None]


def silent(step: str) -> None:
    """Say nothing of a step."""


def connect(scratch: Path, memory: str, threads: int | None) -> Any:
    """Open a connection whose tables lie in a folder.

    Raises:
        UsageError: DuckDB is not installed, or the memory is no size.
    """
    try:
        with later():
            duckdb = importlib.import_module("duckdb")
    except ImportError:
        raise UsageError(
            "Voor een map met Parquet of CSV is DuckDB nodig. Installeer het met: "
            "make formaten (of: pip install duckdb pyarrow)"
        ) from None
    config: dict[str, Any] = {
        "temp_directory": str(scratch / "uitwijk"),
        "preserve_insertion_order": False,
    }
    if threads is not None:
        config["threads"] = threads
    with later():
        connection = duckdb.connect(str(scratch / "tabellen.duckdb"), config=config)
    try:
        connection.execute("set memory_limit = ?", [memory])
        connection.execute("set enable_progress_bar = false")
    except duckdb.Error:
        connection.close()
        raise UsageError("Dit geheugen is geen grootte. Schrijf het als 4GB of 800MB.") from None
    return connection


@contextmanager
def room_enough() -> Iterator[None]:
    """Say in Dutch that memory or disk ran out; what DuckDB says of it may repeat a value."""
    duckdb = importlib.import_module("duckdb")
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise UsageError(
            "Het geheugen of de schijf is te klein voor deze map. Geef meer geheugen, zoals --geheugen 8GB, "
            "of maak plaats op de schijf met tijdelijke bestanden."
        ) from None
