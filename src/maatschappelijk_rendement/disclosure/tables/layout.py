"""The tables that may be published: their key columns, and which columns fall together.

They follow from the declarations in ``results``. A column that is not declared is refused, so that no new
figure slips past disclosure control.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from maatschappelijk_rendement.disclosure.rules.cells import CellStats, Key
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError
from maatschappelijk_rendement.results.columns import FigureRow, Figures, columns_of
from maatschappelijk_rendement.results.tables import TABLES

Row = Mapping[str, object]

MAIN, COUNT = Figures.MAIN.value, Figures.COUNT.value

# What stands in a row beside its figures; the last two are added once it was judged.
STATUS, *ADDED = (column.key for column in columns_of(FigureRow))


@dataclass(frozen=True, slots=True)
class Layout:
    """How one table is judged.

    Attributes:
        key: Columns that name a row.
        figures: For each group of columns that is shown or hidden together, its columns; the first decides
            about the row.
        stats: Columns for which the contributions must be given: those of a table that is not made from the
            facts of the one matrix.
        intern: Columns that never leave in a published table and are emptied.
        telling: Columns that say how the figures of a row read.
    """

    key: tuple[str, ...]
    figures: Mapping[str, tuple[str, ...]]
    stats: tuple[str, ...] = ()
    intern: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that can be hidden."""
        return tuple(column for columns in self.figures.values() for column in columns)


# The cases of a comparison group are in no other table.
OUTSIDE_THE_MATRIX = ("effect",)
LAYOUTS: Mapping[str, Layout] = {
    name: Layout(
        table.key,
        table.figures,
        stats=(*table.summed, *table.unprinted) if name in OUTSIDE_THE_MATRIX else (),
        intern=table.intern,
        telling=table.telling,
    )
    for name, table in TABLES.items()
}


@dataclass(frozen=True)
class ExactTable:
    """One exact table with what disclosure control needs to judge it.

    Attributes:
        name: One of ``LAYOUTS``.
        rows: Exact rows; ``status`` is ``getoond`` (or absent), ``onvolledig`` or ``onbekend``.
        stats: For each column that needs them, the contributions at each key.

    Raises:
        MaatschappelijkRendementError: An unknown table or column, or a figure without its contributions.
    """

    name: str
    rows: Sequence[Row]
    stats: Mapping[str, Mapping[Key, CellStats]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.name not in LAYOUTS:
            raise MaatschappelijkRendementError(
                f"De tabel '{self.name}' is niet bekend bij de openbaarmaking."
            )
        layout = self.layout
        known = {*layout.key, *layout.columns, *layout.intern, *layout.telling, STATUS}
        for row in self.rows:
            unknown = sorted(set(row) - known)
            if unknown:
                raise MaatschappelijkRendementError(
                    f"De tabel '{self.name}' heeft een kolom zonder regel: {', '.join(unknown)}."
                )
            if row.get("status") != "onbekend":
                stats = (c for c in self.layout.stats if self.key(row) not in self.stats.get(c, {}))
                missing = sorted(stats)
                if missing:
                    raise MaatschappelijkRendementError(
                        f"De tabel '{self.name}' mist de bijdragen achter: {', '.join(missing)}."
                    )

    @property
    def layout(self) -> Layout:
        """How this table is judged."""
        return LAYOUTS[self.name]

    def key(self, row: Row) -> Key:
        """The key of a row."""
        return tuple(None if row[column] is None else str(row[column]) for column in self.layout.key)
