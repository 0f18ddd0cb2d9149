"""The file of one sheet: where it is; and read: its rows in DuckDB, its headers, and what is wrong."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from maatschappelijk_rendement.domain.errors import Finding

Format = Literal["csv", "parquet"]
ROW = "row"
"""Name of the column with the number of each row."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Where a sheet is.

    Attributes:
        sheet: Its name.
        format: How it is written.
        parts: Its file, or the files of its folder in the order of their names.
        is_folder: It is a folder of files.
    """

    sheet: str
    format: Format
    parts: tuple[Path, ...]
    is_folder: bool = False


@dataclass(frozen=True, slots=True)
class FileTable:
    """The file of a sheet, or the files of its folder, read.

    Attributes:
        relation: A DuckDB relation: a column for each header, in the order of the file, and ``row``. None
            where the file cannot be read in one way only; then there is an error among the findings.
        headers: The headers as written.
        letters: The letters of those columns, as Excel shows them.
        read: Rows under the header, those that hold nothing included.
        blank: Rows that hold nothing; they are not in the relation.
        findings: What is to be said of the file.
        starts: ``row`` of the first line of each file, where the sheet is a folder of files.
    """

    relation: Any | None
    headers: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    read: int = 0
    blank: int = 0
    findings: tuple[Finding, ...] = ()
    starts: tuple[int, ...] = (1,)

    def place(self, row: int) -> str:
        """Say where a row stands: its number, and for a folder of files in which of them.

        Args:
            row: A value of the column ``row``.

        Example:
            >>> FileTable(None).place(7), FileTable(None, starts=(1, 101)).place(107)
            ('7', 'deel 2, rij 7')
        """
        if len(self.starts) == 1:
            return str(row)
        part = bisect_right(self.starts, row)
        return f"deel {part}, rij {row - self.starts[part - 1] + 1}"
