"""What became of each row of a table: used, filtered, refused or blank; nothing else can happen to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.tables import CellKind, SheetColumn
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.intake.own_formats.mapped import Left, Place, RowCount
from maatschappelijk_rendement.intake.own_formats.profile import Asked, Beside, Filter
from maatschappelijk_rendement.intake.own_formats.raw import RawCell, RawTable
from maatschappelijk_rendement.intake.own_formats.values import Notes, Picker, column_finding, find_column
from maatschappelijk_rendement.intake.own_formats.words import bare
from maatschappelijk_rendement.intake.workbook.columns import is_total_word

_PLACES_KEPT = 5
TOTAL_ROW = "dit is een rij met een totaal"
UNUSED = "het profiel vraagt niets van deze rij"
_TEXT = SheetColumn("", "", CellKind.NAME, "")


@dataclass(slots=True)
class Account:
    """The rows of one table and what became of them.

    Attributes:
        table: The table.
        kept: Places of the rows that passed the filters of the profile.
        used: Places of the rows that something came of.
        refused: Why nothing can come of a row.
        filtered: Why the profile does not ask for a row.
    """

    table: RawTable
    kept: list[int] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    refused: dict[int, str] = field(default_factory=dict)
    filtered: dict[int, str] = field(default_factory=dict)

    def use(self, row: int) -> None:
        """Something came of this row."""
        self.used.add(row)

    def refuse(self, row: int, why: str) -> None:
        """Nothing can come of this row, also where it seemed so before."""
        self.used.discard(row)
        self.refused.setdefault(row, why)

    def filter(self, row: int, why: str) -> None:
        """The profile does not ask for this row."""
        self.filtered.setdefault(row, why)

    def why_left(self, row: int) -> str:
        """Say why a row was left out; empty where it was used."""
        return "" if row in self.used else self.refused.get(row) or self.filtered.get(row) or UNUSED

    def narrowed(self) -> Account:
        """Give the same rows, of which fewer may be kept; what becomes of a row is noted in both."""
        return replace(self, kept=list(self.kept))

    def count(self) -> RowCount:
        """Account for every row."""
        rows = range(len(self.table.rows))
        blank = [row for row in rows if self.table.is_blank(row)]
        left = [row for row in rows if row not in self.used and not self.table.is_blank(row)]
        refused = sum(row in self.refused for row in left)
        return RowCount(self.table.label, len(rows), len(self.used), len(left) - refused, refused, len(blank))

    def left(self) -> Iterator[Left]:
        """Give the rows that were left out, by reason."""
        reasons: dict[str, list[int]] = {}
        for row in range(len(self.table.rows)):
            if row not in self.used and not self.table.is_blank(row):
                reasons.setdefault(self.why_left(row), []).append(row)
        for why, rows in reasons.items():
            places = tuple(
                Place(self.table.label, self.table.row_numbers[row]) for row in rows[:_PLACES_KEPT]
            )
            yield Left(why, len(rows), places)


def open_account(table: RawTable, filters: Sequence[Filter], notes: Notes) -> Account:
    """Set the rows of a table apart that hold nothing, add up others, or do not pass a filter."""
    account = Account(table)
    tests = [test for one in filters if (test := filter_test(one, table, notes))]
    for row, cells in enumerate(table.rows):
        if table.is_blank(row):
            continue
        if _adds_up(cells):
            account.filter(row, TOTAL_ROW)
            continue
        why = next((why for test in tests if (why := test(row))), "")
        if why:
            account.filter(row, why)
        else:
            account.kept.append(row)
    return account


def filter_test(one: Filter, table: RawTable, notes: Notes) -> Callable[[int], str] | None:
    """Make the test of a filter: it gives the reason to leave a row out, or nothing."""
    picker = Picker(Asked(one.where, columns=one.columns), table, _TEXT, notes)
    if not picker.places:
        return None
    filled = f"kolom '{picker.label}' is {'leeg' if one.wants else 'gevuld'}"
    listed = (
        f"kolom '{picker.label}' heeft {'geen' if one.wants else 'een'} woord uit de lijst van het profiel"
    )
    words = one.words

    def test(row: int) -> str:
        if words is None:
            return "" if picker.is_blank(row) != one.wants else filled
        cell = picker.cell(row)
        form = bare(str(cell)) if cell is not None else ""
        return "" if (form in words) == one.wants else listed

    return test


def _adds_up(cells: Sequence[RawCell]) -> bool:
    """Say whether a row adds up others: the first text in it says so."""
    first = next((cell for cell in cells if cell is not None), None)
    return isinstance(first, str) and is_total_word(first)


def join(table: RawTable, beside: Beside, other: RawTable, notes: Notes) -> tuple[RawTable, str]:
    """Put columns of a second source behind those of a table, by an id that both have.

    Args:
        table: The source.
        beside: What is asked.
        other: The table of the second source.
        notes: Where findings go.

    Returns:
        The table with the columns, and a sentence on how it went.
    """
    here = _only(table, beside.key_here, beside.where, notes)
    there = _only(other, beside.key_there, beside.where, notes)
    takes = [_only(other, header, beside.where, notes) for header in beside.takes]
    if here is None or there is None or None in takes:
        return table, ""
    places = [place for place in takes if place is not None]
    rows: dict[str, tuple[RawCell, ...]] = {}
    for row, number in zip(other.rows, other.row_numbers, strict=True):
        key = _key(row[there])
        taken = tuple(row[place] for place in places)
        if not key:
            continue
        if rows.setdefault(key, taken) != taken:
            text = "Hier staat een id nog een keer, met andere gegevens dan eerst."
            advice = f"Laat elk id een keer staan. (profiel: {beside.where})"
            notes.found.append(Finding("fout", other.label, str(number), "erbij_dubbel", text, advice))
    headers = (*table.headers, *(other.headers[place] for place in places))
    nothing = (None,) * len(places)
    joined = tuple((*row, *rows.get(_key(row[here]), nothing)) for row in table.rows)
    known = {_key(row[here]) for row in table.rows}
    missing = sum(_key(row[here]) not in rows for row in table.rows if _key(row[here]))
    extra = sum(key not in known for key in rows)
    said = (
        f"Uit '{beside.file}' is erbij gehaald: {', '.join(beside.takes)}. "
        f"Rijen van de bron zonder gegevens daar: {missing}; id's daar die de bron niet heeft: {extra}."
    )
    return replace(table, headers=headers, rows=joined), said


def _only(table: RawTable, header: str, where: str, notes: Notes) -> int | None:
    found = find_column(table, header)
    if len(found) == 1:
        return found[0]
    notes.found.append(column_finding(table, [header], found, where))
    return None


def _key(cell: RawCell) -> str:
    """Give the form in which ids compare: 7 and 7.0 and " 7" are one."""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return "" if cell is None else fold(str(cell))
