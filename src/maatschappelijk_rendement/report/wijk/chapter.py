"""A chapter of the report of a wijk: its rows, its sections, and what it gives the first page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Protocol, TypeVar

from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.wijk_sheets.indicators import MEASURED
from maatschappelijk_rendement.report.cells import cell, quantity
from maatschappelijk_rendement.report.document import Chart, Headline, Section, ShownValue, Table
from maatschappelijk_rendement.results.columns import Row
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.words import word
from maatschappelijk_rendement.wijk.card_wijk import WijkReport

AnyRow = TypeVar("AnyRow", bound=Row)
Rows = Mapping[str, Sequence[Row]]
"""Rows by the name of their table."""


SYNTHETIC = "synthetisch"
"""In the source of a figure that was made up."""


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What a chapter offers the first page; a council reads at most five points and three figures.

    Attributes:
        headlines: Large figures.
        points: Sentences that begin with what happened.
        pictures: The one picture, by who comes first.
    """

    headlines: tuple[Headline, ...] = ()
    points: tuple[str, ...] = ()
    pictures: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter.

    Attributes:
        name: Of the chapter.
        rows: Gives the rows of its tables, by their names.
        sections: Gives its sections; none where the card has nothing for it.
        first: Gives what it offers the first page.
    """

    name: str
    rows: Callable[[WijkReport], Rows]
    sections: Callable[[WijkReport, Rows], tuple[Section, ...]]
    first: Callable[[WijkReport, Rows], FirstPage] = lambda report, rows: FirstPage()


def of(kind: type[AnyRow], rows: Sequence[Row]) -> list[AnyRow]:
    """Give the rows of a table by their own class."""
    return [row for row in rows if isinstance(row, kind)]


def milli(value: Decimal | None) -> int | None:
    """Give a number in thousandths, half-up; None stays None.

    Example:
        >>> milli(Decimal("9.2")), milli(None)
        (9200, None)
    """
    return None if value is None else half_up(Fraction(value) * 1000)


def table(declared: ResultTable[Row], rows: Rows, shown: str = "", title: str = "", name: str = "") -> Table:
    """Show the rows of a table.

    Args:
        declared: The table.
        rows: Rows by table.
        shown: Keys of the columns to show; those that people read when left out.
        title: Another caption.
        name: Another name, where a table stands twice.
    """
    columns = tuple(declared.columns[key] for key in shown.split()) if shown else declared.read
    return Table(
        name or declared.name,
        title or declared.title,
        columns,
        tuple(tuple(cell(row, column) for column in columns) for row in rows[declared.name]),
        note=declared.note,
        empty=declared.empty,
    )


class Sourced(Protocol):
    """A row with its source."""

    @property
    def source(self) -> str:
        """Where it comes from."""


def made_up(lines: Iterable[Sourced]) -> str:
    """Give the mark behind a sentence of which a figure was made up; nothing where none was."""
    return " (synthetisch)" if any(SYNTHETIC in line.source.casefold() for line in lines) else ""


class Stated(Protocol):
    """A row that says whether it was measured."""

    @property
    def state(self) -> str:
        """``gemeten``, ``niet_gemeten`` or ``niet_beschikbaar``."""


def with_states(shown: Table, lines: Sequence[Stated], keys: Sequence[str] = ("waarde", "wijk")) -> Table:
    """Show in the place of a value that is not there why it is not.

    Args:
        shown: The table.
        lines: Its rows, in the same order.
        keys: Columns with the value.
    """
    places = [place for place, column in enumerate(shown.columns) if column.key in keys]
    rows = tuple(
        tuple(
            ShownValue(word(line.state)) if place in places and line.state != MEASURED else cell
            for place, cell in enumerate(cells)
        )
        for cells, line in zip(shown.rows, lines, strict=True)
    )
    return replace(shown, rows=rows)


def short_bounds(shown: Table, keys: Sequence[str]) -> Table:
    """Show numbers with one decimal where that is enough; the results have all of them.

    Args:
        shown: The table.
        keys: Columns to shorten.
    """
    places = [place for place, column in enumerate(shown.columns) if column.key in keys]
    rows = tuple(
        tuple(_short(cell) if place in places else cell for place, cell in enumerate(cells))
        for cells in shown.rows
    )
    return replace(shown, rows=rows)


def _short(shown: ShownValue) -> ShownValue:
    if shown.value is None or abs(shown.value) < 1:
        return shown
    return replace(shown, text=quantity(shown.value.quantize(Decimal("0.1"), ROUND_HALF_UP)))
