"""Canonical tables: what every source yields before anything is checked (docs/ontwerp.md, "Eén deur").

A row of a table is a row of its source, in the columns of ``frames``, with two columns more: ``line``, the
number by which the source finds the row back, and ``wrong``, in which bit n says that the cell of the nth
declared column held something that could not be read. Its value is empty then, and that is not the same as
blank.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement.domain.tables import (
    CASES,
    MDO,
    PROGRAMME,
    TARIFFS,
    USAGE,
    WELLBEING,
    CellKind,
    SheetTable,
)

if TYPE_CHECKING:
    import pandas as pd

NAMES = {
    CASES.sheet: "cases",
    USAGE.sheet: "usage",
    WELLBEING.sheet: "scores",
    MDO.sheet: "mdo",
    PROGRAMME.sheet: "programme",
    TARIFFS.sheet: "tariffs",
}
"""Name of each sheet's frame; sheet Analyse is no frame."""

NO_LINE = -1
"""Stands for the whole table, or the whole source, where something is about no row."""
WRONG = "wrong"
LINE = "line"
# A number is a whole number of its smallest part: the column's name says which, and how many decimals that
# is.
SCALED = {
    "quantity": ("quantity_milli", 3),
    "hours": ("hours_milli", 3),
    "price_eur": ("price_e4", 4),
    "amount_eur": ("amount_cents", 2),
    "own_contribution_eur": ("own_contribution_cents", 2),
    "score": ("score_centi", 2),
}
DATES = frozenset({CellKind.DATE, CellKind.LAST_DAY})
WHOLE = frozenset({CellKind.WHOLE})

Place = Callable[[SheetTable, str, int], str]
"""Says where a line's cell is: the table, the field ("" for the whole row) and the line."""


def stored_name(column: str) -> str:
    """Give the column of the frame in which a declared column is stored.

    Example:
        >>> stored_name("quantity"), stored_name("per")
        ('quantity_milli', 'per')
    """
    return SCALED[column][0] if column in SCALED else column


def bit(table: SheetTable, column: str) -> int:
    """Give the bit of ``wrong`` that stands for a column.

    Example:
        >>> bit(CASES, "case_id"), bit(CASES, "wijk")
        (1, 2)
    """
    return 1 << [declared.name for declared in table.columns].index(column)


@dataclass(frozen=True, eq=False)
class Tables:
    """What a source delivers.

    Attributes:
        settings: The settings that could be read, by field; the others are absent.
        frames: Frame by name (``NAMES``), all on one engine; ids and codes are spelled as in their own list.
            A line of which the case is unknown has an empty case_id.
        unreadable: Sheets that are not there as they should be (damaged, a needed column missing): nothing is
            concluded from what they lack.
        absent_columns: By sheet the fields of which the whole column is not there.
        place: Where a line is.
        lines_read: By sheet, how many lines hold something.
    """

    settings: Mapping[str, Any]
    frames: Mapping[str, Any]
    place: Place
    unreadable: frozenset[str] = frozenset()
    absent_columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lines_read: Mapping[str, int] = field(default_factory=dict)

    def frame(self, table: SheetTable) -> Any:
        """Give the frame of a table."""
        return self.frames[NAMES[table.sheet]]

    def has_rows(self, table: SheetTable) -> bool:
        """Whether a table has a row that holds something."""
        return self.lines_read.get(table.sheet, 0) > 0

    def knows(self, table: SheetTable, *columns: str) -> bool:
        """Whether a table was read to its end and has these columns."""
        absent = self.absent_columns.get(table.sheet, frozenset())
        return table.sheet not in self.unreadable and not absent.intersection(columns)


def frame_of(
    table: SheetTable,
    lines: Sequence[int],
    columns: Mapping[str, Sequence[Any]],
    wrong: Mapping[str, set[int]],
) -> pd.DataFrame:
    """Make the pandas frame of a table from what its cells mean.

    Args:
        table: The declaration.
        lines: Number of each line.
        columns: By field what each cell means: text, ``Decimal``, ``int``, ``date``, a tuple of streams or
            None.
        wrong: By field the positions (from 0) whose cell could not be read.
    """
    import numpy as np
    import pandas as pd

    made: dict[str, Any] = {LINE: np.asarray(lines, dtype="int64")}
    bits = np.zeros(len(lines), dtype="int64")
    for column in table.columns:
        values = columns.get(column.name) or [None] * len(lines)
        made[stored_name(column.name)] = _series(column.name, column.kind, values)
        for position in wrong.get(column.name, ()):
            bits[position] |= bit(table, column.name)
    made[WRONG] = bits
    return pd.DataFrame(made)


def _series(name: str, kind: CellKind, values: Sequence[Any]) -> Any:
    import pandas as pd

    if name in SCALED:
        whole = _Whole(SCALED[name][1])
        return pd.Series([whole[value] for value in values], dtype="Int64")
    if kind in WHOLE:
        return pd.Series(values, dtype="Int64")
    if kind in DATES:
        stamps = _Stamps()
        return pd.Series([stamps[value] for value in values], dtype="int64").pipe(_as_days)
    if kind is CellKind.STREAMS:
        joined = {value: ";".join(value) if value else None for value in set(values)}
        values = [joined[value] for value in values]
    return pd.Series(values, dtype="str")


class _Whole(dict[Any, int | None]):
    """Numbers as whole numbers of their smallest part, each worked out once."""

    def __init__(self, decimals: int) -> None:
        super().__init__({None: None})
        self._decimals = decimals

    def __missing__(self, number: Decimal) -> int:
        found = self[number] = int(number.scaleb(self._decimals))
        return found


_NO_DAY = -(2**63)
_SECONDS_A_DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()


class _Stamps(dict[Any, int]):
    """Days as seconds since 1970, each worked out once; none is what numpy calls not a time."""

    def __init__(self) -> None:
        super().__init__({None: _NO_DAY})

    def __missing__(self, day: date) -> int:
        found = self[day] = (day.toordinal() - _EPOCH) * _SECONDS_A_DAY
        return found


def _as_days(seconds: Any) -> Any:
    import pandas as pd

    return pd.Series(seconds.to_numpy().view("datetime64[s]"))
