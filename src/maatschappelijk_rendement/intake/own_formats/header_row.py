"""Find the row with the headers among the rows of a source, and make a table of what stands below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.intake.own_formats.raw import RawCell, RawTable

_ROWS_TO_LOOK_AT = 20
# A title above a table fills a cell or two of it, a header most of them.
_PART_OF_THE_WIDEST = 0.6


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row as it stands in the source, with its number there; cells beyond the last filled one may lack."""

    number: int
    cells: tuple[RawCell, ...]


def table_of(
    name: str,
    label: str,
    grid: Sequence[GridRow],
    *,
    header_row: int | None = None,
    lost: Sequence[Finding] = (),
    said: Sequence[str] = (),
) -> RawTable:
    """Make a table of the rows of a sheet; without any filled row it has no headers.

    Args:
        name: As the source calls it.
        label: How a message calls it.
        grid: Its rows in order; rows that hold nothing may be absent, and come back as blank rows.
        header_row: Number of the row with the headers; found by itself when left out.
        lost: What was not read as it stood.
        said: How it was read.

    Example:
        >>> grid = [GridRow(1, ("Overzicht",)), GridRow(3, ("Nr", "Wmo")), GridRow(5, ("C1", "12"))]
        >>> table = table_of("Blad1", "blad 1", grid)
        >>> table.headers, table.rows, table.row_numbers
        (('Nr', 'Wmo'), ((None, None), ('C1', '12')), (4, 5))
        >>> table.said
        ('De kop is gevonden in rij 3.',)
    """
    notes = [*said]
    place = _find(grid) if header_row is None else _place_of(grid, header_row)
    if place is None:
        return RawTable(name, label, (), (), (), tuple(lost), tuple(notes))
    head = grid[place]
    if head.number != 1:
        notes.append(f"De kop is gevonden in rij {head.number}.")
    below = grid[place + 1 :]
    width = max((_width(row.cells) for row in (head, *below)), default=0)
    rows: list[tuple[RawCell, ...]] = []
    numbers: list[int] = []
    last = head.number
    for row in below:
        for blank in range(last + 1, row.number):
            rows.append((None,) * width)
            numbers.append(blank)
        rows.append((row.cells + (None,) * width)[:width])
        numbers.append(row.number)
        last = row.number
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
        numbers.pop()
    headers = tuple(_header(cell) for cell in (head.cells + (None,) * width)[:width])
    return RawTable(name, label, headers, tuple(rows), tuple(numbers), tuple(lost), tuple(notes))


def _find(grid: Sequence[GridRow]) -> int | None:
    """Give the place of the first row that is filled nearly as wide as any, with texts that differ."""
    looked_at = [place for place, row in enumerate(grid) if _width(row.cells)][:_ROWS_TO_LOOK_AT]
    if not looked_at:
        return None
    widest = max(_filled(grid[place]) for place in looked_at)
    for place in looked_at:
        cells = [cell for cell in grid[place].cells if cell is not None]
        is_wide = len(cells) >= _PART_OF_THE_WIDEST * widest
        if is_wide and all(isinstance(cell, str) for cell in cells):
            return place
    return looked_at[0]


def _place_of(grid: Sequence[GridRow], number: int) -> int | None:
    return next((place for place, row in enumerate(grid) if row.number == number), None)


def _filled(row: GridRow) -> int:
    return sum(cell is not None for cell in row.cells)


def _width(cells: Sequence[RawCell]) -> int:
    return max((place for place, cell in enumerate(cells, start=1) if cell is not None), default=0)


def _header(cell: RawCell) -> str:
    """Write a header on one line: a line break within a cell is a blank."""
    return "" if cell is None else " ".join(str(cell).split())
