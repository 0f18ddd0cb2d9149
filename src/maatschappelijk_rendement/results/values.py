"""What a cell of a published table may hold; ``codec`` and the writers of pages make text of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Cents: TypeAlias = int
"""An amount [euro cent]."""
PriceE4: TypeAlias = int
"""A price [1/10.000 euro]."""
Hundredths: TypeAlias = int
"""A score or a difference of scores [1/100 point]."""
Milli: TypeAlias = int
"""A quantity [1/1.000 unit]."""
ShareE4: TypeAlias = int
"""A part of a whole [1/10.000]."""

UNKNOWN = None
"""A value that nobody knows; never zero, and something else than a value that is hidden."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A value that disclosure control hid.

    Attributes:
        rule: Dutch words for why.
    """

    rule: str
