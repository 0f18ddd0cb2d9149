"""Make tables fit on paper: which page a table needs, and a table too wide for any page in parts.

A part begins with the columns that name its rows and ends with the status, so that it reads on its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, takewhile

from maatschappelijk_rendement.report.document import Block, ReportDocument, ShownValue, Table
from maatschappelijk_rendement.results.columns import Column, Kind

UPRIGHT, ON_ITS_SIDE = 112, 175  # letters side by side on A4, in the sizes of rapport.css
LONGEST_WORD = 32  # letters up to which a word stays in one piece: the longest code of a tariff
LONGEST_NAME = 40  # letters: a longer text says something of a row and is not its name
LEAST_STATUS = 16  # letters of a status before it wraps: it can be a long sentence
BETWEEN = 1  # letters between two columns


def letters(table: Table) -> int:
    """Give how many letters a table needs side by side, with no word broken and no status in a thin column.

    Example:
        >>> from maatschappelijk_rendement.report.document import ShownValue
        >>> row = (ShownValue("Wmo"), ShownValue("12"))
        >>> letters(Table("t", "T", (Column("a", "Stroom"), Column("b", "n")), (row,)))
        10
    """
    return sum(_needs(column, cells) for column, cells in _columns(table))


def is_wide(table: Table) -> bool:
    """Say whether a table needs a page on its side.

    Example:
        >>> is_wide(Table("t", "T", (Column("a", "Stroom"),), ()))
        False
    """
    return letters(table) > UPRIGHT


def fitted(report: ReportDocument) -> ReportDocument:
    """Give the report with each table in parts that fit on a page.

    Args:
        report: The report.
    """
    return replace(
        report,
        sections=tuple(
            replace(section, blocks=tuple(part for block in section.blocks for part in _parts_of(block)))
            for section in report.sections
        ),
    )


def parts(table: Table) -> tuple[Table, ...]:
    """Cut a table into parts that fit on a page on its side; one that fits comes back as it is.

    Args:
        table: The table.

    Example:
        >>> from maatschappelijk_rendement.report.document import ShownValue
        >>> columns = (Column("s", "Stroom"), *(Column(f"k{i}", "x" * 30, Kind.EURO) for i in range(8)))
        >>> row = tuple(ShownValue("1") for _ in columns)
        >>> [(part.title, len(part.columns)) for part in parts(Table("t", "T", columns, (row,)))]
        [('T (deel 1 van 2)', 5), ('T (deel 2 van 2)', 5)]
    """
    needs = [_needs(column, cells) for column, cells in _columns(table)]
    places = range(len(table.columns))
    names = range(max(names_of_rows(table), 1))
    last = [place for place in places if table.columns[place].kind is Kind.STATUS]
    rest = [place for place in places if place not in (*names, *last)]
    if sum(needs) <= ON_ITS_SIDE or len(rest) < 2:
        return (table,)
    room = ON_ITS_SIDE - sum(needs[place] for place in (*names, *last))
    dealt = ([*_shares(rest, number)] for number in count(2))
    shares = next(
        found
        for found in dealt
        if all(len(share) == 1 or sum(needs[place] for place in share) <= room for share in found)
    )
    return tuple(
        _part(table, (*names, *share, *last), at, len(shares)) for at, share in enumerate(shares, start=1)
    )


def names_of_rows(table: Table) -> int:
    """Give how many columns at the start name a row: those of short texts, before the first number.

    Example:
        >>> names_of_rows(Table("t", "T", (Column("a", "Stroom"), Column("n", "n", Kind.COUNT)), ()))
        1
    """
    return len([*takewhile(lambda both: _is_name(*both), _columns(table))])


def _is_name(column: Column, cells: Sequence[ShownValue]) -> bool:
    is_text = not column.is_number and column.kind is not Kind.STATUS
    return is_text and all(len(cell.text) <= LONGEST_NAME for cell in cells)


def _shares(places: Sequence[int], number: int) -> Iterator[Sequence[int]]:
    """Deal places out over a number of parts, as evenly as can be."""
    size = -(-len(places) // number)
    for start in range(0, len(places), size):
        yield places[start : start + size]


def _part(table: Table, places: Sequence[int], at: int, number: int) -> Table:
    return replace(
        table,
        name=table.name if at == 1 else f"{table.name}-deel-{at}",
        title=f"{table.title} (deel {at} van {number})",
        columns=tuple(table.columns[place] for place in places),
        rows=tuple(tuple(row[place] for place in places) for row in table.rows),
        note=table.note if at == number else "",
    )


def _parts_of(block: Block) -> tuple[Block, ...]:
    return parts(block) if isinstance(block, Table) and block.rows else (block,)


def _columns(table: Table) -> Iterator[tuple[Column, list[ShownValue]]]:
    for place, column in enumerate(table.columns):
        yield column, [row[place] for row in table.rows]


def _needs(column: Column, cells: Sequence[ShownValue]) -> int:
    """Give the letters of a column: its longest word, and for a status enough to read a sentence."""
    # A narrow space in an amount holds it together, so only a plain one is a place to break.
    words = [word for text in (column.label, *(cell.text for cell in cells)) for word in text.split(" ")]
    least = LEAST_STATUS if column.kind is Kind.STATUS else 0
    return max(min(max(map(len, words)), LONGEST_WORD), least) + BETWEEN
