"""Look things up for every line: in a small table by place or by text, in the cases by their id.

Frames in memory (pandas, PyArrow) first turn a text into the place where it stands, and then pick rows by
their place, so that each text is compared once and no column is copied for it. Plans (Polars, DuckDB, Spark)
join. Both give the same rows; nothing else in costing has to know which it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import collected, distinct, numbers_of, quoted, small

RUN = 1_000_000
"""DuckDB picks rows by place in a table of so many numbers without gaps; in a larger one it has to look."""
MOST_WORDS = 1_000
"""An enumeration of more words, such as ids, takes longer to read in each query than it saves."""


def like(frame: Any, columns: Mapping[str, Sequence[object]], *, texts: Sequence[str] = ()) -> Any:
    """Make a small frame on the engine of ``frame``, in the same connection or session.

    Args:
        frame: The narwhals frame to join with.
        columns: Column name to values, all of one length.
        texts: The columns that hold text; the others hold whole numbers (int64). On DuckDB those of a short
            list of words become an enumeration.

    Returns:
        A narwhals frame of the same kind.
    """
    schema = {name: nw.String if name in texts else nw.Int64 for name in columns}
    engine = frame.implementation
    if engine.is_duckdb() or engine.is_spark_like() or engine.is_ibis():
        small_table = nw.from_dict(dict(columns), schema=schema, backend="pyarrow").to_native()
        native = frame.to_native()
        if engine.is_ibis():
            from ibis import memtable

            return nw.from_native(memtable(small_table))
        if engine.is_duckdb():
            # The relation that is made finds this variable by its name, and keeps it alive. A query over the
            # frame would carry the plan of the frame along; in DuckDB 2 a relation has its connection.
            text, connection = "select * from small_table", getattr(native, "_con", None)
            made = nw.from_native(connection.sql(text) if connection is not None else native.query("_", text))
            found = {name: {str(word) for word in columns[name] if word is not None} for name in texts}
            kinds = {name: nw.String if name in texts else nw.Int64 for name in columns}
            made = made.select(*(nw.col(name).cast(kind) for name, kind in kinds.items()))
            return listed(made, {name: some for name, some in found.items() if 0 < len(some) <= MOST_WORDS})
        return nw.from_native(native.sparkSession.createDataFrame(small_table))
    made = nw.from_dict(dict(columns), schema=schema, backend=engine)
    return made.lazy() if isinstance(frame, nw.LazyFrame) else made


def looked_up(frame: Any, columns: Mapping[str, Iterable[object]], on: Sequence[str]) -> Any:
    """Join a small table, on the type that the frame has for each column; rows of no key in it go.

    Args:
        frame: A narwhals frame.
        columns: Column name to values, all of one length: texts or whole numbers.
        on: The columns that both have.
    """
    schema = frame.collect_schema()
    values = {name: list(given) for name, given in columns.items()}
    texts = tuple(name for name in on if values[name] and isinstance(values[name][0], str))
    table = like(frame, values, texts=texts)
    return frame.join(cast_like(table, schema, on), on=list(on), how="inner")


def look_up(frame: Any, columns: Mapping[str, Sequence[int]], *, at: str) -> Any:
    """Add the columns of a small table, whose row is the number in column ``at``; that column goes.

    Args:
        frame: A narwhals frame.
        columns: Names that ``frame`` does not have yet, to whole numbers.
        at: Column with places in the table, from 0; each has to lie in it.
    """
    if isinstance(frame, nw.LazyFrame):
        size = len(next(iter(columns.values())))
        table = like(frame, {at: range(size), **columns})
        return frame.join(table, on=at, how="left").drop(at)
    places = frame.get_column(at).to_numpy()
    return frame.with_columns(*(_at(frame, *column, places) for column in columns.items())).drop(at)


def numbered_at_once(table: Any, into: str) -> Any:
    """Number the rows of a table of Polars here: each time that its plan runs, their order is another."""
    if not table.implementation.is_polars():
        return table
    return nw.from_native(collected(table.lazy()).to_native().with_row_index(into).lazy())


def find_rows(frame: Any, table: Any, *, on: str, at: str) -> Any:
    """Add the column ``at``: a number for the row of ``table`` that has the same key.

    The number is empty or below 0 where no row has it.

    Args:
        frame: A narwhals frame.
        table: One of the same kind, with each key once.
        on: Column with the key, in both.
        at: The new column.
    """
    if isinstance(frame, nw.LazyFrame):
        count = numbers_of(table, on)
        if count:
            # Such a key says itself whether it is there; whether it stands there twice is asked elsewhere.
            is_there = nw.col(on).is_between(0, count - 1)
            return frame.with_columns(nw.when(is_there).then(nw.col(on)).alias(at))
        there = [on, *([at] if at in table.collect_schema() else [])]
        return frame.join(_numbered(table.select(*there), at), on=on, how="left")
    if frame.implementation.is_pyarrow():
        return frame.with_columns(_places_in(frame.get_column(on), table.get_column(on)).alias(at))
    numbers, texts = _numbers(frame.get_column(on))
    place = {text: row for row, text in enumerate(table.get_column(on).to_list())}
    return frame.with_columns(_at(frame, at, [place.get(text, -1) for text in texts], numbers))


def join_rows(frame: Any, table: Any, *, on: Sequence[str], at: str) -> Any:
    """Add the other columns of ``table`` by its key; a frame in memory has the row in ``at`` already.

    Args:
        frame: A narwhals frame; each of its keys stands in ``table``.
        table: One of the same kind, with each key once.
        on: Columns with the key.
        at: Column with a number for each row of the table. A plan gets it here, where its engine numbers rows
            cheaply, or has it from ``numbered_at_once``; see ``find_rows``.
    """
    if isinstance(frame, nw.LazyFrame):
        schema = frame.collect_schema()
        table = cast_like(table, schema, [name for name in on if schema[name] == nw.Enum])
        return frame.join(_numbered(table, at), on=list(on), how="left")
    return _picked(frame, table.drop(*on), at)


def join_numbers(frame: Any, table: Any, key: str, numbers: int) -> Any:
    """Add the other columns of ``table`` by a number; a row whose number it does not have goes.

    Args:
        frame: A narwhals frame.
        table: One of the same kind, with each key once.
        key: Column with the key, in both.
        numbers: See ``numbers_of``: keys of the table are the numbers from 0 up to this, or 0.
    """
    if numbers <= RUN:
        return frame.join(table, on=key, how="inner")
    runs = [nw.col(key).is_between(first, first + RUN - 1) for first in range(0, numbers, RUN)]
    return nw.concat([frame.filter(run).join(table.filter(run), on=key, how="inner") for run in runs])


def with_combination(
    frame: Any, columns: Sequence[str], *, into: str
) -> tuple[Any, list[tuple[str | None, ...]]]:
    """Number the combinations of some texts, where that is cheaper than grouping and joining by them.

    Args:
        frame: A narwhals frame.
        columns: Columns of text with few different values.
        into: The new column.

    Returns:
        The frame with the number, and the texts of each number; a plan stays as it is, without texts.
    """
    if isinstance(frame, nw.LazyFrame):
        return frame, []
    words: list[list[str | None]] = []
    combined: Any = 0
    for column in columns:
        numbers, texts = _numbers(frame.get_column(column))
        combined = combined * len(texts) + numbers
        words.append(texts)
    combinations = list(product(*words))
    return frame.with_columns(_at(frame, into, range(len(combinations)), combined)), combinations


def has_words(frame: Any) -> bool:
    """Say whether words of a short list are stored as an enumeration: on DuckDB and Polars."""
    return bool(frame.implementation.is_duckdb() or frame.implementation.is_polars())


def as_words(frame: Any, source: Any, columns: Sequence[str]) -> Any:
    """Store texts with few different values as an enumeration where that is a byte a row and counted faster.

    Args:
        frame: A narwhals frame.
        source: A frame with the same texts that is cheaper to look over.
        columns: The columns of text.
    """
    if frame.implementation.is_pyarrow():
        return frame.with_columns(nw.col(*columns).cast(nw.Categorical))
    if not has_words(frame):
        return frame
    words = {name: [str(row[name]) for row in small(distinct(source, name))] for name in columns}
    return listed(frame, words)


def worded(frame: Any, words: Mapping[str, Sequence[str]]) -> Any:
    """Store texts of a known list as an enumeration where an engine has that: a byte a row, counted faster.

    Args:
        frame: A narwhals frame.
        words: By column every word that it may hold; a column that is not there is left alone.
    """
    if not has_words(frame):
        return frame
    there = frame.collect_schema().names()
    return listed(frame, {name: some for name, some in words.items() if name in there})


def listed(frame: Any, words: Mapping[str, Iterable[str]]) -> Any:
    """Store texts as an enumeration, on DuckDB or Polars.

    Args:
        frame: A narwhals frame.
        words: By column every word that it may hold, in any order.
    """
    kinds = {name: sorted(set(some)) for name, some in words.items()}
    if not kinds:
        return frame
    if not frame.implementation.is_duckdb():
        return frame.with_columns(**{name: nw.col(name).cast(nw.Enum(some)) for name, some in kinds.items()})
    # narwhals writes words as Python does: one with an apostrophe is no SQL then.
    casts = [
        f"cast({quoted(name)} as enum({', '.join(map(_as_text, some))})) as {quoted(name)}"
        for name, some in kinds.items()
    ]
    query = f"select * replace ({', '.join(casts)}) from _"  # noqa: S608  # quoted names and words
    return nw.from_native(frame.to_native().query("_", query))


def _as_text(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


def cast_like(table: Any, schema: Mapping[str, Any], names: Iterable[str]) -> Any:
    """Give columns the types that they have in another frame, enumerations among them.

    Args:
        table: A narwhals frame.
        schema: Type by column of the other one.
        names: The columns.
    """
    kinds = {name: schema[name] for name in names}
    words = {name: map(str, kind.categories) for name, kind in kinds.items() if kind == nw.Enum}
    plain = {name: nw.col(name).cast(kind) for name, kind in kinds.items() if name not in words}
    return listed(table.with_columns(**plain) if plain else table, words)


def _numbers(texts: Any) -> tuple[Any, list[str | None]]:
    """Number the different texts of a series in memory: the numbers, and the texts with an empty one last."""
    native = texts.to_native()
    if texts.implementation.is_pyarrow():
        coded = native.combine_chunks().dictionary_encode()
        numbers, found = (
            coded.indices.fill_null(-1).to_numpy(zero_copy_only=False),
            coded.dictionary.to_pylist(),
        )
    else:
        numbers, index = native.factorize()
        found = index.tolist()
    # The empty one has number -1, which picks the last.
    return numbers % (len(found) + 1), [*found, None]


def _at(frame: Any, name: str, choice: Sequence[int], places: Any) -> Any:
    import numpy as np

    values = np.asarray(choice, dtype="int64")[places]
    return nw.new_series(name, values, nw.Int64, backend=frame.implementation)


def _places_in(texts: Any, listed: Any) -> Any:
    """Give for each text of a series of PyArrow where it stands in another; -1 where it does not."""
    from pyarrow import compute, int64

    found = compute.index_in(
        texts.to_native(), value_set=listed.to_native().combine_chunks(), skip_nulls=True
    )
    return nw.from_native(found.fill_null(-1).cast(int64()), series_only=True)


def _picked(frame: Any, table: Any, at: str) -> Any:
    places = frame.get_column(at).to_numpy()
    picked = (_picked_from(table.get_column(name), places) for name in table.columns)
    return frame.with_columns(*picked)


def _picked_from(column: Any, places: Any) -> Any:
    if not (column.implementation.is_pyarrow() and column.dtype == nw.String):
        return column[places]
    from pyarrow import chunked_array

    # Each word stands there once, with a number a row.
    words = column.to_native().combine_chunks().dictionary_encode()
    return nw.from_native(chunked_array([words.take(places)]), series_only=True).alias(column.name)


def _numbered(table: Any, into: str) -> Any:
    """Number the rows of a plan in no particular order, where its engine does so without sorting."""
    native = table.to_native()
    if into in table.collect_schema():
        return table
    if table.implementation.is_polars():
        return nw.from_native(native.with_row_index(into))
    if table.implementation.is_duckdb():
        return nw.from_native(native.query("_", f'select *, (row_number() over ())::int as "{into}" from _'))  # noqa: S608  # our own name
    if table.implementation.is_ibis():
        # A warehouse numbers rows in an order only.
        return table.with_row_index(into, order_by=table.collect_schema().names()[0])
    return nw.from_native(native.selectExpr("*", f"monotonically_increasing_id() as {into}"))
