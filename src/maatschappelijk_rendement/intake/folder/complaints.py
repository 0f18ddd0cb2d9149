"""What is wrong with a file, one message a cause: its first place, and how many rows it stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from maatschappelijk_rendement.domain.errors import Finding, Level
from maatschappelijk_rendement.domain.money import dutch_number


class Spot(NamedTuple):
    """Where something is.

    Attributes:
        row: Number of the record, as Excel shows it; 0 for all rows.
        line: Line of the file as a text editor shows it: more than ``row`` where a cell holds line ends.
        letters: Letters of the column; none for all columns.
        part: Which file of a folder, from 1; 0 where there is no folder.
    """

    row: int = 0
    line: int = 0
    letters: str = ""
    part: int = 0

    def tell(self, text: str) -> str:
        """Add to a sentence what the cell alone does not say."""
        where = []
        if self.part:
            where.append(f"deel {self.part} van de map")
        if self.line and self.line != self.row:
            where.append(f"regel {self.line} in een teksteditor")
        return f"{text[:-1]} ({', '.join(where)})." if where else text


@dataclass(slots=True)
class Complaints:
    """A growing list of what is wrong with the file of a sheet.

    Example:
        >>> found = Complaints("Gebruik")
        >>> found.error("rij_ongelijk", Spot(22, 22), "Deze rij is te kort.", "Vul haar aan.", rows=60)
        >>> [str(finding) for finding in found.findings()]
        ['Gebruik!22: Deze rij is te kort. In totaal zijn er 60 zulke rijen. Vul haar aan.']
    """

    sheet: str
    has_errors: bool = False
    _first: dict[tuple[Level, str], tuple[Spot, str, str]] = field(default_factory=dict)
    _rows: dict[tuple[Level, str], int] = field(default_factory=dict)

    def error(self, code: str, spot: Spot, text: str, advice: str, rows: int = 1) -> None:
        """Note what makes the file unfit."""
        self.has_errors = True
        self._note("fout", code, spot, text, advice, rows)

    def warning(self, code: str, spot: Spot, text: str, advice: str) -> None:
        """Note what deserves a look."""
        self._note("waarschuwing", code, spot, text, advice, 1)

    def findings(self) -> tuple[Finding, ...]:
        """Give them in the order in which they were found."""
        return tuple(self._finding(key) for key in self._first)

    def _note(self, level: Level, code: str, spot: Spot, text: str, advice: str, rows: int) -> None:
        self._first.setdefault((level, code), (spot, text, advice))
        self._rows[level, code] = self._rows.get((level, code), 0) + rows

    def _finding(self, key: tuple[Level, str]) -> Finding:
        (level, code), (spot, text, advice), rows = key, self._first[key], self._rows[key]
        column = f"{spot.letters}:{spot.letters}" if spot.letters else ""
        cell = f"{spot.letters}{spot.row}" if spot.row else column
        said = spot.tell(text)
        if rows > 1 and spot.row:
            said += f" In totaal zijn er {dutch_number(rows)} zulke rijen."
        return Finding(level, self.sheet, cell, code, said, advice, rows)
