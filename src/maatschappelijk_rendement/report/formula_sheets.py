"""A sheet of the workbook with formulas: its rows, and the addresses that formulas on other sheets need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from maatschappelijk_rendement.report import layouts
from maatschappelijk_rendement.report.document import Table
from maatschappelijk_rendement.report.layouts import TableLayout
from maatschappelijk_rendement.report.rows import Row
from maatschappelijk_rendement.results.codec import read
from maatschappelijk_rendement.results.columns import Column, Kind, columns_of
from maatschappelijk_rendement.results.columns import Row as TypedRow
from maatschappelijk_rendement.results.costs import Difference, Party
from maatschappelijk_rendement.results.lines import MdoHours, PricedLine

FIRST_ROW = 5
"""Row of a sheet on which its table begins: under title, mark, note and header."""
AMOUNTS = ("in_venster_eur", "eenmalig_eur", "structureel_per_jaar_eur")
CHANGES = ("voor_eur", "na_eur", "som_eur", *AMOUNTS)

COMPARISON = Column("vergelijking", "Vergelijking", Kind.WORD)
TIMES = Column("keer_getal", "Keer", Kind.QUANTITY, "zie de laatste kolom", needs="keer")
PRICE = Column("prijs_eur", "Prijs", Kind.PRICE, "zie de laatste kolom", needs="prijs")


def _of(row: type[TypedRow], keys: str) -> tuple[Column, ...]:
    declared = {column.key: column for column in columns_of(row)}
    return tuple(declared[key] for key in keys.split())


(CASE,) = _of(PricedLine, "casus_id")
CENTS = Column("eur", kind=Kind.EURO)
AMOUNT_COLUMNS = _of(Difference, " ".join(("som_eur", *AMOUNTS)))
DIFFERENCES = (
    Column("voor_eur", "Voor", Kind.EURO),
    Column("na_eur", "Na", Kind.EURO),
    *AMOUNT_COLUMNS,
)
LINES = TableLayout(
    "regels",
    "Geprijsde regels",
    (
        *_of(PricedLine, "casus_id groep wijk stroom moment productcode aantal per"),
        TIMES,
        PRICE,
        *_of(PricedLine, "financier ontvanger geldstroom"),
        *_of(PricedLine, "in_venster_eur eenmalig_eur structureel_per_jaar_eur"),
        Column("bedrag_eur", "Bedrag", Kind.EURO),
        Column("telt_eur", "Telt in na min voor", Kind.DELTA),
        *_of(PricedLine, "berekening"),
    ),
    "Een regel kost aantal x keer x prijs, een keer op hele centen afgerond. Keer is hoe vaak het aantal in "
    "de periode telt. Staat er een getal in plaats van een formule, dan zegt de laatste kolom waarom. Alle "
    "andere bedragen volgen uit deze regels, uit de uren van het MDO en uit het programma. De grenzen van "
    "het gemiddelde zijn geloot en dus geen formule.",
)
HOURS = TableLayout(
    "mdo-uren",
    "Geprijsde uren van het MDO",
    (
        *_of(MdoHours, "casus_id groep productcode uren"),
        PRICE,
        *_of(MdoHours, "financier mdo_eur berekening"),
    ),
)
PER_CASE = TableLayout(
    "per-casus",
    "Verschil per casus en stroom",
    (COMPARISON, layouts.GROUP, layouts.STREAM, layouts.WIJK, CASE, *DIFFERENCES),
)
CASE_TOTALS = TableLayout(
    "per-casus-totaal",
    "Verschil per casus, alle stromen samen",
    (COMPARISON, layouts.GROUP, layouts.WIJK, CASE, *DIFFERENCES),
)
PARTY_STREAMS = TableLayout(
    "partij-per-stroom",
    "Verschil per partij en stroom (bestaande casussen)",
    (*_of(Party, "partij"), layouts.STREAM, AMOUNT_COLUMNS[0]),
)


@dataclass(frozen=True, slots=True)
class FormulaSheet:
    """Rows of a sheet, with the formula of each amount that has one.

    Attributes:
        layout: Its columns.
        rows: In their order on the sheet.
        formulas: By row and column key, without the equals sign.
        keys: Columns by which the rows are in order; rows with the same first keys lie together.
    """

    layout: TableLayout
    rows: Sequence[Row]
    keys: tuple[str, ...] = ()
    formulas: dict[tuple[int, str], str] = field(default_factory=dict)
    _spans: dict[int, dict[tuple[object, ...], tuple[int, int]]] = field(default_factory=dict)

    def at(self, key: str, first: int, last: int | None = None, *, here: bool = False) -> str:
        """Write the address of a cell or piece of a column; ``here`` leaves out the name of the sheet."""
        x = [column.key for column in self.layout.columns].index(key)
        letter = chr(ord("A") + x)  # no sheet of ours has more than 26 columns
        place = f"{letter}{first + FIRST_ROW}"
        if last is not None:
            place = f"${letter}${first + FIRST_ROW}:${letter}${last + FIRST_ROW}"
        return place if here else f"'{self.layout.source.replace('-', ' ').capitalize()}'!{place}"

    def whole(self, key: str) -> str:
        """Write the address of a whole column."""
        return self.at(key, 0, len(self.rows) - 1)

    def spans(self, depth: int) -> dict[tuple[object, ...], tuple[int, int]]:
        """Give the first and last row of each group of rows that share their first keys."""
        if depth not in self._spans:
            names = self.keys[:depth]
            found = {}
            for key, group in groupby(
                range(len(self.rows)), lambda y: tuple(self.rows[y][name] for name in names)
            ):
                members = list(group)
                found[key] = members[0], members[-1]
            self._spans[depth] = found
        return self._spans[depth]

    def table(self) -> Table:
        """Make the table, each cell with its formula."""
        made = self.layout.table(self.rows)
        keys = [column.key for column in self.layout.columns]
        rows = tuple(
            tuple(
                replace(cell, formula=self.formulas.get((y, key), ""))
                for key, cell in zip(keys, row, strict=True)
            )
            for y, row in enumerate(made.rows)
        )
        return replace(made, rows=rows)


def cents_of(euros: str) -> int:
    """Read an amount of the results [euro cent]."""
    found: int = read(CENTS, euros)
    return found


def rounded(formula: str) -> str:
    """Round to whole cents, for a spreadsheet adds in binary."""
    return f"ROUND({formula},2)"


def matching(amounts: str, *conditions: str) -> str:
    """Sum the amounts of rows on which each condition holds; EXACT keeps capitals apart, SUMIFS does not."""
    return f"SUMPRODUCT({'*'.join((*conditions, amounts))})"


def equals(column: str, wanted: str) -> str:
    """Compare texts with their capitals; the equals sign of a spreadsheet does not."""
    return f"EXACT({column},{wanted})"
