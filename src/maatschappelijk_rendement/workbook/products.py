"""The products a workbook may name: the prices at hand with those of its own sheet Tarieven."""

from __future__ import annotations

from dataclasses import dataclass, field

from maatschappelijk_rendement.model import Tariff
from maatschappelijk_rendement.tables import TARIFFS
from maatschappelijk_rendement.tariffs import Product, Tariffs
from maatschappelijk_rendement.tariffs.local import conflicts
from maatschappelijk_rendement.vocabulary import fold
from maatschappelijk_rendement.workbook.findings import Findings
from maatschappelijk_rendement.workbook.rows import Sheet

# Each suggestion compares with every code; more unknown codes than this mean another price list altogether.
_MOST_SUGGESTIONS = 100
# A price a month for twenty years. Each price of a code is laid beside its others: their number is bounded.
MOST_PRICES_A_CODE = 250


@dataclass(slots=True)
class Products:
    """Looks products up by their code, each once.

    Attributes:
        tariffs: All prices at hand, the workbook's own ones included.
        unjudged: Folded codes on sheet Tarieven whose row has an error: known, but nothing more.
        is_complete: Sheet Tarieven was read to its end, so an unknown code is really unknown.
    """

    tariffs: Tariffs
    unjudged: frozenset[str] = frozenset()
    is_complete: bool = True
    _known: dict[str, Product | None] = field(default_factory=dict)
    _suggestions: dict[str, str] = field(default_factory=dict)

    def get(self, code: str) -> Product | None:
        """Give the product of a code; None when it is unknown or its row has an error."""
        if code not in self._known:
            product = None
            if fold(code) not in self.unjudged and code in self.tariffs:
                product = self.tariffs.product(code)
            self._known[code] = product
        return self._known[code]

    def is_unknown(self, code: str) -> bool:
        """Say whether no price list names this code."""
        return self.is_complete and self.get(code) is None and fold(code) not in self.unjudged

    def suggestion(self, code: str) -> str:
        """Suggest a code that looks like this one; what was written is not repeated."""
        if code not in self._suggestions and len(self._suggestions) < _MOST_SUGGESTIONS:
            self._suggestions[code] = self.tariffs.hint(code)
        return self._suggestions.get(code, "")


def check_products(
    tariffs: Tariffs, rows: list[tuple[int, Tariff]], sheet: Sheet | None, found: Findings
) -> Products:
    """Lay the workbook's own prices over those at hand, and note what contradicts.

    Args:
        tariffs: The prices at hand.
        rows: Sound rows of sheet Tarieven: line on the sheet and price.
        sheet: The sheet; None when the workbook has none.
        found: Where findings go.
    """
    if sheet is None:
        return Products(tariffs)
    sound_lines = {line for line, _ in rows}
    wrong_codes = {
        fold(code)
        for line, code in enumerate(sheet.columns["code"])
        if isinstance(code, str) and line not in sound_lines
    }
    crowded = _crowded_codes(rows, sheet, found)
    wrong_codes |= crowded
    rows = [(line, row) for line, row in rows if fold(row.code) not in crowded]
    local = [row for _, row in rows]
    contradicting = set()
    for conflict in conflicts(tariffs.shipped, local):
        line = rows[conflict.row][0]
        cell = sheet.cell(line, conflict.column)
        found.error(TARIFFS.sheet, cell, conflict.code, conflict.text, conflict.advice)
        contradicting.add(conflict.row)
        wrong_codes.add(fold(local[conflict.row].code))
    sound = [row for position, row in enumerate(local) if position not in contradicting]
    is_complete = sheet.scan.is_readable and "code" in sheet.scan.columns
    return Products(tariffs.add(sound), frozenset(wrong_codes), is_complete)


def _crowded_codes(rows: list[tuple[int, Tariff]], sheet: Sheet, found: Findings) -> set[str]:
    """Note the codes with more prices than anybody has, each at its first row too many."""
    counts: dict[str, int] = {}
    for line, row in rows:
        code = fold(row.code)
        counts[code] = counts.get(code, 0) + 1
        if counts[code] == MOST_PRICES_A_CODE + 1:
            text = f"Deze code heeft meer dan {MOST_PRICES_A_CODE} prijzen; dat is de grens."
            cell = sheet.cell(line, "code")
            found.error(TARIFFS.sheet, cell, "grens_prijzen", text, "Haal overtollige prijzen weg.")
    return {code for code, count in counts.items() if count > MOST_PRICES_A_CODE}
