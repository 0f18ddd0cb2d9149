"""What reading a sheet gives: values as they were written, rows of them, and what is wrong with the sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from maatschappelijk_rendement.intake.workbook.formats import NumberFormat


class Type(StrEnum):
    """What a cell says it holds."""

    NUMBER = "getal"
    TEXT = "tekst"
    BOOLEAN = "waar of onwaar"
    ERROR = "foutwaarde"
    DATE = "datum"
    NOTHING = "niets"


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """The content of a cell; equal contents of a sheet are one object, so that they compare by identity.

    Attributes:
        type: What the cell says it holds.
        written: What was written, letter by letter: ``43101`` for a number, ``2018-01-01`` for an ISO date.
        format: How the cell's style shows a number.
    """

    type: Type
    written: str
    format: NumberFormat

    @property
    def is_blank(self) -> bool:
        """Nothing, or only blanks."""
        return self.type is Type.NOTHING or (self.type is Type.TEXT and not self.written.strip())


class SheetRow(NamedTuple):
    """One row with at least its number; ``values`` by column, from 0; ``formulas`` where a cell has one."""

    number: int
    values: dict[int, Value]
    formulas: dict[int, str]
    is_hidden: bool


class Flaw(NamedTuple):
    """Something wrong with the structure of a sheet: where and which rule."""

    cell: str
    code: str


@dataclass(slots=True)
class SheetFacts:
    """What a sheet tells beside its rows; complete once its rows are read."""

    flaws: list[Flaw] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
