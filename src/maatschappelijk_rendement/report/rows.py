"""Find rows in published results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeGuard

Row = Mapping[str, Any]


def select(rows: Iterable[Row], **wanted: object) -> list[Row]:
    """Give the rows whose columns have these values, in order.

    Example:
        >>> select([{"groep": "nieuw", "n": 1}, {"groep": "bestaand", "n": 2}], groep="bestaand")
        [{'groep': 'bestaand', 'n': 2}]
    """
    return [row for row in rows if all(row.get(key) == value for key, value in wanted.items())]


def first(rows: Iterable[Row], **wanted: object) -> Row | None:
    """Give the first row whose columns have these values, or nothing."""
    found = select(rows, **wanted)
    return found[0] if found else None


def is_hidden(row: Row, key: str) -> bool:
    """Tell whether disclosure control hid this value; an unknown value is not hidden."""
    hidden_keys: Sequence[str] = row.get("onderdrukt", ())
    return row.get("status") == "onderdrukt" or key in hidden_keys


def is_shown(row: Row | None, *keys: str) -> TypeGuard[Row]:
    """Tell whether a row exists and has a number in all of these columns."""
    return row is not None and row.get("status") != "onderdrukt" and all(row.get(k) is not None for k in keys)
