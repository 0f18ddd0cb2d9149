"""What is asked of the rows of each key, such as the lines of a case, where every row is nearly a group.

DuckDB groups rows by a number fast, and far slower by more columns or with more sums. So it first asks as the
bits of one number what a key has, and looks at single rows only where those bits cannot tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import (
    as_number,
    quoted,
    with_key_in,
    with_key_not_in,
    worked_out,
)

MOST_FLAGS = 62
"""So many bits fit in a whole number of 64 with its sign."""
MOST_GROUPS = 256
"""Of so many groups, the bits of ten million keys take 320 MB at most."""
BITS = 16
"""The keys of a group are marked in runs of two to the power of this."""


def flags_by(frame: Any, key: str, flags: Mapping[str, Any]) -> Any:
    """Say of each key of which conditions any of its rows meets, as 1 or 0; worked out once.

    DuckDB keeps them as the bits of one number, which takes as long as one condition and no more room.

    Args:
        frame: A narwhals frame.
        key: Column that is never empty.
        flags: Conditions by name, never empty.
    """
    in_memory = isinstance(frame, nw.DataFrame)
    rows = frame.select(
        key, **{name: flag.cast(nw.Int64) if in_memory else as_number(flag) for name, flag in flags.items()}
    )
    if not frame.implementation.is_duckdb() or len(flags) > MOST_FLAGS:
        return worked_out(rows.group_by(key).agg(nw.col(*flags).max()))
    bits = " | ".join(f'("{name}" << {place})' for place, name in enumerate(flags))
    query = f'select "{key}", bit_or({bits}) as "_bits" from _ group by "{key}"'  # noqa: S608  # our own names
    packed = worked_out(nw.from_native(rows.to_native().query("_", query)))
    each = {name: nw.col("_bits") // (1 << place) % 2 for place, name in enumerate(flags)}
    return packed.select(key, **each)


def maybe_twice(frame: Any, key: str, columns: Sequence[str]) -> Any:
    """Leave out the rows of a key of which no two can be alike in some columns, where that is seen quickly.

    On DuckDB each row sets one of 126 bits of its key: with as many bits as rows no two are alike. Which bit
    depends on the key too, so that words which meet in one key do not in every other.

    Args:
        frame: A narwhals frame.
        key: Column that is never empty.
        columns: What rows are compared by, beside the key.
    """
    if not frame.implementation.is_duckdb():
        return frame
    listed = ", ".join(f'"{name}"' for name in (key, *columns))
    bits = f"bit_count(bit_or(1::hugeint << (hash({listed}) % 126)::int))"
    query = f'select "{key}" from _ group by "{key}" having count(*) > {bits}'  # noqa: S608  # our own names
    return with_key_in(frame, worked_out(nw.from_native(frame.to_native().query("_", query))), key)


def sums_by(frame: Any, key: str, place: str, columns: Sequence[str], *, places: int) -> tuple[Any, Any]:
    """Sum columns by a key and a place, and say which places each key has; both worked out once.

    DuckDB adds only where a key has two rows of one place: where there are nearly as many sums as rows,
    making each row a group of its own takes longer than all the rest.

    Args:
        frame: A narwhals frame.
        key: Column that is never empty.
        place: Column of whole numbers from 0.
        columns: Whole numbers.
        places: How many different places there may be.

    Returns:
        The key, the place and the sums; and the key with _at_0, _at_1 and so on: 1 where it has that place,
        or 0.
    """

    def summed(rows: Any) -> Any:
        # Some engines sum whole numbers to floats.
        sums = rows.group_by(key, place).agg(nw.col(*columns).sum())
        return sums.select(key, place, nw.col(*columns).cast(nw.Int64))

    if not frame.implementation.is_duckdb() or places > MOST_FLAGS:
        sums = worked_out(summed(frame))
        return sums, flags_by(
            sums, key, {f"_at_{number}": nw.col(place) == number for number in range(places)}
        )
    query = (
        f'select "{key}", bit_or(1::bigint << "{place}") as "_bits", '  # noqa: S608  # our own names
        f'count(*) > bit_count(bit_or(1::bigint << "{place}")) as "_is_twice" from _ group by "{key}"'
    )
    packed = worked_out(nw.from_native(frame.to_native().query("_", query)))
    has = {f"_at_{number}": nw.col("_bits") // (1 << number) % 2 for number in range(places)}
    twice = worked_out(packed.filter(nw.col("_is_twice")).select(key))
    once = frame.select(key, place, nw.col(*columns).cast(nw.Int64))
    parts = [with_key_not_in(once, twice, key), summed(with_key_in(frame, twice, key))]
    return worked_out(nw.concat(parts)), packed.select(key, **has)


def sums_and_keys(frame: Any, by: Sequence[str], key: str, columns: Sequence[str], **counts: Any) -> Any:
    """Sum columns by some others, with the number of different keys and of rows.

    DuckDB keeps a row of each group and key to tell how many there are. Of few groups a bit of each will do.

    Args:
        frame: A narwhals frame.
        by: Columns.
        key: Column of whole numbers or texts; an empty one counts as one more.
        columns: Whole numbers.
        counts: What else is asked of each group.

    Returns:
        The ``by`` columns, the sums, n_keys, n_rows and what else is asked.
    """
    if counts or not _are_few(frame, by, key):
        asked = {"n_keys": nw.col(key).n_unique(), "n_rows": nw.len()} | counts
        return frame.group_by(*by).agg(nw.col(*columns).sum(), **asked)
    names, run = ", ".join(map(quoted, by)), (1 << BITS) - 1
    sums = ", ".join(f"sum({quoted(name)}) as {quoted(name)}" for name in columns)
    marks = f"bit_count(bitstring_agg({quoted(key)} & {run}, 0, {run}))"
    query = (
        f"select {names}, {sums}, sum(n_keys) as n_keys, sum(n_rows) as n_rows from (select {names}, {sums}, "  # noqa: S608  # quoted names
        f"coalesce({marks}, 1) as n_keys, count(*) as n_rows from _ "
        f"group by {names}, {quoted(key)} >> {BITS}) group by {names}"
    )
    return nw.from_native(frame.to_native().query("_", query))


def _are_few(frame: Any, by: Sequence[str], key: str) -> bool:
    """Say whether keys are numbers and groups few, which DuckDB tells of words of a list."""
    schema = frame.collect_schema()
    kinds = [schema[name] for name in by]
    if not (frame.implementation.is_duckdb() and schema[key].is_integer()):
        return False
    sizes = [len(kind.categories) + 1 if isinstance(kind, nw.Enum) else MOST_GROUPS + 1 for kind in kinds]
    return prod(sizes) <= MOST_GROUPS
