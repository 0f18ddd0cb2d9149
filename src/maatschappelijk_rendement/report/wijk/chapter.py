"""A chapter of the report of a wijk: its rows, its sections, and what it gives the first page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.report.cells import cell
from maatschappelijk_rendement.report.document import Chart, Headline, Section, Table
from maatschappelijk_rendement.results.columns import Row
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.wijk.card_wijk import WijkReport

Rows = Mapping[str, Sequence[Row]]
"""Rows by the name of their table."""


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What a chapter offers the first page; a council reads at most six points and three figures.

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
