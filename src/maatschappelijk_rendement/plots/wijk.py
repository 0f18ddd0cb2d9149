"""Drawings of a wijk: differences with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.plots.drawing import (
    BLUE,
    DARK,
    GREY,
    SOFT_INK,
    Bar,
    Dot,
    Drawing,
    Label,
    Line,
)

ROW_INCH, FRAME_INCH = 0.3, 0.4
LONGEST_NAME = 38
ROOM = 0.45  # part of the width kept free for words

Marks = list[Bar | Line | Label | Dot]


@dataclass(frozen=True, slots=True)
class Gap:
    """A difference and its interval, in thousandths."""

    name: str
    value: int
    low: int
    high: int


def gaps(rows: Sequence[Gap]) -> Drawing:
    """Show differences as points on their intervals, with nought as the line between.

    Args:
        rows: At least one.
    """
    low = min(0, *(row.low for row in rows))
    high = max(0, *(row.high for row in rows))
    width = (high - low) or 1
    bottom = len(rows) - 0.4
    marks: Marks = [Line(0, -0.6, 0, bottom, SOFT_INK)]
    for y, row in enumerate(rows):
        is_noise = row.low <= 0 <= row.high
        colour = GREY if is_noise else BLUE
        marks.append(Line(row.low, y, row.high, y, DARK if is_noise else BLUE, 1.6))
        marks.append(Dot(row.value, y, colour))
        words = "ruis" if is_noise else "meer dan ruis"
        marks.append(Label(max(row.high, 0) + width * 0.02, y, f"{signed(row.value)} {words}", "right"))
    names = tuple((float(y), short(row.name)) for y, row in enumerate(rows))
    left, right = low - 0.03 * width, high + ROOM * width
    return Drawing(
        tuple(marks), names, ((0.0, "0"),), left, right, bottom, -0.6, FRAME_INCH + ROW_INCH * len(rows)
    )


def signed(thousandths: int) -> str:
    """Write thousandths with their sign and no needless decimals.

    Example:
        >>> signed(-3500), signed(12000)
        ('-3,5', '+12')
    """
    value = Decimal(thousandths).scaleb(-3).normalize()
    text = dutch_number(value, max(0, -int(value.as_tuple().exponent)))
    return f"+{text}" if thousandths > 0 else text


def short(words: str) -> str:
    """Shorten a name that would push the picture away."""
    return words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1]}…"
