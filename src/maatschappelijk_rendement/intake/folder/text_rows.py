"""The rows of a text file as an Arrow table: parsed by Arrow, and what they say that no row of data says."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.vocabulary import fold_header
from maatschappelijk_rendement.intake.folder.file_table import ROW
from maatschappelijk_rendement.intake.folder.records import Dialect
from maatschappelijk_rendement.intake.folder.text_blocks import LONGEST_RECORD


class UnreadableTextError(Exception):
    """Arrow reads other rows than there are, or none."""


def arrow(name: str) -> Any:
    """Load a module of pyarrow.

    Raises:
        UsageError: It is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        raise UsageError(
            "Voor een map met Parquet of CSV zijn DuckDB en pyarrow nodig. Installeer ze met: "
            "make formaten (of: pip install duckdb pyarrow)"
        ) from None


def parse(text: bytes, length: int, dialect: Dialect, cells: int, rows: int) -> Any:
    """Read records into a table of texts; those with another number of cells are left out.

    Args:
        text: Begins with a record, in UTF-8.
        length: How many bytes the records take.
        dialect: How it is written.
        cells: How many cells a record has.
        rows: How many records with that many cells there are.

    Raises:
        UnreadableTextError: There are other rows than ``rows``, or it is no UTF-8.
    """
    pa, csv = arrow("pyarrow"), arrow("pyarrow.csv")
    names = [str(number) for number in range(cells)]
    if not rows:
        return pa.table({name: pa.array([], pa.string()) for name in names})
    try:
        table = csv.read_csv(
            pa.BufferReader(memoryview(text)[:length]),
            csv.ReadOptions(column_names=names, block_size=2 * LONGEST_RECORD),
            csv.ParseOptions(
                delimiter=dialect.delimiter,
                newlines_in_values=b'"' in text,
                invalid_row_handler=lambda row: "skip",
            ),
            csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
        )
    except pa.ArrowInvalid:
        raise UnreadableTextError from None
    if table.num_rows != rows:
        raise UnreadableTextError
    return table


def is_blank(table: Any) -> NDArray[np.bool_]:
    """Say of each row whether no cell holds more than blanks."""
    compute = arrow("pyarrow.compute")
    blank = np.ones(table.num_rows, bool)
    for column in table.columns:
        if not blank.any():
            break
        lengths = compute.binary_length(compute.utf8_trim_whitespace(column))
        blank &= lengths.to_numpy() == 0
    return blank


def is_header(table: Any, headers: list[str]) -> NDArray[np.bool_]:
    """Say of each row whether its cells are headers, in any order, and at least one is."""
    pa, compute = arrow("pyarrow"), arrow("pyarrow.compute")
    words = pa.array(sorted({*(fold_header(header) for header in headers), ""}), pa.string())
    found = np.ones(table.num_rows, bool)
    for column in table.columns:
        if not found.any():
            break
        plain = compute.utf8_lower(compute.utf8_trim_whitespace(column))
        found &= compute.is_in(plain, words).to_numpy()
    return found & ~is_blank(table) if found.any() else found


def is_longer(column: Any, characters: int) -> NDArray[np.bool_]:
    """Say of each cell whether it has more characters than this."""
    compute = arrow("pyarrow.compute")
    if (compute.max(compute.binary_length(column)).as_py() or 0) <= characters:
        return np.zeros(len(column), bool)
    found: NDArray[np.bool_] = compute.utf8_length(column).to_numpy() > characters
    return found


def with_numbers(table: Any, headers: Sequence[str], numbers: NDArray[np.int64]) -> Any:
    """Name the columns, and add the number of each row."""
    named = table.rename_columns(list(headers))
    return named.append_column(ROW, arrow("pyarrow").array(numbers))
