"""What a cell of a published table may hold; ``codec`` and the writers of pages make text of it.

A value that is unknown is None, never zero. One that disclosure control hid is None as well, and the row
names its column under ``onderdrukt`` and its reason under ``regel``.
"""

from __future__ import annotations

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


class WholeEuros(int):
    """An amount that was rounded, so that it is shown without cents [euro cent]."""
