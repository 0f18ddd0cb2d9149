"""A sheet of the workbook with formulas: its rows, and the addresses that formulas on other sheets need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import groupby
from typing import Annotated, Generic, TypeVar

from maatschappelijk_rendement.report.document import Table
from maatschappelijk_rendement.report.layouts import show
from maatschappelijk_rendement.results.columns import Column, Kind, Row
from maatschappelijk_rendement.results.costs import DIFFERENCES, PARTIES
from maatschappelijk_rendement.results.keys import CaseGroup, Stream, Wijk
from maatschappelijk_rendement.results.lines import CaseId, MdoHours, PricedLine
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.values import Cents

AnyRow = TypeVar("AnyRow", bound=Row)

FIRST_ROW = 5
"""Row of a sheet on which its table begins: under title, mark, note and header."""
AMOUNTS = ("in_venster_eur", "eenmalig_eur", "structureel_per_jaar_eur")
CHANGES = ("voor_eur", "na_eur", "som_eur", *AMOUNTS)

AS_A_FORMULA = "zie de laatste kolom"
TimesShown = Annotated[
    Fraction | None, Column("keer_getal", "Keer", Kind.QUANTITY, AS_A_FORMULA, needs="keer")
]
PriceShown = Annotated[Fraction | None, Column("prijs_eur", "Prijs", Kind.PRICE, AS_A_FORMULA, needs="prijs")]


@dataclass(frozen=True, kw_only=True)
class ShownLine(PricedLine):
    """A priced line with the numbers that are multiplied, its amount, and what it counts for."""

    times_shown: TimesShown
    price_shown: PriceShown
    amount: Annotated[Cents, Column("bedrag_eur", "Bedrag", Kind.EURO)]
    counts: Annotated[Cents, Column("telt_eur", "Telt in na min voor", Kind.DELTA)]


@dataclass(frozen=True, kw_only=True)
class ShownHours(MdoHours):
    """Hours of an MDO with the price as a number."""

    price_shown: PriceShown


@dataclass(frozen=True, kw_only=True)
class CaseChange(Row):
    """What changed in one case: a later moment set against an earlier one."""

    comparison: Annotated[str, Column("vergelijking", "Vergelijking", Kind.WORD)]
    group: CaseGroup
    wijk: Wijk
    case_id: CaseId
    before: Annotated[Cents, Column("voor_eur", "Voor", Kind.EURO)]
    after: Annotated[Cents, Column("na_eur", "Na", Kind.EURO)]
    total: Annotated[Cents, DIFFERENCES.columns["som_eur"]]
    in_window: Annotated[Cents, DIFFERENCES.columns["in_venster_eur"]]
    one_off: Annotated[Cents, DIFFERENCES.columns["eenmalig_eur"]]
    structural: Annotated[Cents, DIFFERENCES.columns["structureel_per_jaar_eur"]]


@dataclass(frozen=True, kw_only=True)
class StreamChange(CaseChange):
    """The same in one stream."""

    stream: Stream


@dataclass(frozen=True, kw_only=True)
class PartyChange(Row):
    """What one party pays more or less in one stream, over existing cases."""

    party: Annotated[str, PARTIES.columns["partij"]]
    stream: Stream
    total: Annotated[Cents, DIFFERENCES.columns["som_eur"]]


LINES = ResultTable(
    "regels",
    ShownLine,
    "Geprijsde regels",
    "casus_id groep wijk stroom moment productcode aantal per keer_getal prijs_eur financier ontvanger "
    "geldstroom in_venster_eur eenmalig_eur structureel_per_jaar_eur bedrag_eur telt_eur berekening",
    "Een regel kost aantal x keer x prijs, een keer op hele centen afgerond. Keer is hoe vaak het aantal in "
    "de periode telt. Staat er een getal in plaats van een formule, dan zegt de laatste kolom waarom. Alle "
    "andere bedragen volgen uit deze regels, uit de uren van het MDO en uit het programma. De grenzen van "
    "het gemiddelde zijn geloot en dus geen formule.",
)
HOURS = ResultTable(
    "mdo-uren",
    ShownHours,
    "Geprijsde uren van het MDO",
    "casus_id groep productcode uren prijs_eur financier mdo_eur berekening",
)
PER_CASE = ResultTable(
    "per-casus",
    StreamChange,
    "Verschil per casus en stroom",
    " ".join(("vergelijking groep stroom wijk casus_id", *CHANGES)),
)
CASE_TOTALS = ResultTable("per-casus-totaal", CaseChange, "Verschil per casus, alle stromen samen")
PARTY_STREAMS = ResultTable(
    "partij-per-stroom", PartyChange, "Verschil per partij en stroom (bestaande casussen)"
)


@dataclass(frozen=True, slots=True)
class FormulaSheet(Generic[AnyRow]):
    """Rows of a sheet, with the formula of each amount that has one.

    Attributes:
        declared: Its columns.
        rows: In their order on the sheet.
        formulas: By row and column key, without the equals sign.
        keys: Columns by which the rows are in order; rows with the same first keys lie together.
    """

    declared: ResultTable[Row]
    rows: Sequence[AnyRow]
    keys: tuple[str, ...] = ()
    formulas: dict[tuple[int, str], str] = field(default_factory=dict)
    _spans: dict[int, dict[tuple[object, ...], tuple[int, int]]] = field(default_factory=dict)

    def at(self, key: str, first: int, last: int | None = None, *, here: bool = False) -> str:
        """Write the address of a cell or piece of a column; ``here`` leaves out the name of the sheet."""
        x = [column.key for column in self.declared.read].index(key)
        letter = chr(ord("A") + x)  # no sheet of ours has more than 26 columns
        place = f"{letter}{first + FIRST_ROW}"
        if last is not None:
            place = f"${letter}${first + FIRST_ROW}:${letter}${last + FIRST_ROW}"
        return place if here else f"'{self.declared.name.replace('-', ' ').capitalize()}'!{place}"

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

    def span(self, key: str, *names: str) -> str:
        """Write the address of the piece of a column whose rows have these first keys."""
        return self.at(key, *self.spans(len(names))[names])

    def table(self) -> Table:
        """Make the table, each cell with its formula."""
        made = show(self.declared, self.rows)
        keys = [column.key for column in self.declared.read]
        rows = tuple(
            tuple(
                replace(cell, formula=self.formulas.get((y, key), ""))
                for key, cell in zip(keys, row, strict=True)
            )
            for y, row in enumerate(made.rows)
        )
        return replace(made, rows=rows)


def rounded(formula: str) -> str:
    """Round to whole cents, for a spreadsheet adds in binary."""
    return f"ROUND({formula},2)"


def matching(amounts: str, *conditions: str) -> str:
    """Sum the amounts of rows on which each condition holds; EXACT keeps capitals apart, SUMIFS does not."""
    return f"SUMPRODUCT({'*'.join((*conditions, amounts))})"


def equals(column: str, wanted: str) -> str:
    """Compare texts with their capitals; the equals sign of a spreadsheet does not."""
    return f"EXACT({column},{wanted})"
