"""The tables as people read them, in pages, workbook and annex alike; ``results`` declares their columns."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, TypeVar

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.report.cells import cell, state
from maatschappelijk_rendement.report.document import Origin, ShownValue, Table
from maatschappelijk_rendement.results import counts
from maatschappelijk_rendement.results.columns import Column, FigureRow, Kind, Row
from maatschappelijk_rendement.results.keys import Cases
from maatschappelijk_rendement.results.table import ResultTable

AnyRow = TypeVar("AnyRow", bound=Mapping[str, object])

SCORES = (Kind.GRADE, Kind.GRADE_DELTA)
INCOMPLETE_NOTE = "Onvolledig: niet van elke casus zijn alle stromen bekend; onbekend is niet nul."


def evenly(
    rows: Iterable[tuple[ShownValue, ...]], apart: Container[int] = ()
) -> tuple[tuple[ShownValue, ...], ...]:
    """Write the scores of one column with as many decimals as the one that needs most.

    Args:
        rows: The cells.
        apart: Numbers of rows with another scale, which stay as they are.

    Example:
        >>> rows = [(cell({"g": mean}, Column("g", "g", Kind.GRADE)),) for mean in (450, 475)]
        >>> [shown.text for (shown,) in rows], [shown.text for (shown,) in evenly(rows)]
        (['4,5', '4,75'], ['4,50', '4,75'])
    """
    cells = tuple(rows)
    most: dict[int, int] = {}
    for y, row in enumerate(cells):
        for x, shown in enumerate(row):
            if y not in apart and shown.kind in SCORES and shown.value is not None:
                most[x] = max(most.get(x, 0), len(shown.text.partition(",")[2]))
    if not most:
        return cells
    return tuple(
        row if y in apart else tuple(_with_decimals(one, most.get(x, 0)) for x, one in enumerate(row))
        for y, row in enumerate(cells)
    )


def _with_decimals(shown: ShownValue, decimals: int) -> ShownValue:
    if shown.kind not in SCORES or shown.value is None:
        return shown
    sign = "+" if shown.kind is Kind.GRADE_DELTA and shown.value > 0 else ""
    return replace(shown, text=f"{sign}{dutch_number(shown.value, decimals)}")


def show(
    table: ResultTable[Row],
    rows: Iterable[AnyRow],
    *,
    name: str = "",
    title: str = "",
    without: str = "",
    origin: Callable[[AnyRow, Column], Origin | None] | None = None,
) -> Table:
    """Make a table as people read it.

    Args:
        table: Its declaration.
        rows: Its rows.
        name: Name of the table, when another than its own.
        title: Caption, when another than its own.
        without: Keys of columns to leave out, with spaces between.
        origin: Says where a number comes from.

    Example:
        >>> row = counts.Completeness(stream="Wmo", moment="na", n_known=12, n_unknown=0)
        >>> [c.text for c in show(counts.COMPLETENESS, [row]).rows[0]]
        ['Wmo', 'na het MDO', '12', '0', 'getoond']
    """
    columns = tuple(c for c in table.read if c.key not in without.split())

    def read(row: AnyRow, column: Column) -> ShownValue:
        if column.kind is Kind.STATUS:
            return state(row, columns)
        shown = cell(row, column)
        return replace(shown, origin=origin(row, column)) if origin and shown.value is not None else shown

    rows = tuple(rows)
    narrow = {place for place, row in enumerate(rows) if row.get("gemiddelde_als")}
    cells = evenly((tuple(read(row, c) for c in columns) for row in rows), narrow)
    return Table(name or table.name, title or table.title, columns, cells, table.note, table.empty)


@dataclass(frozen=True, kw_only=True)
class Stage(FigureRow):
    """How many cases are left at one step."""

    name: Annotated[str, Column("stap", "Stap")]
    n: Cases


RESPONSE = ResultTable(
    "respons",
    Stage,
    "Hoeveel casussen er bij elke stap zijn",
    "stap n status",
    "Wie bij een latere stap ontbreekt, kan een ander cijfer hebben.",
)


@dataclass(frozen=True, kw_only=True)
class MdoPost(counts.Mdo):
    """What the MDOs cost, under a heading of its own."""

    post: Annotated[None, Column("post", "Post", empty="alle overleggen samen")] = None


MDO = replace(counts.MDO, row=MdoPost, shown=f"post {counts.MDO.shown}")
