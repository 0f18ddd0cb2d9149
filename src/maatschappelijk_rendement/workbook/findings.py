"""Gathers findings while a workbook is read: all of them, bounded, in the order of sheets and cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from maatschappelijk_rendement.errors import Finding, Level
from maatschappelijk_rendement.tables import SHEETS
from maatschappelijk_rendement.vocabulary import fold_header
from maatschappelijk_rendement.workbook.address import column_index

_SHEET_ORDER = {table.sheet: position for position, table in enumerate(SHEETS)}
_CELL = re.compile(r"([A-Z]*)([0-9]*)")

# Below this likeness a suggestion confuses more than it helps (ratio of difflib; vooor and voor: 0,89).
_LIKENESS = 0.6
# A slip of the keyboard is about as long as the word; comparing long texts takes long.
_LONGEST_SLIP = 60


class Findings:
    """A growing list of findings. Past the limit findings are counted and no longer kept.

    Example:
        >>> found = Findings(limit=10)
        >>> found.error("Gebruik", "D50", "leeg", "Het aantal ontbreekt.")
        >>> found.has_errors, [finding.place for finding in found.sorted()]
        (True, ['Gebruik!D50'])
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: list[Finding] = []
        self._dropped: dict[Level, int] = {"fout": 0, "waarschuwing": 0}
        self._rows_with_errors: dict[str, set[int]] = {}
        self.has_errors = False

    def error(self, sheet: str, cell: str, code: str, text: str, advice: str = "") -> None:
        """Note something that must be mended."""
        self.add(Finding("fout", sheet, cell, code, text, advice))

    def warning(self, sheet: str, cell: str, code: str, text: str, advice: str = "") -> None:
        """Note something that deserves a look."""
        self.add(Finding("waarschuwing", sheet, cell, code, text, advice))

    def add(self, finding: Finding) -> None:
        """Note a finding."""
        if finding.level == "fout":
            self.has_errors = True
            row = row_of(finding.cell)
            if row:
                self._rows_with_errors.setdefault(finding.sheet, set()).add(row)
        if len(self._kept) < self._limit:
            self._kept.append(finding)
        else:
            self._dropped[finding.level] += 1

    def extend(self, findings: Iterable[Finding]) -> None:
        """Note several findings."""
        for finding in findings:
            self.add(finding)

    def rows_with_errors(self, sheet: str) -> frozenset[int]:
        """Give the rows of a sheet that have an error in them."""
        return frozenset(self._rows_with_errors.get(sheet, ()))

    def sorted(self) -> tuple[Finding, ...]:
        """Give all findings: errors before warnings, each in the order of sheets and cells."""
        rest = [
            Finding(
                level, "", "", "meer_meldingen", f"Er zijn nog {count} meldingen van dit soort.", _REST_ADVICE
            )
            for level, count in self._dropped.items()
            if count
        ]
        return (*sort_findings({*self._kept}), *rest)


_REST_ADVICE = "Verbeter eerst wat hierboven staat en controleer opnieuw."


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Put errors before warnings, and each in the order of file, sheet, row and column.

    Example:
        >>> low, high = (Finding("fout", "Gebruik", cell, "x", "X.") for cell in ("B9", "A10"))
        >>> [finding.cell for finding in sort_findings([high, low])]
        ['B9', 'A10']
    """
    return sorted(findings, key=_order)


def row_of(cell: str) -> int:
    """Give the (first) row of a cell, range or row; 0 when there is none.

    Example:
        >>> row_of("D50"), row_of("A50:A51"), row_of("4:5"), row_of("")
        (50, 50, 4, 0)
    """
    match = _CELL.match(cell)
    return int(match[2]) if match and match[2] else 0


def did_you_mean(written: str, words: Iterable[str]) -> str:
    """Suggest the word of a closed list that looks most like what was written, without repeating that.

    Example:
        >>> did_you_mean("vooor", ["voor", "na"]), did_you_mean("xyz", ["voor", "na"])
        ("Bedoelde u 'voor'?", '')
    """
    if len(written) > _LONGEST_SLIP:
        return ""
    by_form = {fold_header(word): word for word in words}
    near = get_close_matches(fold_header(written), by_form, n=1, cutoff=_LIKENESS)
    return f"Bedoelde u '{by_form[near[0]]}'?" if near else ""


def _order(finding: Finding) -> tuple[object, ...]:
    match = _CELL.match(finding.cell)
    column = column_index(match[1]) if match and match[1] else -1
    sheet = _SHEET_ORDER.get(finding.sheet, -1)
    return (finding.level, sheet, finding.sheet, row_of(finding.cell), column, finding.code, finding.text)
