"""What a source becomes: rows for the sheets of the contract, and where each of them came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Value = str | Decimal | date | None
"""What a cell of the workbook gets; a last day as people write it, so it counts."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row of the result came from.

    Attributes:
        table: Label of the table, see ``RawTable``.
        row: Row in the source.
        header: The column that the row was made of, where one row of the source gives more of the result.
    """

    table: str
    row: int
    header: str = ""

    def __str__(self) -> str:
        column = f", kolom '{self.header}'" if self.header else ""
        return f"{self.table}, rij {self.row}{column}"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a sheet of the contract: Dutch header to value, with its origin.

    Example:
        >>> str(Record({"casus_id": "C1"}, Place("blad 1", 2)).place)
        'blad 1, rij 2'
    """

    values: Mapping[str, Value]
    place: Place


@dataclass(frozen=True, slots=True)
class RowCount:
    """The accounting of one table: read = used + filtered + refused + blank."""

    table: str
    read: int
    used: int
    filtered: int
    refused: int
    blank: int

    @property
    def is_complete(self) -> bool:
        """Whether every row that was read is accounted for."""
        return self.read == self.used + self.filtered + self.refused + self.blank


@dataclass(frozen=True, slots=True)
class Left:
    """Rows or amounts that were left out, for one reason.

    Attributes:
        why: Dutch sentence without a full stop, never with a value of the source.
        rows: How many rows, or cells where the reason is about cells.
        places: The first places.
    """

    why: str
    rows: int
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """What a column of the source adds up to, beside what came of it.

    Attributes:
        column: Header of the source.
        moment: ``voor``, ``na`` ...; empty where the column holds more of them.
        what: Stream or product code the column became; empty where it holds more of them.
        unit: ``euro`` or the unit of the product.
        source: Sum of all numbers in the column.
        left: Sum of those in rows that were filtered, refused or left out.
        result: Sum of what stands in the workbook, counted back to the unit of the source.
    """

    column: str
    moment: str
    what: str
    unit: str
    source: Decimal
    left: Decimal
    result: Decimal

    @property
    def agrees(self) -> bool:
        """Whether nothing came or went on the way."""
        return self.source == self.left + self.result


@dataclass(frozen=True, slots=True)
class Mapped:
    """A whole source in the form of the contract, and the account of how it came so.

    Attributes:
        sheets: Rows by sheet name of the contract, in the order of the source.
        settings: Value of each setting of sheet Analyse by its Dutch name.
        counts: The accounting of each table that was used.
        left_rows: Rows that were left out, by reason.
        left_cells: Cells that were left out, by reason.
        columns: What each column became: header of the source, what it became in Dutch.
        unknown: Headers that nothing was asked of; those that may be personal by position only.
        converted: What was changed on the way, in Dutch sentences.
        choices: What the profile chose and the source does not say, in Dutch sentences.
        totals: Sums of the source beside those of the result.
    """

    sheets: Mapping[str, tuple[Record, ...]]
    settings: Mapping[str, str]
    counts: tuple[RowCount, ...] = ()
    left_rows: tuple[Left, ...] = ()
    left_cells: tuple[Left, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    converted: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    totals: tuple[Total, ...] = field(default=())
