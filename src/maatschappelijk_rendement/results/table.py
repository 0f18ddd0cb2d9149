"""A published table: the class of its rows, what names a row, and how people read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from maatschappelijk_rendement.results.columns import Column, Figures, Row, columns_of

NO_ROWS = "Deze tabel heeft geen regels."

AnyRow_co = TypeVar("AnyRow_co", bound=Row, covariant=True)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the ledger of releases keeps of a figure.

    Attributes:
        kind: With which figures it can be added and subtracted: those of the same kind. Names of key columns
            between braces are filled in; ``van_partij`` is the party, and nothing for all together.
        topic: What figures of this kind are about, for ``mr uitgaven``; by the first word of the kind.
        words: Its name in a message; what may be filled in are key columns.
        shown_with: Column that is shown when this figure is known; empty when that is the figure itself.
        moment: The only moment of which it is kept; empty for all.
    """

    kind: str
    topic: str
    words: str = ""
    shown_with: str = ""
    moment: str = ""


@dataclass(frozen=True, slots=True)
class ResultTable(Generic[AnyRow_co]):
    """A table of ``resultaten.json``.

    Attributes:
        name: Key in the results.
        row: The class of its rows.
        title: Caption.
        shown: Keys of the columns that people read, in their order, with spaces between; empty for all.
        note: What a reader must know.
        empty: Sentence to show when there are no rows.
        key: Columns that name a row, in the order of the keys of contributions.
        first: The column that decides about a row; empty for the first main figure.
        amounts_over: Columns over whose total the amounts of inner rows add up.
        unprinted: Figures that are no column but follow from columns.
        kept: What the ledger of releases keeps of its figures.
        is_one_row: Whether it stands in the results as one row.
        is_intern: Whether it is about single cases, so that a public report has no row of it.
        is_of_nobody: Whether it is about no case, so that it is never rounded.
    """

    name: str
    row: type[AnyRow_co]
    title: str = ""
    shown: str = ""
    note: str = ""
    empty: str = NO_ROWS
    key: tuple[str, ...] = ()
    first: str = ""
    amounts_over: tuple[str, ...] = ()
    unprinted: tuple[str, ...] = ()
    kept: Mapping[str, Kept] = field(default_factory=dict)
    is_one_row: bool = False
    is_intern: bool = False
    is_of_nobody: bool = False

    @property
    def columns(self) -> Mapping[str, Column]:
        """Every column by its key."""
        return {column.key: column for column in columns_of(self.row)}

    @property
    def read(self) -> tuple[Column, ...]:
        """The columns that people read, in their order."""
        columns = self.columns
        return tuple(columns[key] for key in self.shown.split() or columns)

    @property
    def figures(self) -> Mapping[str, tuple[str, ...]]:
        """The columns that are shown or hidden together, the decisive figure first."""
        names = {column.figure for column in columns_of(self.row) if column.figure}
        order = [name.value for name in Figures if name in names]
        order += [column.key for column in columns_of(self.row) if column.figure == column.key]
        return {
            name: tuple(
                sorted(
                    (column.key for column in columns_of(self.row) if column.figure == name),
                    key=lambda key: key != self.first,
                )
            )
            for name in order
        }

    @property
    def summed(self) -> tuple[str, ...]:
        """The columns that are sums over cases or residents."""
        return tuple(column.key for column in columns_of(self.row) if column.adds)

    @property
    def telling(self) -> tuple[str, ...]:
        """The columns that say how the figures of a row read."""
        return tuple(column.key for column in columns_of(self.row) if column.tells_how)

    @property
    def intern(self) -> tuple[str, ...]:
        """The columns that are emptied in a public report."""
        return tuple(column.key for column in columns_of(self.row) if column.is_intern)
