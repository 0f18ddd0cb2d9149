"""Between rows and ``resultaten.json``: where an amount becomes a text, and a text an amount."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError
from maatschappelijk_rendement.results.columns import Column, Kind, Row, columns_of
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.values import WholeEuros

DECIMALS: Mapping[Kind, int] = {
    Kind.QUANTITY: 3,
    Kind.MEASURE: 3,
    Kind.EURO: 2,
    Kind.DELTA: 2,
    Kind.PRICE: 4,
    Kind.GRADE: 2,
    Kind.GRADE_DELTA: 2,
    Kind.SHARE: 4,
}
"""How many decimals of a column stand in the text; it is kept as a whole number of the last one."""

ONE_SHARE = 10 ** DECIMALS[Kind.SHARE]
"""A part that is the whole."""

EXACT = {Kind.SCALE: Decimal, Kind.FRACTION: Fraction}
"""Numbers that are written as they were given."""

AnyRow = TypeVar("AnyRow", bound=Row)


def written(column: Column, value: object) -> Any:
    """Write a value as it stands in ``resultaten.json``: null where it is hidden or unknown.

    Args:
        column: The column.
        value: Its value, as ``values`` tells.

    Raises:
        MaatschappelijkRendementError: The value is not of the column's kind.

    Example:
        >>> written(Column("som_eur", kind=Kind.EURO), -13239400)
        '-132394.00'
    """
    if value is None:
        return None
    if column.kind in DECIMALS:
        if not isinstance(value, int) or isinstance(value, bool):
            raise MaatschappelijkRendementError(f"De kolom '{column.key}' hoort een geheel getal te hebben.")
        return str(number(column.kind, value))
    if column.rows is not None and isinstance(value, Sequence):
        return [to_json(row, columns_of(column.rows)) for row in value]
    if column.kind is Kind.LIST and isinstance(value, Sequence):
        return list(value)
    return str(value) if isinstance(value, Decimal | Fraction) else value


def number(kind: Kind, value: int) -> Decimal:
    """Give a whole number of a kind as the number it stands for: an amount in euros, a score in points.

    Example:
        >>> number(Kind.EURO, -13239400), number(Kind.EURO, WholeEuros(-13239400)), number(Kind.COUNT, 32)
        (Decimal('-132394.00'), Decimal('-132394'), Decimal('32'))
    """
    if isinstance(value, WholeEuros):
        return Decimal(value // 100)
    return Decimal(value).scaleb(-DECIMALS.get(kind, 0))


def to_json(row: Mapping[str, object], columns: Sequence[Column]) -> dict[str, Any]:
    """Write a row, in its own order; what is no column of it is written as it is.

    Args:
        row: Values by Dutch key.
        columns: The columns it may have.

    Example:
        >>> from maatschappelijk_rendement.results.counts import MdoOfCase
        >>> row = MdoOfCase(case_id="c1", hours=1500, cost=12300)
        >>> to_json(row, columns_of(MdoOfCase))
        {'casus_id': 'c1', 'uren': '1.500', 'mdo_eur': '123.00'}
    """
    known = {column.key: column for column in columns}
    return {
        key: written(known[key], value) if key in known else value
        for key, value in row.items()
        if value is not None or key not in known or not known[key].is_absent
    }


def read(column: Column, value: Any) -> Any:
    """Read a value of ``resultaten.json`` back into its kind.

    Example:
        >>> read(Column("som_eur", kind=Kind.EURO), "-132394.00"), read(Column("n", kind=Kind.COUNT), None)
        (-13239400, None)
    """
    if value is None:
        return None
    if column.kind in DECIMALS:
        return int(Decimal(value).scaleb(DECIMALS[column.kind]))
    if column.kind in EXACT:
        return EXACT[column.kind](value)
    if column.rows is not None:
        return rows_from_json(column.rows, value)
    return tuple(value) if column.kind is Kind.LIST else value


def from_json(row: type[AnyRow], values: Mapping[str, Any]) -> AnyRow:
    """Read a row of ``resultaten.json``; what was hidden in it, or is not there, is None.

    Args:
        row: The class of the row.
        values: Values by Dutch key.
    """
    needed = {one.name for one in fields(row) if one.default is MISSING}
    columns = [column for column in columns_of(row) if column.key in values or column.name in needed]
    return row(**{column.name: read(column, values.get(column.key)) for column in columns})


def rows_from_json(row: type[AnyRow], rows: Iterable[Mapping[str, Any]]) -> tuple[AnyRow, ...]:
    """Read the rows of a table of ``resultaten.json``.

    Args:
        row: The class of the rows.
        rows: Values by Dutch key.

    Example:
        >>> from maatschappelijk_rendement.results.costs import Level
        >>> [level.cost for level in rows_from_json(Level, [{"wijk": "Noord", "som_eur": "1.50"}])]
        [150]
    """
    return tuple(from_json(row, values) for values in rows)


def table_to_json(table: ResultTable[Row], rows: Sequence[Mapping[str, object]]) -> Any:
    """Write the rows of a table, or the one row that it is.

    Args:
        table: Its declaration.
        rows: Rows, typed or by Dutch key.
    """
    found = [to_json(row, columns_of(table.row)) for row in rows]
    if not table.is_one_row:
        return found
    return found[0] if found else None
