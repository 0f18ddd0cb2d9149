"""Gathers findings while a workbook is read: bounded, all counted, in the order of sheets and cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from maatschappelijk_rendement.domain.errors import PLACES_SHOWN, CauseKey, Finding, cause_of
from maatschappelijk_rendement.domain.tables import SHEETS
from maatschappelijk_rendement.intake.workbook.address import column_index

_SHEET_ORDER = {table.sheet: position for position, table in enumerate(SHEETS)}
_CELL = re.compile(r"([A-Z]*)([0-9]*)")


@dataclass(slots=True)
class _Kept:
    """What is kept of one cause, by cell and text, and how much more there was."""

    findings: dict[tuple[str, str], Finding] = field(default_factory=dict)
    more: int = 0
    last_cell: str = ""


class CollectedFindings:
    """A growing collection of findings that never loses count.

    Of each cause at least the first places are kept, however much else was found before. Past the limit,
    further places of a cause are counted in ``count`` of its last finding: the counts together are the number
    of findings.

    Args:
        limit: How many findings are kept, besides the first places of each cause.

    Example:
        >>> found = CollectedFindings(limit=10)
        >>> found.error("Gebruik", "D50", "leeg", "Het aantal ontbreekt.")
        >>> found.has_errors, [finding.place for finding in found.sorted()]
        (True, ['Gebruik!D50'])
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._number_kept = 0
        self._causes: dict[CauseKey, _Kept] = {}
        self._rows_with_errors: dict[str, set[int]] = {}
        self.has_errors = False

    def error(self, sheet: str, cell: str, code: str, text: str, advice: str = "") -> None:
        """Note something that must be mended."""
        self.add(Finding("fout", sheet, cell, code, text, advice))

    def warning(self, sheet: str, cell: str, code: str, text: str, advice: str = "") -> None:
        """Note something that deserves a look."""
        self.add(Finding("waarschuwing", sheet, cell, code, text, advice))

    def add(self, finding: Finding) -> None:
        """Note a finding; the same one again, or the same cell again at once, is no other."""
        if finding.level == "fout":
            self.has_errors = True
            row = row_of(finding.cell)
            if row:
                self._rows_with_errors.setdefault(finding.sheet, set()).add(row)
        cause = self._cause(finding)
        place = (finding.cell, finding.text)
        if place in cause.findings:
            return
        if len(cause.findings) < PLACES_SHOWN or self._number_kept < self._limit:
            cause.findings[place] = finding
            self._number_kept += 1
        elif finding.cell != cause.last_cell:
            cause.more += finding.count
        cause.last_cell = finding.cell

    def _cause(self, finding: Finding) -> _Kept:
        key = cause_of(finding)
        if key not in self._causes and len(self._causes) >= self._limit:
            # So many causes come from one column of nonsense; apart they would fill the memory.
            key = key[:_WITHOUT_WORDS]
        return self._causes.setdefault(key, _Kept())

    def extend(self, findings: Iterable[Finding]) -> None:
        """Note several findings."""
        for finding in findings:
            self.add(finding)

    def rows_with_errors(self, sheet: str) -> frozenset[int]:
        """Give the rows of a sheet that have an error in them."""
        return frozenset(self._rows_with_errors.get(sheet, ()))

    def sorted(self) -> tuple[Finding, ...]:
        """Give all findings: errors before warnings, each in the order of sheets and cells."""
        found: list[Finding] = []
        for cause in self._causes.values():
            *others, last = sort_findings(cause.findings.values())
            found += [*others, replace(last, count=last.count + cause.more) if cause.more else last]
        return tuple(sort_findings(found))


# Level, sheet, column and code: what is left of a cause without its text and advice.
_WITHOUT_WORDS = 4


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


def _order(finding: Finding) -> tuple[object, ...]:
    match = _CELL.match(finding.cell)
    column = column_index(match[1]) if match and match[1] else -1
    sheet = _SHEET_ORDER.get(finding.sheet, -1)
    return (finding.level, sheet, finding.sheet, row_of(finding.cell), column, finding.code, finding.text)
