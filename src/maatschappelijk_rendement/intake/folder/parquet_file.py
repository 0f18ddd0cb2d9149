"""Reads Parquet: one file, or the parts that Spark writes, with the types that they hold."""

from __future__ import annotations

import importlib
import re
from itertools import accumulate
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.domain.tables import SHEETS
from maatschappelijk_rendement.domain.vocabulary import fold_header
from maatschappelijk_rendement.intake.folder import text_words as words
from maatschappelijk_rendement.intake.folder.complaints import Complaints, Spot
from maatschappelijk_rendement.intake.folder.file_table import ROW, FileTable, SourceFile
from maatschappelijk_rendement.intake.folder.text_rows import arrow
from maatschappelijk_rendement.intake.workbook.address import column_letters
from maatschappelijk_rendement.intake.workbook.gate import DEFAULT_LIMITS

# A column of one of these can hold what a cell of a sheet holds; a list, a structure or bytes cannot.
_TYPES = re.compile(
    r"\"?NULL\"?|VARCHAR|ENUM\(.*\)|BOOLEAN|U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(.*\)"
    r"|DATE|UUID"
    r"|TIMESTAMP(?:_S|_MS|_NS)?|TIMESTAMP(?:_NS)? WITH TIME ZONE",
    re.DOTALL,
)
# What DuckDB itself calls the place of a row.
_OWN_NAMES = frozenset({ROW, "file_row_number", "file_index", "filename"})
_CONTRACT = {table.sheet: table for table in SHEETS}
_AGAIN = "Maak het bestand opnieuw, of bewaar het als CSV."


def open_parquet(connection: Any, source: SourceFile) -> FileTable:
    """Open the Parquet of a sheet; its rows stay where they are until they are asked for.

    Args:
        connection: A DuckDB connection.
        source: The file, or the files of its folder.

    Returns:
        Its rows with the types of the file, and ``row`` from 1; without a relation where there is an error. A
        file that is damaged further on makes DuckDB raise its ``Error`` when the rows are read.

    Raises:
        UsageError: pyarrow is not installed.
    """
    found = Complaints(source.sheet)
    schemas, counts = [], []
    for number, path in enumerate(source.parts, 1):
        try:
            headers, types, rows = _read_footer(path)
        except arrow("pyarrow").ArrowException:
            _unreadable(found, number if source.is_folder else 0)
            continue
        except OSError:
            found.error(
                words.UNREADABLE.code, Spot(part=number if source.is_folder else 0), *words.UNREADABLE[1:]
            )
            continue
        schemas.append((headers, types))
        counts.append(rows)
        if (headers, types) != schemas[0]:
            text = f"Deel {number} van de map heeft andere kolommen dan deel 1."
            found.error(
                "kop_verschilt", Spot(), text, "Schrijf de map opnieuw, met in elk deel dezelfde kolommen."
            )
    if not found.has_errors:
        _check_headers(schemas[0][0], found)
    starts = tuple(accumulate(counts[:-1], initial=1))
    if found.has_errors:
        return FileTable(None, findings=found.findings(), starts=starts)
    return _relation(connection, source, schemas[0][0], counts, starts, found)


def _relation(
    connection: Any,
    source: SourceFile,
    headers: list[str],
    counts: list[int],
    starts: tuple[int, ...],
    found: Complaints,
) -> FileTable:
    duckdb = importlib.import_module("duckdb")
    files = _files(source.parts)
    # Where a part begins, by the place of its file in the list.
    offset = f"{list(starts)}[file_index::bigint + 1]" if len(starts) > 1 else "1"
    try:
        relation = connection.sql(f"select *, (file_row_number + {offset})::bigint as {ROW} from {files}")
        types = list(map(str, relation.types))
        _check_types(source.sheet, headers, types, found)
        there = dict(connection.sql(f"select file_index, count(*) from {files} group by all").fetchall())
        if there != {number: rows for number, rows in enumerate(counts) if rows}:
            found.error(words.OTHER_COUNT.code, Spot(), words.OTHER_COUNT.text, _AGAIN)
    except duckdb.OutOfMemoryException:
        raise
    except (duckdb.Error, UnicodeError):
        _unreadable(found, 0)
        relation = None
    letters = tuple(map(column_letters, range(len(headers))))
    kept = None if found.has_errors else relation
    return FileTable(kept, tuple(headers), letters, sum(counts), 0, found.findings(), starts)


def _read_footer(path: Path) -> tuple[list[str], list[str], int]:
    """Give the headers of a file, their types, and how many rows it says it has."""
    parquet = arrow("pyarrow.parquet")
    with path.open("rb") as stream, parquet.ParquetFile(stream) as file:
        schema = file.schema_arrow
        return list(schema.names), list(map(str, schema.types)), int(file.metadata.num_rows)


def _files(parts: tuple[Path, ...]) -> str:
    """Name the files in a query: a name that is a pattern is the name of a file first."""
    paths = ", ".join("'" + str(path).replace("'", "''") + "'" for path in parts)
    return f"read_parquet([{paths}], hive_partitioning=false)"


def _check_headers(headers: list[str], found: Complaints) -> None:
    folded = [fold_header(header) for header in headers]
    for position, header in enumerate(folded):
        spot = Spot(letters=column_letters(position))
        if not header:
            found.error(words.NO_HEADER.code, spot, "Deze kolom heeft geen naam.", words.NO_HEADER.advice)
        elif header in folded[:position]:
            found.error(words.DOUBLE_HEADER.code, spot, *words.DOUBLE_HEADER[1:])
        elif header in _OWN_NAMES:
            found.error(words.OWN_NAME.code, spot, *words.OWN_NAME[1:])
    if not headers:
        found.error("bestand_leeg", Spot(), "Dit bestand heeft geen kolommen.", _AGAIN)
    if len(headers) > DEFAULT_LIMITS.columns:
        said = words.MANY_COLUMNS
        found.error(said.code, Spot(), said.text.format(DEFAULT_LIMITS.columns), said.advice)


def _check_types(sheet: str, headers: list[str], types: list[str], found: Complaints) -> None:
    """Refuse a column of the contract that holds what no cell can hold; another one is unknown anyway."""
    known = _CONTRACT[sheet].by_header
    for position, (header, kind) in enumerate(zip(headers, types, strict=False)):
        column = known.get(fold_header(header))
        if column and not _TYPES.fullmatch(kind):
            text = f"De kolom '{column.header}' heeft lijsten, structuren of bytes waar één waarde hoort."
            advice = "Schrijf het bestand opnieuw, met een tekst, getal of datum in elke cel."
            found.error("kolom_soort", Spot(letters=column_letters(position)), text, advice)


def _unreadable(found: Complaints, part: int) -> None:
    text, advice = "Dit bestand is niet te lezen.", "Maak het opnieuw, als Parquet of als CSV met koppen."
    found.error("bestand_onleesbaar", Spot(part=part), text, advice)
