"""What a card holds: its settings and its rows, each cell with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.tables import SheetTable
from maatschappelijk_rendement.intake.cards.sheets import CardKind


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


@dataclass(slots=True)
class RawCard:
    """A card while it is checked.

    Attributes:
        kind: Its instrument.
        settings: What is known of sheet Kaart.
        cells: Cell of each setting that is there.
        rows: Rows by sheet, those with errors among them.
    """

    kind: CardKind
    settings: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    rows: dict[str, tuple[CardRow, ...]] = field(default_factory=dict)
