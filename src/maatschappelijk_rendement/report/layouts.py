"""The tables as people read them, in pages, workbook and annex alike; ``results`` declares their columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from maatschappelijk_rendement.money import dutch_number
from maatschappelijk_rendement.report.cells import cell, state
from maatschappelijk_rendement.report.document import Origin, ShownValue, Table
from maatschappelijk_rendement.results import costs, counts, sections
from maatschappelijk_rendement.results.columns import Column, Kind, Row, columns_of
from maatschappelijk_rendement.results.table import NO_ROWS
from maatschappelijk_rendement.results.table import ResultTable as Declared

AnyRow = TypeVar("AnyRow", bound=Mapping[str, object])

SCORES = (Kind.GRADE, Kind.GRADE_DELTA)
GROUP, WIJK, STREAM, MOMENT, CASES, STATUS = (
    costs.LEVELS.columns[key] for key in ("groep", "wijk", "stroom", "moment", "n", "status")
)
INCOMPLETE_NOTE = "Onvolledig: niet van elke casus zijn alle stromen bekend; onbekend is niet nul."


def evenly(rows: Iterable[tuple[ShownValue, ...]]) -> tuple[tuple[ShownValue, ...], ...]:
    """Write the scores of one column with as many decimals as the one that needs most.

    Example:
        >>> rows = [(cell({"g": mean}, Column("g", "g", Kind.GRADE)),) for mean in (450, 475)]
        >>> [shown.text for (shown,) in rows], [shown.text for (shown,) in evenly(rows)]
        (['4,5', '4,75'], ['4,50', '4,75'])
    """
    cells = tuple(rows)
    most: dict[int, int] = {}
    for row in cells:
        for x, shown in enumerate(row):
            if shown.kind in SCORES and shown.value is not None:
                most[x] = max(most.get(x, 0), len(shown.text.partition(",")[2]))
    if not most:
        return cells
    return tuple(tuple(_with_decimals(one, most.get(x, 0)) for x, one in enumerate(row)) for row in cells)


def _with_decimals(shown: ShownValue, decimals: int) -> ShownValue:
    if shown.kind not in SCORES or shown.value is None:
        return shown
    sign = "+" if shown.kind is Kind.GRADE_DELTA and shown.value > 0 else ""
    return replace(shown, text=f"{sign}{dutch_number(shown.value, decimals)}")


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table as people read it.

    Attributes:
        source: Key in the results.
        title: Caption.
        columns: Columns in order.
        note: What a reader must know.
        empty: Sentence to show when there are no rows.
    """

    source: str
    title: str
    columns: tuple[Column, ...]
    note: str = ""
    empty: str = NO_ROWS

    def table(
        self,
        rows: Iterable[AnyRow],
        *,
        name: str = "",
        title: str = "",
        without: str = "",
        origin: Callable[[AnyRow, Column], Origin | None] | None = None,
    ) -> Table:
        """Make the table of some rows.

        Args:
            rows: Rows of the results.
            name: Name of the table, when another than its source.
            title: Caption, when another than its own.
            without: Keys of columns to leave out, with spaces between.
            origin: Says where a number comes from.

        Example:
            >>> row = {"stroom": "Wmo", "moment": "na", "n_bekend": 12, "n_onbekend": 0}
            >>> made = COMPLETENESS.table([row])
            >>> [c.text for c in made.rows[0]]
            ['Wmo', 'na het MDO', '12', '0', 'getoond']
        """
        columns = tuple(c for c in self.columns if c.key not in without.split())

        def read(row: AnyRow, column: Column) -> ShownValue:
            if column.kind is Kind.STATUS:
                return state(row, columns)
            shown = cell(row, column)
            return replace(shown, origin=origin(row, column)) if origin and shown.value is not None else shown

        cells = evenly(tuple(read(row, c) for c in columns) for row in rows)
        return Table(name or self.source, title or self.title, columns, cells, self.note, self.empty)


def layout(table: Declared[Row], shown: str = "", **said: str) -> TableLayout:
    """Show a declared table, with columns and under a caption of their own if need be."""
    columns = tuple(table.columns[key] for key in (shown or table.shown).split())
    texts = {"title": table.title, "note": table.note, "empty": table.empty, **said}
    return TableLayout(table.name, columns=columns, **texts)


def _nested(name: str, title: str, row: type[Row]) -> TableLayout:
    """Show the rows that stand inside another one."""
    return TableLayout(name, title, columns_of(row))


LEVELS = layout(costs.LEVELS)
DELTAS = layout(costs.DIFFERENCES)
AVERTED = layout(costs.AVERTED)
WELLBEING = layout(counts.WELLBEING)
RESIDENTS = layout(
    counts.WELLBEING,
    "onderdeel moment n_bewoners n_boven gepaard_met gepaard_n n_hoger n_gelijk n_lager status",
    title="Hoeveel bewoners stegen en daalden",
    note="",
    empty=NO_ROWS,
)
EFFECT = layout(costs.EFFECTS)
RESPONSE = TableLayout(
    "respons",
    "Hoeveel casussen er bij elke stap zijn",
    (Column("stap", "Stap"), CASES, STATUS),
    "Wie bij een latere stap ontbreekt, kan een ander cijfer hebben.",
)
SOCIETAL = layout(costs.SOCIETAL)
MONEY_KINDS = layout(costs.OF_MONEY_KINDS)
COMPLETENESS = layout(counts.COMPLETENESS)
MDO_CASES = _nested("mdo_per_casus", "Kosten van het MDO per casus", counts.MdoOfCase)
MDO = replace(
    layout(counts.MDO),
    columns=(Column("post", "Post", empty="alle overleggen samen"), *layout(counts.MDO).columns),
)
PROGRAMME = layout(sections.PROGRAMME)
PARTIES = layout(costs.PARTIES)
TARIFFS = layout(sections.PRICES)
USAGE_ORIGIN = layout(counts.USAGE_ORIGIN)
SHEETS_READ = _nested("controle_per_blad", "Gelezen regels per blad", sections.SheetRead)
FINDINGS = layout(sections.MESSAGES)
CASE_COSTS = layout(sections.CASE_COSTS)
