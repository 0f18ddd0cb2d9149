"""A card while it is checked: what is known so far, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from maatschappelijk_rendement.domain.card import CardRow
from maatschappelijk_rendement.domain.card_sheets import CardKind


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
