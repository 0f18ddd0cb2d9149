"""What a card holds: its settings and its rows, each cell with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from maatschappelijk_rendement.domain.card_sheets import CardKind
from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.tables import SheetTable


@dataclass(frozen=True, slots=True)
class CardRow:
    """A row of a card.

    Attributes:
        values: What its cells mean, by field name; empty cells are not there.
        cells: The place of each cell, by field name.
        row: Its row on the sheet.
    """

    values: Mapping[str, Any]
    cells: Mapping[str, str]
    row: int

    def get(self, name: str, default: Any = None) -> Any:
        """Give a value, or the default where the cell is empty."""
        return self.values.get(name, default)


@dataclass(frozen=True, slots=True)
class Card:
    """A card that has no errors.

    Attributes:
        kind: Its instrument.
        settings: What sheet Kaart says; empty ones are not there.
        rows: Rows by sheet.
        warnings: What deserves a look.
    """

    kind: CardKind
    settings: Mapping[str, Any]
    rows: Mapping[str, tuple[CardRow, ...]]
    warnings: tuple[Finding, ...] = ()

    def of(self, table: SheetTable) -> tuple[CardRow, ...]:
        """Give the rows of a sheet."""
        return self.rows.get(table.sheet, ())
