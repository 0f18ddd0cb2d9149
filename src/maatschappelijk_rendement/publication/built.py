"""A table as a builder makes it: each figure together with what each case puts into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure import CellStats, ExactTable
from maatschappelijk_rendement.disclosure.ledger.contents import Contributions
from maatschappelijk_rendement.disclosure.rules.cells import Key, resident_stats, summarise
from maatschappelijk_rendement.disclosure.tables.layout import ADDED, LAYOUTS
from maatschappelijk_rendement.results.columns import Row
from maatschappelijk_rendement.results.table import ResultTable


class Behind(Protocol):
    """What is behind one figure."""

    def stats(self) -> CellStats:
        """What disclosure control needs to know of it."""
        ...

    def by_case(self) -> Mapping[str, object]:
        """What each case puts into it, for the ledger of releases."""
        ...


@dataclass(frozen=True, eq=False)
class Amounts:
    """The amount of each case in a sum.

    Attributes:
        cases: The id of each case; empty where the ledger does not know them.
        cents: Its amount [euro cent].
    """

    cases: Iterable[str]
    cents: npt.NDArray[np.int64]

    def stats(self) -> CellStats:
        """Count the cases and their largest amounts."""
        return summarise(self.cents)

    def by_case(self) -> Mapping[str, object]:
        """Give the amount of each case."""
        return dict(zip(self.cases, self.cents.tolist(), strict=True))


@dataclass(frozen=True, eq=False)
class ResidentScores:
    """The score of each resident in a mean.

    Attributes:
        n_cases: Number of cases of these residents.
        hundredths: What each resident puts in [1/100 point].
        kept: Case, resident and score that the ledger keeps: of a change the score at the other moment.
    """

    n_cases: int
    hundredths: npt.NDArray[np.int64]
    kept: Iterable[tuple[str, str, int]]

    def stats(self) -> CellStats:
        """Count the cases and the residents, and their largest scores."""
        return resident_stats(self.n_cases, self.hundredths)

    def by_case(self) -> Mapping[str, object]:
        """Give the scores of the residents of each case."""
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for case_id, resident, score in self.kept:
            found[case_id].append((resident, score))
        return {case_id: tuple(sorted(pairs)) for case_id, pairs in found.items()}


@dataclass(frozen=True, eq=False)
class Built:
    """An exact table with what is behind its figures.

    Attributes:
        table: Its declaration.
        rows: Its rows.
        behind: What is behind each figure, by column and key of the row; also behind figures that are no
            column but follow from columns (``ResultTable.unprinted``).
    """

    table: ResultTable[Row]
    rows: list[Row] = field(default_factory=list)
    behind: dict[tuple[str, Key], Behind] = field(default_factory=dict)

    def add(self, row: Row, **behind: Behind) -> None:
        """Add a row, with what is behind its figures by their Dutch keys."""
        self.rows.append(row)
        self.put(self.key(row), **behind)

    def put(self, key: Key, **behind: Behind) -> None:
        """Say what is behind figures of the row with this key."""
        self.behind.update({(column, key): one for column, one in behind.items()})

    def key(self, row: Mapping[str, object]) -> Key:
        """Give the key of a row."""
        return tuple(None if row[column] is None else str(row[column]) for column in self.table.key)

    def exact(self, said: Callable[[object], object]) -> ExactTable:
        """Give the table as disclosure control judges it.

        Args:
            said: Replaces words that may not be shown, in any value.
        """
        stats: dict[str, dict[Key, CellStats]] = defaultdict(dict)
        for (column, key), one in self.behind.items():
            if column in LAYOUTS[self.table.name].stats:
                stats[column][_keyed(said, key)] = one.stats()
        rows = [
            {column: said(value) for column, value in row.items() if column not in ADDED} for row in self.rows
        ]
        return ExactTable(self.table.name, rows, stats)


def _keyed(said: Callable[[object], object], key: Key) -> Key:
    return tuple(None if word is None else str(said(word)) for word in key)


def contributions(tables: Sequence[Built], said: Callable[[object], object]) -> Contributions:
    """Give for each figure that the ledger keeps what each case puts into it.

    Args:
        tables: The tables of a report.
        said: Replaces words that may not be shown, so that a row is found by what it says.

    Returns:
        Table, column and key of the row to case id to amount [euro cent] or scores [1/100 point].
    """
    return {
        (built.table.name, column, _keyed(said, key)): one.by_case()
        for built in tables
        for (column, key), one in built.behind.items()
        if column in built.table.kept
    }
