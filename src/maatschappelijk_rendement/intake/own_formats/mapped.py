"""What a source becomes: rows for the sheets of the contract, and where each of them came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from maatschappelijk_rendement.intake.own_formats.raw import RawTable

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
    what: ClassVar[tuple[str, str]] = ("rij", "rijen")  # what ``row`` counts: one, and more

    def __str__(self) -> str:
        column = f", kolom '{self.header}'" if self.header else ""
        return f"{self.table}, rij {self.row}{column}"


@dataclass(frozen=True, slots=True)
class Measure:
    """Which column of the source the number of a row came from, and what it was multiplied by.

    Attributes:
        column: Place of the column in its table, from 0.
        times: What the number of the source was multiplied by.
        rounding: What rounding added to the number of the workbook.
    """

    column: int
    times: Fraction = Fraction(1)
    rounding: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """One row of a sheet of the contract: Dutch header to value, with its origin.

    Attributes:
        values: What its cells get.
        place: Where it came from.
        measure: Where its number came from, on sheet Gebruik.

    Example:
        >>> str(SheetRecord({"casus_id": "C1"}, Place("blad 1", 2)).place)
        'blad 1, rij 2'
    """

    values: Mapping[str, Value]
    place: Place
    measure: Measure | None = None


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
class LeftNumber:
    """A number of the source that was left out, with why.

    Attributes:
        table: Label of the table.
        column: Place of the column, from 0.
        row: Row in the source.
        number: The number as it stands in the source.
        why: Dutch words, never with a value of the source.
    """

    table: str
    column: int
    row: int
    number: Fraction
    why: str


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
        claims: Numbers that were left out.
        measures: Columns whose numbers went to sheet Gebruik: label of the table and place of the column, to
            its header and its unit (empty where rows have different ones).
        tables: The tables that were used, by label, as they were read.
    """

    sheets: Mapping[str, tuple[SheetRecord, ...]]
    settings: Mapping[str, str]
    counts: tuple[RowCount, ...] = ()
    left_rows: tuple[Left, ...] = ()
    left_cells: tuple[Left, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    converted: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    claims: tuple[LeftNumber, ...] = ()
    measures: Mapping[tuple[str, int], tuple[str, str]] = field(default_factory=dict)
    tables: Mapping[str, RawTable] = field(default_factory=dict)
