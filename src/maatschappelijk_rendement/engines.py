"""Small tables brought to the engine of a large frame, so that the two can be joined there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw


def like(
    frame: nw.DataFrame[Any] | nw.LazyFrame[Any],
    columns: Mapping[str, Sequence[object]],
    *,
    texts: Sequence[str] = (),
) -> Any:
    """Make a small frame on the engine of ``frame``.

    Args:
        frame: The frame to join with.
        columns: Column name to values, all of one length.
        texts: The columns that hold text; the others hold whole numbers (int64).

    Returns:
        A narwhals frame of the same kind.
    """
    schema = {name: nw.String if name in texts else nw.Int64 for name in columns}
    return nw.from_dict(dict(columns), schema=schema, backend=frame.implementation)


def small(frame: nw.DataFrame[Any] | nw.LazyFrame[Any]) -> list[dict[str, Any]]:
    """Bring a small result to Python: the only place where costing and outcomes collect."""
    eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    return [dict(zip(eager.columns, row, strict=True)) for row in eager.iter_rows()]
