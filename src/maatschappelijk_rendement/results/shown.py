"""Published results as typed rows: read from ``resultaten.json``, so that a page can show nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar, cast

from maatschappelijk_rendement.results import sections
from maatschappelijk_rendement.results.codec import rows_from_json
from maatschappelijk_rendement.results.columns import Kind, Row, columns_of
from maatschappelijk_rendement.results.counts import MDO, Mdo
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.values import WholeEuros

AnyRow = TypeVar("AnyRow", bound=Row)


@dataclass(frozen=True, eq=False)
class Results:
    """Published results; each table is read when it is asked for.

    Attributes:
        data: Content of ``resultaten.json``.

    Example:
        >>> from maatschappelijk_rendement.results.costs import LEVELS
        >>> level = {"wijk": "Noord", "som_eur": "231000.00"}
        >>> (row,) = Results({"analyse": {"afgerond": False}, "stromen": [level]}).of(LEVELS)
        >>> row.wijk, row.cost
        ('Noord', 23100000)
    """

    data: Mapping[str, Any] = field(repr=False)  # all results: too much for a line on a screen
    _read: dict[str, tuple[Row, ...]] = field(default_factory=dict, init=False, repr=False)

    def of(self, table: ResultTable[AnyRow]) -> tuple[AnyRow, ...]:
        """Give the rows of a table: nothing of what is hidden, and no cents where rounding left none.

        Args:
            table: Its declaration.
        """
        if table.name not in self._read:
            found = self.data[table.name]
            given = found if isinstance(found, list) else [found] if found else []
            rows = tuple(map(_as_shown, rows_from_json(table.row, given)))
            is_exact = table.is_of_nobody or table is sections.SETTINGS or not self.settings.is_rounded
            self._read[table.name] = rows if is_exact else tuple(map(_in_whole_euros, rows))
        return cast("tuple[AnyRow, ...]", self._read[table.name])

    @property
    def is_internal(self) -> bool:
        """Whether nothing was hidden."""
        return bool(self.data["niveau"] == "intern")

    @property
    def hidden(self) -> sections.Hidden | None:
        """What disclosure control says it hid."""
        return self.of(sections.HIDDEN)[0] if sections.HIDDEN.name in self.data else None

    @cached_property
    def prices(self) -> tuple[sections.Price, ...]:
        """The prices behind figures; of those that differ by amount or days alone, one."""
        prices = self.of(sections.PRICES)
        return tuple({(one.code, one.source, one.stream, one.uses): one for one in prices}.values())

    @property
    def settings(self) -> sections.Settings:
        """The settings, and how many cases of which kind."""
        return self.of(sections.SETTINGS)[0]

    @property
    def mdo(self) -> Mdo:
        """What the MDOs themselves cost."""
        return self.of(MDO)[0]

    @property
    def accounting(self) -> sections.Accounting:
        """What was read, and whether it adds up."""
        return self.of(sections.ACCOUNTING)[0]


def _as_shown(row: AnyRow) -> AnyRow:
    if row.get("status") != "onderdrukt":
        return row
    return replace(row, **{column.name: None for column in columns_of(type(row)) if column.figure})


def _in_whole_euros(row: AnyRow) -> AnyRow:
    amounts = {
        c.name: getattr(row, c.name) for c in columns_of(type(row)) if c.kind in (Kind.EURO, Kind.DELTA)
    }
    whole = {
        name: WholeEuros(cents) for name, cents in amounts.items() if cents is not None and cents % 100 == 0
    }
    return replace(row, **whole)
