"""Read Parquet, one file or a folder of parts, with pyarrow where that is installed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from math import isnan
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.domain.files.plain_file import read_plain, why_not_read
from maatschappelijk_rendement.intake.own_formats.raw import UNREADABLE, RawCell, RawTable, plain
from maatschappelijk_rendement.intake.workbook.gate import Limits

LABEL = "parquet"
MAGIC = b"PAR1"
_RESAVE = "Schrijf het bestand opnieuw, of bewaar de tabel als csv."


def read_parquet(data: bytes, limits: Limits) -> list[RawTable]:
    """Read one file as one table; rows are numbered from 1.

    Raises:
        InputError: It is broken or holds too much.
        UsageError: pyarrow is not installed.
    """
    return [_table([_opened(data, limits)], limits)]


def read_parquet_folder(folder: Path, limits: Limits) -> list[RawTable]:
    """Read a folder of parts, as Spark writes it, as one table: the parts in the order of their names.

    Raises:
        InputError: There is no Parquet in it, the parts differ in their columns, or it holds too much.
        UsageError: pyarrow is not installed, or a part may not be read.
    """
    paths = sorted(path for path in folder.iterdir() if not path.name.startswith(("_", ".")))
    parts = [path for path in paths if path.suffix.lower() == ".parquet"]
    if not parts or len(parts) != len(paths):
        text = "Deze map heeft geen Parquet, of er staat ook iets anders in."
        raise _refused("map", text, "Kies een bestand, of een map met alleen Parquet zonder mappen erin.")
    size = 0
    files = []
    for path in parts[: limits.parts]:
        try:
            data = read_plain(path, limits.packed_bytes)
        except OSError as error:
            raise UsageError(f"Een bestand in deze map {why_not_read(error)}") from error
        size += len(data)
        if size > limits.packed_bytes or len(parts) > limits.parts:
            raise _refused("grens_bestand", "Deze map is te groot om in te lezen.", "Splits de map.")
        files.append(_opened(data, limits))
    if any(not file.schema_arrow.equals(files[0].schema_arrow) for file in files):
        text = "De bestanden in deze map hebben niet dezelfde kolommen."
        raise _refused("kolommen_verschillen", text, "Zet bestanden van een soort bij elkaar.")
    return [_table(files, limits)]


def _opened(data: bytes, limits: Limits) -> Any:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError(
            'Voor Parquet is een extra pakket nodig: pip install "maatschappelijk-rendement[duckdb]". '
            "Of bewaar de tabel als csv."
        ) from error
    try:
        file = pq.ParquetFile(io.BytesIO(data))
        unpacked = sum(
            file.metadata.row_group(n).total_byte_size for n in range(file.metadata.num_row_groups)
        )
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _refused("beschadigd", "Dit bestand is beschadigd.", _RESAVE) from error
    if unpacked > limits.unpacked_bytes or file.metadata.num_columns > limits.columns:
        raise _refused("grens_uitgepakt", "Dit bestand is te groot of te breed.", "Splits het bestand.")
    return file


def _table(files: list[Any], limits: Limits) -> RawTable:
    if sum(file.metadata.num_rows for file in files) > limits.rows:
        text = f"Deze tabel heeft meer rijen dan de grens van {limits.rows}."
        raise _refused("grens_rijen", text, "Splits de tabel.")
    names = tuple(" ".join(name.split()) for name in files[0].schema_arrow.names)
    times = _Times()
    rows = [row for file in files for row in _rows(file, limits, times)]
    said = ["Achter een datum stond een tijd; alleen de dag is gelezen."] if times.found else []
    numbers = tuple(range(1, len(rows) + 1))
    return RawTable("", LABEL, names, tuple(rows), numbers, said=tuple(said))


class _Times:
    """Remembers whether a day had a time behind it."""

    found = False


def _rows(file: Any, limits: Limits, times: _Times) -> Iterator[tuple[RawCell, ...]]:
    import pyarrow as pa

    try:
        for batch in file.iter_batches(batch_size=10_000):
            columns = [column.to_pylist() for column in batch.columns]
            for row in zip(*columns, strict=True):
                yield tuple(_cell(value, limits, times) for value in row)
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise _refused("beschadigd", "Dit bestand is beschadigd.", _RESAVE) from error


def _cell(value: object, limits: Limits, times: _Times) -> RawCell:
    if value is None or (isinstance(value, float) and isnan(value)):
        return None
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, str):
        return plain(value) if len(value) <= limits.cell_characters else UNREADABLE
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        # The shortest decimal that gives this float is what was meant: 64.1 is 64,1.
        number = Decimal(repr(value))
        return number if number.is_finite() else UNREADABLE
    if isinstance(value, Decimal):
        return value if value.is_finite() else UNREADABLE
    if isinstance(value, datetime):
        times.found |= value.time() != value.time().min
        return value.date()
    return value if isinstance(value, date) else UNREADABLE


def _refused(code: str, text: str, advice: str) -> InputError:
    return InputError([Finding("fout", LABEL, "", code, text, advice)])
