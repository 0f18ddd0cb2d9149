"""Tables that DuckDB keeps for the questions that follow: made for some cases at a time, and narrow.

What a query groups or joins by stays in memory only while it is small. Of ten million lines it does not, and
going to disk costs more than the sums. Where cases have numbers a table is therefore made in parts.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

PART = 150_000
"""So many cases are worked out at a time."""


def make_table(relation: Any, name: str, columns: str = "*", *, numbers: int = 0) -> None:
    """Work a relation of DuckDB out as a temporary table of its connection.

    Args:
        relation: A relation of DuckDB.
        name: How the table is called.
        columns: What is kept, as ``select`` has it.
        numbers: Its column case_id, never empty, holds whole numbers from 0 and below this; 0 where that is
            not known.
    """
    starts = range(0, numbers, PART)
    if len(starts) < 2:
        relation.query("_", f"create temp table {name} as select {columns} from _")  # noqa: S608  # our own name
        return
    for start in starts:
        made = f"insert into {name}" if start else f"create temp table {name} as"
        which = f"case_id >= {start} and case_id < {start + PART}"
        relation.query("_", f"{made} select {columns} from _ where {which}")  # noqa: S608  # our own name


def make_narrow_table(relation: Any, name: str, less: str, whole: Sequence[str], *, numbers: int = 0) -> bool:
    """Make a table of which whole numbers take half the room, where all of them fit in 32 bits.

    Args:
        relation: A relation of DuckDB.
        name: How the table is called.
        less: What is left out, as ``select *`` has it.
        whole: Its columns of whole numbers of 64 bits.
        numbers: See ``make_table``.

    Returns:
        Whether they fit; else the table has them as they are.
    """
    narrow = ", ".join(f'"{word}"::int as "{word}"' for word in whole)
    if narrow:
        try:
            make_table(relation, name, f"* {less} replace ({narrow})", numbers=numbers)
        except importlib.import_module("duckdb").ConversionException:
            relation.query("_", f"drop table if exists {name}")
        else:
            return True
    make_table(relation, name, f"* {less}", numbers=numbers)
    return False
